"""What upper apps show on a page of a lower one: each enters its panels when the apps are ready."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from linli.core.rights import REGISTER, Actor


class Panel(NamedTuple):
    """A part of a page: its template, what it is drawn from (at most one query), and the right that opens it, or "" on a
    page that is for everybody. A context of None leaves the panel out. What one expression can say rides along with
    the row of the page and asks nothing.
    """

    template: str
    right: str
    context: Callable[[Actor, Any], dict[str, Any] | None]
    rides: Mapping[str, Any] = {}


_panels: dict[str, list[Panel]] = {}


def declare(page: str, panel: Panel) -> None:
    """Put a part on a page, named by what it shows: `residents.person`, `orders.order`."""
    _panels.setdefault(page, []).append(panel)


def riding(page: str) -> dict[str, Any]:
    """The expressions that ride along where the row of a page is read."""
    return {name: told for panel in _panels.get(page, []) for name, told in panel.rides.items()}


def panels_for(page: str, actor: Actor, row: Any) -> list[dict[str, Any]]:
    """The panels of a page that an actor may see, each with its template and what it shows."""
    shown = []
    for panel in _panels.get(page, []):
        opened = not panel.right or REGISTER[panel.right].held_by(actor)
        context = panel.context(actor, row) if opened else None
        if context is not None:
            shown.append({"template": panel.template, **context})
    return shown
