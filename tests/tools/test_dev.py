"""dev.py: its list, refusals in one sentence, steps skipped when nothing changed, the sum at the end."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tools import building, testing

ROOT = Path(__file__).resolve().parents[2]
RESULT = (
    '<testsuites><testsuite tests="9" failures="1" errors="1" skipped="2"/>'
    '<testsuite tests="1" failures="0" errors="0" skipped="0"/></testsuites>'
)


def dev(*arguments, folder=ROOT):
    """Run dev.py from some folder."""
    command = [sys.executable, ROOT / "dev.py", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_without_a_command_it_lists_what_there_is(tmp_path):
    done = dev(folder=tmp_path)
    assert done.returncode == 0
    assert "  run " in done.stdout
    assert ("  bench " in done.stdout) == (ROOT / "bench" / "run.py").exists()


def test_an_unknown_command_is_refused_with_the_list():
    done = dev("fly")
    assert done.returncode == 2
    assert "没有 fly 这个命令" in done.stderr


def test_a_taken_port_is_said_at_once():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = dev("run", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "--port" in done.stderr
    assert "端口" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_step_is_skipped_until_its_inputs_or_its_result_change(tmp_path, monkeypatch):
    monkeypatch.setattr(building, "STAMPS", tmp_path / "stamps")
    source, result, times = tmp_path / "source", tmp_path / "result", []

    def make():
        result.touch()
        times.append(1)

    def do():
        building.once("a step", building.digest(source), make, result=result)

    source.write_text("one")
    do()
    do()
    assert len(times) == 1
    source.write_text("two")
    do()
    assert len(times) == 2
    result.unlink()
    do()
    assert len(times) == 3


def test_the_results_of_pytest_are_added_up(tmp_path):
    (tmp_path / "result.xml").write_text(RESULT)
    assert testing.counted(tmp_path / "result.xml") == (6, 2, 2)
    assert testing.counted(tmp_path / "none.xml") == (0, 0, 0)


@pytest.mark.parametrize(("ci", "code"), [("", 0), ("true", 1)])
def test_what_is_left_out_is_said_and_fails_where_nothing_may_be(monkeypatch, capsys, ci, code):
    monkeypatch.setenv("CI", ci)
    report = testing.Report()
    report.leave_out("PostgreSQL", "not here")
    assert report.end() == code
    *_, left_out, total = capsys.readouterr().out.splitlines()
    assert left_out == "LEFT OUT: PostgreSQL (not here)"
    assert total == f"0 passed, {code} failed, 0 skipped"
