"""R-01 for `linli verdict`: how Party organisations are set up."""

from linli.organisations.formation import Sizes, judge_committee, judge_formation
from linli.rulebook.fields import count, list_of, maybe, text
from linli.rulebook.registry import Given, Param, rule
from linli.rulebook.verdict import Verdict

SIZES = {
    "least": Param(count(), "party.branch.least_members"),
    "most": Param(count(), "party.branch.most_members"),
    "units": Param(count(), "party.joint_branch.most_units"),
    "committee_from": Param(count(), "party.committee.from_members"),
    "committee": Param(list_of(count()), "party.committee.size"),
    "committee_most": Param(count(), "party.committee.most"),
    "general_from": Param(count(), "party.general_branch.from_members"),
    "party_committee_from": Param(count(), "party.party_committee.from_members"),
}
KINDS = ("branch", "community", "党支部", "社区")


def _sizes(given: Given) -> Sizes:
    values = {name: given.param(name) for name in SIZES}
    return Sizes(**{**values, "committee": tuple(values["committee"])})


@rule(
    "R-01",
    "form",
    fields={
        "formal_members": count("正式党员"),
        "units": maybe(count("单位")),
        "kind": maybe(text("branch：已是一个支部；community：整个社区", choices=KINDS)),
    },
    params=SIZES,
    example={"check": "form", "formal_members": 39, "units": 1},
    default=True,
)
def form(given: Given) -> Verdict:
    """What is founded for so many full members (设置形式)."""
    one_branch = given["kind"] in {"branch", "党支部"}
    units = 1 if given["units"] is None else given["units"]
    return judge_formation(given["formal_members"], _sizes(given), units=units, one_branch=one_branch)


@rule(
    "R-01",
    "committee",
    fields={"formal_members": count("正式党员"), "seats": count("委员")},
    params=SIZES,
    example={"check": "committee", "formal_members": 39, "seats": 5},
)
def committee(given: Given) -> Verdict:
    """How large a committee is (委员会人数)."""
    return judge_committee(given["formal_members"], given["seats"], _sizes(given))
