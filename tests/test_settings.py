"""The operator's table of settings names what config/settings.py reads, no more and no less."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READERS = {"env_text", "env_flag", "env_number", "env_secret"}


def names_read():
    """The first argument of every call of a reader."""
    tree = ast.parse((ROOT / "config" / "settings.py").read_text())
    calls = [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    return {ast.literal_eval(call.args[0]) for call in calls if call.func.id in READERS}


def names_documented():
    """The first column of the table."""
    text = (ROOT / "docs" / "operations" / "settings.md").read_text()
    return re.findall(r"(?m)^\| `([A-Z_]+)` \|", text)


def test_every_setting_is_in_the_table_once():
    assert sorted(names_documented()) == sorted(names_read())
