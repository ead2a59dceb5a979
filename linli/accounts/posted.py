"""任职地点: at which kind of place inside a community a role may be posted. Upper apps enter kinds of their own."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import Role
from linli.core.tenancy import CommunityModel
from linli.places.models import Compound, Grid


@dataclass(frozen=True)
class Posted:
    """The places of a role: their model, which has a name, and their heading in a list."""

    model: type[CommunityModel]
    heading: Any

    def rows(self, community: Any) -> QuerySet:
        """The places of a community."""
        return self.model.objects.of(community)


POSTED: dict[str, Posted] = {
    Role.GRID_WORKER: Posted(Grid, _("Grids")),
    Role.PROPERTY: Posted(Compound, _("Compounds")),
}


def post_at(role: str, posted: Posted) -> None:
    """Enter at which places a role may be posted. Raises ValueError for a role that has its places."""
    if role in POSTED:
        raise ValueError(f"{role} is posted somewhere already")
    POSTED[role] = posted


def choices(community: Any) -> list[tuple[Any, list[tuple[str, str]]]]:
    """Every place where somebody may be posted, kind by kind; kinds without any are left out."""
    found = [
        (posted.heading, [(str(key), name) for key, name in posted.rows(community).values_list("pk", "name")])
        for posted in POSTED.values()
    ]
    return [(heading, places) for heading, places in found if places]


def name_of_place(community: Any) -> Coalesce:
    """An expression on postings: the name of the place where each stands."""
    places = (posted.rows(community).filter(pk=OuterRef("place_id")) for posted in POSTED.values())
    return Coalesce(*(Subquery(rows.order_by().values("name")[:1]) for rows in places))
