"""字形: a character that the embedded fonts lack is shown by its code point and named, never as a silent box."""

import json
import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import pylopdf_fonts_zh_cn
from fontTools.ttLib import TTFont

FOLDER = Path(pylopdf_fonts_zh_cn.__file__).parent
BREAKS = {"\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\t": "    "}
# Controls, format marks (reading direction, joiners) and variation selectors have no look of their own.
UNSEEN = {"Cc", "Cf"}
SELECTORS = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))


class Missing(NamedTuple):
    """A character without a glyph, and what stands in its place."""

    character: str
    shown: str


@cache
def known() -> frozenset[int]:
    """The code points that at least one of the embedded fonts draws."""
    drawn: set[int] = set()
    for path in FOLDER.glob("*.otf"):
        with TTFont(path, lazy=True) as font:
            drawn |= font.getBestCmap().keys()
    return frozenset(drawn)


@cache
def _readings() -> dict[str, str]:
    """The readings of characters, from the file of pypinyin: its modules hold 55 MB of phrases that nobody needs here."""
    spec = find_spec("pypinyin")
    if spec is None or spec.origin is None:
        raise ImportError("pypinyin is not installed")
    return json.loads(Path(spec.origin).with_name("pinyin_dict.json").read_text())


def printable(text: str) -> tuple[str, list[Missing]]:
    """The text as it can be printed, and each character that had to be replaced, once, in order."""
    for found, instead in BREAKS.items():
        text = text.replace(found, instead)
    missing: dict[str, Missing] = {}
    out = []
    for character in text:
        if character == "\n" or _drawn(character):
            out.append(character)
        elif not unseen(character):
            one = missing.setdefault(character, Missing(character, _shown(character)))
            out.append(one.shown)
    return "".join(out), list(missing.values())


def printable_values(value: Any) -> tuple[Any, list[Missing]]:
    """The same for every string inside lists and dictionaries; other values stay."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        done = {key: printable_values(inner) for key, inner in value.items()}
        return {key: inner for key, (inner, _) in done.items()}, [
            m for _, found in done.values() for m in found
        ]
    if isinstance(value, list | tuple):
        each = [printable_values(inner) for inner in value]
        return [inner for inner, _ in each], [m for _, found in each for m in found]
    return value, []


def _drawn(character: str) -> bool:
    return ord(character) in known() and unicodedata.category(character) not in UNSEEN


def unseen(character: str) -> bool:
    """Whether a character has no look of its own, so that nobody misses it on paper."""
    return unicodedata.category(character) in UNSEEN or ord(character) in SELECTORS


def _shown(character: str) -> str:
    """〔U+20BB7 jié〕: the code point, with the reading where it is known."""
    reading = _readings().get(str(ord(character)), "").partition(",")[0]
    drawn = "".join(letter for letter in reading if ord(letter) in known())
    return f"〔U+{ord(character):04X}{' ' + drawn if drawn else ''}〕"
