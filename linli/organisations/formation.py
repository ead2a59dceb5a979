"""党组织设置 (R-01): what may be founded for so many full members, and how large its committee is. Pure: no Django, no clock.

Source: 中国共产党支部工作条例（试行）(2018), chapters two and six. Whether a general branch or a committee is founded, the
superior Party organisation alone decides; so these thresholds inform and never stop anything.
"""

from dataclasses import dataclass

from linli.rulebook.verdict import Level, Outcome, Verdict

RULE = "R-01"
# Without a committee: a secretary, and a deputy where one is needed.
SECRETARY_AND_DEPUTY = (1, 2)


@dataclass(frozen=True)
class Sizes:
    """The numbers of the rule, as the rulebook has them."""

    least: int = 3
    most: int = 50
    units: int = 5
    committee_from: int = 7
    committee: tuple[int, int] = (3, 5)
    committee_most: int = 7
    general_from: int = 50
    party_committee_from: int = 100


def judge_formation(members: int, sizes: Sizes, *, units: int = 1, one_branch: bool = False) -> Verdict:
    """设置形式 and 委员会人数: for so many full members of so many units; `one_branch` where they are in one branch already."""
    if members < sizes.least:
        return _joint(members, units, sizes)
    committee = _committee(members, sizes)
    arithmetic = (f"正式党员 {members} ≥ {sizes.least}，应当成立支部", committee.words)
    form = "branch"
    if not one_branch and members >= sizes.party_committee_from:
        form, level = "committee", Level.INFO
        reason = f"正式党员 {members} 人，达到设党委的参考人数 {sizes.party_committee_from}，由上级党组织决定"
    elif members > sizes.most:
        form, level = "branch" if one_branch else "general_branch", Level.WARN
        reason = f"一个支部一般不超过 {sizes.most} 人，现有 {members} 人，宜分设支部或设党总支"
    else:
        level, reason = Level.PASS, f"成立党支部，{committee.words}"
    result = {"form": form, "committee": committee.size is not None, "committee_size": committee.size}
    return Verdict(RULE, level, "formation", reason, Outcome.SET, result, arithmetic)


@dataclass(frozen=True)
class _Committee:
    size: list[int] | None
    words: str


def _committee(members: int, sizes: Sizes) -> _Committee:
    if members < sizes.committee_from:
        return _Committee(
            None, f"正式党员 {members} < {sizes.committee_from}，设书记 1 名，必要时设副书记 1 名"
        )
    least, most = sizes.committee
    words = f"正式党员 {members} ≥ {sizes.committee_from}，设支委会，委员 {least} 至 {most} 名，一般不超过 {sizes.committee_most} 名"
    return _Committee([least, most], words)


def _joint(members: int, units: int, sizes: Sizes) -> Verdict:
    """联合支部."""
    result = {"form": "joint", "committee": False, "committee_size": None, "most_units": sizes.units}
    arithmetic = [f"正式党员 {members} < {sizes.least}，与邻近单位成立联合支部"]
    if units > sizes.units:
        arithmetic.append(f"单位 {units} > {sizes.units}")
        reason = f"联合支部覆盖的单位一般不超过 {sizes.units} 个，现有 {units} 个"
        return Verdict(RULE, Level.WARN, "formation.units", reason, Outcome.SET, result, tuple(arithmetic))
    return Verdict(
        RULE, Level.PASS, "formation.joint", "成立联合支部", Outcome.SET, result, tuple(arithmetic)
    )


def judge_committee(members: int, seats: int, sizes: Sizes) -> Verdict:
    """委员会人数: whether a committee of so many fits so many full members."""
    wanted = _committee(members, sizes)
    result = {"seats": seats, "committee_size": wanted.size}
    least, most = (wanted.size[0], sizes.committee_most) if wanted.size else SECRETARY_AND_DEPUTY
    fits = least <= seats <= most
    level = Level.PASS if fits else Level.WARN
    reason = wanted.words if fits else f"{wanted.words}；现有 {seats} 名"
    return Verdict(
        RULE, level, "committee.size", reason, Outcome.SET, result, (wanted.words, f"现有 {seats} 名")
    )
