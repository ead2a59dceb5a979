"""Dispatch plans: what the planner may know, whom it leaves out and why, and what becomes of what a person chose."""

import datetime as dt
import uuid

import pytest

from linli.accounts.models import Delegation, Posting
from linli.core import clock
from linli.orders import actions, planner
from linli.orders.models import DispatchPlan, DispatchProposal, Order
from linli.orders.proposing import AWAY, HOUSEHOLD, NO_TIME, SENT_AWAY, _parts_until, asked
from linli.places.models import Outline
from linli.residents.models import Person, Residence
from linli.volunteers.models import Profile, ProfileSkill, ProfileTime

PLAN = "/desk/nanmen/orders/plan"


def profile(place, name, *, skills=(), building=None, times=()):
    row = Profile.objects.create(community=place.community, user=place.users[name], starts_from=building)
    for skill in skills:
        ProfileSkill.objects.create(community=place.community, profile=row, skill=skill)
    for weekday, part in times:
        ProfileTime.objects.create(community=place.community, profile=row, weekday=weekday, part=part)


def planned(place, *, only="") -> DispatchPlan:
    plan = actions.plan_dispatch(place.community, by=place.actor("clerk"), only=only)
    planner.make(plan)
    return plan


def why_not(plan, place, name) -> dict:
    known = asked(plan)
    return {order.number: known.excluded.get((order.pk, place.users[name].pk)) for order in known.orders}


def test_who_can_do_it_and_is_near_is_proposed(place):
    for number, building in enumerate(place.buildings):
        corner = number * 500
        shape = [[corner, 0], [corner + 100, 0], [corner + 100, 100], [corner, 100]]
        Outline.objects.create(community=place.community, building=building, shape=shape)
    profile(place, "zhou", skills=["electricity"], building=place.buildings[1])
    profile(place, "ma", skills=["electricity"], building=place.buildings[2])
    profile(place, "qiu", building=place.buildings[0])
    order = place.order("admitted", building=place.buildings[0])
    row = planned(place).proposals.get()
    assert (row.order_id, row.user.name, row.metres, row.able, row.in_hand) == (order.pk, "zhou", 50, True, 0)
    assert row.next.name == "ma"
    assert (row.waits, row.sure) == (True, True)


def test_a_plan_laid_out_by_itself_tells_no_metres(place):
    shape = [[0, 0], [100, 0], [100, 100], [0, 100]]
    Outline.objects.create(community=place.community, building=place.buildings[0], shape=shape, proposed=True)
    profile(place, "zhou", skills=["electricity"], building=place.buildings[0])
    place.order("admitted", building=place.buildings[0])
    row = planned(place).proposals.get()
    assert (row.user.name, row.metres) == ("zhou", None)


def test_whom_the_resident_sent_away_is_left_out(place):
    order = place.order("resolved")
    place.take(order, "reopen")
    row = planned(place).proposals.get()
    assert ["zhou", SENT_AWAY] in row.excluded
    assert row.user.name != "zhou"


def test_who_lives_in_the_household_that_asks_is_left_out(place):
    from linli.places.models import Dwelling

    dwelling = Dwelling.objects.create(
        community=place.community, building=place.buildings[0], room="301", valid_from=dt.date(2020, 1, 1)
    )
    for name, phone, user in (("周母", "13900007788", None), ("周", "13900007789", place.users["zhou"])):
        someone = Person(community=place.community, name=name, user=user)
        someone.phone = phone
        someone.save()
        Residence.objects.create(
            community=place.community,
            person=someone,
            dwelling=dwelling,
            kind="tenant",
            valid_from=dt.date(2020, 1, 1),
        )
    order = place.order("admitted", contact_phone="13900007788")
    other = place.order("admitted", contact_phone="13900001111")
    plan = planned(place)
    assert why_not(plan, place, "zhou") == {order.number: HOUSEHOLD, other.number: None}


def test_who_is_away_or_has_no_time_before_it_is_due_is_left_out(place):
    posting = Posting.objects.get(user=place.users["ma"])
    today = clock.today()
    Delegation.objects.create(
        community=place.community, posting=posting, to=place.users["qiu"], valid_from=today, valid_to=today
    )
    order = place.order("admitted")
    Order.objects.filter(pk=order.pk).update(due_at=clock.now() + dt.timedelta(hours=30))
    profile(place, "zhou", times=[((today.weekday() + 4) % 7, "morning")])
    profile(place, "qiu", times=[((today.weekday() + 1) % 7, "morning")])
    plan = planned(place)
    assert why_not(plan, place, "ma") == {order.number: AWAY}
    assert why_not(plan, place, "zhou") == {order.number: NO_TIME}
    assert why_not(plan, place, "qiu") == {order.number: None}


def test_the_parts_of_days_run_from_this_hour_to_the_deadline():
    monday = dt.datetime(2026, 3, 9, 13, 0, tzinfo=clock.BEIJING)
    assert _parts_until(monday, monday + dt.timedelta(hours=8)) == {(0, "afternoon"), (0, "evening")}
    assert _parts_until(monday, monday + dt.timedelta(hours=20)) == {
        (0, "afternoon"),
        (0, "evening"),
        (1, "morning"),
    }
    assert len(_parts_until(monday, monday - dt.timedelta(days=1))) >= 19, "what is late may be done all week"


def test_nobody_gets_more_than_the_rulebook_allows_and_the_rest_says_why(place):
    for _number in range(4):
        place.order("accepted")
    Posting.objects.filter(user__name__in=["secretary", "clerk", "grid_worker", "ma", "qiu"]).update(
        valid_to=clock.today() - dt.timedelta(days=1)
    )
    place.order("submitted")
    order = Order.objects.get(status="submitted")
    Order.objects.filter(pk=order.pk).update(status="admitted")
    plan = DispatchPlan.objects.create(community=place.community, asked_at=clock.now())
    planner.make(plan)
    row = plan.proposals.get()
    assert (row.user, row.over) == (None, "room")


def test_a_plan_for_one_order_is_about_that_one_alone(place):
    order, _other = place.order("admitted"), place.order("admitted")
    assert [row.order_id for row in planned(place, only=order.number).proposals.all()] == [order.pk]


def test_a_plan_made_again_is_the_same_plan(place):
    place.order("admitted")
    plan = planned(place)
    before = list(plan.proposals.values_list("order_id", "user_id"))
    planner.make(plan)
    assert list(plan.proposals.values_list("order_id", "user_id")) == before


def choose(client, plan, rows):
    sent = {"act_id": str(uuid.uuid4()), "chosen": [str(row.pk) for row in rows]}
    return client.post(f"{PLAN}/{plan.pk}/carry_out", sent, follow=True)


def test_a_clerk_hands_out_some_and_the_others_wait(place, enter):
    for _number in range(3):
        place.order("admitted")
    plan = planned(place)
    first, second, third = plan.proposals.all()
    page = choose(enter(place.users["clerk"]), plan, [first, third]).content.decode()
    assert "派出了 2 件" in page
    standing = dict(Order.objects.values_list("pk", "status"))
    assert standing[first.order_id] == standing[third.order_id] == "dispatched"
    assert standing[second.order_id] == "admitted"
    assert Order.objects.get(pk=first.order_id).handler == first.user


def test_what_has_gone_on_meanwhile_is_named_and_left(place, enter):
    orders = [place.order("admitted") for _number in range(2)]
    plan = planned(place)
    rows = list(plan.proposals.select_related("order", "user"))
    handed = []
    place.take(orders[0], "dispatch")
    handed = actions.carry_out(plan, rows, by=place.actor("clerk"))
    assert [row.order_id for row in handed.overtaken] == [orders[0].pk]
    assert [row.order_id for row in handed.done] == [orders[1].pk]
    assert Order.objects.get(pk=orders[0].pk).team == place.team


def test_nothing_chosen_is_said_and_nothing_done(place, enter):
    place.order("admitted")
    plan = planned(place)
    answer = choose(enter(place.users["clerk"]), plan, [])
    assert answer.status_code == 422
    assert "至少勾一件" in answer.content.decode()
    assert not Order.objects.filter(status="dispatched").exists()


def test_a_second_press_hands_out_nothing_twice(place, enter):
    place.order("admitted")
    plan = planned(place)
    sent = {"act_id": str(uuid.uuid4()), "chosen": [str(row.pk) for row in plan.proposals.all()]}
    client = enter(place.users["clerk"])
    for _press in range(2):
        assert client.post(f"{PLAN}/{plan.pk}/carry_out", sent).status_code in {302, 422}
    assert Order.objects.get().version == Order.objects.get(status="dispatched").version
    assert DispatchProposal.objects.get().seen + 1 == Order.objects.get().version


def test_the_page_waits_for_the_worker_and_then_shows_the_plan(place, enter):
    place.order("admitted")
    client = enter(place.users["clerk"])
    answer = client.post(f"{PLAN}/new", {"act_id": str(uuid.uuid4())}, follow=True)
    assert 'http-equiv="refresh"' in answer.content.decode()
    plan = DispatchPlan.objects.get()
    planner.make(plan)
    page = client.get(f"{PLAN}/{plan.pk}").content.decode()
    assert 'http-equiv="refresh"' not in page
    assert 'name="chosen"' in page


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_asks_as_often_for_one_as_for_many(place, enter, count):
    from tests.orders.test_pages import queries_of

    for _number in range(count):
        place.order("admitted", building=place.buildings[0])
    planned(place)
    client = enter(place.users["clerk"])
    client.get(PLAN)
    assert len(queries_of(lambda: client.get(PLAN))) <= 4


def test_a_member_sees_no_plan(place, enter):
    place.order("admitted")
    plan = planned(place)
    client = enter(place.users["zhou"])
    assert client.get(PLAN).status_code in {403, 404}
    assert choose(client, plan, plan.proposals.all()).status_code in {403, 404}


def test_the_plan_of_another_community_is_not_there(place, other_place, enter):
    other_place.order("admitted")
    plan = planned(other_place)
    assert enter(place.users["clerk"]).get(f"{PLAN}/{plan.pk}").status_code == 404
