"""What is told about a directed task, to its handler's inbox and nowhere else."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from linli.accounts.models import User
from linli.core import clock, outbox
from linli.core.audit import AuditEntry
from linli.core.rights import Actor
from linli.meetings.models import Attendance, DirectedTask, Meeting, Problem
from linli.meetings.workflow import ProblemStatus
from linli.notifications import actions as notifications
from linli.notifications.addresses import Event


def moment(when: dt.datetime) -> str:
    """3月17日 18:00."""
    local = when.astimezone(clock.BEIJING)
    return f"{date_format(local, 'MONTH_DAY_FORMAT')} {local:%H:%M}"


@outbox.after("meetings.give", "meetings.hand_on")
def of_handler(entry: AuditEntry) -> None:
    """交办, 转交: who does it now is told, unless they wrote it down themselves; what was told before is overtaken."""
    task = _overtaken(entry)
    if task.ended_at or task.handler_id == entry.actor_id or outbox.later(entry):
        return
    with translation.override(settings.LANGUAGE_CODE):
        text = _("%(title)s (%(source)s): given to you, to be done by %(due)s.") % _values(task)
    event = Event.of("meetings.give", task, entry.pk)
    notifications.notify_inboxes(event, [task.handler], text=text, path=page_of(task))


@outbox.after("meetings.extend", "meetings.finish", "meetings.call_off")
def of_end(entry: AuditEntry) -> None:
    """It has ended or gone on: what still lies in an inbox about it is told no more."""
    _overtaken(entry)


def _overtaken(entry: AuditEntry) -> DirectedTask:
    rows = DirectedTask.objects.of(entry.community_id).select_related("community", "handler")
    task = rows.get(pk=entry.subject_id)
    notifications.overtake(task, by=Actor(task.community_id, "Linli"), said_until=entry.happened_at)
    return task


def of_time(task: DirectedTask, code: str, text: str, who: Iterable[User]) -> None:
    """快到期, 到期: once for each due time and person. `text` is the English message."""
    with translation.override(settings.LANGUAGE_CODE):
        words = _(text) % _values(task)
    notifications.notify_inboxes(Event.of(code, task, task.due_at), who, text=words, path=page_of(task))


def page_of(task: DirectedTask) -> str:
    """The page of a task."""
    return reverse("meetings:task", args=[task.community.slug, task.pk])


def _values(task: DirectedTask) -> dict[str, Any]:
    return {"title": task.title, "source": task.source, "due": moment(task.due_at)}


INVITED = {
    "meetings.convene": gettext_noop("%(body)s, %(kind)s: %(title)s, %(when)s, %(place)s."),
    "meetings.postpone": gettext_noop("%(body)s, %(kind)s: %(title)s is now on %(when)s, %(place)s. %(why)s"),
    "meetings.cancel_meeting": gettext_noop(
        "%(body)s, %(kind)s: %(title)s on %(when)s does not take place: %(why)s"
    ),
}


@outbox.after("meetings.convene", "meetings.postpone", "meetings.cancel_meeting")
def of_meeting(entry: AuditEntry) -> None:
    """安排, 改期, 没开成: those invited are told in their inboxes; of what is over nobody is told."""
    rows = Meeting.objects.of(entry.community_id).select_related("community", "organisation", "work_group")
    meeting = rows.get(pk=entry.subject_id)
    if outbox.later(entry) or meeting.starts_at < entry.happened_at:
        return
    notifications.overtake(meeting, by=Actor(meeting.community_id, "Linli"), said_until=entry.happened_at)
    with translation.override(settings.LANGUAGE_CODE):
        text = _(INVITED[entry.action]) % {
            "body": str(meeting.body), "kind": meeting.get_kind_display(), "title": meeting.title,
            "when": moment(meeting.starts_at), "place": meeting.place, "why": entry.told,
        }  # fmt: skip
    path = reverse("meetings:own", args=[meeting.community.slug])
    notifications.notify_inboxes(
        Event.of(entry.action, meeting, entry.pk), invited(meeting), text=text, path=path
    )


LISTED = gettext_noop("%(body)s put on your list: %(words)s To be put right by %(day)s.")
PROBLEM_SOON = gettext_noop("Of your list: %(words)s To be put right by %(day)s.")


@outbox.after("meetings.list_problem", "meetings.relist")
def of_problem(entry: AuditEntry) -> None:
    """列入问题清单: whose it is reads it in their inbox, if they have a login."""
    row = problems(entry.community_id).get(pk=entry.subject_id)
    if row.status == ProblemStatus.RECTIFYING and not outbox.later(entry):
        tell_problem(row, Event.of(entry.action, row, entry.pk), LISTED)


@outbox.after("meetings.rectify", "meetings.strike")
def of_problem_ended(entry: AuditEntry) -> None:
    """It is put right or struck: what still lies in an inbox about it is told no more."""
    row = problems(entry.community_id).get(pk=entry.subject_id)
    notifications.overtake(row, by=Actor(row.community_id, "Linli"), said_until=entry.happened_at)


def problems(community: Any) -> QuerySet[Problem]:
    """The problems of a community, with what is told of them."""
    rows = Problem.objects.of(community)
    return rows.select_related("community", "person__user", "meeting__organisation", "meeting__work_group")


def tell_problem(problem: Problem, event: Event, text: str) -> None:
    """To the person whose it is and to nobody else. `text` is the English message."""
    user = problem.person.user
    if user is None or not user.is_active:
        return
    with translation.override(settings.LANGUAGE_CODE):
        day = date_format(problem.due_on, "MONTH_DAY_FORMAT")
        words = _(text) % {"body": str(problem.meeting.body), "words": problem.words, "day": day}
    path = reverse("meetings:own", args=[problem.community.slug])
    notifications.notify_inboxes(event, [user], text=words, path=path)


def invited(meeting: Meeting) -> QuerySet[User]:
    """Those on the roll of a meeting who have a login."""
    persons = Attendance.objects.of(meeting.community_id).filter(meeting=meeting).values("person__user")
    return User.objects.filter(pk__in=persons, is_active=True)


@translation.override(settings.LANGUAGE_CODE)
def group_message(meeting: Meeting, link: str) -> str:
    """群消息 (N-1): what, when, where, who holds it, the telephone, one link. Nobody is named."""
    community = meeting.community
    lines = [
        _("[%(kind)s] %(title)s") % {"kind": meeting.get_kind_display(), "title": meeting.title},
        _("When: %(when)s") % {"when": moment(meeting.starts_at)},
        _("Where: %(place)s") % {"place": meeting.place},
        _("Held by: %(body)s") % {"body": str(meeting.body)},
        *([_("Telephone %(number)s") % {"number": community.telephone}] if community.telephone else []),
        link,
    ]
    return "\n".join(lines)
