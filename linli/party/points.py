"""党员积分 (R-11): from what a point may come. Pure: no Django, no clock.

Source: 国办函〔2026〕12号, whose prohibitions we keep by choice; 整治形式主义为基层减负若干规定 (2024). Points come from confirmed
acts, are compared with nobody, and nothing depends on them.
"""

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple
from uuid import UUID

from linli.rulebook.verdict import Level, Outcome, Verdict

RULE = "R-11"
# What a screen counts of people, and never makes a point, in the words of events: login_daily, article_shared.
FORBIDDEN = {
    "login": "登录",
    "signin": "登录",
    "online": "在线时长",
    "minutes": "学习时长",
    "duration": "学习时长",
    "like": "点赞",
    "liked": "点赞",
    "share": "转发",
    "shared": "转发",
    "repost": "转发",
    "click": "点击",
    "vote": "投票数",
    "install": "安装",
    "download": "下载",
    "screenshot": "截图",
    "location": "位置轨迹",
    "track": "位置轨迹",
    "steps": "步数",
    "checkin": "打卡",
}

CENT = Decimal("0.01")
MINUTES = 60
HOUR, TIME = "hour", "time"
# Of an entry: member, kind and key of the deed.
Written = tuple[UUID, str, UUID]


def judge_source(event: str) -> Verdict:
    """积分来源: a confirmed act, never what a screen counts of people."""
    words = [word for word in re.split(r"[^a-z]+", event.lower()) if word]
    found = [FORBIDDEN[word] for word in words if word in FORBIDDEN]
    result = {"event": event, "forbidden": found}
    if found:
        reason = f"积分不得来自{'、'.join(dict.fromkeys(found))}"
        return Verdict(RULE, Level.BLOCK, "points.source", reason, Outcome.NOT_MET, result)
    if not words:
        return Verdict(
            RULE, Level.BLOCK, "points.source", "积分要说明来自哪一件已确认的事", Outcome.NOT_MET, result
        )
    return Verdict(RULE, Level.PASS, "points.source", "来自已确认的事", Outcome.SET, result)


@dataclass(frozen=True)
class Span:
    """From a day to a last day, both included; without one it goes on."""

    first: dt.date
    last: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        """Whether a day is in it."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Deed:
    """A confirmed deed (已确认的事): whose, by which record, on which day, of how many minutes (0 where nobody counts them), in words."""

    person: UUID
    kind: str
    key: UUID
    day: dt.date
    words: str
    minutes: int = 0


@dataclass(frozen=True)
class Rule:
    """What one kind of deed gives, and when."""

    key: UUID
    amount: Decimal
    per: str
    span: Span


@dataclass(frozen=True)
class Partner:
    """A member who takes part: the membership, the person, and the days of taking part."""

    member: UUID
    person: UUID
    spans: tuple[Span, ...]


class Due(NamedTuple):
    """An entry to be written."""

    rule: UUID
    member: UUID
    deed: Deed
    quantity: Decimal
    points: Decimal


def reckon(deed: Deed, rule: Rule) -> tuple[Decimal, Decimal]:
    """How many hours or times, and the points for them, both to two places, half up. From whole minutes, never through floats."""
    if rule.per == TIME:
        return Decimal(1), rule.amount.quantize(CENT, ROUND_HALF_UP)
    hours = (Decimal(deed.minutes) / MINUTES).quantize(CENT, ROUND_HALF_UP)
    points = (rule.amount * deed.minutes / MINUTES).quantize(CENT, ROUND_HALF_UP)
    return hours, points


def settle(
    rule: Rule, partners: Sequence[Partner], deeds: Sequence[Deed], *, written: Collection[Written]
) -> list[Due]:
    """归集: the entries that a rule still lacks. `written` names every entry ever written for it, also those that were
    taken back, so that a second pull writes nothing and what people took back stays so.
    """
    by_person = {partner.person: partner for partner in partners}
    due: dict[Written, Due] = {}
    for deed in deeds:
        partner = by_person.get(deed.person)
        if partner is None or not rule.span.holds(deed.day):
            continue
        key = (partner.member, deed.kind, deed.key)
        if key not in written and any(span.holds(deed.day) for span in partner.spans):
            due.setdefault(key, Due(rule.key, partner.member, deed, *reckon(deed, rule)))
    return list(due.values())


def bands(balances: Sequence[Decimal], edges: Sequence[Decimal]) -> list[int]:
    """分布: how many balances lie below the first edge, from each edge up to the next, and from the last on."""
    return [
        sum((low is None or low <= one) and (high is None or one < high) for one in balances)
        for low, high in zip((None, *edges), (*edges, None), strict=True)
    ]
