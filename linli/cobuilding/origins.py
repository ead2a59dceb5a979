"""From what a need may stem: each kind of record with the word of its address, and the words that begin the form.

A further kind is one entry more in ORIGINS.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse

from linli.cobuilding.models import TEXT_LENGTH, TITLE_LENGTH, Need
from linli.core.audit import kind_of
from linli.core.forms import plain
from linli.core.rights import Actor
from linli.orders import queries as orders
from linli.orders.models import Order
from linli.surveys import queries as surveys
from linli.surveys.models import Survey


@dataclass(frozen=True)
class Origin:
    """A kind of record: `name` is the word in the address (`?order=`), `access` finds one by its number as far as the actor
    may work with it (404 otherwise), `first` begins the form, `page` is its page at the desk by its number, `panel` what that
    page is called among the panels.
    """

    name: str
    model: type[models.Model]
    access: Callable[[Actor, str], Any]
    first: Callable[[Any], dict[str, Any]]
    page: str
    panel: str


def _of_order(order: Order) -> dict[str, Any]:
    """Category and place as the title. The text is what was typed: the clerk reads it, and the check refuses people."""
    return {
        "title": str(order.category.name)[:TITLE_LENGTH],
        "text": order.text[:TEXT_LENGTH],
        "building": order.building_id,
    }


ORIGINS = (
    Origin(
        "order", Order, lambda actor, number: orders.access_order(actor, number, "desk"), _of_order,
        page="orders:desk_detail", panel="orders.order",
    ),
    Origin(
        "survey", Survey, surveys.access_survey, lambda survey: {"title": survey.title[:TITLE_LENGTH]},
        page="surveys:survey", panel=surveys.PAGE,
    ),
)  # fmt: skip


def asked_for(actor: Actor, query: Any) -> tuple[Origin, Any] | None:
    """The record of `?order=`, or of another origin; None where the address names none."""
    for origin in ORIGINS:
        if number := plain(query.get(origin.name, "")):
            return origin, origin.access(actor, number)
    return None


def link_of(need: Need, slug: str) -> tuple[str, str] | None:
    """Words and address of the record that a need stems from; None where it was written by hand."""
    for origin in ORIGINS:
        if need.origin_kind == kind_of(origin.model):
            manager: Any = origin.model._default_manager
            row = manager.of(need.community_id).filter(pk=need.origin_id).first()
            return (str(row), reverse(origin.page, args=[slug, row.number])) if row else None
    return None
