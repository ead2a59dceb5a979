"""实事: an owner, a day, evidence, and somebody else who confirms."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from linli.core import clock, doctor, outbox
from linli.core.errors import DomainError
from linli.core.workflow import TransitionError
from linli.notifications import queries as messages
from linli.orders import actions as orders
from linli.orders.queries import access_order
from linli.wishes import actions, queries
from linli.wishes.models import PracticalDeed
from tests.wishes.wishing import DUE, begun, confirmed


def refused(act, field=""):
    with pytest.raises(DomainError) as why:
        act()
    assert why.value.field == field


def test_a_deed_is_begun_done_and_confirmed_and_its_owner_told(place):
    deed = begun(place)
    outbox.follow_at_once()
    assert [deed.number in message.text for message in messages.inbox_of(place.actor("zhou"))] == [True]

    actions.finish(deed, evidence="装好了", by=place.actor("zhou"), version=deed.version)
    actions.confirm(deed, satisfied="mostly", by=place.actor("clerk"), version=deed.version)

    assert (deed.status, deed.number) == ("confirmed", "D2026-0001")


def test_it_is_one_persons_or_one_organisations_and_not_due_yesterday(place):
    for wrong, field in (
        ({"organisation": "供电所", "owner": place.users["zhou"]}, "owner"),
        ({"organisation": ""}, "owner"),
        ({"due_on": clock.today() - dt.timedelta(days=1)}, "due_on"),
    ):
        refused(lambda wrong=wrong: begun(place, **wrong), field)
    assert begun(place, organisation="供电所").holder == "供电所"


def test_who_does_it_does_not_confirm_it(place):
    deed = begun(place, owner=place.users["clerk"])
    actions.finish(deed, evidence="装好了", by=place.actor("secretary"), version=deed.version)

    for who in ("clerk", "secretary"):
        with pytest.raises(PermissionDenied):
            queries.access_deed(place.actor(who), deed.number, "confirm")
        refused(
            lambda who=who: actions.confirm(deed, satisfied="yes", by=place.actor(who), version=deed.version)
        )
    assert PracticalDeed.objects.get().status == "done"


def test_where_residents_say_no_it_goes_on(place):
    deed = begun(place)
    actions.finish(deed, evidence="装好了", by=place.actor("zhou"), version=deed.version)
    refused(
        lambda: actions.confirm(deed, satisfied="no", by=place.actor("clerk"), version=deed.version),
        "satisfied",
    )

    actions.resume(deed, note="床边还没有", by=place.actor("clerk"), version=deed.version)

    assert (deed.status, deed.evidence, deed.done_at) == ("in_progress", "", None)


def test_an_order_becomes_one_deed_and_no_second(place):
    order = place.order("admitted")
    deed = begun(place, origin=order)

    seen = access_order(place.actor("clerk"), order.number, "desk")
    assert (seen.deed["number"], seen.deed["status"]) == (deed.number, "in_progress")
    assert queries.order_behind(deed) == order
    refused(lambda: begun(place, origin=order))
    begun(place)
    begun(place)
    assert PracticalDeed.objects.count() == 3


def test_a_dropped_deed_stays_dropped_and_is_on_no_board(place):
    deed = begun(place)
    actions.drop(deed, note="物业已经装了", by=place.actor("clerk"), version=deed.version)

    with pytest.raises(TransitionError):
        actions.finish(deed, evidence="装", by=place.actor("clerk"), version=deed.version)
    assert not any(queries.board(place.actor("clerk")).values())


def test_the_board_groups_by_where_deeds_stand_and_late_is_late_the_day_after(place):
    deed, done = begun(place), begun(place)
    actions.finish(done, evidence="装好了", by=place.actor("zhou"), version=done.version)
    confirmed(place)

    def groups(who="clerk"):
        return {name: len(rows) for name, rows in queries.board(place.actor(who)).items()}

    assert groups() == {"late": 0, "in_progress": 1, "done": 1, "confirmed": 1}
    with clock.at(clock.now() + DUE):
        assert not deed.is_late
    with clock.at(clock.now() + DUE + dt.timedelta(days=1)):
        assert groups() == {"late": 1, "in_progress": 0, "done": 1, "confirmed": 1}
    assert sum(groups("zhou").values()) == 3, "one's own"
    assert sum(groups("qiu").values()) == 0


def test_a_deed_goes_to_the_successor(place):
    from linli.accounts.models import Posting
    from linli.core.holdings import held_in

    deed = begun(place)
    posting = Posting.objects.get(user=place.users["zhou"])
    (held,) = [one for one in held_in(posting) if one.holding.code == "wishes.deeds"]
    held.holding.settle(
        held.things[0], posting, taker=place.users["ma"], by=place.actor("secretary"), note=""
    )

    deed.refresh_from_db()
    assert deed.owner == place.users["ma"]


def test_what_stems_from_an_order_is_whole_in_the_audit(place):
    order = place.order("accepted")
    orders.resolve(order, answer="装好了", minutes=40, by=place.actor("zhou"), version=order.version)
    deed = begun(place, origin=order)
    actions.finish(deed, evidence="装好了", by=place.actor("zhou"), version=deed.version)

    assert [*doctor.mismatches(), *doctor.gaps()] == []
    PracticalDeed.objects.update(version=5)
    assert [gap["kind"] for gap in doctor.gaps()] == ["wishes.practicaldeed"]
