"""R-18 for `linli verdict`: may the community issue this certificate?"""

from linli.hall.certificates import Road, judge_certificate
from linli.rulebook.fields import flag, list_of, maybe, nullable, record, text
from linli.rulebook.registry import Given, Param, rule
from linli.rulebook.verdict import Verdict

ROAD = record("清单的一项", name=text("名称"), also=maybe(list_of(text(), "别的叫法")), road=text("请到哪里"))


@rule(
    "R-18",
    "certificate",
    fields={"certificate": text("证明的名称"), "legal_basis": maybe(nullable(text("法律法规依据")))},
    params={
        "forbidden": Param(list_of(ROAD), "hall.certificates.forbidden"),
        "basis_required": Param(flag(), "hall.certificates.basis_required"),
    },
    example={"check": "certificate", "certificate": "健在证明", "legal_basis": None},
    default=True,
)
def certificate(given: Given) -> Verdict:
    """May the community issue this certificate? Listed names are refused whatever the basis."""
    return judge_certificate(
        given["certificate"],
        given["legal_basis"] or "",
        roads=[Road.of(row) for row in given.param("forbidden")],
        basis_required=given.param("basis_required"),
    )
