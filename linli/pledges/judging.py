"""双诺三评 (R-12): may a pledge be published, and is its round of reviews complete? Pure: no Django, no clock.

No national formula: the least number of items and of public reviews are entered by the community (rulebook
party.pledge.*). C-13: too few items or one without a day stop the act, too few different areas warn.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from linli.rulebook.verdict import Level, Outcome, Verdict

RULE = "R-12"
SELF, LEADER, PUBLIC = "自我述评", "领导点评", "群众评议"
KINDS = (SELF, LEADER, PUBLIC)


@dataclass(frozen=True)
class Item:
    """One thing that is pledged: in which area, and whether it has a day by which it is done."""

    area: str
    dated: bool = True


@dataclass(frozen=True)
class Review:
    """One review: of which kind, by whom, and of how many people (a count of paper sheets)."""

    kind: str
    by: str = ""
    people: int = 1


def judge_pledge(items: Sequence[Item], *, least: int) -> Verdict:
    """May it be published? At least so many items, each with a day, in at least so many different areas."""
    undated = [number for number, item in enumerate(items, 1) if not item.dated]
    areas = {item.area.strip() for item in items} - {""}
    result = {"items": len(items), "areas": len(areas)}
    lines = (f"承诺 {len(items)} 项，最少 {least} 项", f"不同方面 {len(areas)} 个，最少 {least} 个")
    if len(items) < least:
        reason = f"承诺不少于 {least} 个方面，现在只有 {len(items)} 项"
        return Verdict(RULE, Level.BLOCK, "too_few_items", reason, Outcome.NOT_MET, result, lines)
    if undated:
        reason = f"第 {'、'.join(map(str, undated))} 项没有完成日期"
        return Verdict(RULE, Level.BLOCK, "without_due_date", reason, Outcome.NOT_MET, result, lines)
    if len(areas) < least:
        reason = f"承诺涉及的不同方面只有 {len(areas)} 个，宜不少于 {least} 个"
        return Verdict(RULE, Level.WARN, "areas_not_distinct", reason, None, result, lines)
    return Verdict(RULE, Level.PASS, "publishable", "可以公开承诺", None, result, lines)


def judge_reviews(
    reviews: Sequence[Review], *, pledger: str, kin: Collection[str], least_public: int
) -> Verdict:
    """Is the round complete? All three kinds, enough of the public, and nobody else's review by the pledger or kin."""
    close = {pledger, *kin}
    own = [review for review in reviews if review.kind != SELF and review.by and review.by in close]
    public = _people([review for review in reviews if review.kind == PUBLIC and review not in own])
    missing = [kind for kind in KINDS if not any(review.kind == kind for review in reviews)]
    closed = not own and not missing and public >= least_public
    result = {"closed": closed, "public_counted": public, "missing": missing}
    lines = (f"群众评议 {public} 份，最少 {least_public} 份",)
    if own:
        kinds = "、".join(dict.fromkeys(review.kind for review in own))
        reason = f"{kinds}不能由承诺人本人或其亲属来做"
        return Verdict(RULE, Level.BLOCK, "reviewer_is_pledger_or_kin", reason, Outcome.VOID, result, lines)
    if missing:
        reason = f"还缺{'、'.join(missing)}"
        return Verdict(RULE, Level.BLOCK, "review_missing", reason, Outcome.NOT_MET, result, lines)
    if public < least_public:
        reason = f"群众评议 {public} 份，不足 {least_public} 份"
        return Verdict(RULE, Level.BLOCK, "too_few_public", reason, Outcome.NOT_MET, result, lines)
    return Verdict(RULE, Level.PASS, "closed", "三评齐全", None, result, lines)


def _people(reviews: Sequence[Review]) -> int:
    """How many people reviewed: who is known counts once, sheets without a name as many as there are."""
    known = {review.by for review in reviews if review.by}
    return len(known) + sum(review.people for review in reviews if not review.by)
