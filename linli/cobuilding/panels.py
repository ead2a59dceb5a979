"""What stands on the desk's page of an order, and of whatever else a need may stem from: the newest need of it, and the way
to write one down.
"""

from functools import partial
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse

from linli.cobuilding.models import Need
from linli.cobuilding.origins import ORIGINS, Origin
from linli.core.audit import kind_of
from linli.core.panels import Panel, declare
from linli.core.rights import Actor


def _shown(origin: Origin, _actor: Actor, row: Any) -> dict[str, Any]:
    slug = row.community.slug
    shown: dict[str, Any] = {
        "note_url": f"{reverse('cobuilding:note_need', args=[slug])}?{origin.name}={row.number}"
    }
    if told := row.needed:
        need = Need(number=told["number"], title=told["title"], status=told["status"])
        shown |= {"need": need, "need_url": reverse("cobuilding:need", args=[slug, UUID(told["key"])])}
    return shown


def _newest(model: type[models.Model]) -> Subquery:
    """The newest need that stems from a record: it rides along with the row of the page."""
    rows = Need.objects.filter(
        community_id=OuterRef("community_id"), origin_kind=kind_of(model), origin_id=OuterRef("pk")
    ).order_by("-noted_at", "-id")
    return Subquery(
        rows.values(told=JSONObject(key="id", number="number", title="title", status="status"))[:1]
    )


for _origin in ORIGINS:
    declare(
        _origin.panel,
        Panel(
            "cobuilding/parts/origin_panel.html", "cobuilding.note_need", partial(_shown, _origin),
            {"needed": _newest(_origin.model)},
        ),
    )  # fmt: skip
