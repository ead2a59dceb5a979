"""退出与终止: a member leaves the alliance, an agreement ends before its day, the alliance ends. What was, stays."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.cobuilding.models import Alliance, AllianceAgreement, AllianceMember, AllianceTurn
from linli.cobuilding.rotation import Turn, handed_on
from linli.core import clock
from linli.core.errors import DomainError
from linli.core.records import amend
from linli.core.rights import Actor
from linli.core.spans import beyond

ONE_DAY = dt.timedelta(days=1)


@transaction.atomic
def leave_alliance(member: AllianceMember, *, last_day: dt.date, reason: str, by: Actor, seen: str) -> None:
    """退出联盟: with its agreements; who follows takes over its turns after that day, days that have passed stay."""
    alliance = _held(member.alliance)
    _end(member, "cobuilding.leave_alliance", last_day, reason, by=by, seen=seen)
    for agreement in member.agreements.filter(beyond(last_day)):
        _close(agreement, last_day, reason)
    members = list(alliance.members.order_by("valid_from", "id"))
    stand = {one.pk: one for one in members}
    since = max(last_day + ONE_DAY, clock.today())
    rows = list(alliance.turns.filter(ends_on__gte=since).order_by("starts_on"))
    past = alliance.turns.filter(ends_on__lt=since).order_by("-starts_on").first()
    known = [Turn(row.member_id, row.starts_on, row.ends_on) for row in ([past] if past else []) + rows]
    anew = handed_on(
        known, [one.pk for one in members], leaves=member.pk, since=since,
        can=lambda pk, turn: _stands(stand[pk], turn),
    )  # fmt: skip
    _cut(alliance, since, only=member.pk)
    AllianceTurn.objects.bulk_create(
        AllianceTurn(
            community_id=alliance.community_id, alliance=alliance, member_id=turn.chair, starts_on=turn.starts_on,
            ends_on=turn.ends_on,
        )
        for turn in anew
    )  # fmt: skip


@transaction.atomic
def end_agreement(
    agreement: AllianceAgreement, *, last_day: dt.date, reason: str, by: Actor, seen: str
) -> None:
    """提前终止共建协议."""
    _end(agreement, "cobuilding.end_agreement", last_day, reason, by=by, seen=seen)


@transaction.atomic
def end_alliance(alliance: Alliance, *, last_day: dt.date, reason: str, by: Actor, seen: str) -> None:
    """终止联盟: with its members and agreements; turns after that day fall away, days that have passed stay."""
    held = _held(alliance)
    late = held.members.filter(valid_from__gt=last_day).order_by("-valid_from").first()
    if late:
        raise DomainError(
            _("%(name)s joins on %(day)s; choose a later day."), field="last_day", name=late.name, day=late.valid_from
        )  # fmt: skip
    _end(alliance, "cobuilding.end_alliance", last_day, reason, by=by, seen=seen)
    for row in (
        *held.members.filter(beyond(last_day)),
        *AllianceAgreement.objects.of(held.community_id).filter(beyond(last_day), member__alliance=held),
    ):
        _close(row, last_day, reason)
    _cut(held, max(last_day + ONE_DAY, clock.today()))


def _stands(member: AllianceMember, turn: Turn) -> bool:
    ends = member.valid_to
    return member.valid_from <= turn.starts_on and (ends is None or ends >= turn.ends_on)


def _held(alliance: Alliance) -> Alliance:
    """The alliance, so that turns are not made and handed on at once."""
    return Alliance.objects.of(alliance.community_id).select_for_update().get(pk=alliance.pk)


def _end(row: Any, action: str, last_day: dt.date, reason: str, *, by: Actor, seen: str) -> None:
    if row.ending:
        raise DomainError(_("Its end is written down already."), field="last_day")
    if row.valid_to and last_day > row.valid_to:
        raise DomainError(_("It ends on %(day)s at the latest."), field="last_day", day=row.valid_to)
    if last_day < row.valid_from:
        raise DomainError(_("It began on %(day)s."), field="last_day", day=row.valid_from)
    amend(row, action, by=by, seen=seen, valid_to=last_day, ending=reason)


def _close(row: Any, last_day: dt.date, reason: str) -> None:
    """What ends with something else; one that was to begin later ends on its first day."""
    row.valid_to, row.ending = max(last_day, row.valid_from), reason
    row.save(update_fields=["valid_to", "ending"])


def _cut(alliance: Alliance, since: dt.date, *, only: Any = None) -> None:
    """The turns from a day on fall away; the one that runs on that day ends the day before, if it is `only`'s."""
    alliance.turns.filter(starts_on__gte=since).delete()
    running = alliance.turns.filter(ends_on__gte=since)
    (running.filter(member=only) if only else running).update(ends_on=since - ONE_DAY)
