"""名册: who is a member of a branch or a group on a day. Full members vote (支部工作条例 article 11); others say why not."""

import datetime as dt
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from linli.core.spans import in_force
from linli.organisations.models import PartyOrganisation
from linli.organisations.rolls import Body, OnRoll, declare
from linli.party.models import BranchMembership, PartyMember, VotingBar


def memberships(branch: PartyOrganisation, on: dt.date) -> QuerySet[BranchMembership]:
    """Who belongs to a branch on a day, with member and person, by name."""
    rows = BranchMembership.objects.of(branch.community_id).filter(in_force(on), branch=branch)
    here = Q(member__ended_on__isnull=True) | Q(member__ended_on__gte=on)
    return rows.filter(here).select_related("member__person").order_by("member__person__name", "id")


def _assembly(branch: PartyOrganisation, on: dt.date) -> list[OnRoll]:
    rows = [row.member for row in memberships(branch, on)]
    barred = _barred(branch, on)
    return [_on_roll(member, barred, on) for member in rows]


def _group(group: PartyOrganisation, on: dt.date) -> list[OnRoll]:
    rows = BranchMembership.objects.of(group.community_id).filter(in_force(on), group=group)
    here = Q(member__ended_on__isnull=True) | Q(member__ended_on__gte=on)
    members = rows.filter(here).select_related("member__person").order_by("member__person__name", "id")
    barred = _barred(group, on)
    return [_on_roll(row.member, barred, on) for row in members]


def _barred(organisation: PartyOrganisation, on: dt.date) -> dict[UUID, str]:
    rows = VotingBar.objects.of(organisation.community_id).filter(in_force(on))
    return dict(rows.values_list("member_id", "reason"))


def _on_roll(member: PartyMember, barred: dict[UUID, str], on: dt.date) -> OnRoll:
    if not member.is_full(on):
        return OnRoll(member.person_id, member.person.name, False, _("probationary member"))
    return OnRoll(member.person_id, member.person.name, member.pk not in barred, barred.get(member.pk, ""))


declare(Body.ASSEMBLY, _assembly)
declare(Body.GROUP, _group)
