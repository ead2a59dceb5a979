"""A program writes orders down, reads them and takes them on, as the person of its posting may."""

import datetime as dt
import json
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.accounts.models import Token
from linli.core import clock
from linli.core.audit import AuditEntry
from linli.orders.models import Order
from tests.laws.test_api import call, token_of
from tests.laws.test_naughty import NAUGHTY

ORDERS = "/api/v1/nanmen/orders"


@pytest.fixture
def token(place) -> str:
    return token_of(place, "clerk")


def written(place, /, **more) -> dict:
    return {
        "text": "巷道没有路灯。晚上黑", "category": str(place.category().pk), "channel": "hotline",
        "external_number": "12345-2026-77", "contact_phone": "139 0000 6021", "contact_name": "某居民",
    } | more  # fmt: skip


def test_a_hotline_platform_writes_an_order_down(place, token):
    asked_at = clock.now() - dt.timedelta(hours=3)
    answer = call(ORDERS, "POST", token, written(place, asked_at=asked_at.isoformat()))

    assert answer.status_code == 201
    told, order = answer.json(), Order.objects.get()
    assert (told["number"], told["status"], told["code"]) == (order.number, "submitted", order.code)
    assert told["digits"] == "6021"
    assert (order.channel, order.external_number, order.asked_at) == ("hotline", "12345-2026-77", asked_at)
    entry = AuditEntry.objects.get(subject_id=order.pk)
    assert entry.actor_id == place.users["clerk"].pk
    assert "热线平台" in entry.actor_title


def test_sent_twice_it_is_one_order_with_the_first_answer(place, token):
    key = uuid.uuid4()
    first, second = (call(ORDERS, "POST", token, written(place), key) for _press in range(2))

    assert first.json() == second.json()
    assert Order.objects.count() == 1
    other = call(ORDERS, "POST", token, written(place, text="路口积水"), key)
    assert other.status_code == 409


def test_the_same_number_of_elsewhere_is_refused(place, token):
    call(ORDERS, "POST", token, written(place))
    again = call(ORDERS, "POST", token, written(place))

    assert (again.status_code, again.json()["error"]["where"]) == (400, "external_number")
    assert Order.objects.count() == 1


def test_an_emergency_names_the_number_to_ring(place, token):
    told = call(ORDERS, "POST", token, written(place, text="有人晕倒在楼道")).json()

    assert told["ring_first"] == ["120"]


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"text": " \u200b "}, "text"),
        ({"text": "x" * 7001}, "text"),
        ({"category": str(uuid.uuid4())}, "category"),
        ({"category": "路灯"}, "category"),
        ({"building": str(uuid.uuid4())}, "building"),
        ({"channel": "web"}, "channel"),
        ({"contact_phone": "12"}, "contact_phone"),
        ({"asked_at": "2999-01-01T00:00:00+08:00"}, "asked_at"),
        ({"asked_at": "2026-01-01T00:00:00"}, "asked_at"),
        ({"anonymous": "vielleicht"}, "anonymous"),
        ({"text": None}, "text"),
        ({"text": "\ud800"}, "text"),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_nothing_is_written(place, token, wrong, where):
    answer = call(ORDERS, "POST", token, written(place, **wrong))

    assert answer.status_code in {400, 422}
    assert answer.json()["error"]["where"] == where
    assert answer.json()["error"]["message"]
    assert not Order.objects.exists()


def test_a_building_of_another_community_is_no_building(place, other_place, token):
    answer = call(ORDERS, "POST", token, written(place, building=str(other_place.buildings[0].pk)))

    assert answer.status_code == 400


@pytest.mark.parametrize("words", NAUGHTY)
def test_naughty_words_never_break_it(place, token, words):
    answer = call(
        ORDERS, "POST", token, written(place, text=words, place=words[:100], contact_name=words[:40])
    )

    assert answer.status_code in {201, 400, 422}


def test_the_whole_way_of_an_order(place, token):
    call(ORDERS, "POST", token, written(place))
    order = Order.objects.get()
    one, member = f"{ORDERS}/{order.number}", token_of(place, "zhou")
    acts = [
        ("admit", token, {"version": 1, "category": str(order.category_id)}),
        ("dispatch", token, {"version": 2, "team": str(place.team.pk), "note": "今天"}),
        ("accept", member, {"version": 3}),
        ("resolve", member, {"version": 4, "answer": "换好了灯"}),
    ]
    for verb, who, body in acts:
        answer = call(f"{one}/{verb}", "POST", who, body)
        assert answer.status_code == 200, answer.json()
    assert answer.json() == {"number": order.number, "status": "resolved", "version": 5}

    detail = call(one, "GET", token).json()
    assert [event["verb"] for event in detail["history"]] == ["submit", *(verb for verb, *_rest in acts)]
    assert detail["answer"] == "换好了灯"
    assert detail["accepted_by"]["name"] == "zhou"
    assert "code" not in detail, "with it and the telephone one could answer as the resident"


def test_a_press_sent_twice_is_one_act(place, token):
    order, key = place.order(), uuid.uuid4()
    body = {"version": 1, "answer": "请打 12333"}
    answers = [call(f"{ORDERS}/{order.number}/decline", "POST", token, body, key) for _press in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert AuditEntry.objects.filter(action="orders.decline").count() == 1


def test_a_stale_version_is_told_where_it_stands(place, token):
    order = place.order("admitted")
    answer = call(f"{ORDERS}/{order.number}/decline", "POST", token, {"version": 1, "answer": "不归我们"})

    assert answer.status_code == 409
    assert answer.json()["now"] == {"number": order.number, "status": "admitted", "version": 2}


def test_the_one_who_took_it_cannot_close_it(place):
    order = place.order("confirmed")
    Order.objects.filter(pk=order.pk).update(accepted_by=place.users["clerk"])
    own = call(f"{ORDERS}/{order.number}/close", "POST", token_of(place, "clerk"), {"version": 6})

    assert own.status_code == 403


def test_nobody_reaches_into_another_community(place, other_place):
    order = other_place.order()
    token = token_of(place, "secretary")

    assert call(f"{ORDERS}/{order.number}", "GET", token).status_code in {200, 404}
    assert call(f"/api/v1/yongxinlu/orders/{order.number}", "GET", token).status_code == 401
    assert call(f"{ORDERS}/2026-9999", "GET", token).status_code == 404


def test_a_grid_worker_sees_the_own_grid_alone(place):
    own = place.order(building=next(b for b in place.buildings if b.grid_id == place.grids[0].pk))
    other = place.order(building=next(b for b in place.buildings if b.grid_id != place.grids[0].pk))
    token = token_of(place, "grid_worker")

    assert [row["number"] for row in call(ORDERS, "GET", token).json()["items"]] == [own.number]
    assert call(f"{ORDERS}/{other.number}", "GET", token).status_code == 404


def test_a_list_is_read_page_by_page_without_gap_or_double(place, token):
    numbers = [place.order().number for _n in range(7)]
    seen, after = [], ""
    while True:
        page = call(f"{ORDERS}?limit=3&after={after}", "GET", token).json()
        seen += [row["number"] for row in page["items"]]
        after = page["next"].replace("+", "%2B")
        if not after:
            break

    assert sorted(seen) == sorted(numbers)
    assert call(f"{ORDERS}?status=closed", "GET", token).json() == {"items": [], "next": ""}
    assert call(f"{ORDERS}?status=gone", "GET", token).status_code == 422
    assert call(f"{ORDERS}?after=x", "GET", token).status_code == 400


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_a_list_costs_the_same_whatever_its_length(place, token, rows):
    for _n in range(rows):
        place.order("dispatched", building=place.buildings[0])
    call(ORDERS, "GET", token)
    with CaptureQueriesContext(
        connection,
    ) as list_queries:
        call(ORDERS, "GET", token)
    number = Order.objects.first().number
    with CaptureQueriesContext(connection) as detail_queries:
        call(f"{ORDERS}/{number}", "GET", token)

    assert len(list_queries) <= 4
    assert len(detail_queries) <= 6


def test_that_a_token_was_used_is_noted_once_a_day(place, token):
    call(ORDERS, "GET", token)

    assert Token.objects.get().used_on == clock.today()


def test_a_token_ends_with_its_posting(place, token):
    posting = place.users["clerk"].postings.get()
    posting.ended_at = clock.now()
    posting.valid_to = clock.today()
    posting.save()

    assert call(ORDERS, "GET", token).status_code == 401


def test_what_is_chosen_from(place, token):
    assert [row["name"] for row in call("/api/v1/nanmen/teams", "GET", token).json()] == ["水电维修队"]
    assert "zhou" in [row["name"] for row in call("/api/v1/nanmen/takers", "GET", token).json()]
    assert len(call("/api/v1/nanmen/buildings", "GET", token).json()) == 3
    assert "路灯照明" in [row["name"] for row in call("/api/v1/nanmen/categories", "GET", token).json()]


def test_a_figure_is_counted_as_everywhere(place, token):
    place.order()
    told = call("/api/v1/nanmen/figures/F82?as_of=2026-03-10&since=2026-01-01", "GET", token).json()

    assert told["id"] == "F82"
    assert told["formula"]
    assert call("/api/v1/nanmen/figures/F82?as_of=2026-02-30", "GET", token).status_code == 422
    assert call("/api/v1/nanmen/figures/F82?since=2027-01-01", "GET", token).status_code == 400


def test_a_telephone_is_told_only_to_who_needs_it_and_a_code_to_nobody(place, token):
    more = {"contact_name": "某居民", "contact_phone": "13900006021"}
    open_one, hidden = place.order("accepted", **more), place.order("accepted", anonymous=True, **more)
    done = place.order("resolved", **more)
    member = token_of(place, "zhou")

    def told(order, who) -> str:
        answer = call(f"{ORDERS}/{order.number}", "GET", who)
        assert answer.status_code == 200
        return json.dumps(answer.json(), ensure_ascii=False)

    assert "13900006021" in told(open_one, member)
    for order in (hidden, done):
        assert "13900006021" not in told(order, member)
        assert "某居民" not in told(order, member)
    for order in (open_one, hidden, done):
        for who in (token, member):
            assert order.code not in told(order, who)
        assert call(f"{ORDERS}/{order.number}", "GET", token_of(place, "ma")).status_code in {403, 404}


def test_a_posting_that_begins_tomorrow_opens_nothing_yet(place, token):
    place.users["clerk"].postings.update(valid_from=clock.today() + dt.timedelta(days=1))

    assert call(ORDERS, "GET", token).status_code == 401


def test_a_token_of_a_disabled_user_opens_nothing(place, token):
    type(place.users["clerk"]).objects.filter(pk=place.users["clerk"].pk).update(is_active=False)

    assert call(ORDERS, "GET", token).status_code == 401


def test_a_posting_at_a_division_is_none_in_a_community(place, token):
    posting = place.users["clerk"].postings
    posting.update(community=None, division=place.community.division)

    assert call(ORDERS, "GET", token).status_code == 401


def test_a_token_lasts_through_its_last_day(place, token):
    assert call(ORDERS, "GET", token).status_code == 200
    with clock.at(clock.now() + dt.timedelta(days=1)):
        assert call(ORDERS, "GET", token).status_code == 401


def test_a_key_used_for_one_act_is_no_key_of_another(place, other_place, token):
    key, order = uuid.uuid4(), place.order()
    first = call(ORDERS, "POST", token, written(place), key)
    decline = call(f"{ORDERS}/{order.number}/decline", "POST", token, {"version": 1, "answer": "好"}, key)
    there = call(
        "/api/v1/yongxinlu/orders", "POST", token_of(other_place, "clerk"), written(other_place), key
    )
    by_another = call(ORDERS, "POST", token_of(place, "secretary"), written(place), key)

    assert [answer.status_code for answer in (first, decline, there, by_another)] == [201, 409, 409, 409]
    assert Order.objects.count() == 2


def test_what_is_wrong_in_a_list_is_named_after_the_list(token):
    assert call(f"{ORDERS}?status=gone", "GET", token).json()["error"]["where"] == "status"
