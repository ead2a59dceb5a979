"""R-25 and R-26 for `linli verdict`: input to dataclass, pure function to Verdict."""

import datetime as dt
from typing import Any

from linli.orders import deadlines, rates
from linli.orders.emergency import emergencies_in
from linli.rulebook.fields import (
    BadInput,
    Field,
    anything,
    count,
    flag,
    list_of,
    maybe,
    moment,
    nullable,
    record,
    text,
    when,
)
from linli.rulebook.registry import Given, Param, rule
from linli.rulebook.verdict import Level, Outcome, Verdict

UNITS = tuple(unit.value for unit in deadlines.Unit)
LIMIT = record("limit and unit", limit=count("How many", least=0), unit=text("Unit", choices=UNITS))
KINDS = {
    "inquiry": Param(LIMIT, "orders.deadline.inquiry"),
    "help": Param(LIMIT, "orders.deadline.help"),
    "complaint": Param(LIMIT, "orders.deadline.complaint"),
    "complex": Param(LIMIT, "orders.deadline.complex"),
}
DAY_NAMES = ("at", "on", "date", "day", "time", "when", "called", "called_at")
ANSWERED_NAMES = ("answered", "reached", "connected", "success", "ok")
WORD_NAMES = ("answer", "result", "outcome", "state", "status")
#: How words for a call that nobody answered begin; 未解决 and 不满意 are answers, and are looked for first.
NO_ANSWER = (
    "no",
    "un",
    "fail",
    "miss",
    "busy",
    "未",
    "无",
    "没",
    "失败",
    "占线",
    "关机",
    "停机",
    "空号",
    "拒",
)
ANSWERS = ("满意", "解决")
REACHED_ONLY = frozenset({"answered", "reached", "ok", "yes", "接通", "已接通", "回访到", "已回访"})
LIT_WORDS = frozenset({"点亮", "已点亮", "lit", "确认", "已确认", "心愿人确认", "confirmed"})
FULFILLED_WORDS = frozenset({"实现", "已实现", "fulfilled", "realised", "realized", "done"})


@rule(
    "R-25",
    "close",
    fields={
        "requester": text("诉求人"),
        "acceptors": list_of(text(), "接单人"),
        "proxies": maybe(list_of(text(), "登记的代办人")),
        "evidence": anything("办结证据"),
        "confirmation": maybe(record("评单", by=text(), answer=nullable(text()))),
        "callbacks": maybe(list_of(anything(), "回访：at, answered, 可有 answer, by")),
    },
    params={
        "min_failed": Param(count(), "orders.close.failed_callbacks"),
        "min_distinct_days": Param(count(), "orders.close.distinct_days"),
    },
    example={
        "check": "close",
        "requester": "r1",
        "acceptors": ["w1"],
        "proxies": [],
        "evidence": True,
        "confirmation": None,
        "callbacks": [
            {"at": "2026-05-06T10:00", "answered": False},
            {"at": "2026-05-06T16:00", "answered": False},
            {"at": "2026-05-07T10:00", "answered": False},
        ],
    },
)
def close(given: Given) -> Verdict:
    """May the order be closed (结案)?"""
    said = given["confirmation"]
    confirmation = deadlines.Confirmation(said["by"], said["answer"] or "") if said else None
    calls = [_callback(one, f"callbacks[{n}]") for n, one in enumerate(given["callbacks"] or [])]
    return deadlines.judge_closing(
        requester=given["requester"],
        acceptors=given["acceptors"],
        proxies=given["proxies"] or [],
        evidence=bool(given["evidence"]),
        confirmation=confirmation,
        callbacks=calls,
        min_failed=given.param("min_failed"),
        min_distinct_days=given.param("min_distinct_days"),
    )


def _callback(raw: Any, where: str) -> deadlines.CallBack:
    """A call-back under its usual names; a bare date or time is a call that nobody answered."""
    if isinstance(raw, str):
        return deadlines.CallBack(_day(raw, where), answered=False)
    if not isinstance(raw, dict):
        raise BadInput("type", "应为对象", where)
    name = next((name for name in DAY_NAMES if raw.get(name)), None)
    if name is None:
        raise BadInput("missing", "缺少 at", f"{where}.at")
    answered, answer = _said(raw, where)
    by = raw.get("by")
    return deadlines.CallBack(
        _day(raw[name], f"{where}.{name}"), answered, answer, by if isinstance(by, str) else ""
    )


def _said(raw: dict[str, Any], where: str) -> tuple[bool, str]:
    """Whether the call was answered, and the answer if one was given."""
    words = [raw[name] for name in WORD_NAMES if name in raw]
    word = next((one.strip() for one in words if isinstance(one, str)), "")
    for name in ANSWERED_NAMES:
        if isinstance(raw.get(name), bool):
            return raw[name], word if raw[name] and word.lower() not in REACHED_ONLY else ""
    if isinstance(raw.get("failed"), bool):
        return not raw["failed"], "" if raw["failed"] else word
    return _by_word(word, f"{where}.answered", told=bool(words))


def _by_word(word: str, where: str, *, told: bool) -> tuple[bool, str]:
    """The same from a word alone: an answer, a word for reached, or a word for not reached."""
    if any(answer in word for answer in ANSWERS):
        return True, word
    if word.lower() in REACHED_ONLY:
        return True, ""
    if told and (not word or word.lower().startswith(NO_ANSWER)):
        return False, ""
    raise BadInput("missing", "缺少 answered", where)


def _day(value: Any, where: str) -> dt.date:
    found = when().read(value, where)
    return found.date() if isinstance(found, dt.datetime) else found


@rule(
    "R-25",
    "contact",
    fields={
        "submitted": moment("提交"),
        "contacted": maybe(moment("首次联系")),
        "now": maybe(moment("未联系时的此刻")),
    },
    params={"hours": Param(count(), "orders.contact.hours")},
    example={"check": "contact", "submitted": "2026-02-27T16:30", "contacted": "2026-02-28T16:30"},
    dated_by="submitted",
)
def contact(given: Given) -> Verdict:
    """Was the requester contacted in time (首次联系)?"""
    hours = given.param("hours")
    return deadlines.judge_contact(given["submitted"], given["contacted"], hours=hours, now=given["now"])


@rule(
    "R-25",
    "deadline",
    fields={
        "kind": text("类别", choices=tuple(KINDS)),
        "submitted": when("提交"),
        "done": maybe(when("办结")),
        "today": maybe(when("未办结时的今天")),
        "extension": maybe(
            record("延期", limit=count(least=1), reason=maybe(text()), told=maybe(flag("已告知诉求人")))
        ),
    },
    params={**KINDS, "holiday_shift": Param(flag(), "orders.deadline.holiday_shift")},
    example={"check": "deadline", "kind": "inquiry", "submitted": "2026-02-13", "done": "2026-02-14"},
    dated_by="submitted",
)
def deadline(given: Given) -> Verdict:
    """Was the order done within the limit of its kind (办结时限)?"""
    period = given.param(given["kind"])
    raw = given["extension"]
    extension = deadlines.Extension(raw["limit"], raw["reason"] or "", bool(raw["told"])) if raw else None
    return deadlines.judge_deadline(
        given["submitted"],
        given["done"],
        limit=period["limit"],
        unit=period["unit"],
        holiday_shift=given.param("holiday_shift"),
        extension=extension,
        today=given["today"],
    )


@rule(
    "R-25",
    "wishes",
    fields={
        "wishes": list_of(anything(), "微心愿：fulfilled, confirmed, 可有 wisher, confirmed_by, claimed_by")
    },
    example={"check": "wishes", "wishes": [{"fulfilled": True, "confirmed": False}]},
)
def wishes(given: Given) -> Verdict:
    """How many wishes are lit (点亮)?"""
    found = [_wish(one, f"wishes[{n}]") for n, one in enumerate(given["wishes"])]
    return deadlines.tally_wishes(found)


def _wish(raw: Any, where: str) -> deadlines.Wish:
    """A wish by its facts, or by the word of its state alone."""
    if isinstance(raw, str):
        raw = {"state": raw}
    if not isinstance(raw, dict):
        raise BadInput("type", "应为对象", where)
    word = raw.get("state") or raw.get("status") or ""
    by_word = word in LIT_WORDS
    facts = {name: _truth(raw, name) for name in ("fulfilled", "confirmed")}
    confirmed = by_word if facts["confirmed"] is None else facts["confirmed"]
    fulfilled = facts["fulfilled"]
    if fulfilled is None:
        fulfilled = confirmed or word in FULFILLED_WORDS
    return deadlines.Wish(
        fulfilled=bool(fulfilled),
        confirmed=bool(confirmed),
        wisher=_name(raw, "wisher", "requester"),
        confirmed_by=_name(raw, "confirmed_by"),
        claimants=tuple(filter(None, (_name(raw, "claimed_by", "claimant", "fulfilled_by", "acceptor"),))),
        proxies=tuple(one for one in raw.get("proxies") or () if isinstance(one, str)),
    )


def _truth(raw: dict[str, Any], stem: str) -> bool | None:
    """Whether a thing happened: `confirmed`, `confirmed_on`, `confirmed_at`, `confirmed_by` all tell it."""
    told = [one for name, one in raw.items() if name == stem or name.startswith(f"{stem}_")]
    return all(bool(one) for one in told) if told else None


def _name(raw: dict[str, Any], *names: str) -> str:
    return next((raw[name] for name in names if isinstance(raw.get(name), str)), "")


@rule(
    "R-25",
    "emergency",
    fields={"text": text("诉求内容")},
    example={"check": "emergency", "text": "楼下有人晕倒"},
)
def emergency(given: Given) -> Verdict:
    """Must somebody call 110, 119 or 120 before filling in the form?"""
    numbers = list(dict.fromkeys(found.number for found in emergencies_in(given["text"])))
    if not numbers:
        return Verdict("R-25", Level.PASS, "orders.emergency.none", "没有紧急情况的字样", None, {"call": []})
    reason = f"请先拨打 {'、'.join(numbers)}，本平台只作记录"
    return Verdict("R-25", Level.WARN, "orders.emergency.call", reason, Outcome.DUE, {"call": numbers})


ORDER: Field = record(
    "一件单",
    handler=maybe(text("承办人")),
    contacted_minutes=maybe(count("提交后多少分钟联系")),
    callback=maybe(record("回访", solved=maybe(text()), satisfied=maybe(text()))),
    to_call=maybe(flag("应回访，缺省为是")),
    withdrawn=maybe(flag("撤回")),
    exclusion=maybe(
        record("剔除", marked_by=maybe(text()), second_person=maybe(text()), reason=maybe(text()))
    ),
    due=maybe(when("到期")),
    resolved=maybe(when("办结")),
)


@rule(
    "R-26",
    "rates",
    fields={"orders": list_of(ORDER, "全部单"), "as_of": maybe(when("统计时点"))},
    params={
        "contact_hours": Param(count(), "orders.contact.hours"),
        "reach_percent": Param(count(), "orders.rates.reach_percent"),
    },
    example={
        "check": "rates",
        "orders": [
            {
                "handler": "w",
                "contacted_minutes": 60,
                "callback": {"solved": "解决", "satisfied": "满意"},
                "withdrawn": False,
                "exclusion": None,
            }
        ],
    },
    dated_by="as_of",
    default=True,
)
def three_rates(given: Given) -> Verdict:
    """响应率, 解决率, 满意率 with their denominators."""
    return rates.judge_rates(
        [_order(one) for one in given["orders"]],
        contact_hours=given.param("contact_hours"),
        reach_percent=given.param("reach_percent"),
        as_of=given["as_of"],
    )


def _order(raw: dict[str, Any]) -> rates.Order:
    said, out = raw["callback"], raw["exclusion"]
    return rates.Order(
        handler=raw["handler"] or "",
        contacted_minutes=raw["contacted_minutes"],
        answer=rates.Answer(said["solved"] or "", said["satisfied"] or "") if said else None,
        withdrawn=bool(raw["withdrawn"]),
        to_call=raw["to_call"] is not False,
        exclusion=_exclusion(out) if out is not None else None,
        due=raw["due"],
        resolved=raw["resolved"],
    )


def _exclusion(raw: dict[str, Any]) -> rates.Exclusion:
    return rates.Exclusion(raw["marked_by"] or "", raw["second_person"] or "", raw["reason"] or "")
