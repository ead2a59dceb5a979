"""Announcements: who tells, who reads, how long, and what hangs at which door."""

import datetime as dt
import io
import uuid

import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from linli.core import clock
from linli.core.audit import AuditEntry
from linli.core.errors import DomainError
from linli.core.records import write_down
from linli.disclosure import actions
from linli.disclosure.group_message import LIMIT, group_message
from linli.disclosure.models import Announcement
from linli.papers.printing.models import PrintJob
from linli.places.models import Building
from linli.residents.models import Person
from tests.people import SINCE

DESK = "/desk/nanmen/announcements/"


def publish(place, **more) -> Announcement:
    today = clock.today()
    asked = {
        "title": "周四停水", "text": "换水表。", "since": today, "until": today + dt.timedelta(days=2), "signed": "南门社区",
        "telephone": "0597-4820016",
    }  # fmt: skip
    return actions.publish(place.community, by=place.actor("clerk"), **{**asked, **more})


def typed(**more) -> dict:
    day = clock.today().isoformat()
    form = {"title": "周四停水", "text": "换水表。", "since": day, "until": day, "signed": "南门社区"}
    return {"act_id": str(uuid.uuid4()), **form, **more}


def test_a_double_press_is_one_announcement(place, enter):
    client, form = enter(place.users["clerk"]), typed(places=[str(place.buildings[1].pk)])
    answers = [client.post(f"{DESK}publish", form) for _ in range(2)]
    row = Announcement.objects.get()

    assert {answer.url for answer in answers} == {f"{DESK}{row.code}"}
    assert [one.building for one in row.places.all()] == [place.buildings[1]]


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", ""), ("title", "长" * 41), ("text", "长" * 601), ("until", "2020-01-01"), ("places", "x")],
)
def test_a_wrong_announcement_is_told_and_not_published(place, enter, field, value):
    assert enter(place.users["clerk"]).post(f"{DESK}publish", typed(**{field: value})).status_code == 422
    assert not Announcement.objects.exists()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("请联系江晚晴", "居民姓名“江晚晴”"),
        ("电话 139 0000 6021", "手机号“139 0000 6021”"),
        ("身份证 11010519491231002X", "身份证号“11010519491231002X”"),
        ("漏水在3栋2单元501室", "门牌“3栋2单元501室”"),
    ],
)
def test_what_names_somebody_is_marked_and_needs_a_yes(place, enter, text, named):
    write_down(Person(community=place.community, name="江晚晴"), "residents.enter", by=place.actor("clerk"))
    client = enter(place.users["clerk"])
    page = client.post(f"{DESK}publish", typed(text=text))

    assert (page.status_code, Announcement.objects.count()) == (422, 0)
    assert named in page.content.decode().replace(" “", "“")
    assert client.post(f"{DESK}publish", typed(text=text, agreed="on")).status_code == 302


def test_everybody_reads_it_and_the_title_is_the_message(place):
    page = Client().get(f"/nanmen/announcements/{publish(place).code}").content.decode()

    assert "<title>周四停水</title>" in page
    assert "换水表。" in page
    assert "全社区" in page


@pytest.mark.parametrize(("days", "shown"), [(-1, False), (0, True), (2, True), (3, False)])
def test_it_stands_on_the_home_page_from_its_first_to_its_last_day(place, days, shown):
    publish(place)
    with clock.at(clock.now() + dt.timedelta(days=days)):
        assert ("周四停水" in Client().get("/nanmen/").content.decode()) == shown


def test_one_taken_down_leaves_the_home_page_and_says_so(place, enter):
    row, client = publish(place), enter(place.users["secretary"])
    form = {"act_id": str(uuid.uuid4())}
    for _ in range(2):
        assert client.post(f"{DESK}{row.code}/take_down", form).status_code == 302

    assert "周四停水" not in Client().get("/nanmen/").content.decode()
    assert "已经撤下" in Client().get(f"/nanmen/announcements/{row.code}").content.decode()
    assert AuditEntry.objects.filter(action="disclosure.take_down").count() == 1
    with pytest.raises(DomainError):
        actions.take_down(row, by=place.actor("clerk"))


@pytest.mark.parametrize(
    ("who", "sees", "publishes"),
    [("secretary", 200, 200), ("clerk", 200, 200), ("grid_worker", 200, 403), ("zhou", 403, 403)],
)
def test_the_grid_worker_sees_and_the_desk_publishes(place, enter, who, sees, publishes):
    row, client = publish(place), enter(place.users[who])

    assert client.get(DESK).status_code == client.get(f"{DESK}{row.code}").status_code == sees
    assert client.get(f"{DESK}publish").status_code == publishes
    assert client.get(f"{DESK}{row.code}/notices.pdf").status_code == publishes
    assert client.get(f"{DESK}{row.code}/poster.png").status_code == sees


def test_announcements_of_another_community_are_not_found(place, other_place, enter):
    code, client = publish(other_place).code, enter(place.users["clerk"])

    for path in (f"{DESK}{code}", f"{DESK}{code}/notices.pdf", f"/nanmen/announcements/{code}"):
        assert client.get(path).status_code == 404


def many_buildings(place) -> None:
    for n in range(4, 47):
        Building.objects.create(
            community=place.community, compound=place.buildings[0].compound, grid=place.grids[0],
            name=f"{n}栋", order=n, valid_from=SINCE,
        )  # fmt: skip


def test_a_notice_for_each_of_46_doors_in_the_order_of_a_round(place, enter):
    many_buildings(place)
    row = publish(place)
    answer = enter(place.users["clerk"]).get(f"{DESK}{row.code}/notices.pdf")
    found = [
        page.extract_text().replace(" ", "") for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages
    ]

    assert len(found) == 46
    for n, page in enumerate(found, start=1):
        assert f"青云首府{n}栋" in page
        assert "0597-4820016" in page


def test_only_the_doors_it_is_for_and_not_those_that_are_gone(place, enter):
    Building.objects.filter(pk=place.buildings[2].pk).update(valid_to=SINCE)
    everywhere, one = publish(place), publish(place, places=[place.buildings[1]])
    client = enter(place.users["clerk"])
    for row in (everywhere, one):
        for _ in range(2):
            form = {"act_id": str(uuid.uuid4()), "copies": "3"}
            assert client.post(f"{DESK}{row.code}/request_print", form).status_code == 302

    waiting = PrintJob.objects.order_by("origin_id", "place_order").values_list(
        "origin_id", "place", "copies"
    )
    assert sorted(waiting) == sorted(
        [(everywhere.pk, "青云首府 1栋", 3), (everywhere.pk, "青云首府 2栋", 3), (one.pk, "青云首府 2栋", 3)]
    )


def test_a_community_without_buildings_gets_one_notice(place, enter):
    Building.objects.update(valid_to=SINCE)
    answer = enter(place.users["clerk"]).get(f"{DESK}{publish(place).code}/notices.pdf")

    assert len(pypdf.PdfReader(io.BytesIO(answer.content)).pages) == 1


def test_the_group_message_stands_on_the_page(place, enter):
    row = publish(place, text="换水表。" * 100)
    page = enter(place.users["clerk"]).get(f"{DESK}{row.code}").content.decode()

    assert "【周四停水】" in page
    assert f"http://testserver/nanmen/announcements/{row.code}</textarea>" in page


@given(st.text(max_size=40), st.text(max_size=600), st.lists(st.text(max_size=40), max_size=3))
def test_a_group_message_is_never_longer_than_300_and_keeps_its_link(title, text, lines):
    said = group_message(
        title=title, text=text, lines=lines, address="https://example.org/a/announcements/K7P4M2"
    )

    assert len(said) <= LIMIT
    assert said.endswith("https://example.org/a/announcements/K7P4M2")


@pytest.mark.parametrize("path", ["/nanmen/", DESK, "{code}"])
def test_pages_ask_as_much_for_many_as_for_one(place, enter, path):
    client, counts = enter(place.users["clerk"]), []
    row = publish(place)
    client.get(DESK), client.get("/nanmen/")  # the community and its division are kept for a while
    for more in (0, 30):
        for _ in range(more):
            publish(place)
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{DESK}{row.code}" if path == "{code}" else path)
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 7
