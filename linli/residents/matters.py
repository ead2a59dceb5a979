"""代办事项: the matters in which a person may name a proxy (N-5). An app declares only what a proxy can really do there."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Matter:
    """One kind of matter: its code ("orders") and its name in words."""

    code: str
    label: Any


MATTERS: dict[str, Matter] = {}


def declare(matter: Matter) -> Matter:
    """Enter a matter; each code once. Raises ValueError."""
    if matter.code in MATTERS:
        raise ValueError(f"the matter {matter.code} is declared twice")
    MATTERS[matter.code] = matter
    return matter


def in_words(codes: list[str]) -> list[str]:
    """The matters in words, in the order of their declaration; what no app has any more is left out."""
    return [str(matter.label) for code, matter in MATTERS.items() if code in codes]
