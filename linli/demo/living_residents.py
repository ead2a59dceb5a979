"""关爱名单 in the demo: three residents of the roster agreed to be rung first."""

import datetime as dt

from linli.core import clock
from linli.demo.chronicle import Chronicle, at
from linli.residents import actions
from linli.residents.models import Residence
from linli.residents.purposes import CARE_POWER, CARE_STAIRS, Purpose

AGREED = dt.timedelta(days=12)


def care(chronicle: Chronicle) -> None:
    """Plan that some agree by telephone, some days after the roster was taken in."""
    for place, purpose in enumerate((CARE_POWER, CARE_STAIRS, CARE_POWER)):
        chronicle.plan(
            at(clock.today() - AGREED, 10, place), f"care {place}", "residents.consent",
            lambda _key, place=place, purpose=purpose: _agree(chronicle, place, purpose),
        )  # fmt: skip


def _agree(chronicle: Chronicle, place: int, purpose: Purpose) -> None:
    living = Residence.objects.of(chronicle.community).filter(kind=Residence.Kind.ACTUAL, valid_to=None)
    homes = living.select_related("person").order_by("person__name", "id")[place : place + 1]
    for home in homes:
        actions.consent(home.person, purpose=purpose, channel="telephone", by=chronicle.actor("zonghe"))
