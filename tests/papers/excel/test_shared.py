"""The shared ledgers, where they are beside this checkout: every expected value is read."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from linli.papers.excel.cells import amount, day, digits, moment, text, whole
from linli.papers.excel.headers import Column, body, find_header, match
from linli.papers.excel.opening import open_workbook
from linli.residents.identity import read as read_identity

SHARED = Path(__file__).parents[4] / "shared" / "data"
TODAY = dt.date(2026, 11, 21)
pytestmark = pytest.mark.skipif(
    not (SHARED / "ledgers").is_dir(), reason="the shared ledgers are not beside this checkout"
)
TITLES = {
    "name": ("姓名", "户主姓名"),
    "birth": ("出生年月",),
    "identity": ("公民身份号码", "身份证号"),
    "building": ("楼栋",),
    "unit": ("单元",),
    "room": ("房号",),
    "phone": ("手机", "电话"),
    "number": ("低保证号", "留言编号"),
    "amount": ("月保障金",),
    "card": ("银行卡号",),
    "start": ("起始时间", "留言时间"),
}
COLUMNS = [Column(name, name, titles) for name, titles in TITLES.items()]


def ledger(path: str) -> tuple[int, dict[int, dict[str, Any]]]:
    """The first row of the head in Excel, and each row of data by its number."""
    table = open_workbook((SHARED / path).read_bytes(), path)
    header = find_header(table, COLUMNS)
    found = match(header, COLUMNS)
    return header.first + 1, {
        number: {name: cells[index] for index, name in found.items()} for number, cells in body(table, header)
    }


def expected(path: str) -> dict[str, Any]:
    return json.loads((SHARED / path).read_text(encoding="utf-8"))


def test_every_value_of_the_roster_is_read():
    first, rows = ledger("ledgers/01_two_row_header.xlsx")

    assert first == 3
    for person in expected("ledgers/01_two_row_header.expected.json")["rows"]:
        row = rows.pop(person["row"])
        identity = read_identity(digits(row["identity"]).value, today=TODAY)
        assert text(row["name"]).value == person["name"]
        assert identity.normal == person["id"]
        assert day(row["birth"], today=TODAY).value.agrees_with(identity.born)
        assert identity.born == dt.date.fromisoformat(person["birth"])
        assert digits(row["phone"]).value == person["tel"]
        for part in ("building", "unit", "room"):
            assert whole(row[part]).value == person[part]
    assert rows == {}


def test_every_lost_number_is_refused():
    _first, rows = ledger("ledgers/02_id_as_number.xlsx")

    for refused in expected("ledgers/02_id_as_number.expected.json")["rejected"]:
        assert digits(rows.pop(refused["row"])["identity"]).problem
    assert rows == {}


def test_every_amount_is_read_or_left_to_a_person():
    _first, rows = ledger("ledgers/05_dibao_amounts.xlsx")
    said = expected("ledgers/05_dibao_amounts.expected.json")

    for person in said["rows"]:
        row = rows.pop(person["row"])
        money, wanted = amount(row["amount"]), person["amount"]
        assert digits(row["number"]).value == person["low_income_no"]
        assert len(digits(row["card"]).value) == 19
        assert bool(money.problem) is (wanted == "REVIEW")
        assert money.value == (None if wanted in {None, "REVIEW"} else round(float(wanted) * 100))
        assert bool(day(row["start"], today=TODAY).problem) is (row["start"] in said["bad_dates"])
    assert rows == {}


def test_every_moment_of_the_messages_is_read():
    _first, rows = ledger("complaints/citizen_messages_495.xlsx")

    assert len(rows) == 495
    assert all(moment(row["start"]).value for row in rows.values())
    assert all(digits(row["number"]).value for row in rows.values())
