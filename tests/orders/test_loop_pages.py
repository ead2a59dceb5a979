"""The pages of the rest of the loop: who is asked, who answers, what everybody may see."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.accounts.models import Posting, User
from linli.accounts.roles import Role
from linli.core import clock
from linli.core.audit import AuditEntry
from linli.orders import actions, measuring
from linli.orders.models import CallRequest, Category, Order, Rating, Responsibility
from linli.orders.receipts import digits_of
from linli.organisations.models import Organisation, ServiceContract
from tests.people import SINCE

PHONE = "13800002222"


def form(**more):
    """A fresh press."""
    return {"act_id": str(uuid.uuid4()), **more}


def proven(order) -> Client:
    """The browser of the one who asked."""
    client = Client()
    client.post(f"/nanmen/t/{order.code}", {"code": order.code, "digits": digits_of(order)})
    return client


def fresh(order):
    """The order as the database has it."""
    return Order.objects.get(pk=order.pk)


def queries_of(client, path) -> int:
    """How often a page asks, without the session and the user."""
    with CaptureQueriesContext(
        connection,
    ) as seen:
        client.get(path)
    own = ("django_session", "accounts_user", "SAVEPOINT", "BEGIN")
    return len([one for one in seen if not any(word in one["sql"] for word in own)])


# The requester


def test_the_resident_reads_the_question_and_answers_on_the_page(place):
    order = place.order("waiting")
    client = proven(order)
    page = client.get(f"/nanmen/t/{order.code}").content.decode()
    answer = client.post(f"/nanmen/t/{order.code}/answer", form(version=order.version, words="东头那盏"))

    assert "哪一盏？" in page
    assert answer.status_code == 302
    assert fresh(order).status == "accepted"
    assert AuditEntry.objects.get(action="orders.answer").told == "东头那盏"


def test_an_empty_answer_is_refused_beside_its_field_and_a_stale_one_keeps_its_words(place):
    order = place.order("waiting")
    client = proven(order)
    empty = client.post(f"/nanmen/t/{order.code}/answer", form(version=order.version, words=""))
    place.take(order, "answer")
    place.take(order, "ask")
    late = client.post(f"/nanmen/t/{order.code}/answer", form(version=order.version - 2, words="东头那盏"))

    assert (empty.status_code, late.status_code) == (422, 409)
    assert "东头那盏" in late.content.decode()
    assert fresh(order).status == "waiting"


def test_satisfied_is_asked_without_a_default_and_once(place):
    order = place.order("resolved")
    client = proven(order)
    client.post(f"/nanmen/t/{order.code}/confirm", form(version=order.version))
    page = client.get(f"/nanmen/t/{order.code}").content.decode()
    client.post(f"/nanmen/t/{order.code}/rate", form(satisfied="mostly"))
    again = client.post(f"/nanmen/t/{order.code}/rate", form(satisfied="no"))

    assert 'name="satisfied"' in page
    assert "checked" not in page
    assert Rating.objects.values_list("solved", "satisfied").get() == ("yes", "mostly")
    assert again.status_code == 403 or Rating.objects.get().satisfied == "mostly"


def test_a_resident_chases_from_the_page_and_reads_when_it_was_too_soon(place):
    order = place.order("accepted")
    client = proven(order)
    first = client.post(f"/nanmen/t/{order.code}/chase", form())
    second = client.post(f"/nanmen/t/{order.code}/chase", form())

    assert first.status_code == 302
    assert "24" in second.content.decode()
    assert AuditEntry.objects.filter(action="orders.chase").count() == 1


def test_only_what_was_offered_can_be_chosen(place):
    stranger = place.order("admitted", category=place.category("邻里纠纷"), building=place.buildings[1])
    sent = form(text="灯不亮", category=str(place.category().pk), seen_similar="on", same_as=stranger.number)
    Client().post("/nanmen/orders/submit", sent)

    assert Order.objects.exclude(pk=stranger.pk).get().merged_into is None


def test_neighbours_matters_are_offered_before_sending_and_one_may_join(place, enter):
    first = place.order("admitted", building=place.buildings[0], contact_phone="13900001111")
    category, building = str(first.category_id), str(place.buildings[0].pk)
    sent = form(text="路灯又不亮", category=category, building=building, contact_phone=PHONE)
    client = Client()
    offered = client.post("/nanmen/orders/submit", sent)
    page = offered.content.decode()
    joined = client.post("/nanmen/orders/submit", {**sent, "seen_similar": "on", "same_as": first.number})
    other = Order.objects.exclude(pk=first.pk).get()

    assert offered.status_code == 422
    assert first.number in page
    assert "13900001111" not in page
    assert "巷道没有路灯" not in page  # the words of another are nobody's business
    assert joined.status_code == 302
    assert (other.status, other.merged_into_id) == ("submitted", first.pk)  # the desk reads it first
    desk = enter(place.users["clerk"])
    assert first.number in desk.get(f"/desk/nanmen/orders/{other.number}").content.decode()
    merge = desk.get(f"/desk/nanmen/orders/{other.number}/merge").context["form"]
    assert merge["into"].value() == str(first.pk)


def test_another_matter_is_sent_all_the_same(place):
    place.order("admitted", building=place.buildings[0])
    sent = form(
        text="另一盏",
        category=str(place.category().pk),
        building=str(place.buildings[0].pk),
        seen_similar="on",
    )
    answer = Client().post("/nanmen/orders/submit", sent)

    assert answer.status_code == 302
    assert Order.objects.filter(status="submitted").count() == 1


def test_who_speaks_for_another_says_why(place):
    sent = form(text="灯不亮", category=str(place.category().pk), on_behalf_of="母亲")
    refused = Client().post("/nanmen/orders/submit", sent)
    taken = Client().post("/nanmen/orders/submit", {**sent, "authority": "family"})
    order = Order.objects.get()

    assert refused.status_code == 422
    assert taken.status_code == 302
    assert (order.on_behalf_of, order.authority) == ("母亲", "family")


def test_a_second_matter_opens_with_the_code_of_the_first(place):
    order = place.order("admitted")
    part = actions.split(
        order, text="楼道也黑", category=order.category, by=place.actor("clerk"), version=order.version
    )
    client = proven(order)

    assert part.code[:3] in client.get(f"/nanmen/t/{order.code}").content.decode()
    assert "楼道也黑" in client.get(f"/nanmen/t/{part.code}").content.decode()
    assert "楼道也黑" not in Client().get(f"/nanmen/t/{part.code}").content.decode()


@pytest.mark.parametrize("status", ["waiting", "merged", "unreached", "confirmed", "accepted"])
def test_the_page_of_a_matter_asks_little(place, status):
    order = place.order(status)

    assert queries_of(proven(order), f"/nanmen/t/{order.code}") <= 7  # the community, and six


# The desk


VERBS = {
    "extend": ("accepted", {"reason": "等配件"}),
    "escalate": ("accepted", {"note": "要停水"}),
    "split": ("admitted", {"text": "楼道也黑"}),
    "answer": ("waiting", {"words": "东头那盏"}),
    "call_back": ("resolved", {"way": "call", "answered": "no"}),
}


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_of_the_desk_is_done_once_however_often_pressed(place, enter, verb):
    status, words = VERBS[verb]
    order, client = place.order(status), enter(place.users["clerk"])
    path = f"/desk/nanmen/orders/{order.number}/{verb}"
    more = {"category": str(order.category_id)} if verb == "split" else {}
    sent = form(version=order.version, **words, **more)
    shown = client.get(path)
    answers = [client.post(path, sent) for _ in range(2)]

    assert shown.status_code == 200
    assert {answer.status_code for answer in answers} == {302}
    assert AuditEntry.objects.filter(action=f"orders.{verb}").count() == 1


def test_the_desk_joins_two_by_number(place, enter):
    first, order = place.order("accepted"), place.order("admitted")
    path = f"/desk/nanmen/orders/{order.number}/merge"
    client = enter(place.users["clerk"])
    wrong = client.post(path, form(version=order.version, number="2026-9999"))
    client.post(path, form(version=order.version, number=first.number))

    assert wrong.status_code == 422
    assert fresh(order).merged_into_id == first.pk


def test_who_did_the_work_never_calls_back(place, enter):
    order = place.order("admitted")
    actions.dispatch(order, handler=place.users["clerk"], by=place.actor("secretary"), version=order.version)
    for verb in ("accept", "resolve"):
        place.take(order, verb, taker="clerk")
    path = f"/desk/nanmen/orders/{order.number}/call_back"

    assert enter(place.users["clerk"]).get(path).status_code == 403
    assert enter(place.users["secretary"]).get(path).status_code == 200


def test_too_few_calls_are_told_with_their_arithmetic(place, enter):
    order = place.order("resolved")
    path = f"/desk/nanmen/orders/{order.number}/mark_unreached"
    answer = enter(place.users["clerk"]).post(path, form(version=order.version))

    assert answer.status_code == 422
    assert "0" in answer.content.decode()
    assert fresh(order).status == "resolved"


def test_the_desk_never_sees_whose_rating_it_was(place, enter):
    order = place.order("confirmed")
    Rating.objects.update(satisfied="no", attitude="no")
    page = enter(place.users["secretary"]).get(f"/desk/nanmen/orders/{order.number}").content.decode()

    assert "满意" not in page


# Who takes orders


@pytest.mark.parametrize(
    ("verb", "words", "status"),
    [("ask", {"question": "哪一盏？"}, "waiting"), ("escalate", {"note": "要停水"}, "accepted")],
)
def test_who_has_it_asks_and_carries_up_from_the_serving_page(place, enter, verb, words, status):
    order, client = place.order("accepted"), enter(place.users["zhou"])
    path = f"/serve/nanmen/orders/{order.number}"
    page = client.get(path).content.decode()
    answer = client.post(f"{path}/{verb}", form(version=order.version, **words))

    assert f"{path}/{verb}" in page
    assert answer.status_code == 302
    assert fresh(order).status == status


def test_who_has_it_passes_it_on_from_the_serving_page(place, enter):
    order, client = place.order("accepted"), enter(place.users["zhou"])
    to = f"user:{place.users['qiu'].pk}"
    client.post(f"/serve/nanmen/orders/{order.number}/transfer", form(version=order.version, to=to))

    assert (fresh(order).status, fresh(order).handler) == ("dispatched", place.users["qiu"])


def test_a_stale_question_is_kept(place, enter):
    order, client = place.order("accepted"), enter(place.users["zhou"])
    answer = client.post(
        f"/serve/nanmen/orders/{order.number}/ask", form(version=order.version + 5, question="哪一盏灯？")
    )

    assert answer.status_code == 409
    assert "哪一盏灯？" in answer.content.decode()


# The wall


def test_the_wall_names_nobody(place):
    order = place.submit(
        "江晚家门口的灯不亮，电话13800002222",
        building=place.buildings[0],
        contact_name="江晚",
        contact_phone=PHONE,
    )
    place.take(order, "admit")
    page = Client().get("/nanmen/wall").content.decode()

    assert "路灯照明" in page
    assert not any(word in page for word in ("江晚", PHONE, order.code, order.number))


def test_words_for_the_wall_that_name_somebody_are_refused(place, enter):
    order = place.submit("灯不亮")
    path = f"/desk/nanmen/orders/{order.number}/admit"
    sent = form(version=1, category=str(order.category_id), wall_text="3栋2单元501门口的灯不亮")
    answer = enter(place.users["clerk"]).post(path, sent)

    assert answer.status_code == 422
    assert fresh(order).status == "submitted"


@pytest.mark.parametrize("status", ["submitted", "declined", "withdrawn", "merged"])
def test_what_was_not_taken_on_is_not_on_the_wall(place, status):
    Order.objects.filter(pk=place.order(status).pk).update(wall_text="不该出现")

    assert "不该出现" not in Client().get("/nanmen/wall").content.decode()


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_wall_costs_the_same_whatever_its_length(place, count):
    for _ in range(count):
        place.order("admitted", building=place.buildings[0])

    assert queries_of(Client(), "/nanmen/wall") <= 4


# Calls


def ask_call(phone=PHONE, client=None):
    """Somebody leaves a telephone."""
    return (client or Client()).post("/nanmen/call_me", form(phone=phone))


def test_two_taps_and_a_number_make_one_call(place):
    answers = [ask_call(), ask_call()]

    assert {answer.url for answer in answers} == {"/nanmen/call_me/done"}
    assert CallRequest.objects.get().phone == PHONE


@pytest.mark.parametrize("typed", ["", "12", "电话"])
def test_what_is_no_number_is_refused(place, typed):
    assert ask_call(typed).status_code == 422
    assert not CallRequest.objects.exists()


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2026-03-10T09:00", "2026-03-10T10:00"),
        ("2026-03-10T17:30", "2026-03-11T09:00"),
        ("2026-03-13T20:00", "2026-03-16T09:30"),  # Friday evening
        ("2026-03-14T10:00", "2026-03-16T09:30"),  # Saturday
    ],
)
def test_a_call_is_due_within_the_hour_of_work(place, asked, due):
    with clock.at(dt.datetime.fromisoformat(asked).replace(tzinfo=clock.BEIJING)):
        ask_call()

    assert CallRequest.objects.get().due_at == dt.datetime.fromisoformat(due).replace(tzinfo=clock.BEIJING)


def test_the_number_is_shown_to_who_rings_and_to_nobody_else(place, enter):
    ask_call()
    call = CallRequest.objects.get()
    clerk, secretary = enter(place.users["clerk"]), enter(place.users["secretary"])
    before = clerk.get("/desk/nanmen/calls/").content.decode()
    clerk.post(f"/desk/nanmen/calls/{call.pk}/take", form())

    assert PHONE not in before
    assert PHONE in clerk.get("/desk/nanmen/calls/").content.decode()
    assert PHONE not in secretary.get("/desk/nanmen/calls/").content.decode()
    assert enter(place.users["zhou"]).get("/desk/nanmen/calls/").status_code == 403


def test_without_an_order_the_number_is_erased_and_with_one_it_goes_over(place, enter):
    clerk = enter(place.users["clerk"])
    for phone in (PHONE, "13900001111"):
        ask_call(phone)
    for call in CallRequest.objects.all():
        clerk.post(f"/desk/nanmen/calls/{call.pk}/take", form())
    first, second = CallRequest.objects.order_by("id")
    clerk.post(f"/desk/nanmen/calls/{first.pk}/end", form())
    sent = form(
        text="灯不亮", category=str(place.category().pk), channel="call_me", contact_phone=second.phone
    )
    clerk.post(f"/desk/nanmen/orders/submit?call={second.pk}", sent)
    order = Order.objects.get()

    assert [(call.phone, call.ended_at is None) for call in CallRequest.objects.order_by("id")] == [
        ("", False)
    ] * 2
    assert (order.channel, order.contact_phone, order.contacted_at) == (
        "call_me",
        "13900001111",
        order.submitted_at,
    )
    assert CallRequest.objects.get(pk=second.pk).order == order


def test_when_too_many_wait_nobody_more_is_taken(place, monkeypatch):
    from linli.rulebook import book

    real = book.value
    monkeypatch.setattr(
        book, "value", lambda code, **at: 1 if code == "orders.call.most" else real(code, **at)
    )
    ask_call()

    assert ask_call("13900001111").status_code == 422
    assert CallRequest.objects.count() == 1


# The rates


def test_below_five_answers_nothing_is_said_of_them(place, enter):
    for _ in range(4):
        place.order("confirmed")
    client = enter(place.users["secretary"])
    few = client.get("/desk/nanmen/rates").content.decode()
    place.order("confirmed")
    five = client.get("/desk/nanmen/rates").content.decode()

    assert "不足 5" in few or "少于 5" in few
    assert "5 / 5" in five


def test_the_rates_are_those_of_the_rule(place):
    for status in ("confirmed", "confirmed", "resolved", "unreached", "withdrawn", "declined", "accepted"):
        place.order(status)
    place.take(place.order("resolved"), "reopen")
    Rating.objects.filter(solved="yes").update(satisfied="yes")
    today = clock.today()
    found = measuring.measure(place.community, today, today).rates

    assert found.solved.as_list() == [2, 3, "66.7"]
    assert found.satisfied.as_list() == [2, 3, "66.7"]
    assert found.reach.as_list() == [
        3,
        5,
        "60.0",
    ]  # two confirmed, one not solved; one asked, one not reached
    assert (found.withdrawn, found.response.whole) == (1, 6)


def test_the_rows_behind_a_number_open(place, enter):
    order = place.order("accepted")
    with clock.at(clock.now() + dt.timedelta(days=30)):
        page = enter(place.users["clerk"]).get(
            "/desk/nanmen/rates?since=2026-03&until=2026-03&rows=overdue_open"
        )

    assert order.number in page.content.decode()


def test_only_the_desk_sees_the_rates(place, enter):
    assert enter(place.users["grid_worker"]).get("/desk/nanmen/rates").status_code == 403
    assert enter(place.users["clerk"]).get("/desk/nanmen/rates?since=x&until=y").status_code == 422


# Whose duty (N-14)


def test_three_cases_name_three_hands_and_the_clause(place):
    page = Client().get("/nanmen/orders/submit").content.decode()

    for words in (
        "小区围墙外的市政路灯",
        "楼栋共用的立管",
        "还在防水保修期内",
        "建设工程质量管理条例第四十条",
    ):
        assert words in page


def test_the_desk_writes_down_and_strikes_out_whose_duty_it_is(place, enter):
    client, category = enter(place.users["clerk"]), place.category()
    path = f"/desk/nanmen/orders/categories/{category.pk}/responsibilities"
    sent = form(situation="广场高杆灯", hand="community", clause="社区 2025 年会议纪要")
    answers = [client.post(path, sent) for _ in range(2)]
    row = Responsibility.objects.get(situation="广场高杆灯")
    shown = Client().get("/nanmen/orders/submit").content.decode()
    client.post(f"/desk/nanmen/orders/responsibilities/{row.pk}/end", form())

    assert {answer.status_code for answer in answers} == {302}
    assert "广场高杆灯" in shown
    assert "广场高杆灯" not in Client().get("/nanmen/orders/submit").content.decode()
    assert client.get("/desk/nanmen/orders/categories/").status_code == 200


def test_a_kind_gets_its_usual_team_and_the_dispatch_proposes_it(place, enter):
    client, category = enter(place.users["clerk"]), place.category()
    path = f"/desk/nanmen/orders/categories/{category.pk}"
    state = client.get(path).context["form"]["state"].value()
    client.post(path, form(state=state, name=category.name, kind="help", team=str(place.team.pk), asked="on"))
    order = place.order("admitted")
    page = client.get(f"/desk/nanmen/orders/{order.number}/dispatch").content.decode()

    assert Category.objects.get(pk=category.pk).team == place.team
    assert "一般由水电维修队" in page or "通常" in page


# The township


@pytest.fixture
def township(place):
    """Somebody who works at the township."""
    user = User.objects.create(login="jiedao", name="街道干部")
    Posting.objects.create(user=user, role=Role.TOWNSHIP, division=place.community.division, valid_from=SINCE)
    return user


def test_what_was_carried_up_is_answered_and_comes_back(place, enter, township):
    order = place.order("accepted")
    for by in ("zhou", "clerk"):
        actions.escalate(order, note="要停水", by=place.actor(by), version=order.version)
    area = f"/desk/area/{place.community.division.code}/"
    client = enter(township)
    shown = client.get(area).content.decode()
    path = f"{area}orders/nanmen/{order.number}"
    page = client.get(path).content.decode()
    empty = client.post(path, form(version=order.version))
    sent = form(version=order.version, told="已协调水务")
    answers = [client.post(path, sent) for _ in range(2)]

    assert order.number in shown
    assert "你的" not in page
    assert empty.status_code == 422
    assert {answer.status_code for answer in answers} == {302}
    assert fresh(order).level == "community"
    assert order.number not in client.get(area).content.decode()


def test_the_township_sees_only_what_was_carried_up(place, enter, township):
    order = place.order("accepted", contact_phone=PHONE)
    client = enter(township)
    path = f"/desk/area/{place.community.division.code}/orders/nanmen/{order.number}"

    assert client.get(path).status_code == 404
    Order.objects.filter(pk=order.pk).update(level="township")
    assert PHONE not in client.get(path).content.decode()
    assert client.get(f"/desk/nanmen/orders/{order.number}").status_code == 403
    assert client.get("/").url == f"/desk/area/{place.community.division.code}/"


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_inbox_of_the_township_costs_the_same(place, enter, township, count):
    for _ in range(count):
        order = place.order("admitted", building=place.buildings[0])
        Order.objects.filter(pk=order.pk).update(level="township")

    assert queries_of(enter(township), f"/desk/area/{place.community.division.code}/") <= 4


# The property company (N-15, M-16)


@pytest.fixture
def company(place):
    """Somebody of the company that serves the first compound."""
    compound = place.buildings[0].compound
    firm = Organisation.objects.create(
        community=place.community, kind="property_company", name="安居物业", valid_from=SINCE
    )
    ServiceContract.objects.create(
        community=place.community, organisation=firm, compound=compound, valid_from=SINCE
    )
    user = User.objects.create(login="wuye@nanmen", name="物业经理")
    Posting.objects.create(
        user=user, role=Role.PROPERTY, community=place.community, place_id=compound.pk, valid_from=SINCE
    )
    return user


def test_the_company_sees_only_orders_of_its_compounds_and_the_telephone_while_open(place, enter, company):
    ours = place.order("admitted", building=place.buildings[0], contact_phone=PHONE)
    other = place.order("admitted", contact_phone=PHONE)
    client = enter(company)
    unhanded = client.get(f"/desk/nanmen/orders/{ours.number}").content.decode()
    actions.dispatch(ours, handler=company, by=place.actor("clerk"), version=ours.version)
    page = client.get(f"/desk/nanmen/orders/{ours.number}").content.decode()
    list_page = client.get("/desk/nanmen/orders/").content.decode()
    place.take(ours, "withdraw")
    ended = client.get(f"/desk/nanmen/orders/{ours.number}").content.decode()

    assert PHONE[-4:] not in unhanded
    assert PHONE in page
    assert client.get(f"/desk/nanmen/orders/{other.number}").status_code == 404
    assert ours.number in list_page
    assert other.number not in list_page
    assert PHONE[-4:] not in ended
    assert client.get("/desk/nanmen/").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["people/", "telling/", "staff/", "calls/", "imports/", "announcements/", "rates", "figures/"],
)
def test_the_company_opens_nothing_else(place, enter, company, path):
    assert enter(company).get(f"/desk/nanmen/{path}").status_code == 403


def test_when_the_contract_ends_the_company_sees_nothing(place, enter, company):
    order = place.order("admitted", building=place.buildings[0])
    ServiceContract.objects.update(valid_to=clock.today() - dt.timedelta(days=1))

    assert enter(company).get(f"/desk/nanmen/orders/{order.number}").status_code == 404


def test_matters_that_are_never_the_companys_duty_are_not_shown_to_it(place, enter, company):
    order = place.order("admitted", building=place.buildings[0], category=place.category("帮扶代办"))

    assert enter(company).get(f"/desk/nanmen/orders/{order.number}").status_code == 404


def test_who_worked_for_the_company_before_sees_nothing_under_the_next(place, enter, company):
    from linli.core.records import state_of
    from linli.organisations import actions as organisations

    order, contract = place.order("admitted", building=place.buildings[0]), ServiceContract.objects.get()
    by, today = place.actor("secretary"), clock.today()
    organisations.end_contract(contract, on=today, by=by, seen=state_of(contract))
    firm = organisations.register(place.community, kind="property_company", name="新物业", since=today, by=by)
    with clock.at(clock.now() + dt.timedelta(days=1)):
        organisations.contract(firm, compound=contract.compound, since=clock.today(), by=by)

        assert enter(company).get(f"/desk/nanmen/orders/{order.number}").status_code == 404


# What was written is never lost


@pytest.mark.parametrize(
    ("verb", "words"), [("ask", {"question": "哪一盏灯？"}), ("resolve", {"answer": "换了灯泡"})]
)
def test_what_a_taker_wrote_is_kept_when_the_desk_took_it_back(place, enter, verb, words):
    order, client = place.order("accepted"), enter(place.users["zhou"])
    seen = order.version
    actions.send_back(order, note="另派", by=place.actor("clerk"), version=order.version)
    answer = client.post(f"/serve/nanmen/orders/{order.number}/{verb}", form(version=seen, **words))

    assert answer.status_code == 409
    assert next(iter(words.values())) in answer.content.decode()


def test_of_two_colleagues_at_the_township_the_second_keeps_the_words(place, enter, township):
    order = place.order("accepted")
    Order.objects.filter(pk=order.pk).update(level="township")
    path = f"/desk/area/{place.community.division.code}/orders/nanmen/{order.number}"
    client = enter(township)
    client.post(path, form(version=order.version, told="已协调水务"))
    late = client.post(path, form(version=order.version, told="我也协调了"))

    assert late.status_code == 409
    assert "我也协调了" in late.content.decode()


# Proxies (N-5)


@pytest.fixture
def proxy(place):
    """江早 may follow what 江晚 asked for."""
    from linli.residents.models import Person
    from linli.residents.proxies import name_proxy

    person = Person(community=place.community, name="江晚", phone=PHONE)
    person.save()
    today = clock.today()
    return name_proxy(
        person, name="江早", phone="13900007788", matters=["orders"], how="call_back", since=today,
        until=today + dt.timedelta(days=60), by=place.actor("clerk"),
    )  # fmt: skip


def by_proxy(order) -> Client:
    """The browser of the proxy."""
    client = Client()
    client.post(f"/nanmen/t/{order.code}", {"code": order.code, "digits": "7788"})
    return client


def test_a_proxy_follows_and_confirms_on_behalf_of_the_person(place, proxy):
    order = place.order("resolved", contact_phone=PHONE)
    client = by_proxy(order)
    client.post(f"/nanmen/t/{order.code}/confirm", form(version=order.version))
    entry = AuditEntry.objects.get(action="orders.confirm")

    assert (fresh(order).status, entry.actor_name, entry.on_behalf_of) == ("confirmed", "江早", "江晚")


def test_when_it_ends_the_proxy_sees_nothing_at_once(place, proxy):
    from linli.residents.proxies import end_proxy

    order = place.order("resolved", contact_phone=PHONE)
    client = by_proxy(order)
    seen = client.get(f"/nanmen/t/{order.code}").content.decode()
    end_proxy(proxy, by=place.actor("clerk"))

    assert "装好了" in seen
    assert "装好了" not in client.get(f"/nanmen/t/{order.code}").content.decode()


def test_a_proxy_of_one_person_opens_no_matter_of_another(place, proxy):
    order = place.order("resolved", contact_phone="13700001234")

    assert "装好了" not in by_proxy(order).get(f"/nanmen/t/{order.code}").content.decode()


def test_who_did_the_work_confirms_nothing_as_a_proxy(place, proxy):
    from linli.residents.models import Person

    Person(community=place.community, name="周", phone="13900007788", user=place.users["zhou"]).save()
    order = place.order("resolved", contact_phone=PHONE)
    answer = by_proxy(order).post(f"/nanmen/t/{order.code}/confirm", form(version=order.version))

    assert answer.status_code == 403
    assert fresh(order).status == "resolved"
