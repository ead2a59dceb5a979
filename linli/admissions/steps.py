"""发展党员二十五步 (R-06): each step as data, and in which order they come. Pure: no Django, no clock.

Source: 中国共产党发展党员工作细则 (2014) and the flow chart of its 25 steps (发展党员工作流程图). A step needs those that it
rests on, not all before it: who is asked for an opinion elsewhere does not hold up what the branch does meanwhile.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from linli.rulebook.verdict import Level, Outcome, Verdict

RULE = "R-06"


class Phase(StrEnum):
    """五个阶段."""

    APPLICATION = "application"
    ACTIVIST = "activist"
    TARGET = "target"
    ADMISSION = "admission"
    CONVERSION = "conversion"


class Who(StrEnum):
    """谁来做这一步."""

    APPLICANT = "applicant"
    BRANCH = "branch"
    COMMITTEE = "committee"
    ASSEMBLY = "assembly"
    SUPERIOR = "superior"


@dataclass(frozen=True)
class Step:
    """One step: its number in the flow chart, on which steps it rests, who does it, and what it asks for besides a day."""

    number: int
    key: str
    chinese: str
    phase: Phase
    who: Who
    after: tuple[int, ...] = ()
    asks: tuple[str, ...] = ("document",)


APPLY, TALK, ACTIVIST, CONTACTS, OBSERVED, TARGET = 1, 2, 3, 5, 6, 7
SPONSORS, TRAINED, PRELIMINARY, ASSEMBLY, ADMITTED, FILED = 9, 11, 13, 15, 17, 18
PROBATION_OBSERVED, CONVERSION, CONVERTED, ARCHIVED = 21, 23, 24, 25

STEPS = (
    Step(1, "application", "递交入党申请书", Phase.APPLICATION, Who.APPLICANT),
    Step(2, "talk", "党组织派人谈话", Phase.APPLICATION, Who.BRANCH, (1,)),
    Step(3, "activist", "推荐和确定入党积极分子", Phase.ACTIVIST, Who.COMMITTEE, (2,), ("meeting", "document")),
    Step(4, "activist_filing", "上级党委备案", Phase.ACTIVIST, Who.SUPERIOR, (3,)),
    Step(5, "contacts", "指定培养联系人", Phase.ACTIVIST, Who.BRANCH, (3,), ("helpers",)),
    Step(6, "observation", "培养教育考察", Phase.ACTIVIST, Who.BRANCH, (5,)),
    Step(7, "target", "确定发展对象", Phase.TARGET, Who.COMMITTEE, (4, 6), ("meeting", "document")),
    Step(8, "target_filing", "报上级党委备案", Phase.TARGET, Who.SUPERIOR, (7,)),
    Step(9, "sponsors", "确定入党介绍人", Phase.TARGET, Who.BRANCH, (8,), ("helpers",)),
    Step(10, "vetting", "进行政治审查", Phase.TARGET, Who.BRANCH, (8,)),
    Step(11, "training", "开展集中培训", Phase.TARGET, Who.SUPERIOR, (8,), ("training", "document")),
    Step(12, "committee_review", "支部委员会审查", Phase.ADMISSION, Who.COMMITTEE, (9, 10, 11), ("meeting", "document")),
    Step(13, "preliminary_review", "上级党委预审", Phase.ADMISSION, Who.SUPERIOR, (12,)),
    Step(14, "letter", "填写入党志愿书", Phase.ADMISSION, Who.APPLICANT, (13,)),
    Step(15, "assembly", "支部大会讨论", Phase.ADMISSION, Who.ASSEMBLY, (14,), ("vote",)),
    Step(16, "superior_talk", "上级党委派人谈话", Phase.ADMISSION, Who.SUPERIOR, (15,)),
    Step(17, "approval", "上级党委审批", Phase.ADMISSION, Who.SUPERIOR, (16,), ("approver", "document")),
    Step(18, "filing", "再上一级党委组织部门备案", Phase.ADMISSION, Who.SUPERIOR, (17,)),
    Step(19, "grouping", "编入党支部和党小组", Phase.CONVERSION, Who.BRANCH, (17,)),
    Step(20, "oath", "入党宣誓", Phase.CONVERSION, Who.BRANCH, (17,)),
    Step(21, "probation_review", "继续教育考察", Phase.CONVERSION, Who.BRANCH, (19,)),
    Step(22, "conversion_application", "提出转正申请", Phase.CONVERSION, Who.APPLICANT, (17,)),
    Step(23, "conversion", "支部大会讨论转正", Phase.CONVERSION, Who.ASSEMBLY, (20, 21, 22), ("vote",)),
    Step(24, "conversion_approval", "上级党委审批转正", Phase.CONVERSION, Who.SUPERIOR, (23,), ("approver", "document")),
    Step(25, "archive", "材料归档", Phase.CONVERSION, Who.BRANCH, (18, 24)),
)  # fmt: skip
BY_NUMBER = {step.number: step for step in STEPS}
BY_KEY = {step.key: step for step in STEPS}
Done = Mapping[int, dt.date]


def _before(number: int) -> frozenset[int]:
    direct = BY_NUMBER[number].after
    return frozenset(direct).union(*(_before(one) for one in direct))


# Everything that a step rests on, directly or through others.
RESTS_ON = {step.number: _before(step.number) for step in STEPS}


def open_steps(done: Done) -> list[Step]:
    """下一步: the steps that are not done and whose prerequisites are, in the order of the flow chart."""
    return [
        step
        for step in STEPS
        if step.number not in done and all(one in done for one in RESTS_ON[step.number])
    ]


def judge_order(step: Step, day: dt.date, done: Done) -> Verdict:
    """次序: a step rests on others; it is written once, when these are done, and on no day before them."""
    rests_on = RESTS_ON[step.number]
    nearest = [one for one in step.after if one not in done]
    missing = [BY_NUMBER[one] for one in nearest or sorted(rests_on) if one not in done]
    latest = max((one for one in sorted(rests_on) if one in done), key=lambda one: done[one], default=0)
    result: dict[str, Any] = {"step": step.number, "missing": [one.number for one in missing]}
    code, reason = "", ""
    lines: tuple[str, ...] = tuple(f"第 {one} 步 {done[one]}" for one in step.after if one in done)
    if step.number in done:
        code, reason = "develop.done", f"第 {step.number} 步已于 {done[step.number]} 完成"
    elif missing:
        names = "、".join(f"第 {one.number} 步{one.chinese}" for one in missing)
        code, reason = "develop.order", f"须先完成{names}"
    elif latest and day < done[latest]:
        code = "develop.before"
        reason = f"不能早于第 {latest} 步{BY_NUMBER[latest].chinese}（{done[latest]}）"
        result |= {"not_before": done[latest], "latest": latest}
        lines = (*lines, f"拟定 {day} < {done[latest]}")
    if code:
        return Verdict(RULE, Level.BLOCK, code, reason, Outcome.NOT_MET, result, lines)
    return Verdict(RULE, Level.PASS, "develop.step", "次序符合", Outcome.SET, result, lines)
