"""R-25: contact, deadlines, closing, wishes; and the words for the time left."""

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.calendars.workdays import is_workday
from linli.orders.deadlines import (
    BEIJING,
    CallBack,
    Confirmation,
    Left,
    LeftKind,
    Wish,
    after_pauses,
    due_at,
    due_day,
    judge_closing,
    left,
    tally_wishes,
    time_used,
)
from linli.rulebook.fields import BadInput
from tests.vectors.judging import SHARED, agree, vectors, verdict

EVENING = "18:00"


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def ask(check: str, **names: Any) -> dict[str, Any]:
    return verdict("R-25", {"check": check, **names}).as_json()


@pytest.mark.parametrize("vector", vectors("R-25"), ids=lambda vector: vector["name"])
def test_vectors(vector: dict[str, Any]) -> None:
    agree("R-25", vector)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared vectors are not beside this checkout")
def test_shared_vectors() -> None:
    for vector in vectors("R-25", SHARED):
        agree("R-25", vector)


def closing(**names: Any) -> dict[str, Any]:
    base: dict[str, Any] = {
        "requester": "r1",
        "acceptors": ["w1"],
        "proxies": ["p1", "w1"],
        "evidence": True,
        "confirmation": None,
        "callbacks": [],
    }
    return ask("close", **(base | names))


def calls(*days: str, answered: bool = False) -> list[dict[str, Any]]:
    return [{"at": f"{day}T10:00", "answered": answered} for day in days]


@pytest.mark.parametrize(
    ("names", "level", "result"),
    [
        ({"confirmation": {"by": "r1", "answer": "不满意"}}, "PASS", "不满意"),
        ({"confirmation": {"by": "p1", "answer": "满意"}}, "PASS", "满意"),
        ({"confirmation": {"by": "w1", "answer": "满意"}}, "BLOCK", None),  # an acceptor, although a proxy
        ({"confirmation": {"by": "x9", "answer": "满意"}}, "BLOCK", None),
        ({"requester": "w1", "confirmation": {"by": "w1", "answer": "满意"}}, "BLOCK", None),
        ({}, "BLOCK", None),
        ({"callbacks": calls("2026-05-06", "2026-05-06", "2026-05-07")}, "PASS", "未回访到"),
        ({"callbacks": calls("2026-05-06", "2026-05-06", "2026-05-06")}, "BLOCK", None),
        ({"callbacks": calls("2026-05-06", "2026-05-07")}, "BLOCK", None),
        (
            {"callbacks": calls("2026-05-06", "2026-05-07") + calls("2026-05-08", answered=True)},
            "BLOCK",
            None,
        ),
        (
            {
                "evidence": False,
                "callbacks": calls("2026-05-06", "2026-05-06", "2026-05-07"),
            },
            "BLOCK",
            None,
        ),
        ({"evidence": ["照片"], "confirmation": {"by": "r1", "answer": "满意"}}, "PASS", "满意"),
        ({"evidence": [], "confirmation": {"by": "r1", "answer": "满意"}}, "BLOCK", None),
        ({"evidence": None, "confirmation": {"by": "r1", "answer": "满意"}}, "BLOCK", None),
        (
            {"callbacks": [{"date": "2026-05-06", "answered": True, "answer": "基本满意", "by": "c1"}]},
            "PASS",
            "基本满意",
        ),
        (
            {"callbacks": [{"date": "2026-05-06", "answered": True, "answer": "满意", "by": "w1"}]},
            "BLOCK",
            None,
        ),
        ({"callbacks": [{"on": f"2026-05-0{n}", "result": "未接通"} for n in (6, 7, 8)]}, "PASS", "未回访到"),
        ({"callbacks": [{"on": f"2026-05-0{n}", "reached": False} for n in (6, 7, 8)]}, "PASS", "未回访到"),
        ({"callbacks": [{"on": f"2026-05-0{n}", "failed": True} for n in (6, 7, 8)]}, "PASS", "未回访到"),
        (
            {"callbacks": [{"at": f"2026-05-0{n}", "outcome": "no answer"} for n in (6, 7, 8)]},
            "PASS",
            "未回访到",
        ),
        ({"callbacks": [{"at": f"2026-05-0{n}", "answer": None} for n in (6, 7, 8)]}, "PASS", "未回访到"),
        ({"callbacks": [{"at": f"2026-05-0{n}", "state": "reached"} for n in (6, 7, 8)]}, "BLOCK", None),
        ({"callbacks": [{"at": "2026-05-06", "result": "未解决"}]}, "PASS", "未解决"),
        ({"callbacks": ["2026-05-06", "2026-05-07", "2026-05-07"]}, "PASS", "未回访到"),
        (
            {"callbacks": calls("2026-05-06", "2026-05-06", "2026-05-06"), "param": {"min_distinct_days": 1}},
            "PASS",
            "未回访到",
        ),
        (
            {"callbacks": calls("2026-05-06", "2026-05-06", "2026-05-07"), "param": {"min_distinct_days": 3}},
            "BLOCK",
            None,
        ),
    ],
)
def test_closing(names: dict[str, Any], level: str, result: str | None) -> None:
    said = closing(**names)
    assert said["level"] == level
    assert (said["result"] or {}).get("result") == result


def test_unsolved_is_an_answer_with_an_outcome() -> None:
    said = closing(confirmation={"by": "r1", "answer": "未解决"})
    assert (said["level"], said["outcome"]) == ("PASS", "not_met")


@pytest.mark.parametrize(
    "call",
    [
        {"answered": False},
        {"at": "2026-05-06"},
        {"at": "2026-05-06", "state": "later"},
        7,
        {"at": 3, "answered": False},
    ],
)
def test_a_call_back_that_says_too_little_is_refused_by_place(call: Any) -> None:
    with pytest.raises(BadInput, match=r"callbacks\[0\]"):
        closing(callbacks=[call])


def test_parameters_are_named_with_their_source() -> None:
    said = closing(confirmation={"by": "r1", "answer": "满意"}, param={"min_distinct_days": 2})
    assert said["parameters"] == [
        {
            "code": "orders.close.failed_callbacks",
            "value": 3,
            "unit": "calls",
            "source": "平台默认",
            "confidence": "V",
            "from": "2019-01-01",
        },
        {
            "code": "orders.close.distinct_days",
            "value": 2,
            "unit": None,
            "source": "调用方给定",
            "confidence": None,
            "from": None,
        },
    ]


@pytest.mark.parametrize(
    ("names", "level", "due"),
    [
        ({"kind": "inquiry", "submitted": "2026-02-14", "done": "2026-02-24"}, "PASS", "2026-02-24"),
        ({"kind": "help", "submitted": "2026-02-13", "done": "2026-02-28"}, "WARN", "2026-02-27"),
        ({"kind": "help", "submitted": "2026-02-13", "done": "2026-02-27"}, "PASS", "2026-02-27"),
        ({"kind": "complaint", "submitted": "2026-09-30", "done": "2026-10-13"}, "PASS", "2026-10-13"),
        ({"kind": "complex", "submitted": "2026-02-13", "done": "2026-02-28"}, "PASS", "2026-02-28"),
        ({"kind": "complex", "submitted": "2026-02-13", "done": "2026-03-01"}, "WARN", "2026-02-28"),
        ({"kind": "complex", "submitted": "2026-09-18", "done": None}, "INFO", "2026-10-03"),
        (
            {"kind": "complex", "submitted": "2026-09-18", "done": None, "param": {"holiday_shift": True}},
            "INFO",
            "2026-10-08",
        ),
        (
            {"kind": "inquiry", "submitted": "2026-02-13", "done": None, "today": "2026-02-24"},
            "WARN",
            "2026-02-14",
        ),
        ({"kind": "inquiry", "submitted": "2026-02-13", "done": "2026-02-12"}, "BLOCK", "2026-02-14"),
        (
            {
                "kind": "inquiry",
                "submitted": "2026-02-13T23:59",
                "done": "2026-02-13T23:59",
            },
            "PASS",
            "2026-02-14",
        ),
        (
            {
                "kind": "inquiry",
                "submitted": "2026-02-13T10:00",
                "done": "2026-02-13T14:01",
                "param": {"inquiry": {"limit": 4, "unit": "hours"}},
            },
            "WARN",
            "2026-02-13T14:00",
        ),
        (
            {
                "kind": "complex",
                "submitted": "2026-02-13",
                "done": "2026-03-05",
                "extension": {"limit": 5, "reason": "等配件", "told": True},
            },
            "PASS",
            "2026-03-05",
        ),
        (
            {
                "kind": "complex",
                "submitted": "2026-02-13",
                "done": "2026-03-05",
                "extension": {"limit": 5, "reason": "等配件", "told": False},
            },
            "WARN",
            "2026-02-28",
        ),
    ],
)
def test_deadline(names: dict[str, Any], level: str, due: str) -> None:
    said = ask("deadline", **names)
    assert (said["level"], said["result"]["due"]) == (level, due)


def test_a_provisional_year_is_said() -> None:
    said = ask("deadline", kind="inquiry", submitted="2026-12-31", done=None)
    assert said["result"]["due"] == "2027-01-04"
    assert any("暂定" in line for line in said["arithmetic"])


@pytest.mark.parametrize(
    ("names", "level"),
    [
        ({"submitted": "2026-02-27T16:30", "contacted": None}, "INFO"),
        ({"submitted": "2026-02-27T16:30", "contacted": None, "now": "2026-02-28T16:31"}, "WARN"),
        ({"submitted": "2026-02-27T16:30", "contacted": "2026-02-27T16:29"}, "BLOCK"),
        ({"submitted": "2026-02-27T16:30", "contacted": "2026-02-27T17:31", "param": {"hours": 1}}, "WARN"),
    ],
)
def test_contact(names: dict[str, Any], level: str) -> None:
    assert ask("contact", **names)["level"] == level


@pytest.mark.parametrize(
    ("wishes", "lit"),
    [
        ([{"fulfilled": True, "confirmed": True}] * 58 + [{"fulfilled": True, "confirmed": False}], 58),
        ([{"state": "实现"}, {"state": "点亮"}, "点亮", "实现"], 2),
        ([{"fulfilled": "2021-06-01", "confirmed": None}], 0),
        ([{"fulfilled_on": "2021-06-01", "confirmed_on": "2021-06-02"}], 1),
        ([{"fulfilled": True, "confirmed_by": "r1", "wisher": "r1"}], 1),
        ([{"fulfilled": True, "confirmed_by": "w1", "wisher": "r1"}], 0),
        ([{"fulfilled": True, "confirmed_by": "w1", "claimed_by": "w1"}], 0),
        ([{"fulfilled": True, "confirmed_by": None, "wisher": "r1"}], 0),
        ([{"fulfilled": False, "confirmed": True}], 0),
        (
            [
                {"fulfilled": True, "confirmed_by_wisher": True},
                {"fulfilled": True, "confirmed_by_wisher": False},
            ],
            1,
        ),
    ],
)
def test_only_confirmed_wishes_are_lit(wishes: list[Any], lit: int) -> None:
    assert ask("wishes", wishes=wishes)["result"]["lit"] == lit


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("有人晕倒", ["120"]), ("三楼着火了", ["119"]), ("巷道没有路灯", [])],
)
def test_emergencies(text: str, numbers: list[str]) -> None:
    said = ask("emergency", text=text)
    assert said["level"] == ("WARN" if numbers else "PASS")
    assert said["result"] == {"call": numbers}


@pytest.mark.parametrize(
    ("submitted", "limit", "unit", "end", "due"),
    [
        ("2026-02-13T09:00", 1, "workdays", EVENING, "2026-02-14T18:00"),
        ("2026-02-13T23:59", 1, "workdays", "24:00", "2026-02-15T00:00"),
        ("2026-02-13T09:00", 15, "days", EVENING, "2026-02-28T18:00"),
        ("2026-02-13T09:00", 24, "hours", EVENING, "2026-02-14T09:00"),
        ("2026-01-31T09:00", 1, "months", EVENING, "2026-02-28T18:00"),
    ],
)
def test_due_at(submitted: str, limit: int, unit: str, end: str, due: str) -> None:
    assert due_at(at(submitted), limit=limit, unit=unit, end_of_day=end) == at(due)


def test_due_at_reads_other_zones_in_beijing() -> None:
    late = dt.datetime(2026, 2, 12, 20, 0, tzinfo=dt.UTC)  # already the 13th in Beijing
    assert due_at(late, limit=1, unit="workdays", end_of_day=dt.time(18)) == at("2026-02-14T18:00")


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        due_at(at("2026-02-13T09:00").replace(tzinfo=None), limit=1, unit="days", end_of_day=EVENING)


@pytest.mark.parametrize(
    ("due", "now", "unit", "words"),
    [
        ("2026-02-14T18:00", "2026-02-13T10:00", "workdays", Left(LeftKind.WORKDAYS_LEFT, 1)),
        ("2026-02-24T18:00", "2026-02-14T10:00", "workdays", Left(LeftKind.WORKDAYS_LEFT, 1)),
        ("2026-02-28T18:00", "2026-02-14T10:00", "days", Left(LeftKind.DAYS_LEFT, 14)),
        ("2026-02-14T18:00", "2026-02-14T14:59", "workdays", Left(LeftKind.HOURS_LEFT, 3)),
        ("2026-02-14T18:00", "2026-02-14T17:30", "workdays", Left(LeftKind.MINUTES_LEFT, 30)),
        ("2026-02-14T18:00", "2026-02-14T18:00", "workdays", Left(LeftKind.MINUTES_LEFT, 0)),
        ("2026-02-14T18:00", "2026-02-14T18:05", "workdays", Left(LeftKind.MINUTES_OVER, 5)),
        ("2026-02-14T18:00", "2026-02-14T21:00", "workdays", Left(LeftKind.HOURS_OVER, 3)),
        ("2026-02-14T18:00", "2026-02-15T18:00", "workdays", Left(LeftKind.DAYS_OVER, 1)),
        ("2026-02-15T09:00", "2026-02-14T10:00", "hours", Left(LeftKind.HOURS_LEFT, 23)),
        ("2026-02-16T09:00", "2026-02-14T10:00", "hours", Left(LeftKind.DAYS_LEFT, 1)),
        ("2026-02-15T00:00", "2026-02-14T23:30", "days", Left(LeftKind.MINUTES_LEFT, 30)),
    ],
)
def test_left(due: str, now: str, unit: str, words: Left) -> None:
    assert left(at(due), at(now), unit=unit) == words
    assert words.over == (at(now) > at(due))


@pytest.mark.parametrize(
    ("unit", "end", "pause", "due"),
    [
        ("hours", EVENING, ("2026-02-13T10:00", "2026-02-13T12:30"), "2026-02-13T20:30"),
        ("workdays", EVENING, ("2026-02-13T10:00", "2026-02-14T12:30"), "2026-02-14T18:00"),
        ("workdays", EVENING, ("2026-02-13T10:00", "2026-02-13T17:30"), "2026-02-13T18:00"),
        ("days", EVENING, ("2026-02-12T10:00", "2026-02-14T12:30"), "2026-02-15T18:00"),
    ],
)
def test_pauses_are_given_back(unit: str, end: str, pause: tuple[str, str], due: str) -> None:
    spans = [(at(pause[0]), at(pause[1]))]
    assert after_pauses(at("2026-02-13T18:00"), spans, unit=unit, end_of_day=end) == at(due)


def test_a_pause_keeps_the_midnight_of_a_day_s_end() -> None:
    spans = [(at("2026-02-12T10:00"), at("2026-02-13T10:00"))]
    due = after_pauses(at("2026-02-14T00:00"), spans, unit="days", end_of_day="24:00")
    assert due == at("2026-02-15T00:00")


def test_time_used() -> None:
    start, due = at("2026-02-13T08:00"), at("2026-02-13T18:00")
    assert time_used(start, due, at("2026-02-13T10:30")) == Fraction(1, 4)
    assert time_used(start, due, at("2026-02-13T20:30")) == Fraction(5, 4)
    assert time_used(start, due, at("2026-02-13T07:00")) == 0
    assert time_used(due, due, due) == 1


moments = st.datetimes(dt.datetime(2019, 1, 1), dt.datetime(2027, 6, 1)).map(
    lambda moment: moment.replace(tzinfo=BEIJING)
)


@given(moments, st.integers(1, 60))
def test_workday_deadlines_fall_on_workdays_and_never_today(submitted: dt.datetime, limit: int) -> None:
    due = due_at(submitted, limit=limit, unit="workdays", end_of_day=EVENING)
    assert is_workday(due.date())
    assert due.date() > submitted.date()


@given(moments, st.integers(1, 60), st.sampled_from(["workdays", "days", "months"]))
def test_more_time_is_later(submitted: dt.datetime, limit: int, unit: str) -> None:
    day = submitted.date()
    assert due_day(day, limit=limit, unit=unit) < due_day(day, limit=limit + 1, unit=unit)


@given(moments, moments, moments)
def test_the_bar_is_full_exactly_when_due(a: dt.datetime, b: dt.datetime, now: dt.datetime) -> None:
    submitted, due = sorted((a, b))
    assert (time_used(submitted, due, now) >= 1) == (now >= due)


@given(st.booleans(), st.sampled_from(["r1", "p1", "w1", "x9"]), st.sampled_from(["满意", "不满意"]))
def test_an_acceptor_never_confirms(evidence: bool, by: str, answer: str) -> None:
    said = judge_closing(
        requester="r1",
        acceptors=["w1"],
        proxies=["p1", "w1"],
        evidence=evidence,
        confirmation=Confirmation(by, answer),
        callbacks=[],
        min_failed=3,
        min_distinct_days=2,
    )
    assert said.blocks != (evidence and by in {"r1", "p1"})


@given(st.lists(st.tuples(st.integers(1, 4), st.booleans()), max_size=6))
def test_unreached_needs_three_calls_on_two_days(made: list[tuple[int, bool]]) -> None:
    found = [CallBack(dt.date(2026, 5, day), answered) for day, answered in made]
    said = judge_closing(
        requester="r1",
        acceptors=["w1"],
        proxies=[],
        evidence=True,
        confirmation=None,
        callbacks=found,
        min_failed=3,
        min_distinct_days=2,
    )
    failed = [call.on for call in found if not call.answered]
    assert said.blocks != (len(failed) >= 3 and len(set(failed)) >= 2)


@given(st.lists(st.builds(Wish, fulfilled=st.booleans(), confirmed=st.booleans()), max_size=20))
def test_lit_and_unconfirmed_never_exceed_the_wishes(wishes: list[Wish]) -> None:
    result = tally_wishes(wishes).result
    assert result is not None
    assert result["lit"] + result["unconfirmed"] <= result["total"] == len(wishes)
