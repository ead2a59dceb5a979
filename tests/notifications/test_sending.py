"""The worker sends: signed, once, in the person's hours, with tries that grow apart, and nothing personal in a log."""

import base64
import contextvars
import datetime as dt
import hashlib
import hmac
import json
import logging
import smtplib
import threading
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django_tasks_db.models import DBTaskResult

from config.settings import gateway as read_gateway
from config.settings import mail_server
from linli.core import clock, tasks
from linli.core.audit import AuditEntry
from linli.core.outbox import silent
from linli.core.worker import drain
from linli.notifications import actions, sending
from linli.notifications.addresses import Address, Channel, Event
from linli.notifications.channels import robots, web
from linli.notifications.channels.mail import send as send_mail
from linli.notifications.channels.outcomes import NotNow, Refused, judge
from linli.notifications.hours import Hours
from linli.notifications.models import Delivery, Robot
from linli.notifications.silence import by_hand_only
from linli.notifications.tasks import send_due
from tests.conftest import MORNING
from tests.notifications.conftest import PHONE, SECRET


def test_a_text_message_goes_out_signed_and_once(place, say, gateway):
    row = say("sms", "call")
    drain()
    drain()
    send_due()

    (headers, body), document = gateway.got[0], gateway.documents[0]
    assert len(gateway.got) == 1
    assert document == {"id": str(row.pk), "to": PHONE, "text": "您反映的事办过了"}
    signed = f"{headers['X-Linli-Timestamp']}.{headers['X-Linli-Nonce']}.".encode() + body
    assert headers["X-Linli-Signature"] == hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
    assert int(headers["X-Linli-Timestamp"]) == int(MORNING.timestamp())
    row.refresh_from_db()
    assert (row.status, row.tries, row.ended_at) == ("sent", 1, MORNING)
    last = AuditEntry.objects.filter(subject_id=row.pk).last()
    assert (last.action, last.actor_id, last.actor_name) == ("notifications.send", None, "Linli")


def test_each_try_carries_another_nonce_and_the_same_id(place, say, gateway):
    gateway.answers = [500]
    say("sms")
    drain()
    with clock.at(MORNING + dt.timedelta(minutes=2)):
        send_due()

    assert len({headers["X-Linli-Nonce"] for headers, _body in gateway.got}) == 2
    assert len({document["id"] for document in gateway.documents}) == 1


@pytest.mark.parametrize("status", [500, 502, 503, 429, 408])
def test_a_gateway_in_trouble_is_asked_again_after_growing_waits_and_then_staff_ring(
    place, say, gateway, status
):
    gateway.answers = [status] * 5
    row, moment, waits = say("sms", "call", text="编号 K7P-4M2", spoken="凭回执看"), MORNING, []
    drain()
    for _ in range(4):
        row.refresh_from_db()
        assert row.status == "waiting"
        waits.append((row.not_before - moment) // dt.timedelta(minutes=1))
        moment = row.not_before
        with clock.at(moment - dt.timedelta(seconds=1)):
            send_due()
        with clock.at(moment):
            send_due()

    row.refresh_from_db()
    call = Delivery.objects.get(channel="call")
    assert (waits, len(gateway.got), row.status) == ([1, 6, 36, 120], 5, "failed")
    assert (call.value, call.text, call.status) == (PHONE, "凭回执看", "waiting")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 302])
def test_a_refusal_is_not_repeated_and_staff_ring(place, say, gateway, status):
    gateway.answers = [status]
    row = say("sms", "call")
    drain()
    send_due()

    row.refresh_from_db()
    assert (len(gateway.got), row.status) == (1, "failed")
    assert Delivery.objects.get(channel="call").status == "waiting"


def test_silence_and_a_closed_door_are_waited_for(place, say, gateway, monkeypatch, settings):
    monkeypatch.setattr(web, "TIMEOUT", 0.2)
    gateway.answers = [0]
    slow = say("sms")
    drain()
    settings.SMS_URL = "http://127.0.0.1:1/nobody"
    closed = say("sms", turn=2)
    drain()

    for row in (slow, closed):
        row.refresh_from_db()
        assert (row.status, row.tries, row.taken_until) == ("waiting", 1, None)


def test_no_network_call_is_made_inside_a_transaction(place, say, gateway, monkeypatch):
    """The tests live in one; so what is looked at is whether sending opened another."""
    depths, post = [], web.post
    monkeypatch.setattr(
        web, "post", lambda *args: (depths.append(len(connection.savepoint_ids)), post(*args))[1]
    )
    row = say("sms")
    before = len(connection.savepoint_ids)
    sending.attempt(row.pk)

    assert depths == [before]


def test_a_message_to_a_telephone_waits_for_the_morning_or_the_persons_own_hours(place, say, gateway):
    with clock.at(MORNING.replace(hour=22)):
        usual = say("sms")
        evening = say(Address(Channel.SMS, PHONE, hours=Hours(21, 24)), turn=2)
        drain()
    assert [document["id"] for document in gateway.documents] == [str(evening.pk)]

    morning = MORNING + dt.timedelta(days=1)
    with clock.at(morning.replace(hour=7, minute=59)):
        send_due()
    assert len(gateway.got) == 1
    with clock.at(morning.replace(hour=8)):
        send_due()
    assert gateway.documents[1]["id"] == str(usual.pk)


def test_what_lay_in_the_queue_until_the_quiet_hours_waits_for_the_next_day(place, say, gateway):
    row = say("sms")
    with clock.at(MORNING.replace(hour=20)):
        drain()
    row.refresh_from_db()

    assert not gateway.got
    assert row.not_before == MORNING.replace(hour=8) + dt.timedelta(days=1)


def test_what_was_dropped_is_not_sent(place, say, gateway):
    row = say("sms")
    actions.overtake(place.team, by=place.actor("clerk"))
    drain()

    row.refresh_from_db()
    assert (row.status, gateway.got) == ("dropped", [])


def test_what_a_worker_has_in_its_hands_is_neither_dropped_nor_taken_by_another(place, say, gateway):
    row = say("sms")
    taken = sending.take(row.pk)
    actions.overtake(place.team, by=place.actor("clerk"))

    assert sending.take(row.pk) is None
    row.refresh_from_db()
    assert row.status == "waiting"
    actions.send(taken, by=place.actor("clerk"))


def test_a_worker_that_died_with_it_leaves_it_to_another(place, say, gateway):
    row = say("sms")
    sending.take(row.pk)  # and never comes back
    with clock.at(MORNING + sending.HELD + dt.timedelta(seconds=1)):
        send_due()

    row.refresh_from_db()
    assert (len(gateway.got), row.status, row.tries) == (1, "sent", 2)


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_at_once_one_sends(place, say, gateway):
    rows = [say("sms", turn=n) for n in range(3)]
    start = threading.Barrier(6)

    def work():
        start.wait()
        for row in rows:
            sending.attempt(row.pk)
        connection.close()

    threads = [threading.Thread(target=contextvars.copy_context().run, args=(work,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(document["id"] for document in gateway.documents) == sorted(str(row.pk) for row in rows)
    assert set(Delivery.objects.values_list("status", "tries")) == {("sent", 1)}
    assert AuditEntry.objects.filter(action="notifications.send").count() == 3


def test_a_gateway_that_is_away_is_asked_once_a_minute_and_not_for_each_message(place, say, gateway):
    with clock.at(MORNING.replace(hour=22)):
        for n in range(5):
            say("sms", turn=n)
    gateway.answers = [503]
    with clock.at(MORNING + dt.timedelta(days=1)):
        send_due()
        assert len(gateway.got) == 1
        send_due()

    assert len(gateway.got) == 5  # the one that was refused waits for its own minute


@pytest.mark.django_db(transaction=True)
def test_what_many_say_at_once_is_told_once(place, say):
    start, made = threading.Barrier(6), []

    def tell():
        start.wait()
        made.append(say("call").pk)
        connection.close()

    threads = [threading.Thread(target=contextvars.copy_context().run, args=(tell,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(made) == 6
    assert set(made) == {Delivery.objects.get().pk}
    assert AuditEntry.objects.filter(action="notifications.notify").count() == 1


def test_neither_log_nor_queue_names_the_person(place, say, gateway, caplog, settings):
    caplog.set_level(logging.DEBUG)
    gateway.answers = [500, 400]
    say(Address(Channel.SMS, PHONE, "林小夜"), text="编号 K7P-4M2", spoken="凭回执看")
    say(Address(Channel.SMS, PHONE, "林小夜"), turn=2)
    drain()
    settings.SMS_URL = f"http://127.0.0.1:1/{PHONE}"
    say(Address(Channel.SMS, PHONE), turn=3)
    drain()

    queued = repr(list(DBTaskResult.objects.values()))
    assert "notifications.send" in queued
    assert "later again" in caplog.text
    assert "given up" in caplog.text
    for word in (PHONE, "林小夜", "K7P", "办过了"):
        assert word not in queued
        assert word not in caplog.text


def test_sending_is_on_the_timetable():
    tasks.jobs()

    assert tasks.TIMETABLE["notifications.send_due"].step == dt.timedelta(minutes=1)


@pytest.mark.parametrize(
    ("status", "outcome"), [(199, Refused), (301, Refused), (404, Refused), (425, NotNow), (599, NotNow)]
)
def test_what_a_status_means(status, outcome):
    with pytest.raises(outcome):
        judge(status)


def test_an_email_goes_through_the_mail_server(place, say, settings):
    settings.EMAIL_URL = "smtps://linli:x@mail.example.org?from=linli@example.org"
    row = say(Address(Channel.EMAIL, "lin@example.org"))
    drain()

    row.refresh_from_db()
    assert row.status == "sent"
    assert [(m.to, m.body, m.subject) for m in mail.outbox] == [
        (["lin@example.org"], "您反映的事办过了", place.community.name)
    ]


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (smtplib.SMTPRecipientsRefused({"lin@example.org": (550, b"no")}), Refused),
        (smtplib.SMTPDataError(554, b"lin@example.org is spam"), Refused),
        (smtplib.SMTPDataError(451, b"lin@example.org later"), NotNow),
        (smtplib.SMTPServerDisconnected("lin@example.org"), NotNow),
        (ConnectionRefusedError("lin@example.org"), NotNow),
    ],
)
def test_what_a_mail_server_says_is_judged_and_names_nobody(place, settings, error, outcome):
    settings.EMAIL_BACKEND = f"{__name__}.Failing"
    Failing.error = error
    row = Delivery(community=place.community, channel="email", value="lin@example.org", text="好")

    with pytest.raises(outcome) as told:
        send_mail(row)
    assert "lin@" not in str(told.value)


class Failing:
    """A mail server's fault, as Django's backend raises it."""

    error: Exception

    def __init__(self, **_options):
        pass

    def send_messages(self, _messages):
        raise self.error


WECOM = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1"
DINGTALK = "https://oapi.dingtalk.com/robot/send?access_token=1"
FEISHU = "https://open.feishu.cn/open-apis/bot/v2/hook/1"


@pytest.mark.parametrize(
    "url",
    [
        "http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1",
        "https://qyapi.weixin.qq.com.example.org/cgi-bin/webhook/send?key=1",
        "https://qyapi.weixin.qq.com@example.org/cgi-bin/webhook/send",
        "https://qyapi.weixin.qq.com:99/cgi-bin/webhook/send",
        "https://open.feishu.cn/other",
        "file:///etc/passwd",
        "https://127.0.0.1/robot/send",
        "",
    ],
)
def test_only_the_three_makers_are_known(url):
    assert robots.kind_of(url) == ""


def test_each_maker_gets_its_own_document():
    assert robots.request_of(WECOM, "", "好") == (WECOM, {"msgtype": "text", "text": {"content": "好"}})
    url, document = robots.request_of(DINGTALK, "s", "好")
    asked = parse_qs(urlsplit(url).query)
    moment = asked["timestamp"][0]
    assert document == {"msgtype": "text", "text": {"content": "好"}}
    wanted = hmac.new(b"s", f"{moment}\ns".encode(), hashlib.sha256).digest()
    assert base64.b64decode(asked["sign"][0]) == wanted
    url, document = robots.request_of(FEISHU, "s", "好")
    wanted = hmac.new(f"{document['timestamp']}\ns".encode(), b"", hashlib.sha256).digest()
    assert (url, document["msg_type"], document["content"]) == (FEISHU, "text", {"text": "好"})
    assert base64.b64decode(document["sign"]) == wanted
    assert "sign" not in robots.request_of(FEISHU, "", "好")[1]


@pytest.mark.parametrize("answer", [b"", b"<html>", b"[]", b'{"errcode":93000}', b'{"code":19024}', b"{}"])
def test_a_robot_that_did_not_say_yes_did_not_take_it(answer):
    with pytest.raises(NotNow):
        robots.judge_answer(answer)


@pytest.mark.parametrize("answer", [{"errcode": 0, "errmsg": "ok"}, {"code": 0}])
def test_a_robot_that_says_yes_took_it(answer):
    robots.judge_answer(json.dumps(answer).encode())


def test_a_robot_is_told_only_where_there_is_one_and_fails_when_it_is_gone(place):
    event, by = Event.of("tests.happened", place.team, 1), place.actor("secretary")
    assert actions.overtake(place.team, by=by) is None
    assert actions.notify_robot(None, event, text="好", by=by) is None

    robot = actions.set_robot(place.community, url=WECOM, by=by)
    for quiet in (by_hand_only, silent):
        with quiet():
            assert actions.notify_robot(robot.pk, event, text="好", by=by) is None
    row = actions.notify_robot(actions.overtake(place.team, by=by), event, text="好", by=by)
    actions.remove_robot(robot, by=by)
    drain()

    row.refresh_from_db()
    assert row.status == "failed"
    assert not Robot.objects.exists()
    assert not Delivery.objects.filter(channel="call").exists()


def test_the_address_of_a_mail_server():
    read = mail_server("smtps://a%40example.org:p%2Fw@mail.example.org")
    assert (read["EMAIL_HOST"], read["EMAIL_PORT"], read["EMAIL_USE_SSL"]) == ("mail.example.org", 465, True)
    assert (read["DEFAULT_FROM_EMAIL"], read["EMAIL_HOST_PASSWORD"]) == ("a@example.org", "p/w")
    assert mail_server("smtp://u:p@mail.example.org?from=b@example.org")["EMAIL_PORT"] == 587
    assert mail_server("")["EMAIL_BACKEND"].endswith("dummy.EmailBackend")


@pytest.mark.parametrize("url", ["mail.example.org", "http://a@b", "smtp://u:p@mail.example.org", "smtp://"])
def test_a_mail_server_that_cannot_be_read_does_not_start(url):
    with pytest.raises(ImproperlyConfigured):
        mail_server(url)


@pytest.mark.parametrize(
    ("url", "secret"),
    [("http://example.org", SECRET), ("ftp://example.org", SECRET), ("https://example.org", "short")],
)
def test_a_gateway_without_protection_does_not_start(url, secret):
    with pytest.raises(ImproperlyConfigured):
        read_gateway(url, secret)
