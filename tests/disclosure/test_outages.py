"""Outages and safety: told by place, replaced by their newer state, gone by themselves when they are over (N-6)."""

import datetime as dt
import io
import re
import uuid

import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.core import clock, personal
from linli.core.audit import AuditEntry
from linli.core.errors import DomainError
from linli.core.records import write_down
from linli.disclosure import actions, queries
from linli.disclosure import personal as kept
from linli.disclosure.models import Announcement, Call
from linli.disclosure.outages import EVENTS, Kind
from linli.papers.printing.models import PrintJob
from linli.places.actions import register_dwelling, register_entrance
from linli.places.planning import propose
from linli.residents import actions as residents
from linli.residents.models import Person
from linli.residents.purposes import CARE_POWER, CARE_STAIRS
from tests.people import SINCE

DESK = "/desk/nanmen/announcements/"
HOUR = dt.timedelta(hours=1)


def outage(place, kind=Kind.WATER, *, last: int | None = 6, **more) -> Announcement:
    now = clock.now()
    asked = {
        "title": "停水",
        "text": "请备水。",
        "signed": "南门社区",
        "telephone": "0597-4820016",
        "begins_at": now,
    }
    asked["expected_end"] = now + last * HOUR if last else None
    return actions.publish(place.community, kind=kind, by=place.actor("clerk"), **{**asked, **more})


def newer(place, row, **more) -> Announcement:
    asked = {"title": row.title, "text": row.text, "signed": row.signed, "begins_at": row.begins_at}
    return actions.replace(row, by=place.actor("clerk"), **{**asked, **more})


def typed(**more) -> dict:
    form = {
        "title": "停水", "text": "请备水。", "signed": "南门社区", "begins_at": "2026-03-10T09:00",
        "expected_end": "2026-03-10T16:00",
    }  # fmt: skip
    return {"act_id": str(uuid.uuid4()), **form, **more}


def act(**more) -> dict:
    return {"act_id": str(uuid.uuid4()), **more}


def home() -> str:
    return Client().get("/nanmen/").content.decode()


def told(row) -> str:
    return Client().get(f"/nanmen/announcements/{row.code}", follow=True).content.decode()


def doors(place, building=None, names=("1单元", "2单元")):
    return [
        register_entrance(building or place.buildings[0], name=name, by=place.actor("clerk"))
        for name in names
    ]


def in_care(place, entrance, purpose=CARE_POWER, name="欧阳知秋", room="302") -> Person:
    clerk = place.actor("clerk")
    home = register_dwelling(entrance.building, entrance=entrance, room=room, floor=3, since=SINCE, by=clerk)
    who = residents.enter(
        place.community, name=name, phone="13900006021", dwelling=home, since=SINCE, by=clerk
    )
    residents.consent(who, purpose=purpose, channel="paper", guardian="江晚晴", by=clerk)
    return who


def test_from_the_kind_to_posters_text_and_calls(place, enter):
    """N-6: choose the kind and the places, press once; posters, text and call list are there."""
    propose(place.community, by=place.actor("clerk"))
    first, second = doors(place)
    in_care(place, first)
    client = enter(place.users["clerk"])
    page = client.get(f"{DESK}publish?kind=power")
    form = {
        field.name: field.value()
        for field in page.context["form"]
        if field.value() and field.name != "places"
    }
    shown = page.content.decode()
    assert 'value="停电"' in shown
    assert f'href="#place-{place.buildings[0].pk}"' in shown
    assert f'id="place-{second.pk}"' in shown

    form |= {
        "title": "停电",
        "text": "请关好电器。",
        "begins_at": "2026-03-10T09:00",
        "expected_end": "2026-03-10T16:00",
        "places": [str(place.buildings[0].pk)],
    }
    url = client.post(f"{DESK}publish?kind=power", form).url
    row = Announcement.objects.get()
    page = client.get(url).content.decode()
    pages = pypdf.PdfReader(io.BytesIO(client.get(f"{url}/notices.pdf").content)).pages

    assert "3月10日 9:00至16:00" in page
    assert "【停电】" in page
    assert "欧阳知秋" not in page
    assert ["1单元" in one.extract_text().replace(" ", "") for one in pages] == [True, False]
    assert "欧阳知秋" in client.get(f"{url}/calls").content.decode()
    read = told(row)
    assert re.search("<title>.*</title>", read)[0] == "<title>停电 · 3月10日 9:00至16:00</title>"


def test_a_double_press_is_one_outage(place, enter):
    client, form = enter(place.users["clerk"]), typed()
    urls = {client.post(f"{DESK}publish?kind=water", form).url for _ in range(2)}

    assert len(urls) == Announcement.objects.count() == 1


@pytest.mark.parametrize("kind", EVENTS)
def test_every_kind_has_its_words_and_can_be_over(place, enter, kind):
    client = enter(place.users["clerk"])
    form = client.get(f"{DESK}publish?kind={kind}").context["form"]
    row = outage(place, kind, title=str(form["title"].value()), text=str(form["text"].value()))
    over = client.get(f"{DESK}{row.code}/end").context["form"]["end_text"].value()
    assert client.post(f"{DESK}{row.code}/end", act(end_text=str(over))).status_code == 302

    assert str(over) in home()
    assert str(over) in told(row)


@pytest.mark.parametrize(
    "more",
    [
        {"begins_at": ""},
        {"begins_at": "gestern"},
        {"expected_end": "2026-03-10T08:00"},
        {"title": ""},
        {"places": ["x"]},
        {"places": [str(uuid.uuid4())]},
        {"text": "漏水在3栋2单元501室"},
    ],
)
def test_a_wrong_outage_is_told_and_not_published(place, enter, more):
    answer = enter(place.users["clerk"]).post(f"{DESK}publish?kind=water", typed(**more))

    assert (answer.status_code, Announcement.objects.count()) == (422, 0)


def test_places_of_another_community_are_refused(place, other_place, enter):
    foreign = register_entrance(other_place.buildings[0], name="1单元", by=other_place.actor("clerk"))
    for pk in (foreign.pk, other_place.buildings[0].pk):
        answer = enter(place.users["clerk"]).post(f"{DESK}publish?kind=water", typed(places=[str(pk)]))
        assert answer.status_code == 422


def test_a_whole_building_says_more_than_its_entrances(place, enter):
    (first, _second), house = doors(place), place.buildings[0]
    (alone,) = doors(place, place.buildings[1], ("4单元",))
    chosen = [str(house.pk), str(first.pk), str(alone.pk)]
    enter(place.users["clerk"]).post(f"{DESK}publish?kind=water", typed(places=chosen))
    row = Announcement.objects.get()

    assert queries.places_of(row) == [house, alone]
    assert [str(door) for door in queries.doors_of(row, queries.places_of(row))] == [
        "青云首府 1栋 1单元", "青云首府 1栋 2单元", "青云首府 2栋 4单元",
    ]  # fmt: skip


def test_an_update_replaces_and_never_adds(place, enter):
    old = outage(place, title="停水一", places=place.buildings[:1])
    client, form = enter(place.users["clerk"]), typed(title="停水二", expected_end="2026-03-10T20:00")
    page = client.get(f"{DESK}{old.code}/replace")
    assert page.context["form"]["title"].value() == "停水一"
    assert "checked" in page.content.decode()
    urls = {client.post(f"{DESK}{old.code}/replace", form).url for _ in range(2)}
    new = Announcement.objects.get(title="停水二")

    assert urls == {f"{DESK}{new.code}"}
    assert ("停水一" in home(), home().count("停水二")) == (False, 1)
    answer = Client().get(f"/nanmen/announcements/{old.code}")
    assert (answer.status_code, answer.url) == (302, f"/nanmen/announcements/{new.code}")
    assert "停水一" in told(old)  # among the older states
    assert "停水一" not in client.get(DESK).content.decode()
    assert "停水一" in client.get(urls.pop()).content.decode()


def test_the_newest_of_many_states_is_read_and_asks_no_more(place):
    first = row = outage(place)
    counts = []
    home()  # the community is kept for a while
    for _ in range(2):
        for n in range(4):
            row = newer(place, row, title=f"停水{n}")
        with CaptureQueriesContext(connection) as asked:
            Client().get(f"/nanmen/announcements/{row.code}")
        counts.append(len(asked))

    assert Client().get(f"/nanmen/announcements/{first.code}").url.endswith(row.code)
    assert {state.first_id for state in queries.states_of(row)} == {None, first.pk}
    assert len(queries.states_of(first)) == 9
    assert counts[0] == counts[1] <= 6
    assert home().count("/nanmen/announcements/") == 1


def test_of_two_who_update_at_once_one_is_told(place, enter):
    row, client = outage(place), enter(place.users["clerk"])
    newer(place, row, title="另一位更新的")
    late = client.post(f"{DESK}{row.code}/replace", typed(title="我的"))

    assert late.status_code == 409
    assert "我的" in late.content.decode()
    assert not Announcement.objects.filter(title="我的").exists()
    assert client.post(f"{DESK}{row.code}/end", act(end_text="来水了。")).status_code == 409


def test_what_is_over_says_so_for_some_hours_and_leaves_by_itself(place, enter):
    row, client = outage(place, last=6), enter(place.users["clerk"])
    with clock.at(clock.now() + 3 * HOUR):
        form = act(end_text="来水了。")
        for _ in range(2):
            assert client.post(f"{DESK}{row.code}/end", form).status_code == 302
        assert "来水了。" in home()
    for hours, shown in ((14, True), (16, False)):
        with clock.at(clock.now() + hours * HOUR):
            assert ("来水了。" in home()) == shown

    assert AuditEntry.objects.filter(action="disclosure.end").count() == 1
    assert "来水了。" in told(row)


@pytest.mark.parametrize(
    ("last", "hours", "shown"), [(6, 17, True), (6, 19, False), (None, 40, True), (None, 90, False)]
)
def test_an_outage_of_which_nobody_speaks_leaves_by_itself(place, last, hours, shown):
    outage(place, last=last)
    with clock.at(clock.now() + hours * HOUR):
        assert ("停水" in home()) == shown


def test_outages_stand_before_notices(place):
    outage(place)
    day = clock.today()
    actions.publish(
        place.community,
        title="开会",
        text="来。",
        since=day,
        until=day,
        signed="社区",
        by=place.actor("clerk"),
    )

    assert home().index("停水") < home().index("开会")


def test_what_names_somebody_is_not_said_at_the_end(place, enter):
    write_down(Person(community=place.community, name="江晚晴"), "residents.enter", by=place.actor("clerk"))
    row, client = outage(place, Kind.LOST), enter(place.users["clerk"])

    assert client.post(f"{DESK}{row.code}/end", act(end_text="江晚晴找到了")).status_code == 422
    assert client.post(f"{DESK}{row.code}/end", act(end_text="江晚晴找到了", agreed="on")).status_code == 302


def test_a_notice_has_no_end_and_no_newer_state(place, enter):
    day = clock.today()
    row = actions.publish(
        place.community,
        title="开会",
        text="来。",
        since=day,
        until=day,
        signed="社区",
        by=place.actor("clerk"),
    )
    client = enter(place.users["clerk"])
    for verb in ("end", "replace", "calls"):
        assert client.get(f"{DESK}{row.code}/{verb}").status_code == 404
    with pytest.raises(DomainError):
        actions.end(row, text="x", by=place.actor("clerk"))


def test_one_taken_down_is_neither_updated_nor_over(place):
    row = outage(place)
    actions.take_down(row, by=place.actor("clerk"))

    with pytest.raises(actions.OverAlready):
        newer(place, row)
    assert "停水" not in home()


@pytest.mark.parametrize(("kind", "purpose"), [(Kind.POWER, CARE_POWER), (Kind.LIFT, CARE_STAIRS)])
def test_only_who_agreed_to_exactly_that_and_lives_there_is_rung(place, enter, kind, purpose):
    first, second = doors(place)
    (far,) = doors(place, place.buildings[1], ("1单元",))
    other = CARE_STAIRS if purpose == CARE_POWER else CARE_POWER
    in_care(place, first, purpose, name="江晚晴")
    in_care(place, second, purpose, name="欧阳知秋")
    in_care(place, first, other, name="司马望舒", room="402")
    in_care(place, far, purpose, name="慕容听雨")
    client = enter(place.users["clerk"])

    def rung(*places) -> set[str]:
        page = client.get(f"{DESK}{outage(place, kind, places=places).code}/calls").content.decode()
        return {name for name in ("江晚晴", "欧阳知秋", "司马望舒", "慕容听雨") if name in page}

    assert rung() == {"江晚晴", "欧阳知秋", "慕容听雨"}
    assert rung(place.buildings[0]) == {"江晚晴", "欧阳知秋"}
    assert rung(second) == {"欧阳知秋"}
    assert rung(second, place.buildings[1]) == {"欧阳知秋", "慕容听雨"}
    assert rung(place.buildings[2]) == set()


def test_who_was_rung_is_written_down_once(place, enter):
    person, client = in_care(place, doors(place)[0]), enter(place.users["clerk"])
    row = outage(place, Kind.POWER)
    path, form = f"{DESK}{row.code}/calls/{person.pk}/ring", act()
    for _ in range(2):
        assert client.post(path, form).status_code == 302
    late = enter(place.users["secretary"]).post(path, act())
    page = client.get(f"{DESK}{row.code}/calls").content.decode()

    assert (Call.objects.count(), late.status_code) == (1, 409)
    assert "clerk" in late.content.decode()
    assert "我打过了" not in page
    assert AuditEntry.objects.filter(action="disclosure.ring").count() == 1


def test_an_update_asks_to_ring_anew_and_knows_the_call_before(place, enter):
    person = in_care(place, doors(place)[0])
    row = outage(place, Kind.POWER)
    actions.ring(row, person, by=place.actor("clerk"))
    page = enter(place.users["clerk"]).get(f"{DESK}{newer(place, row).code}/calls").content.decode()

    assert "9:00" in page
    assert "我打过了" in page


def test_nobody_who_is_not_on_the_list_is_rung_and_none_after_the_end(place, other_place, enter):
    first, _second = doors(place)
    person = in_care(place, first)
    stranger = residents.enter(place.community, name="江晚晴", by=place.actor("clerk"))
    foreign = in_care(other_place, doors(other_place)[0])
    row, client = outage(place, Kind.POWER), enter(place.users["clerk"])
    for who in (stranger, foreign):
        assert client.post(f"{DESK}{row.code}/calls/{who.pk}/ring", act()).status_code == 404
    assert client.post(f"{DESK}{row.code}/calls/{person.pk}/ring", {}).status_code == 409
    actions.end(row, text="来电了。", by=place.actor("clerk"))

    assert "欧阳知秋" not in client.get(f"{DESK}{row.code}/calls").content.decode()
    assert client.post(f"{DESK}{row.code}/calls/{person.pk}/ring", act()).status_code == 409
    assert not Call.objects.exists()


def test_calls_are_forgotten_thirty_days_after_the_end(place):
    person = in_care(place, doors(place)[0])
    ended, open_one = outage(place, Kind.POWER), outage(place, Kind.LIFT, last=24 * 60)
    for row in (ended, open_one):
        actions.ring(row, person, by=place.actor("clerk"))
    actions.end(ended, text="来电了。", by=place.actor("clerk"))

    assert kept.forget_calls(place.community, clock.now()) == 0
    assert kept.forget_calls(place.community, clock.now() + HOUR) == 1
    assert Call.objects.get().announcement == open_one


def test_the_person_sees_the_calls_and_they_go_with_the_person(place):
    person = in_care(place, doors(place)[0])
    actions.ring(outage(place, Kind.POWER), person, by=place.actor("clerk"))
    (shown,) = next(part.records for part in personal.parts_of(person) if part.code == "disclosure")
    personal.OF_PERSONS["disclosure"].erase(person)

    assert [fact.field for fact in shown] == ["title", "rung_at", "rung_by_name"]
    assert not Call.objects.exists()


@pytest.mark.parametrize(
    ("who", "may"), [("secretary", True), ("clerk", True), ("grid_worker", False), ("zhou", False)]
)
def test_the_desk_updates_ends_and_rings(place, enter, who, may):
    person = in_care(place, doors(place)[0])
    row, client = outage(place, Kind.POWER), enter(place.users[who])
    for path in ("replace", "end", "calls"):
        assert client.get(f"{DESK}{row.code}/{path}").status_code == (200 if may else 403)
    answer = client.post(f"{DESK}{row.code}/calls/{person.pk}/ring", act())
    assert answer.status_code == (302 if may else 403)
    if who == "grid_worker":
        assert "/calls" not in client.get(f"{DESK}{row.code}").content.decode()


def test_outages_of_another_community_are_not_found(place, other_place, enter):
    row, client = outage(other_place, Kind.POWER), enter(place.users["clerk"])
    for path in ("", "/replace", "/end", "/calls"):
        assert client.get(f"{DESK}{row.code}{path}").status_code == 404


def test_a_poster_for_each_entrance_waits_in_the_printing_room(place, enter):
    doors(place)
    row, client = outage(place, places=place.buildings[:2]), enter(place.users["clerk"])
    for _ in range(2):
        client.post(f"{DESK}{row.code}/request_print", act(copies="2"))

    assert list(PrintJob.objects.order_by("place_order").values_list("place", "copies")) == [
        ("青云首府 1栋 1单元", 2), ("青云首府 1栋 2单元", 2), ("青云首府 2栋", 2),
    ]  # fmt: skip


@pytest.mark.parametrize("path", ["publish?kind=water", "{code}", "{code}/calls", "{code}/replace"])
def test_pages_ask_as_much_for_many_places_and_people_as_for_few(place, enter, path):
    client, counts, row = enter(place.users["clerk"]), [], None
    for names in (("1单元",), tuple(f"{n}单元" for n in range(2, 12))):
        for n, door in enumerate(doors(place, names=names)):
            in_care(place, door, name=f"试{n}")
        row = outage(place, Kind.POWER, places=[place.buildings[0]])
        client.get(DESK)
        with CaptureQueriesContext(connection) as asked:
            client.get(DESK + path.format(code=row.code))
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 9
