"""What somebody asks of a ledger in an address: the same reading for the page and for the file."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from linli.core.forms import plain
from linli.core.markup import fill, joined
from linli.core.rights import Actor
from linli.ledgers.declaration import Ledger
from linli.ledgers.filters import ALL, Days, Filter, counted, options

CURRENT = SafeString(' aria-current="true"')
# So many words of a search are looked at; more would only slow it down.
WORDS = 5


class Selection:
    """State, words and filters, with everything unknown left out."""

    def __init__(self, ledger: Ledger, actor: Actor, asked: QueryDict) -> None:
        self.ledger, self.actor = ledger, actor
        self.query = plain(asked.get("q", "")) if ledger.is_searched else ""
        self.options = options(ledger.filters, actor)
        sent = asked.dict()
        self.chosen = {
            name: value
            for one in ledger.filters
            for name, value in one.read(sent, self.options[one.name]).items()  # type: ignore[arg-type]
        }
        self.state = self._state(asked.get("state"))

    def _state(self, asked: str | None) -> str:
        """The chip that is chosen. A search goes through all states unless one is named."""
        if self.ledger.states is None:
            return ALL
        if asked in self.conditions:
            return str(asked)
        return ALL if asked or self.query else self.ledger.states.first or self.ledger.states.labels[0][0]

    @cached_property
    def conditions(self) -> dict[str, Any]:
        """The condition of each chip."""
        return self.ledger.states.shown() if self.ledger.states else {}

    @cached_property
    def filtered(self) -> QuerySet:
        """The rows of every state that fit words and filters."""
        rows = self.ledger.rows(self.actor)
        for one in self.ledger.filters:
            rows = rows.filter(one.where(self.ledger.model, self.chosen))
        if self.ledger.search:
            if self.ledger.unasked is not None and not self.query:
                rows = rows.filter(self.ledger.unasked)
            for word in self.query.split()[:WORDS]:
                rows = rows.filter(self.ledger.search(word))
        return rows.filter(self.found) if self.found is not None else rows

    @cached_property
    def found(self) -> Q | None:
        """What the search index says, asked once for the page and its counts."""
        if not self.ledger.finds or not self.query:
            return None
        return self.ledger.finds(self.actor.community_id, self.query)

    @property
    def rows(self) -> QuerySet:
        """The rows that are wanted."""
        return self.filtered.filter(self.conditions[self.state]) if self.conditions else self.filtered

    @property
    def narrowed(self) -> bool:
        """Whether anything but a state was asked for."""
        return bool(self.query or self.chosen)

    def address(self, *leave: str, **more: str) -> str:
        """The same selection as the query of an address, without some names and with others."""
        state = {"state": self.state} if self.ledger.states else {}
        words = {"q": self.query} if self.query else {}
        wanted = {**state, **words, **self.chosen, **more}
        return "?" + urlencode({name: value for name, value in wanted.items() if name not in leave})

    def chips(self) -> list[dict[str, Any]]:
        """The states with their counts and addresses: one query."""
        if self.ledger.states is None:
            return []
        counts = counted(self.filtered, self.conditions)
        return [
            {
                "label": label,
                "count": counts[name],
                "url": self.address(state=name),
                "current": name == self.state,
            }
            for name, label in self.ledger.states.words().items()
        ]

    def menus(self, here: str) -> list[dict[str, Any]]:
        """The other filters of the page that stands `here`: what each offers (as lines of a list), what is chosen."""
        return [self._menu(one, here) for one in self.ledger.filters]

    def _menu(self, one: Filter, here: str) -> dict[str, Any]:
        names, offered = one.names(), self.options[one.name]
        current = self.chosen.get(one.name)
        choices = [
            (here + self.address(**{one.name: value}), CURRENT if current == value else "", label)
            for value, label in offered.items()
        ]
        return {
            "label": one.label,
            "chosen": one.words(self.chosen, offered),
            "choices": joined(fill('<li><a href="{}"{}>{}</a></li>', *choice) for choice in choices),
            "any": self.address(*names),
            "days": [(name, self.chosen.get(name, "")) for name in names] if isinstance(one, Days) else [],
            "kept": self.kept(*names),
        }

    def kept(self, *leave: str) -> list[tuple[str, str]]:
        """The selection as hidden fields of a form, without some names."""
        return list(QueryDict(self.address(*leave)[1:]).items())  # type: ignore[arg-type]

    def words(self) -> str:
        """The selection in words, for the head of the file."""
        parts = [str(self.ledger.states.words()[self.state])] if self.ledger.states else []
        for one in self.ledger.filters:
            said = one.words(self.chosen, self.options[one.name])
            parts += [f"{one.label} {said}"] if said else []
        if self.query and self.ledger.finds:
            parts.append(_("the newest with “%(words)s”") % {"words": self.query})
        elif self.query:
            parts.append(_("containing “%(words)s”") % {"words": self.query})
        return " · ".join(parts)
