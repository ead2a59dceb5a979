"""Everything that changes rosters and shifts. One function per verb.

Nobody is on duty twice at once: who is put on duty is locked first, so that of two clerks one is refused. Everything else
(gaps, long shifts, short rests) warns on the page of the roster and never blocks.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core import audit, clock, keys, records
from linli.core.errors import DomainError
from linli.core.records import write_down
from linli.core.rights import Actor
from linli.core.spans import not_over
from linli.core.workflow import move, start, start_many
from linli.places.models import Community
from linli.rosters import queries
from linli.rosters.models import Roster, Shift, ShiftNote
from linli.rosters.queries import WEEK, day_begins, moment_words
from linli.rosters.rights import free
from linli.rosters.workflow import ShiftStatus


@transaction.atomic
def register(
    community: Community,
    *,
    name: str,
    kind: str,
    since: dt.date,
    by: Actor,
    roster_id: UUID | None = None,
    **more: Any,
) -> Roster:
    """建值班表. `more` are the other facts of a roster."""
    roster = Roster(
        id=roster_id or keys.uuid7(), community=community, name=name, kind=kind, valid_from=since, **more
    )
    _refuse_twin(roster)
    return write_down(roster, "rosters.register", by=by)


def _refuse_twin(roster: Roster) -> None:
    rows = Roster.objects.of(roster.community_id).exclude(pk=roster.pk).filter(not_over(), name=roster.name)
    if rows.exists():
        raise DomainError(_("There is a roster of this name already."), field="name")


@transaction.atomic
def amend(roster: Roster, *, by: Actor, seen: str, **changes: Any) -> None:
    """更正值班表. Raises Overtaken."""
    _refuse_twin(
        Roster(pk=roster.pk, community_id=roster.community_id, name=changes.get("name", roster.name))
    )
    records.amend(roster, "rosters.amend", by=by, seen=seen, **changes)


@transaction.atomic
def end(roster: Roster, *, on: dt.date, by: Actor, seen: str) -> None:
    """停用值班表: its last day; not while shifts lie after it. Raises Overtaken."""
    if on < roster.valid_from:
        raise DomainError(_("It began on %(day)s; it cannot end before."), field="on", day=roster.valid_from)
    after = day_begins(on + dt.timedelta(days=1))
    rows = Shift.objects.of(roster.community_id).filter(roster=roster, status=ShiftStatus.SCHEDULED)
    if rows.filter(starts_at__gte=after).exists():
        raise DomainError(_("There are shifts after this day; cancel them first."), field="on")
    records.amend(roster, "rosters.end", by=by, seen=seen, valid_to=on)


@transaction.atomic
def schedule(
    roster: Roster,
    *,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    user: User | None = None,
    purpose: str = Shift.Purpose.DUTY,
    place: str = "",
    by: Actor,
    shift_id: UUID | None = None,
) -> Shift:
    """排班: a shift from when to when; who is on duty may be said later."""
    if not _stands(roster, starts_at):
        raise DomainError(_("The roster does not hold on this day."), field="day")
    if purpose == Shift.Purpose.MOBILE_OFFICE and not place:
        raise DomainError(_("Where will it be? Residents read it."), field="place")
    shift = Shift(
        id=shift_id or keys.uuid7(), community_id=roster.community_id, roster=roster, starts_at=starts_at,
        ends_at=ends_at, purpose=purpose, place=place,
    )  # fmt: skip
    if user:
        shift.user = _free_for(shift, user.pk)
    start(shift, by=by)
    return shift


def _stands(roster: Roster, moment: dt.datetime) -> bool:
    day = moment.astimezone(clock.BEIJING).date()
    return roster.valid_from <= day and (roster.valid_to is None or day <= roster.valid_to)


def _free_for(shift: Shift, user_id: UUID | None) -> User:
    """Who may be on duty and is nowhere else at the time; locked until the act is done. Raises DomainError."""
    who = queries.may_serve(shift.community_id).select_for_update().filter(pk__in=[user_id]).first()
    if who is None:
        raise DomainError(_("They do not work or help here now."), field="user")
    rows = Shift.objects.of(shift.community_id).filter(
        user=who, status=ShiftStatus.SCHEDULED, starts_at__lt=shift.ends_at, ends_at__gt=shift.starts_at
    )
    other = rows.exclude(pk=shift.pk).select_related("roster").first()
    if other:
        raise DomainError(
            _("%(name)s is on duty at this time already: %(roster)s, %(when)s."),
            field="user", name=who.name, roster=other.roster.name, when=moment_words(other),
        )  # fmt: skip
    return who


@transaction.atomic
def assign(shift: Shift, *, user: User | None, note: str = "", by: Actor, version: int) -> None:
    """定人、换人: who is on duty now; nobody where `user` is None, and then anybody may take it over."""
    if user and user.pk == shift.user_id and not shift.swap_asked_at:
        raise DomainError(_("They have it already."), field="user")
    who = _free_for(shift, user.pk) if user else None
    _pass_on(shift, "assign", who, by=by, version=version, note=note)


def _pass_on(shift: Shift, verb: str, who: User | None, *, by: Actor, version: int, **more: Any) -> None:
    """Somebody else has it from now on; why somebody asked to be replaced is forgotten."""
    changes: dict[str, Any] = {
        "user_id": who.pk if who else None,
        "former_id": shift.user_id,
        "swap_asked_at": None,
    }
    move(shift, verb, by=by, version=version, **more, **changes)
    _say_why(shift, "")


def _say_why(shift: Shift, reason: str) -> None:
    """Sealed words go through `save`, within the transaction of the verb that has just won."""
    if shift.swap_reason != reason:
        shift.swap_reason = reason
        shift.save(update_fields=["swap_reason"])


@transaction.atomic
def ask_swap(shift: Shift, *, reason: str, by: Actor, version: int) -> None:
    """请人替班: the shift stays one's own until somebody else has it. Only the desk reads why."""
    if shift.starts_at <= clock.now():
        raise DomainError(_("It has begun already; please ring the desk."))
    move(shift, "ask_swap", by=by, version=version, swap_asked_at=clock.now())
    _say_why(shift, reason)


@transaction.atomic
def take_back_swap(shift: Shift, *, by: Actor, version: int) -> None:
    """不用替了: one comes after all."""
    move(shift, "take_back_swap", by=by, version=version, swap_asked_at=None)
    _say_why(shift, "")


@transaction.atomic
def take_over(shift: Shift, *, by: Actor, version: int) -> None:
    """替班: a colleague takes an open shift, or one whose holder asks to be replaced; the first press wins."""
    who = _free_for(shift, by.user_id)
    _pass_on(shift, "take_over", who, by=by, version=version, only=free())


@transaction.atomic
def cancel_shift(shift: Shift, *, why: str, by: Actor, version: int) -> None:
    """取消班次: it does not take place; who was on duty is told why."""
    if shift.ends_at <= clock.now():
        raise DomainError(_("It is over already."))
    move(
        shift, "cancel_shift", by=by, version=version, told=why, cancelled_at=clock.now(), cancelled_why=why,
        swap_asked_at=None,
    )  # fmt: skip
    _say_why(shift, "")


@transaction.atomic
def copy_week(roster: Roster, *, source: dt.date, target: dt.date, by: Actor) -> int:
    """照搬一周: the shifts of the week that begins on Monday `source`, again in that of `target`; how many. What stands
    there already stays; who does not work here any more, or is on duty elsewhere, is left out, and the shift is open.
    """
    Roster.objects.of(roster.community_id).select_for_update().get(pk=roster.pk)
    there = {(row.starts_at, row.ends_at, row.purpose) for row in queries.shifts_of_week(roster, target)}
    ahead = target - source
    rows = [
        Shift(
            id=keys.uuid7(), community_id=roster.community_id, roster=roster, user_id=row.user_id, purpose=row.purpose,
            place=row.place, starts_at=row.starts_at + ahead, ends_at=row.ends_at + ahead,
            origin_kind=audit.kind_of(roster), origin_id=roster.pk,
        )
        for row in queries.shifts_of_week(roster, source)
        if row.status == ShiftStatus.SCHEDULED
        and _stands(roster, row.starts_at + ahead)
        and (row.starts_at + ahead, row.ends_at + ahead, row.purpose) not in there
    ]  # fmt: skip
    if not rows:
        raise DomainError(_("There is nothing to copy: the week before is empty, or stands here already."))
    _leave_out_who_cannot(roster, rows, target)
    start_many(rows, origin=roster, by=by, note=target.isoformat())
    return len(rows)


def _leave_out_who_cannot(roster: Roster, rows: Sequence[Shift], monday: dt.date) -> None:
    wanted = {row.user_id for row in rows if row.user_id}
    here = set(
        queries.may_serve(roster.community_id)
        .select_for_update()
        .filter(pk__in=wanted)
        .values_list("pk", flat=True)
    )
    begin, end = day_begins(monday), day_begins(monday + 2 * WEEK)
    busy = list(
        Shift.objects.of(roster.community_id)
        .filter(status=ShiftStatus.SCHEDULED, user__in=here, starts_at__lt=end, ends_at__gt=begin)
        .values_list("user_id", "starts_at", "ends_at")
    )
    for row in rows:
        elsewhere = any(
            user == row.user_id and first < row.ends_at and last > row.starts_at for user, first, last in busy
        )
        if row.user_id not in here or elsewhere:
            row.user_id = None


@transaction.atomic
def leave_note(shift: Shift, *, text: str, by: Actor, note_id: UUID | None = None) -> ShiftNote:
    """交班留言: what the next on duty must know; who comes next finds it with the own shifts."""
    if by.user_id is None:
        raise DomainError(_("They do not work or help here now."))
    row = ShiftNote(
        id=note_id or keys.uuid7(), community_id=shift.community_id, shift=shift, text=text,
        written_at=clock.now(), written_by_id=by.user_id,
    )  # fmt: skip
    return write_down(row, "rosters.leave_note", by=by)


@transaction.atomic
def take_note(note: ShiftNote, *, by: Actor) -> None:
    """看到了: who comes next has read it. Pressed twice it stays with the first."""
    rows = ShiftNote.objects.of(note.community_id).filter(pk=note.pk, noted_at__isnull=True)
    if rows.update(noted_at=clock.now(), noted_by=by.user_id):
        audit.record(note, "rosters.take_note", by=by)
