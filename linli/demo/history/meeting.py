"""Plays what a community's Party organisation learnt: study sessions held with minutes, micro-lectures published, and some
that do not count.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from linli.demo.chronicle import at
from linli.meetings import actions
from linli.meetings.kinds import Kind, agenda_of
from linli.meetings.models import Meeting
from linli.organisations.models import PartyOrganisation

HOUR, CHAIR = 15, "宋佳禾"
# Theme and form of study of each kind, in turn.
THEMES = {
    Kind.THEORY: (("学习党的二十大精神", "reading"), ("学习《民法典》物权编", "reading"), ("学习基层治理条例", "lecture")),
    Kind.SEMINAR: (("怎样把议事会开到楼栋里", "lecture"), ("老旧小区谁来管", "lecture")),
    Kind.LECTURE: (("红土初心讲堂：一个支部的七十年", "veteran"), ("以案说纪", "cautionary"), ("书记讲党课：从一盏灯说起", "lecture")),
    Kind.THEME_DAY: (("护河清淤", "practice"), ("走进烈士陵园", "red_site"), ("观看《守岛人》", "film"), ("楼道清理", "practice"), ("冬衣送到家", "practice")),
    Kind.COMMITTEE: (("研究全年学习安排", ""),),
}  # fmt: skip
SAID = "集中学习半小时，随后五位同志交流，联系小区里的事谈了打算。"
LESSONS = ("三分钟学党章", "身边的党员", "老物件里的党史", "小区里的民法典", "指尖上的文明养犬")
CHANNELS = ("wechat", "wechat", "video", "group")


def plan_study(history: Any) -> None:
    """Put study into a chronicle: `study` names the organisation, the year, how many sessions of each kind, how many lectures."""
    told = history.told.get("study")
    if not told:
        return
    first = dt.date(told["year"], 1, 6)
    for kind, count in told["sessions"].items():
        for n in range(count):
            day = first + dt.timedelta(days=n * (340 // count) + list(THEMES).index(Kind(kind)))
            _session(
                history,
                f"study/{kind}/{n}",
                f"party/{told['organisation']}",
                (Kind(kind), n, day),
                filed=True,
            )
    for n in range(told["lectures"]):
        _lecture(
            history,
            n,
            f"party/{told['organisation']}",
            first + dt.timedelta(days=n * (340 // told["lectures"])),
        )
    # Near misses: a meeting of another kind, and a seminar of which nobody wrote minutes.
    _session(history, "study/other", f"party/{told['organisation']}", (Kind.COMMITTEE, 0, first), filed=True)
    _session(
        history, "study/unwritten", f"party/{told['organisation']}", (Kind.SEMINAR, 1, first), filed=False
    )


def _session(
    history: Any, key: str, organisation: str, what: tuple[Kind, int, dt.date], *, filed: bool
) -> None:
    kind, n, day = what
    title, form = THEMES[kind][n % len(THEMES[kind])]
    history.plan(
        at(day - dt.timedelta(days=4), 9, n), key, "meetings.convene",
        lambda subject: actions.convene(
            actions.Convened(
                kind=kind, title=title, starts_at=at(day, HOUR), place="社区三楼初心讲堂", host=CHAIR, form=form,
                lecturer=CHAIR if form == "lecture" else "", agenda=tuple(agenda_of(kind)),
                organisation=history.row(PartyOrganisation, organisation),
            ),
            by=history.actor("dangwu"), meeting_id=subject,
        ), by="dangwu",
    )  # fmt: skip
    steps = ("hold", "minute", "file") if filed else ("hold",)
    for hours, verb in enumerate(steps, HOUR + 2):
        history.plan(
            at(day, hours, n), f"{key}/{verb}", f"meetings.{verb}",
            lambda subject, verb=verb: take(history, subject, verb), by="dangwu", subject=key,
        )  # fmt: skip


def take(history: Any, key: UUID, verb: str, *, login: str = "dangwu", said: str = SAID) -> None:
    """One verb of a meeting, as a Party affairs worker does it: everybody present, one sentence to each item."""
    row = Meeting.objects.of(history.pk).select_related("community", "organisation", "work_group").get(pk=key)
    more: dict[str, dict[str, Any]] = {
        "hold": {"presences": {}, "recorder": CHAIR},
        "minute": {
            "said": {item.pk: said for item in row.items.all()},
            "summary": f"{row.title}，按议程完成。",
        },
        "file": {},
    }
    getattr(actions, verb)(row, by=history.actor(login), version=row.version, **more[verb])


def _lecture(history: Any, n: int, organisation: str, day: dt.date) -> None:
    title = f"{LESSONS[n % len(LESSONS)]}·第{n // len(LESSONS) + 1}讲"
    published = actions.Published(
        title=title, channel=CHANNELS[n % len(CHANNELS)], published_on=day, text="三分钟，说一件小区里的事。",
        lecturer=CHAIR, classroom="fingertip",
    )  # fmt: skip
    history.plan(
        at(day, 18, n % 50), f"micro-lecture/{n}", "meetings.publish_lecture",
        lambda subject: actions.publish_lecture(
            history.row(PartyOrganisation, organisation), published, by=history.actor("dangwu"), lecture_id=subject
        ), by="dangwu",
    )  # fmt: skip
