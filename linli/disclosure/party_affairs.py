"""党务公开 (R-13): what may be told to whom, examined by somebody else, and whether a quarter had an item. Pure: no Django.

Source: 中国共产党党务公开条例（试行） (2017), article 15: put forward, examined (secrecy included), approved, done.
"""

import datetime as dt
from collections.abc import Collection, Sequence

from linli.calendars.months import add_months
from linli.rulebook.verdict import Level, Outcome, Verdict

RULE = "R-13"
SOCIETY, MEMBERS = "社会", "党内"
# What is told to nobody outside, in the words of people; and of ordinary members not even inside.
NEVER = ("党费个人明细", "个人党费", "处分细节", "违纪细节", "涉密事项", "内部事项", "身份证号")
MONTHS_OF_A_QUARTER = 3


def judge_item(audience: str, fields: Collection[str], *, author: str, examiner: str) -> Verdict:
    """公开一项: examined by a second person, and without what is internal, secret or personal."""
    never = [field for field in fields if any(word in field for word in NEVER)]
    result = {"audience": audience, "not_allowed": never, "examined": bool(examiner)}
    if not examiner:
        reason = "公开前须经审核（含保密审查），现在没有审核人"
        return Verdict(RULE, Level.BLOCK, "disclosure.examination", reason, Outcome.NOT_MET, result)
    if examiner == author:
        reason = "审核人不能是提出人"
        return Verdict(RULE, Level.BLOCK, "disclosure.examination", reason, Outcome.NOT_MET, result)
    if never:
        reason = f"不得公开：{'、'.join(never)}"
        return Verdict(RULE, Level.BLOCK, "disclosure.content", reason, Outcome.NOT_MET, result)
    return Verdict(RULE, Level.PASS, "disclosure.item", f"可以向{audience}公开", Outcome.SET, result)


def judge_quarter(first: dt.date, published: Sequence[dt.date], today: dt.date) -> Verdict:
    """一个季度的党务公开: at least one item in it; not due before it has ended."""
    after = add_months(first, MONTHS_OF_A_QUARTER)
    counted = sum(first <= day < after for day in published)
    result = {"status": "达标" if counted else "未到期" if today < after else "缺", "counted": counted}
    arithmetic = (f"{first} 至 {after - dt.timedelta(days=1)} 公开 {counted} 项，须至少 1 项",)
    if counted:
        return Verdict(RULE, Level.PASS, "disclosure.quarter", "达标", Outcome.SET, result, arithmetic)
    if today < after:
        return Verdict(RULE, Level.INFO, "disclosure.quarter", "未到期", Outcome.NOT_YET, result, arithmetic)
    return Verdict(RULE, Level.WARN, "disclosure.quarter", "缺", Outcome.MISSING, result, arithmetic)
