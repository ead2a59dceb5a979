"""Who may do what with directed tasks and meetings.

The desk sees all directed tasks, a grid worker or a Party affairs worker those that are the worker's own. Meetings are
for the secretary and the Party affairs worker, who may be posted at one organisation and sees what belongs to it (M-7).
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import Role
from linli.core.rights import EVERYTHING, NOTHING, Actor, declare
from linli.meetings.models import Attendance
from linli.organisations.rights import PARTY, at

DESK = (Role.SECRETARY, Role.CLERK)
STAFF = (*DESK, Role.GRID_WORKER, Role.PARTY_WORKER)
# What one may do with one task; `core.rights.access` asks for these and no others of the app.
TASK_VERBS = ("view_tasks", "finish", "await_reply", "resume", "extend", "hand_on", "call_off")


def _mine(actor: Actor) -> Q:
    return Q(handler__in=actor.hands) if actor.hands else NOTHING


def _mine_or_desk(actor: Actor) -> Q:
    return EVERYTHING if actor.everywhere(*DESK) else _mine(actor)


def _desk(actor: Actor) -> Q:
    return EVERYTHING if actor.everywhere(*DESK) else NOTHING


declare("meetings.view_tasks", _("See directed tasks"), *STAFF, where=_mine_or_desk)
declare("meetings.give", _("Write down a directed task"), *DESK, where=_desk)
declare("meetings.finish", _("Say that a directed task is done"), *STAFF, where=_mine_or_desk)
declare("meetings.await_reply", _("Let a directed task wait for the street"), *STAFF, where=_mine_or_desk)
declare("meetings.resume", _("Go on with a directed task"), *STAFF, where=_mine_or_desk)
declare("meetings.hand_on", _("Hand a directed task on"), *STAFF, where=_mine_or_desk)
declare("meetings.extend", _("Move the due time of a directed task"), *DESK, where=_desk)
declare("meetings.call_off", _("Call a directed task off"), *DESK, where=_desk)

MEMBERS = (Role.MEMBER, Role.SECRETARY, Role.CLERK, Role.GRID_WORKER, Role.PARTY_WORKER)
MEETING_VERBS = (
    "view_meetings", "postpone", "hold", "minute", "file", "cancel_meeting", "put_to_vote", "adopt", "supplement",
    "attach", "list_problem",
)  # fmt: skip

ORGANISATIONS = at("pk")
_meeting = at("organisation", "work_group__organisation")
_organisation = at("organisation")
for _verb, _label in (
    ("view_meetings", _("See meetings of the Party organisation")),
    ("convene", _("Convene a meeting")),
    ("postpone", _("Give a meeting another time or place")),
    ("hold", _("Write down who came to a meeting")),
    ("minute", _("Write the minutes of a meeting")),
    ("file", _("File the minutes of a meeting")),
    ("cancel_meeting", _("Say that a meeting did not take place")),
    ("put_to_vote", _("Write down how a motion went")),
    ("adopt", _("Write down a resolution")),
    ("supplement", _("Add a correction to filed minutes")),
    ("attach", _("Add the signed sheet of a meeting")),
):
    declare(f"meetings.{_verb}", _label, *PARTY, where=_meeting)
declare(
    "meetings.subscribe", _("Subscribe to the calendar of a Party organisation"), *PARTY, where=ORGANISATIONS
)
declare("meetings.excuse", _("Write down why a meeting was not held"), *PARTY, where=_organisation)
declare("meetings.view_lectures", _("See micro-lectures"), *PARTY, where=_organisation)
declare(
    "meetings.publish_lecture",
    _("Write down a micro-lecture that was published"),
    *PARTY,
    where=_organisation,
)
declare("meetings.withdraw_lecture", _("Take a micro-lecture off"), *PARTY, where=_organisation)


def _own(actor: Actor) -> Q:
    return Q(attendances__person__user__in=actor.own.hands) if actor.own.hands else NOTHING


declare("meetings.view_own", _("See one's own meetings"), *MEMBERS, where=_own, lendable=False)
declare(
    "meetings.subscribe_own", _("Subscribe to the calendar of one's own meetings"), *MEMBERS, lendable=False
)

PROBLEM_VERBS = ("view_problems", "rectify", "relist", "strike")
_problem = at("meeting__organisation", "meeting__work_group__organisation")
declare("meetings.list_problem", _("Put a problem on the list of a meeting"), *PARTY, where=_meeting)
for _verb, _label in (
    ("view_problems", _("See the lists of problems")),
    ("rectify", _("Say that a problem is put right")),
    ("relist", _("Say that a problem is not right yet")),
    ("strike", _("Strike a problem off the list")),
):
    declare(f"meetings.{_verb}", _label, *PARTY, where=_problem)

declare("meetings.arrive", _("Say at the door that one is here"), *MEMBERS, where=_own, lendable=False)

NOTE_VERBS = ("view_notes", "amend_note", "share_note", "unshare_note", "erase_note")


def _mine_to_write(actor: Actor) -> Q:
    return Q(person__user__in=actor.own.hands) if actor.own.hands else NOTHING


def _mine_or_shared(actor: Actor) -> Q:
    """One's own; and what somebody shared with those invited to the same meeting. No office opens more."""
    invited = Attendance.objects.of(actor.community_id).filter(person__user__in=actor.own.hands)
    return _mine_to_write(actor) | Q(shared_at__isnull=False, meeting__in=invited.values("meeting"))


declare("meetings.write_note", _("Write a study note"), *MEMBERS, lendable=False)
declare(
    "meetings.view_notes", _("See one's own study notes and those that were shared"), *MEMBERS,
    where=_mine_or_shared, lendable=False,
)  # fmt: skip
for _verb, _label in (
    ("amend_note", _("Change one's study note")),
    ("share_note", _("Share one's study note")),
    ("unshare_note", _("Share one's study note no more")),
    ("erase_note", _("Erase one's study note")),
):
    declare(f"meetings.{_verb}", _label, *MEMBERS, where=_mine_to_write, lendable=False)
