"""Lunar dates: festivals of fourteen years, the days on which libraries disagree, and the way there and back."""

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.calendars.lunar import FIRST, LAST, Festival, Lunar, OutOfRange, lunar_of, new_years_eve, solar_of

VECTORS = Path(__file__).parent.parent / "vectors"
FESTIVALS = json.loads((VECTORS / "lunar.json").read_text(encoding="utf-8"))
DISPUTED = json.loads((VECTORS / "lunar_disputed.json").read_text(encoding="utf-8"))
BY_NAME = {festival.label: festival for festival in Festival}


@pytest.mark.parametrize(("name", "year", "month", "day", "leap", "date"), FESTIVALS)
def test_festivals(name, year, month, day, leap, date):
    assert solar_of(Lunar(year, month, day, bool(leap))) == dt.date.fromisoformat(date)
    if name in BY_NAME:
        assert BY_NAME[name].on(year) == dt.date.fromisoformat(date)


def test_days_on_which_a_library_errs():
    """1933 and the winters of 1954 and 1978: three libraries agree against the fourth."""
    wrong = [
        case["date"]
        for case in DISPUTED
        if lunar_of(dt.date.fromisoformat(case["date"]))
        != Lunar(*case["lunar"][:3], leap=bool(case["lunar"][3]))
    ]

    assert DISPUTED
    assert wrong == []


@given(st.dates(min_value=FIRST, max_value=LAST))
def test_there_and_back(day):
    assert solar_of(lunar_of(day)) == day


@given(st.dates(min_value=FIRST, max_value=LAST - dt.timedelta(days=1)))
def test_the_next_day_is_the_next_lunar_day_or_a_first(day):
    today, tomorrow = lunar_of(day), lunar_of(day + dt.timedelta(days=1))

    assert tomorrow.day == today.day + 1 or (tomorrow.day == 1 and today.day in {29, 30})


@pytest.mark.parametrize("day", [dt.date(1900, 1, 1), dt.date(2100, 1, 1)])
def test_outside_the_tables(day):
    with pytest.raises(OutOfRange):
        lunar_of(day)


@pytest.mark.parametrize(
    "lunar", [Lunar(2026, 13, 1), Lunar(2026, 1, 31), Lunar(2026, 5, 1, leap=True), Lunar(2026, 0, 1)]
)
def test_dates_that_do_not_exist(lunar):
    with pytest.raises(OutOfRange):
        solar_of(lunar)


def test_the_eve_is_the_day_before_spring_festival():
    assert new_years_eve(2025) == dt.date(2026, 2, 16)
