"""Pages of rosters: what a week lacks in words, one's own shifts, what residents read, and one press is one act."""

import datetime as dt
import io
import re

import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.core.keys import uuid7
from linli.papers.printing.models import PrintJob
from linli.rosters import week
from linli.rosters.models import Roster, Shift, ShiftNote
from linli.rosters.shown import MESSAGE_LENGTH
from tests.rosters.duty import DAY, MONDAY, moment, roster, shift, take
from tests.venues.venues import standing

DESK, SERVE, OFFICE = "/desk/nanmen/rosters/", "/serve/nanmen/shifts/", "/nanmen/mobile-office/"


def typed(**more):
    return {"act_id": str(uuid7()), **more}


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def words_of(made):
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    return "".join(page.extract_text() for page in pages).replace("\n", "").replace(" ", "")


@pytest.fixture
def station(place):
    """A roster of a station that is open 9:00—11:30 and 14:00—17:00, with its Tuesday but for an hour."""
    row = roster(place, venue=standing(place))
    shift(place, row, 10, 9, 11.5, "zhou")
    shift(place, row, 10, 14, 16, "clerk")
    return row


def test_a_week_says_what_it_lacks_of_the_opening_hours(place, station):
    found = week.week_of(station, MONDAY, {user.pk for user in place.users.values()})
    tuesday = found.days[1]

    assert (found.cover.wanted, len(found.cover.gaps)) == (dt.timedelta(hours=22), 7)
    assert [re.search(r"16:00—17:00", alert.words) is not None for alert in tuesday.alerts] == [True]
    assert found.together == []


def test_a_roster_day_and_night_wants_every_moment_of_its_time(place):
    row = roster(place, "门岗", "gate", continuous=True, since=MONDAY + 6 * DAY)
    shift(place, row, 15, 7, 31, "zhou")
    found = week.week_of(row, MONDAY, {place.users["zhou"].pk})

    assert found.cover.wanted == dt.timedelta(hours=24)
    assert [(alert.day.day, "0:00—7:00" in alert.words) for alert in found.days[6].alerts] == [
        (15, True),
        (15, False),
    ]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_week_at_the_desk_has_shifts_gaps_and_who_left(place, station, enter, language, settings):
    settings.LANGUAGE_CODE = language
    place.users["zhou"].postings.update(valid_to=dt.date(2026, 3, 9))
    Shift.objects.update(ends_at=moment(10, 16))
    page = read(enter(place.users["clerk"]), f"{DESK}{station.pk}/?week=2026-03-12")

    assert "zhou" in page
    assert "16:00—17:00" in page


def test_the_list_names_what_this_week_lacks(place, station, enter):
    shift(place, station, 11, 9, 11.5)
    page = read(enter(place.users["grid_worker"]), DESK)

    assert station.name in page
    assert page.count("icon-warn") or page.count("#warn")


@pytest.mark.parametrize(("path", "who", "most"), [(DESK, "clerk", 4), (SERVE, "zhou", 4), (OFFICE, "", 2)])
def test_the_number_of_questions_does_not_grow(place, enter, path, who, most):
    client, counts = enter(place.users[who]) if who else Client(), []
    venue = standing(place)
    for rows in (1, 2, 8):
        while Roster.objects.count() < rows:
            n = Roster.objects.count()
            row = roster(place, f"表{n}", venue=venue)
            shift(place, row, 11 + n, 9, 11, "zhou")
            shift(place, row, 11 + n, 14, 15, purpose="mobile_office", place="凉亭")
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        counts.append(len(asked) - (3 if who else 0))  # session, user and postings come before the page

    assert len(set(counts)) == 1
    assert counts[0] <= most


def test_a_week_asks_at_most_six_questions(place, station, enter):
    client = enter(place.users["clerk"])
    client.get(f"{DESK}{station.pk}/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"{DESK}{station.pk}/").status_code == 200

    assert len(asked) - 3 <= 6, "\n".join(one["sql"] for one in asked)


def test_a_double_press_is_one_shift_and_a_time_before_the_beginning_is_of_the_next_day(place, enter):
    row, client = roster(place), enter(place.users["clerk"])
    data = typed(
        day="2026-03-12", from_time="20:00", to_time="06:00", user=str(place.users["zhou"].pk), purpose="duty"
    )
    answers = [client.post(f"{DESK}{row.pk}/schedule", data) for _press in range(2)]

    assert {answer["Location"] for answer in answers} == {f"{DESK}{row.pk}/?week=2026-03-09"}
    held = Shift.objects.get()
    assert (held.starts_at, held.ends_at) == (moment(12, 20), moment(13, 6))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("day", ""),
        ("user", "7b0f5d0e-9a3c-4f2d-8c1e-4a100b1f7a52"),
        ("purpose", "mobile_office"),
        ("from_time", "25:00"),
    ],
)
def test_what_cannot_be_stands_beside_its_field(place, enter, field, value):
    row = roster(place)
    data = typed(day="2026-03-12", from_time="08:00", to_time="12:00", user="", purpose="duty")
    answer = enter(place.users["clerk"]).post(f"{DESK}{row.pk}/schedule", {**data, field: value})

    assert answer.status_code == 422
    assert ("place" if field == "purpose" else field) in answer.context["form"].errors
    assert not Shift.objects.exists()


def test_who_is_on_duty_elsewhere_is_refused_beside_the_name(place, station, enter):
    data = typed(
        day="2026-03-10", from_time="10:00", to_time="12:00", user=str(place.users["zhou"].pk), purpose="duty"
    )
    answer = enter(place.users["clerk"]).post(f"{DESK}{station.pk}/schedule", data)

    assert answer.status_code == 422
    assert "user" in answer.context["form"].errors


def test_a_week_is_copied_by_one_press(place, station, enter):
    client, data = enter(place.users["clerk"]), typed()
    path = f"{DESK}{station.pk}/copy_week?week=2026-03-16"
    assert [client.post(path, data).status_code for _press in range(2)] == [302, 302]
    assert Shift.objects.count() == 4

    assert client.post(path, typed()).status_code == 409


def test_the_desk_reads_why_somebody_asks_and_says_who_comes(place, station, enter):
    held, client = shift(place, station, 12, 9, 11, "zhou"), enter(place.users["clerk"])
    take(place, held, "ask_swap", by="zhou", reason="要去医院复查")
    path = f"{DESK}shifts/{held.pk}/assign"
    page = read(client, path)
    assert "要去医院复查" in page

    version = Shift.objects.get(pk=held.pk).version
    data = typed(version=version, user=str(place.users["ma"].pk))
    assert [client.post(path, data).status_code for _press in range(2)] == [302, 302]
    assert Shift.objects.get(pk=held.pk).user == place.users["ma"]


def test_a_cancelled_shift_needs_a_reason(place, station, enter):
    held, client = Shift.objects.first(), enter(place.users["clerk"])
    path = f"{DESK}shifts/{held.pk}/cancel_shift"
    assert client.post(path, typed(version=held.version, why="")).status_code == 422
    assert client.post(path, typed(version=held.version, why="停电")).status_code == 302
    assert "停电" in read(client, f"{DESK}{station.pk}/")


def test_a_roster_is_begun_corrected_and_ended(place, enter):
    venue, client = standing(place), enter(place.users["clerk"])
    data = typed(name="站点值守", kind="station", venue=str(venue.pk), since="2026-03-10")
    assert [client.post(f"{DESK}register", data).status_code for _press in range(2)] == [302, 302]
    row = Roster.objects.get()

    state = client.get(f"{DESK}{row.pk}/amend").context["form"].initial["state"]
    changed = typed(state=state, name="青云站值守", kind="station", venue=str(venue.pk), continuous="on")
    assert client.post(f"{DESK}{row.pk}/amend", changed).status_code == 302
    assert (
        client.post(f"{DESK}{row.pk}/amend", {**changed, "act_id": str(uuid7()), "name": "旧的"}).status_code
        == 409
    )
    state = client.get(f"{DESK}{row.pk}/end").context["form"].initial["state"]
    assert client.post(f"{DESK}{row.pk}/end", typed(state=state, on="2026-03-10")).status_code == 302

    row.refresh_from_db()
    assert (row.name, row.continuous, row.valid_to) == ("青云站值守", True, dt.date(2026, 3, 10))


def test_my_shifts_are_mine_and_ask_for_a_replacement_with_a_reason(place, station, enter):
    held, client = shift(place, station, 12, 9, 11, "zhou"), enter(place.users["zhou"])
    page = read(client, SERVE)
    assert "clerk" not in page.split("<main")[1]

    path = f"{SERVE}{held.pk}/ask_swap"
    assert client.post(path, typed(version=held.version, reason="")).status_code == 422
    assert client.post(path, typed(version=held.version, reason="有事")).status_code == 302
    held.refresh_from_db()
    assert client.post(f"{SERVE}{held.pk}/take_back_swap", typed(version=held.version)).status_code == 302
    held.refresh_from_db()
    assert held.swap_asked_at is None


def test_a_colleague_takes_over_once_and_does_not_read_why(place, station, enter):
    held, client = shift(place, station, 12, 9, 11, "zhou"), enter(place.users["ma"])
    take(place, held, "ask_swap", by="zhou", reason="要去医院复查")
    page = read(client, SERVE)
    assert "zhou" in page
    assert "医院" not in page

    data = typed(version=Shift.objects.get(pk=held.pk).version)
    assert [client.post(f"{SERVE}{held.pk}/take_over", data).status_code for _press in range(2)] == [302, 302]
    assert Shift.objects.get(pk=held.pk).user == place.users["ma"]


def test_a_shift_of_somebody_else_is_not_given_away(place, station, enter):
    held, client = shift(place, station, 12, 9, 11, "zhou"), enter(place.users["ma"])
    for verb in ("ask_swap", "take_over", "take_back_swap", "leave_note"):
        client.post(f"{SERVE}{held.pk}/{verb}", typed(version=held.version, reason="有事", text="钥匙"))

    held.refresh_from_db()
    assert (held.version, held.user) == (1, place.users["zhou"])
    assert not ShiftNote.objects.exists()


def test_a_note_goes_from_one_shift_to_the_next(place, station, enter):
    before = shift(place, station, 10, 8, 9, "ma")
    data = typed(text="钥匙在门卫")
    assert [
        enter(place.users["ma"]).post(f"{SERVE}{before.pk}/leave_note", data).status_code
        for _press in range(2)
    ] == [302, 302]
    note, client = ShiftNote.objects.get(), enter(place.users["zhou"])
    assert "钥匙在门卫" in read(client, SERVE)
    assert "钥匙在门卫" not in read(enter(place.users["ma"]), SERVE)

    assert client.post(f"{SERVE}notes/{note.pk}/take_note", typed()).status_code == 302
    assert "钥匙在门卫" not in read(client, SERVE)
    assert "钥匙在门卫" in read(enter(place.users["clerk"]), f"{DESK}{station.pk}/")


def test_residents_read_staff_by_name_and_helpers_without(place, station):
    place.users["clerk"].postings.update(title="综合岗")
    shift(place, station, 17, 9, 11, purpose="mobile_office", place="3 栋楼下凉亭")
    page = read(Client(), f"/nanmen/stations/{station.venue_id}")

    assert "clerk 综合岗" in page
    assert "zhou" not in page
    assert "3 栋楼下凉亭" in page
    assert OFFICE in read(Client(), "/nanmen/stations/")


def test_the_text_for_groups_is_short_has_a_link_and_names_nobody(place, station):
    for day in range(11, 23):
        shift(
            place,
            station,
            day,
            19,
            20,
            "zhou",
            purpose="mobile_office",
            place=f"{day} 栋楼下凉亭旁边的长椅和花坛之间的空地",
        )
    text = Client().get(OFFICE).context["message"]

    assert len(text) <= MESSAGE_LENGTH
    assert text.splitlines()[-1].endswith(OFFICE)
    assert "11 栋" in text
    assert "zhou" not in text


def test_a_cancelled_mobile_office_is_not_told(place, station):
    held = shift(place, station, 17, 9, 11, purpose="mobile_office", place="凉亭")
    take(place, held, "cancel_shift", why="下雨")

    assert "凉亭" not in read(Client(), OFFICE)


@pytest.mark.parametrize(
    ("asked", "days"),
    [("week=2026-03-12", ["3月10日", "3月12日"]), ("month=2026-03", ["3月10日", "3月12日", "3月25日"])],
)
def test_the_plan_on_paper_is_of_a_week_or_a_month(place, station, enter, asked, days):
    shift(place, station, 12, 20, 30, "ma")
    shift(place, station, 25, 9, 11)
    words = words_of(enter(place.users["clerk"]).get(f"{DESK}{station.pk}/plan.pdf?{asked}").getvalue())

    assert [day in words for day in ("3月10日", "3月12日", "3月25日")] == [
        day in days for day in ("3月10日", "3月12日", "3月25日")
    ]
    assert "站点值守" in words
    assert "05974820016" in words


def test_the_plan_of_the_week_waits_once_in_the_printing_room(place, station, enter):
    client = enter(place.users["clerk"])
    for _press in range(2):
        assert client.post(f"{DESK}{station.pk}/print?week=2026-03-10", typed()).status_code == 302

    assert PrintJob.objects.count() == 1
    assert enter(place.users["grid_worker"]).post(f"{DESK}{station.pk}/print", typed()).status_code in {
        302,
        403,
    }


def test_no_page_counts_anybodys_shifts(place, station, enter):
    for day in (11, 12, 13):
        shift(place, station, day, 9, 11, "zhou")
    client = enter(place.users["clerk"])
    for path in (DESK, f"{DESK}{station.pk}/"):
        assert not re.search(r"zhou[^<]{0,20}\b[345]\b", read(client, path))
