"""`linli import`: one document on standard output, exit 0 or 2, and nothing stored by a dry run."""

import json
import uuid

import pytest
from django.apps import apps
from django.core.management import call_command

from linli.orders.models import Order
from linli.papers.imports.models import ImportRun
from linli.places.models import Dwelling
from linli.residents.models import Person
from tests.papers.taking import DWELLINGS, MESSAGES, ROSTER, books, identity
from tests.papers.workbooks import messages, residents_identity_lost, saved, sheet_of, workbook

WANG = ["王试一", identity(11), "13900000001", "1栋", "1单元", "302"]


@pytest.fixture
def file(tmp_path):
    """Write a file, get its path."""

    def write(data, name="名单.xlsx"):
        path = tmp_path / name
        path.write_bytes(data)
        return str(path)

    return write


def run(capsys, *words):
    """Exit and document of the command; with --json there is nothing else on standard output."""
    code = 0
    try:
        call_command("import", *words)
    except SystemExit as stop:
        code = int(stop.code or 0)
    said = capsys.readouterr()
    assert said.err == ""
    return code, json.loads(said.out)


def everything():
    """How many rows each table holds."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def test_the_document_of_an_import(place, capsys, file):
    path = file(workbook(ROSTER, WANG, WANG, ["林试二", "123", "", 1, 1, 303]))
    code, told = run(capsys, "residents", path, "--community", "nanmen", "--json")

    assert (code, list(told)) == (
        0, ["id", "read", "inserted", "changed", "unchanged", "repeated", "rejected", "notes"],
    )  # fmt: skip
    assert {name: told[name] for name in ("read", "inserted", "changed", "unchanged", "repeated")} == {
        "read": 3, "inserted": 1, "changed": 0, "unchanged": 0, "repeated": 1,
    }  # fmt: skip
    (refused,) = told["rejected"]
    assert list(refused) == ["row", "column", "value", "reason"]
    assert (refused["row"], refused["value"], "身份" in refused["column"]) == (4, "123", True)
    assert str(ImportRun.objects.get().pk) == told["id"]
    assert Person.objects.count() == 1


def test_a_dry_run_shows_the_values_and_stores_nothing(place, capsys, file):
    path, before = file(workbook(ROSTER, WANG, ["", "", "", 1, 1, 303])), everything()
    code, told = run(capsys, "residents", path, "--community", "nanmen", "--dry-run", "--json")

    assert (code, told["id"], everything()) == (0, None, before)
    assert told["rows"][0] == {
        "row": 2, "verdict": "inserted", "name": "王试一", "id": identity(11), "tel": "13900000001", "birth": "1980-01-01",
        "building": 1, "unit": 1, "room": 302,
    }  # fmt: skip
    assert [row["verdict"] for row in told["rows"]] == ["inserted", "rejected"]


@pytest.mark.parametrize(
    ("kind", "data", "names"),
    [
        ("orders", messages(2), {"message_number", "asked_at", "subject", "text", "label", "category"}),
        (
            "dwellings",
            workbook(DWELLINGS, ["", 1, 1, 302, "", "88.35"]),
            {"compound", "building", "unit", "room", "floor", "area"},
        ),
        (
            "appointments",
            workbook(["姓名", "职务", "楼栋"], ["王试一", "楼栋长", 1]),
            {"name", "tel", "post", "place", "from"},
        ),
    ],
)
def test_every_kind_names_its_values(place, capsys, file, kind, data, names):
    _code, told = run(capsys, kind, file(data), "--community", "nanmen", "--dry-run", "--json")

    assert set(told["rows"][0]) == names | {"row", "verdict"}


def test_a_dry_run_says_what_the_import_then_does(place, capsys, file):
    path = file(workbook(MESSAGES, ["1", "灯", "2026-01-01", "路灯不亮", "没人知道"]))
    lamp = str(place.category("路灯照明").pk)
    words = ("orders", path, "--community", "nanmen", "--json")
    run(capsys, *words, "--set", f"label:没人知道={lamp}", "--set", "channel=paper")
    _code, told = run(capsys, *words, "--dry-run")

    assert (told["unchanged"], told["rows"][0]["category"]) == (1, "路灯照明")
    assert run(capsys, *words)[1]["unchanged"] == 1
    assert Order.objects.get().category.name == "路灯照明"


def test_one_answer_leaves_the_answers_that_were_given_before(place, capsys, file):
    path = file(workbook(MESSAGES, ["1", "灯", "2026-01-01", "路灯不亮", "没人知道"]))
    words = ("orders", path, "--community", "nanmen", "--json")
    run(capsys, *words, "--set", f"label:没人知道={place.category('路灯照明').pk}")
    run(capsys, *words, "--set", "channel=paper")

    assert [order.category.name for order in Order.objects.all()] == ["路灯照明"] * 2


def test_an_import_is_undone_by_its_id(place, capsys, file):
    before = books()
    key = run(capsys, "residents", file(workbook(ROSTER, WANG)), "--community", "nanmen", "--json")[1]["id"]
    assert run(capsys, "undo", key, "--dry-run", "--json")[0] == 2
    assert Person.objects.exists()

    code, told = run(capsys, "undo", key, "--json")
    assert (code, told) == (0, {"id": key, "undone": 4})
    assert books() == before
    code, told = run(capsys, "undo", key, "--json")
    assert (code, told["error"]["code"]) == (2, "refused")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("pets", "{file}", "--community", "nanmen"), "no_such_kind"),
        (("residents", "{file}", "--community", "nowhere"), "no_such_community"),
        (("residents", "{file}"), "missing"),
        (("residents", "/nowhere.xlsx", "--community", "nanmen"), "no_such_file"),
        (("residents", "{file}", "--community", "nanmen", "--set", "pets=1"), "parameter"),
        (("residents", "{file}", "--community", "nanmen", "--set", "compound=没有的"), "parameter"),
        (("residents", "{file}", "--community", "nanmen", "--set", "grid"), "parameter"),
        (("residents", "{file}", "--community", "nanmen", "--sheet", "没有的"), "refused"),
        (("undo", "nonsense"), "no_such_import"),
        (("undo", str(uuid.uuid4())), "no_such_import"),
    ],
)
@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_bad_input_leaves_with_two_and_its_place(place, capsys, file, words, code, dry):
    path, before = file(workbook(ROSTER, WANG)), everything()
    left, told = run(
        capsys, *(word.format(file=path) for word in words), *(() if words[0] == "undo" else dry), "--json"
    )

    assert (left, told["error"]["code"], everything()) == (2, code, before)
    assert set(told["error"]) == {"code", "message", "where"}
    assert told["error"]["where"]


@pytest.mark.parametrize("data", [b"", b"<html>", b"PK\x03\x04", b"%PDF-1.7"])
def test_a_file_that_is_no_workbook_leaves_with_two(place, capsys, file, data):
    code, told = run(capsys, "residents", file(data), "--community", "nanmen", "--json")

    assert (code, told["error"]["code"], ImportRun.objects.exists()) == (2, "refused", False)


def test_rows_that_are_all_refused_are_no_failure(place, capsys, file):
    code, told = run(capsys, "residents", file(residents_identity_lost()), "--community", "nanmen", "--json")

    assert (code, told["inserted"], {line["column"] for line in told["rejected"]}) == (0, 0, {"身份证号"})


def test_another_sheet_is_read_by_its_name(place, capsys, file):
    book = sheet_of(["说明"])
    sheet = book.create_sheet("房屋")
    sheet.append(DWELLINGS)
    sheet.append(["", 1, 1, 302, "", ""])
    run(capsys, "dwellings", file(saved(book)), "--community", "nanmen", "--sheet", "房屋", "--json")

    assert Dwelling.objects.count() == 1


def test_without_json_it_is_told_line_by_line(place, capsys, file):
    call_command("import", "residents", file(workbook(ROSTER, WANG)), "--community", "nanmen")

    assert "inserted: 1" in capsys.readouterr().out
