"""The pages of orders through the whole stack: what they show, refuse, repeat, and how much they ask the database."""

import datetime as dt
import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.core import clock
from linli.core.audit import AuditEntry
from linli.core.search import index
from linli.orders.models import Order
from linli.orders.receipts import digits_of
from tests.conftest import MORNING
from tests.people import WAY


def asked(place, **more):
    """What the phone form sends."""
    category = place.category()
    return {"act_id": str(uuid.uuid4()), "text": "巷道没有路灯", "category": str(category.pk), **more}


def submit(client, place, **more):
    return client.post(f"/{place.community.slug}/orders/submit", asked(place, **more))


def test_a_request_leads_to_its_receipt(place):
    client = Client()
    answer = submit(client, place, contact_phone="139 0000 6021")
    order = Order.objects.get()

    assert answer.status_code == 302
    assert answer.url == f"/nanmen/orders/{order.code}/received"
    page = client.get(answer.url).content.decode()
    assert f"{order.code[:3]}-{order.code[3:]}" in page
    assert order.contact_phone == "13900006021"


def test_a_request_without_a_telephone_gets_four_digits(place):
    client = Client()
    answer = submit(client, place)

    assert digits_of(Order.objects.get()) in client.get(answer.url).content.decode()


def test_a_double_press_is_one_order(place):
    client, form = Client(), asked(place)
    answers = [client.post("/nanmen/orders/submit", form) for _ in range(3)]

    assert Order.objects.count() == 1
    assert len({answer.url for answer in answers}) == 1


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("text", "", "写一句"),
        ("text", "\u200b\u202e ", "写一句"),
        ("text", "字" * 7001, "7000"),
        ("category", "", "选一类"),
        ("category", "0198c0de-0000-7000-8000-000000000000", "选择"),
        ("category", "1'; DROP TABLE", "选择"),
        ("building", "0198c0de-0000-7000-8000-000000000000", "选择"),
        ("building", "x", "“x”"),
        ("contact_phone", "1390000602", "11 位，现在是 10 位"),
        ("contact_phone", "电话", "这不像电话号码"),
        ("act_id", "nonsense", "重新打开"),
        ("act_id", "", "重新打开"),
        ("place", "长" * 101, "100"),
    ],
)
def test_bad_input_is_told_beside_the_field_and_nothing_is_lost(place, field, value, says):
    answer = Client().post("/nanmen/orders/submit", {**asked(place), "place": "门口", field: value})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert says in page
    assert not Order.objects.exists()
    if field not in {"place", "text"}:
        assert "巷道没有路灯" in page
        assert "门口" in page


@pytest.mark.parametrize(
    "text", ["𠮷😀", "<script>alert(1)</script>", "=1+1", "a\x00b", "１２３", "字" * 7000, "%s %d {x}"]
)
def test_any_words_are_taken_as_words(place, text):
    client = Client()
    answer = submit(client, place, text=text)

    assert answer.status_code == 302
    assert Order.objects.get().text == text.replace("\x00", "")
    page = client.get(f"/nanmen/t/{Order.objects.get().code}").content.decode()
    assert "<script>alert" not in page


def test_a_form_of_another_community_does_not_fit(place, other_place):
    answer = Client().post(
        "/nanmen/orders/submit", {**asked(other_place), "building": str(other_place.buildings[0].pk)}
    )

    assert answer.status_code == 422
    assert not Order.objects.exists()


def test_an_emergency_shows_the_number_first_and_then_goes_on(place):
    client, form = Client(), asked(place, text="楼上有人晕倒了")
    first = client.post("/nanmen/orders/submit", form)
    page = first.content.decode()

    assert first.status_code == 422
    assert 'href="tel:120"' in page
    assert not Order.objects.exists()
    shown = re.search(r'name="seen_emergency" value="(\w+)"', page).group(1)
    assert client.post("/nanmen/orders/submit", {**form, "seen_emergency": shown}).status_code == 302


def follow(client, order):
    return client.get(f"/{order.community.slug}/t/{order.code}")


def test_a_stranger_sees_nothing_without_the_digits(place):
    order = place.order("resolved", contact_phone="13900006021")
    page = follow(Client(), order).content.decode()

    assert order.subject not in page
    assert "查一下" in page


def test_code_and_digits_open_the_matter(place):
    order, client = place.order("resolved", contact_phone="13900006021"), Client()
    answer = client.post("/nanmen/t/", {"code": order.code.lower(), "digits": "６０２１"})

    assert answer.url == f"/nanmen/t/{order.code}"
    page = follow(client, order).content.decode()
    assert order.subject in page
    assert "这件事解决了吗" in page
    assert "13900006021" not in page


def test_five_wrong_digits_shut_the_door_for_a_while(place):
    order, client = place.order(contact_phone="13900006021"), Client()
    for _ in range(5):
        assert client.post("/nanmen/t/", {"code": order.code, "digits": "0000"}).status_code == 422

    answer = client.post("/nanmen/t/", {"code": order.code, "digits": "6021"})
    assert answer.status_code == 422
    assert "错得太多" in answer.content.decode()


@pytest.mark.parametrize(("verb", "status"), [("confirm", "confirmed"), ("reopen", "admitted")])
def test_the_requester_has_the_last_word(place, verb, status):
    order, client = place.order("resolved"), Client()
    client.post("/nanmen/t/", {"code": order.code, "digits": digits_of(order)})
    form = {"act_id": str(uuid.uuid4()), "version": order.version, "told": "还是不亮"}
    answers = [client.post(f"/nanmen/t/{order.code}/{verb}", form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Order.objects.get().status == status


def test_who_did_the_work_cannot_confirm_it_with_the_code(place, enter):
    order, client = place.order("resolved"), enter(place.users["zhou"])
    client.post("/nanmen/t/", {"code": order.code, "digits": digits_of(order)})
    answer = client.post(
        f"/nanmen/t/{order.code}/confirm", {"act_id": uuid.uuid4(), "version": order.version}
    )

    assert answer.status_code == 403
    assert Order.objects.get().status == "resolved"


def press(client, order, verb, room="desk", **more):
    form = {"act_id": str(uuid.uuid4()), "version": order.version, **more}
    return client.post(f"/{room}/{order.community.slug}/orders/{order.number}/{verb}", form)


def test_the_desk_admits_and_dispatches(place, enter):
    order, client = place.order(), enter(place.users["clerk"])
    assert press(client, order, "admit", category=order.category_id).status_code == 302
    order.refresh_from_db()
    assert press(client, order, "dispatch", to=f"team:{place.team.pk}", note="带梯子").status_code == 302
    order.refresh_from_db()

    assert (order.status, order.team) == ("dispatched", place.team)
    assert "水电维修队" in client.get(f"/desk/nanmen/orders/{order.number}").content.decode()


def test_a_refusal_of_the_action_stands_beside_its_field(place, enter):
    order, client = place.order("resolved"), enter(place.users["clerk"])
    place.take(order, "reopen")
    answer = press(client, order, "dispatch", to=f"user:{place.users['zhou'].pk}")

    assert answer.status_code == 422
    assert Order.objects.get().status == "admitted"


def test_a_stale_page_is_told_so_and_shows_the_newer_state(place, enter):
    order, client = place.order(), enter(place.users["clerk"])
    stale_version = order.version
    place.take(order, "admit")
    answer = press(client, order, "admit", category=order.category_id, version=stale_version)

    assert answer.status_code == 409
    assert "待分派" in answer.content.decode()
    assert AuditEntry.objects.filter(subject_id=order.pk, action="orders.admit").count() == 1


def test_a_form_without_a_version_is_stale(place, enter):
    order, client = place.order(), enter(place.users["clerk"])

    assert press(client, order, "admit", category=order.category_id, version="").status_code == 409


def test_taking_twice_with_one_form_is_one_act(place, enter):
    order, client = place.order("dispatched"), enter(place.users["zhou"])
    form = {"act_id": str(uuid.uuid4()), "version": order.version}
    answers = [client.post(f"/serve/nanmen/orders/{order.number}/accept", form) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert AuditEntry.objects.filter(subject_id=order.pk, action="orders.accept").count() == 1


def test_a_member_takes_and_resolves(place, enter):
    order, client = place.order("dispatched"), enter(place.users["ma"])
    assert order.subject in client.get("/serve/nanmen/").content.decode()
    press(client, order, "accept", room="serve")
    order.refresh_from_db()
    empty = press(client, order, "resolve", room="serve", answer="")
    assert empty.status_code == 422
    assert "要给居民一个答复" in empty.content.decode()
    press(client, order, "resolve", room="serve", answer="换了灯泡")

    order.refresh_from_db()
    assert (order.status, order.accepted_by, order.answer) == ("resolved", place.users["ma"], "换了灯泡")


@pytest.mark.parametrize("who", ["zhou", "clerk"])
def test_a_number_of_another_community_is_not_found(place, other_place, enter, who):
    order = other_place.order("dispatched")
    Order.objects.filter(pk=order.pk).update(number="2026-0999")
    client = enter(place.users[who])

    assert client.get("/desk/nanmen/orders/2026-0999").status_code in {403, 404}
    assert client.get("/serve/nanmen/orders/2026-0999").status_code == 404
    assert client.get("/serve/yongxinlu/orders/2026-0999").status_code == 404


def test_a_grid_worker_sees_the_own_grid_only(place, enter):
    mine, others = place.order(building=place.buildings[1]), place.order(building=place.buildings[0])
    assert (mine.grid, others.grid) == (place.grids[0], place.grids[1])
    page = enter(place.users["grid_worker"]).get("/desk/nanmen/orders/").content.decode()

    assert mine.number in page
    assert others.number not in page


def test_search_finds_by_two_characters(place, enter):
    lamp, drain = place.order(text="路灯坏了"), place.order(text="下水道堵了")
    index.sweep()
    client = enter(place.users["clerk"])
    page = client.get("/desk/nanmen/orders/", {"q": "水道"}).content.decode()

    assert drain.number in page
    assert lamp.number not in page
    assert lamp.number in client.get("/desk/nanmen/orders/", {"q": lamp.code}).content.decode()


def test_the_ledger_pages_by_key(place, enter):
    numbers = [place.submit(f"第{n}件").number for n in range(60)]
    client, seen, address = enter(place.users["clerk"]), [], "/desk/nanmen/orders/?state=open"
    while address:
        page = client.get(address).content.decode()
        seen += re.findall(r"orders/(2026-\d+)\"", page)
        onward = re.search(r'href="([^"]+after=[^"]+)"', page)
        address = onward.group(1).replace("&amp;", "&") if onward else None

    assert seen == numbers[::-1]


@pytest.mark.parametrize("after", ["x", "2026-03-10T09:00:00~", "~", "2026-03-10~0", "9" * 300])
def test_a_cursor_that_is_none_shows_the_first_page(place, enter, after):
    order = place.order()

    page = enter(place.users["clerk"]).get("/desk/nanmen/orders/", {"after": after})
    assert order.number in page.content.decode()


# Queries inside the view, without session, user, BEGIN, SAVEPOINT and COMMIT.
OUTSIDE = re.compile(
    r"^(BEGIN|COMMIT|SAVEPOINT|RELEASE|ROLLBACK)|django_session|FROM \"accounts_user\" WHERE \"accounts_user\".\"id\""
)


def queries_of(call) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = call()
    assert answer.status_code < 400
    return [q["sql"] for q in captured.captured_queries if not OUTSIDE.search(q["sql"])]


BUDGET = {
    "/desk/nanmen/": 4,
    "/desk/nanmen/orders/": 4,
    "/desk/nanmen/orders/?q=路灯": 5,  # one more asks the search index
    "/serve/nanmen/": 4,
    "/serve/nanmen/done": 4,
    "/desk/nanmen/orders/{number}": 6,
    "/serve/nanmen/orders/{number}": 6,
    "/nanmen/t/{code}": 6,
}


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_pages_ask_little_and_the_same_for_any_number_of_rows(place, enter, rows):
    for n in range(rows):
        for status in ("submitted", "accepted", "dispatched", "confirmed"):
            order = place.order(status, building=place.buildings[n % 3], contact_phone="13900006021")
    index.sweep()
    accepted = Order.objects.filter(accepted_by=place.users["zhou"], status="accepted").first()
    desk, member, asker = enter(place.users["clerk"]), enter(place.users["zhou"]), Client()
    asker.post("/nanmen/t/", {"code": order.code, "digits": "6021"})
    for address, budget in BUDGET.items():
        client = member if address.startswith("/serve") else asker if "{code}" in address else desk
        path = address.format(number=accepted.number, code=order.code)
        client.get(path)
        asked_for = queries_of(lambda path=path, client=client: client.get(path))

        assert len(asked_for) <= budget, "\n".join([path, *asked_for])


def test_creating_asks_at_most_six_times(place):
    client = Client()
    client.get("/nanmen/")
    form = asked(place, building=str(place.buildings[0].pk))
    asked_for = queries_of(lambda: client.post("/nanmen/orders/submit", form))

    assert len(asked_for) <= 6, "\n".join(asked_for)


def test_a_transition_asks_at_most_six_times(place, enter):
    order, client = place.order("dispatched"), enter(place.users["zhou"])
    client.get("/serve/nanmen/")
    asked_for = queries_of(lambda: press(client, order, "accept", room="serve"))

    assert len(asked_for) <= 6, "\n".join(asked_for)


@pytest.mark.parametrize("status", WAY)
def test_every_status_has_its_pages(place, enter, status):
    order = place.order(status, building=place.buildings[0])
    client = enter(place.users["clerk"])
    assert client.get(f"/desk/nanmen/orders/{order.number}").status_code == 200
    client.post("/nanmen/t/", {"code": order.code, "digits": digits_of(order)})
    assert client.get(f"/nanmen/t/{order.code}").status_code == 200


def test_who_comes_too_late_reads_a_kind_word(place, enter):
    order = place.order("accepted")
    late, outsider = enter(place.users["ma"]), enter(place.users["qiu"])
    page = press(late, order, "accept", room="serve")
    look = late.get(f"/serve/nanmen/orders/{order.number}")

    assert (page.status_code, look.status_code) == (409, 404)
    for answer in (page, look):
        assert "有人先接了" in answer.content.decode()
        assert order.subject not in answer.content.decode()
    for answer in (press(outsider, order, "accept", room="serve"), outsider.get(look.request["PATH_INFO"])):
        assert answer.status_code == 404
        assert "有人先接了" not in answer.content.decode()


def test_who_was_sent_away_hears_nothing_of_the_next_taker(place, enter):
    order = place.order("resolved")
    for verb, taker in (("reopen", ""), ("dispatch", ""), ("accept", "ma")):
        place.take(order, verb, taker=taker or "zhou")

    assert (
        "有人先接了" not in press(enter(place.users["zhou"]), order, "accept", room="serve").content.decode()
    )


def test_a_verb_that_cannot_be_done_now_has_no_form(place, enter):
    order, client = place.order(), enter(place.users["clerk"])
    page = client.get(f"/desk/nanmen/orders/{order.number}/close").content.decode()

    assert "现在不能做这一步" in page
    assert 'name="act_id"' not in page


def test_the_style_guide_is_for_staff(place, enter):
    assert enter(place.users["clerk"]).get("/desk/nanmen/design").status_code == 200
    assert enter(place.users["zhou"]).get("/desk/nanmen/design").status_code == 403


def test_going_back_and_writing_something_else_loses_neither(place):
    client, form = Client(), asked(place)
    client.post("/nanmen/orders/submit", form)
    second = client.post("/nanmen/orders/submit", {**form, "text": "下水道堵了"})
    page = second.content.decode()

    assert second.status_code == 422
    assert "下水道堵了" in page
    renewed = re.search(r'name="act_id" value="([^"]+)"', page).group(1)
    assert renewed != form["act_id"]
    assert (
        client.post("/nanmen/orders/submit", {**form, "text": "下水道堵了", "act_id": renewed}).status_code
        == 302
    )
    assert {order.text for order in Order.objects.all()} == {"巷道没有路灯", "下水道堵了"}


def write_down(client, place, **more):
    return client.post("/desk/nanmen/orders/submit", {**asked(place), "channel": "phone", **more})


def test_what_the_desk_writes_down_has_a_receipt_once(place, enter):
    client = enter(place.users["clerk"])
    answer = write_down(client, place)
    order = Order.objects.get()
    page = client.get(answer.url).content.decode()

    assert digits_of(order) in page
    assert order.code[:3] in page
    assert enter(place.users["secretary"]).get(answer.url).status_code == 404
    assert (
        f"{order.code[:3]}-{order.code[3:]}"
        not in client.get(f"/desk/nanmen/orders/{order.number}").content.decode()
    )


def test_a_grid_worker_writes_down_what_lies_outside_the_own_grid(place, enter):
    client = enter(place.users["grid_worker"])
    answer = write_down(client, place, building=str(place.buildings[0].pk))

    assert answer.status_code == 302
    assert client.get(answer.url).status_code == 200


def test_a_grid_worker_may_move_an_order_into_another_grid(place, enter):
    order, client = place.order(building=place.buildings[1]), enter(place.users["grid_worker"])
    answer = press(client, order, "admit", category=order.category_id, building=place.buildings[0].pk)

    assert answer.url == "/desk/nanmen/orders/"
    assert "网格的同事" in client.get(answer.url).content.decode()


def test_the_desk_takes_back_what_a_taker_cannot_go_on_with(place, enter):
    order, client = place.order("accepted"), enter(place.users["clerk"])
    assert press(client, order, "send_back", note="他住院了").status_code == 302

    order.refresh_from_db()
    assert (order.status, order.accepted_by) == ("admitted", None)


def test_who_comes_second_is_told_that_somebody_was_quicker(place, enter):
    order, client = place.order("dispatched"), enter(place.users["ma"])
    place.take(order, "accept", taker="zhou")
    answer = press(client, order, "accept", room="serve")

    assert answer.status_code in {404, 409}
    assert "有人先接了" in answer.content.decode()


def test_a_heap_of_late_matters_hides_no_new_one(place, enter):
    for n in range(90):
        place.order("dispatched", text=f"旧事{n}")
    with clock.at(MORNING + dt.timedelta(days=30)):
        new = place.submit("刚刚的新事")
        page = enter(place.users["clerk"]).get("/desk/nanmen/").content.decode()

    assert "旧事0" in page
    assert f"/desk/nanmen/orders/{new.number}" in page


def test_guessing_many_at_once_gets_no_more_tries(place):
    from linli.orders.receipts import prove

    order = place.order(contact_phone="13900006021")
    stale_copies = [Order.objects.get(pk=order.pk) for _ in range(8)]
    assert not any(prove(copy, "0000", place.community) for copy in stale_copies)

    assert prove(stale_copies[0], "6021", place.community) == ""
    with clock.at(MORNING + dt.timedelta(hours=2)):
        assert prove(Order.objects.get(pk=order.pk), "6021", place.community) == str(order.pk)


def test_the_address_of_a_verb_shows_the_matter_after_a_login(place, enter):
    order = place.order("resolved")
    place.take(order, "reopen")
    place.take(order, "dispatch")
    client, asker = enter(place.users["ma"]), Client()
    asker.post("/nanmen/t/", {"code": order.code, "digits": digits_of(order)})

    page = client.get(f"/serve/nanmen/orders/{order.number}/accept")
    assert (page.status_code, "我来接" in page.content.decode()) == (200, True)
    assert order.subject in asker.get(f"/nanmen/t/{order.code}/confirm").content.decode()
    assert order.subject not in Client().get(f"/nanmen/t/{order.code}/confirm").content.decode()
    assert Order.objects.get().status == "dispatched"


def test_what_was_typed_outlives_a_stale_page(place, enter):
    desk, member, asker = enter(place.users["clerk"]), enter(place.users["zhou"]), Client()
    declined, done, asked_again = place.order(), place.order("accepted"), place.order("resolved")
    asker.post("/nanmen/t/", {"code": asked_again.code, "digits": digits_of(asked_again)})
    stale = {"act_id": str(uuid.uuid4()), "version": 99, "told": "灯还是一闪一闪"}
    answers = [
        press(desk, declined, "decline", version=99, answer="请找 物业公司"),
        press(member, done, "resolve", room="serve", version=99, answer="请找 物业公司"),
        asker.post(f"/nanmen/t/{asked_again.code}/reopen", stale),
    ]

    assert [answer.status_code for answer in answers] == [409, 409, 409]
    for answer, words in zip(answers, ("请找 物业公司", "请找 物业公司", "一闪一闪"), strict=True):
        assert words in answer.content.decode()
    page = answers[1].content.decode()
    assert f'name="version" value="{done.version}"' in page
    assert "有人先接了" not in page


def test_the_desk_is_told_who_is_not_to_get_it_again_and_why(place, enter):
    order, client = place.order("resolved"), enter(place.users["clerk"])
    place.take(order, "reopen")
    page = client.get(f"/desk/nanmen/orders/{order.number}/dispatch").content.decode()

    assert "居民说没解决，不再派给：zhou" in page


def test_a_receipt_that_the_browser_forgot_leads_to_the_digits(place):
    order = place.order()
    answer = Client().get(f"/nanmen/orders/{order.code}/received")

    assert answer.url == f"/nanmen/t/{order.code}"
