"""One work log that was handed in yesterday, through the same actions that a click calls; of today nothing is written."""

import datetime as dt
from functools import partial
from uuid import UUID

from linli.core import clock
from linli.demo.chronicle import Chronicle, at
from linli.meetings import actions as meetings
from linli.meetings.models import DirectedTask
from linli.worklogs import actions

# The directed task of living_tasks that a meeting gave to the grid worker the day before.
TASK = "task/2"


def plan_log(life: Chronicle) -> None:
    """The grid worker asks the street about a task, goes on with it, and hands the day in."""
    yesterday = clock.today() - dt.timedelta(days=1)
    for hour, verb, note in (
        (10, "await_reply", "问街道充电棚要离墙多远"),
        (15, "resume", "街道回了：离墙六米"),
    ):
        life.plan(
            at(yesterday, hour, 20), f"log/{verb}", f"meetings.{verb}", partial(_step, life, verb, note),
            by="wangge", subject=TASK,
        )  # fmt: skip
    life.plan(
        at(yesterday, 18, 10), "log/yesterday", "worklogs.hand_in",
        lambda _key: actions.hand_in(
            life.community, day=yesterday, sentence="下午陪检修师傅看了电表箱，明天再去看一次。", by=life.actor("wangge")
        ),
        by="wangge",
    )  # fmt: skip


def _step(life: Chronicle, verb: str, note: str, key: UUID) -> None:
    task = DirectedTask.objects.of(life.pk).select_related("community", "handler").get(pk=key)
    getattr(meetings, verb)(task, note=note, by=life.actor("wangge"), version=task.version)
