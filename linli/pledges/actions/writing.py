"""承诺、公开、践诺: a round opens, pledges are written and published, and what they say is done."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.core import clock, keys
from linli.core.codes import start_coded
from linli.core.errors import DomainError
from linli.core.records import write_down
from linli.core.rights import Actor
from linli.core.workflow import move
from linli.meetings import deeds
from linli.organisations.models import PartyOrganisation
from linli.party.models import PartyMember
from linli.places.models import Community
from linli.pledges import queries
from linli.pledges.judging import Item, judge_pledge
from linli.pledges.models import Pledge, PledgeItem, PledgeRound
from linli.rulebook import book


class Promise(NamedTuple):
    """One thing that is pledged."""

    area: str
    deliverable: str
    due_on: dt.date


def open_round(
    community: Community, *, year: int, title: str, opens_on: dt.date, closes_on: dt.date, by: Actor,
    round_id: UUID | None = None,
) -> PledgeRound:  # fmt: skip
    """开启一轮承诺."""
    if closes_on < opens_on:
        raise DomainError(_("The last day is before the first."), field="closes_on")
    row = PledgeRound(
        id=round_id or keys.uuid7(), community=community, year=year, title=title, opens_on=opens_on,
        closes_on=closes_on,
    )  # fmt: skip
    return write_down(row, "pledges.open_round", by=by)


@transaction.atomic
def pledge(
    round_: PledgeRound, promises: Sequence[Promise], *, member: PartyMember | None = None,
    organisation: PartyOrganisation | None = None, by: Actor, pledge_id: UUID | None = None,
) -> Pledge:  # fmt: skip
    """写承诺: a draft with its items, of a member (whose branch it names) or of an organisation itself."""
    if (member is None) == (organisation is None):
        raise DomainError(_("Of one member, or of one organisation."), field="member")
    owner = organisation or _branch_of(member)
    if queries.standing(round_, member=member, organisation=organisation).exists():
        raise DomainError(_("There is a pledge in this round already."), field="member")
    row = Pledge(
        id=pledge_id or keys.uuid7(), community=round_.community, round=round_, organisation=owner, member=member
    )  # fmt: skip
    start_coded(row, by=by)
    _write_items(row, promises)
    return row


def _branch_of(member: Any) -> PartyOrganisation:
    membership = queries.branch_membership(member, clock.today())
    if membership is None:
        raise DomainError(_("This member is in no branch here."), field="member")
    return membership.branch


def _write_items(row: Pledge, promises: Sequence[Promise]) -> None:
    items = [
        PledgeItem(community=row.community, pledge=row, number=number, **promise._asdict())
        for number, promise in enumerate(promises, 1)
    ]
    for item in items:
        item.clean_fields(exclude=["pledge", "community"])
    PledgeItem.objects.bulk_create(items)


@transaction.atomic
def rewrite(row: Pledge, *, promises: Sequence[Promise], by: Actor, version: int) -> None:
    """改承诺: while it is a draft."""
    move(row, "rewrite", by=by, version=version)
    PledgeItem.objects.of(row.community_id).filter(pledge=row).delete()
    _write_items(row, promises)


@transaction.atomic
def publish(row: Pledge, *, named: bool = False, by: Actor, version: int) -> None:
    """公开承诺 (R-12): for everybody to read; with the name only where the member agrees (M-4)."""
    items = [Item(item.area) for item in row.items.all()]
    least = book.value("party.pledge.least_items", on=clock.today(), at=row.community.code)
    verdict = judge_pledge(items, least=least)
    if verdict.blocks:
        raise DomainError(
            _("At least %(least)d items, in different areas (R-12); here are %(items)d. The draft is kept."),
            least=least, items=len(items),
        )  # fmt: skip
    move(row, "publish", by=by, version=version, named=named, published_on=clock.today())


@transaction.atomic
def deliver(row: Pledge, *, item: PledgeItem, evidence: str, deed: str = "", by: Actor, version: int) -> None:
    """践诺: one item is done; by which order, wish or other record, where there is one (its number or code)."""
    found = deeds.find(by, deed) if deed else None
    if deed and found is None:
        raise DomainError(_("There is no record with this number or code."), field="deed")
    done: dict[str, Any] = (
        {"deed_kind": found.kind, "deed_id": found.key, "deed_label": found.words} if found else {}
    )
    move(row, "deliver", by=by, version=version, note=str(item.number))
    rows = PledgeItem.objects.of(row.community_id).filter(pledge=row, pk=item.pk, delivered_on__isnull=True)
    if not rows.update(delivered_on=clock.today(), evidence=evidence, **done):
        raise DomainError(_("This is done already."), field="item")


@transaction.atomic
def show_name(row: Pledge, *, named: bool, by: Actor, version: int) -> None:
    """署名与不署名: a member agrees to be named on the board, or takes that back; it holds at once."""
    if row.member_id is None:
        raise DomainError(_("An organisation is always named."), field="named")
    move(row, "show_name", by=by, version=version, named=named)


@transaction.atomic
def withdraw(row: Pledge, *, reason: str, by: Actor, version: int) -> None:
    """撤回承诺: with the reason; another may be written."""
    move(row, "withdraw", by=by, version=version, note=reason)
