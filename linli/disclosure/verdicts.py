"""R-13 for `linli verdict`: disclosure of Party affairs."""

import datetime as dt
import re

from linli.disclosure.party_affairs import MEMBERS, SOCIETY, judge_item, judge_quarter
from linli.rulebook.fields import BadInput, day, list_of, maybe, nullable, text
from linli.rulebook.registry import Given, rule
from linli.rulebook.verdict import Verdict

QUARTER = re.compile(r"(\d{4})-Q([1-4])")


@rule(
    "R-13",
    "publish",
    fields={
        "audience": text("向谁公开", choices=(SOCIETY, MEMBERS)),
        "fields": maybe(list_of(text("一栏"))),
        "author": maybe(text("提出人")),
        "examiner": maybe(nullable(text("审核人"))),
    },
    example={
        "check": "publish", "audience": "社会", "fields": ["支部换届结果"], "author": "甲", "examiner": "乙",
    },
    default=True,
)  # fmt: skip
def publish(given: Given) -> Verdict:
    """Whether an item may be published (公开一项)."""
    return judge_item(
        given["audience"],
        given["fields"] or [],
        author=given["author"] or "",
        examiner=given["examiner"] or "",
    )


@rule(
    "R-13",
    "quarter",
    fields={"quarter": text("如 2026-Q1"), "published": list_of(day("公开日期")), "today": day("今天")},
    example={"check": "quarter", "quarter": "2026-Q1", "published": ["2026-03-30"], "today": "2026-04-10"},
    dated_by="today",
)
def quarter(given: Given) -> Verdict:
    """Whether a quarter had its disclosure (季度公开)."""
    found = QUARTER.fullmatch(given["quarter"])
    if not found:
        raise BadInput("quarter", "应为季度，如 2026-Q1", "quarter")
    first = dt.date(int(found[1]), 3 * int(found[2]) - 2, 1)
    return judge_quarter(first, given["published"], given["today"])
