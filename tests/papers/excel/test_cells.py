"""The readers of cells, one table each, and properties: what was written is read, what is unsure is not."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linli.core import clock
from linli.papers.excel.cells import Day, amount, day, digits, is_blank, moment, text, whole
from linli.papers.excel.headers import Column, body, find_header
from linli.papers.excel.numerals import number
from linli.papers.excel.opening import open_workbook
from linli.residents.identity import fold
from tests.papers.workbooks import (
    AMOUNTS,
    PEOPLE,
    amounts,
    messages,
    people,
    residents_identity_lost,
    residents_two_row_header,
)

TODAY = dt.date(2026, 3, 10)
LOST = "lost its last digits"


def rows(data: bytes, title: str) -> list[tuple[int, list[Any]]]:
    table = open_workbook(data, "x.xlsx")
    return list(body(table, find_header(table, [Column("x", "x", (title,), required=True)])))


def numerals(value: int) -> str:
    """1 to 99999999 as it is written: 10305 is 一万零三百零五."""
    high, low = divmod(value, 10_000)
    return f"{_below(high)}万{'零' if 0 < low < 1000 else ''}{_below(low)}" if high else _below(low)


def _below(value: int) -> str:
    written, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            one = "" if unit == 10 and digit == 1 and not written else "零一二三四五六七八九"[digit]
            written += ("零" if gap and written else "") + one + name
        gap = not digit
    return written


@given(st.integers(1, 99_999_999))
@example(10_000)
@example(100_010)
@example(11_015)
def test_numerals_are_read_as_they_are_written(value: int):
    assert number(numerals(value)) == value


@pytest.mark.parametrize(
    "ambiguous",
    ["七百二", "一万五", "一万五百", "一百零二十", "百二十", "十百", "一百十五", "二零", "零零", "万", "一二", "abc", "", "十零五",
     "一万零五千", "一万万"],
)  # fmt: skip
def test_numerals_that_may_be_two_numbers_are_none(ambiguous: str):
    assert number(ambiguous) is None


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (None, None),
        ("", None),
        ("\u3000\xa0", None),
        ("王  芳\xa0", "王  芳"),
        (" '试甲", "试甲"),
        ("试\u200b甲\ufeff", "试甲"),
        ("e\u0301", "é"),
        ("𠮷田", "𠮷田"),
        (302.0, "302"),
        (302, "302"),
        (2.5, "2.5"),
        (True, "TRUE"),
        (dt.date(2026, 3, 1), "2026-03-01"),
        (dt.datetime(2026, 3, 1), "2026-03-01"),
        (dt.datetime(2026, 3, 1, 8, 30), "2026-03-01 08:30:00"),
        (dt.time(8, 30), "08:30:00"),
        ("/", "/"),
        ("两行\r\n字", "两行\n字"),
    ],
)
def test_text(cell, value):
    assert (text(cell).value, text(cell).problem) == (value, "")


@pytest.mark.parametrize("cell", [None, "", " ", "/", "-", "—", "——", "－", "无", "／", "\xa0无 "])
def test_signs_for_nothing_are_blank(cell):
    assert is_blank(cell)
    for read in (digits, whole, amount, moment):
        assert (read(cell).value, read(cell).problem) == (None, "")
    assert day(cell, today=TODAY) == day(None, today=TODAY)


@pytest.mark.parametrize("cell", [0, False, 0.0, "0", "无名"])
def test_other_cells_are_not_blank(cell):
    assert not is_blank(cell)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("00012", "00012"),
        (13900000001.0, "13900000001"),
        (13900000001, "13900000001"),
        (" 139 0000\xa00001\n", "13900000001"),
        ("'１３９００００００１Ｘ", "1390000001X"),
        ("0597-1234567", "05971234567"),
        ("6217000000000012345", "6217000000000012345"),
        ("Ⅹ1", "Ⅹ1"),
    ],
)
def test_digits(cell, value: str):
    assert (digits(cell).value, digits(cell).problem) == (value, "")


def test_hyphens_stay_where_they_are_wanted():
    assert digits("0597－123 4567", keep="-").value == "0597-1234567"
    assert digits("0597—1234567", keep="-").value == "0597-1234567"


@pytest.mark.parametrize("cell", ["3.50824E+17", "3.50824e17", 3.5e17, 10**15, 1e15, "４.1E+17", -1e15])
def test_lost_digits_are_never_made_up(cell):
    assert digits(cell).value is None
    assert LOST in str(digits(cell).problem)


@pytest.mark.parametrize("cell", [True, dt.date(2026, 3, 1), "abc", 2.5, -3, "没有"])
def test_what_is_no_number_is_a_problem(cell):
    assert digits(cell).value is None
    assert digits(cell).problem


@given(
    st.text("0123456789", min_size=1, max_size=25),
    st.integers(0, 25),
    st.sampled_from([" ", "\xa0", "\n", "\u3000"]),
)
def test_digits_written_anyhow_are_the_same(number: str, at: int, blank: str):
    wide = number.translate({ord("0") + n: 0xFF10 + n for n in range(10)})

    for written in (f"'{number}", f"{number[:at]}{blank}{number[at:]}", wide, f"{number}\xa0"):
        assert digits(written).value == number


@pytest.mark.parametrize(
    ("cell", "value", "noted"),
    [
        (2, 2, False),
        (2.0, 2, False),
        ("2", 2, False),
        ("2栋", 2, True),
        ("4单元", 4, True),
        ("３０２室", 302, True),
        ("八栋", 8, True),
        ("第十二幢", 12, True),
        ("九十九", 99, True),
        ("7 号楼", 7, True),
        ("0302", 302, True),
    ],
)
def test_whole(cell, value: int, noted: bool):
    read = whole(cell)

    assert (read.value, read.problem) == (value, "")
    assert bool(read.note) is noted
    assert not noted or str(value) in read.note


@pytest.mark.parametrize(
    "cell", ["2-3", "2.5", 2.5, 0, -1, "0", "两三", "A2", "2栋3", dt.date(2026, 2, 3), True, "三〇二", 1e15]
)
def test_what_may_be_two_numbers_is_a_problem(cell):
    assert whole(cell).value is None
    assert whole(cell).problem


@given(st.integers(1, 99), st.sampled_from(["", "栋", "单元", "室", "号楼"]))
def test_a_number_is_read_in_either_script(value: int, suffix: str):
    assert whole(f"{value}{suffix}").value == whole(f"{numerals(value)}{suffix}").value == value


DAYS = [
    ("1947.1", Day(1947, 1, None, doubtful_month=True)),
    (1947.1, Day(1947, 1, None, doubtful_month=True)),
    ("1947.10", Day(1947, 10)),
    ("1947.01", Day(1947, 1)),
    (2010.05, Day(2010, 5)),
    (1948.12, Day(1948, 12)),
    ("1989年6月", Day(1989, 6)),
    ("1989年1月", Day(1989, 1)),
    ("1989-6", Day(1989, 6)),
    ("1989-1", Day(1989, 1)),
    ("1989年", Day(1989)),
    (1989, Day(1989)),
    (198906, Day(1989, 6)),
    ("1972/11/13", Day(1972, 11, 13)),
    (dt.datetime(2017, 9, 25, 8), Day(2017, 9, 25)),
    (dt.date(2017, 9, 25), Day(2017, 9, 25)),
    ("20110721", Day(2011, 7, 21)),
    (20110721.0, Day(2011, 7, 21)),
    (38033, Day(2004, 2, 16)),
    (38033.75, Day(2004, 2, 16)),
    ("07.8.4", Day(2007, 8, 4)),
    ("41.9.19", Day(1941, 9, 19)),
    ("26.3.10", Day(2026, 3, 10)),
    ("26.3.11", Day(1926, 3, 11)),
    ("00.2.29", Day(2000, 2, 29)),
    ("89年6月", Day(1989, 6)),
    ("2020/1/7 08:30:00", Day(2020, 1, 7)),
    ("二〇二〇年三月五日", Day(2020, 3, 5)),
    ("二零一九年十二月三十一日", Day(2019, 12, 31)),
    ("１９８９．６．３０", Day(1989, 6, 30)),
    (" 1989 年 6 月 30 日\n", Day(1989, 6, 30)),
]


@pytest.mark.parametrize(("cell", "value"), DAYS)
def test_day(cell, value: Day):
    assert (day(cell, today=TODAY).value, day(cell, today=TODAY).problem) == (value, "")


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("2021-09-31", "no such day"),
        ("2021-13-01", "no such day"),
        ("1989.0", "no such day"),
        ("01.2.29", "no such day"),
        ("民国110年", "民国"),
        ("农历三月初三", "lunar"),
        ("38033", "not a date"),
        ("89.6", "not a date"),
        ("不详", "not a date"),
        (True, "not a date"),
        (302, "not a date"),
        (-1, "not a date"),
        (1e300, "not a date"),
        (dt.time(8), "not a date"),
        ("3019-01-01", "not a date"),
    ],
)
def test_what_is_no_day_is_a_problem(cell, words: str):
    read = day(cell, today=TODAY)

    assert read.value is None
    assert words in str(read.problem)


def test_a_day_is_as_exact_as_it_was_written():
    doubtful, month, full = Day(1947, 1, doubtful_month=True), Day(1989, 6), Day(1989, 6, 30)

    assert (doubtful.iso, month.iso, full.iso, Day(1989).iso) == ("1947", "1989-06", "1989-06-30", "1989")
    assert (doubtful.exact, month.exact, full.exact) == (None, None, dt.date(1989, 6, 30))
    assert doubtful.agrees_with(dt.date(1947, 1, 20))
    assert doubtful.agrees_with(dt.date(1947, 10, 2))
    assert not doubtful.agrees_with(dt.date(1947, 2, 2))
    assert month.agrees_with(dt.date(1989, 6, 1))
    assert not month.agrees_with(dt.date(1989, 7, 1))
    assert not full.agrees_with(dt.date(1989, 6, 29))
    assert Day(1989).agrees_with(dt.date(1989, 12, 31))


DATES = st.dates(dt.date(1930, 1, 1), TODAY)


@given(DATES, st.sampled_from(["{:%Y-%m-%d}", "{0.year}/{0.month}/{0.day}", "{0.year}年{0.month}月{0.day}日", "{:%Y%m%d}",
                               "{0.year}.{0.month}.{0.day}", "{:%y.%m.%d}", "{:%Y-%m-%d} 08:30"]))  # fmt: skip
def test_a_written_day_is_read_as_it_was_meant(date: dt.date, form: str):
    assert day(form.format(date), today=TODAY).value.exact == date


@given(DATES)
def test_a_serial_number_is_the_day_excel_means(date: dt.date):
    serial = (date - dt.date(1899, 12, 30)).days

    assert day(serial, today=TODAY).value.exact == date
    assert day(float(serial), today=TODAY).value.exact == date


@given(DATES)
def test_a_month_typed_as_a_figure_agrees_with_the_day(date: dt.date):
    assert day(float(f"{date.year}.{date.month:02}"), today=TODAY).value.agrees_with(date)
    assert day(float(f"{date.year}.{date.month}"), today=TODAY).value.agrees_with(date)


EIGHT = dt.datetime(2020, 1, 7, 8, 30, tzinfo=clock.BEIJING)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("2020/1/7 8:30:00", EIGHT),
        ("2020-01-07 08:30", EIGHT),
        ("2020-01-07T08:30:00", EIGHT),
        ("2020年1月7日8时30分", EIGHT),
        ("2020年1月7日 8时30分0秒", EIGHT),
        ("２０２０/１/７　８：３０", EIGHT),
        (dt.datetime(2020, 1, 7, 8, 30), EIGHT),
        (43837.354166667, EIGHT),
        ("2020/1/7", EIGHT.replace(hour=0, minute=0)),
        (dt.date(2020, 1, 7), EIGHT.replace(hour=0, minute=0)),
        (43837, EIGHT.replace(hour=0, minute=0)),
    ],
)
def test_moment(cell, value: dt.datetime):
    assert (moment(cell).value, moment(cell).problem) == (value, "")
    assert moment(cell).value.utcoffset() == dt.timedelta(hours=8)


@pytest.mark.parametrize(
    "cell",
    [
        "8:30",
        "2020-02-30 8:00",
        "2020/1/7 25:00",
        "2020.1",
        "20/1/7 8:30",
        "昨天",
        True,
        dt.time(8),
        12,
        "43837",
    ],
)
def test_what_is_no_moment_is_a_problem(cell):
    assert moment(cell).value is None
    assert moment(cell).problem


@given(st.datetimes(dt.datetime(1950, 1, 1), dt.datetime(2099, 12, 31)))
def test_a_moment_is_read_to_the_second(value: dt.datetime):
    value = value.replace(microsecond=0)
    written = f"{value.year}/{value.month}/{value.day} {value.hour}:{value:%M:%S}"
    serial = (value - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)

    for cell in (written, value.isoformat(), value, serial):
        assert moment(cell).value == value.replace(tzinfo=clock.BEIJING)


@pytest.mark.parametrize(("cell", "fen", "problem"), AMOUNTS)
def test_amounts(cell, fen: int | None, problem: str):
    assert amount(cell).value == fen
    assert problem in str(amount(cell).problem)
    assert bool(amount(cell).problem) is bool(problem)


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        ("五角", 50),
        ("八分", 8),
        ("壹元零伍分", 105),
        ("壹万贰仟元整", 1_200_000),
        ("三万", 3_000_000),
        ("人民币柒佰圆正", 70_000),
        ("￥1，336．5元", 133_650),
        (668.5000000000001, 66_850),
        (0, 0),
        (0.1 + 0.2, 30),
    ],
)
def test_more_amounts(cell, fen: int):
    assert (amount(cell).value, amount(cell).problem) == (fen, "")


@pytest.mark.parametrize("cell", [668.505, "668.505", "-5", -5, "七百二", "1,33", "abc", "元", True, dt.date(2026, 1, 1), 1e16,
                                  "12角", "十角", "5元5", "1.2.3", "６６８.５０５元"])  # fmt: skip
def test_what_is_no_clear_amount_is_for_a_person(cell):
    assert amount(cell).value is None
    assert amount(cell).problem


def test_the_word_for_no_amount_is_told():
    assert "停发" in amount("停发").note
    assert "－" in amount("－").note


@given(st.integers(0, 10**11))
def test_an_amount_written_anyhow_is_the_same(fen: int):
    yuan, rest = divmod(fen, 100)
    written = f"{yuan}.{rest:02}"

    for cell in (written, f"{yuan:,}.{rest:02}", f"￥{written}", f"{written}元", float(written)):
        assert amount(cell).value == fen


@given(st.integers(1, 99_999_999))
def test_an_amount_in_numerals_is_the_same(yuan: int):
    bankers = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")

    assert amount(f"{numerals(yuan)}元整").value == yuan * 100
    assert amount(numerals(yuan).translate(bankers) + "元伍角").value == yuan * 100 + 50


ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**20), 10**20), st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=30), st.text("0123456789.-/年月日:元万角一二十百 '（", max_size=14), st.dates(), st.datetimes(), st.times(),
)  # fmt: skip


@given(ANYTHING)
def test_no_cell_breaks_a_reader(cell):
    for read in (text(cell), digits(cell), whole(cell), day(cell, today=TODAY), moment(cell), amount(cell)):
        assert read.value is None or not read.problem


def test_the_roster_is_read_as_it_was_meant():
    for (row, cells), person, facts in zip(
        rows(residents_two_row_header(), "姓名"), people(), PEOPLE, strict=True
    ):
        assert row == person.row
        assert text(cells[1]).value == facts[0].strip()
        assert day(cells[3], today=TODAY).value.agrees_with(person.born)
        assert fold(digits(cells[4]).value) == person.identity
        assert [whole(cell).value for cell in cells[5:8]] == [person.building, person.unit, person.room]
        assert digits(cells[8]).value == person.phone
        assert digits(cells[9], keep="-").value == (person.landline if person.landline[0] == "0" else None)


def test_identity_numbers_that_became_figures_are_all_refused():
    read = [digits(cells[1]) for _row, cells in rows(residents_identity_lost(), "姓名")]

    assert len(read) == len(PEOPLE)
    assert all(LOST in str(found.problem) for found in read)


def test_the_amounts_of_a_workbook():
    for (_row, cells), (index, (_cell, fen, problem)) in zip(
        rows(amounts(), "户主姓名"), enumerate(AMOUNTS), strict=True
    ):
        assert digits(cells[0]).value == f"{index + 1:05}"
        assert amount(cells[3]).value == fen
        assert problem in str(amount(cells[3]).problem)
        assert digits(cells[4]).value == f"62170000000000{index:05}"
        assert bool(day(cells[5], today=TODAY).problem) is (cells[5] in {"2021-09-31", "民国110年"})


def test_all_moments_of_the_messages():
    read = [moment(cells[3]) for _row, cells in rows(messages(60), "留言编号")]

    assert len(read) == 60
    assert all(found.value for found in read)
