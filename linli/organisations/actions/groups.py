"""Everything that changes groups of work: formed, joined, left, dissolved."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.core import keys
from linli.core.errors import DomainError
from linli.core.records import write_down
from linli.core.rights import Actor
from linli.core.spans import beyond, not_over
from linli.organisations.actions.ending import end
from linli.organisations.models import GroupMember, PartyOrganisation, WorkGroup
from linli.places.models import Community
from linli.residents.models import Person


@transaction.atomic
def form_group(
    community: Community,
    *,
    kind: str,
    name: str,
    since: dt.date,
    purpose: str = "",
    organisation: PartyOrganisation | None = None,
    by: Actor,
    group_id: UUID | None = None,
) -> WorkGroup:
    """成立领导小组、工作组; of two that stand, none has the name of the other."""
    if WorkGroup.objects.of(community).filter(not_over(since), name=name).exists():
        raise DomainError(_("There is a group of this name already."), field="name")
    group = WorkGroup(
        id=group_id or keys.uuid7(),
        community=community,
        kind=kind,
        name=name,
        purpose=purpose,
        organisation=organisation,
        valid_from=since,
    )
    return write_down(group, "organisations.form_group", by=by)


@transaction.atomic
def join_group(
    group: WorkGroup, person: Person, *, part: str, since: dt.date, by: Actor, member_id: UUID | None = None
) -> GroupMember:
    """进组: a person is in a group once, as head, deputy or member."""
    held = GroupMember.objects.of(group.community_id).filter(not_over(since), group=group, person=person)
    if held.exists():
        raise DomainError(_("This person is in the group already."), field="person")
    member = GroupMember(
        id=member_id or keys.uuid7(),
        community_id=group.community_id,
        group=group,
        person=person,
        part=part,
        valid_from=since,
    )
    return write_down(member, "organisations.join_group", by=by)


@transaction.atomic
def leave_group(member: GroupMember, *, on: dt.date, by: Actor, note: str = "", seen: str) -> None:
    """离组: the last day in a group. Raises Overtaken."""
    end(member, "organisations.leave_group", on=on, by=by, note=note, seen=seen)


@transaction.atomic
def dissolve_group(group: WorkGroup, *, on: dt.date, by: Actor, note: str = "", seen: str) -> None:
    """撤销小组: its last day, and of all who are in it. Raises Overtaken."""
    end(group, "organisations.dissolve_group", on=on, by=by, note=note, seen=seen)
    GroupMember.objects.of(group.community_id).filter(beyond(on), group=group).update(valid_to=on)
