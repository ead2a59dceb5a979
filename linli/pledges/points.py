"""积分来源: a delivered thing of a member's pledge is a confirmed deed; a pledge that was withdrawn gives nothing."""

import datetime as dt
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from linli.core.audit import kind_of
from linli.party.models.points import WORDS_LENGTH
from linli.party.point_sources import Source, declare
from linli.party.points import TIME, Deed
from linli.pledges.models import PledgeItem
from linli.pledges.workflow import PUBLIC


def _delivered(community: Any) -> QuerySet[PledgeItem]:
    return PledgeItem.objects.of(community).filter(delivered_on__isnull=False, pledge__status__in=PUBLIC)


def _deeds(community: Any, since: dt.date, persons: Collection[UUID]) -> list[Deed]:
    """One query."""
    rows = _delivered(community).filter(pledge__member__person__in=persons, delivered_on__gte=since)
    kind = kind_of(PledgeItem)
    found = rows.order_by("delivered_on", "id").values_list(
        "pledge__member__person", "pk", "delivered_on", "deliverable"
    )
    return [
        Deed(person, kind, key, day, words[:WORDS_LENGTH])
        for person, key, day, words in found
        if person and day
    ]


declare(Source("pledge_item_delivered", _("Thing of a pledge, delivered"), (TIME,), _deeds, _delivered))
