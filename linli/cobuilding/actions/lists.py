"""需求清单 and 资源清单: what is needed and what is given come into the books, and leave them."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.cobuilding.actions.matching import undo
from linli.cobuilding.kinds import Kind
from linli.cobuilding.models import Need, Resource
from linli.cobuilding.times import Kept
from linli.cobuilding.workflow import NeedStatus
from linli.core import clock, keys
from linli.core.audit import kind_of
from linli.core.counters import next_number
from linli.core.errors import DomainError
from linli.core.records import amend, state_of, write_down
from linli.core.rights import Actor
from linli.core.workflow import move, start
from linli.organisations.models import Organisation
from linli.places.models import Building, Community
from linli.volunteers.models import Team
from linli.wishes.actions.intake import names_nobody


@dataclass(frozen=True)
class Terms:
    """How much of what, where and when; `quantity` is kept in fen where the kind is money. Without `until` it goes on."""

    title: str
    kind: str
    quantity: int
    since: dt.date
    until: dt.date | None = None
    skill: str = ""
    item: str = ""
    unit: str = ""
    building: Building | None = None
    times: list[Kept] = field(default_factory=list)

    def kept(self) -> dict[str, Any]:
        """As the row keeps it. DomainError beside the field that does not go with the kind."""
        if self.until and self.until < self.since:
            raise DomainError(_("The last day is before the first."), field="until")
        if self.kind == Kind.SKILL and not self.skill:
            raise DomainError(_("Which skill?"), field="skill")
        if self.kind == Kind.GOODS and not (self.item and self.unit):
            raise DomainError(_("Which thing, and counted in what?"), field="item" if self.unit else "unit")
        goods = self.kind == Kind.GOODS
        skilled = self.kind in {Kind.SKILL, Kind.PEOPLE}
        return {
            "title": self.title, "kind": self.kind, "quantity": self.quantity, "building": self.building,
            "skill": self.skill if skilled else "", "item": self.item if goods else "",
            "unit": self.unit if goods else "", "times": self.times, "valid_from": self.since, "valid_to": self.until,
        }  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Asked(Terms):
    """A need as the desk writes it down."""

    text: str = ""
    urgent: bool = False


@dataclass(frozen=True, kw_only=True)
class Offered(Terms):
    """A resource as it is offered: by a local organisation, a team, or (neither) the community itself."""

    organisation: Organisation | None = None
    team: Team | None = None
    contact: str = ""


@transaction.atomic
def note_need(
    community: Community, asked: Asked, *, by: Actor, origin: Any = None, need_id: UUID | None = None
) -> Need:
    """列入需求清单: in words that name nobody (N-1). `origin` is the order or survey that it stems from; one may have several."""
    kept, now = asked.kept(), clock.now()
    if asked.until and asked.until < now.date():
        raise DomainError(_("This day has passed."), field="until")
    for name in ("title", "text", "item"):
        names_nobody(getattr(asked, name), community, name)
    need = Need(
        id=need_id or keys.uuid7(), community=community, **kept, text=asked.text, urgent=asked.urgent, noted_at=now,
        number=f"N{now.year}-{next_number(community.pk, 'needs', now.year):04d}",
        origin_kind=kind_of(origin) if origin else "", origin_id=origin.pk if origin else None,
    )  # fmt: skip
    start(need, by=by)
    return need


@transaction.atomic
def drop(need: Need, *, reason: str, by: Actor, version: int) -> None:
    """不再需要: with the reason; what was to serve it is free again."""
    if need.status == NeedStatus.MATCHED:
        undo(need, reason)
    move(need, "drop", by=by, version=version, note=reason, drop_reason=reason)


@transaction.atomic
def offer(community: Community, offered: Offered, *, by: Actor, resource_id: UUID | None = None) -> Resource:
    """登记资源: what is given, by whom, from a day to a day; its words name nobody."""
    if offered.organisation and offered.team:
        raise DomainError(_("An organisation or a team, not both."), field="team")
    if offered.organisation and offered.organisation.kind != Organisation.Kind.LOCAL:
        raise DomainError(_("Only a local organisation."), field="organisation")
    kept, now = offered.kept(), clock.now()
    for name in ("title", "item"):
        names_nobody(getattr(offered, name), community, name)
    resource = Resource(
        id=resource_id or keys.uuid7(), community=community, **kept, organisation=offered.organisation,
        team=offered.team, contact=offered.contact, offered_at=now,
        number=f"R{now.year}-{next_number(community.pk, 'resources', now.year):04d}",
    )  # fmt: skip
    return write_down(resource, "cobuilding.offer", by=by)


def end_offer(resource: Resource, *, last_day: dt.date, by: Actor, seen: str = "", note: str = "") -> None:
    """停止提供: its last day. What was promised until then stands; who cannot keep it undoes the match."""
    if last_day < resource.valid_from:
        raise DomainError(_("The last day is before the first."), field="last_day")
    amend(
        resource, "cobuilding.end_offer", by=by, seen=seen or state_of(resource), note=note, valid_to=last_day
    )
