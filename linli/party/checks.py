"""R-05, R-06 and R-11 for `linli verdict`: appraisal, development, sources of points."""

from fractions import Fraction

from linli.party import appraisal, development
from linli.party.points import judge_source
from linli.rulebook.fields import (
    BadInput,
    count,
    day,
    flag,
    list_of,
    maybe,
    moment,
    nullable,
    number,
    record,
    text,
)
from linli.rulebook.registry import Given, Param, rule
from linli.rulebook.verdict import Verdict

LEAP = Param(text("平年的 2 月 29 日", choices=("0228", "0301")), "calendars.leap_birthday")
SHARE = Param(text("份额，如 1/3"), "party.review.excellent_share")
DENOMINATOR = Param(text("分母", choices=(appraisal.GRADED, appraisal.ALL)), "party.review.denominator")
MEMBER = record("一名党员", id=text("编号"), status=text("正式或预备"), grade=maybe(nullable(text("等次"))))
PERSON = record(
    "一个人", id=text("编号"), status=text("正式或预备"), probation_in_party=maybe(flag("留党察看"))
)
WRITTEN = record("书面意见", opinion=text("意见"), filed_at=moment("交到的时间"))


@rule(
    "R-05",
    "cap",
    fields={
        "graded_total": maybe(count("评定的人数")),
        "excellent": maybe(count("优秀")),
        "all_total": maybe(count("支部党员总数")),
        "members": maybe(list_of(MEMBER)),
    },
    params={"share": SHARE, "denominator": DENOMINATOR},
    example={"check": "cap", "graded_total": 39, "excellent": 13},
    default=True,
)
def cap(given: Given) -> Verdict:
    """How many may be excellent, by numbers or by the list (优秀比例)."""
    share, denominator = Fraction(given.param("share")), given.param("denominator")
    if given["members"] is not None:
        members = [appraisal.Graded(one["id"], one["status"], one["grade"] or "") for one in given["members"]]
        return appraisal.judge_list(members, share=share, denominator=denominator)
    whole = given["all_total"] if denominator == appraisal.ALL else given["graded_total"]
    if whole is None or given["excellent"] is None:
        raise BadInput("missing", "请给出人数和优秀人数，或名单", "graded_total")
    return appraisal.judge_cap(given["excellent"], whole, share=share)


@rule(
    "R-06",
    "activist_year",
    fields={"activist_on": day("确定为积极分子"), "target_on": day("拟确定为发展对象")},
    params={"years": Param(count(), "party.develop.activist_years"), "leap_birthday": LEAP},
    example={"check": "activist_year", "activist_on": "2025-03-10", "target_on": "2026-03-10"},
    dated_by="target_on",
)
def activist_year(given: Given) -> Verdict:
    """When an activist may become a candidate (确定发展对象)."""
    return development.judge_activist_time(
        given["activist_on"],
        given["target_on"],
        years=given.param("years"),
        leap_birthday=given.param("leap_birthday"),
    )


@rule(
    "R-06",
    "age",
    fields={"born": day("出生"), "applied": day("申请")},
    params={"least": Param(count(), "party.develop.least_age"), "leap_birthday": LEAP},
    example={"check": "age", "born": "2008-06-01", "applied": "2026-06-01"},
    dated_by="applied",
)
def age(given: Given) -> Verdict:
    """Whether an applicant is old enough (年龄)."""
    return development.judge_age(
        given["born"],
        given["applied"],
        least=given.param("least"),
        leap_birthday=given.param("leap_birthday"),
    )


@rule(
    "R-06",
    "training",
    fields={"days": count("天"), "hours": number("学时")},
    params={
        "least_days": Param(count(), "party.develop.training_days"),
        "least_hours": Param(count(), "party.develop.training_hours"),
    },
    example={"check": "training", "days": 3, "hours": "20"},
)
def training(given: Given) -> Verdict:
    """Whether the training was long enough (集中培训)."""
    return development.judge_training(
        given["days"],
        given["hours"],
        least_days=given.param("least_days"),
        least_hours=given.param("least_hours"),
    )


@rule(
    "R-06",
    "vote",
    fields={
        "entitled": count("应到"),
        "present": count("到会"),
        "yes_present": count("到会赞成"),
        "written": maybe(list_of(WRITTEN)),
        "meeting_at": moment("开会时间"),
    },
    example={
        "check": "vote", "entitled": 15, "present": 9, "yes_present": 7,
        "written": [{"opinion": "yes", "filed_at": "2026-05-19T09:00"}], "meeting_at": "2026-05-20T14:00",
    },
    dated_by="meeting_at",
)  # fmt: skip
def vote(given: Given) -> Verdict:
    """Whether the assembly admitted somebody (支部大会表决)."""
    written = [development.Written(one["opinion"], one["filed_at"]) for one in given["written"] or []]
    return development.judge_admission_vote(
        given["entitled"],
        given["present"],
        given["yes_present"],
        written=written,
        meeting_at=given["meeting_at"],
    )


@rule(
    "R-06",
    "probation",
    fields={
        "assembly_passed": day("支部大会通过"),
        "extensions": maybe(list_of(count("月"))),
        "decided_on": maybe(nullable(day("转正决定"))),
    },
    params={
        "years": Param(count(), "party.develop.probation_years"),
        "bounds": Param(list_of(count()), "party.develop.extension_months"),
        "leap_birthday": LEAP,
    },
    example={"check": "probation", "assembly_passed": "2026-05-20", "extensions": [], "decided_on": None},
    dated_by="assembly_passed",
)
def probation(given: Given) -> Verdict:
    """When probation ends (预备期)."""
    least, most = given.param("bounds")
    return development.judge_probation(
        given["assembly_passed"], given["extensions"] or [], given["decided_on"], years=given.param("years"),
        bounds=(least, most), leap_birthday=given.param("leap_birthday"),
    )  # fmt: skip


@rule(
    "R-06",
    "people",
    fields={
        "role": text("担任什么", choices=(development.CONTACT, development.SPONSOR)),
        "persons": list_of(PERSON),
    },
    params={"sponsors": Param(count(), "party.develop.sponsors")},
    example={
        "check": "people", "role": "培养联系人",
        "persons": [{"id": "a", "status": "正式", "probation_in_party": False}],
    },
)  # fmt: skip
def people(given: Given) -> Verdict:
    """Who may look after an applicant or stand for one (培养联系人、入党介绍人)."""
    helpers = [development.Helper(one["status"], bool(one["probation_in_party"])) for one in given["persons"]]
    return development.judge_helpers(given["role"], helpers, sponsors=given.param("sponsors"))


@rule(
    "R-06",
    "deadline",
    fields={
        "step": text("哪一步", choices=(development.TALK, development.APPROVAL)),
        "from": day("从哪天算起"),
        "done": maybe(nullable(day("哪天完成"))),
        "special": maybe(flag("特殊情况")),
    },
    params={
        "talk": Param(count(), "party.develop.talk_months"),
        "approval": Param(count(), "party.develop.approval_months"),
        "approval_special": Param(count(), "party.develop.approval_special_months"),
    },
    example={"check": "deadline", "step": "谈话", "from": "2026-07-10", "done": "2026-08-10"},
    dated_by="from",
)
def deadline(given: Given) -> Verdict:
    """Until when a step is due (时限)."""
    name = (
        "talk"
        if given["step"] == development.TALK
        else "approval_special"
        if given["special"]
        else "approval"
    )
    return development.judge_deadline(given["step"], given["from"], given["done"], months=given.param(name))


@rule(
    "R-06",
    "approver",
    fields={"org_level": text("哪一级党组织")},
    example={"check": "approver", "org_level": "基层党委"},
)
def approver(given: Given) -> Verdict:
    """Who may approve a member (审批权)."""
    return development.judge_approver(given["org_level"])


@rule(
    "R-11",
    "source",
    fields={"event": text("来自什么事"), "points": maybe(number("几分"))},
    example={"check": "source", "event": "volunteer_hours_confirmed", "points": "1"},
    default=True,
)
def source(given: Given) -> Verdict:
    """From what a point may come (积分来源)."""
    return judge_source(given["event"])
