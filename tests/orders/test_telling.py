"""Who is told what about an order, by which way, and only once."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.accounts.models import Delegation, Posting, User
from linli.core import clock, outbox
from linli.core.errors import DomainError
from linli.core.worker import drain
from linli.core.workflow import TransitionError
from linli.notifications import actions as notifications
from linli.notifications import queries as messages
from linli.notifications.addresses import BY_HAND
from linli.notifications.models import Delivery, Message
from linli.orders import actions, telling
from linli.orders.models import Order
from linli.orders.receipts import digits_of
from linli.orders.tasks import warn
from linli.orders.workflow import ORDER_WORKFLOW
from linli.residents.models import Person, Reach
from tests.conftest import MORNING
from tests.notifications.conftest import PHONE, SECRET
from tests.notifications.gateways import listening
from tests.orders.test_pages import press
from tests.people import SINCE, person


@pytest.fixture
def gateway(settings):
    with listening() as made:
        settings.SMS_URL, settings.SMS_SECRET = made.url, SECRET
        yield made


def inbox(place, who):
    outbox.follow_at_once()
    return [message.text for message in messages.inbox_of(place.actor(who)).order_by("created_at", "id")]


def told_in(place):
    """Names of those in whose inbox something lies."""
    return sorted(name for name in place.users if inbox(place, name))


def reach(place, **more):
    known = Person.objects.create(community=place.community, name="林小夜", phone=PHONE)
    return Reach.objects.create(community=place.community, person=known, **more)


def test_a_team_is_told_and_who_takes_it_needs_telling_nobody(place):
    order = place.order("dispatched")
    assert told_in(place) == ["ma", "zhou"]
    (text,) = inbox(place, "zhou")
    assert order.number in text
    assert "3月17日 18:00" in text

    place.take(order, "accept")
    assert Message.objects.count() == 2


def test_one_person_is_told(place):
    order = place.order("admitted")
    actions.dispatch(order, handler=place.users["qiu"], by=place.actor("clerk"), version=order.version)

    assert told_in(place) == ["qiu"]


def test_when_it_goes_to_another_the_former_is_no_longer_told(place):
    order = place.order("dispatched")
    actions.dispatch(order, handler=place.users["qiu"], by=place.actor("clerk"), version=order.version)

    assert told_in(place) == ["qiu"]


def test_a_team_message_is_one_statement_for_any_number_of_members(place):
    counts = []
    for more in (0, 30):
        for n in range(more):
            person(place, f"m{n}", "member", team=place.team)
        order = place.order("admitted")
        with CaptureQueriesContext(connection) as asked:
            place.take(order, "dispatch")
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert Message.objects.count() == 2 + 32


def test_what_comes_back_is_told_to_the_desk(place):
    order = place.order("accepted")
    place.take(order, "send_back")
    assert told_in(place) == ["clerk", "secretary"]

    other = place.order("resolved")
    Message.objects.all().delete()
    place.take(other, "reopen")
    assert told_in(place) == ["clerk", "secretary"]
    assert "没解决" in inbox(place, "clerk")[0]


def test_who_acts_for_the_desk_is_told_too(place):
    posting = Posting.objects.get(user=place.users["clerk"])
    Delegation.objects.create(
        community=place.community, posting=posting, to=place.users["qiu"],
        valid_from=clock.today(), valid_to=clock.today(),
    )  # fmt: skip
    User.objects.filter(pk=place.users["secretary"].pk).update(is_active=False)
    order = place.order()

    assert {user.name for user in telling.desk_of(order)} == {"clerk", "qiu"}


def test_the_requester_is_rung_when_it_is_done_and_again_only_when_it_is_done_again(place):
    order = place.order("resolved", contact_phone=PHONE, contact_name="林小夜")
    first = Delivery.objects.get()
    assert (first.channel, first.value, first.name, first.done_by) == (
        "call",
        PHONE,
        "林小夜",
        place.users["zhou"],
    )

    for verb, taker in (("reopen", "zhou"), ("dispatch", "zhou"), ("accept", "ma"), ("resolve", "ma")):
        place.take(order, verb, taker=taker)
    first.refresh_from_db()
    assert first.status == "dropped"
    assert Delivery.objects.count() == 2


@pytest.mark.parametrize("status", ["resolved", "declined"])
def test_a_text_message_where_the_installation_can_send_one(place, gateway, status):
    order = place.order(status, contact_phone=PHONE)
    drain()

    (sent,) = gateway.documents
    assert sent["to"] == PHONE
    assert f"/nanmen/t/{order.code} " in sent["text"]
    assert f"{order.code[:3]}-{order.code[3:]}" in sent["text"]
    assert len(sent["text"]) <= 300


def test_a_landline_is_rung_even_then(place, gateway):
    place.order("resolved", contact_phone="05974820016")

    assert Delivery.objects.get().channel == "call"


@pytest.mark.parametrize("way", [None, "call", "text", "paper", "visit"])
@pytest.mark.parametrize("status", ["resolved", "declined"])
def test_what_staff_carry_holds_no_code_no_name_no_door(place, status, way):
    if way:
        reach(place, channel=way)
    order = place.order(
        status,
        text="12栋502林小夜家漏水",
        contact_phone=PHONE,
        contact_name="林小夜",
        building=place.buildings[0],
    )
    row = Delivery.objects.get()

    assert row.channel in BY_HAND
    for word in (order.code, order.code[:3] + "-" + order.code[3:], "林小夜", "502", "栋", PHONE, "zhou"):
        assert word not in row.text + row.spoken
    assert "/t/" not in row.text


@pytest.mark.parametrize("status", ["resolved", "declined"])
def test_a_text_message_names_nobody_and_no_door(place, gateway, status):
    place.order(
        status,
        text="12栋502林小夜家漏水",
        contact_phone=PHONE,
        contact_name="林小夜",
        building=place.buildings[0],
    )
    drain()

    for word in ("林小夜", "502", "栋", PHONE, "zhou"):
        assert word not in gateway.documents[0]["text"]


def test_no_message_threatens_counts_or_asks_to_forward(place):
    for status in ("dispatched", "resolved", "declined"):
        place.order(status, contact_phone=PHONE)
    order = place.order("accepted")
    for moment in (order.due_at - dt.timedelta(hours=3), order.due_at):
        with clock.at(moment):
            warn()
    texts = [row.text for model in (Message, Delivery) for row in model.objects.all()]

    assert len(texts) > 5
    for text in texts:
        for word in ("转发", "通报", "考核", "扣", "否则", "后果", "逾期", "超期", "第", "排", "必须"):
            assert word not in text
        assert len(text) <= 300


def test_hours_language_and_reading_aloud_come_along(place, gateway):
    reach(place, channel="text", from_hour=18, to_hour=24, language="粤语", read_aloud=True)
    place.order("resolved", contact_phone=PHONE)
    row = Delivery.objects.get()

    assert (row.channel, row.from_hour, row.to_hour) == ("call", 18, 24)
    assert row.note == "要念给本人听、粤语"


def test_without_a_telephone_nobody_rings_and_the_page_says_so(place):
    order, client = place.order("accepted"), Client()
    client.post("/nanmen/t/", {"code": order.code, "digits": digits_of(order)})
    page = client.get(f"/nanmen/t/{order.code}").content.decode()
    place.take(order, "resolve")

    assert "您没留电话" in page
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("status", "verb"), [("resolved", "confirm"), ("resolved", "reopen"), ("confirmed", "close")]
)
def test_who_has_answered_is_not_rung_any_more(place, status, verb):
    order = place.order(status, contact_phone=PHONE)
    place.take(order, verb)

    assert not Delivery.objects.filter(ended_at__isnull=True).exists()


def test_who_withdraws_leaves_nothing_to_be_told(place):
    order = place.order("dispatched", contact_phone=PHONE)
    place.take(order, "withdraw")

    assert told_in(place) == []


def test_a_refused_verb_tells_nobody(place):
    order = place.order("dispatched", contact_phone=PHONE)
    before = (Message.objects.count(), Delivery.objects.count())
    for verb in ("resolve", "confirm", "close", "decline"):
        with pytest.raises(TransitionError):
            place.take(order, verb)

    assert (Message.objects.count(), Delivery.objects.count()) == before
    assert told_in(place) == ["ma", "zhou"]


def test_a_double_press_tells_once(place, enter):
    order, client = place.order("accepted", contact_phone=PHONE), enter(place.users["zhou"])
    form = {"act_id": str(uuid.uuid4()), "version": order.version, "answer": "装好了"}
    for _ in range(2):
        client.post(f"/serve/nanmen/orders/{order.number}/resolve", form)
        drain()

    assert Delivery.objects.count() == 1


def test_from_the_work_done_to_the_call_made(place, enter):
    """办结 > 要告诉居民的事 > 告诉了 > gone."""
    order = place.order("accepted", contact_phone=PHONE)
    press(enter(place.users["zhou"]), order, "resolve", room="serve", answer="装好了")
    outbox.follow_at_once()
    clerk, telling_page = enter(place.users["clerk"]), "/desk/nanmen/telling/"
    assert PHONE in clerk.get(telling_page).content.decode()
    assert enter(place.users["zhou"]).get(telling_page).status_code == 403

    row = Delivery.objects.get()
    clerk.post(f"{telling_page}{row.pk}/tell", {"act_id": str(uuid.uuid4()), "version": row.version})
    assert PHONE not in clerk.get(telling_page).content.decode()
    assert Order.objects.get().status == "resolved"


def test_a_clerk_who_did_the_work_does_not_ask_about_it(place, enter):
    clerk = place.actor("clerk")
    order = place.order("admitted", contact_phone=PHONE)
    actions.dispatch(order, handler=place.users["clerk"], by=clerk, version=order.version)
    actions.accept(order, by=clerk, version=order.version)
    actions.resolve(order, answer="好了", by=clerk, version=order.version)
    outbox.follow_at_once()

    assert PHONE not in enter(place.users["clerk"]).get("/desk/nanmen/telling/").content.decode()
    assert PHONE in enter(place.users["secretary"]).get("/desk/nanmen/telling/").content.decode()


@pytest.mark.parametrize("times", [1, 3])
def test_before_the_deadline_and_at_it_who_has_it_is_told_once(place, times):
    order = place.order("accepted")
    Message.objects.all().delete()
    for moment, wanted in (
        (order.due_at - dt.timedelta(hours=25), 0),
        (order.due_at - dt.timedelta(hours=24), 1),
        (order.due_at - dt.timedelta(hours=1), 1),
        (order.due_at, 2),
        (order.due_at + dt.timedelta(days=6), 2),
    ):
        with clock.at(moment):
            for _ in range(times):
                warn()
        assert Message.objects.count() == wanted

    assert told_in(place) == ["zhou"]
    assert "说好的时间（3月17日 18:00）到了" in inbox(place, "zhou")[1]


@pytest.mark.parametrize("status", ["submitted", "admitted", "dispatched"])
def test_the_desk_is_told_where_nobody_has_it(place, status):
    order = place.order(status)
    Message.objects.all().delete()
    with clock.at(order.due_at):
        warn()

    assert told_in(place) == ["clerk", "secretary"]


@pytest.mark.parametrize("status", ["resolved", "closed", "withdrawn", "declined"])
def test_of_what_is_done_nobody_is_warned(place, status):
    order = place.order(status)
    Message.objects.all().delete()
    with clock.at(order.due_at):
        warn()

    assert not Message.objects.exists()


def test_who_gets_it_after_the_warning_is_warned_too(place):
    order = place.order("accepted")
    soon = order.due_at - dt.timedelta(hours=2)
    with clock.at(soon):
        warn()
        place.take(order, "send_back")
        actions.dispatch(order, handler=place.users["qiu"], by=place.actor("clerk"), version=order.version)
        outbox.follow_at_once()
        warn()

    assert any("到期" in text for text in inbox(place, "qiu"))


def test_warning_asks_the_same_for_what_was_told_already(place):
    for _ in range(5):
        order = place.order("accepted")
    with clock.at(order.due_at):
        warn()
        with CaptureQueriesContext(connection) as asked:
            warn()

    assert len(asked) <= 3


def test_the_staff_group_hears_number_and_kind_only(place):
    robot = "https://oapi.dingtalk.com/robot/send?access_token=1"
    notifications.set_robot(place.community, url=robot, by=place.actor("secretary"))
    order = place.order(
        "resolved", text="12栋502林小夜家漏水", contact_phone=PHONE, building=place.buildings[0]
    )
    place.take(order, "reopen")
    texts = [row.text for row in Delivery.objects.filter(channel="robot").order_by("created_at", "id")]

    assert len(texts) == 2
    for text in texts:
        assert order.number in text
        for word in ("502", "林小夜", "栋", "漏水", PHONE, "zhou", order.code):
            assert word not in text


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    verbs=st.lists(st.sampled_from([verb for verb in ORDER_WORKFLOW.moves if verb != "submit"]), max_size=12)
)
def test_whatever_happens_nothing_waits_twice_about_one_order(place, verbs):
    order = place.submit(contact_phone=PHONE)
    for verb in verbs:
        try:
            with transaction.atomic():
                place.take(order, verb)
        except (DomainError, IntegrityError):
            order.refresh_from_db()

    about = {"subject_id": order.pk, "ended_at__isnull": True}
    waiting = Delivery.objects.filter(**about)
    assert waiting.count() <= 1
    asked = {"orders.resolve", "orders.decline", "orders.ask"} & set(waiting.values_list("code", flat=True))
    assert not asked or order.status in {"resolved", "declined", "waiting"}
    messages_by_user = list(Message.objects.filter(**about).values_list("user_id", flat=True))
    assert len(messages_by_user) == len(set(messages_by_user))
    if order.status in {"closed", "withdrawn", "confirmed", "declined", "resolved"}:
        assert not messages_by_user


def test_grid_of_the_desk(place):
    """A clerk of one grid hears of the orders of that grid."""
    person(place, "lin", "clerk", place_id=place.grids[0].pk)
    inside = next(b for b in place.buildings if b.grid_id == place.grids[0].pk)
    outside = next(b for b in place.buildings if b.grid_id == place.grids[1].pk)

    assert "lin" in {user.name for user in telling.desk_of(place.order(building=inside))}
    assert "lin" not in {user.name for user in telling.desk_of(place.order(building=outside))}
    assert MORNING.date() > SINCE
