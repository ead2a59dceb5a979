"""The house stays readable: short files, short functions, no drawers, one clock, words in two languages."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(path for path in (ROOT / "linli").rglob("*.py") if "migrations" not in path.parts)
DRAWERS = {"utils", "common", "helpers", "base", "misc", "manager"}
HAN = re.compile(r"[\u4e00-\u9fff]")
# Words that are the same in every language.
SAME = re.compile(r"^[\W\d_]*$|^(Linli|QR)$")


def inside(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=inside)
def test_a_file_is_read_in_one_sitting(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_nothing_is_a_drawer():
    assert [inside(path) for path in SOURCES if {path.stem, *path.parent.parts} & DRAWERS] == []


@pytest.mark.parametrize("path", SOURCES, ids=inside)
def test_public_functions_say_what_they_do_and_are_short(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent, long = [], []
    outer = [*tree.body, *(node for cls in tree.body if isinstance(cls, ast.ClassDef) for node in cls.body)]
    for node in outer:
        if not isinstance(node, (ast.FunctionDef, ast.ClassDef)) or node.name.startswith("_"):
            continue
        if (
            node.name not in {"Meta", "Command"}
            and not node.name.endswith("Config")  # an app's docstring is its module's
            and not ast.get_docstring(node)
            and node.name not in OVERRIDES
        ):
            silent.append(node.name)
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= 60:
            long.append(node.name)

    assert (silent, long) == ([], [])


# Methods that Django or Python names and explains.
OVERRIDES = {"clean", "ready", "handle", "save", "to_python", "validate", "deconstruct", "pre_save", "get_default",
             "contribute_to_class", "get_joining_fields", "get_extra_descriptor_filter", "add_arguments"}  # fmt: skip
# Methods that an abstract class of ours names and explains (papers.imports.importing).
OVERRIDES |= {"shown", "questions", "judge", "write", "inserted", "changed"}


@pytest.mark.parametrize("path", SOURCES, ids=inside)
def test_every_module_says_what_it_is(path):
    if path.read_text(encoding="utf-8").strip():
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def catalogue(language: str):
    with (ROOT / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return [message for message in read_po(file) if message.id]


def words(message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple) else [message.string]


def test_chinese_is_complete_and_is_chinese():
    strange = [
        message.id
        for message in catalogue("zh_Hans")
        if message.fuzzy
        or not all(HAN.search(word) or SAME.match(word) for word in words(message))
        or not words(message)[0]
    ]

    assert strange == []


def test_both_languages_know_the_same_messages():
    known = {
        language: {(m.context, str(m.id)) for m in catalogue(language)} for language in ("zh_Hans", "en")
    }

    assert known["zh_Hans"] == known["en"]


def test_chinese_uses_its_own_punctuation():
    half = re.compile(r"[\u4e00-\u9fff][,;:?!](?!\d)")

    assert [
        message.id for message in catalogue("zh_Hans") if any(half.search(word) for word in words(message))
    ] == []
