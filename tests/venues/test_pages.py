"""Pages of venues: what residents read, what the desk may do, and one press is one act."""

import datetime as dt
import io

import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.core import clock
from linli.core.keys import uuid7
from linli.core.records import state_of
from linli.venues import actions
from linli.venues.actions import opening_state
from linli.venues.models import Closing, OpeningHours, Room, Venue
from tests.venues.venues import room, standing

LIST, DESK = "/nanmen/stations/", "/desk/nanmen/venues/"


def typed(**more):
    return {"act_id": str(uuid7()), **more}


def test_residents_see_what_is_open_now_and_how_to_ring(place):
    venue = standing(place, use="看报下棋")
    standing(place, "议事厅", "deliberation_hall", hours=False, phone="")
    room(place, venue, "阅览室", 4000)
    page = Client().get(LIST).content.decode()

    for told in ("11:30", "tel:05974820016", "3 栋一楼", "看报下棋", "阅览室", "议事厅"):
        assert told in page


def test_a_closing_stands_on_the_page_with_its_reason(place):
    venue = standing(place)
    actions.shut(venue, first_day=clock.today(), last_day=clock.today(), why="刷墙", by=place.actor("clerk"))
    page = Client().get(f"{LIST}{venue.pk}").content.decode()

    assert "刷墙" in page
    assert "9:00—11:30" in page


def test_what_has_ended_is_shown_at_the_desk_alone(place, enter):
    venue = standing(place)
    actions.end(venue, on=clock.today() - dt.timedelta(days=1), by=place.actor("clerk"), seen=state_of(venue))

    assert Client().get(f"{LIST}{venue.pk}").status_code == 404
    assert enter(place.users["clerk"]).get(f"{DESK}{venue.pk}").status_code == 200


@pytest.mark.parametrize(("path", "who", "most"), [(LIST, "", 4), (DESK, "clerk", 4)])
def test_the_number_of_questions_does_not_grow(place, enter, path, who, most):
    client, counts = enter(place.users[who]) if who else Client(), []
    for rows in (1, 2, 12):
        while Venue.objects.count() < rows:
            room(place, standing(place, f"站{Venue.objects.count()}"), "室", 100)
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        counts.append(len(asked) - (3 if who else 0))  # session, user and postings come before the page

    assert len(set(counts)) == 1
    assert counts[0] <= most


@pytest.mark.parametrize("who", ["", "clerk"])
def test_one_venue_asks_at_most_six_questions(place, enter, who):
    venue = standing(place)
    for n in range(5):
        room(place, venue, f"室{n}", 100)
    client = enter(place.users[who]) if who else Client()
    path = f"{DESK if who else LIST}{venue.pk}"
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200

    assert len(asked) - (3 if who else 0) <= 6


def test_a_double_press_is_one_venue(place, enter):
    client = enter(place.users["clerk"])
    data = typed(name="龙凯站", kind="station", way_in="西门右手", since="2026-03-10", opened_on="2021-05-01")
    first, second = (client.post(f"{DESK}register", data) for _press in range(2))

    row = Venue.objects.get()
    assert first["Location"] == second["Location"] == f"{DESK}{row.pk}"
    assert (row.name, row.opened_on) == ("龙凯站", dt.date(2021, 5, 1))


def test_a_venue_is_corrected_with_what_it_said_before_in_the_form(place, enter):
    venue, client = standing(place, compound=place.buildings[0].compound), enter(place.users["clerk"])
    page = client.get(f"{DESK}{venue.pk}/amend")
    first = {name: field.initial or "" for name, field in page.context["form"].fields.items()}
    values = {**first, **page.context["form"].initial, "act_id": str(uuid7()), "listening": "每周三上午"}
    values = {name: "" if value is None or value is False else value for name, value in values.items()}
    assert client.post(f"{DESK}{venue.pk}/amend", values).status_code == 302

    venue.refresh_from_db()
    assert (venue.listening, venue.way_in, venue.compound) == (
        "每周三上午",
        "3 栋一楼",
        place.buildings[0].compound,
    )


def test_rooms_are_written_down_in_square_metres_and_kept_in_hundredths(place, enter):
    venue, client = standing(place), enter(place.users["clerk"])
    data = typed(name="阅览室", area="40.5", seats="12", since="2026-03-10")
    for _press in range(2):
        assert client.post(f"{DESK}{venue.pk}/rooms/register", data).status_code == 302

    row = Room.objects.get()
    assert (row.area_dm2, row.seats) == (4050, 12)
    assert "40.50 m²" in client.get(f"{DESK}{venue.pk}").content.decode()


def test_hours_are_typed_as_people_write_them(place, enter):
    venue, client = standing(place, hours=False), enter(place.users["clerk"])
    data = typed(
        state=opening_state(venue), since="2026-03-10", day_1="9:00-11:30，14：30至17:00", day_2="明天"
    )
    answer = client.post(f"{DESK}{venue.pk}/set_opening", data)
    assert answer.status_code == 422
    assert "明天" in answer.content.decode()

    assert (
        client.post(
            f"{DESK}{venue.pk}/set_opening", {**data, "act_id": str(uuid7()), "day_2": ""}
        ).status_code
        == 302
    )
    assert [str(row) for row in OpeningHours.objects.order_by("from_time")] == ["09:00—11:30", "14:30—17:00"]


def test_who_was_overtaken_sees_the_newer_hours_and_what_was_typed(place, enter):
    venue, client = standing(place), enter(place.users["clerk"])
    answer = client.post(
        f"{DESK}{venue.pk}/set_opening", typed(state="0", since="2026-03-10", day_1="10:00-11:00")
    )

    assert answer.status_code == 409
    assert "9:00—11:30" in answer.content.decode()
    assert "10:00-11:00" in answer.content.decode()


def test_a_closing_is_lifted_once_from_the_page_of_the_venue(place, enter):
    venue, client = standing(place), enter(place.users["clerk"])
    data = typed(first_day="2026-03-10", last_day="2026-03-12", why="刷墙")
    assert client.post(f"{DESK}{venue.pk}/shut", data).status_code == 302
    closing = Closing.objects.get()
    press = typed(state=state_of(closing))
    statuses = [client.post(f"{DESK}closings/{closing.pk}/lift", press).status_code for _press in range(2)]

    closing.refresh_from_db()
    assert (statuses, closing.lifted_on) == ([302, 302], dt.date(2026, 3, 10))
    late = client.post(f"{DESK}closings/{closing.pk}/lift", typed(state=state_of(closing)))
    assert late.status_code == 409


def test_a_grid_worker_reads_and_changes_nothing(place, enter):
    venue, client = standing(place), enter(place.users["grid_worker"])

    assert client.get(f"{DESK}{venue.pk}").status_code == 200
    assert [client.get(f"{DESK}{venue.pk}/{verb}").status_code for verb in ("amend", "end", "set_opening", "shut")] == [403] * 4  # fmt: skip


def test_the_sign_at_the_door_says_hours_telephone_and_what_is_done_there(place, enter):
    venue = standing(place, mobile_office="每周三上午在站里办公")
    made = enter(place.users["clerk"]).get(f"{DESK}{venue.pk}/sign.pdf").getvalue()
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    words = "".join(page.extract_text() for page in pages).replace("\n", "").replace(" ", "")

    assert len(pages) == 1
    for told in ("青云首府党群服务站", "9:00—11:30", "05974820016", "每周三上午在站里办公"):
        assert told in words
