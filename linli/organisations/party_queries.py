"""Questions about the organisations of the Party, groups of work, and programmes. Nothing here writes."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from django.apps import apps
from django.db.models import Count, F, OuterRef, QuerySet, Subquery

from linli.calendars.months import add_months
from linli.core import clock
from linli.core.audit import kind_of
from linli.core.rights import REGISTER, Actor, access, visible_to
from linli.core.search.index import KINDS
from linli.core.spans import in_force, not_over
from linli.core.tenancy import CommunityModel
from linli.organisations.models import (
    CommitteeMember,
    CommitteeTerm,
    GroupMember,
    PartyOrganisation,
    PartyPost,
    Programme,
    Strand,
    StrandLabel,
    WorkGroup,
)
from linli.organisations.models.party import DEPTH, Level
from linli.rulebook import book

RELATED: dict[type, tuple[str, ...]] = {
    PartyOrganisation: ("community", "parent", "compound", "building__compound"),
    CommitteeMember: ("organisation", "person"),
    GroupMember: ("group", "person"),
    WorkGroup: ("organisation",),
    Programme: ("community",),
    Strand: ("programme",),
    StrandLabel: ("strand__programme",),
}
VERBS = (
    "view_party", "view_numbers", "change", "dissolve", "file_approval", "begin_term", "seat", "unseat", "form_group",
)  # fmt: skip
GROUP_VERBS = ("view_party", "join_group", "leave_group", "dissolve_group")
PROGRAMME_VERBS = ("view_programmes", "add_strand", "end_programme", "label", "unlabel")
POSTS = list(PartyPost.values)
LABELS_SHOWN = 200


def access_party(actor: Actor, model: type[CommunityModel], pk: UUID, verb: str) -> Any:
    """The only way at the desk to a Party organisation, a seat of one, or a work group: 404 if unseen, 403 if not theirs."""
    among = GROUP_VERBS if model in {WorkGroup, GroupMember} else VERBS
    rows = model.objects.of(actor.community_id).select_related(*RELATED.get(model, ()))
    if model is PartyOrganisation:
        terms = CommitteeTerm.objects.filter(community=OuterRef("community"), organisation=OuterRef("pk"))
        newest = terms.order_by("-begins_on")
        rows = rows.annotate(**{f"term_{name}": Subquery(newest.values(name)[:1]) for name in Term._fields})
    return access(rows, actor, f"organisations.{verb}", see="view_party", among=among, pk=pk)


class Term(NamedTuple):
    """届: the days of the newest term of an organisation."""

    begins_on: dt.date
    ends_on: dt.date
    ended_on: dt.date | None


def term_of(row: Any) -> Term | None:
    """The newest term of an organisation that came from `access_party`; None where none is written down."""
    return Term(row.term_begins_on, row.term_ends_on, row.term_ended_on) if row.term_begins_on else None


def access_programme(actor: Actor, model: type[CommunityModel], pk: UUID, verb: str) -> Any:
    """The only way at the desk to a programme, a strand, or a label."""
    rows = model.objects.of(actor.community_id).select_related(*RELATED.get(model, ()))
    return access(rows, actor, f"organisations.{verb}", see="view_programmes", among=PROGRAMME_VERBS, pk=pk)


@dataclass
class Node:
    """One organisation of the tree (with `.leader`, `.leader_post` and `.term_ends`, if known), and what stands under it."""

    row: Any
    alarm: str = ""
    under: list["Node"] = field(default_factory=list)

    @property
    def post(self) -> str:
        """The post of who leads it, in words."""
        return str(PartyPost(self.row.leader_post).label) if self.row.leader_post else ""


def tree(actor: Actor, at: str) -> list[Node]:
    """党组织架构 as it stands today, the topmost first. One query, however large it is."""
    rows = visible_to(
        PartyOrganisation.objects.of(actor.community_id), actor, "organisations.view_party"
    ).filter(in_force())
    leaders = seats(actor.community_id).filter(
        organisation=OuterRef("pk"), post__in=(PartyPost.SECRETARY, PartyPost.LEADER)
    )
    terms = CommitteeTerm.objects.of(actor.community_id).filter(
        organisation=OuterRef("pk"), ended_on__isnull=True
    )
    rows = rows.annotate(
        leader=Subquery(leaders.values("person__name")[:1]),
        leader_post=Subquery(leaders.values("post")[:1]),
        term_ends=Subquery(terms.values("ends_on")[:1]),
    )
    nodes = {row.pk: Node(row, alarm_of(row.term_ends, at)) for row in rows}
    tops: list[Node] = []
    for node in sorted(nodes.values(), key=lambda node: (DEPTH[Level(node.row.level)], node.row.name)):
        above = nodes.get(node.row.parent_id)
        (above.under if above else tops).append(node)
    return tops


def seats(community_id: UUID, on: dt.date | None = None) -> QuerySet[CommitteeMember]:
    """Who holds which post of the Party on a day (today where none is given)."""
    return CommitteeMember.objects.of(community_id).filter(in_force(on)).select_related("person")


def alarm_of(ends_on: dt.date | None, at: str) -> str:
    """届满提醒: "over" where a term has ended, "soon" in its last months, else ""."""
    day = clock.today()
    if ends_on is None or ends_on < day:
        return "over" if ends_on else ""
    months = int(book.value("party.term.remind_months", on=day, at=at))
    return "soon" if ends_on <= add_months(day, months) else ""


def people_of(organisation: PartyOrganisation) -> tuple[list[CommitteeMember], list[CommitteeMember]]:
    """Who holds a post of it now, in the order of posts, and who held one before. One query."""
    rows = CommitteeMember.objects.of(organisation.community_id).filter(organisation=organisation)
    today = clock.today()
    held = sorted(rows.select_related("person"), key=lambda row: (POSTS.index(row.post), row.pk))
    now = [row for row in held if row.valid_to is None or row.valid_to >= today]
    past = sorted((row for row in held if row not in now), key=lambda row: row.valid_from, reverse=True)
    return now, past


def groups(actor: Actor) -> list[tuple[WorkGroup, list[GroupMember]]]:
    """The groups of work that stand, each with who is in it. Two queries."""
    rows = visible_to(WorkGroup.objects.of(actor.community_id), actor, "organisations.view_party")
    standing = list(rows.filter(not_over()).select_related("organisation").order_by("kind", "name"))
    members: dict[UUID, list[GroupMember]] = {}
    order = list(GroupMember.Part.values)
    held = GroupMember.objects.of(actor.community_id).filter(not_over()).select_related("person")
    for member in sorted(held, key=lambda one: (order.index(one.part), one.pk)):
        members.setdefault(member.group_id, []).append(member)
    return [(group, members.get(group.pk, [])) for group in standing]


def programmes(actor: Actor) -> list[tuple[Programme, list[Strand]]]:
    """The programmes with their strands, those that stand first. Two queries."""
    strands: dict[UUID, list[Strand]] = {}
    for strand in Strand.objects.of(actor.community_id).filter(not_over()).order_by("order", "name"):
        strands.setdefault(strand.programme_id, []).append(strand)
    rows = visible_to(Programme.objects.of(actor.community_id), actor, "organisations.view_programmes")
    ordered = rows.order_by(F("valid_to").desc(nulls_first=True), "name")
    return [(row, strands.get(row.pk, [])) for row in ordered]


def strands_of(programme: Programme) -> list[tuple[Any, int, list[tuple[str, int]]]]:
    """Each strand with how many records are under it, altogether and by kind. Two queries."""
    counted: dict[UUID, list[tuple[str, int]]] = {}
    labels = StrandLabel.objects.of(programme.community_id).filter(strand__programme=programme)
    for strand, kind, amount in (
        labels.order_by()
        .values_list("strand", "subject_kind")
        .annotate(amount=Count("pk"))
        .order_by("subject_kind")
    ):
        counted.setdefault(strand, []).append((kind_name(kind), amount))
    rows = programme.strands.all()
    return [(row, sum(n for _kind, n in counted.get(row.pk, [])), counted.get(row.pk, [])) for row in rows]


def kind_name(kind: str) -> str:
    """A kind of record in words: "orders.order" is 诉求."""
    known = KINDS.get(kind)
    return str(known.name if known else apps.get_model(kind)._meta.verbose_name)


def labels_of(strand: Any) -> list[StrandLabel]:
    """The newest records under a strand."""
    rows = StrandLabel.objects.of(strand.community_id).filter(strand=strand)
    return list(rows.order_by("-labelled_on", "-id")[:LABELS_SHOWN])


def seen(actor: Actor, kind: str, keys: list[UUID]) -> list[Any]:
    """Those of some records of a searched kind that the actor may see; none of a kind that the actor does not see."""
    known = KINDS.get(kind)
    if known is None or not keys or not REGISTER[known.right].held_by(actor):
        return []
    rows: Any = known.model._default_manager
    own = rows.filter(community_id=actor.community_id, pk__in=keys)
    return list(visible_to(own, actor, known.right).order_by("-pk"))


def subject_of(actor: Actor, kind: str, key: UUID) -> Any:
    """A record of any searched kind that the actor may see. Raises LookupError."""
    found = seen(actor, kind, [key])
    if not found:
        raise LookupError(kind)
    return found[0]


def line_of(subject: Any) -> str:
    """A record in one line, as the search shows it."""
    return KINDS[kind_of(type(subject))].line(subject)
