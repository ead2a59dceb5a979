"""Residents in the demo: three of the roster agreed to be rung first, one went to hospital, one asks to be rung."""

import datetime as dt
from uuid import UUID

from django.db.models import QuerySet

from linli.core import clock
from linli.core.rights import Actor, Office
from linli.demo.chronicle import Chronicle, at
from linli.orders.actions import ask_call
from linli.orders.rights import REQUESTER
from linli.residents import actions, events
from linli.residents.models import LifeEvent, Residence
from linli.residents.purposes import CARE_POWER, CARE_STAIRS, Purpose

AGREED, IN_HOSPITAL = dt.timedelta(days=12), dt.timedelta(days=2)
RUNG = dt.timedelta(minutes=20)
CARED_FOR = (CARE_POWER, CARE_STAIRS, CARE_POWER)


def care(chronicle: Chronicle) -> None:
    """Plan that some agree by telephone, some days after the roster was taken in."""
    for place, purpose in enumerate(CARED_FOR):
        chronicle.plan(
            at(clock.today() - AGREED, 10, place), f"care {place}", "residents.consent",
            lambda _key, place=place, purpose=purpose: _agree(chronicle, place, purpose),
        )  # fmt: skip


def happen(chronicle: Chronicle) -> None:
    """Plan what happens to residents: one of those who are rung first goes to hospital, somebody asks to be rung."""
    today = clock.today()
    chronicle.plan(
        at(today - IN_HOSPITAL, 15), "hospital", "residents.enter_event",
        lambda key: _in_hospital(chronicle, today - IN_HOSPITAL, key),
    )  # fmt: skip
    chronicle.plan(
        clock.now() - RUNG, "call me", "orders.ask_call",
        lambda key: ask_call(
            chronicle.community, phone="13900006088", by=Actor(chronicle.pk, "", None, (Office(REQUESTER),)),
            call_id=key,
        ),
        by="",
    )  # fmt: skip


def _homes(chronicle: Chronicle) -> QuerySet[Residence]:
    """Where people live, by their names."""
    living = Residence.objects.of(chronicle.community).filter(kind=Residence.Kind.ACTUAL, valid_to=None)
    return living.select_related("person").order_by("person__name", "id")


def _agree(chronicle: Chronicle, place: int, purpose: Purpose) -> None:
    for home in _homes(chronicle)[place : place + 1]:
        actions.consent(home.person, purpose=purpose, channel="telephone", by=chronicle.actor("zonghe"))


def _in_hospital(chronicle: Chronicle, on: dt.date, key: UUID) -> None:
    for home in _homes(chronicle)[:1]:
        kind = LifeEvent.Kind.HOSPITAL
        events.enter_event(home.person, kind=kind, on=on, by=chronicle.actor("zonghe"), event_id=key)
