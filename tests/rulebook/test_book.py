"""The rulebook: rows in force, the most specific place, and every mistake named with its line."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.rulebook import book as rulebook
from linli.rulebook.book import Book, NoSuchRow
from linli.rulebook.rows import Row, RulebookError, read_rows

DAY = dt.date(2026, 5, 6)
GOOD = """- code: orders.contact.hours
  value: 24
  unit: hours
  from: 2019-01-01
  jurisdiction: CN
  source: 平台默认
  confidence: V
"""


def local(place: str, value: str = "12", since: str = "2019-01-01", until: str | None = None) -> str:
    row = GOOD.replace("24", value).replace("CN", f"'{place}'").replace("2019-01-01", since)
    return row + (f"  to: {until}\n" if until else "")


def book(text: str) -> Book:
    return Book.of(read_rows(text))


def test_the_product_s_own_book_is_sound() -> None:
    own = rulebook.book()
    assert own.value("orders.contact.hours", on=DAY) == 24
    assert own is rulebook.book()
    for code, rows in own.rows.items():
        for one in rows:
            assert one.code == code
            assert one.unit
            assert one.source


def test_module_functions_read_the_same_book() -> None:
    assert rulebook.value("orders.close.distinct_days", on=DAY, at="410181003001") == 2
    assert rulebook.row("accounts.logs.months", on=DAY).may_block
    assert rulebook.parameter("accounts.logs.months", on=DAY).as_json()["from"] == "2017-06-01"


@pytest.mark.parametrize(
    ("at", "value"),
    [("", 24), ("CN", 24), ("340123100001", 24), ("41", 18), ("410181003001", 12), ("410182001001", 18)],
)
def test_the_most_specific_place_counts(at: str, value: int) -> None:
    found = book(GOOD + local("41", "18") + local("410181"))
    assert found.value("orders.contact.hours", on=DAY, at=at) == value


@pytest.mark.parametrize(
    ("on", "value"), [("2026-05-06", 12), ("2026-05-31", 12), ("2026-06-01", 10), ("2026-05-05", 24)]
)
def test_a_row_holds_to_its_last_day(on: str, value: int) -> None:
    found = book(GOOD + local("41", "12", "2026-05-06", "2026-05-31") + local("41", "10", "2026-06-01"))
    assert found.value("orders.contact.hours", on=dt.date.fromisoformat(on), at="410181003001") == value


@pytest.mark.parametrize(
    ("code", "on"), [("orders.no.such", DAY), ("orders.contact.hours", dt.date(2018, 12, 31))]
)
def test_a_missing_row_names_its_code_and_day(code: str, on: dt.date) -> None:
    with pytest.raises(NoSuchRow, match=rf"{code}.*{on}"):
        book(GOOD).value(code, on=on)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (GOOD + GOOD, 8, "同时有效"),
        (GOOD + local("41") + local("41", "9", "2026-01-01"), 15, "同时有效"),
        (
            GOOD + local("41", "9", "2020-01-01", "2020-06-01") + local("41", "9", "2020-06-01"),
            16,
            "同时有效",
        ),
        (GOOD.replace("  value: 24\n", ""), 1, "缺少 value"),
        (GOOD.replace("value: 24", "value: 2.4"), 2, "加引号"),
        (GOOD.replace("value: 24", "value: [1, 2.4]"), 2, "加引号"),
        (GOOD.replace("value: 24", "value:"), 2, "不能为空"),
        (GOOD.replace("value: 24", "worth: 24"), 1, "缺少 value"),
        (GOOD + "  worth: 24\n", 8, "worth"),
        (GOOD + "  value: 25\n", 8, "写了两次"),
        (GOOD.replace("confidence: V", "confidence: X"), 7, "confidence"),
        (GOOD.replace("jurisdiction: CN", "jurisdiction: 41"), 5, "引号"),
        (GOOD.replace("jurisdiction: CN", "jurisdiction: '411'"), 5, "jurisdiction"),
        (GOOD.replace("code: orders.contact.hours", "code: Orders"), 1, "code"),
        (GOOD.replace("from: 2019-01-01", "from: soon"), 4, "from"),
        (GOOD.replace("from: 2019-01-01", "from: 2019-02-30"), 4, "2019-02-30"),
        (GOOD + "  to: 2018-01-01\n", 8, "早于"),
        (GOOD + "  to: never\n", 8, "to"),
        (GOOD + "  binding: perhaps\n", 8, "binding"),
        (GOOD + "  note: 3\n", 8, "note"),
        (GOOD.replace("unit: hours", "unit:"), 3, "unit"),
        ("a: b\n", 1, "列表"),
        ("- just text\n", 1, "对象"),
        (GOOD + "- [\n", 9, "YAML"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(RulebookError, match=words) as caught:
        book(text)
    assert caught.value.line == line


def test_a_file_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "rows.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert Book.load(path).value("orders.contact.hours", on=DAY) == 24


@pytest.mark.parametrize(
    ("confidence", "binding", "blocks"),
    [("S✔", False, True), ("S", False, True), ("F", False, False), ("V", False, False), ("V", True, True)],
)
def test_only_sure_law_or_a_binding_rule_may_block(confidence: str, binding: bool, blocks: bool) -> None:
    one = Row("a.b", 1, "x", DAY, None, "CN", "法", confidence, binding)
    assert one.may_block is blocks


spans = st.tuples(st.integers(0, 40), st.integers(0, 20) | st.none())


@given(spans, spans)
def test_overlap_means_a_common_day(a: tuple[int, int | None], b: tuple[int, int | None]) -> None:
    def row(span: tuple[int, int | None]) -> Row:
        since = DAY + dt.timedelta(span[0])
        until = None if span[1] is None else since + dt.timedelta(span[1])
        return Row("a.b", 1, "x", since, until, "CN", "法", "S")

    first, second = row(a), row(b)
    common = any(
        first.in_force(day) and second.in_force(day) for day in (DAY + dt.timedelta(n) for n in range(100))
    )
    assert first.overlaps(second) == second.overlaps(first) == common
