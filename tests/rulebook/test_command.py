"""`linli verdict`: one JSON document on standard output, exit 0 or 2."""

import datetime as dt
import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command

from linli.core import clock


@pytest.fixture(autouse=True)
def _fixed_clock() -> Any:
    with clock.at(dt.datetime(2026, 11, 21, 9, 0, tzinfo=clock.BEIJING)):
        yield


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    code = 0
    try:
        call_command("verdict", *words)
    except SystemExit as stop:
        code = int(stop.code or 0)
    return code, json.loads(capsys.readouterr().out)


def written(folder: Path, text: str) -> str:
    path = folder / "input.json"
    path.write_text(text, encoding="utf-8")
    return str(path)


INPUT = {"check": "contact", "submitted": "2026-02-27T16:30", "contacted": "2026-02-28T16:31"}


def test_one_in_one_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, "R-25", written(tmp_path, "\ufeff" + json.dumps(INPUT)))
    assert code == 0
    assert set(said) == {
        "rule",
        "level",
        "outcome",
        "result",
        "code",
        "reason",
        "arithmetic",
        "parameters",
    }
    assert (said["level"], said["outcome"]) == ("WARN", "not_met")
    assert said["parameters"][0]["code"] == "orders.contact.hours"


def test_list_in_list_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, "R-25", written(tmp_path, json.dumps([INPUT, INPUT])), "--json")
    assert (code, len(said)) == (0, 2)


def test_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO('{"check": "emergency", "text": "有人晕倒"}'.encode())
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=raw))
    code, said = run(capsys, "R-25", "-")
    assert (code, said["result"]) == (0, {"call": ["120"]})


def test_a_block_is_still_an_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, "R-43", written(tmp_path, '{"check": "retention", "days": 180}'))
    assert (code, said["level"]) == (0, "BLOCK")


def test_schema(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, "R-26", "--schema")
    assert code == 0
    assert said["oneOf"][0]["properties"]["orders"]["type"] == "array"


@pytest.mark.parametrize(
    ("rule", "text", "problem"),
    [
        ("R-25", "{", ("json", "line 1 column 2")),
        ("R-25", '{"check": NaN}', ("json", "")),
        ("R-25", '{"check": "wishes", "check": "wishes"}', ("json", "check")),
        ("R-26", '{"orders": [{"contacted_minutes": 1.5}]}', ("type", "orders[0].contacted_minutes")),
        ("R-26", '[{"orders": []}, {"orders": 3}]', ("type", "[1].orders")),
        ("R-99", "{}", ("no_such_rule", "rule")),
        ("R-25", "[" * 100000, ("json", "")),
        ("R-25", "1" * 10000, ("json", "")),
    ],
)
def test_bad_input_names_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rule: str, text: str, problem: tuple[str, str]
) -> None:
    code, said = run(capsys, rule, written(tmp_path, text))
    assert code == 2
    assert (said["error"]["code"], said["error"]["where"]) == problem
    assert said["error"]["message"]


def test_files_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "R-25", str(tmp_path / "none.json"))[0] == 2
    assert run(capsys, "R-25")[0] == 2
    (tmp_path / "latin").write_bytes(b'{"a": "\xff"}')
    code, said = run(capsys, "R-25", str(tmp_path / "latin"))
    assert (code, said["error"]["code"]) == (2, "encoding")
