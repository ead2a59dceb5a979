"""Certificates that a community must not issue (R-18, 民发〔2020〕20号), and where to go instead. Pure: no Django, no clock.

Names are compared without blanks and without a final 证明 (C-18). A listed name is refused even with a basis; every
other certificate needs the law that asks for it.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from linli.rulebook.verdict import Level, Outcome, Verdict

RULE = "R-18"
#: What may follow a name without changing it: 证明, 证明书, 的证明材料; each as often as somebody types it.
SUFFIX = re.compile(r"(的|证明(书|信|函|材料|文件)?)$")
CERTIFICATE = "证明"


@dataclass(frozen=True)
class Road:
    """One item of the list: its name, how else it is called, and where one goes instead."""

    name: str
    also: tuple[str, ...]
    road: str

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Road":
        """From the rulebook's row."""
        return cls(row["name"], tuple(row.get("also") or ()), row["road"])


def fold(name: str) -> str:
    """A name as it is compared: full-width letters narrow, no blanks, no unseen characters, no final 证明."""
    folded = _narrow(name)
    while found := SUFFIX.search(folded):
        if found.start() == 0:
            break
        folded = folded[: found.start()]
    return folded


# Separators, controls and format marks: whatever nobody sees.
BLANK = {"Zs", "Zl", "Zp", "Cc", "Cf"}


def _narrow(text: str) -> str:
    """Without blanks and in one form; taking a blank away may let two letters become one, so it is done until it rests."""
    seen = None
    while text != seen:
        seen = text
        folded = unicodedata.normalize("NFKC", text).casefold()
        text = "".join(one for one in folded if unicodedata.category(one) not in BLANK)
    return text


def listed(name: str, roads: Iterable[Road]) -> Road | None:
    """The item of the list that a name means, if it means one."""
    wanted = fold(name)
    for road in roads:
        if wanted in {fold(one) for one in (road.name, *road.also)}:
            return road
    return None


def asked_for(words: str, roads: Iterable[Road]) -> Road | None:
    """The item of the list that somebody looks for in words of one's own: 我要开健在证明."""
    known = list(roads)
    if found := listed(words, known):
        return found
    folded = _narrow(words)
    if CERTIFICATE not in folded:
        return None
    named = [(len(one), road) for road in known for one in (road.name, *road.also) if fold(one) in folded]
    return max(named, key=lambda pair: pair[0])[1] if named else None


def judge_certificate(
    name: str, basis: str, *, roads: Iterable[Road], basis_required: bool = True
) -> Verdict:
    """May the community issue this certificate (R-18)?"""
    if found := listed(name, roads):
        return Verdict(
            RULE,
            Level.BLOCK,
            "hall.certificate.listed",
            f"{found.name}证明社区不能开：{found.road}",
            Outcome.NOT_MET,
            {"name": found.name, "go": found.road},
        )
    if basis_required and not basis.strip():
        reason = "没有写明法律法规依据的证明，社区不能开"
        return Verdict(RULE, Level.BLOCK, "hall.certificate.no_basis", reason, Outcome.MISSING)
    reason = "不在清单里，依据已写明；依据是否真实、是否属于社区职责，由人核对"
    return Verdict(RULE, Level.PASS, "hall.certificate.allowed", reason)
