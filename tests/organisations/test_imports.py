"""Lists of who holds which post: places of the books only, people by name, everyone once."""

import datetime as dt

import pytest

from linli.organisations.models import Appointment
from linli.papers.imports.importing import importers
from linli.places.models import Entrance
from linli.residents.actions import enter
from linli.residents.models import Person
from tests.papers.taking import read_in, reasons, taken, undo, verdicts

HEAD = ["姓名", "电话", "职务", "网格", "楼栋", "单元", "街巷", "任职时间"]


def row(
    post="楼栋长", *, name="王试一", tel="13900000001", grid="", building="", entrance="", lane="", since=""
):
    """One line of the list."""
    return [name, tel, post, grid, building, entrance, lane, since]


@pytest.fixture
def entrance(place):
    """1栋 has an entrance."""
    return Entrance.objects.create(community=place.community, building=place.buildings[0], name="2单元")


@pytest.mark.parametrize(
    ("line", "post", "where"),
    [
        (row("网格长", grid="第1网格"), "grid_lead", "grid"),
        (row("专职网格员", grid="1网格"), "grid_worker", "grid"),
        (row("网格员", grid=1), "grid_worker", "grid"),
        (row("楼栋长", building="1号楼"), "building_leader", "building"),
        (row("楼长", building=1), "building_leader", "building"),
        (row("单元长", building="一栋", entrance=2), "entrance_leader", "entrance"),
        (row("巷长", lane="邮电巷"), "lane_steward", "lane"),
    ],
)
def test_a_post_is_held_at_its_place(place, entrance, line, post, where):
    taken(place, "appointments", HEAD, line)
    held = Appointment.objects.get()

    expected = {
        "grid": place.grids[0],
        "building": place.buildings[0],
        "entrance": entrance,
        "lane": "邮电巷",
    }
    assert (held.post, getattr(held, where)) == (post, expected[where])
    assert (held.person.name, held.person.phone) == ("王试一", "13900000001")


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (row("楼栋长", building="9栋"), "楼栋"),
        (row("楼栋长"), "楼栋"),
        (row("网格员", grid="第9网格"), "网格"),
        (row("单元长", building=1, entrance=9), "单元"),
        (row("巷长"), "巷道"),
        (row("巷长", lane="/"), "巷道"),
        (row("楼栋长", name="/", building=1), "姓名"),
        (row("主任", building=1), "岗位"),
        (row("/", building=1), "岗位"),
        (row("楼栋长", building=1, since="2021"), ""),
        (row("楼栋长", building=1, since="2021-02-30"), ""),
    ],
)
def test_what_cannot_be_appointed_is_refused_and_no_place_is_made_up(place, line, column):
    run = read_in(place, "appointments", HEAD, line)

    assert verdicts(run) == ["rejected"]
    ((number, name, _reason),) = reasons(run)
    labels = {str(each.label) for each in importers()["appointments"].columns}
    assert (number, name in labels, column in name) == (2, True, True)


@pytest.mark.parametrize(
    ("since", "day"),
    [("2021年9月", dt.date(2021, 9, 1)), ("2021-09-05", dt.date(2021, 9, 5)), ("", dt.date(2026, 3, 10))],
)
def test_a_month_begins_on_its_first_day_and_nothing_is_today(place, since, day):
    taken(place, "appointments", HEAD, row(building=1, since=since))

    assert Appointment.objects.get().valid_from == day


def test_two_hats_are_one_person(place):
    run = taken(place, "appointments", HEAD, row(building=1), row("网格员", grid=1), row(building=1))

    assert verdicts(run) == ["inserted", "inserted", "repeated"]
    assert (Person.objects.count(), Appointment.objects.count()) == (1, 2)
    undo(place, run)
    assert (Person.objects.count(), Appointment.objects.count()) == (0, 0)


def test_whom_the_books_know_is_appointed_and_stays_when_it_is_undone(place):
    known = enter(place.community, name="王试一", by=place.actor("clerk"))
    run = taken(place, "appointments", HEAD, row(building=1))

    assert Appointment.objects.get().person == known
    undo(place, run)
    assert Person.objects.get() == known


def test_of_two_people_of_one_name_a_person_decides(place):
    for _ in range(2):
        enter(place.community, name="王试一", by=place.actor("clerk"))

    assert verdicts(read_in(place, "appointments", HEAD, row(building=1))) == ["rejected"]


def test_a_telephone_that_is_none_is_left_out_and_said(place):
    run = taken(place, "appointments", HEAD, row(building=1, tel="123"))

    assert len(reasons(run)) == 1
    assert Person.objects.get().phone == ""


def test_judging_asks_the_database_the_same_for_any_number_of_rows(
    place, entrance, django_assert_max_num_queries
):
    for n in range(3, 30):
        Entrance.objects.create(community=place.community, building=place.buildings[n % 3], name=f"{n}单元")
    run = read_in(
        place,
        "appointments",
        HEAD,
        *[row("单元长", name=f"试{n}", building=n % 3 + 1, entrance=n) for n in range(3, 30)],
    )
    importer = importers()["appointments"](place.community, place.actor("clerk"), {})
    with django_assert_max_num_queries(6):
        found = [importer.judge(number, cells) for number, cells in run.table.named(run.mapping)]

    assert {each.verdict.value for each in found} == {"inserted"}
