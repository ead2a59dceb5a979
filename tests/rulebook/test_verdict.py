"""Verdict: its JSON form, levels, and values that never become floats."""

import datetime as dt
import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.rulebook.verdict import Level, Outcome, Parameter, Verdict, percent, plain


def test_json_form() -> None:
    used = Parameter("a.b", Fraction(17, 24), "share", "法", "S", dt.date(2021, 1, 1))
    said = Verdict(
        "R-20",
        Level.PASS,
        "owners.lost",
        "未通过",
        Outcome.LOST,
        {"due": dt.date(2026, 2, 24), "at": dt.datetime(2026, 2, 24, 16, 30)},
        ("1/2",),
    ).using(used)
    assert json.loads(json.dumps(said.as_json())) == {
        "rule": "R-20",
        "level": "PASS",
        "outcome": "lost",
        "result": {"due": "2026-02-24", "at": "2026-02-24T16:30"},
        "code": "owners.lost",
        "reason": "未通过",
        "arithmetic": ["1/2"],
        "parameters": [
            {
                "code": "a.b",
                "value": "17/24",
                "unit": "share",
                "source": "法",
                "confidence": "S",
                "from": "2021-01-01",
            }
        ],
    }
    assert not said.blocks


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("17647.06"), "17647.06"),
        (dt.time(18, 0), "18:00"),
        (dt.datetime(2026, 1, 1, 0, 0, 1), "2026-01-01T00:00:01"),
        (Level.WARN, "WARN"),
        ((1, None, True), [1, None, True]),
    ],
)
def test_plain(value: object, text: object) -> None:
    assert plain(value) == text


@pytest.mark.parametrize("value", [0.1, object(), {1.5}])
def test_floats_and_strangers_are_refused(value: object) -> None:
    with pytest.raises(TypeError):
        plain({"value": value})


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_percent_is_half_up_to_one_decimal(part: int, whole: int) -> None:
    part = min(part, whole)
    text = percent(part, whole)
    assert text is not None
    off = Fraction(text) - Fraction(100 * part, whole)
    assert Fraction(-1, 20) < off <= Fraction(1, 20)
