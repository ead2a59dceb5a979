"""R-26: denominators, exclusions, the unreached, and rates between 0 and 100."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.orders.rates import Answer, Exclusion, Order, count
from linli.rulebook.verdict import percent
from tests.vectors.judging import SHARED, agree, vectors, verdict

GOOD = {"solved": "解决", "satisfied": "满意"}


def order(**names: Any) -> dict[str, Any]:
    base = {"handler": "w", "contacted_minutes": 60, "callback": GOOD, "withdrawn": False, "exclusion": None}
    return base | names


def rates(*orders: dict[str, Any], **names: Any) -> dict[str, Any]:
    return verdict("R-26", {"check": "rates", "orders": list(orders), **names}).as_json()


@pytest.mark.parametrize("vector", vectors("R-26"), ids=lambda vector: vector["name"])
def test_vectors(vector: dict[str, Any]) -> None:
    agree("R-26", vector)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared vectors are not beside this checkout")
def test_shared_vectors() -> None:
    for vector in vectors("R-26", SHARED):
        agree("R-26", vector)


@pytest.mark.parametrize(
    ("minutes", "in_time"),
    [(1440, 1), (1441, 0), (None, 0), (0, 1)],
    ids=["24 h", "over", "never", "at once"],
)
def test_response_counts_the_last_minute(minutes: int | None, in_time: int) -> None:
    assert rates(order(contacted_minutes=minutes))["result"]["response"][:2] == [in_time, 1]


@pytest.mark.parametrize(
    ("solved", "satisfied", "expected"),
    [
        ("基本解决", "基本满意", (1, 1)),
        ("未解决", "满意", (0, 1)),
        ("解决", "不满意", (1, 0)),
        ("解决", None, (1, 0)),
    ],
)
def test_answers(solved: str, satisfied: str | None, expected: tuple[int, int]) -> None:
    result = rates(order(callback={"solved": solved, "satisfied": satisfied}))["result"]
    assert (result["solved"][0], result["satisfied"][0]) == expected
    assert result["solved"][1] == result["satisfied"][1] == 1


def test_no_orders_is_not_applicable() -> None:
    said = rates()
    assert (said["level"], said["outcome"]) == ("INFO", "not_applicable")
    assert said["result"]["response"] == [0, 0, None]


def test_withdrawn_leave_and_unreached_stay_in_the_response_rate() -> None:
    result = rates(order(withdrawn=True), order(callback=None, contacted_minutes=9999), order())["result"]
    assert result["response"] == [1, 2, "50.0"]
    assert result["solved"] == [1, 1, "100.0"]
    assert (result["unreached"], result["withdrawn"], result["excluded"]) == (1, 1, 0)


def test_an_exclusion_by_two_others_leaves_all_denominators() -> None:
    out = {"marked_by": "c1", "second_person": "c2", "reason": "不属受理范围"}
    said = rates(order(exclusion=out, contacted_minutes=None), order())
    assert said["level"] == "INFO"
    assert said["result"]["response"] == [1, 1, "100.0"]
    assert said["result"]["excluded"] == 1


@pytest.mark.parametrize(
    "out",
    [
        {"marked_by": "w", "second_person": "c2", "reason": "不合理诉求"},
        {"marked_by": "c1", "second_person": "w", "reason": "不合理诉求"},
        {"marked_by": "c1", "second_person": "c1", "reason": "不属受理范围"},
        {"marked_by": "c1", "second_person": None, "reason": "不属受理范围"},
        {"marked_by": "c1", "second_person": "c2", "reason": " "},
        {"marked_by": "c1", "second_person": "c2"},
        {},
    ],
)
def test_a_bad_exclusion_blocks_and_is_not_honoured(out: dict[str, Any]) -> None:
    said = rates(order(exclusion=out), order())
    assert said["level"] == "BLOCK"
    assert said["result"]["response"] == [2, 2, "100.0"]
    assert said["result"]["bad_exclusions"] == [0]


def test_reach_on_time_and_overdue_stand_beside() -> None:
    due = {"due": "2026-05-06"}
    result = rates(
        order(**due, resolved="2026-05-06"),
        order(**due, resolved="2026-05-07"),
        order(**due, callback=None),
        order(due="2026-05-08", callback=None),
        as_of="2026-05-08",
    )["result"]
    assert result["on_time"] == [1, 3, "33.3"]
    assert result["overdue_open"] == 1
    assert result["reach"] == [2, 4, "50.0"]
    assert result["sample_too_small"] is True


def test_seventy_percent_reach_is_enough() -> None:
    enough = [order()] * 7 + [order(callback=None)] * 3
    assert rates(*enough)["result"]["sample_too_small"] is False
    assert rates(*enough[1:], order(callback=None))["result"]["sample_too_small"] is True


def test_orders_whose_call_back_is_not_due_are_not_unreached() -> None:
    assert count([Order(to_call=False, contacted_minutes=1)], contact_hours=24).unreached == 0


@pytest.mark.parametrize(
    ("part", "whole", "text"), [(1, 3, "33.3"), (2, 3, "66.7"), (1, 16, "6.3"), (0, 7, "0.0"), (1, 0, None)]
)
def test_percent_rounds_half_up(part: int, whole: int, text: str | None) -> None:
    assert percent(part, whole) == text


answers = st.none() | st.builds(
    Answer,
    st.sampled_from(["解决", "基本解决", "未解决", ""]),
    st.sampled_from(["满意", "基本满意", "不满意", ""]),
)
exclusions = st.none() | st.builds(
    Exclusion, *[st.sampled_from(["", "w", "c1", "c2"])] * 2, st.sampled_from(["", "不属受理范围"])
)
orders = st.builds(
    Order,
    handler=st.sampled_from(["w", "v"]),
    contacted_minutes=st.none() | st.integers(0, 3000),
    answer=answers,
    withdrawn=st.booleans(),
    exclusion=exclusions,
    due=st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 1, 20)),
    resolved=st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 1, 20)),
)


@given(st.lists(orders, max_size=30))
def test_every_order_is_counted_once_and_rates_stay_between_0_and_100(found: list[Order]) -> None:
    told = count(found, contact_hours=24, as_of=dt.date(2026, 1, 10))
    assert told.response.whole + told.withdrawn + told.excluded == len(found)
    assert told.reach.part + told.unreached == told.reach.whole
    assert told.solved.whole == told.satisfied.whole == told.reach.part
    for rate in (told.response, told.solved, told.satisfied, told.reach, told.on_time):
        assert 0 <= rate.part <= rate.whole
        assert rate.text is None or 0 <= Decimal(rate.text) <= 100
