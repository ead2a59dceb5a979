"""Shifts: who is on duty, never twice at once, the first press wins, and everybody concerned is told."""

import datetime as dt

import pytest
from django.db import connection

from linli.core import clock, holdings, outbox
from linli.core.audit import AuditEntry
from linli.core.doctor import gaps, mismatches
from linli.core.errors import DomainError
from linli.core.records import state_of
from linli.core.workflow import Overtaken, TransitionError
from linli.notifications.models import Message
from linli.rosters import actions, personal, queries, tasks
from linli.rosters.models import Roster, Shift, ShiftNote
from linli.venues import actions as venues
from tests.rosters.duty import DAY, MONDAY, TODAY, moment, roster, shift, take
from tests.venues.venues import standing


def told(place, who, code=""):
    """What lies in an inbox now."""
    rows = Message.objects.filter(user=place.users[who], ended_at__isnull=True)
    return [row.text for row in rows if row.code.endswith(code)]


def test_nobody_is_on_duty_twice_at_once_whatever_the_roster(place):
    one, other = roster(place), roster(place, "门岗", "gate")
    shift(place, one, 12, 8, 12, "zhou")
    with pytest.raises(DomainError) as refused:
        shift(place, other, 12, 11, 14, "zhou")
    assert refused.value.field == "user"
    assert "站点值守" in str(refused.value)

    shift(place, other, 12, 12, 14, "zhou")
    assert Shift.objects.count() == 2


def test_who_does_not_work_here_is_not_on_duty_here(place, other_place):
    row = roster(place)
    with pytest.raises(DomainError) as refused:
        actions.schedule(
            row,
            starts_at=moment(12, 8),
            ends_at=moment(12, 12),
            user=other_place.users["zhou"],
            by=place.actor("clerk"),
        )

    assert refused.value.field == "user"


def test_a_shift_lies_within_its_roster_and_a_mobile_office_says_where(place):
    row = roster(place, since=TODAY)
    for values, field in (({"day": 9}, "day"), ({"day": 12, "purpose": "mobile_office"}, "place")):
        with pytest.raises(DomainError) as refused:
            shift(place, row, values.pop("day"), 8, 12, **values)
        assert refused.value.field == field


def test_who_is_put_on_duty_is_told_and_who_puts_oneself_is_not(place):
    row = roster(place)
    shift(place, row, 12, 8, 12, "zhou")
    shift(place, row, 12, 12, 14, "clerk")
    outbox.follow_at_once()

    assert len(told(place, "zhou")) == 1
    assert "8:00—12:00" in told(place, "zhou")[0]
    assert told(place, "clerk") == []


def test_of_a_change_who_had_it_and_who_has_it_are_told(place):
    held = shift(place, roster(place), 12, 8, 12, "zhou")
    outbox.follow_at_once()
    take(place, held, "assign", user=place.users["ma"])

    assert (len(told(place, "ma")), len(told(place, "zhou"))) == (1, 1)
    held.refresh_from_db()
    assert (held.user, held.former) == (place.users["ma"], place.users["zhou"])


def test_a_replacement_is_asked_for_with_a_reason_that_is_sealed_and_the_desk_is_told_without_it(place):
    held = shift(place, roster(place), 12, 8, 12, "zhou")
    take(place, held, "ask_swap", by="zhou", reason="要去医院复查")

    assert [("医院" in text) for text in told(place, "clerk")] == [False]
    assert Shift.objects.get().swap_reason == "要去医院复查"
    with connection.cursor() as cursor:
        cursor.execute("SELECT swap_reason FROM rosters_shift")
        assert "医院".encode() not in bytes(cursor.fetchone()[0])


def test_of_two_colleagues_the_first_press_has_the_shift_and_the_reason_is_forgotten(place):
    held = shift(place, roster(place), 12, 8, 12, "zhou")
    take(place, held, "ask_swap", by="zhou", reason="有事")
    seen = [Shift.objects.select_related("roster").get() for _press in range(2)]
    actions.take_over(seen[0], by=place.actor("ma"), version=seen[0].version)
    with pytest.raises(Overtaken):
        actions.take_over(seen[1], by=place.actor("qiu"), version=seen[1].version)
    outbox.follow_at_once()

    held.refresh_from_db()
    assert (held.user, held.swap_asked_at, held.swap_reason) == (place.users["ma"], None, "")
    assert any("不用" in text or "need not" in text for text in told(place, "zhou"))


def test_what_nobody_gives_away_is_not_taken(place):
    held = shift(place, roster(place), 12, 8, 12, "zhou")
    with pytest.raises(Overtaken):
        actions.take_over(held, by=place.actor("ma"), version=held.version)

    assert Shift.objects.get().user == place.users["zhou"]


def test_an_open_shift_is_taken_by_who_is_free(place):
    row = roster(place)
    held = shift(place, row, 12, 8, 12)
    shift(place, roster(place, "门岗", "gate"), 12, 10, 11, "ma")
    with pytest.raises(DomainError):
        take(place, held, "take_over", by="ma")
    take(place, held, "take_over", by="zhou")

    assert Shift.objects.get(pk=held.pk).user == place.users["zhou"]


def test_one_comes_after_all(place):
    held = shift(place, roster(place), 12, 8, 12, "zhou")
    take(place, held, "ask_swap", by="zhou", reason="有事")
    take(place, held, "take_back_swap", by="zhou")

    held.refresh_from_db()
    assert (held.user, held.swap_asked_at, held.swap_reason) == (place.users["zhou"], None, "")


def test_what_has_begun_is_not_given_away_any_more(place):
    held = shift(place, roster(place), 10, 8, 12, "zhou")
    with pytest.raises(DomainError):
        take(place, held, "ask_swap", by="zhou", reason="有事")


def test_a_cancelled_shift_tells_why_and_stays_cancelled_and_its_time_is_free(place):
    row = roster(place)
    held = shift(place, row, 12, 8, 12, "zhou")
    outbox.follow_at_once()
    take(place, held, "cancel_shift", why="停电")

    assert any("停电" in text for text in told(place, "zhou"))
    with pytest.raises(TransitionError):
        take(place, held, "assign", user=place.users["ma"])
    assert shift(place, row, 12, 8, 12, "zhou").pk != held.pk


def test_a_week_is_copied_once_and_who_cannot_is_left_out(place):
    row, gate = roster(place), roster(place, "门岗", "gate")
    shift(place, row, 9, 9, 12, "zhou")
    shift(place, row, 10, 9, 12, "ma")
    take(place, shift(place, row, 11, 9, 12, "qiu"), "cancel_shift", why="停电")
    shift(place, gate, 17, 10, 11, "ma")
    outbox.follow_at_once()
    Message.objects.all().delete()
    assert actions.copy_week(row, source=MONDAY, target=MONDAY + 7 * DAY, by=place.actor("clerk")) == 2
    outbox.follow_at_once()

    week = queries.shifts_of_week(row, MONDAY + 7 * DAY)
    assert [(one.starts_at, one.user and one.user.name) for one in week] == [
        (moment(16, 9), "zhou"),
        (moment(17, 9), None),
    ]
    assert (len(told(place, "zhou")), told(place, "ma")) == (1, [])
    assert mismatches() + gaps() == []
    with pytest.raises(DomainError):
        actions.copy_week(row, source=MONDAY, target=MONDAY + 7 * DAY, by=place.actor("clerk"))


def test_a_copied_week_keeps_what_stands_and_ends_with_its_roster(place):
    row = roster(place)
    for day in (9, 10, 11):
        shift(place, row, day, 9, 12, "zhou")
    shift(place, row, 16, 9, 12, "ma")
    Roster.objects.update(valid_to=TODAY + 7 * DAY)
    row.refresh_from_db()

    assert actions.copy_week(row, source=MONDAY, target=MONDAY + 7 * DAY, by=place.actor("clerk")) == 1
    assert [one.user.name for one in queries.shifts_of_week(row, MONDAY + 7 * DAY)] == ["ma", "zhou"]


def test_a_roster_ends_after_its_shifts_and_keeps_its_venue(place):
    venue = standing(place)
    row, by = roster(place, venue=venue), place.actor("clerk")
    held = shift(place, row, 12, 8, 12, "zhou")
    with pytest.raises(DomainError):
        actions.end(row, on=TODAY, by=by, seen=state_of(row))
    with pytest.raises(DomainError):
        venues.end(venue, on=TODAY, by=by, seen=state_of(venue))

    take(place, held, "cancel_shift", why="不再值守")
    actions.end(row, on=TODAY, by=by, seen=state_of(row))
    venues.end(venue, on=TODAY, by=by, seen=state_of(venue))


def test_who_comes_next_takes_note_and_nobody_else(place):
    row = roster(place)
    before = shift(place, row, 10, 8, 10, "zhou")
    shift(place, row, 10, 10, 12, "ma")
    shift(place, row, 10, 14, 16, "qiu")
    note = actions.leave_note(before, text="钥匙在门卫", by=place.actor("zhou"))

    assert {who: [one.pk for one in queries.notes_for(place.actor(who))] for who in ("ma", "qiu", "zhou")} == {
        "ma": [note.pk], "qiu": [], "zhou": [],
    }  # fmt: skip
    for _press in range(2):
        actions.take_note(note, by=place.actor("ma"))
    assert list(queries.notes_for(place.actor("ma"))) == []
    assert AuditEntry.objects.filter(action="rosters.take_note").count() == 1


def test_notes_and_reasons_are_erased_some_time_after(place):
    row = roster(place)
    before = shift(place, row, 10, 8, 10, "zhou")
    actions.leave_note(before, text="钥匙在门卫", by=place.actor("zhou"))
    held = shift(place, row, 11, 8, 10, "zhou")
    take(place, held, "ask_swap", by="zhou", reason="有事")

    assert personal.erase_words(place.community, clock.now()) == 0
    assert personal.erase_words(place.community, clock.now() + 3 * DAY) == 2
    assert (ShiftNote.objects.count(), Shift.objects.get(pk=held.pk).swap_reason) == (0, "")


def test_the_day_before_who_is_on_duty_is_reminded_once(place):
    shift(place, roster(place), 11, 8, 12, "zhou")
    shift(place, roster(place, "门岗", "gate"), 13, 8, 12, "ma")
    outbox.follow_at_once()
    for _run in range(2):
        tasks.remind()

    assert (len(told(place, "zhou", "soon")), told(place, "ma", "soon")) == (1, [])


def test_shifts_of_a_posting_that_is_handed_over_become_open(place):
    row = roster(place)
    held = shift(place, row, 12, 8, 12, "zhou")
    over = shift(place, row, 9, 8, 12, "zhou")
    posting = place.users["zhou"].postings.get()
    mine = next(found for found in holdings.held_in(posting) if found.holding.code == "rosters.shifts")
    assert [thing.pk for thing in mine.things] == [held.pk]
    assert "站点值守" in mine.words[0]

    mine.holding.settle(
        mine.things[0], posting, taker=place.users["ma"], by=place.actor("secretary"), note="离岗"
    )
    assert [Shift.objects.get(pk=one.pk).user for one in (held, over)] == [None, place.users["zhou"]]


def test_who_is_on_duty_at_a_moment_and_today(place, other_place):
    row = roster(place)
    now, later = shift(place, row, 10, 8, 10, "zhou"), shift(place, row, 10, 14, 16)
    shift(place, row, 11, 8, 10, "zhou")
    shift(other_place, roster(other_place), 10, 8, 10, "zhou")

    assert [one.pk for one in queries.on_duty(place.community, clock.now())] == [now.pk]
    assert [one.pk for one in queries.today(place.community)] == [now.pk, later.pk]


def test_a_second_clerk_who_saw_an_older_shift_is_overtaken(place):
    held = shift(place, roster(place), 12, 8, 12)
    take(place, held, "assign", user=place.users["ma"])

    with pytest.raises(Overtaken):
        actions.assign(held, user=place.users["zhou"], by=place.actor("clerk"), version=1)
    assert Shift.objects.get().user == place.users["ma"]


def test_a_shift_across_midnight_is_told_with_its_next_day(place):
    held = shift(place, roster(place), 12, 20, 30, "zhou")

    assert held.ends_at - held.starts_at == dt.timedelta(hours=10)
    assert "20:00" in queries.moment_words(held)
    assert "6:00" in queries.moment_words(held)
