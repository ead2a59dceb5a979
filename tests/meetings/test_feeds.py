"""Calendar feeds: who reads what by a secret address, and that it ends."""

import html
import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from linli.core.audit import AuditEntry
from linli.meetings import actions
from linli.meetings.models import CalendarFeed
from linli.residents.models import Person
from tests.meetings.meeting import NAMES, branch, convened, party_worker
from tests.orders.test_pages import queries_of


def url(place, name, *rest):
    return reverse(f"meetings:{name}", args=[place.community.slug, *rest])


def press(client, path, press="make", **more):
    return client.post(path, {"act_id": str(uuid.uuid4()), "press": press, **more})


def address_in(answer) -> str:
    (found,) = set(re.findall(r"https?://[^\s\"<]+\.ics", html.unescape(answer.content.decode())))
    return found.removeprefix("http://testserver").removeprefix("https://testserver")


def events_at(path):
    answer = Client().get(path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


@pytest.fixture
def member(place):
    """尹向晚 of the branch logs in as zhou."""
    one = branch(place)
    Person.objects.filter(name=NAMES[-1]).update(user=place.users["zhou"])
    convened(place, one)
    return one


def test_a_member_reads_the_own_meetings_and_no_names(place, enter, member):
    convened(place, branch(place, "第二支部", members=("旁人甲", "旁人乙", "旁人丙")), title="别的支部的会")
    path = address_in(press(enter(place.users["zhou"]), url(place, "subscribe_own")))
    (event,) = events_at(path)

    assert str(event["SUMMARY"]) == "一季度支部党员大会"
    assert str(event["LOCATION"]) == "社区二楼会议室"
    body = Client().get(path).content.decode().replace("\r\n ", "")
    assert [name for name in NAMES if name in body] == []
    assert "讨论决定事项" not in body


def test_a_change_and_a_cancelled_meeting_reach_the_calendar(place, enter, member):
    path = address_in(press(enter(place.users["zhou"]), url(place, "subscribe_own")))
    meeting = member.meetings.get()
    (before,) = events_at(path)
    actions.cancel_meeting(meeting, note="改期", by=place.actor("secretary"), version=meeting.version)
    (after,) = events_at(path)

    assert before["UID"] == after["UID"]
    assert (str(before["STATUS"]), str(after["STATUS"])) == ("CONFIRMED", "CANCELLED")
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_a_new_address_ends_the_old_one_and_both_end_with_a_press(place, enter, member):
    client = enter(place.users["zhou"])
    first = address_in(press(client, url(place, "subscribe_own")))
    second = address_in(press(client, url(place, "subscribe_own")))

    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    press(client, url(place, "subscribe_own"), "end")
    assert Client().get(second).status_code == 404
    assert list(AuditEntry.objects.filter(action__endswith="subscribe").values_list("action", flat=True)) == [
        "meetings.subscribe", "meetings.subscribe", "meetings.unsubscribe",
    ]  # fmt: skip


def test_the_address_is_kept_nowhere_and_a_double_press_makes_one(place, enter, member):
    client, key = enter(place.users["zhou"]), str(uuid.uuid4())
    made = address_in(client.post(url(place, "subscribe_own"), {"act_id": key, "press": "make"}))
    again = client.post(url(place, "subscribe_own"), {"act_id": key, "press": "make"})

    assert ".ics" not in again.content.decode()
    assert CalendarFeed.objects.count() == 1
    secret = made.rsplit("/", 1)[1].removesuffix(".ics")
    assert secret not in str(CalendarFeed.objects.values_list())
    assert ".ics" not in client.get(url(place, "subscribe_own")).content.decode()


def test_who_may_not_log_in_any_more_reads_nothing(place, enter, member):
    path = address_in(press(enter(place.users["zhou"]), url(place, "subscribe_own")))
    place.users["zhou"].is_active = False
    place.users["zhou"].save()
    assert Client().get(path).status_code == 404


def test_an_organisation_has_one_that_its_workers_make(place, enter, member):
    party_worker(place, member)
    path = address_in(press(enter(place.users["dangwu"]), url(place, "subscribe", member.pk)))
    assert len(events_at(path)) == 1

    other = branch(place, "第二支部", members=("旁人甲",))
    assert press(enter(place.users["dangwu"]), url(place, "subscribe", other.pk)).status_code == 404
    assert press(enter(place.users["clerk"]), url(place, "subscribe", member.pk)).status_code == 403


def test_another_community_does_not_open_it(place, other_place, enter, member):
    path = address_in(press(enter(place.users["zhou"]), url(place, "subscribe_own")))
    assert Client().get(path.replace("/nanmen/", "/yongxinlu/")).status_code == 404
    assert Client().get("/nanmen/calendar/nothing.ics").status_code == 404


@pytest.mark.parametrize("many", [2, 20])
def test_a_calendar_asks_twice_whatever_it_shows(place, enter, member, many):
    for n in range(many):
        convened(place, member, title=f"会 {n}")
    path = address_in(press(enter(place.users["zhou"]), url(place, "subscribe_own")))
    assert len(queries_of(lambda: Client().get(path))) <= 4
    assert len(events_at(path)) == many + 1
