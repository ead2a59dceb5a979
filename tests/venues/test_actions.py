"""Venues are written down, corrected and ended; hours and closings keep their past."""

import datetime as dt

import pytest

from linli.core import clock
from linli.core.audit import AuditEntry
from linli.core.errors import DomainError
from linli.core.records import state_of
from linli.core.workflow import Overtaken
from linli.places import actions as places
from linli.venues import actions, queries
from linli.venues.actions import opening_state
from linli.venues.models import Closing, OpeningHours, Room
from linli.venues.opening import Span
from tests.venues.venues import AFTERNOON, MORNING, open_on, room, standing

TODAY = dt.date(2026, 3, 10)
DAY = dt.timedelta(days=1)


def table_of(venue, since=TODAY):
    return queries.timetables(venue.community_id, [venue], since)[venue.pk]


def test_of_two_venues_that_stand_none_has_the_name_of_the_other(place):
    first = standing(place)
    with pytest.raises(DomainError) as refused:
        standing(place)
    assert refused.value.field == "name"

    actions.end(first, on=TODAY - DAY, by=place.actor("clerk"), seen=state_of(first))
    assert standing(place).pk != first.pk


def test_a_building_stands_in_the_compound_that_is_named(place):
    other = places.register_compound(
        place.community, name="中凯小区", since=dt.date(2020, 1, 1), by=place.actor("clerk")
    )
    with pytest.raises(DomainError) as refused:
        standing(place, building=place.buildings[0], compound=other)

    assert refused.value.field == "building"


def test_a_venue_ends_with_its_rooms_and_keeps_the_house_standing_until_then(place):
    venue = standing(place, building=place.buildings[0])
    held = room(place, venue, "阅览室", 4000)
    building = place.buildings[0]
    with pytest.raises(DomainError):
        places.end(building, on=TODAY, by=place.actor("clerk"), seen=state_of(building))

    actions.end(venue, on=TODAY, by=place.actor("clerk"), seen=state_of(venue))
    held.refresh_from_db()
    assert held.valid_to == TODAY
    places.end(building, on=TODAY, by=place.actor("clerk"), seen=state_of(building))


def test_a_room_stands_only_while_its_venue_does(place):
    venue = standing(place, since=TODAY)
    with pytest.raises(DomainError) as refused:
        room(place, venue, "阅览室", 4000, since=TODAY - DAY)

    assert refused.value.field == "since"
    assert not Room.objects.exists()


def test_new_hours_hold_from_their_day_and_the_old_ones_to_the_day_before(place):
    venue, by = standing(place), place.actor("clerk")
    open_on(venue, [Span(1, *MORNING)], by=by, since=TODAY + DAY * 7)

    table = table_of(venue)
    assert [len(table.spans(TODAY + DAY * n)) for n in (0, 1, 6, 7, 8)] == [2, 2, 2, 1, 0]
    assert AuditEntry.objects.filter(action="venues.set_opening").count() == 2


def test_hours_that_were_agreed_for_later_are_overtaken_by_those_from_now_on(place):
    venue, by = standing(place), place.actor("clerk")
    open_on(venue, [Span(1, *MORNING)], by=by, since=TODAY + DAY * 7)
    open_on(venue, [Span(1, *AFTERNOON)], by=by)

    assert [row.from_time for row in OpeningHours.objects.filter(valid_to__isnull=True)] == [dt.time(14)]
    assert len(table_of(venue).spans(TODAY + DAY * 7)) == 1


def test_spans_of_a_day_do_not_overlap_and_the_past_stays_as_it_was(place):
    venue, by = standing(place), place.actor("clerk")
    with pytest.raises(DomainError) as refused:
        open_on(venue, [Span(2, dt.time(9), dt.time(12)), Span(2, dt.time(11), dt.time(13))], by=by)
    assert refused.value.field == "day_2"
    with pytest.raises(DomainError) as refused:
        open_on(venue, [Span(2, *MORNING)], by=by, since=TODAY - DAY)
    assert refused.value.field == "since"


def test_of_two_clerks_who_set_hours_the_second_sees_what_the_first_has_set(place):
    venue, by = standing(place), place.actor("clerk")
    seen = opening_state(venue)
    open_on(venue, [Span(1, *MORNING)], by=by)

    with pytest.raises(Overtaken):
        actions.set_opening(venue, [Span(1, *AFTERNOON)], since=TODAY, by=by, seen=seen)


def test_a_closing_is_told_with_its_reason_and_lifted_once(place):
    venue, by = standing(place), place.actor("clerk")
    closing = actions.shut(venue, first_day=TODAY, last_day=TODAY + DAY * 3, why="刷墙", by=by)
    assert table_of(venue).standing(clock.now()).shut.why == "刷墙"

    actions.lift(closing, by=by, seen=state_of(closing))
    assert table_of(venue).standing(clock.now()).until is not None
    with pytest.raises(DomainError):
        actions.lift(closing, by=by, seen=state_of(closing))


@pytest.mark.parametrize(("first", "last"), [(2, 1), (-3, -1)])
def test_days_that_are_over_or_turned_round_are_refused(place, first, last):
    venue = standing(place)
    with pytest.raises(DomainError) as refused:
        actions.shut(
            venue,
            first_day=TODAY + DAY * first,
            last_day=TODAY + DAY * last,
            why="刷墙",
            by=place.actor("clerk"),
        )

    assert refused.value.field == "last_day"
    assert not Closing.objects.exists()


def test_a_venue_of_another_community_is_not_found(place, other_place):
    theirs = standing(other_place)

    assert list(queries.venues(place.community)) == []
    assert table_of(theirs).spans(TODAY)
