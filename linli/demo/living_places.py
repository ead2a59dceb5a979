"""What today's communities of the demo have of places beyond their history: a plan that is laid out by itself."""

import datetime as dt

from linli.core import clock
from linli.demo.chronicle import Chronicle, at
from linli.places.planning import propose

LAID_OUT = dt.timedelta(days=20)


def plan_places(chronicle: Chronicle) -> None:
    """拟平面图, once the buildings are written down."""
    chronicle.plan(
        at(clock.today() - LAID_OUT, 14), "plan", "places.propose",
        lambda key: propose(chronicle.community, by=chronicle.actor("zonghe")),
    )  # fmt: skip
