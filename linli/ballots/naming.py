"""Names as people type them, one a line, and whom of the list they mean: “王小满”, “12”, “12 王小满”, “王小满（12）”."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from linli.ballots.models import Elector
from linli.core.errors import DomainError

_NUMBER = re.compile(r"^\s*(\d+)[\s.．、]*|[（(]\s*(\d+)\s*[)）]\s*$")
_VOTES = re.compile(r"^(.*?)[\s:：,，]+(\d+)\s*票?$")


def find_elector(typed: str, electors: Sequence[Elector]) -> Elector:
    """Whom one line means. Raises DomainError where it is nobody of the list, or one of several namesakes."""
    marked = _NUMBER.search(typed)
    number = int(marked[1] or marked[2]) if marked else None
    name = _NUMBER.sub("", typed).strip()
    found = [
        one
        for one in electors
        if (number is None or one.number == number) and (not name or one.person.name == name)
    ]
    if not found or not (name or number):
        raise DomainError(_("“%(typed)s” is not in the list of electors."), typed=typed)
    if len(found) > 1:
        raise DomainError(
            _("Several in the list are called “%(typed)s”; write the number before it."), typed=typed
        )
    return found[0]


def find_electors(text: str, electors: Sequence[Elector]) -> list[Elector]:
    """Whom some lines mean, in their order. Raises DomainError."""
    return [find_elector(line, electors) for line in text.splitlines() if line.strip()]


def find_votes(text: str, electors: Sequence[Elector]) -> list[tuple[Elector, int]]:
    """Who was written in with how many votes: “王小满 3”, one a line. Raises DomainError."""
    found = []
    for line in text.splitlines():
        if not line.strip():
            continue
        told = _VOTES.match(line.strip())
        if told is None:
            raise DomainError(_("“%(typed)s”: a name and how many votes, please."), typed=line)
        found.append((find_elector(told[1], electors), int(told[2])))
    return found
