"""Rosters of residents: who is found again, what is refused and never repaired, who has moved."""

import datetime as dt
import json

import pytest

from linli.core import clock
from linli.papers.imports.importing import importers
from linli.places.models import Building, Dwelling, Entrance
from linli.residents.models import Household, Person, Residence
from tests.conftest import MORNING
from tests.papers.taking import ROSTER, identity, read_in, reasons, taken, undo, verdicts, write
from tests.papers.workbooks import PEOPLE, people, residents_identity_lost, residents_two_row_header
from tests.vectors.judging import SHARED

LEDGERS = SHARED.parent / "ledgers"


@pytest.mark.parametrize("merged", [True, False])
def test_the_awkward_roster_is_read_whole(place, merged):
    run = taken(place, "residents", data=residents_two_row_header(merged=merged))

    assert (run.read, run.inserted, run.rejected) == (len(PEOPLE), len(PEOPLE), 0)
    for told in people():
        person = Person.objects.get(identity_number__isnull=False, name=told.name.replace("\xa0", "").strip())
        assert (person.identity_number, person.phone, person.born_on) == (
            told.identity,
            told.phone,
            told.born,
        )
        home = person.residences.get().dwelling
        assert (home.building.order, home.entrance.name, home.room) == (
            told.building, f"{told.unit}单元", str(told.room),
        )  # fmt: skip


def test_the_new_dwellings_are_proposed_each_once(place):
    run = read_in(place, "residents", ROSTER, ["王试一", "", "", 9, 1, 302], ["林试二", "", "", 9, 1, 302])

    assert [row.adds for row in run.verdicts] == ["青云首府9栋1单元302", ""]
    assert not Dwelling.objects.exists()


def test_a_number_that_the_spreadsheet_has_spoilt_is_refused_and_never_repaired(place):
    run = taken(place, "residents", data=residents_identity_lost())

    assert set(verdicts(run)) == {"rejected"}
    assert {(column, "不能猜" in reason) for _row, column, reason in reasons(run)} == {("身份证号", True)}
    assert not Person.objects.exists()
    assert all(row.values["id"] is None for row in run.verdicts)
    # Nor when the refused rows are read in once more as they are.
    assert all("e+" in row.raw["id"].lower() for row in run.verdicts)


@pytest.mark.parametrize(
    "spoilt",
    [
        identity(11)[:-1],
        identity(11)[:-1] + "Y",
        identity(11)[:17] + ("0" if identity(11)[17] != "0" else "1"),
        "未带",
        "3.50824E+17",
    ],
)
def test_a_wrong_number_is_refused_with_row_and_column_and_without_repeating_it(place, spoilt):
    run = read_in(place, "residents", ROSTER, ["王试一", spoilt, "", 1, 1, 302])

    assert verdicts(run) == ["rejected"]
    ((row, column, reason),) = reasons(run)
    assert (row, spoilt in reason, "身份" in column) == (2, False, True)


@pytest.mark.parametrize(
    ("birth", "verdict"),
    [
        ("1980年2月", "rejected"),
        ("1980.1", "inserted"),
        ("1980-01-01", "inserted"),
        ("1981", "rejected"),
        ("不详", "inserted"),
    ],
)
def test_a_birth_that_contradicts_the_number_is_a_question_for_a_person(place, birth, verdict):
    run = read_in(place, "residents", ["姓名", "身份证号", "出生年月"], ["王试一", identity(11), birth])

    assert verdicts(run) == [verdict]
    if verdict == "rejected":
        assert "1980-01-01" in reasons(run)[0][2]


def test_a_birth_without_number_is_kept_only_if_it_is_certain(place):
    head = ["姓名", "出生年月"]
    taken(place, "residents", head, ["王试一", "1980-03-05"], ["林试二", "1980.1"], ["艾试三", "1980年6月"])

    assert dict(Person.objects.values_list("name", "born_on")) == {
        "王试一": dt.date(1980, 3, 5), "林试二": None, "艾试三": None,
    }  # fmt: skip


def test_who_has_moved_lives_in_the_new_dwelling_from_today(place):
    taken(place, "residents", ROSTER, ["王试一", identity(11), "", 1, 1, 302])
    with clock.at(MORNING + dt.timedelta(days=9)):
        run = read_in(place, "residents", ROSTER, ["王试一", identity(11), "", 2, 1, 101])
        (change,) = run.verdicts[0].changes
        write(place, run)
        today = clock.today()

    assert (verdicts(run), change.old, change.new) == (
        ["changed"],
        "青云首府 1栋 1单元 302",
        "青云首府2栋1单元101",
    )
    old, new = Residence.objects.order_by("dwelling__room").reverse()
    assert (old.valid_to, new.valid_from, new.valid_to) == (today - dt.timedelta(days=1), today, None)
    assert Person.objects.count() == 1


def test_a_dwelling_corrected_on_the_same_day_leaves_no_second_residence(place):
    taken(place, "residents", ROSTER, ["王试一", identity(11), "", 1, 1, 302])
    before = Residence.objects.get()
    run = taken(place, "residents", ROSTER, ["王试一", identity(11), "", 2, 1, 101])

    now = Residence.objects.get()
    assert (now.pk, now.dwelling.room, now.valid_to) == (before.pk, "101", None)
    undo(place, run)
    assert Residence.objects.get().dwelling.room == "302"


def test_one_person_at_two_addresses_of_one_file_is_a_question_for_a_person(place):
    run = taken(
        place,
        "residents",
        ROSTER,
        ["王试一", identity(11), "", 1, 1, 302],
        ["王试一", identity(11), "", 2, 1, 302],
    )

    assert verdicts(run) == ["inserted", "rejected"]
    assert reasons(run)[0][:2] == (3, "姓名")


def test_people_of_one_name_in_other_dwellings_are_other_people(place):
    run = taken(place, "residents", ROSTER, ["王试一", "", "", 1, 1, 302], ["王试一", "", "", 2, 1, 302])

    assert verdicts(run) == ["inserted", "inserted"]


def test_a_number_finds_who_was_known_by_name_and_dwelling_and_never_by_name_alone(place):
    taken(place, "residents", ROSTER, ["王试一", "", "", 1, 1, 302], ["林试二", "", "", "", "", ""])
    run = read_in(
        place,
        "residents",
        ROSTER,
        ["王试一", identity(11), "", 1, 1, 302],
        ["林试二", identity(12), "", "", "", ""],
    )

    assert verdicts(run) == ["changed", "inserted"]
    other = read_in(place, "residents", ROSTER, ["王试一", identity(13), "", 2, 1, 302])
    assert verdicts(other) == ["inserted"]


def test_who_has_another_number_is_somebody_else(place):
    taken(place, "residents", ROSTER, ["王试一", identity(11), "", 1, 1, 302])

    assert verdicts(read_in(place, "residents", ROSTER, ["王试一", identity(12), "", 1, 1, 302])) == [
        "inserted"
    ]


@pytest.mark.parametrize(
    ("tel", "landline", "stored", "notes"),
    [
        ("139 0000 0001", "", "13900000001", 0), (13900000001, "", "13900000001", 0), ("", "0597-4820016", "05974820016", 0),
        ("1390000000", "0597-4820016", "05974820016", 1), ("没有", "/", "", 1), ("／", "无", "", 0), (1.39e22, "", "", 1),
    ],
)  # fmt: skip
def test_a_telephone_that_is_none_is_left_out_and_said(place, tel, landline, stored, notes):
    run = taken(place, "residents", ["姓名", "手机", "固话"], ["王试一", tel, landline])

    assert (verdicts(run), len(reasons(run))) == (["inserted"], notes)
    assert Person.objects.get().phone == stored


def test_an_old_number_of_fifteen_digits_is_written_with_eighteen_and_said(place):
    new = identity(11, "19470120")
    run = taken(place, "residents", ROSTER, ["王试一", new[:6] + new[8:17], "", "", "", ""])

    assert Person.objects.get().identity_number == new
    assert len(reasons(run)) == 1


@pytest.mark.parametrize("name", ["", "/", "无", "长" * 61, None])
def test_a_row_without_a_name_is_refused(place, name):
    run = read_in(place, "residents", ROSTER, [name, identity(11), "", 1, 1, 302])

    assert verdicts(run) == ["rejected"]
    assert reasons(run)[0][1] == "姓名"


def test_a_household_holds_who_lives_under_its_number(place):
    head = [*ROSTER, "户编号", "居住情况"]
    taken(
        place, "residents", head, ["王试一", "", "", 1, 1, 302, "000012", "户籍"], ["林试二", "", "", 1, 1, 302, "000012", "租住"],
        ["艾试三", "", "", 1, 1, 303, "/", "自住"], ["试四", "", "", 1, 1, 304, "/", "怎么说呢"],
    )  # fmt: skip

    assert Household.objects.get().number == "000012"
    found = Residence.objects.order_by("person__name").values_list(
        "person__name", "kind", "household__number"
    )
    assert sorted(found) == [
        ("林试二", "tenant", "000012"), ("王试一", "registered", "000012"), ("艾试三", "actual", None), ("试四", "actual", None),
    ]  # fmt: skip


def test_columns_without_a_purpose_are_never_stored(place):
    run = read_in(place, "residents", ["姓名", "工作单位", "血型"], ["王试一", "某某厂", "AB型"])

    assert "某某厂" not in run.report
    assert [row.values["name"] for row in run.verdicts] == ["王试一"]


def test_judging_asks_the_database_the_same_for_any_number_of_rows(place, django_assert_max_num_queries):
    rows = [[f"试{n}", identity(n), "", 1, 1, 101 + n] for n in range(120)]
    taken(place, "residents", ROSTER, *rows)
    run = read_in(place, "residents", ROSTER, *[[*row[:5], 901 + n] for n, row in enumerate(rows)])
    importer = importers()["residents"](place.community, place.actor("clerk"), {})
    with django_assert_max_num_queries(8):
        found = [importer.judge(number, cells) for number, cells in run.table.named(run.mapping)]

    assert {row.verdict.value for row in found} == {"changed"}
    assert (Building.objects.count(), Entrance.objects.count()) == (3, 1)


@pytest.mark.skipif(not LEDGERS.is_dir(), reason="the shared ledgers are not beside this checkout")
def test_the_shared_roster_is_read_as_its_expectation_says(place):
    told = json.loads((LEDGERS / "01_two_row_header.expected.json").read_text(encoding="utf-8"))
    run = read_in(place, "residents", data=(LEDGERS / "01_two_row_header.xlsx").read_bytes())

    values = {row.row: row.values for row in run.verdicts}
    rows = told["rows"] if isinstance(told, dict) else told
    assert len(values) == len(rows)
    for row in rows:
        shared = {
            name: row[name] for name in ("name", "id", "tel", "building", "unit", "room") if name in row
        }
        assert {name: values[row["row"]][name] for name in shared} == shared


@pytest.mark.skipif(not LEDGERS.is_dir(), reason="the shared ledgers are not beside this checkout")
def test_of_the_shared_roster_with_spoilt_numbers_none_is_guessed(place):
    run = read_in(place, "residents", data=(LEDGERS / "02_id_as_number.xlsx").read_bytes())

    assert set(verdicts(run)) == {"rejected"}
