"""R-12 for `linli verdict`: input to dataclass, pure function to Verdict."""

from linli.pledges import judging
from linli.rulebook.fields import anything, count, list_of, maybe, nullable, record, text
from linli.rulebook.registry import Given, Param, rule
from linli.rulebook.verdict import Verdict

ITEM = record(
    "承诺的一项", area=maybe(nullable(text("方面"))), due=maybe(nullable(text("完成日期"))),
    deliverable=maybe(anything("做成什么")),
)  # fmt: skip
REVIEW = record(
    "一次评议", kind=text("哪一评", choices=judging.KINDS), by=maybe(nullable(text("谁评的；群众评议可以不记名"))),
    people=maybe(count("几份", least=1)),
)  # fmt: skip


@rule(
    "R-12",
    "pledge",
    fields={"items": list_of(ITEM, "承诺事项")},
    params={"min_items": Param(count(), "party.pledge.least_items")},
    example={
        "check": "pledge",
        "items": [
            {"area": area, "due": "2026-12-31", "deliverable": "一件事"} for area in ("服务", "治理", "学习")
        ],
    },
)
def pledge(given: Given) -> Verdict:
    """May the pledge be published (公开承诺)?"""
    items = [
        judging.Item(one["area"] or "", dated=bool((one["due"] or "").strip())) for one in given["items"]
    ]
    return judging.judge_pledge(items, least=given.param("min_items"))


@rule(
    "R-12",
    "reviews",
    fields={
        "pledger": text("承诺人"),
        "kin": maybe(list_of(text(), "承诺人的亲属")),
        "reviews": list_of(REVIEW, "评议"),
    },
    params={"min_public": Param(count(), "party.pledge.least_public_reviews")},
    example={
        "check": "reviews",
        "pledger": "p",
        "kin": [],
        "reviews": [
            {"kind": "自我述评", "by": "p"},
            {"kind": "领导点评", "by": "b"},
            {"kind": "群众评议", "by": None, "people": 5},
        ],
    },
)
def reviews(given: Given) -> Verdict:
    """Are the three reviews complete (三评)?"""
    said = [judging.Review(one["kind"], one["by"] or "", one["people"] or 1) for one in given["reviews"]]
    return judging.judge_reviews(
        said, pledger=given["pledger"], kin=given["kin"] or [], least_public=given.param("min_public")
    )
