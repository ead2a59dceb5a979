"""Meetings of the last weeks and the next ones, in every community, through the same actions that a click calls."""

import datetime as dt
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from linli.accounts.models import User
from linli.core import clock
from linli.core.spans import in_force
from linli.demo.chronicle import Chronicle, at
from linli.demo.history.meeting import CHAIR, take
from linli.meetings import actions, queries
from linli.meetings.kinds import Kind, agenda_of
from linli.meetings.models import Meeting, Problem, StudyNote
from linli.organisations.models import Level, PartyOrganisation, PartyPost
from linli.party.models import BranchMembership

LIFE = "对照检查，开展批评和自我批评"
# For each seat of the committee in turn: what was found, how it is put right, in how many days, and what was done.
FOUND = (
    ("下楼走访少，听意见多靠电话", "每周走访两户，走访记在本子上", 90, ""),
    ("党员大会准备匆忙，材料当天才发", "提前三天发材料", 30, "最近两次都提前三天发到手里"),
    ("楼道宣传内容换得慢", "每月换一次", 60, ""),
)
NOTED = ("听村史记下的三句话", "“水渠是一锹一锹挖出来的。”回家讲给孩子听。下次想请老人到楼下再讲一回。")


class Told(NamedTuple):
    """One meeting: of which branch (by turn; -1 is the top), what, its title, how many days ago, and how far it is."""

    turn: int
    kind: Kind
    title: str
    days: int
    until: str = "file"
    form: str = ""


MEETINGS = (
    Told(0, Kind.COMMITTEE, "研究加装扶手和冬季巡查", 62),
    Told(0, Kind.THEME_DAY, "擦亮楼道", 55, form="practice"),
    Told(0, Kind.ASSEMBLY, "听取支委会季度工作报告", 48),
    Told(0, Kind.COMMITTEE, "研究楼道充电整治", 34),
    Told(0, Kind.THEME_DAY, "给独居老人包饺子", 27, form="practice"),
    Told(0, Kind.LECTURE, "老党员讲村史", 20, "minute", "veteran"),
    Told(0, Kind.LECTURE, "书记讲党课：把小事办在楼道里", 44, form="lecture"),
    Told(0, Kind.ORGANISATION_LIFE, LIFE, 37),
    Told(0, Kind.COMMITTEE, "研究下月党员大会议题", 6, "hold"),
    Told(0, Kind.THEME_DAY, "旧物换绿植", 3, "minute", "practice"),
    Told(0, Kind.ASSEMBLY, "讨论明年服务项目", -5, ""),
    Told(0, Kind.COMMITTEE, "研究年底走访安排", -9, ""),
    Told(1, Kind.COMMITTEE, "研究广场舞时间", 33),
    Told(1, Kind.THEME_DAY, "护河", 26, form="practice"),
    Told(1, Kind.THEME_DAY, "护河", -4, ""),
    Told(-1, Kind.THEORY, "学习基层治理文件", 15, "minute", "reading"),
)  # fmt: skip
VERBS = ("hold", "minute", "file")
RESOLVED = "给八户独居老人家里装扶手"
LECTURES = (
    ("身边的党员·电工老周", 21, "wechat"),
    ("三分钟学党章·第六讲", 12, "video"),
    ("冬季用电怎么看", 4, "group"),
)


def plan_meetings(life: Chronicle) -> None:
    """Put the meetings of a community into its chronicle."""
    for place, told in enumerate(MEETINGS):
        _plan(life, place, told)
    _plan_life(life)
    for place, (title, days, channel) in enumerate(LECTURES):
        day = clock.today() - dt.timedelta(days=days)
        life.plan(
            at(day, 18, place), f"micro-lecture/{place}", "meetings.publish_lecture",
            partial(_publish, life, title, channel, day), by="dangwu",
        )  # fmt: skip


def _plan(life: Chronicle, place: int, told: Told) -> None:
    day = clock.today() - dt.timedelta(days=told.days)
    convened = min(day - dt.timedelta(days=4), clock.today() - dt.timedelta(days=1))
    key = f"meeting/{place}"
    life.plan(
        at(convened, 9, place), key, "meetings.convene", partial(_convene, life, told, day), by="dangwu"
    )
    for hour, verb in enumerate(VERBS[: VERBS.index(told.until) + 1] if told.until else (), 20):
        life.plan(
            at(day, hour, place), f"{key}/{verb}", f"meetings.{verb}", partial(_take, life, told, verb),
            by="dangwu", subject=key,
        )  # fmt: skip
    if told.kind == Kind.ASSEMBLY and told.until:
        life.plan(
            at(day, 20, 30),
            f"{key}/vote",
            "meetings.put_to_vote",
            partial(_vote, life),
            by="dangwu",
            subject=key,
        )


def _convene(life: Chronicle, told: Told, day: dt.date, key: UUID) -> None:
    organisation = _organisation(life, told.turn)
    seats = organisation.officers.filter(in_force(day), post=PartyPost.SECRETARY).select_related("person")
    secretary = next((seat.person.name for seat in seats), CHAIR)
    actions.convene(
        actions.Convened(
            kind=told.kind, title=told.title, starts_at=at(day, 19), place="社区二楼会议室", host=CHAIR, form=told.form,
            agenda=tuple(agenda_of(told.kind)), organisation=organisation,
            lecturer=secretary if told.form == "lecture" else "",
        ),
        by=life.actor("dangwu"), meeting_id=key,
    )  # fmt: skip


def _organisation(life: Chronicle, turn: int) -> PartyOrganisation:
    """The branch by turn, first that of 周建川, or the top of the tree."""
    rows = PartyOrganisation.objects.of(life.pk).filter(in_force()).order_by("valid_from", "name", "id")
    if turn < 0:
        return rows.filter(parent__isnull=True)[0]
    own = (
        BranchMembership.objects.of(life.pk)
        .filter(member__person__user__login=f"zhou@{life.slug}")
        .values("branch")
    )
    found = [*rows.filter(pk__in=own), *rows.filter(level=Level.BRANCH).exclude(pk__in=own)]
    return found[turn % len(found)]


def _take(life: Chronicle, told: Told, verb: str, key: UUID) -> None:
    take(life, key, verb, said=f"{told.title}：大家说了想法，定了由谁去办。")


def _vote(life: Chronicle, key: UUID) -> None:
    """表决 and 决议: carried, and the clerk has it as a directed task."""
    row = Meeting.objects.of(life.pk).select_related("community", "organisation", "work_group").get(pk=key)
    by = life.actor("dangwu")
    yes = row.present or 0
    motion = actions.put_to_vote(row, words=RESOLVED, yes=yes, by=by)
    handler = User.objects.get(login=f"zonghe@{life.slug}")
    actions.adopt(
        row, words=RESOLVED, motion=motion, handler=handler, due_at=clock.now() + dt.timedelta(days=60), by=by
    )


def _plan_life(life: Chronicle) -> None:
    """问题清单 of the organisation life meeting; and 学习笔记 of 周建川, one of them shared."""
    lists = next(place for place, told in enumerate(MEETINGS) if told.kind == Kind.ORGANISATION_LIFE)
    day = clock.today() - dt.timedelta(days=MEETINGS[lists].days - 1)
    for n, (words, measure, days, outcome) in enumerate(FOUND):
        key = f"problem/{n}"
        due = day + dt.timedelta(days=days)
        act = partial(_list, life, lists, n, actions.Listed(None, words, measure, due))  # type: ignore[arg-type]
        life.plan(at(day, 10, n), key, "meetings.list_problem", act, by="dangwu")
        if outcome:
            life.plan(
                at(day + dt.timedelta(days=20), 16), f"{key}/rectify", "meetings.rectify",
                partial(_rectify, life, outcome), by="dangwu", subject=key,
            )  # fmt: skip
    heard = next(place for place, told in enumerate(MEETINGS) if told.title.startswith("老党员"))
    day = clock.today() - dt.timedelta(days=MEETINGS[heard].days)
    life.plan(at(day, 21, 30), "note", "meetings.write_note", partial(_note, life, heard), by="zhou")
    life.plan(
        at(day, 21, 40), "note/share", "meetings.share_note", partial(_share, life), by="zhou", subject="note"
    )


def _list(life: Chronicle, place: int, n: int, problem: actions.Listed, key: UUID) -> None:
    """A line for the n-th seat of the committee, as far as it has one."""
    row = Meeting.objects.of(life.pk).select_related("community").get(pk=life.subjects[f"meeting/{place}"])
    seats = row.attendances.select_related("person").order_by("-may_vote", "person__name", "id")
    whose = seats[n % len(seats)].person
    actions.list_problem(row, replace(problem, person=whose), by=life.actor("dangwu"), problem_id=key)


def _rectify(life: Chronicle, outcome: str, key: UUID) -> None:
    row = Problem.objects.of(life.pk).select_related("meeting").get(pk=key)
    actions.rectify(row, outcome=outcome, on=clock.today(), by=life.actor("dangwu"), version=row.version)


def _note(life: Chronicle, place: int, key: UUID) -> None:
    by = life.actor("zhou")
    meeting = Meeting.objects.of(life.pk).get(pk=life.subjects[f"meeting/{place}"])
    title, text = NOTED
    person: Any = queries.own_person(by)
    actions.write_note(person, title=title, text=text, meeting=meeting, by=by, note_id=key)


def _share(life: Chronicle, key: UUID) -> None:
    actions.share_note(StudyNote.objects.of(life.pk).get(pk=key), by=life.actor("zhou"))


def _publish(life: Chronicle, title: str, channel: str, day: dt.date, key: UUID) -> None:
    published: Any = actions.Published(
        title=title, channel=channel, published_on=day, text="三分钟，说一件小区里的事。", lecturer=CHAIR
    )
    actions.publish_lecture(_organisation(life, -1), published, by=life.actor("dangwu"), lecture_id=key)
