"""The loop: what each verb does to an order, and what it refuses."""

import datetime as dt

import pytest

from linli.core import clock, keys
from linli.core.audit import AuditEntry
from linli.core.errors import DomainError
from linli.core.workflow import Overtaken, TransitionError
from linli.orders import actions, queries
from linli.orders.models import Exclusion, Order
from linli.orders.tasks import close_confirmed
from linli.orders.workflow import ORDER_WORKFLOW
from tests.conftest import MORNING
from tests.people import WAY


def test_a_request_gets_number_code_and_deadline(place):
    first, second = place.submit(), place.submit()

    assert (first.number, second.number) == ("2026-0001", "2026-0002")
    assert len(first.code) == 6
    # Tuesday 10 March, five working days, end of the business day.
    assert first.due_at == dt.datetime(2026, 3, 17, 18, 0, tzinfo=clock.BEIJING)


def test_numbers_begin_anew_each_year_and_in_each_community(place, other_place):
    place.submit()
    with clock.at(MORNING.replace(year=2027)):
        assert place.submit().number == "2027-0001"

    assert other_place.submit().number == "2026-0001"


def test_a_code_that_is_drawn_again_is_drawn_anew(place, monkeypatch):
    borne = place.submit().code
    drawn = [borne, borne, "K7P4M2"]
    monkeypatch.setattr(keys, "new_code", lambda: drawn.pop(0))

    assert place.submit().code == "K7P4M2"
    assert Order.objects.count() == 2


def test_of_many_at_once_each_gets_a_code_of_its_own(place, monkeypatch):
    origin = place.submit()
    drawn = [origin.code, "K7P4M2", "K7P4M2", "K7P4M3", "K7P4M4"]
    monkeypatch.setattr(keys, "new_code", lambda: drawn.pop(0))
    asked = [actions.Request(text="路灯不亮", category=place.category()) for _ in range(3)]
    made = actions.submit_many(place.community, asked, origin=origin, by=place.actor("clerk"))

    assert [order.code for order in made] == ["K7P4M3", "K7P4M2", "K7P4M4"]


def test_a_question_is_due_on_the_next_working_day(place):
    order = place.submit(category=place.category("政策咨询"))

    assert order.due_at == dt.datetime(2026, 3, 11, 18, 0, tzinfo=clock.BEIJING)


def test_admitting_with_another_category_moves_the_deadline(place):
    order = place.submit()
    actions.admit(
        order,
        category=place.category("政策咨询"),
        building=place.buildings[0],
        by=place.actor("clerk"),
        version=1,
    )

    order.refresh_from_db()
    assert order.due_at == dt.datetime(2026, 3, 11, 18, 0, tzinfo=clock.BEIJING)
    assert order.grid_id == place.buildings[0].grid_id


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("巷道没有路灯。晚上很黑", "巷道没有路灯"),
        ("路灯坏了\n第二行", "路灯坏了"),
        ("？", "？"),
        ("字" * 100, "字" * 59 + "…"),
    ],
)
def test_the_subject_is_the_first_sentence(text, subject):
    assert actions.subject_of(text) == subject


def test_the_whole_loop_leaves_one_entry_per_act(place):
    order = place.order("closed")

    trace = list(AuditEntry.objects.filter(subject_id=order.pk).values_list("action", "before", "after"))
    assert trace == [
        ("orders.submit", "", "submitted"),
        ("orders.admit", "submitted", "admitted"),
        ("orders.dispatch", "admitted", "dispatched"),
        ("orders.accept", "dispatched", "accepted"),
        ("orders.resolve", "accepted", "resolved"),
        ("orders.confirm", "resolved", "confirmed"),
        ("orders.close", "confirmed", "closed"),
    ]


def test_an_entry_says_who_did_it_as_what(place):
    order = place.order("admitted")

    entry = AuditEntry.objects.get(subject_id=order.pk, action="orders.admit")
    clerk = place.users["clerk"]
    assert (entry.actor_id, entry.actor_name) == (clerk.pk, "clerk")
    assert entry.posting_id == clerk.postings.get().pk


@pytest.mark.parametrize("status", WAY)
@pytest.mark.parametrize("verb", [verb for verb in ORDER_WORKFLOW.moves if verb != "submit"])
def test_a_verb_is_refused_where_the_table_does_not_lead(place, status, verb):
    if verb in ORDER_WORKFLOW.verbs_from(status):
        return
    place.submit()  # something to be joined with
    order = place.order(status)
    entries = AuditEntry.objects.count()

    with pytest.raises(TransitionError):
        place.take(order, verb)

    assert Order.objects.get(pk=order.pk).status == status
    assert AuditEntry.objects.count() == entries
    assert not Exclusion.objects.exists()


def test_of_two_who_take_it_one_wins(place):
    order = place.order("dispatched")
    seen_by_ma = Order.objects.get(pk=order.pk)
    place.take(order, "accept", taker="zhou")

    with pytest.raises(Overtaken):
        place.take(seen_by_ma, "accept", taker="ma")

    assert Order.objects.get(pk=order.pk).accepted_by == place.users["zhou"]


def test_a_stale_page_changes_nothing(place):
    order = place.order("admitted")

    with pytest.raises(Overtaken):
        actions.dispatch(order, team=place.team, by=place.actor("clerk"), version=order.version - 1)


def test_dispatching_needs_exactly_one_receiver(place):
    order = place.order("admitted")

    for receivers in ({}, {"team": place.team, "handler": place.users["zhou"]}):
        with pytest.raises(DomainError) as refusal:
            actions.dispatch(order, **receivers, by=place.actor("clerk"), version=order.version)
        assert refusal.value.field == "to"


def test_not_solved_hands_it_to_somebody_else(place):
    order = place.order("resolved")
    place.take(order, "reopen")
    zhou, ma = place.users["zhou"], place.users["ma"]

    order.refresh_from_db()
    assert (order.status, order.accepted_by, order.team, order.answer) == ("admitted", None, None, "")
    assert zhou not in queries.may_handle(order)
    with pytest.raises(DomainError):
        actions.dispatch(order, handler=zhou, by=place.actor("clerk"), version=order.version)

    place.take(order, "dispatch")
    assert queries.for_taker(place.actor("zhou"))[0] == []
    assert queries.for_taker(place.actor("ma"))[0] == [order]
    place.take(order, "accept", taker="ma")
    assert Order.objects.get(pk=order.pk).accepted_by == ma


def test_sending_back_frees_the_order(place):
    order = place.order("accepted")
    place.take(order, "send_back")

    order.refresh_from_db()
    assert (order.status, order.accepted_by, order.team) == ("admitted", None, None)
    assert AuditEntry.objects.filter(subject_id=order.pk).last().note == "办不了"


def test_who_took_it_never_confirms_or_closes(place):
    clerk = place.actor("clerk")
    order = place.order("admitted")
    actions.dispatch(order, handler=place.users["clerk"], by=clerk, version=order.version)
    actions.accept(order, by=clerk, version=order.version)
    actions.resolve(order, answer="好了", by=clerk, version=order.version)
    place.take(order, "confirm")

    assert "close" not in queries.access_order(clerk, order.number).may
    assert "close" in queries.access_order(place.actor("secretary"), order.number).may


def test_confirmed_orders_close_at_night_after_some_days(place):
    order, fresh = place.order("confirmed"), place.order("resolved")
    with clock.at(MORNING + dt.timedelta(days=3)):
        place.take(fresh, "confirm")
    with clock.at(MORNING + dt.timedelta(days=8)):
        close_confirmed()
        close_confirmed()

    assert Order.objects.get(pk=order.pk).status == "closed"
    assert Order.objects.get(pk=fresh.pk).status == "confirmed"
    assert AuditEntry.objects.filter(subject_id=order.pk, action="orders.close").count() == 1


def test_the_telephone_is_shown_to_who_needs_it_while_it_is_open(place):
    order = place.order("accepted", contact_phone="13900006021")
    order = queries.access_order(place.actor("zhou"), order.number)
    assert queries.contact_of(order, place.actor("zhou"))["phone"] == "13900006021"

    actions.resolve(order, answer="好了", by=place.actor("zhou"), version=order.version)
    done = queries.access_order(place.actor("zhou"), order.number)
    assert queries.contact_of(done, place.actor("zhou")) is None


def test_who_asks_not_to_be_shown_is_shown_to_the_desk_alone(place):
    order = place.order("accepted", contact_phone="13900006021", anonymous=True)

    def contact(who):
        return queries.contact_of(queries.access_order(place.actor(who), order.number), place.actor(who))

    assert contact("clerk")["phone"] == "13900006021"
    assert contact("zhou") is None


def test_a_clerk_who_does_the_work_is_a_handler_too(place):
    clerk = place.actor("clerk")
    order = place.order("admitted", contact_phone="13900006021", anonymous=True)
    actions.dispatch(order, handler=place.users["clerk"], by=clerk, version=order.version)
    actions.accept(order, by=clerk, version=order.version)

    assert queries.contact_of(queries.access_order(clerk, order.number), clerk) is None
