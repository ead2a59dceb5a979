"""R-08, R-09 and R-10 for `linli verdict`: dues, floating members, years in the Party and warnings."""

import datetime as dt
from typing import Any

from linli.calendars.months import read_month
from linli.party import checks, floating, standing  # noqa: F401  checks registers the other rules of the Party
from linli.party import dues as paying
from linli.rulebook.fields import (
    BadInput,
    anything,
    count,
    day,
    flag,
    list_of,
    maybe,
    nullable,
    number,
    record,
    text,
)
from linli.rulebook.registry import Given, Param, rule
from linli.rulebook.verdict import Verdict

BRACKETS = list_of(record("一档", up_to=text("到多少元，含本数；空为不封顶"), rate=text("百分之几")))
ERAS = list_of(
    record(
        "一个时期",
        **{"from": anything("从"), "to": anything("到")},
        counts=text("从哪天算起", choices=(standing.ASSEMBLY, standing.APPROVAL)),
        probation_months=count("预备期月数"),
    )
)
LEAP = Param(text("平年的 2 月 29 日", choices=("0228", "0301")), "calendars.leap_birthday")
YEARS = Param(count("满多少年"), "party.medal.years")
LAST_YEAR = 9000


def _month(written: str, where: str) -> dt.date:
    try:
        return read_month(written)
    except ValueError as error:
        raise BadInput("month", "应为年月，如 2026-03", where) from error


@rule(
    "R-08",
    "dues",
    fields={
        "kind": text("缴费类别", choices=tuple(paying.KINDS)),
        "base": number("月缴费基数，元"),
    },
    params={
        "working": Param(BRACKETS, "party.dues.working"),
        "retired": Param(BRACKETS, "party.dues.retired"),
        "fixed": Param(number("每月固定多少元"), "party.dues.fixed"),
    },
    example={"check": "dues", "kind": "在职", "base": "3000.01"},
    default=True,
)
def dues(given: Given) -> Verdict:
    """What a member pays a month (应缴党费)."""
    scale = paying.Scale(
        paying.brackets(given.param("working")),
        paying.brackets(given.param("retired")),
        given.param("fixed"),
    )
    return paying.judge_dues(paying.KINDS[given["kind"]], given["base"], scale)


@rule(
    "R-09",
    "coverage",
    fields={
        "month": text("月份，如 2026-03"),
        "members": list_of(
            record("外出的党员", id=text("谁"), out=day("外出日"), back=maybe(nullable(day("返回日"))))
        ),
        "contacts": list_of(record("联系或学习", member=text("谁"), date=day("哪天"))),
    },
    example={
        "check": "coverage",
        "month": "2026-03",
        "members": [{"id": "m0", "out": "2026-01-01", "back": None}],
        "contacts": [{"member": "m0", "date": "2026-03-05"}],
    },
    default=True,
)
def coverage(given: Given) -> Verdict:
    """Share of floating members reached in a month (流动党员覆盖率)."""
    away = [floating.Away(one["id"], one["out"], one["back"]) for one in given["members"]]
    for n, one in enumerate(away):
        _in_order(one.out_on, one.back_on, f"members[{n}].back")
    contacts = [floating.Contact(one["member"], one["date"]) for one in given["contacts"]]
    return floating.judge_coverage(_month(given["month"], "month"), away, contacts)


def _in_order(out: dt.date, back: dt.date | None, where: str) -> None:
    if back is not None and back < out:
        raise BadInput("range", "返回日早于外出日", where)


@rule(
    "R-09",
    "transfer",
    fields={
        "out": day("外出日"),
        "back": maybe(nullable(day("返回日"))),
        "fixed_place": flag("是否有固定地点"),
        "as_of": maybe(day("还没有返回的，算到哪天")),
    },
    params={"months": Param(count("满几个月"), "party.floating.transfer_months")},
    example={
        "check": "transfer",
        "out": "2026-01-10",
        "back": "2026-07-20",
        "fixed_place": True,
        "param": {"months": 6},
    },
)
def transfer(given: Given) -> Verdict:
    """Should the relation move after a member who is away (转接组织关系)?"""
    _in_order(given["out"], given["back"], "back")
    return floating.judge_transfer(
        given["out"],
        given["back"],
        fixed_place=given["fixed_place"],
        months=given.param("months"),
        today=given["as_of"] or given.on,
    )


@rule(
    "R-10",
    "medal",
    fields={"count_from": day("党龄起算日"), "year": count("哪一年的 7 月 1 日", least=1)},
    params={"leap_birthday": LEAP, "years": YEARS},
    example={"check": "medal", "count_from": "1973-05-01", "year": 2023, "param": {"leap_birthday": "0301"}},
    default=True,
)
def medal(given: Given) -> Verdict:
    """A candidate for the medal of fifty years in the Party (光荣在党50年)?"""
    if given["year"] > LAST_YEAR:
        raise BadInput("range", "年份超出范围", "year")
    return standing.judge_medal(
        given["count_from"],
        given["year"],
        years=given.param("years"),
        leap_birthday=given.param("leap_birthday"),
    )


@rule(
    "R-10",
    "era",
    fields={"joined": day("当时起算的那天"), "extension_months": maybe(count("预备期延长几个月"))},
    params={"eras": Param(ERAS, "party.probation.eras"), "leap_birthday": LEAP, "years": YEARS},
    example={"check": "era", "joined": "1977-10-01"},
)
def era(given: Given) -> Verdict:
    """From which day years in the Party count (党龄起算日), by the time of joining."""
    return standing.judge_era(
        given["joined"],
        standing.eras(given.param("eras")),
        extension_months=given["extension_months"] or 0,
        years=given.param("years"),
        leap_birthday=given.param("leap_birthday"),
    )


MONTHS_OF_DUTIES = record(
    "每一项缺的月份", **{name: maybe(list_of(text("如 2026-03"))) for name in standing.DUTIES}
)


@rule(
    "R-10",
    "lapse",
    fields={
        "as_of": text("算到哪个月末，如 2026-05"),
        "missing": MONTHS_OF_DUTIES,
        "excused": maybe(MONTHS_OF_DUTIES),
    },
    params={
        "warn_months": Param(list_of(count()), "party.lapse.warn_months"),
        "months": Param(count(), "party.lapse.months"),
    },
    example={
        "check": "lapse",
        "as_of": "2026-05",
        "missing": {
            "organisational_life": [],
            "dues": ["2026-03", "2026-04", "2026-05"],
            "assigned_work": [],
        },
    },
)
def lapse(given: Given) -> Verdict:
    """Months in a row without a duty (党章第九条): facts for people, never a change of standing."""
    return standing.judge_lapse(
        _month(given["as_of"], "as_of"),
        _months(given["missing"], "missing"),
        _months(given["excused"] or {}, "excused"),
        warn_months=given.param("warn_months"),
        months=given.param("months"),
    )


def _months(said: dict[str, Any], where: str) -> dict[str, list[dt.date]]:
    return {
        duty: [_month(one, f"{where}.{duty}[{n}]") for n, one in enumerate(months or [])]
        for duty, months in said.items()
    }
