"""党建联盟: it is founded, members join, the chair goes round, agreements are written down, matters raised and settled."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.cobuilding.models import (
    Alliance,
    AllianceAgreement,
    AllianceMatter,
    AllianceMember,
    AllianceTurn,
    Project,
)
from linli.cobuilding.rotation import year_of_turns
from linli.core import audit, clock, keys
from linli.core.errors import DomainError
from linli.core.records import amend, write_down
from linli.core.rights import Actor
from linli.organisations.models import Organisation
from linli.places.models import Community


def ally(
    community: Community, *, name: str, since: dt.date, by: Actor, alliance_id: UUID | None = None
) -> Alliance:
    """结盟."""
    row = Alliance(id=alliance_id or keys.uuid7(), community=community, name=name, valid_from=since)
    return write_down(row, "cobuilding.ally", by=by)


def join_alliance(
    alliance: Alliance, *, level: str, name: str = "", organisation: Organisation | None = None, since: dt.date,
    by: Actor, member_id: UUID | None = None,
) -> AllianceMember:  # fmt: skip
    """入盟: a local organisation, or one named in words."""
    words = name or (organisation.name if organisation else "")
    if not words:
        raise DomainError(_("Which organisation?"), field="name")
    row = AllianceMember(
        id=member_id or keys.uuid7(), community=alliance.community, alliance=alliance, level=level, name=words,
        organisation=organisation, valid_from=since,
    )  # fmt: skip
    return write_down(row, "cobuilding.join_alliance", by=by)


@transaction.atomic
def rotate(alliance: Alliance, *, first: dt.date, months: int, by: Actor) -> list[AllianceTurn]:
    """排轮值: a year of turns after those that stand, beginning with who follows the last chair."""
    alliance = Alliance.objects.of(alliance.community_id).select_for_update().get(pk=alliance.pk)
    members = list(alliance.members.filter(valid_to=None).order_by("valid_from", "id"))
    if not members:
        raise DomainError(_("The alliance has no members yet."), field="first")
    last = alliance.turns.order_by("-ends_on").first()
    if last and first.replace(day=1) <= last.ends_on:
        raise DomainError(_("The chair is settled until %(day)s."), field="first", day=last.ends_on)
    after = next((row for row in members if last and row.pk == last.member_id), None)
    turns = [
        AllianceTurn(
            community=alliance.community, alliance=alliance, member=turn.chair, starts_on=turn.starts_on,
            ends_on=turn.ends_on,
        )
        for turn in year_of_turns(members, first=first, months=months, after=after)
    ]  # fmt: skip
    AllianceTurn.objects.bulk_create(turns)
    audit.record(alliance, "cobuilding.rotate", by=by, count=len(turns))
    return turns


def agree(
    member: AllianceMember, *, title: str, signed_on: dt.date, since: dt.date, until: dt.date | None, member_gives: str,
    community_gives: str, by: Actor, agreement_id: UUID | None = None,
) -> AllianceAgreement:  # fmt: skip
    """签共建协议: what each gives."""
    if until and until < since:
        raise DomainError(_("The last day is before the first."), field="until")
    row = AllianceAgreement(
        id=agreement_id or keys.uuid7(), community=member.community, member=member, title=title, signed_on=signed_on,
        valid_from=since, valid_to=until, member_gives=member_gives, community_gives=community_gives,
    )  # fmt: skip
    return write_down(row, "cobuilding.agree", by=by)


def raise_matter(
    alliance: Alliance, *, kind: str, title: str, project: Project | None = None, by: Actor,
    matter_id: UUID | None = None,
) -> AllianceMatter:  # fmt: skip
    """提一件联盟的事, on one of the three tracks."""
    row = AllianceMatter(
        id=matter_id or keys.uuid7(), community=alliance.community, alliance=alliance, kind=kind, title=title,
        project=project, raised_on=clock.today(),
    )  # fmt: skip
    return write_down(row, "cobuilding.raise_matter", by=by)


def settle_matter(matter: AllianceMatter, *, outcome: str, by: Actor, seen: str) -> None:
    """说结果: what came of it."""
    amend(matter, "cobuilding.settle_matter", by=by, seen=seen, outcome=outcome, settled_on=clock.today())
