"""Rules of rights: what is everything or nothing leaves no trace in the question, and the answer stays the same."""

import itertools

import pytest
from django.db.models import Q

from linli.core.counters import Counter
from linli.core.rights import EVERYTHING, NOTHING

pytestmark = pytest.mark.django_db
PARTS = {
    "everything": (EVERYTHING, lambda year: True),
    "nothing": (NOTHING, lambda year: False),
    "this year": (Q(year=2026), lambda year: year == 2026),
    "not this year": (~Q(year=2026), lambda year: year != 2026),
}


@pytest.fixture
def years(place):
    """Two rows to choose from."""
    for year in (2025, 2026):
        Counter.objects.create(community=place.community, series="rules", year=year, value=1)
    return Counter.objects.filter(series="rules")


@pytest.mark.parametrize(("left", "right"), list(itertools.product(PARTS, repeat=2)))
def test_rules_joined_choose_what_their_parts_say(years, left, right):
    (one, chosen), (other, also) = PARTS[left], PARTS[right]

    def found(rule):
        return {row.year for row in years.filter(rule)}

    assert found(one | other) == {year for year in (2025, 2026) if chosen(year) or also(year)}
    assert found(one & other) == {year for year in (2025, 2026) if chosen(year) and also(year)}
    assert found(~one) == {year for year in (2025, 2026) if not chosen(year)}


def test_a_rule_that_is_not_there_yet_opens_nothing():
    assert (Q() | NOTHING) is NOTHING
    assert (NOTHING | Q()) is NOTHING
    assert (Q() & NOTHING) is NOTHING


def test_everything_swallows_and_nothing_vanishes():
    rule = Q(year=2026)

    assert (rule | EVERYTHING) is EVERYTHING
    assert (rule & EVERYTHING) is rule
    assert (rule | NOTHING) is rule
    assert (rule & NOTHING) is NOTHING
    assert ~EVERYTHING is NOTHING
