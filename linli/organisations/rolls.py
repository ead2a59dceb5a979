"""名册 (rolls): who belongs to a Party organisation on a day, and who of them may vote.

`party` knows the members and enters their rolls from above; the committee and the work groups are known here.

    rolls.roll_of(rolls.Body.ASSEMBLY, branch, on=day)
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.spans import in_force
from linli.organisations.models import CommitteeMember, GroupMember, PartyPost


class Body(models.TextChoices):
    """Who comes together."""

    ASSEMBLY = "assembly", _("branch assembly")
    COMMITTEE = "committee", _("committee")
    GROUP = "group", _("Party group")
    WORK_GROUP = "work_group", _("work group")


@dataclass(frozen=True)
class OnRoll:
    """One person of a roll; `note` says in words why somebody does not vote, or as what they come."""

    person_id: UUID
    name: str
    may_vote: bool
    note: str = ""


# The organisation (or the work group) and the day > who belongs to it, in the order of the list.
Roll = Callable[[Any, dt.date], list[OnRoll]]
_rolls: dict[str, Roll] = {}


def declare(body: str, roll: Roll) -> None:
    """Enter who knows the roll of a body; each is entered once."""
    if body in _rolls:
        raise ValueError(f"the roll of {body} is declared twice")
    _rolls[body] = roll


def roll_of(body: str, organisation: Any, on: dt.date) -> list[OnRoll]:
    """名册: who belongs to it on a day. At most two queries."""
    return _rolls[body](organisation, on)


def _committee(organisation: Any, on: dt.date) -> list[OnRoll]:
    rows = CommitteeMember.objects.of(organisation.community_id).filter(
        in_force(on), organisation=organisation
    )
    order = list(PartyPost.values)
    seats = sorted(rows.select_related("person"), key=lambda row: (order.index(row.post), row.pk))
    return [OnRoll(row.person_id, row.person.name, True, str(row.get_post_display())) for row in seats]


def _work_group(group: Any, on: dt.date) -> list[OnRoll]:
    rows = GroupMember.objects.of(group.community_id).filter(in_force(on), group=group)
    order = list(GroupMember.Part.values)
    seats = sorted(rows.select_related("person"), key=lambda row: (order.index(row.part), row.pk))
    return [OnRoll(row.person_id, row.person.name, True, str(row.get_part_display())) for row in seats]


declare(Body.COMMITTEE, _committee)
declare(Body.WORK_GROUP, _work_group)
