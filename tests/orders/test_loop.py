"""The rest of the loop: asked back, passed on, carried up, given more time, called back."""

import datetime as dt

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.core import clock, outbox
from linli.core.audit import AuditEntry
from linli.core.doctor import gaps, mismatches
from linli.core.errors import DomainError
from linli.core.workflow import Overtaken, TransitionError
from linli.notifications.models import Message
from linli.orders import actions
from linli.orders.models import CallBack, Exclusion, Order, Rating
from linli.orders.queries import states
from linli.orders.receipts import requester
from linli.orders.tasks import close_confirmed
from linli.orders.terms import time_left

HOUR = dt.timedelta(hours=1)


def later(**span):
    """Some time after now."""
    return clock.at(clock.now() + dt.timedelta(**span))


def fresh(order):
    """The order as the database has it."""
    return Order.objects.select_related("community", "category").get(pk=order.pk)


# Asked back


def test_while_the_resident_is_asked_the_clock_stands_still(place):
    order = place.order("waiting", contact_phone="13800002222")
    due = order.due_at
    with later(days=30):
        left = time_left(fresh(order))
        overdue = Order.objects.filter(states()["overdue"], pk=order.pk).exists()

    assert (left.paused, left.over, overdue) == (True, False, False)
    assert fresh(order).due_at == due


def test_an_answer_gives_back_the_working_days_that_it_took(place):
    order = place.order("waiting")
    due = order.due_at
    with later(days=7):  # five working days
        place.take(order, "answer")

    assert fresh(order).due_at - due == dt.timedelta(days=7)
    assert (order.status, order.paused_at) == ("accepted", None)


def test_an_answer_on_the_same_day_moves_nothing(place):
    order = place.order("waiting")
    due = order.due_at
    with later(hours=5):
        place.take(order, "answer")

    assert fresh(order).due_at == due


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pauses=st.lists(st.integers(min_value=0, max_value=400), max_size=4))
def test_however_often_asked_nobody_loses_time(place, pauses):
    order = place.order("accepted")
    before = order.due_at
    for hours in pauses:
        place.take(order, "ask")
        with later(hours=hours):
            place.take(order, "answer")
        assert order.due_at >= before
        before = order.due_at


def test_a_waiting_matter_can_be_withdrawn(place):
    order = place.order("waiting")
    place.take(order, "withdraw")

    assert (fresh(order).status, fresh(order).paused_at) == ("withdrawn", None)


# Passed on


def test_who_passes_it_on_stays_responsible_until_another_takes_it(place):
    order = place.order("accepted")
    place.take(order, "transfer")
    assert (order.status, order.accepted_by, order.handler) == (
        "dispatched",
        place.users["zhou"],
        place.users["qiu"],
    )

    place.take(order, "accept", taker="qiu")
    assert (fresh(order).accepted_by, order.status) == (place.users["qiu"], "accepted")
    told = Message.objects.filter(user_id=place.users["zhou"].pk, code="orders.accept")
    assert told.count() == 1


def test_who_passed_it_on_may_take_it_back(place):
    order = place.order("accepted")
    place.take(order, "transfer")
    place.take(order, "accept", taker="zhou")

    assert fresh(order).accepted_by == place.users["zhou"]


def test_who_was_only_offered_it_leaves_it_with_the_first(place):
    order = place.order("accepted")
    place.take(order, "transfer")
    actions.send_back(order, note="不懂电", by=place.actor("qiu"), version=order.version)

    assert (fresh(order).status, order.accepted_by) == ("admitted", place.users["zhou"])


def test_it_is_not_passed_on_to_oneself_or_to_who_was_sent_away(place):
    order = place.order("accepted")
    zhou, qiu = place.users["zhou"], place.users["qiu"]
    Exclusion.objects.create(community=place.community, order=order, user=qiu, happened_at=clock.now())
    for handler, why in ((zhou, "somebody else than who has it"), (qiu, "did not solve it")):
        with override("en"), pytest.raises(DomainError, match=why):
            actions.transfer(order, handler=handler, by=place.actor("zhou"), version=order.version)

    assert fresh(order).status == "accepted"


# Carried up and handed down


def test_up_from_grid_to_township_and_down_again_while_the_status_stays(place):
    order, clerk = place.order("accepted"), place.actor("clerk")
    levels = []
    for by in (place.actor("zhou"), clerk):
        actions.escalate(order, note="要停水", by=by, version=order.version)
        levels.append(fresh(order).level)
    with pytest.raises(DomainError):
        actions.escalate(order, note="再上", by=clerk, version=order.version)
    actions.hand_down(order, told="已协调水务，周五换管", by=clerk, version=order.version)

    assert levels == ["community", "township"]
    assert (fresh(order).level, order.status, order.accepted_by) == (
        "community",
        "accepted",
        place.users["zhou"],
    )
    assert (mismatches(), gaps()) == ([], [])


def test_handing_down_says_something(place):
    order = place.order("accepted")
    place.take(order, "escalate")
    with pytest.raises(DomainError):
        actions.hand_down(order, by=place.actor("clerk"), version=order.version)


# More time


def test_more_time_is_given_once_with_a_reason_that_the_resident_reads(place):
    order, clerk = place.order("accepted", contact_phone="13800002222"), place.actor("clerk")
    due = order.due_at
    place.take(order, "extend")
    with pytest.raises(DomainError):
        actions.extend(order, reason="还要等", by=clerk, version=order.version)

    assert fresh(order).due_at - due == dt.timedelta(days=7)  # five working days
    assert AuditEntry.objects.get(action="orders.extend").told == "等配件"


def test_two_who_give_more_time_at_once_give_it_once(place):
    order = place.order("accepted")
    other = fresh(order)
    place.take(order, "extend")
    with pytest.raises(Overtaken):
        actions.extend(other, reason="等人", by=place.actor("secretary"), version=other.version)


# Split and joined


def test_a_second_matter_gets_a_number_of_its_own_and_the_time_of_the_first(place):
    order = place.order("admitted", contact_phone="13800002222")
    with later(days=1):
        part = actions.split(
            order, text="楼道也黑", category=place.category("下水管道"), by=place.actor("clerk"),
            version=order.version,
        )  # fmt: skip

    assert (part.status, part.split_from, part.contact_phone) == ("submitted", order, "13800002222")
    assert part.submitted_at == order.submitted_at
    assert part.number != order.number
    assert fresh(order).status == "admitted"
    assert (mismatches(), gaps()) == ([], [])


def test_a_matter_is_not_joined_with_itself_nor_with_an_ended_or_a_foreign_one(place, other_place):
    order, ended, foreign = place.order("admitted"), place.order("declined"), other_place.order()
    for into in (order, ended, foreign):
        with pytest.raises(DomainError):
            actions.merge(order, into=into, by=place.actor("clerk"), version=order.version)
    assert fresh(order).status == "admitted"


def test_who_was_joined_hears_when_it_is_done(place):
    first = place.order("accepted", contact_phone="13800001111")
    other = place.submit(contact_phone="13800002222")
    actions.merge(other, into=first, by=place.actor("clerk"), version=other.version)
    place.take(first, "resolve")
    from linli.notifications.models import Delivery

    told = Delivery.objects.filter(code="orders.joined", subject_id=other.pk)
    assert told.count() == 1


# Called back


def call(order, place, *, by="clerk", **said):
    """A call-back by the desk."""
    actions.call_back(order, way="call", by=place.actor(by), version=order.version, **said)


def test_an_answer_by_telephone_counts_as_one_on_the_page(place):
    order = place.order("resolved")
    call(order, place, answered=True, solved="mostly", satisfied="yes")

    assert (fresh(order).status, order.confirmed_in_call) == ("confirmed", True)
    assert Rating.objects.values_list("solved", "satisfied", "way").get() == ("mostly", "yes", "call")


def test_not_solved_by_telephone_reopens_and_another_gets_it(place):
    order = place.order("resolved")
    call(order, place, answered=True, solved="no", satisfied="no", told="还是不亮")

    assert fresh(order).status == "admitted"
    assert [one.user for one in order.exclusions.all()] == [place.users["zhou"]]


def test_an_answer_without_a_word_about_solved_is_none(place):
    order = place.order("resolved")
    with pytest.raises(DomainError):
        call(order, place, answered=True)
    assert not CallBack.objects.exists()


@pytest.mark.parametrize(
    ("hours", "enough"), [((0, 1, 2), False), ((0, 24), False), ((0, 1, 24), True), ((0, 24, 48, 72), True)]
)
def test_three_calls_on_two_days_are_asked_for(place, hours, enough):
    order, done = place.order("resolved"), clock.now()
    for hour in hours:
        with clock.at(done + hour * HOUR):
            call(order, place, answered=False)
    with clock.at(done + 80 * HOUR):
        if enough:
            actions.mark_unreached(order, by=place.actor("clerk"), version=order.version)
        else:
            with pytest.raises(DomainError):
                actions.mark_unreached(order, by=place.actor("clerk"), version=order.version)

    assert fresh(order).status == ("unreached" if enough else "resolved")


def test_calls_of_an_earlier_round_do_not_count(place):
    order, start = place.order("resolved"), clock.now()
    for hour in (0, 1, 24):
        with clock.at(start + hour * HOUR):
            call(order, place, answered=False)
    with clock.at(start + 30 * HOUR):
        place.take(order, "reopen")
        actions.dispatch(order, handler=place.users["qiu"], by=place.actor("clerk"), version=order.version)
        for verb in ("accept", "resolve"):
            place.take(order, verb, taker="qiu")
        with pytest.raises(DomainError):
            actions.mark_unreached(order, by=place.actor("clerk"), version=order.version)


def test_what_nobody_was_reached_about_closes_by_itself_and_is_not_satisfied(place):
    order = place.order("unreached")
    with later(days=30):
        close_confirmed()

    assert fresh(order).status == "closed"
    assert not Rating.objects.exists()


def test_how_it_was_is_said_once_and_the_audit_does_not_know_it(place):
    order = place.order("confirmed")
    actions.rate(order, by=requester(order), satisfied="no", attitude="no")
    with pytest.raises(DomainError):
        actions.rate(order, by=requester(order), satisfied="yes")
    entry = AuditEntry.objects.get(action="orders.rate")

    assert Rating.objects.values_list("solved", "satisfied", "attitude").get() == ("yes", "no", "no")
    assert (entry.note, entry.told) == ("", "")


def test_a_resident_asks_how_it_goes_once_a_day(place):
    order = place.order("accepted")
    actions.chase(order, by=requester(order))
    with pytest.raises(DomainError), later(hours=23):
        actions.chase(fresh(order), by=requester(order))
    with later(hours=25):
        actions.chase(fresh(order), by=requester(order))
    outbox.follow_at_once()

    assert AuditEntry.objects.filter(action="orders.chase").count() == 2
    assert fresh(order).version == order.version
    assert (
        Message.objects.filter(user_id=place.users["zhou"].pk, code="orders.chase", ended_at=None).count()
        == 1
    )


def test_an_ended_matter_is_not_chased(place):
    order = place.order("confirmed")
    with pytest.raises(TransitionError):
        actions.chase(order, by=requester(order))


# In one's own circle (M-11)


def test_what_one_desk_wrote_down_did_and_confirmed_counts_nowhere(place):
    clerk, secretary = place.actor("clerk"), place.actor("secretary")
    asked = actions.Request(text="路灯不亮", category=place.category(), channel="phone")
    order = actions.submit(place.community, asked, by=clerk)
    place.take(order, "admit")
    actions.dispatch(order, handler=place.users["clerk"], by=secretary, version=order.version)
    actions.accept(order, by=clerk, version=order.version)
    actions.resolve(order, answer="换了灯泡", by=clerk, version=order.version)
    call(order, place, by="secretary", answered=True, solved="yes", satisfied="yes")

    assert fresh(order).own_circle


def test_a_members_work_that_a_resident_asked_for_counts(place):
    order = place.order("confirmed")

    assert not fresh(order).own_circle


def test_who_shares_a_household_with_who_asked_counts_nowhere(place):
    from linli.places.models import Dwelling
    from linli.residents.models import Person, Residence

    dwelling = Dwelling.objects.create(
        community=place.community, building=place.buildings[0], room="302", valid_from=dt.date(2020, 1, 1)
    )
    for name, more in (("江晚", {"phone": "13800002222"}), ("江早", {"user": place.users["zhou"]})):
        person = Person(community=place.community, name=name, **more)
        person.save()
        Residence.objects.create(
            community=place.community,
            person=person,
            dwelling=dwelling,
            kind="actual",
            valid_from=dt.date(2020, 1, 1),
        )
    order = place.order("confirmed", contact_phone="13800002222")

    assert fresh(order).own_circle


# What a sceptic found


def test_who_was_joined_before_goes_along_when_the_target_is_joined(place):
    a, b, c = place.submit(contact_phone="13800001111"), place.submit(), place.order("accepted")
    by = place.actor("clerk")
    actions.merge(a, into=b, by=by, version=a.version)
    actions.merge(b, into=c, by=by, version=b.version)

    assert fresh(a).merged_into_id == c.pk


def test_a_matter_that_neighbours_joined_goes_on_for_them(place):
    first, other = place.order("accepted"), place.submit()
    actions.merge(other, into=first, by=place.actor("clerk"), version=other.version)
    with pytest.raises(DomainError):
        place.take(first, "withdraw")
    assert fresh(first).status == "accepted"


def test_it_is_not_joined_with_what_was_resolved_meanwhile(place):
    order, target = place.order("admitted"), place.order("accepted")
    stale = fresh(target)
    place.take(target, "resolve")
    with pytest.raises(DomainError):
        actions.merge(order, into=stale, by=place.actor("clerk"), version=order.version)


def test_a_split_across_new_year_gets_a_number_of_the_new_year(place):
    with clock.at(dt.datetime(2026, 12, 31, 10, tzinfo=clock.BEIJING)):
        order = place.order("admitted")
    with clock.at(dt.datetime(2027, 1, 4, 10, tzinfo=clock.BEIJING)):
        place.take(order, "split")

    assert sorted(Order.objects.values_list("number", flat=True)) == ["2026-0001", "2027-0001"]


def test_no_more_time_when_it_is_over(place):
    order = place.order("accepted")
    with later(days=30), pytest.raises(DomainError):
        place.take(order, "extend")


def test_who_asked_does_not_answer_for_the_resident(place):
    from linli.core.rights import REGISTER

    order = place.order("waiting")
    right = REGISTER["orders.answer"]

    assert not right.reaches(place.actor("zhou"), order)
    assert right.reaches(place.actor("clerk"), order)


def test_without_an_answer_it_is_sent_back_and_the_desk_hears_of_it_in_time(place):
    from linli.orders.tasks import warn

    order = place.order("waiting")
    with later(days=4):
        warn()
        warn()
        told = Message.objects.filter(code="orders.silent", user_id=place.users["clerk"].pk).count()
        place.take(order, "send_back")

    assert told == 1
    assert (fresh(order).status, fresh(order).paused_at) == ("admitted", None)


def test_a_sheet_that_did_not_come_back_is_no_call(place):
    order = place.order("resolved")
    with pytest.raises(DomainError):
        actions.call_back(order, way="paper", answered=False, by=place.actor("clerk"), version=order.version)


def test_what_is_carried_up_too_far_the_desk_takes_back(place):
    order, clerk = place.order("accepted"), place.actor("clerk")
    for _ in range(2):
        actions.escalate(order, note="要停水", by=clerk, version=order.version)
    actions.hand_down(order, note="社区能办", by=clerk, version=order.version)

    assert fresh(order).level == "community"


def test_the_first_word_is_a_word(place):
    order = place.order("accepted", contact_phone="13800002222")
    assert fresh(order).contacted_at is None

    actions.contact(order, by=place.actor("zhou"))
    actions.contact(order, by=place.actor("zhou"))
    assert fresh(order).contacted_at == clock.now()


def test_two_tabs_chase_once(place):
    order = place.order("accepted")
    one, other = fresh(order), fresh(order)
    actions.chase(one, by=requester(order))
    with pytest.raises(DomainError):
        actions.chase(other, by=requester(order))


def test_the_rates_leave_out_what_waits_and_keep_who_was_not_reached(place):
    from linli.orders import measuring

    waiting, given_up, today = place.order("waiting"), place.order("unreached"), clock.today()
    with later(days=40):
        close_confirmed()
        found = measuring.measure(place.community, today, today)

    assert (waiting.status, fresh(given_up).status) == ("waiting", "closed")
    assert (found.rates.overdue_open, found.unreached) == (0, 1)
