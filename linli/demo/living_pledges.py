"""Pledges of this year: a member's own on the telephone, an organisation's under review, one from paper that is closed;
goals of the year, and a secretary's account of the last one.
"""

import datetime as dt
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from linli.core import clock
from linli.demo.chronicle import Chronicle, at
from linli.organisations.models import CommitteeMember, Level, PartyOrganisation, PartyPost
from linli.pledges import actions, queries
from linli.pledges.actions import Promise, Said
from linli.pledges.models import Area, Goal, Kind, Pledge, PledgeRound, Way

WHERE = ("nanmen", "yongxinlu")


class Told(NamedTuple):
    """One invented pledge: a login, or "" for the first branch; its items with the days from now; how far it is."""

    login: str
    items: tuple[tuple[str, str, int], ...]
    until: str
    named: bool = False


PLEDGES = (
    Told("zhou", ((Area.SERVICE, "每周末帮楼里老人看一次水电", 60), (Area.STUDY, "跟师傅学一样新手艺，教给两个人", 90), (Area.SURROUNDINGS, "把三单元的旧线理整齐", -3)), "deliver", True),
    Told("ma", ((Area.CARE, "每周给两位独居老人送一次菜", 90), (Area.EXAMPLE, "垃圾分好再下楼，顺手提醒邻居", 90), (Area.GOVERNANCE, "每月参加一次楼道议事", 90)), "publish"),
    Told("", ((Area.PARTY, "每月一次主题党日，开到院子里", 60), (Area.SERVICE, "每周三晚上有人在服务站值班", 60), (Area.GOVERNANCE, "把停车的事议出一个办法", 30)), "review"),
    Told("shuji", ((Area.PARTY, "每个支部都去一次，听完再走", 60), (Area.SERVICE, "每周下楼一天，当场答复", 60), (Area.DEVELOPMENT, "和三家单位谈成一件实事", 60)), "close", True),
)  # fmt: skip
GOALS = (
    (Area.PARTY, "每个支部按月开会，记录当周归档", "六个支部都做到了。"),
    (Area.SERVICE, "居民打来的电话当天有人回", "开通了晚间值班电话。"),
    (Area.GOVERNANCE, "每个小区议成两件事", ""),
    (Area.DEVELOPMENT, "引来两家便民小店", "一家已经开门。"),
)
WAY = ("publish", "deliver", "review", "close")
ANSWERS = (5, 1)


def plan_pledges(life: Chronicle) -> None:
    """Put the pledges of this year into a chronicle."""
    if life.slug not in WHERE:
        return
    opened = clock.today() - dt.timedelta(days=45)
    life.plan(at(opened, 8), "pledges", "pledges.open_round", partial(_open, life), by="shuji")
    for place, told in enumerate(PLEDGES):
        line = life.plan(
            at(opened, 9, place), f"pledges/{place}", "pledges.pledge", partial(_write, life, told),
            by=told.login or "dangwu",
        )  # fmt: skip
        for step, verb in enumerate(WAY[1 : WAY.index(told.until) + 1], 1):
            life.plan(
                at(opened + dt.timedelta(days=10 * step), 16, place), f"{line}/{verb}", f"pledges.{verb}",
                partial(STEPS[verb], life), by="dangwu", subject=line,
            )  # fmt: skip
    for place, (area, text, note) in enumerate(GOALS):
        line = life.plan(
            at(opened, 10, place),
            f"goals/{area}",
            "pledges.set_goal",
            partial(_goal, life, area, text),
            by="shuji",
        )
        if note:
            life.plan(
                at(opened + dt.timedelta(days=30), 10, place), f"{line}/note", "pledges.note_goal",
                partial(_note, life, line, note), by="shuji",
            )  # fmt: skip
    life.plan(at(opened, 11), "duty-report", "pledges.report", partial(_report, life), by="dangwu")


def _open(life: Chronicle, key: UUID) -> None:
    today = clock.today()
    actions.open_round(
        life.community, year=today.year, title="亮承诺", opens_on=today, closes_on=today + dt.timedelta(days=150),
        by=life.actor("shuji"), round_id=key,
    )  # fmt: skip


def _write(life: Chronicle, told: Told, key: UUID) -> None:
    by, days = life.actor(told.login or "dangwu"), dt.timedelta(days=45)
    promises = [
        Promise(area, words, clock.today() + days + dt.timedelta(days=due)) for area, words, due in told.items
    ]
    whose: dict[str, Any] = (
        {"member": queries.membership_of(by)} if told.login else {"organisation": _branch(life)}
    )
    row = actions.pledge(
        PledgeRound.objects.of(life.pk).get(pk=life.subjects["pledges"]),
        promises,
        **whose,
        by=by,
        pledge_id=key,
    )
    actions.publish(row, named=told.named, by=by, version=row.version)


def _branch(life: Chronicle) -> PartyOrganisation:
    rows = PartyOrganisation.objects.of(life.pk).filter(level=Level.BRANCH, valid_to__isnull=True)
    return rows.order_by("name")[0]


def _row(life: Chronicle, key: UUID) -> Pledge:
    rows = Pledge.objects.of(life.pk).select_related("round", "organisation", "member__person", "community")
    return rows.get(pk=key)


def _deliver(life: Chronicle, key: UUID) -> None:
    row = _row(life, key)
    actions.deliver(
        row,
        item=row.items.all()[0],
        evidence="看过的人家都记在本子上。",
        by=life.actor("dangwu"),
        version=row.version,
    )


def _review(life: Chronicle, key: UUID) -> None:
    row, by = _row(life, key), life.actor("dangwu")
    actions.begin_review(row, by=by, version=row.version)
    kept, not_kept = ANSWERS
    actions.review(row, Said(Kind.PUBLIC, Way.PAPER, kept=kept, not_kept=not_kept), by=by)


def _close(life: Chronicle, key: UUID) -> None:
    row, by = _row(life, key), life.actor("dangwu")
    actions.review(row, Said(Kind.SELF, Way.PAPER, words="前两件做了，第三件谈成了两家。"), by=by)
    leader = queries.leaders(row)[0]
    actions.review(row, Said(Kind.LEADER, Way.PAPER, words="下楼多，答复快。", leader=leader), by=by)
    actions.close(row, by=by, version=row.version)


STEPS = {"deliver": _deliver, "review": _review, "close": _close}


def _goal(life: Chronicle, area: str, text: str, key: UUID) -> None:
    actions.set_goal(
        life.community, year=clock.today().year, area=area, text=text, by=life.actor("shuji"), goal_id=key
    )


def _note(life: Chronicle, line: str, note: str, key: UUID) -> None:
    goal = Goal.objects.of(life.pk).select_related("community").get(pk=life.subjects[line])
    actions.note_goal(goal, text=note, by=life.actor("shuji"), note_id=key)


def _report(life: Chronicle, key: UUID) -> None:
    seats = CommitteeMember.objects.of(life.pk).filter(post=PartyPost.SECRETARY, valid_to__isnull=True)
    seat = seats.select_related("organisation", "person").order_by("organisation__name")[0]
    actions.report(
        seat.organisation, secretary=seat.person, year=clock.today().year - 1, done="按月开会，两件难事办成了一件。",
        lacking="年轻党员来得少，晚上的活动不够。", next_steps="主题党日改到周末，先问大家想做什么。",
        by=life.actor("dangwu"), report_id=key,
    )  # fmt: skip
