"""What is written is what openpyxl, another hand, reads: text as text, days as days, and never a formula."""

import datetime as dt
import weakref
import zipfile
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import load_workbook as calamine

from linli.core import clock
from linli.ledgers.declaration import Column
from linli.ledgers.workbook import Sheet, text

HEADER = 3


def column(number, label="列"):
    return Column(f"c{number}", label, lambda row: row[number])


def written(rows, columns=None, **more):
    """The file of some rows."""
    file, columns = BytesIO(), columns or [column(n) for n in range(len(rows[0]))]
    given_words = {"title": "诉求工单", "said": "全部", "by": "何静", **more}
    assert Sheet(file, columns=columns, **given_words).write(rows) == len(rows)
    return file


def read(file):
    """Its sheet, as the other hand reads it."""
    return load_workbook(file).active


def cells(*values):
    """What becomes of some values."""
    return [cell.value for cell in read(written([values]))[HEADER + 1]]


def test_values_come_back_as_what_they_are():
    moment = dt.datetime(2026, 3, 10, 1, 30, tzinfo=dt.UTC)

    assert cells("路灯坏了", 12, dt.date(2026, 3, 10), moment, None, 0, -7) == [
        "路灯坏了", 12, dt.datetime(2026, 3, 10), dt.datetime(2026, 3, 10, 9, 30), None, 0, -7,
    ]  # fmt: skip


def test_days_are_shown_as_days():
    row = read(written([(dt.date(2026, 3, 10), clock.now(), 1)]))[HEADER + 1]

    assert [cell.number_format for cell in row] == ["yyyy-mm-dd", "yyyy-mm-dd hh:mm", "0"]
    assert row[0].is_date


@pytest.mark.parametrize(
    "words",
    [
        "=1+1", "=cmd|'/c calc'!A1", "+86 139", "-1", "@SUM(A1)", "\t=1", "http://example.org", "mailto:a@b",
        "internal:Sheet1!A1", "{=1}", "00123", "1e5", "<b>&amp;</b>", "𠮷😀", "两行\n字", " 空 ", "TRUE",
    ],
)  # fmt: skip
def test_text_stays_text(words):
    file = written([(words,)])
    sheet = read(file)
    cell = sheet.cell(HEADER + 1, 1)

    assert (cell.value, cell.data_type, cell.hyperlink) == (words, "s" if words else "n", None)
    with zipfile.ZipFile(file) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert "hyperlink" not in xml


def test_signs_that_look_like_the_escapes_of_the_format_stay_too():
    """openpyxl leaves the escapes of ECMA-376 22.9.2.19 as they are; calamine reads them as spreadsheets do."""
    file = written([("_x0041_",)])
    file.seek(0)

    assert calamine(file).get_sheet_by_index(0).to_python()[-1] == ["_x0041_"]


@settings(deadline=None)  # the first of them reads the library in
@given(st.text(st.characters(), max_size=200))
@example("a\x00b\x0b\x1f\x85")
@example("\ud800")
@example("\ufffe")
def test_any_text_can_be_read_again(words):
    kept = text(words)

    assert (cells(kept)[0] or "").replace("\r\n", "\n") == kept


def test_a_cell_that_is_too_long_says_so():
    short, long, wide = "字" * 32_767, "字" * 32_768, "😀" * 20_000

    assert cells(short, long) == [short, "字" * 32_766 + "…"]
    assert text(wide) == "😀" * 16_383 + "…"


def test_what_the_format_cannot_hold_exactly_is_text():
    assert cells(123_456_789_012_345, 1_234_567_890_123_456, dt.date(1899, 12, 31)) == [
        123_456_789_012_345,
        "1234567890123456",
        "1899-12-31",
    ]


def test_the_head_and_the_paper():
    columns = [column(0, "编号"), Column("text", "什么事", lambda row: row[1], width=20)]
    sheet = read(written([("1", "a")] * 4, columns, by="A&B公司"))

    assert [sheet.cell(n, 1).value for n in (1, 2)] == ["诉求工单", "全部"]
    assert [cell.value for cell in sheet[HEADER]] == ["编号", "什么事"]
    assert all(cell.font.b for cell in sheet[HEADER])
    assert sheet.freeze_panes == "B4"
    assert sheet.auto_filter.ref == "A3:B7"
    assert sheet.column_dimensions["B"].width > 40
    page = sheet.page_setup
    assert (page.orientation, page.paperSize, page.fitToHeight) == ("landscape", 9, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert sheet.oddFooter.left.text == "2026-03-10 A&&B公司"


@pytest.mark.parametrize("title", ["a[b]:c*?/\\'", "长" * 60])
def test_any_title_is_a_sheet(title):
    assert read(written([("1",)], title=title)).cell(1, 1).value == title


def test_an_empty_ledger_is_a_header():
    sheet = read(written([], [column(0, "编号")]))

    assert (sheet.max_row, sheet.cell(HEADER, 1).value) == (HEADER, "编号")


class Record:
    """A row whose end can be noticed."""

    def __init__(self, number):
        self.number = number


def test_ten_thousand_rows_are_written_without_keeping_them():
    alive, most = weakref.WeakSet(), 0

    def rows():
        nonlocal most
        for number in range(10_000):
            record = Record(number)
            alive.add(record)
            most = max(most, len(alive))
            yield record

    file = BytesIO()
    columns = [Column("number", "编号", lambda record: record.number)]
    count = Sheet(file, title="t", said="s", columns=columns, by="何静").write(rows())
    sheet = load_workbook(file, read_only=True).active

    assert (count, most) == (10_000, 2), "the one that is written, and the next"
    assert [row[0] for row in sheet.iter_rows(min_row=HEADER + 1, values_only=True)] == list(range(10_000))
