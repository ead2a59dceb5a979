"""Run vectors of the rules: each names an input and what the verdict must say."""

import datetime as dt
import importlib
import json
from pathlib import Path
from typing import Any

from linli.rulebook.book import book
from linli.rulebook.registry import judge
from linli.rulebook.verdict import Verdict

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "data" / "vectors"
TODAY = dt.date(2026, 11, 21)

for app in (
    "orders",
    "places",
    "residents",
    "accounts",
    "hall",
    "party",
    "organisations",
    "ballots",
    "disclosure",
    "pledges",
    "meetings",
):
    importlib.import_module(f"linli.{app}.verdicts")


def vectors(rule: str, folder: Path = HERE) -> list[dict[str, Any]]:
    """The vectors of one rule; none if the folder is not here."""
    path = folder / f"{rule}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []


def verdict(rule: str, given: dict[str, Any]) -> Verdict:
    """The verdict on one input."""
    found = judge(rule, given, today=lambda: TODAY, book=book())
    assert isinstance(found, Verdict)
    return found


def agree(rule: str, vector: dict[str, Any]) -> None:
    """Level, outcome and every named value of the result must agree."""
    said = verdict(rule, vector["input"]).as_json()
    expected = vector["expect"]
    assert said["level"] == expected["level"], said
    if "outcome" in expected:
        assert said["outcome"] in expected["outcome"].split(" or "), said
    for name, value in expected.get("result", {}).items():
        assert said["result"][name] == value, said
