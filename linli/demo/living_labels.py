"""What was put under the strands of today's programme: some matters, wishes, deeds and meetings of the last weeks."""

import datetime as dt
from functools import partial
from typing import Any
from uuid import UUID

from linli.core import clock
from linli.demo.chronicle import Chronicle, at
from linli.meetings.models import Meeting
from linli.orders.models import Order
from linli.organisations import actions
from linli.organisations.models import Strand
from linli.wishes.models import MicroWish, PracticalDeed

# What is put there, by the moment at which it was done.
KINDS: tuple[tuple[Any, str], ...] = (
    (Order, "confirmed_at"),
    (MicroWish, "lit_at"),
    (Meeting, "starts_at"),
    (PracticalDeed, "confirmed_at"),
)
RECORDS, TWICE = 20, 3


def plan_strands(life: Chronicle) -> None:
    """Put the labels into the chronicle of a community; of some records two, for they belong to two strands."""
    evening = clock.today() - dt.timedelta(days=1)
    for number in range(RECORDS):
        for more in range(2 if number < TWICE else 1):
            life.plan(
                at(evening, 20, number, more), f"strand/{number}/{more}", "organisations.label",
                partial(_label, life, number, more), by="shuji",
            )  # fmt: skip


def _label(life: Chronicle, number: int, more: int, _key: UUID) -> None:
    """The strands of the newest programme in turn; a kind of which there are too few records has fewer labels."""
    strands = list(
        Strand.objects.of(life.pk).select_related("programme").order_by("-programme__valid_from", "order")
    )
    (kind, done), place = KINDS[number % len(KINDS)], number // len(KINDS)
    rows = kind.objects.of(life.pk).filter(**{f"{done}__lte": clock.now()}).order_by(f"-{done}", "-pk")
    subject = rows[place : place + 1].first()
    if strands and subject:
        strand = strands[(number + 2 * place + more) % len(strands)]
        actions.label(strand, subject, line=str(subject), by=life.actor("shuji"))
