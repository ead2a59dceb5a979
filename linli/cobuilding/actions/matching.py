"""对接: a resource for a need. What is given away is counted in the very statement, so nothing is given twice."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from linli.cobuilding import fitting
from linli.cobuilding.kinds import Kind
from linli.cobuilding.models import Match, Need, Resource
from linli.cobuilding.times import Kept
from linli.cobuilding.workflow import ALIVE
from linli.core import clock, keys
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.core.workflow import Overtaken, move
from linli.planning.matching import Over


@transaction.atomic
def match(
    need: Need,
    resource: Resource,
    *,
    by: Actor,
    version: int,
    at: Kept | None = None,
    metres: int | None = None,
) -> Match:
    """对接: the need has the resource, as much as it asks for. A pair that does not fit is refused with the reason; of two
    who press at once for the last of something exactly one gets it. `at` is the time that was proposed, if one was.
    """
    fitting.fit(need, resource)
    _take(resource, need)
    held = fitting.standing(resource) if resource.kind == Kind.ROOM else []
    fitted = fitting.fit(need, resource, held, at)
    row = Match(
        id=keys.uuid7(), community_id=need.community_id, need=need, resource=resource, quantity=need.quantity,
        there_was=fitted.there_was, slot=fitted.slot, metres=metres, chosen_by_id=by.user_id, happened_at=clock.now(),
    )  # fmt: skip
    move(need, "match", by=by, version=version, told=_said(resource))
    row.save(force_insert=True)
    return row


def _said(resource: Resource) -> str:
    return " · ".join(part for part in (str(resource), resource.giver) if part)


def _take(resource: Resource, need: Need) -> None:
    """Count it as given away. The row is held until the act is over, so who comes at the same time waits and then sees
    what is left; a room is held likewise, and nothing of it is used up.
    """
    much = 0 if resource.kind == Kind.ROOM else need.quantity
    rows = Resource.objects.of(resource.community_id).filter(pk=resource.pk, valid_to=resource.valid_to)
    if not rows.filter(quantity__gte=F("taken") + much).update(taken=F("taken") + much):
        raise DomainError(fitting.WHY[Over.LITTLE], field="resource")


@transaction.atomic
def unmatch(need: Need, *, reason: str, by: Actor, version: int) -> None:
    """撤销对接: with the reason; the need waits again, and the pair is not proposed a second time."""
    undo(need, reason)
    move(need, "unmatch", by=by, version=version, note=reason)


def undo(need: Need, reason: str) -> None:
    """End the standing match of a need and give back what it took. Within the transaction of the caller."""
    row = standing_match(need)
    _refuse_project(row)
    ended = Match.objects.of(need.community_id).filter(pk=row.pk, ended_at__isnull=True)
    if not ended.update(ended_at=clock.now(), why_ended=reason):
        raise Overtaken
    if row.resource.kind != Kind.ROOM:
        given = Resource.objects.of(need.community_id).filter(pk=row.resource_id)
        given.update(taken=F("taken") - row.quantity)


def standing_match(need: Need) -> Match:
    """What the need has now. Overtaken where it has nothing any more."""
    rows = Match.objects.of(need.community_id).filter(need=need, ended_at__isnull=True)
    row = rows.select_related("resource", "project").first()
    if row is None:
        raise Overtaken
    return row


def _refuse_project(row: Match) -> None:
    if row.project and row.project.status in ALIVE:
        raise DomainError(
            _("It belongs to the project %(project)s, which is not ended yet."), project=str(row.project)
        )


def meet(need: Need, *, words: str, by: Actor, version: int) -> None:
    """需求已满足: what was given and used. What belongs to a project is met when that is done."""
    _refuse_project(standing_match(need))
    _meet(need, words, by, version)


def meet_all(needs: list[Need], words: str, *, by: Actor) -> None:
    """The needs of a project that is done. Within the transaction of the caller."""
    for need in needs:
        _meet(need, words, by, need.version)


def _meet(need: Need, words: str, by: Actor, version: int) -> None:
    move(need, "meet", by=by, version=version, told=words, met_at=clock.now())
