"""提出、审核、审批、公开: a publication goes through two people at least (R-13), then out on channels."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.core import clock, keys
from linli.core.codes import start_coded
from linli.core.errors import DomainError
from linli.core.records import amend, write_down
from linli.core.rights import Actor
from linli.core.workflow import move
from linli.disclosure import party_affairs
from linli.organisations.models import PartyOrganisation
from linli.places.models import Community
from linli.publicity.models import Audience, Outlet, Publication, PublicityChannel
from linli.rulebook.verdict import Verdict

AUDIENCES = {Audience.SOCIETY: party_affairs.SOCIETY, Audience.MEMBERS: party_affairs.MEMBERS}


def draft(
    organisation: PartyOrganisation, *, topic: str, audience: str, title: str, text: str, by: Actor,
    publication_id: UUID | None = None,
) -> Publication:  # fmt: skip
    """起草: nobody reads it yet but who works on it."""
    row = Publication(
        id=publication_id or keys.uuid7(), community=organisation.community, organisation=organisation, topic=topic,
        audience=audience, title=title, text=text, author_id=by.user_id, author_name=by.name,
    )  # fmt: skip
    start_coded(row, by=by)
    return row


def rewrite(
    row: Publication, *, topic: str, audience: str, title: str, text: str, by: Actor, version: int
) -> None:
    """改稿: while it is a draft. Who changes the words has written them, and somebody else examines."""
    changes: dict[str, Any] = {"topic": topic, "audience": audience, "title": title, "text": text}
    move(row, "rewrite", by=by, version=version, author_id=by.user_id, author_name=by.name, **changes)


def propose(row: Publication, *, by: Actor, version: int) -> None:
    """提出: from now on the words stand still until somebody has examined them."""
    _refuse(_judged(row, examiner="-"))
    move(row, "propose", by=by, version=version)


def examine(row: Publication, *, by: Actor, version: int) -> None:
    """审核（含保密审查）: a second person signs that nothing internal, secret or personal is in it (R-13)."""
    same = by.user_id is not None and by.user_id == row.author_id
    _refuse(_judged(row, examiner=row.author_name if same else f"{by.name} {by.user_id}"))
    move(
        row, "examine", by=by, version=version, examiner_id=by.user_id, examiner_name=by.name,
        examined_on=clock.today(),
    )  # fmt: skip


def send_back(row: Publication, *, reason: str, by: Actor, version: int) -> None:
    """退回修改: with the reason; what was signed counts no more."""
    move(
        row, "send_back", by=by, version=version, note=reason, examiner_id=None, examiner_name="", examined_on=None
    )  # fmt: skip


def publish(row: Publication, *, by: Actor, version: int) -> None:
    """审批公开: the secretary approves; from this moment those read it for whom it is."""
    move(row, "publish", by=by, version=version, published_on=clock.today())


def take_down(row: Publication, *, reason: str, by: Actor, version: int) -> None:
    """撤下: its page says so; the words stay in the books."""
    move(row, "take_down", by=by, version=version, note=reason)


@transaction.atomic
def send_out(
    row: Publication, *, channel: PublicityChannel, out_on: dt.date, by: Actor, outlet_id: UUID | None = None
) -> Outlet:
    """登记发出: on a day it went out on a channel. What is for members alone goes to no public channel."""
    row.workflow.target("send_out", row.status)
    if row.audience == Audience.MEMBERS:
        raise DomainError(_("It is for members of the Party: it goes to no public channel."), field="channel")
    if row.published_on is None or not row.published_on <= out_on <= clock.today():
        raise DomainError(_("Between the day it was made known and today."), field="out_on")
    if not channel.valid_from <= out_on <= (channel.valid_to or out_on):
        raise DomainError(_("The channel was not in use on this day."), field="channel")
    if Outlet.objects.of(row.community_id).filter(publication=row, channel=channel, out_on=out_on).exists():
        raise DomainError(_("This is written down already."), field="channel")
    outlet = Outlet(
        id=outlet_id or keys.uuid7(), community=row.community, publication=row, channel=channel, out_on=out_on
    )
    return write_down(outlet, "publicity.send_out", by=by)


def open_channel(
    community: Community, *, kind: str, name: str, keeper: str, valid_from: dt.date, by: Actor,
    channel_id: UUID | None = None,
) -> PublicityChannel:  # fmt: skip
    """登记渠道: an account, group, loudspeaker or screen, and who keeps it."""
    row = PublicityChannel(
        id=channel_id or keys.uuid7(), community=community, kind=kind, name=name, keeper=keeper, valid_from=valid_from
    )  # fmt: skip
    return write_down(row, "publicity.open_channel", by=by)


def end_channel(row: PublicityChannel, *, on: dt.date, by: Actor, seen: str) -> None:
    """停用渠道: its last day. Raises Overtaken."""
    amend(row, "publicity.end_channel", by=by, seen=seen, valid_to=on)


def _judged(row: Publication, *, examiner: str) -> Verdict:
    """R-13 on what is really written: title and every line."""
    fields = [row.title, *(line for line in row.text.splitlines() if line.strip())]
    return party_affairs.judge_item(
        AUDIENCES[Audience(row.audience)], fields, author=row.author_name, examiner=examiner
    )


def _refuse(verdict: Verdict) -> None:
    if verdict.blocks:
        raise DomainError(
            _("%(reason)s (%(rule)s). The draft is kept."), reason=verdict.reason, rule=verdict.rule
        )
