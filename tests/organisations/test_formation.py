"""How Party organisations are set up (R-01): the vectors, and the length of a chain."""

from typing import Any
from uuid import UUID

import pytest

from linli.organisations.chain import depth
from tests.vectors import judging


@pytest.mark.parametrize("vector", judging.vectors("R-01"), ids=lambda one: one["name"])
def test_vectors(vector: dict[str, Any]) -> None:
    judging.agree("R-01", vector)


@pytest.mark.parametrize(
    ("parents", "levels"),
    [
        ({}, 0),
        ({1: None}, 1),
        ({1: None, 2: 1, 3: 2, 4: 3}, 4),
        ({1: None, 2: 1, 3: 1, 4: 1}, 2),
        # What stands above is over: the rest is a chain of its own.
        ({3: 2, 4: 3}, 2),
    ],
)
def test_a_chain_is_as_long_as_its_longest_way_down(parents: dict[int, int | None], levels: int) -> None:
    keyed = {UUID(int=key): UUID(int=above) if above else None for key, above in parents.items()}
    assert depth(keyed) == levels
