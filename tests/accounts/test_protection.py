"""R-43: lockout, idle sessions, passwords, retention of logs, three administrators."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.accounts.protection import locked_until, longest_months
from linli.calendars.months import add_months
from tests.vectors.judging import verdict

START = dt.datetime(2026, 5, 6, 9, 0)


def ask(check: str, **names: Any) -> dict[str, Any]:
    return verdict("R-43", {"check": check, **names}).as_json()


def failures(n: int, step: int = 1) -> list[str]:
    return [(START + dt.timedelta(minutes=step * i)).isoformat(timespec="minutes") for i in range(n)]


@pytest.mark.parametrize(
    ("times", "now", "level"),
    [
        (failures(4), "2026-05-06T09:05", "PASS"),
        (failures(5), "2026-05-06T09:05", "BLOCK"),
        (failures(5), "2026-05-06T09:33", "BLOCK"),
        (failures(5), "2026-05-06T09:34", "PASS"),
        (failures(5, step=10), "2026-05-06T09:41", "PASS"),  # too slow for the window
        (failures(8), "2026-05-06T09:36", "BLOCK"),  # each further failure locks again
        ([], "2026-05-06T09:05", "PASS"),
    ],
)
def test_lockout(times: list[str], now: str, level: str) -> None:
    said = ask("lockout", failures=times, now=now)
    assert said["level"] == level
    assert said["result"]["audit"] == (level == "BLOCK")


@pytest.mark.parametrize(("minutes", "level"), [(30, "PASS"), (31, "BLOCK"), (0, "PASS")])
def test_idle(minutes: int, level: str) -> None:
    said = ask("idle", idle_minutes=minutes)
    assert said["level"] == level
    assert said["result"]["logout"] == (level == "BLOCK")


@pytest.mark.parametrize(
    ("names", "faults"),
    [
        ({"value": "Abc12345", "breached": ["Abc12345"]}, 1),
        ({"value": "Abc12345"}, 0),
        ({"value": "abC12345", "breached": ["ABC12345"]}, 1),
        ({"value": "Abc1234"}, 1),
        ({"value": "abcdefgh"}, 1),
        ({"value": "abc-defg1"}, 0),
        ({"value": "Zhangsan12", "username": "zhangsan"}, 1),
        ({"value": "a"}, 2),
    ],
)
def test_password(names: dict[str, Any], faults: int) -> None:
    said = ask("password", **names)
    assert len(said["result"]["faults"]) == faults
    assert said["level"] == ("BLOCK" if faults else "PASS")
    assert names["value"] not in said["reason"]


@pytest.mark.parametrize(("days", "level"), [(179, "BLOCK"), (180, "BLOCK"), (183, "BLOCK"), (184, "PASS")])
def test_retention_is_six_calendar_months(days: int, level: str) -> None:
    said = ask("retention", days=days)
    assert said["level"] == level
    assert said["parameters"][0]["confidence"] == "S✔"


@pytest.mark.parametrize(("today", "level"), [("2026-04-01", "PASS"), ("2026-04-02", "WARN")])
def test_an_old_password_is_advice_only(today: str, level: str) -> None:
    assert ask("password_age", set_on="2026-01-01", today=today)["level"] == level


@pytest.mark.parametrize(
    ("duties", "level"),
    [(["system"], "PASS"), (["system", "audit"], "BLOCK"), (["audit", "desk"], "PASS"), ([], "PASS")],
)
def test_three_administrators_are_three_people(duties: list[str], level: str) -> None:
    assert ask("separation", duties=duties)["level"] == level


@pytest.mark.parametrize(
    ("duty", "verb", "level"),
    [
        ("audit", "edit", "BLOCK"),
        ("system", "delete", "BLOCK"),
        ("audit", "read", "PASS"),
        ("system", "read", "BLOCK"),
    ],
)
def test_nobody_changes_the_audit(duty: str, verb: str, level: str) -> None:
    assert ask("log_change", duty=duty, verb=verb)["level"] == level


@given(st.dates(dt.date(2019, 1, 1), dt.date(2035, 1, 1)), st.integers(1, 12))
def test_the_days_cover_so_many_calendar_months_from_any_day(day: dt.date, months: int) -> None:
    assert (add_months(day, months) - day).days <= longest_months(months)


def test_six_months_are_184_days_at_the_longest() -> None:
    assert longest_months(6) == 184


@given(st.lists(st.integers(0, 200), max_size=12))
def test_a_lock_needs_five_failures_and_begins_at_one_of_them(minutes: list[int]) -> None:
    times = [START + dt.timedelta(minutes=n) for n in minutes]
    until = locked_until(times, most=5, window_minutes=30, lock_minutes=30)
    if len(times) < 5:
        assert until is None
    if until is not None:
        assert until - dt.timedelta(minutes=30) in times
