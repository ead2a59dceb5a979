"""表决与决议: motions are judged by R-03 as they are written down; a resolution may become a directed task."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.core.workflow import write_fact
from linli.meetings import judging
from linli.meetings.actions.meetings import still_open
from linli.meetings.actions.tasks import give
from linli.meetings.models import (
    OFFICE_LENGTH,
    TITLE_LENGTH,
    DirectedTask,
    Giver,
    Meeting,
    Motion,
    Resolution,
)


@transaction.atomic
def put_to_vote(
    meeting: Meeting, *, words: str, yes: int, no: int = 0, abstain: int = 0, by: Actor
) -> Motion:
    """表决: how many said what; more than half of those entitled carry it. Refused without a quorum and with numbers that cannot be."""
    row = still_open(meeting)
    if Motion.objects.of(row.community_id).filter(meeting=row, words=words).exists():
        raise DomainError(_("This has been voted on in this meeting."), field="words")
    write_fact(row, "put_to_vote", by=by, note=words)
    said = judging.judge_motion(row, yes=yes, no=no, abstain=abstain)
    return Motion.objects.create(
        community_id=row.community_id, meeting=row, words=words, entitled=row.entitled or 0, present=row.present or 0,
        yes=yes, no=no, abstain=abstain, carried=bool((said.result or {})["carried"]),
    )  # fmt: skip


@transaction.atomic
def adopt(
    meeting: Meeting,
    *,
    words: str,
    motion: Motion | None = None,
    handler: User | None = None,
    due_at: dt.datetime | None = None,
    by: Actor,
) -> Resolution:
    """决议: by a motion that was carried, or by agreement where the kind of meeting needs no vote. With a handler it is a
    directed task from this moment.
    """
    row = still_open(meeting)
    judging.refuse_without_quorum(row)
    if motion is not None and not motion.carried:
        raise DomainError(
            _("It was not carried: %(yes)s yes of %(entitled)s entitled are not more than half."),
            field="motion", yes=motion.yes, entitled=motion.entitled,
        )  # fmt: skip
    if Resolution.objects.of(row.community_id).filter(meeting=row, words=words).exists():
        raise DomainError(_("This has been resolved in this meeting."), field="words")
    if (handler is None) != (due_at is None):
        raise DomainError(
            _("Who does it, and until when? Both, or neither."), field="handler" if due_at else "due_at"
        )
    write_fact(row, "adopt", by=by, note=words)
    task = _task(row, words, handler, due_at, by) if handler and due_at else None
    return Resolution.objects.create(
        community_id=row.community_id, meeting=row, motion=motion, words=words, task=task
    )


def _task(meeting: Meeting, words: str, handler: User, due_at: dt.datetime, by: Actor) -> DirectedTask:
    title = words if len(words) <= TITLE_LENGTH else f"{words[: TITLE_LENGTH - 1]}…"
    office = f"{meeting.body}{meeting.get_kind_display()}"[:OFFICE_LENGTH]
    return give(
        meeting.community, title=title, text="" if title == words else words, giver=Giver.MEETING, office=office,
        document_number=meeting.number, due_at=due_at, handler=handler, meeting=meeting, by=by,
    )  # fmt: skip
