"""What today's communities of the demo have beyond their history: a plan that is laid out by itself, and an outage."""

import datetime as dt

from linli.core import clock
from linli.demo.chronicle import Chronicle, at
from linli.disclosure.actions import publish
from linli.disclosure.outages import Kind
from linli.places.planning import propose
from linli.places.queries import buildings

TOLD, LASTS = dt.timedelta(minutes=80), dt.timedelta(hours=6)
LAID_OUT = dt.timedelta(days=20)


def plan_places(chronicle: Chronicle) -> None:
    """拟平面图, once the buildings are written down."""
    chronicle.plan(
        at(clock.today() - LAID_OUT, 14), "plan", "places.propose",
        lambda key: propose(chronicle.community, by=chronicle.actor("zonghe")),
    )  # fmt: skip


def lose_power(chronicle: Chronicle) -> None:
    """停电 at the first two buildings, told an hour ago."""
    begins = clock.now().replace(minute=0, second=0, microsecond=0)
    chronicle.plan(
        clock.now() - TOLD, "outage", "disclosure.publish",
        lambda key: publish(
            chronicle.community, title="停电检修", text="供电公司检修线路。家里有离不开电的设备，请马上给我们打电话。",
            kind=Kind.POWER, begins_at=begins, expected_end=begins + LASTS, signed=chronicle.community.name,
            telephone=chronicle.community.telephone, places=list(buildings(chronicle.community)[:2]),
            by=chronicle.actor("zonghe"), announcement_id=key,
        ),
    )  # fmt: skip
