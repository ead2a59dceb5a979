"""What changes the plan (平面图) of a community: one that was drawn, or one that is laid out by itself."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.core import audit
from linli.core.errors import DomainError, Stale
from linli.core.rights import Actor
from linli.places.models import Building, Community, Outline
from linli.places.outlines import Drawn, Shape, laid_out
from linli.places.queries import buildings, standing


class DrawnAlready(Stale):
    """A drawn plan is not thrown away for one that is laid out."""

    message = _("There is a drawn plan already. Draw what is new in it, and take it in.")


@transaction.atomic
def propose(community: Community, *, by: Actor) -> int:
    """拟平面图: lay out the buildings that stand, in rows for each compound, instead of what was laid out before. How many.
    Raises DrawnAlready.
    """
    _alone(community)
    if Outline.objects.of(community).filter(proposed=False).exists():
        raise DrawnAlready
    groups: dict[UUID | None, list[Building]] = {}
    for building in buildings(community).filter(standing()):
        groups.setdefault(building.compound_id, []).append(building)
    if not groups:
        raise DomainError(_("No building is written down yet; there is nothing to lay out."))
    shapes = laid_out([len(group) for group in groups.values()])
    rows = [
        Outline(community=community, building=building, shape=shape, proposed=True)
        for group, outlines in zip(groups.values(), shapes, strict=True)
        for building, shape in zip(group, outlines, strict=True)
    ]
    return _put(community, rows, "places.propose", by)


@transaction.atomic
def draw(community: Community, drawn: list[Drawn], *, by: Actor) -> int:
    """画平面图: the shapes of a file instead of the whole plan that stood before. How many. DomainError names a building
    that the books do not have, or that the file has twice.
    """
    _alone(community)
    known = {
        (row.compound.name if row.compound else "", row.name): row
        for row in buildings(community).filter(standing())
    }
    _refuse_unknown(drawn, known)
    rows = [
        Outline(
            community=community,
            building=known.get((one.compound, one.building)),
            name=one.lane,
            shape=_kept(one.shape),
        )
        for one in drawn
    ]
    for row in rows:
        row.clean_fields(exclude=["community", "building"])
    return _put(community, rows, "places.draw", by)


def _kept(shape: Shape) -> list[list[int]]:
    return [list(point) for point in shape]


def _refuse_unknown(drawn: Iterable[Drawn], known: dict[tuple[str, str], Building]) -> None:
    seen = set()
    for one in drawn:
        key = (one.compound, one.building)
        if one.lane:
            continue
        if key not in known:
            raise DomainError(_("The books have no building “%(name)s”."), field="file", name=one.words)
        if key in seen:
            raise DomainError(_("The file has “%(name)s” twice."), field="file", name=one.words)
        seen.add(key)


def _alone(community: Community) -> None:
    """Two who change the plan at once do so one after the other."""
    Community.objects.select_for_update().get(pk=community.pk)


def _put(community: Community, rows: list[Outline], action: str, by: Actor) -> int:
    Outline.objects.of(community).delete()
    Outline.objects.bulk_create(rows, batch_size=500)
    audit.record(community, action, by=by, count=len(rows))
    return len(rows)
