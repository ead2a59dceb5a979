"""Codes of divisions, communities and grids (R-28), of components and events (R-27). Pure.

Sources: GB/T 2260 (县级 6 digits); the statistical code of 12 digits (统计用区划代码: 县级 6 + 乡级 3 +
村级 3) with its urban-rural class (城乡分类 3 digits); GB/T 34300-2017 城乡社区网格化服务管理规范 (a grid
belongs to exactly one community); GB/T 30428 数字化城市管理信息系统 (部件 16 digits, 事件 10 digits,
seven steps of a case).
"""

import datetime as dt
import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from linli.rulebook.verdict import Level, Outcome, Verdict

RULE = "R-28"
CASES = "R-27"
DIGITS = re.compile(r"[0-9]+")
COUNTY, STREET, COMMUNITY = 6, 9, 12

#: How many digits the code of each level has; several words mean the same level.
LENGTHS: dict[str, int] = {
    "province": 2,
    "city": 4,
    "prefecture": 4,
    "county": COUNTY,
    "district": COUNTY,
    "street": STREET,
    "town": STREET,
    "township": STREET,
    "subdistrict": STREET,
    "community": COMMUNITY,
    "village": COMMUNITY,
    "committee": COMMUNITY,
    "grid": 15,
}
#: 乡级 and 村级 kinds by the first and last number of their three digits.
STREET_KINDS = ((1, 99, "街道"), (100, 199, "镇"), (200, 399, "乡"), (400, 599, "政企合一单位"))
COMMITTEE_KINDS = ((1, 199, "居委会"), (200, 399, "村委会"))
URBAN_RURAL = {
    "111": "主城区",
    "112": "城乡结合区",
    "121": "镇中心区",
    "122": "镇乡结合区",
    "123": "特殊区域",
    "210": "乡中心区",
    "220": "村庄",
}
#: GB/T 30428.2 classes.
COMPONENT_CLASSES = {
    "01": "公用设施",
    "02": "道路交通",
    "03": "市容环境",
    "04": "园林绿化",
    "05": "其他",
}
EVENT_CLASSES = {
    "01": "市容环境",
    "02": "宣传广告",
    "03": "施工管理",
    "04": "突发事件",
    "05": "街面秩序",
    "06": "其他",
}
STEPS = ("信息收集", "案卷建立", "任务派遣", "任务处理", "处理反馈", "核查结案", "综合评价")


def short(code: str, length: int) -> str:
    """A code without the zeros that fill it up to twelve digits: county 410181000000 is 410181."""
    if len(code) == COMMUNITY and length < COMMUNITY and not code[length:].strip("0"):
        return code[:length]
    return code


def judge_prefix(
    parent_level: str, parent: str, child_level: str, child: str, *, grid_pattern: str
) -> Verdict:
    """Does the child's code begin with its parent's (代码前缀)? A foreign prefix blocks.

    The pattern of a grid's code is local and alone only warns.
    """
    upper, lower = LENGTHS[parent_level], LENGTHS[child_level]
    parent, child = short(parent, upper), short(child, lower)
    if lower <= upper:
        return _refused("order", f"{child_level} 不在 {parent_level} 之下")
    if not _digits(parent, upper):
        return _refused("parent", f"上级代码应为 {upper} 位数字")
    if not DIGITS.fullmatch(child) or (child_level != "grid" and len(child) != lower):
        return _refused("child", f"下级代码应为 {lower} 位数字")
    sums = (f"{child} 的前 {upper} 位是 {child[:upper]}，上级是 {parent}",)
    if not child.startswith(parent):
        return _refused("foreign", "下级代码的前缀不是上级代码", sums)
    if child_level == "grid" and not re.fullmatch(grid_pattern, child):
        reason = f"网格代码与本地格式 {grid_pattern} 不符"
        return Verdict(RULE, Level.WARN, "places.code.grid_pattern", reason, Outcome.NOT_MET, None, sums)
    return Verdict(RULE, Level.PASS, "places.code.prefix", "前缀一致", None, None, sums)


def _digits(code: str, length: int) -> bool:
    return len(code) == length and bool(DIGITS.fullmatch(code))


def _refused(code: str, reason: str, sums: tuple[str, ...] = ()) -> Verdict:
    return Verdict(RULE, Level.BLOCK, f"places.code.{code}", reason, Outcome.CONFLICT, None, sums)


def street_kind(code: str) -> str | None:
    """街道, 镇 or 乡 by digits 7-9; None where the numbering knows no kind."""
    return _kind(code[COUNTY:STREET], STREET_KINDS)


def committee_kind(code: str) -> str | None:
    """居委会 or 村委会 by digits 10-12."""
    return _kind(code[STREET:COMMUNITY], COMMITTEE_KINDS)


def _kind(digits: str, kinds: Iterable[tuple[int, int, str]]) -> str | None:
    if not digits:
        return None
    return next((name for first, last, name in kinds if first <= int(digits) <= last), None)


def judge_kind(code: str, urban_rural: str | None = None) -> Verdict:
    """What a statistical code says of its place (区划代码含义)."""
    if not any(_digits(code, length) for length in (STREET, COMMUNITY)):
        return _refused("length", "区划代码应为 12 位数字")
    result = {"street_kind": street_kind(code), "committee_kind": committee_kind(code)}
    if urban_rural is not None:
        result["urban_rural"] = URBAN_RURAL.get(urban_rural)
    reason = f"{result['street_kind'] or '未列明'} / {result['committee_kind'] or '未列明'}"
    outcome = Outcome.SET if result["street_kind"] else Outcome.NOT_APPLICABLE
    return Verdict(RULE, Level.INFO, "places.code.kind", reason, outcome, result)


def judge_grid_size(
    households: int, least: int, most: int, *, people: int | None = None, most_people: int | None = None
) -> Verdict:
    """Is a grid of the recommended size (网格规模)? Both ends belong to the range (以上、以下)."""
    sums = [f"{least} ≤ {households} ≤ {most}？"]
    fits = least <= households <= most
    if people is not None and most_people is not None:
        sums.append(f"人口 {people}，约 {most_people}")
    if fits:
        return Verdict(
            RULE,
            Level.PASS,
            "places.grid.size",
            "网格规模合适",
            None,
            {"households": households},
            tuple(sums),
        )
    reason = f"网格有 {households} 户，建议 {least}—{most} 户"
    return Verdict(
        RULE,
        Level.WARN,
        "places.grid.size",
        reason,
        Outcome.NOT_MET,
        {"households": households},
        tuple(sums),
    )


def judge_buildings(buildings: Sequence[str], grids: Sequence[tuple[str, Sequence[str]]]) -> Verdict:
    """Is each building in exactly one grid (一楼一格)? A building in none or in two blocks: double count."""
    times = dict.fromkeys(buildings, 0)
    unknown: list[str] = []
    for _, inside in grids:
        for building in dict.fromkeys(inside):
            if building in times:
                times[building] += 1
            elif building not in unknown:
                unknown.append(building)
    bad = [building for building, n in times.items() if n != 1]
    result = {"bad_buildings": bad, "unknown_buildings": unknown}
    sums = tuple(f"{building}：在 {times[building]} 个网格" for building in bad)
    if bad:
        reason = f"{len(bad)} 栋楼没有恰好属于一个网格"
        return Verdict(RULE, Level.BLOCK, "places.grid.buildings", reason, Outcome.CONFLICT, result, sums)
    if unknown:
        reason = f"网格里有 {len(unknown)} 栋不在楼栋清单上的楼"
        return Verdict(RULE, Level.WARN, "places.grid.unknown", reason, Outcome.CONFLICT, result)
    return Verdict(RULE, Level.PASS, "places.grid.buildings", "每栋楼恰好属于一个网格", None, result)


@dataclass(frozen=True)
class CodeSpan:
    """A code of a community with its days of validity (村改居 keeps the old code as history)."""

    code: str
    since: dt.date
    until: dt.date | None


def judge_history(spans: Sequence[CodeSpan], on: dt.date) -> Verdict:
    """Which code holds on a day (代码沿革)? Two at once block; the last day of a span still counts."""
    ordered = sorted(spans, key=lambda span: span.since)
    for earlier, later in itertools.pairwise(ordered):
        if earlier.until is None or earlier.until >= later.since:
            return _refused("overlap", f"{earlier.code} 与 {later.code} 同时有效")
    code = next(
        (span.code for span in ordered if span.since <= on and (span.until is None or on <= span.until)), None
    )
    retired = [span.code for span in ordered if span.until is not None and span.until < on]
    result = {"code": code, "retired": retired}
    if code is None:
        reason = "这一天没有有效的代码"
        return Verdict(RULE, Level.WARN, "places.code.none", reason, Outcome.MISSING, result)
    return Verdict(RULE, Level.PASS, "places.code.history", f"当日代码 {code}", Outcome.SET, result)


def judge_component(code: str, *, length: int) -> Verdict:
    """A component's code (部件代码): 区划 6 + 大类 2 + 小类 2 + 顺序 6."""
    return _judge_thing("component", code, length, COMPONENT_CLASSES)


def judge_event(code: str, *, length: int) -> Verdict:
    """An event's code (事件代码): 区划 6 + 大类 2 + 小类 2."""
    return _judge_thing("event", code, length, EVENT_CLASSES)


def _judge_thing(kind: str, code: str, length: int, classes: Mapping[str, str]) -> Verdict:
    """The length is certain and blocks; the table of classes is not, and only warns."""
    if not _digits(code, length):
        reason = f"代码应为 {length} 位数字"
        return Verdict(CASES, Level.BLOCK, f"places.{kind}.length", reason, Outcome.NOT_MET)
    name = classes.get(code[6:8])
    result = {
        "division": code[:6],
        "class": code[6:8],
        "class_name": name,
        "subclass": code[8:10],
        "sequence": code[10:] or None,
    }
    if name is None:
        reason = f"大类 {code[6:8]} 不在表内"
        return Verdict(CASES, Level.WARN, f"places.{kind}.class", reason, Outcome.NOT_MET, result)
    return Verdict(CASES, Level.PASS, f"places.{kind}", f"{name}，{length} 位", Outcome.SET, result)


def judge_case(steps: Sequence[str], handler: str | None, verifier: str | None) -> Verdict:
    """The seven steps of a case in order (立案到评价), verified by somebody other than its handler."""
    if handler and handler == verifier:
        reason = "处置人不能核查自己的案卷"
        return Verdict(CASES, Level.BLOCK, "places.case.self_verified", reason, Outcome.CONFLICT)
    wrong = next((n for n, step in enumerate(steps) if n >= len(STEPS) or step != STEPS[n]), None)
    if wrong is not None:
        reason = f"第 {wrong + 1} 步应为{STEPS[wrong]}" if wrong < len(STEPS) else "步骤多于七步"
        return Verdict(CASES, Level.BLOCK, "places.case.order", reason, Outcome.CONFLICT, {"at": wrong})
    following = STEPS[len(steps)] if len(steps) < len(STEPS) else None
    reason = f"下一步：{following}" if following else "七步齐全"
    return Verdict(CASES, Level.PASS, "places.case", reason, None, {"next": following})
