"""R-02, R-03 and R-04 for `linli verdict`: input to dataclass, pure function to Verdict."""

import datetime as dt
from fractions import Fraction

from linli.meetings import cadence, life, voting
from linli.meetings.slots import Slot
from linli.rulebook.fields import (
    BadInput,
    Field,
    anything,
    count,
    day,
    flag,
    list_of,
    maybe,
    nullable,
    record,
    text,
)
from linli.rulebook.registry import Given, Param, rule
from linli.rulebook.verdict import Verdict

#: The number of each kind, and its row of the rulebook.
REQUIRED = {
    cadence.ASSEMBLY: "party.assembly.per_quarter",
    cadence.COMMITTEE: "party.committee_meeting.per_month",
    cadence.GROUP: "party.group_meeting.per_month",
    cadence.THEME_DAY: "party.theme_day.per_month",
    cadence.LECTURE: "party.lecture.per_quarter",
}
NAMES = {
    cadence.ASSEMBLY: "per_quarter",
    cadence.COMMITTEE: "committee_per_month",
    cadence.GROUP: "group_per_month",
    cadence.THEME_DAY: "theme_day_per_month",
    cadence.LECTURE: "lecture_per_quarter",
}
SHARE = text("A share such as 1/2")
SHARES = {"quorum": Param(SHARE, "party.vote.quorum"), "majority": Param(SHARE, "party.vote.majority")}
SITTING = record(
    "一次会议",
    date=day("开会日期"),
    kind=text("种类"),
    state=text("planned, held, minuted, filed"),
    has_minutes=flag("有没有会议记录"),
    entitled=maybe(nullable(count("应到会有表决权的人数", least=0))),
    present=maybe(nullable(count("其中实到", least=0))),
)
ORG = record(
    "党组织",
    founded=day("成立日期"),
    has_committee=maybe(flag("设不设支委会")),
    has_groups=maybe(flag("有没有党小组")),
    ended=maybe(nullable(day("撤销日期"))),
)
LEVELS = ("党委", "党总支", "支部", "党小组")


def _share(given: Given, name: str) -> Fraction:
    try:
        found = Fraction(given.param(name))
    except (ValueError, ZeroDivisionError) as wrong:
        raise BadInput("format", "应为分数，如 1/2", f"param.{name}") from wrong
    if not 0 < found <= 1:
        raise BadInput("range", "应在 0 和 1 之间", f"param.{name}")
    return found


def _slot(name: str, kind: str) -> Slot:
    try:
        slot = Slot.read(name)
    except ValueError as wrong:
        raise BadInput("format", "应为月份 2026-05 或季度 2026-Q2", "slot") from wrong
    if slot.months != cadence.PERIOD[kind]:
        raise BadInput("choice", f"{kind} 按{'季度' if cadence.PERIOD[kind] > 1 else '月'}", "slot")
    return slot


@rule(
    "R-02",
    "slot",
    fields={
        "org": ORG,
        "kind": text("种类", choices=tuple(cadence.PERIOD)),
        "slot": text("2026-Q1 或 2026-05"),
        "today": day("今天"),
        "meetings": list_of(SITTING, "这个组织的会议"),
        "excuse": maybe(nullable(text("写明备案的原因"))),
    },
    params={
        **{NAMES[kind]: Param(count(), code) for kind, code in REQUIRED.items()},
        "quorum": Param(SHARE, "party.vote.quorum"),
    },
    example={
        "check": "slot",
        "org": {"founded": "2010-01-01", "has_committee": True, "has_groups": True},
        "kind": cadence.COMMITTEE,
        "slot": "2026-05",
        "today": "2026-06-10",
        "meetings": [],
    },
    dated_by="today",
    default=True,
)
def slot(given: Given) -> Verdict:
    """三会一课、主题党日: how one slot of one kind stands."""
    org = given["org"]
    branch = cadence.Branch(
        org["founded"], org["has_committee"] is not False, org["has_groups"] is not False, org["ended"]
    )
    rows = [
        cadence.Sitting(
            one["date"], one["kind"], one["state"], one["has_minutes"], one["entitled"], one["present"]
        )
        for one in given["meetings"]
    ]
    kind = given["kind"]
    return cadence.judge_slot(
        branch, kind, _slot(given["slot"], kind), rows, given["today"],
        required=given.param(NAMES[kind]), quorum=_share(given, "quorum"), excuse=given["excuse"] or "",
    )  # fmt: skip


@rule(
    "R-02",
    "themes",
    fields={"theme_days": list_of(record("主题党日", month=text("2026-03"), theme=text("主题")))},
    params={"theme_window_months": Param(count(), "party.theme.window_months")},
    example={"check": "themes", "theme_days": [{"month": "2026-03", "theme": "护河"}]},
)
def themes(given: Given) -> Verdict:
    """主题党日: is a theme repeated within so many months?"""
    days = []
    for n, row in enumerate(given["theme_days"]):
        try:
            days.append(cadence.Theme(dt.date.fromisoformat(f"{row['month']}-01"), row["theme"]))
        except ValueError as wrong:
            raise BadInput("format", "应为月份，如 2026-03", f"theme_days[{n}].month") from wrong
    return cadence.judge_themes(days, window=given.param("theme_window_months"))


@rule(
    "R-02",
    "secretary_lecture",
    fields={
        "year": count("哪一年", least=1921),
        "today": day("今天"),
        "secretaries": list_of(text(), "这一年的书记"),
        "lectures": list_of(
            record(
                "一次党课",
                date=day("哪天"),
                lecturer=text("主讲人"),
                state=maybe(text("held, minuted, filed")),
                has_minutes=maybe(flag("有没有会议记录")),
            )
        ),
    },
    params={"per_year": Param(count(), "party.secretary_lecture.per_year")},
    example={
        "check": "secretary_lecture",
        "year": 2026,
        "today": "2026-12-31",
        "secretaries": ["唐若溪"],
        "lectures": [{"date": "2026-07-01", "lecturer": "唐若溪书记"}],
    },
    dated_by="today",
)
def secretary_lecture(given: Given) -> Verdict:
    """书记讲党课: the secretary gives a lecture of their own each year."""
    rows = [
        cadence.Given(
            one["date"], one["lecturer"], one["state"] or "minuted", one["has_minutes"] is not False
        )
        for one in given["lectures"]
    ]
    return cadence.judge_secretary(
        given["year"], rows, given["secretaries"], given["today"], required=given.param("per_year")
    )


def _votes_fields() -> dict[str, Field]:
    return {
        "body": maybe(text("支部党员大会、支委会或党小组会")),
        "entitled": count("应到会有表决权的人数", least=0),
        "present": count("其中实到", least=0),
        "yes": count("赞成", least=0),
        "no": maybe(nullable(count("反对", least=0))),
        "abstain": maybe(nullable(count("弃权", least=0))),
    }


@rule(
    "R-03",
    "vote",
    fields=_votes_fields(),
    params=SHARES,
    example={"check": "vote", "body": "支部党员大会", "entitled": 40, "present": 25, "yes": 21},
    default=True,
)
def vote(given: Given) -> Verdict:
    """表决: quorum by those entitled, and a majority of those entitled."""
    votes = voting.Votes(
        given["entitled"], given["present"], given["yes"], given["no"] or 0, given["abstain"] or 0
    )
    said = voting.judge_vote(votes, quorum=_share(given, "quorum"), majority=_share(given, "majority"))
    if said.code == "meetings.vote.inquorate":
        return given.tempered(said, "quorum")
    return said


@rule(
    "R-03",
    "roll",
    fields={
        "body": maybe(text("支部党员大会、支委会或党小组会")),
        "members": list_of(
            record("党员", id=text(), status=text("正式或预备"), probation_in_party=maybe(flag("留党察看"))),
            "名册",
        ),
        "present_ids": list_of(text(), "到会"),
        "yes_ids": list_of(text(), "赞成"),
    },
    params=SHARES,
    example={
        "check": "roll",
        "members": [{"id": "a", "status": "正式", "probation_in_party": False}],
        "present_ids": ["a"],
        "yes_ids": ["a"],
    },
)
def roll(given: Given) -> Verdict:
    """表决名册: who has no vote is in neither number."""
    members = [
        voting.Member(one["id"], one["status"], bool(one["probation_in_party"])) for one in given["members"]
    ]
    said = voting.judge_roll(
        members, given["present_ids"], given["yes_ids"],
        quorum=_share(given, "quorum"), majority=_share(given, "majority"),
    )  # fmt: skip
    if said.code == "meetings.vote.inquorate":
        return given.tempered(said, "quorum")
    return said


@rule(
    "R-04",
    "life",
    fields={
        "org": record(
            "党组织", level=text("层级", choices=LEVELS), leaders=maybe(list_of(text(), "班子成员"))
        ),
        "year": count("哪一年", least=1921),
        "today": day("今天"),
        "meetings": list_of(
            record(
                "一次会议",
                date=day("开会日期"),
                kind=text("种类"),
                state=maybe(text("held, minuted, filed")),
                has_minutes=maybe(flag("有没有会议记录")),
                problems=maybe(list_of(anything(), "问题清单：leader, due")),
            )
        ),
    },
    params={
        "per_year": Param(count(), "party.life.per_year"),
        "from_month": Param(count(), "party.life.from_month"),
    },
    example={
        "check": "life",
        "org": {"level": "支部", "leaders": ["a"]},
        "year": 2026,
        "today": "2026-12-01",
        "meetings": [
            {"date": "2026-11-20", "kind": "组织生活会", "problems": [{"leader": "a", "due": "2027-03-01"}]}
        ],
    },
    dated_by="today",
    default=True,
)
def life_of_a_year(given: Given) -> Verdict:
    """组织生活会: one a year, as a rule in the fourth quarter, with a list of problems and days."""
    sessions = [
        life.Session(
            one["date"], one["kind"], one["state"] or "minuted", one["has_minutes"] is not False,
            tuple(_problem(item, f"meetings[{n}].problems[{m}]") for m, item in enumerate(one["problems"] or [])),
        )
        for n, one in enumerate(given["meetings"])
    ]  # fmt: skip
    org = given["org"]
    return life.judge_life(
        org["level"], given["year"], sessions, org["leaders"] or [], given["today"],
        required=given.param("per_year"), from_month=given.param("from_month"),
    )  # fmt: skip


PROBLEM = record("问题", leader=text("谁的"), due=maybe(nullable(day("整改到哪天"))))


def _problem(item: object, where: str) -> life.Problem:
    read = PROBLEM.read(item, where)
    return life.Problem(read["leader"], read["due"])


@rule(
    "R-04",
    "scope",
    fields={"kind": text("种类"), "level": text("层级", choices=LEVELS)},
    example={"check": "scope", "kind": "民主生活会", "level": "支部"},
)
def scope(given: Given) -> Verdict:
    """民主生活会: only the leading body of a Party committee holds one."""
    return life.judge_scope(given["kind"], given["level"])
