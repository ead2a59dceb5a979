"""Members of the register: written down, moved, put right, ended."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.core import audit, clock, keys, records
from linli.core.errors import DomainError
from linli.core.records import state_of, write_down
from linli.core.rights import Actor
from linli.core.spans import in_force, not_over
from linli.core.workflow import Overtaken
from linli.organisations.models import PartyOrganisation
from linli.organisations.models.party import Level
from linli.party.models import BranchMembership, PartyMember, VotingBar
from linli.residents.models import Person

ONE_DAY = dt.timedelta(days=1)


@transaction.atomic
def enter(
    person: Person,
    *,
    branch: PartyOrganisation,
    joined_on: dt.date,
    full_on: dt.date | None = None,
    group: PartyOrganisation | None = None,
    since: dt.date | None = None,
    came_from: str = "",
    by: Actor,
    member_id: UUID | None = None,
) -> PartyMember:
    """登记党员 from the paper register, or with the relation that came from elsewhere (`came_from`); in the branch since a day."""
    here = PartyMember.objects.of(person.community_id).filter(person=person, ended_on__isnull=True)
    if here.exists():
        raise DomainError(_("This person is in the register already."), field="name")
    _refuse_future(joined_on, "joined_on")
    if full_on and full_on < joined_on:
        raise DomainError(
            _("Nobody is a full member before joining (%(day)s)."), field="full_on", day=joined_on
        )
    member = PartyMember(
        id=member_id or keys.uuid7(),
        community_id=person.community_id,
        person=person,
        joined_on=joined_on,
        full_on=full_on,
        came_from=came_from,
    )
    write_down(member, "party.enter", by=by)
    _belong(member, branch, group, since or clock.today())
    return member


def _refuse_future(day: dt.date, field: str) -> None:
    if day > clock.today():
        raise DomainError(_("This day has not come yet; write it down when it has."), field=field)


def _belong(
    member: PartyMember, branch: PartyOrganisation, group: PartyOrganisation | None, since: dt.date
) -> BranchMembership:
    if branch.level not in {Level.BRANCH, Level.GENERAL_BRANCH}:
        raise DomainError(
            _("Members belong to a branch; %(name)s is none."), field="branch", name=branch.name
        )
    if group and group.parent_id != branch.pk:
        raise DomainError(
            _("%(group)s is no group of %(branch)s."), field="group", group=group.name, branch=branch.name
        )
    row = BranchMembership(
        community_id=member.community_id, member=member, branch=branch, group=group, valid_from=since
    )
    row.full_clean()
    row.save(force_insert=True)
    return row


def _leave(member: PartyMember, last: dt.date) -> BranchMembership:
    """End the membership of a branch that goes on, with its last day. Raises Overtaken where none does."""
    rows = BranchMembership.objects.of(member.community_id).select_for_update(of=("self",))
    now = rows.filter(member=member, valid_to__isnull=True).select_related("branch").first()
    if now is None:
        raise Overtaken
    if last < now.valid_from - ONE_DAY:
        raise DomainError(
            _("The member has been in %(branch)s since %(day)s; choose a later day."),
            field="since", branch=now.branch.name, day=now.valid_from,
        )  # fmt: skip
    if last < now.valid_from:
        now.delete()  # written down wrong on the same day; the audit keeps that it was
        return now
    now.valid_to = last
    now.save(update_fields=["valid_to"])
    return now


def _same(member: PartyMember, seen: str) -> None:
    """The member as somebody saw it. Raises Overtaken."""
    rows = PartyMember.objects.of(member.community_id).select_for_update()
    if state_of(rows.get(pk=member.pk)) != seen:
        raise Overtaken


@transaction.atomic
def change_branch(
    member: PartyMember,
    *,
    branch: PartyOrganisation,
    group: PartyOrganisation | None = None,
    since: dt.date,
    by: Actor,
) -> None:
    """转支部: from a day on the member belongs to another branch of the community. Raises Overtaken."""
    _refuse_future(since, "since")
    left = _leave(member, since - ONE_DAY)
    if left.branch_id == branch.pk:
        raise DomainError(_("The member is in this branch already."), field="branch")
    _belong(member, branch, group, since)
    audit.record(member, "party.change_branch", by=by, before=left.branch.name[:20], after=branch.name[:20])


@transaction.atomic
def change_group(member: PartyMember, *, group: PartyOrganisation | None, since: dt.date, by: Actor) -> None:
    """换党小组 within the branch, from a day on. Raises Overtaken."""
    _refuse_future(since, "since")
    left = _leave(member, since - ONE_DAY)
    if left.group_id == (group.pk if group else None):
        raise DomainError(_("The member is in this group already."), field="group")
    _belong(member, left.branch, group, since)
    audit.record(member, "party.change_group", by=by)


@transaction.atomic
def amend(
    member: PartyMember, *, joined_on: dt.date, full_on: dt.date | None, came_from: str, by: Actor, seen: str
) -> None:
    """更正: what the paper register says otherwise. Conversion of a probationary member is an act of its own. Raises Overtaken."""
    _refuse_future(joined_on, "joined_on")
    if full_on and full_on < joined_on:
        raise DomainError(
            _("Nobody is a full member before joining (%(day)s)."), field="full_on", day=joined_on
        )
    records.amend(
        member, "party.amend", by=by, seen=seen, joined_on=joined_on, full_on=full_on, came_from=came_from
    )


@transaction.atomic
def become_full(member: PartyMember, *, full_on: dt.date, by: Actor) -> None:
    """转正: the superior approved what the assembly decided; a full member since the day on which probation ended."""
    _refuse_future(full_on, "full_on")
    now = PartyMember.objects.of(member.community_id).select_for_update().get(pk=member.pk)
    if now.ended_on:
        raise DomainError(_("This membership ended on %(day)s."), field="full_on", day=now.ended_on)
    if now.full_on:
        raise DomainError(_("Full member since %(day)s already."), field="full_on", day=now.full_on)
    if full_on < now.joined_on:
        raise DomainError(
            _("Nobody is a full member before joining (%(day)s)."), field="full_on", day=now.joined_on
        )
    now.full_on = member.full_on = full_on
    now.save(update_fields=["full_on"])
    audit.record(now, "party.become_full", by=by)


@transaction.atomic
def bar_from_voting(
    member: PartyMember, *, reason: str, since: dt.date, until: dt.date | None = None, by: Actor
) -> VotingBar:
    """中止表决权: by a decision, from a day to a day; an open one ends by writing its last day down anew."""
    if until and until < since:
        raise DomainError(_("The last day is before the first."), field="until")
    open_ones = VotingBar.objects.of(member.community_id).filter(not_over(since), member=member)
    if open_ones.exists():
        raise DomainError(_("A bar of this time stands already."), field="since")
    bar = VotingBar(
        community_id=member.community_id, member=member, reason=reason, valid_from=since, valid_to=until
    )
    return write_down(bar, "party.bar_from_voting", by=by)


@transaction.atomic
def restore_vote(member: PartyMember, *, on: dt.date, by: Actor) -> None:
    """恢复表决权: `on` is the last day of the bar that stands. Raises Overtaken where none does any more."""
    bar = (
        VotingBar.objects.of(member.community_id)
        .filter(in_force(), member=member)
        .select_for_update()
        .first()
    )
    if bar is None:
        raise Overtaken
    if on < bar.valid_from:
        raise DomainError(_("It began on %(day)s; it cannot end before."), field="on", day=bar.valid_from)
    bar.valid_to = on
    bar.save(update_fields=["valid_to"])
    audit.record(bar, "party.restore_vote", by=by)


@transaction.atomic
def transfer_out(member: PartyMember, *, went_to: str, on: dt.date, by: Actor, seen: str) -> None:
    """转出组织关系: `on` is the last day here. Raises Overtaken."""
    _end(
        member,
        "party.transfer_out",
        by,
        ending=PartyMember.Ending.TRANSFERRED,
        on=on,
        seen=seen,
        went_to=went_to,
    )


@transaction.atomic
def end(member: PartyMember, *, ending: str, on: dt.date, by: Actor, seen: str) -> None:
    """党籍终止: the member died, left, was struck off or expelled; people decided that, here it is written down. Raises Overtaken."""
    _end(member, "party.end", by, ending=ending, on=on, seen=seen, went_to="")


def _end(
    member: PartyMember, action: str, by: Actor, *, ending: str, on: dt.date, seen: str, went_to: str
) -> None:
    _same(member, seen)
    if member.ended_on:
        raise Overtaken
    _refuse_future(on, "on")
    if on < member.joined_on:
        raise DomainError(_("It began on %(day)s; it cannot end before."), field="on", day=member.joined_on)
    _leave(member, on)
    member.ended_on, member.ending, member.went_to = on, ending, went_to
    member.full_clean()
    member.save(update_fields=["ended_on", "ending", "went_to"])
    audit.record(member, action, by=by, after=ending)
