"""R-41 for `linli verdict`."""

from linli.residents import identity
from linli.rulebook.fields import count, day, maybe, text
from linli.rulebook.registry import Given, Param, rule
from linli.rulebook.verdict import Verdict


@rule(
    "R-41",
    "identity_number",
    fields={"value": text("所填内容"), "today": maybe(day("今天"))},
    params={"review_age": Param(count(), "residents.identity.review_age")},
    example={"check": "identity_number", "value": "11010519491231002X", "today": "2026-11-21"},
    dated_by="today",
)
def identity_number(given: Given) -> Verdict:
    """An identity number of GB 11643 (公民身份号码)."""
    return identity.judge_identity_number(
        given["value"], today=given["today"] or given.on, review_age=given.param("review_age")
    )


@rule(
    "R-41",
    "credit_code",
    fields={"value": text("所填内容")},
    example={"check": "credit_code", "value": "91350100M000100Y43"},
)
def credit_code(given: Given) -> Verdict:
    """A credit code of GB 32100 (统一社会信用代码)."""
    return identity.judge_credit_code(given["value"])
