"""手上的事: what each app holds of a person in a posting, and the act that settles it when the posting is handed over.

The upper app enters what it holds (`declare`); `accounts` shows all of it on one page and settles it in one transaction.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True)
class Holding:
    """A kind of thing that somebody holds. `rows` finds the things of a posting; `settle(thing, posting, taker=, by=,
    note=)` gives one to the successor or ends it, as `fate` says in words. What is `asked` is settled only if wanted.
    """

    code: str
    label: Any
    fate: Any
    rows: Callable[[Any], QuerySet]
    settle: Callable[..., None]
    words: Callable[[Any], str] = str
    asked: bool = False


@dataclass(frozen=True)
class Held:
    """What a posting holds of one kind, now."""

    holding: Holding
    things: list[Any]

    @property
    def words(self) -> list[str]:
        """Each thing in words."""
        return [self.holding.words(thing) for thing in self.things]


REGISTER: dict[str, Holding] = {}


def declare(holding: Holding) -> Holding:
    """Enter a kind of holding; each is declared once."""
    if holding.code in REGISTER:
        raise ValueError(f"the holding {holding.code} is declared twice")
    REGISTER[holding.code] = holding
    return holding


def held_in(posting: Any) -> list[Held]:
    """Everything that is held in a posting, kind by kind; kinds of which there is nothing are left out."""
    found = (Held(holding, list(holding.rows(posting))) for holding in REGISTER.values())
    return [held for held in found if held.things]


def settled(held: Held, also: Collection[str]) -> bool:
    """Whether this kind is settled, where `also` names what was wanted of those that are only settled if asked."""
    return not held.holding.asked or held.holding.code in also
