"""年度发展计划: how many a branch means to develop; what was done is counted, never typed."""

from uuid import UUID

from linli.admissions.models import YearPlan
from linli.core import keys
from linli.core.records import amend, write_down
from linli.core.rights import Actor
from linli.organisations.models import PartyOrganisation


def set_plan(
    branch: PartyOrganisation,
    *,
    year: int,
    targets: int,
    probationary: int,
    by: Actor,
    plan_id: UUID | None = None,
) -> YearPlan:
    """定计划: of a branch, for a year. Raises ValidationError where there is one."""
    row = YearPlan(
        id=plan_id or keys.uuid7(), community=branch.community, branch=branch, year=year, targets=targets,
        probationary=probationary,
    )  # fmt: skip
    return write_down(row, "admissions.set_plan", by=by)


def amend_plan(row: YearPlan, *, targets: int, probationary: int, by: Actor, seen: str) -> None:
    """改计划. Raises Overtaken."""
    amend(row, "admissions.amend_plan", by=by, seen=seen, targets=targets, probationary=probationary)
