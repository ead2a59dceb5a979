"""上级党委审批: admission (step 17) makes a member on probation, conversion (step 24) a full one."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.admissions import queries, steps
from linli.admissions.actions.stepping import NOTHING_SHOWN, Evidence, check, refuse_future, write
from linli.admissions.judging import probation
from linli.admissions.models import Admission, AdmissionStep
from linli.admissions.numbers import numbers
from linli.admissions.refusals import stop
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.core.workflow import Overtaken, move
from linli.organisations.models import Level
from linli.party import actions as party
from linli.party.actions.members import become_full
from linli.party.development import judge_approver
from linli.party.models import PartyMember

# The words of the rule for the levels of the tree.
LEVELS = {
    Level.COMMITTEE: "基层党委",
    Level.JOINT_COMMITTEE: "大党委",
    Level.GENERAL_BRANCH: "党总支",
    Level.BRANCH: "党支部",
    Level.GROUP: "党小组",
    Level.HOUSEHOLD: "党员中心户",
}


@transaction.atomic
def note_receipt(
    row: Admission, *, received_on: dt.date, special: bool = False, by: Actor, version: int
) -> None:
    """上级收到材料: from this day run the months of the approval, more of them in a special case."""
    refuse_future(received_on, "received_on")
    move(row, "note_receipt", by=by, version=version)
    decided = _decided(row)
    if decided is None:
        raise DomainError(_("No decision of the assembly waits for the superior."), field="received_on")
    if received_on < decided.done_on:
        raise DomainError(
            _("The assembly decided on %(day)s; the papers came after it."), field="received_on", day=decided.done_on
        )  # fmt: skip
    decided.received_on, decided.special = received_on, special
    decided.save(update_fields=["received_on", "special"])


def _decided(row: Admission) -> AdmissionStep | None:
    """The decision of the assembly that the superior has not approved yet."""
    found = {one.number: one for one in AdmissionStep.objects.of(row.community_id).filter(admission=row)}
    for decided, approved in ((steps.CONVERSION, steps.CONVERTED), (steps.ASSEMBLY, steps.ADMITTED)):
        if decided in found and approved not in found:
            return found[decided]
    return None


def _fresh(row: Admission, verb: str, version: int) -> None:
    """Who is overtaken is told so before anybody is entered in the register. Raises TransitionError, Overtaken."""
    if version != row.version:
        raise Overtaken
    row.workflow.target(verb, row.status)


def _approve(
    row: Admission, number: int, done_on: dt.date, *, level: str, approver: str, shown: Evidence
) -> None:
    if not approver:
        raise DomainError(_("Who approved it?"), field="approver")
    check(row, number, done_on)
    stop([judge_approver(LEVELS[Level(level)])], row.community.code, field="approver_level")
    write(row, number, done_on, shown, approver_level=level, approver=approver)


@transaction.atomic
def approve_admission(
    row: Admission, *, done_on: dt.date, approver_level: str, approver: str, shown: Evidence = NOTHING_SHOWN,
    by: Actor, version: int,
) -> None:  # fmt: skip
    """预备党员审批: the person is a member on probation since the day of the assembly."""
    joined_on = queries.file_of(row).done.get(steps.ASSEMBLY, done_on)
    _fresh(row, "approve_admission", version)
    _approve(row, steps.ADMITTED, done_on, level=approver_level, approver=approver, shown=shown)
    member = _member(row, joined_on, by)
    move(row, "approve_admission", by=by, version=version, note=str(steps.ADMITTED), member=member)


def _member(row: Admission, joined_on: dt.date, by: Actor) -> PartyMember:
    """Entered in the register; who was written down there by hand with the very day is taken as it stands."""
    known = queries.membership_of(row.person)
    if known is None:
        return party.enter(row.person, branch=row.branch, joined_on=joined_on, since=joined_on, by=by)
    if known.joined_on != joined_on or known.full_on:
        raise DomainError(
            _("The register has this person as a member since %(day)s; put the register right first."),
            field="done_on", day=known.joined_on,
        )  # fmt: skip
    return known


@transaction.atomic
def approve_conversion(
    row: Admission, *, done_on: dt.date, approver_level: str, approver: str, shown: Evidence = NOTHING_SHOWN,
    by: Actor, version: int,
) -> None:  # fmt: skip
    """转正审批: a full member since the day on which probation ended."""
    _fresh(row, "approve_conversion", version)
    _approve(row, steps.CONVERTED, done_on, level=approver_level, approver=approver, shown=shown)
    ended = probation(queries.file_of(row), numbers(row.community.code, done_on))
    if row.member is None:
        raise DomainError(_("No membership belongs to this file."), field="done_on")
    become_full(row.member, full_on=ended.result["probation_ends"], by=by)  # type: ignore[index]
    move(row, "approve_conversion", by=by, version=version, note=str(steps.CONVERTED))
