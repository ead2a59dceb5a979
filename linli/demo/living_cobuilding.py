"""The three lists of two communities: what is needed, what local organisations give, and what has become of it.

永新路 has had its lists since 2020 (`plan_lists` of its history); here is what goes on in these weeks.
"""

import datetime as dt
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from linli.accounts.models import User
from linli.cobuilding import actions
from linli.cobuilding.models import Alliance, Kind, Match, Milestone, Need, Project, Resource
from linli.core import clock
from linli.demo.chronicle import Chronicle, at
from linli.orders.models import Order
from linli.organisations import actions as organisations
from linli.organisations.models import Organisation
from linli.volunteers.models import Skill, Team

WHERE = ("yongxinlu", "nanmen")
# Whose history has an alliance.
ALLIED = "wentingxiang"
AFTERNOON, MORNING, SATURDAY = [2, "14:00", "16:00"], [0, "09:00", "11:00"], [5, "09:00", "11:30"]
OPENED = dt.timedelta(days=40)


class Told(NamedTuple):
    """A need or a resource: a word for it, and its terms; `who` is an organisation, a team, or "" for the community."""

    key: str
    terms: dict[str, Any]
    who: str = ""
    urgent: bool = False
    order: bool = False


ORGANISATIONS = ("紫荆路小学", "惠民超市", "明远律师事务所")
RESOURCES = (
    Told("hall", {"title": "小学多功能厅，放学后可用", "kind": Kind.ROOM, "quantity": 120, "times": [AFTERNOON, SATURDAY]}, "紫荆路小学"),
    Told("meeting", {"title": "社区二楼会议室", "kind": Kind.ROOM, "quantity": 30}),
    Told("chairs", {"title": "可借折叠椅", "kind": Kind.GOODS, "quantity": 60, "item": "折叠椅", "unit": "把"}, "惠民超市"),
    Told("rice", {"title": "每季度捐一批大米", "kind": Kind.GOODS, "quantity": 40, "item": "大米", "unit": "袋"}, "惠民超市"),
    Told("law", {"title": "律师坐班，免费咨询", "kind": Kind.SKILL, "quantity": 12, "skill": Skill.LAW, "times": [MORNING]}, "明远律师事务所"),
    Told("hands", {"title": "帮忙搬东西的人手", "kind": Kind.PEOPLE, "quantity": 8}, "邻里帮帮队"),
)  # fmt: skip
NEEDS = (
    Told("council", {"title": "议事会要一间坐得下二十人的屋子", "kind": Kind.ROOM, "quantity": 20, "times": [AFTERNOON]}),
    Told("advice", {"title": "居民想问房产继承，要懂法的人", "kind": Kind.SKILL, "quantity": 4, "skill": Skill.LAW, "times": [MORNING]}),
    Told("feast", {"title": "邻里节缺折叠椅", "kind": Kind.GOODS, "quantity": 40, "item": "折叠椅", "unit": "把"}),
    Told("grain", {"title": "给困难家庭备大米", "kind": Kind.GOODS, "quantity": 20, "item": "大米", "unit": "袋"}, urgent=True),
    Told("carry", {"title": "楼道旧家具要人手搬走", "kind": Kind.PEOPLE, "quantity": 4}, order=True),
    Told("class", {"title": "暑期班想借大一点的屋子", "kind": Kind.ROOM, "quantity": 80, "times": [SATURDAY]}),
    Told("paint", {"title": "单元门重新刷漆还差一点钱", "kind": Kind.MONEY, "quantity": 800_00}, urgent=True, order=True),
)  # fmt: skip
# Need, resource: what was matched by hand; the rest waits for the planner.
MATCHED = (("council", "meeting"), ("advice", "law"), ("feast", "chairs"))
PROJECTS = (
    ("council", "议事会搬到家门口", "每月一次，有事好商量。", ("定下每月的日子", "开第一次会"), 30),
    ("advice", "律师每周一坐班", "两个月，八次。", ("贴出坐班的时间", "坐满四次", "写一页常见问题"), 60),
)


def plan_lists(life: Chronicle, opened: dt.date, *, until: dt.date | None = None) -> None:
    """Put the three lists into a chronicle, from the day on which they were opened; until a day where all of it is long
    over: then every need was served and every project done.
    """
    past = {need for need, _resource in MATCHED}
    needs = [told for told in NEEDS if until is None or told.key in past]
    for place, name in enumerate(ORGANISATIONS):
        life.plan(
            at(opened, 9, place),
            f"lists/giver/{name}",
            "organisations.register",
            partial(_register, life, name),
        )
    for place, told in enumerate(RESOURCES):
        life.plan(
            at(opened, 10, place),
            f"lists/resource/{told.key}",
            "cobuilding.offer",
            partial(_offer, life, told, until),
        )
    for place, told in enumerate(needs):
        life.plan(
            at(opened + dt.timedelta(days=2), 9, place),
            f"lists/need/{told.key}",
            "cobuilding.note_need",
            partial(_note, life, told, until),
        )
    for place, (need, resource) in enumerate(MATCHED):
        life.plan(
            at(opened + dt.timedelta(days=4), 10, place), f"lists/match/{need}", "cobuilding.match",
            partial(_match, life, resource), subject=f"lists/need/{need}",
        )  # fmt: skip
    for place in range(len(PROJECTS)):
        _plan_project(life, place, opened + dt.timedelta(days=6), done=until is not None or place == 0)


def plan_cobuilding(life: Chronicle) -> None:
    """What the lists look like today: of one project all is reached, of the other a milestone is late."""
    if life.slug in WHERE:
        plan_lists(life, clock.today() - OPENED)
    if life.slug == ALLIED:
        life.plan(
            at(clock.today() - OPENED, 9), "alliance/turns", "cobuilding.rotate", partial(_rotate, life)
        )


def _rotate(life: Chronicle, key: UUID) -> None:
    """The turns of this year: those of the alliance's first year are history."""
    alliance = Alliance.objects.of(life.pk).get(valid_to__isnull=True)
    actions.rotate(alliance, first=clock.today(), months=1, by=life.actor("shuji"))


def _register(life: Chronicle, name: str, key: UUID) -> None:
    if Organisation.objects.of(life.pk).filter(name=name, valid_to__isnull=True).exists():
        return  # the history has written it down
    organisations.register(
        life.community, kind=Organisation.Kind.LOCAL, name=name, since=clock.today(), organisation_id=key,
        by=life.actor("zonghe"),
    )  # fmt: skip


def _offer(life: Chronicle, told: Told, until: dt.date | None, key: UUID) -> None:
    offered = actions.Offered(
        **told.terms, since=clock.today(), until=until,
        organisation=Organisation.objects.of(life.pk).filter(name=told.who, kind=Organisation.Kind.LOCAL).first(),
        team=Team.objects.of(life.pk).filter(name=told.who).first(),
    )  # fmt: skip
    actions.offer(life.community, offered, by=life.actor("zonghe"), resource_id=key)


def _note(life: Chronicle, told: Told, until: dt.date | None, key: UUID) -> None:
    asked = actions.Asked(**told.terms, since=clock.today(), until=until, urgent=told.urgent)
    order = Order.objects.of(life.pk).order_by("number").first() if told.order else None
    actions.note_need(life.community, asked, by=life.actor("zonghe"), origin=order, need_id=key)


def _match(life: Chronicle, resource: str, key: UUID) -> None:
    need = Need.objects.of(life.pk).get(pk=key)
    row = Resource.objects.of(life.pk).get(pk=life.subjects[f"lists/resource/{resource}"])
    actions.match(need, row, by=life.actor("zonghe"), version=need.version)


def _plan_project(life: Chronicle, place: int, begun: dt.date, *, done: bool) -> None:
    need, _title, _what, steps, _days = PROJECTS[place]
    line = f"lists/project/{need}"
    life.plan(at(begun, 14, place), line, "cobuilding.begin", partial(_begin, life, place))
    for number, title in enumerate(steps):
        due = begun + dt.timedelta(days=7 * (number + 1))
        life.plan(
            at(begun, 14, 10 + number), f"{line}/{number}", "cobuilding.add_milestone",
            partial(_add, life, title, due), subject=line,
        )  # fmt: skip
    life.plan(
        at(begun, 15, place), f"{line}/launch", "cobuilding.launch", partial(_launch, life), subject=line
    )
    for number in range(len(steps) if done else 1):
        life.plan(
            at(begun + dt.timedelta(days=7 * (number + 1)), 16), f"{line}/reach/{number}", "cobuilding.reach",
            partial(_reach, life), subject=line,
        )  # fmt: skip
    if done:
        after = begun + dt.timedelta(days=7 * len(steps) + 1)
        life.plan(at(after, 9), f"{line}/finish", "cobuilding.finish", partial(_finish, life), subject=line)


def _project(life: Chronicle, key: UUID) -> Project:
    return Project.objects.of(life.pk).select_related("community").get(pk=key)


def _begin(life: Chronicle, place: int, key: UUID) -> None:
    need, title, what, _steps, days = PROJECTS[place]
    matches = Match.objects.of(life.pk).filter(need=life.subjects[f"lists/need/{need}"])
    intended = actions.Intended(
        title, User.objects.get(login=f"zonghe@{life.slug}"), clock.today(),
        clock.today() + dt.timedelta(days=days), what,
    )  # fmt: skip
    rows = list(matches.select_related("resource__organisation"))
    actions.begin(life.community, intended, rows, by=life.actor("shuji"), project_id=key)


def _add(life: Chronicle, title: str, due: dt.date, key: UUID) -> None:
    row = _project(life, key)
    actions.add_milestone(row, title=title, due_on=due, by=life.actor("zonghe"), version=row.version)


def _launch(life: Chronicle, key: UUID) -> None:
    row = _project(life, key)
    actions.launch(row, by=life.actor("zonghe"), version=row.version)


def _reach(life: Chronicle, key: UUID) -> None:
    row = _project(life, key)
    step = (
        Milestone.objects.of(life.pk).filter(project=row, reached_on__isnull=True).order_by("due_on", "id")[0]
    )
    actions.reach(row, milestone=step, note="按时做完", by=life.actor("zonghe"), version=row.version)


def _finish(life: Chronicle, key: UUID) -> None:
    row = _project(life, key)
    actions.finish(row, words="做成了，居民都知道在哪儿", by=life.actor("zonghe"), version=row.version)
