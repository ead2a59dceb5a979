"""Very many keys as one parameter."""

import pytest

from linli.core import keys
from linli.places.models import Grid
from tests.people import Place

pytestmark = pytest.mark.django_db


def test_among_finds_what_in_finds(place: Place) -> None:
    wanted = [grid.pk for grid in place.grids[:1]] + [keys.uuid7() for _ in range(2000)]
    grids = Grid.objects.of(place.community)
    assert set(grids.filter(pk__among=wanted)) == set(grids.filter(pk__in=wanted[:1]))
    assert not grids.filter(pk__among=[]).exists()
