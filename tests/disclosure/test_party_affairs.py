"""Disclosure of Party affairs (R-13): the vectors."""

from typing import Any

import pytest

from tests.vectors import judging


@pytest.mark.parametrize("vector", judging.vectors("R-13"), ids=lambda one: one["name"])
def test_vectors(vector: dict[str, Any]) -> None:
    judging.agree("R-13", vector)
