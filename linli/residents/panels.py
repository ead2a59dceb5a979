"""What upper apps show on the page of a person: each enters one panel when the apps are ready."""

from collections.abc import Callable
from typing import Any, NamedTuple

from linli.core.rights import REGISTER, Actor
from linli.residents.models import Person


class Panel(NamedTuple):
    """A part of the page: its template, what it is drawn from, and the right that opens it."""

    template: str
    right: str
    context: Callable[[Actor, Person], dict[str, Any]]


_panels: list[Panel] = []


def declare(panel: Panel) -> None:
    """Put a part on the page of a person."""
    _panels.append(panel)


def panels_for(actor: Actor, person: Person) -> list[dict[str, Any]]:
    """The panels that an actor may see, each with its template and what it shows."""
    return [
        {"template": panel.template, **panel.context(actor, person)}
        for panel in _panels
        if REGISTER[panel.right].held_by(actor)
    ]
