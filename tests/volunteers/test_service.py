"""服务记录: proposed by who served, confirmed by somebody else, and seen by the person alone."""

import datetime as dt

import pytest

from linli.accounts import delegations
from linli.core import clock
from linli.core.errors import DomainError
from linli.core.keys import uuid7
from linli.core.personal import erase_of
from linli.core.workflow import Overtaken
from linli.residents.models import Person
from linli.volunteers import actions, queries
from linli.volunteers.models import ServiceRecord

OWN, DESK = "/serve/nanmen/service", "/desk/nanmen/service/"


def propose(place, who="zhou", minutes=90, **more):
    values = {"day": clock.today(), "what": "陪人看病", **more}
    return actions.propose_service(place.users[who], minutes=minutes, by=place.actor(who), **values)


def picked(*records):
    return {"act_id": str(uuid7()), "pick": [f"{row.pk}:{row.version}" for row in records]}


def statuses():
    return [row.status for row in ServiceRecord.objects.order_by("id")]


def test_a_double_press_is_one_record_and_it_counts_when_somebody_else_confirmed_it(place, enter):
    client = enter(place.users["zhou"])
    data = {"act_id": str(uuid7()), "what": "陪人看病", "day": "2026-03-09", "minutes": "90"}
    for _press in range(2):
        assert client.post(f"{OWN}/propose_service", data)["Location"] == OWN
    row = ServiceRecord.objects.get()
    assert queries.own_minutes(place.actor("zhou")) == 0

    actions.confirm_service(row, by=place.actor("clerk"), version=row.version)
    assert queries.own_minutes(place.actor("zhou")) == 90
    page = client.get(OWN).context
    assert (page["hours"], page["minutes"]) == (1, 30)


@pytest.mark.parametrize(
    ("field", "value"), [("minutes", "0"), ("minutes", "1441"), ("day", "2026-03-11"), ("what", " ")]
)
def test_what_cannot_be_stands_beside_its_field(place, enter, field, value):
    data = {"act_id": str(uuid7()), "what": "陪人看病", "day": "2026-03-09", "minutes": "90", field: value}
    answer = enter(place.users["zhou"]).post(f"{OWN}/propose_service", data)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not ServiceRecord.objects.exists()


def test_no_day_has_more_minutes_than_a_day_has(place):
    propose(place, minutes=1400)
    with pytest.raises(DomainError) as refused:
        propose(place, minutes=41)
    assert refused.value.field == "minutes"
    propose(place, minutes=40)
    propose(place, "ma", minutes=1440)


def test_nobody_confirms_the_own_service(place, enter):
    row = propose(place, "clerk")
    with pytest.raises(DomainError):
        actions.confirm_service(row, by=place.actor("clerk"), version=row.version)
    client = enter(place.users["clerk"])
    assert client.post(f"{DESK}confirm_service", picked(row)).status_code == 403
    assert client.get(f"{DESK}{row.pk}/refuse_service").status_code == 403
    assert list(queries.to_confirm(place.actor("clerk"))) == []
    assert list(queries.to_confirm(place.actor("secretary"))) == [row]


@pytest.mark.parametrize(("lender", "other"), [("clerk", "secretary"), ("secretary", "clerk")])
def test_nor_does_who_acts_for_one(place, lender, other):
    row, today = propose(place, lender), clock.today()
    posting = place.users[lender].postings.get()
    delegations.delegate(posting, to=place.users[other], since=today, until=today, by=place.actor(lender))

    assert list(queries.to_confirm(place.actor(other))) == []
    for verb, words in (("confirm_service", {}), ("refuse_service", {"note": "没有"})):
        with pytest.raises(DomainError):
            getattr(actions, verb)(row, by=place.actor(other), version=row.version, **words)
    assert statuses() == ["proposed"]


def test_open_ones_are_confirmed_in_one_pass_and_a_second_press_does_no_harm(place, enter):
    rows, client = [propose(place, who) for who in ("zhou", "ma", "qiu")], enter(place.users["clerk"])
    page = client.get(DESK).content.decode()
    assert all(f"{row.pk}:1" in page for row in rows)

    data = picked(*rows[:2])
    for _press in range(2):
        assert client.post(f"{DESK}confirm_service", data)["Location"] == DESK
    assert statuses() == ["confirmed", "confirmed", "proposed"]


def test_where_one_has_changed_none_is_confirmed(place, enter):
    first, second = propose(place), propose(place, "ma")
    data = picked(first, second)
    actions.withdraw_service(second, by=place.actor("ma"), version=second.version)
    answer = enter(place.users["clerk"]).post(f"{DESK}confirm_service", data)

    assert answer.status_code == 409
    assert statuses() == ["proposed", "withdrawn"]


@pytest.mark.parametrize("pick", [[], ["x"], ["019cd542-0680-7556-900f-ad760d9d4463"], ["a:1"]])
def test_what_is_no_record_is_refused(place, enter, pick):
    answer = enter(place.users["clerk"]).post(
        f"{DESK}confirm_service", {"act_id": str(uuid7()), "pick": pick}
    )

    assert answer.status_code == 422


def test_who_served_reads_why_it_was_not_confirmed(place, enter):
    row, client = propose(place), enter(place.users["clerk"])
    data = {"act_id": str(uuid7()), "version": row.version, "note": "那天活动取消了"}
    for _press in range(2):
        assert client.post(f"{DESK}{row.pk}/refuse_service", data).status_code == 302

    assert "那天活动取消了" in enter(place.users["zhou"]).get(OWN).content.decode()


def test_one_takes_back_what_is_not_confirmed_yet(place, enter):
    row, client = propose(place), enter(place.users["zhou"])
    data = {"act_id": str(uuid7()), "version": row.version}
    for _press in range(2):
        assert client.post(f"{OWN}/{row.pk}/withdraw_service", data)["Location"] == OWN
    assert statuses() == ["withdrawn"]
    stale = client.post(f"{OWN}/{row.pk}/withdraw_service", {**data, "act_id": str(uuid7())})
    assert stale.status_code == 409


def test_a_member_sees_the_own_records_and_nobody_elses(place, other_place, enter):
    row, foreign = propose(place), propose(other_place)
    client = enter(place.users["ma"])

    assert "陪人看病" not in client.get(OWN).content.decode()
    data = {"act_id": str(uuid7()), "version": 1}
    assert client.post(f"{OWN}/{row.pk}/withdraw_service", data).status_code == 404
    assert client.get(DESK).status_code == 403
    assert enter(place.users["clerk"]).post(f"{DESK}confirm_service", picked(foreign)).status_code == 404
    assert enter(place.users["clerk"]).post(f"{OWN}/{row.pk}/withdraw_service", data).status_code == 403


def test_an_order_leads_to_one_record(place):
    order, zhou, by = place.order("resolved"), place.users["zhou"], place.actor("zhou")
    values = {"day": dt.date(2026, 3, 10), "minutes": 60, "what": "修灯", "origin": order, "by": by}
    first, second = (actions.propose(zhou, **values) for _ in range(2))
    assert first == second
    assert (first.origin_kind, first.origin_id) == ("orders.order", order.pk)

    actions.withdraw_service(first, by=by, version=1)
    assert actions.propose(zhou, **values) != first


def test_of_two_who_confirm_at_once_one_wins(place):
    row = propose(place)
    mine, theirs = (ServiceRecord.objects.get(pk=row.pk) for _ in range(2))
    actions.confirm_service(mine, by=place.actor("clerk"), version=1)

    with pytest.raises(Overtaken):
        actions.refuse_service(theirs, note="没有", by=place.actor("secretary"), version=1)


def test_after_an_erasure_it_says_how_long_and_not_what(place):
    propose(place)
    who = Person.objects.create(community=place.community, name="周大同", user=place.users["zhou"])
    erase_of(who)

    assert [(row.minutes, row.what) for row in ServiceRecord.objects.all()] == [(90, "")]
