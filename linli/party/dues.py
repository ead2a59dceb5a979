"""党费: what a member pays a month (R-08). Source: 中组发〔2008〕3号. Pure; the numbers come from the rulebook.

The rate of a bracket is taken of the whole base, not of the part that lies within the bracket. Amounts are Decimal, yuan.
"""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from linli.rulebook.verdict import Level, Outcome, Verdict

RULE = "R-08"
CENT, HUNDRED = Decimal("0.01"), Decimal(100)
WORKING, RETIRED, FARMER = "working", "retired", "farmer"
STUDENT, LAID_OFF, RELIEF, MINIMUM_LIVING = "student", "laid_off", "relief", "minimum_living"
# 缴费类别: the words of the document > ours.
KINDS = {
    "在职": WORKING, "离退休": RETIRED, "农民": FARMER, "学生": STUDENT, "下岗失业": LAID_OFF, "抚恤救济": RELIEF,
    "靠抚恤救济": RELIEF, "低保": MINIMUM_LIVING,
}  # fmt: skip
BY_INCOME = {WORKING, RETIRED}


class Bracket(NamedTuple):
    """One line of the table: bases up to and with `up_to` (no bound if None), and the rate in percent."""

    up_to: Decimal | None
    rate: Decimal


class Scale(NamedTuple):
    """标准: the brackets of who has an income, and the fixed amount of everybody else."""

    working: tuple[Bracket, ...]
    retired: tuple[Bracket, ...]
    fixed: Decimal


class Dues(NamedTuple):
    """What one pays: the amount, and the rate in percent where there is one."""

    amount: Decimal
    rate: Decimal | None


def brackets(rows: Sequence[Mapping[str, Any]]) -> tuple[Bracket, ...]:
    """The brackets as the rulebook writes them, from the lowest."""
    return tuple(
        Bracket(Decimal(row["up_to"]) if row["up_to"] else None, Decimal(row["rate"])) for row in rows
    )


def dues(kind: str, base: Decimal, scale: Scale) -> Dues:
    """应缴: what a member of a kind pays a month on a base. Raises ValueError for a base below zero."""
    if base < 0:
        raise ValueError("a base is never below zero")
    if kind not in BY_INCOME:
        return Dues(scale.fixed.quantize(CENT, ROUND_HALF_UP), None)
    lines = scale.working if kind == WORKING else scale.retired
    rate = next(line.rate for line in lines if line.up_to is None or base <= line.up_to)
    return Dues((base * rate / HUNDRED).quantize(CENT, ROUND_HALF_UP), rate)


def judge_dues(kind: str, base: Decimal, scale: Scale) -> Verdict:
    """应缴党费 as a verdict, with its arithmetic; a base below zero is refused."""
    if base < 0:
        reason = f"缴费基数不能小于 0，现在写的是 {base}（中组发〔2008〕3号）"
        return Verdict(RULE, Level.BLOCK, "party.dues.negative_base", reason, None, None, (f"{base} < 0",))
    found = dues(kind, base, scale)
    if found.rate is None:
        sums = (f"每月固定 {found.amount} 元",)
    else:
        sums = (f"{base} × {found.rate}% = {found.amount}（整个基数按一个比例，四舍五入到分）",)
    result = {"dues": str(found.amount), "rate": None if found.rate is None else f"{found.rate}%"}
    return Verdict(
        RULE, Level.PASS, "party.dues", f"每月应缴 {found.amount} 元", Outcome.AMOUNT, result, sums
    )
