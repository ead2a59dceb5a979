"""Working days: the reviewed table, its ends, and what holds for every day."""

import csv
import datetime as dt
from pathlib import Path

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.calendars.months import add_months
from linli.calendars.workdays import (
    add_workdays,
    holiday_name,
    is_make_up,
    is_provisional,
    is_workday,
    next_workday,
    workdays_between,
)
from linli.calendars.years import YEARS

SHARED = Path(__file__).parents[3] / "shared" / "data" / "calendar" / "workdays_2024_2027_three_libs.csv"
days = st.dates(dt.date(2018, 1, 1), dt.date(2030, 1, 1))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("2026-02-13", True),
        ("2026-02-14", True),  # Saturday, make-up day
        ("2026-02-15", False),
        ("2026-02-23", False),
        ("2026-02-24", True),
        ("2026-02-28", True),  # Saturday, make-up day
        ("2020-01-31", False),  # the prolonged festival
        ("2020-02-01", False),  # its make-up day was cancelled
        ("2021-10-09", True),
        ("2021-10-10", False),
        ("2026-10-07", False),
        ("2026-10-08", True),
    ],
)
def test_known_days(text: str, works: bool) -> None:
    assert is_workday(day(text)) is works


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-14", 1, "2026-02-24"),
        ("2026-02-14", 5, "2026-02-28"),
        ("2026-02-15", 0, "2026-02-24"),
        ("2026-02-13", 0, "2026-02-13"),
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-12-31", 1, "2027-01-04"),
    ],
)
def test_add_workdays(start: str, n: int, due: str) -> None:
    assert add_workdays(day(start), n) == day(due)


def test_a_negative_period_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        add_workdays(day("2026-01-05"), -1)


def test_names_and_make_up() -> None:
    assert holiday_name(day("2026-02-17")) == "春节"
    assert holiday_name(day("2026-03-17")) is None
    assert is_make_up(day("2026-10-10"))
    assert not is_make_up(day("2026-10-11"))


def test_provisional_years() -> None:
    assert [is_provisional(dt.date(y, 6, 1)) for y in (2018, 2019, 2026, 2027, 2028)] == [
        True,
        False,
        False,
        True,
        True,
    ]
    assert not is_workday(dt.date(2029, 10, 2))  # fixed statutory day beyond the table
    assert is_workday(dt.date(2029, 10, 8))


@pytest.mark.parametrize("year", YEARS, ids=lambda year: str(year.number))
def test_the_table_is_sound(year) -> None:
    for rest in year.rests:
        assert rest.first <= rest.last
        assert {rest.first.year, rest.last.year} == {year.number}
    for make_up in year.make_up:
        assert make_up.weekday() >= 5
        assert holiday_name(make_up) is None


@pytest.mark.parametrize("number", [year.number for year in YEARS if not year.provisional])
def test_the_table_agrees_with_the_holidays_library(number: int) -> None:
    library = holidays.country_holidays("CN", years=[number], language="zh_CN")
    first = dt.date(number, 1, 1)
    for n in range((dt.date(number + 1, 1, 1) - first).days):
        one = first + dt.timedelta(n)
        assert is_workday(one) == library.is_working_day(one), one


@pytest.mark.skipif(not SHARED.is_file(), reason="the shared comparison table is not beside this checkout")
def test_the_table_agrees_with_three_libraries() -> None:
    with SHARED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            one = day(row.pop("date"))
            if not is_provisional(one):
                assert {str(int(is_workday(one)))} == set(row.values()), one


@given(days, st.integers(0, 60))
def test_adding_lands_on_a_workday(start: dt.date, n: int) -> None:
    end = add_workdays(start, n)
    assert is_workday(end)
    assert end > start or n == 0
    if n:
        assert workdays_between(start, end) == n


@given(days, days, st.integers(0, 30), st.integers(0, 30))
def test_adding_is_monotone(a: dt.date, b: dt.date, n: int, m: int) -> None:
    (a, b), (n, m) = sorted((a, b)), sorted((n, m))
    assert add_workdays(a, n) <= add_workdays(b, n)
    assert add_workdays(a, n) <= add_workdays(a, m)


@given(days, days, days)
def test_between_adds_up(a: dt.date, b: dt.date, c: dt.date) -> None:
    assert workdays_between(a, b) + workdays_between(b, c) == workdays_between(a, c)


@given(days)
def test_next_workday_is_the_first(start: dt.date) -> None:
    end = next_workday(start)
    assert is_workday(end)
    assert not any(is_workday(start + dt.timedelta(n)) for n in range((end - start).days))


def test_months_end_with_the_calendar() -> None:
    with pytest.raises(OverflowError):
        add_months(day("9999-12-31"), 1)


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-11-21", 6, "2027-05-21"),
        ("2026-03-31", -1, "2026-02-28"),
    ],
)
def test_add_months(start: str, n: int, end: str) -> None:
    assert add_months(day(start), n) == day(end)
