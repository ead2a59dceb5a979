"""What those who help can do, and the service they did, through the same actions that a click calls."""

import datetime as dt
from functools import partial
from uuid import UUID

from linli.accounts.models import User
from linli.core import clock
from linli.demo.chronicle import Chronicle, at
from linli.places.models import Building
from linli.volunteers import actions
from linli.volunteers.models import DayPart, ServiceRecord, Skill

PROFILES = {
    "zhou": ((Skill.PLUMBING, Skill.ELECTRICITY), ((5, DayPart.MORNING), (6, DayPart.MORNING))),
    "ma": ((Skill.ELECTRICITY, Skill.REPAIR), ((2, DayPart.EVENING),)),
    "qiu": ((Skill.CARRYING, Skill.ESCORT, Skill.DIALECT), ((0, DayPart.AFTERNOON), (3, DayPart.AFTERNOON))),
    "shan": ((Skill.HAIRDRESSING, Skill.COMPANY, Skill.WRITING), ((4, DayPart.EVENING),)),
}
# Who, how many days ago, how many minutes, what, and whether it has been confirmed.
SERVICE = (
    ("zhou", 12, 90, "换了公用阀门，试水不漏", True),
    ("qiu", 6, 75, "陪老人去医院取药", True),
    ("shan", 5, 120, "给三位老人上门理发", True),
    ("qiu", 2, 60, "帮忙把旧柜子抬下楼", False),
    ("ma", 1, 45, "检查楼道的灯", False),
)


def plan_service(life: Chronicle) -> None:
    """Put profiles and service of a community into its chronicle."""
    today = clock.today()
    for place, who in enumerate(PROFILES):
        life.plan(
            at(today - dt.timedelta(days=14), 9, place), f"profile/{who}", "volunteers.profile",
            partial(_keep, life, who), by=who,
        )  # fmt: skip
    for place, (who, days, minutes, what, confirmed) in enumerate(SERVICE):
        done = at(today - dt.timedelta(days=days), 7, place)
        key = life.plan(
            done, f"service/{place}", "volunteers.propose_service", partial(_propose, life, who, minutes, what), by=who
        )  # fmt: skip
        if confirmed:
            life.plan(
                done + dt.timedelta(hours=9), f"service/{place}/confirm", "volunteers.confirm_service",
                partial(_confirm, life), by="zonghe", subject=key,
            )  # fmt: skip


def _keep(life: Chronicle, who: str, _key: UUID) -> None:
    skills, times = PROFILES[who]
    first = Building.objects.of(life.pk).order_by("order", "name").first()
    actions.keep_profile(life.community, skills=skills, times=times, starts_from=first, by=life.actor(who))


def _propose(life: Chronicle, who: str, minutes: int, what: str, key: UUID) -> None:
    actions.propose_service(
        User.objects.get(login=f"{who}@{life.slug}"), day=clock.today(), minutes=minutes, what=what,
        by=life.actor(who), record_id=key,
    )  # fmt: skip


def _confirm(life: Chronicle, key: UUID) -> None:
    record = ServiceRecord.objects.of(life.pk).get(pk=key)
    actions.confirm_service(record, by=life.actor("zonghe"), version=record.version)
