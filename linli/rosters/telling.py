"""What is told about shifts: to the inbox of who is on duty, of who was, and of the desk, and nowhere else."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from linli.accounts.models import Delegation, Posting, User
from linli.accounts.queries import in_force
from linli.core import clock, outbox
from linli.core.audit import AuditEntry
from linli.core.rights import Actor
from linli.notifications import actions as notifications
from linli.notifications.addresses import Event
from linli.rosters import queries
from linli.rosters.models import Roster, Shift
from linli.rosters.rights import DESK

Telling = Callable[[Shift, AuditEntry], None]


def _after(verb: str) -> Callable[[Telling], Telling]:
    """What is told after a verb on a shift, in the installation's language. What was said before and still waits is
    overtaken; what the shift has gone on from meanwhile is not told, and neither is what is over.
    """

    def register(tell: Telling) -> Telling:
        @outbox.after(f"rosters.{verb}")
        def follow(entry: AuditEntry) -> None:
            rows = Shift.objects.of(entry.community_id).filter(pk=entry.subject_id)
            shift = rows.select_related("roster", "user", "former", "community").first()
            with translation.override(settings.LANGUAGE_CODE):
                if shift is None:
                    _of_week(entry)
                    return
                by = Actor(shift.community_id, "Linli")
                notifications.overtake(shift, by=by, said_until=entry.happened_at)
                if not outbox.later(entry) and shift.ends_at > clock.now():
                    tell(shift, entry)

        return tell

    return register


def _of_week(entry: AuditEntry) -> None:
    """照搬一周: one message for each who is on duty in the new week, not one for each shift."""
    roster = Roster.objects.of(entry.community_id).select_related("community").get(pk=entry.subject_id)
    monday = dt.date.fromisoformat(entry.note)
    shifts = [row for row in queries.shifts_of_week(roster, monday) if row.user]
    text = _(
        "%(roster)s: the week from %(day)s is made, and you are on duty in it. Please look at your shifts."
    )
    values = {"roster": roster.name, "day": f"{monday:%Y-%m-%d}"}
    who = {row.user_id: row.user for row in shifts if row.user_id != entry.actor_id}
    event = Event.of("rosters.copy_week", roster, entry.pk)
    notifications.notify_inboxes(
        event, [user for user in who.values() if user], text=text % values, path=_page(roster)
    )


@_after("schedule")
def of_schedule(shift: Shift, entry: AuditEntry) -> None:
    """排班: who is on duty, unless they put themselves down."""
    _to_holder(shift, entry, _("%(when)s, %(roster)s: you are on duty."))


@_after("assign")
def of_assign(shift: Shift, entry: AuditEntry) -> None:
    """定人、换人: who is on duty now, and who was before."""
    _to_holder(shift, entry, _("%(when)s, %(roster)s: you are on duty."))
    _to_former(shift, entry)


@_after("take_over")
def of_take_over(shift: Shift, entry: AuditEntry) -> None:
    """替班: who asked to be replaced need not come; the desk knows who comes."""
    _to_former(shift, entry)
    text = _("%(when)s, %(roster)s: %(name)s has taken the shift over.")
    _to_desk(shift, entry, text, name=shift.user.name if shift.user else "")


@_after("ask_swap")
def of_ask_swap(shift: Shift, entry: AuditEntry) -> None:
    """请人替班: the desk finds somebody, unless a colleague is faster. The reason stands on the page, not in the message."""
    text = _("%(when)s, %(roster)s: %(name)s asks to be replaced; please find somebody.")
    _to_desk(shift, entry, text, name=shift.user.name if shift.user else "")


@_after("take_back_swap")
def of_take_back_swap(shift: Shift, entry: AuditEntry) -> None:
    """不用替了: what the desk was asked is overtaken, and there is nothing more to tell."""


@_after("cancel_shift")
def of_cancel_shift(shift: Shift, entry: AuditEntry) -> None:
    """取消班次: who was on duty, with the reason."""
    _to_holder(shift, entry, _("%(when)s, %(roster)s: cancelled. %(why)s"), why=shift.cancelled_why)


def of_time(shift: Shift, code: str, who: Iterable[User]) -> None:
    """前一天: who is on duty tomorrow; once for each shift, beginning and person."""
    with translation.override(settings.LANGUAGE_CODE):
        text = _("%(when)s, %(roster)s: you are on duty soon.") % _values(shift)
    event = Event.of(code, shift, shift.starts_at)
    notifications.notify_inboxes(event, who, text=text, path=_page(shift))


def _to_holder(shift: Shift, entry: AuditEntry, text: str, **more: Any) -> None:
    if shift.user and shift.user_id != entry.actor_id:
        _tell(shift, entry, [shift.user], text, _page(shift), **more)


def _to_former(shift: Shift, entry: AuditEntry) -> None:
    if shift.former and shift.former_id not in {shift.user_id, entry.actor_id}:
        text = _("%(when)s, %(roster)s: somebody else has the shift now, you need not come.")
        if shift.user is None:
            text = _("%(when)s, %(roster)s: you are not on duty any more.")
        _tell(shift, entry, [shift.former], text, _page(shift))


def _to_desk(shift: Shift, entry: AuditEntry, text: str, **more: Any) -> None:
    path = reverse("rosters:assign", args=[shift.community.slug, shift.pk])
    _tell(shift, entry, desk_of(shift).exclude(pk__in=[entry.actor_id]), text, path, **more)


def _tell(shift: Shift, entry: AuditEntry, who: Iterable[User], text: str, path: str, **more: Any) -> None:
    event = Event.of(entry.action, shift, entry.pk)
    notifications.notify_inboxes(event, who, text=text % {**_values(shift), **more}, path=path)


def desk_of(shift: Shift) -> QuerySet[User]:
    """Who works at the desk today, and who acts for them."""
    held = Posting.objects.filter(in_force(), community=shift.community_id, role__in=DESK)
    lent = Delegation.objects.of(shift.community_id).filter(in_force(), posting__in=held)
    rows = User.objects.filter(is_active=True)
    return rows.filter(
        pk__in=[*held.values_list("user_id", flat=True), *lent.values_list("to_id", flat=True)]
    )


def _page(record: Shift | Roster) -> str:
    return reverse("rosters:own", args=[record.community.slug])


def _values(shift: Shift) -> dict[str, Any]:
    return {"when": queries.moment_words(shift), "roster": shift.roster.name}
