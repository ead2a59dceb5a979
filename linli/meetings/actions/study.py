"""What is published to learn from, and why a meeting was not held."""

import datetime as dt
from dataclasses import dataclass, fields
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.core import audit, clock, keys
from linli.core.errors import DomainError
from linli.core.records import write_down
from linli.core.rights import Actor
from linli.core.workflow import Overtaken
from linli.meetings.cadence import PERIOD
from linli.meetings.kinds import RULE_NAMES
from linli.meetings.models import MicroLecture, SlotExcuse
from linli.meetings.slots import Slot
from linli.organisations.models import PartyOrganisation


@dataclass(frozen=True)
class Published:
    """A micro-lecture as it was published."""

    title: str
    channel: str
    published_on: dt.date
    text: str = ""
    link: str = ""
    lecturer: str = ""
    classroom: str = ""


def publish_lecture(
    organisation: PartyOrganisation, lecture: Published, *, by: Actor, lecture_id: UUID | None = None
) -> MicroLecture:
    """推送微党课: what went out on a channel, on its day."""
    if lecture.published_on > clock.today():
        raise DomainError(_("This day has not come yet."), field="published_on")
    if not (lecture.text or lecture.link):
        raise DomainError(_("Give its words or its link."), field="text")
    facts = {field.name: getattr(lecture, field.name) for field in fields(lecture)}
    row = MicroLecture(
        id=lecture_id or keys.uuid7(), community_id=by.community_id, organisation=organisation, **facts
    )
    return write_down(row, "meetings.publish_lecture", by=by)


@transaction.atomic
def withdraw_lecture(lecture: MicroLecture, *, reason: str, by: Actor) -> None:
    """撤下微党课: it counts no more; the row and the reason stay."""
    rows = MicroLecture.objects.of(by.community_id).filter(pk=lecture.pk, withdrawn_on__isnull=True)
    if not rows.update(withdrawn_on=clock.today(), withdrawal=reason):
        raise Overtaken
    audit.record(lecture, "meetings.withdraw_lecture", by=by, note=reason)


def excuse(
    organisation: PartyOrganisation,
    *,
    kind: str,
    slot: str,
    reason: str,
    document_number: str = "",
    by: Actor,
    excuse_id: UUID | None = None,
) -> SlotExcuse:
    """写明原因备案: why there was no meeting of a kind in a month or quarter that is over. The regulation says «as a rule»."""
    asked = _slot(kind, slot)
    if asked.last >= clock.today():
        raise DomainError(_("This time is not over yet."), field="slot")
    row = SlotExcuse(
        id=excuse_id or keys.uuid7(), community_id=by.community_id, organisation=organisation, kind=kind,
        slot=asked.name, reason=reason, document_number=document_number, written_on=clock.today(),
    )  # fmt: skip
    return write_down(row, "meetings.excuse", by=by)


def _slot(kind: str, name: str) -> Slot:
    try:
        asked = Slot.read(name)
    except ValueError as wrong:
        raise DomainError(_("Not a month or a quarter."), field="slot") from wrong
    if kind not in RULE_NAMES or PERIOD[RULE_NAMES[kind]] != asked.months:
        raise DomainError(_("Not a month or a quarter."), field="slot")
    return asked
