"""申请材料 as lines that a clerk types: 身份证 | 原件 1 | 复印件 1 | 核对身份 | 可免. Pure: no Django, no clock."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

NUMBER = re.compile(r"(原件|复印件) ?([0-9]{1,2}) ?(份|张|本)?")
LEFT_OUT = "可免"


@dataclass(frozen=True)
class Material:
    """One paper that an item needs."""

    name: str
    originals: int = 0
    copies: int = 0
    why: str = ""
    if_unknown: bool = False


def read_lines(text: str) -> list[Material]:
    """The materials of a text, one a line; ValueError names a line that has no name, or a name that stands twice."""
    found: dict[str, Material] = {}
    for line in filter(None, (one.strip() for one in text.splitlines())):
        material = _read(line)
        if not material.name or material.name in found:
            raise ValueError(line)
        found[material.name] = material
    return list(found.values())


def _read(line: str) -> Material:
    name, *parts = (one.strip() for one in re.split(r"[|｜]", line))
    numbers, why, left_out = {"原件": 0, "复印件": 0}, [], False
    for part in filter(None, parts):
        narrow = unicodedata.normalize("NFKC", part)
        if part == LEFT_OUT:
            left_out = True
        elif found := NUMBER.fullmatch(narrow):
            numbers[found[1]] = int(found[2])
        else:
            why.append(part)
    return Material(name, numbers["原件"], numbers["复印件"], "；".join(why), left_out)


def as_lines(materials: Iterable[Material]) -> str:
    """The same as it was typed."""
    return "\n".join(_line(one) for one in materials)


def _line(one: Material) -> str:
    parts = [
        one.name,
        f"原件 {one.originals}" if one.originals else "",
        f"复印件 {one.copies}" if one.copies else "",
        one.why,
        LEFT_OUT if one.if_unknown else "",
    ]
    return " | ".join(part for part in parts if part)
