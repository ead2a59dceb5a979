"""Directed tasks of the last weeks, through the same actions that a click calls."""

import datetime as dt
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from linli.accounts.models import User
from linli.core import clock
from linli.demo.chronicle import Chronicle, at
from linli.meetings import actions
from linli.meetings.models import DirectedTask, Giver
from linli.orders.models import Order


class Told(NamedTuple):
    """One invented task: how many days ago it was given, in how many it is due, and what was done about it."""

    title: str
    giver: str
    office: str
    number: str
    days: int
    due: int
    handler: str
    verb: str = ""
    words: str = ""


TASKS = (
    Told("报送辖区僵尸车数量和位置", Giver.STREET, "街道城管办", "城管函〔12〕号", 6, -1, "wangge"),
    Told("核对高龄津贴人员名单", Giver.STREET, "街道民政办", "民政函〔31〕号", 3, 0, "zonghe"),
    Told("把电动车充电棚的选址意见报上来", Giver.MEETING, "居委会例会", "", 2, 1, "wangge"),
    Told("防汛物资清点一遍，缺的列单子", Giver.SECRETARY, "", "", 1, 4, "zonghe"),
    Told(
        "统计老旧电梯情况", Giver.STREET, "街道建设办", "", 8, 3, "zonghe", "await_reply", "等街道发统一的表样"
    ),
    Told(
        "楼道照明问题整改", Giver.STREET, "街道办公室", "督办〔5〕号", 9, -3, "zonghe", "finish",
        "灯换好了，线路也查过一遍。",
    ),
)  # fmt: skip


def plan_tasks(life: Chronicle) -> None:
    """Put the tasks of a community into its chronicle."""
    today = clock.today()
    for place, told in enumerate(TASKS):
        given = at(today - dt.timedelta(days=told.days), 8, 20 + place)
        key = life.plan(given, f"task/{place}", "meetings.give", partial(_give, life, told), by="shuji")
        if told.verb:
            later = given + dt.timedelta(days=4)
            life.plan(
                later, f"task/{place}/{told.verb}", f"meetings.{told.verb}", partial(_step, life, told),
                by=told.handler, subject=key,
            )  # fmt: skip


def _give(life: Chronicle, told: Told, key: UUID) -> None:
    actions.give(
        life.community, title=told.title, giver=told.giver, office=told.office, document_number=told.number,
        due_at=at(clock.today() + dt.timedelta(days=told.days + told.due), 18),
        handler=User.objects.get(login=f"{told.handler}@{life.slug}"), by=life.actor("shuji"), task_id=key,
    )  # fmt: skip


def _step(life: Chronicle, told: Told, key: UUID) -> None:
    task = DirectedTask.objects.of(life.pk).select_related("community", "handler").get(pk=key)
    words: dict[str, Any] = {"note": told.words}
    if told.verb == "finish":
        lamp = Order.objects.of(life.pk).filter(category__name="路灯照明").order_by("number").first()
        words = {"reply": told.words, "deed": lamp.number if lamp else ""}
    getattr(actions, told.verb)(task, by=life.actor(told.handler), version=task.version, **words)
