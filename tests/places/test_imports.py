"""Lists of dwellings: addresses in every spelling, areas to the last digit, and what is refused with its reason."""

import datetime as dt

import pytest

from linli.papers.imports.importing import importers
from linli.places.imports import DwellingsImport
from linli.places.models import Building, Compound, Dwelling, Entrance, Grid
from tests.papers.taking import DWELLINGS, answer, read_in, reasons, taken, verdicts, write
from tests.people import SINCE

LABELS = {column.name: column.label for column in DwellingsImport.columns}
AREA, WHOLE = LABELS["area"], LABELS["address"]


def judged(place, *cells, head=DWELLINGS):
    """What becomes of one row."""
    return read_in(place, "dwellings", head, list(cells))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("88.35", 8835), (88.35, 8835), (88.35000000000001, 8835), ("８８.35", 8835), ("88.350 ㎡", 8835), ("120平方米", 12000),
        (120, 12000), (0.01, 1), ("88.355", None), (0, None), (-3, None), ("约88", None), ("8835000", None), ("1e3", None),
    ],
)  # fmt: skip
def test_an_area_is_exact_or_refused(place, typed, stored):
    run = judged(place, "", 1, 1, 302, "", typed)

    if stored is None:
        assert verdicts(run) == ["rejected"]
        assert [(row, column) for row, column, _reason in reasons(run)] == [(2, str(AREA))]
        return
    write(place, run)
    assert Dwelling.objects.get().area_dm2 == stored


@pytest.mark.parametrize("typed", ["", None, "/", "－", "无"])
def test_a_sign_for_nothing_is_nothing(place, typed):
    run = taken(place, "dwellings", DWELLINGS, [typed, 1, typed, 302, typed, typed])
    dwelling = Dwelling.objects.get()

    assert (verdicts(run), dwelling.entrance, dwelling.area_dm2, dwelling.floor) == (
        ["inserted"],
        None,
        None,
        3,
    )
    assert dwelling.building == place.buildings[0]
    assert not Entrance.objects.exists()


@pytest.mark.parametrize(
    ("room", "said", "floor"),
    [
        (302, "", 3),
        (1101, "", 11),
        ("B1", "", None),
        (12, "", None),
        (302, 5, 5),
        (302, "-1层", -1),
        (302, "3F", 3),
    ],
)
def test_the_floor_is_what_the_list_says_else_what_the_room_says(place, room, said, floor):
    taken(place, "dwellings", DWELLINGS, ["", 1, 1, room, said, ""])

    assert Dwelling.objects.get().floor == floor


@pytest.mark.parametrize("said", ["三层半", 201, -11, "3.5"])
def test_a_floor_that_is_none_is_refused(place, said):
    assert verdicts(judged(place, "", 1, 1, 302, said, "")) == ["rejected"]


def test_a_floor_that_the_list_does_not_say_leaves_the_floor_of_the_books(place):
    taken(place, "dwellings", DWELLINGS, ["", 1, 1, 302, 5, ""])
    run = read_in(place, "dwellings", DWELLINGS, ["", 1, 1, 302, "", ""])

    assert verdicts(run) == ["unchanged"]


def test_another_area_is_a_change_in_square_metres(place):
    taken(place, "dwellings", DWELLINGS, ["", 1, 1, 302, "", "88.35"])
    run = read_in(place, "dwellings", DWELLINGS, ["", 1, 1, 302, "", "90"])

    (change,) = run.verdicts[0].changes
    assert (change.old, change.new) == ("88.35", "90.00")
    write(place, run)
    assert Dwelling.objects.get().area_dm2 == 9000


@pytest.mark.parametrize("spelt", [3, "3栋", "３栋", "3号楼", "三幢", " 3 座", "第3栋"])
def test_a_building_is_found_however_it_is_spelt(place, spelt):
    taken(place, "dwellings", DWELLINGS, ["青云首府", spelt, "", 302, "", ""])

    assert Dwelling.objects.get().building.name == "3栋"
    assert Building.objects.count() == 3


@pytest.mark.parametrize("names", [("1号楼", "2号楼"), ("一幢", "2幢")])
def test_a_new_building_is_called_like_its_neighbours(place, names):
    other = Compound.objects.create(community=place.community, name="新苑", valid_from=SINCE)
    for name in names:
        Building.objects.create(
            community=place.community, compound=other, grid=place.grids[0], name=name, valid_from=SINCE
        )
    taken(place, "dwellings", DWELLINGS, ["新苑", 7, 2, 302, "", ""], ["新苑", "A座", "", 1, "", ""])

    assert Building.objects.filter(name=f"7{names[1][1:]}", compound=other, order=7).exists()
    assert Building.objects.filter(name="A座", compound=other, order=0).exists()
    assert Entrance.objects.get().name == "2单元"


def test_a_new_compound_and_building_lie_in_the_grid_that_was_chosen(place):
    run = read_in(place, "dwellings", DWELLINGS, ["新苑", 7, 2, 302, "", ""])
    write(place, answer(place, run, grid=str(place.grids[1].pk)))
    building = Building.objects.get(name="7栋")

    assert (building.compound.name, building.grid) == ("新苑", place.grids[1])


def test_an_answer_that_is_no_choice_is_none(place, other_place):
    run = read_in(place, "dwellings", DWELLINGS, ["", 7, 2, 302, "", ""])
    write(place, answer(place, run, grid=str(other_place.grids[0].pk), compound="没有的小区"))
    building = Building.objects.get(name="7栋")

    assert (building.grid, building.compound.name) == (place.grids[0], "青云首府")


def test_without_a_grid_no_building_is_new(place):
    Building.objects.of(place.community).delete()
    Grid.objects.of(place.community).delete()
    run = judged(place, "", 7, 2, 302, "", "")

    assert verdicts(run) == ["rejected"]
    assert reasons(run)[0][1] == "楼栋"


@pytest.mark.parametrize(
    ("typed", "compound", "building", "entrance", "room"),
    [
        ("2栋4单元302", "青云首府", "2栋", "4单元", "302"),
        ("２幢４－302室", "青云首府", "2栋", "4单元", "302"),
        ("3号楼101", "青云首府", "3栋", None, "101"),
        ("新苑2栋302", "新苑", "2栋", None, "302"),
        ("南门路12号3栋4单元302", "青云首府", "3栋", "4单元", "302"),
    ],
)
def test_an_address_in_one_cell(place, typed, compound, building, entrance, room):
    Compound.objects.create(community=place.community, name="新苑", valid_from=SINCE)
    Compound.objects.create(community=place.community, name="旧苑", valid_from=SINCE)
    run = read_in(place, "dwellings", ["地址", "面积"], [typed, 80])
    write(place, answer(place, run, compound="青云首府"))
    dwelling = Dwelling.objects.get()

    found = (
        dwelling.building.compound.name,
        dwelling.building.name,
        dwelling.entrance and dwelling.entrance.name,
    )
    assert (*found, dwelling.room) == (compound, building, entrance, room)


def test_what_stands_before_an_address_is_told(place):
    run = read_in(place, "dwellings", ["地址", "面积"], ["南门路12号3栋4单元302", 80])

    assert "3栋4单元302" in reasons(run)[0][2]
    assert run.verdicts[0].needs_a_look


@pytest.mark.parametrize("typed", ["门口", "2栋", "2栋4单元302（出租）后面", "12号", "2-4-302"])
def test_an_address_that_is_not_understood_is_refused(place, typed):
    run = read_in(place, "dwellings", ["地址", "面积"], [typed, 80])

    assert verdicts(run) == ["rejected"]
    assert [(row, column) for row, column, _reason in reasons(run)] == [(2, str(WHOLE))]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        (["", 1, 1, "", "", ""], "房号"),
        (["", "", 1, 302, "", ""], "楼栋"),
        (["", dt.date(2026, 3, 2), 1, 302, "", ""], "楼栋"),
        (["", 1, 1, dt.date(2026, 3, 2), "", ""], "房号"),
        (["", 1, 1, "9" * 21, "", ""], "房号"),
        (["", 1, "长" * 21, 302, "", ""], "单元"),
        (["长" * 61, 1, 1, 302, "", ""], "小区"),
    ],
)
def test_what_is_no_address_is_refused_with_its_column(place, cells, column):
    run = judged(place, *cells)

    assert verdicts(run) == ["rejected"]
    assert column in {name for _row, name, _reason in reasons(run)}
    assert not Dwelling.objects.exists()


def test_one_dwelling_twice_in_the_file_is_one(place):
    run = taken(
        place, "dwellings", DWELLINGS, ["", 1, 1, 302, "", 88], ["青云首府", "1栋", "1单元", "302", "", 99]
    )

    assert verdicts(run) == ["inserted", "repeated"]
    assert Dwelling.objects.get().area_dm2 == 8800


def test_judging_asks_the_database_the_same_for_any_number_of_rows(place, django_assert_max_num_queries):
    rows = [["", n % 9 + 1, n % 4 + 1, 101 + n, "", 88] for n in range(200)]
    taken(place, "dwellings", DWELLINGS, *rows)
    run = read_in(place, "dwellings", DWELLINGS, *[[*row[:5], 90] for row in rows])
    importer = importers()["dwellings"](place.community, place.actor("clerk"), {})
    with django_assert_max_num_queries(6):
        found = [importer.judge(number, cells) for number, cells in run.table.named(run.mapping)]

    assert {row.verdict.value for row in found} == {"changed"}
