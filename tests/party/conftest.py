"""The Party organisation of the first community."""

import pytest

from tests.party.party import Party


@pytest.fixture
def party(place) -> Party:
    """Two branches and their people."""
    return Party(place)
