"""Assignment: exact, and clear about what it cannot read."""

import json
import subprocess
import sys
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.planning.assignment import Impossible, assign, read_orlib

TABLES = st.integers(1, 6).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(-50, 50), min_size=size, max_size=size), min_size=size, max_size=size
    )
)


@given(TABLES)
def test_no_other_assignment_is_cheaper(table):
    found = assign(table)
    assert sorted(found.columns) == list(range(len(table)))
    assert found.cost == sum(table[row][column] for row, column in enumerate(found.columns))
    assert found.cost == min(
        sum(table[row][column] for row, column in enumerate(order))
        for order in permutations(range(len(table)))
    )


def test_costs_may_run_over_lines_as_they_like():
    assert read_orlib("2\n1 2 3\n4\n") == [[1, 2], [3, 4]]


@pytest.mark.parametrize(
    ("text", "where"),
    [("", "n"), ("x", "n"), ("0", "n"), ("2.5 1", "n"), ("2 1 2 3", "costs"), ("2 1 2 3 4 5", "costs"),
     ("1 x", "cost 1"), ("1 nan", "cost 1"), ("1 1e300", "cost 1"), ("99999 1", "n")],
)  # fmt: skip
def test_what_is_no_problem_is_named_with_its_place(text, where):
    with pytest.raises(Impossible) as refused:
        read_orlib(text)
    assert refused.value.where == where


def run(tmp_path, text):
    file = Path(tmp_path, "assign.txt")
    file.write_text(text)
    command = [sys.executable, "-m", "linli.command", "plan", "assign", str(file), "--json"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_prints_the_cost_and_the_column_of_each_row(tmp_path):
    done = run(tmp_path, "3\n5 1 9\n1 9 9\n9 9 2\n")
    document = json.loads(done.stdout)
    assert (done.returncode, document["cost"], document["optimal"], document["solution"]) == (
        0,
        4,
        True,
        [1, 0, 2],
    )


def test_the_command_ends_with_two_on_bad_input(tmp_path):
    done = run(tmp_path, "3\n1 2\n")
    assert done.returncode == 2
    assert json.loads(done.stdout)["error"]["where"] == "costs"
