"""Questions about publications, channels and boards. Nothing here writes."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from linli.calendars.months import add_months
from linli.core import clock
from linli.core.rights import Actor, access, visible_to
from linli.core.spans import in_force
from linli.disclosure.party_affairs import MONTHS_OF_A_QUARTER, judge_quarter
from linli.organisations.models import CommitteeMember, Level, PartyOrganisation, PartyPost
from linli.organisations.models.party import DEPTH
from linli.publicity.models import Audience, Board, BoardVersion, Outlet, Publication, PublicityChannel, Topic
from linli.publicity.models.publications import OF_PARTY_AFFAIRS
from linli.publicity.rights import BOARD_VERBS, PUBLICATION_VERBS
from linli.publicity.workflow import PublicationStatus
from linli.rulebook.verdict import Verdict

JOINED = ("organisation", "community")
QUARTERS, SHOWN, VERSIONS = 4, 50, 24


def publications_for(actor: Actor) -> QuerySet[Publication]:
    """What the actor sees at the desk, with what a line shows."""
    rows = visible_to(Publication.objects.of(actor.community_id), actor, "publicity.view_publications")
    return rows.select_related(*JOINED)


def states() -> dict[str, Q]:
    """Where publications stand."""
    return {status.value: Q(status=status) for status in PublicationStatus}


def access_publication(actor: Actor, pk: UUID, verb: str = "view_publications") -> Publication:
    """The only way at the desk to one publication."""
    rows = Publication.objects.of(actor.community_id).select_related(*JOINED)
    return access(rows, actor, f"publicity.{verb}", see="view_publications", among=PUBLICATION_VERBS, pk=pk)


def organisations(actor: Actor) -> QuerySet[PartyOrganisation]:
    """For which the actor may write: all, or those of the posting."""
    rows = PartyOrganisation.objects.of(actor.community_id).filter(in_force())
    if not actor.everywhere("secretary", "clerk", "party_worker"):
        places = actor.places("party_worker")
        rows = rows.filter(Q(pk__in=places) | Q(parent__in=places))
    return rows.exclude(level__in=[Level.GROUP, Level.HOUSEHOLD]).order_by("name", "id")


def outlets_of(row: Publication) -> list[Outlet]:
    """Where it went out, the oldest first."""
    rows = Outlet.objects.of(row.community_id).filter(publication=row)
    return list(rows.select_related("channel").order_by("out_on", "id"))


def for_everybody(community: Any) -> QuerySet[Publication]:
    """What everybody may read, the newest first."""
    rows = Publication.objects.of(community).filter(
        status=PublicationStatus.PUBLISHED, audience=Audience.SOCIETY
    )
    return rows.select_related("organisation").order_by("-published_on", "-id")


def for_member(actor: Actor) -> QuerySet[Publication]:
    """What a member of the Party may read, the newest first; nothing for anybody else."""
    rows = visible_to(Publication.objects.of(actor.community_id), actor, "publicity.read_own")
    return rows.select_related("organisation").order_by("-published_on", "-id")


def regulations_of(organisation: PartyOrganisation) -> list[Publication]:
    """制度: the published regulations of an organisation and of those above it, by title."""
    rows = Publication.objects.of(organisation.community_id).filter(
        status=PublicationStatus.PUBLISHED, topic=Topic.RULES
    )
    above = Q(organisation=organisation) | Q(organisation__parent__isnull=True)
    if organisation.parent_id:
        above |= Q(organisation=organisation.parent_id)
    return list(rows.filter(above).order_by("title", "id"))


def by_quarter(actor: Actor) -> tuple[list[dt.date], list[tuple[PartyOrganisation, list[Verdict]]]]:
    """党务公开 (R-13): the newest quarters, and of each committee and branch what they say. Two queries."""
    today = clock.today()
    first = today.replace(month=(today.month - 1) // MONTHS_OF_A_QUARTER * MONTHS_OF_A_QUARTER + 1, day=1)
    quarters = [add_months(first, -MONTHS_OF_A_QUARTER * n) for n in range(QUARTERS)]
    days: dict[UUID, list[dt.date]] = {}
    rows = Publication.objects.of(actor.community_id).filter(
        published_on__gte=quarters[-1], topic__in=OF_PARTY_AFFAIRS
    )
    for organisation_id, day in rows.order_by().values_list("organisation_id", "published_on"):
        days.setdefault(organisation_id, []).append(day)
    return quarters, [
        (one, [judge_quarter(first, days.get(one.pk, []), today) for first in quarters if _stood(one, first)])
        for one in sorted(organisations(actor), key=lambda one: (DEPTH[Level(one.level)], one.name))
    ]


def _stood(organisation: PartyOrganisation, first: dt.date) -> bool:
    """A slot is assessed if the organisation existed on its first day (reading C-03)."""
    return organisation.valid_from <= first


def channels(community: Any) -> QuerySet[PublicityChannel]:
    """All channels, those in use first."""
    return PublicityChannel.objects.of(community).order_by("valid_to", "kind", "name")


def access_channel(actor: Actor, pk: UUID) -> PublicityChannel:
    """One channel, to end it."""
    rows = PublicityChannel.objects.of(actor.community_id)
    return access(rows, actor, "publicity.end_channel", see="view_channels", among=("end_channel",), pk=pk)


def boards(actor: Actor) -> QuerySet[Board]:
    """The boards by grid, with what hangs there today."""
    hanging = BoardVersion.objects.of(actor.community_id).filter(taken_down_on__isnull=True)
    rows = visible_to(Board.objects.of(actor.community_id), actor, "publicity.view_boards")
    return (
        rows.filter(in_force())
        .select_related("grid")
        .prefetch_related(Prefetch("versions", hanging, to_attr="hanging"))
        .order_by("grid__name", "kind", "name")
    )


def access_board(actor: Actor, pk: UUID, verb: str = "view_boards") -> Board:
    """The only way to one board."""
    rows = Board.objects.of(actor.community_id).select_related("grid", "community")
    return access(rows, actor, f"publicity.{verb}", see="view_boards", among=BOARD_VERBS, pk=pk)


def access_version(actor: Actor, pk: UUID, verb: str = "view_boards") -> BoardVersion:
    """One version of a board, with its photos."""
    rows = BoardVersion.objects.of(actor.community_id).select_related("board", "community", "publication")
    return access(rows, actor, f"publicity.{verb}", see="view_boards", among=BOARD_VERBS, pk=pk)


def versions_of(board: Board) -> list[BoardVersion]:
    """What hung on a board, the newest first."""
    rows = BoardVersion.objects.of(board.community_id).filter(board=board)
    return list(rows.select_related("publication").order_by("-put_up_on", "-id")[:VERSIONS])


def wall_organisations(actor: Actor) -> QuerySet[PartyOrganisation]:
    """Whose wall set the actor may print."""
    rows = visible_to(PartyOrganisation.objects.of(actor.community_id), actor, "publicity.print_wall")
    return rows.filter(in_force()).exclude(level__in=[Level.GROUP, Level.HOUSEHOLD]).order_by("name", "id")


def access_wall(actor: Actor, pk: UUID) -> PartyOrganisation:
    """One organisation whose wall set is printed."""
    rows = PartyOrganisation.objects.of(actor.community_id).select_related("community", "parent")
    return access(rows, actor, "publicity.print_wall", see="print_wall", among=("print_wall",), pk=pk)


def chart_of(
    organisation: PartyOrganisation,
) -> tuple[list[tuple[str, str]], list[tuple[str, list[tuple[str, str]]]]]:
    """组织架构: the posts of an organisation, and of each one right below it its name and posts. Two queries."""
    below = list(
        PartyOrganisation.objects.of(organisation.community_id)
        .filter(in_force(), parent=organisation)
        .order_by("level", "name")
    )
    rows = CommitteeMember.objects.of(organisation.community_id).filter(
        in_force(), organisation__in=[organisation, *below]
    )
    order = list(PartyPost.values)
    posts: dict[UUID, list[tuple[str, str]]] = {}
    for seat in sorted(rows.select_related("person"), key=lambda one: (order.index(one.post), one.pk)):
        posts.setdefault(seat.organisation_id, []).append((str(seat.get_post_display()), seat.person.name))
    return posts.get(organisation.pk, []), [(one.name, posts.get(one.pk, [])) for one in below]
