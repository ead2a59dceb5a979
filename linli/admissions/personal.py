"""个人信息 of development files: who applied, how far it is, what was found. Only the Party organisation sees it (M-7)."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.admissions import words
from linli.admissions.models import (
    Admission,
    AdmissionHelper,
    AdmissionReview,
    AdmissionStep,
    AssemblyVote,
)
from linli.core.personal import (
    STANDING,
    Basis,
    Fact,
    Kept,
    OfPerson,
    Sensitivity,
    Subject,
    declare,
    facts,
    hold,
)

FILE = Kept(_("for good, as the development file of the Party organisation"))
PURPOSE = _("to develop members of the Party by the rules, step by step")


def _declared(model: Any, *fields: str, what: Any, kept: Kept = FILE) -> None:
    declare(
        model, *fields, what=what, purpose=PURPOSE, basis=Basis.DUTY, sensitivity=Sensitivity.SENSITIVE,
        subject=Subject.RESIDENT, kept=kept,
    )  # fmt: skip


_declared(
    Admission, "person", "member", "ending", "ending_words",
    what=_("that somebody applied for membership of the Party, and why a file ended"),
)  # fmt: skip
_declared(
    AdmissionStep, "done_on", "note", "document_number", "received_on", "approver", "training_days", "training_hours",
    what=_("which step of the development was done when, with which paper"),
)  # fmt: skip
_declared(
    AdmissionReview, "reviewed_on", "words", what=_("what the half-yearly review of an applicant found")
)
_declared(
    AdmissionHelper, "member", "role", what=_("who looks after an applicant or stands for one"), kept=STANDING
)
_declared(
    AssemblyVote, "decision", "months", "reason", "carried", "yes_present", "no", "abstain", "written_yes", "written_no",
    what=_("how the assembly voted on an applicant, as counts"),
)  # fmt: skip


def _step(one: AdmissionStep) -> list[Fact]:
    named = Fact("number", gettext("Step"), f"{one.number}. {words.STEPS[one.number]}")
    return [named, *facts(one, "done_on", "document_number", "note", "approver")]


def _shown(person: Any) -> list[list[Fact]]:
    """The own file: state, steps, reviews and votes; it is handed to the person whom it is about."""
    of = person.community_id
    files = Admission.objects.of(of).filter(person=person).select_related("branch").order_by("id")
    entries = AdmissionStep.objects.of(of).filter(admission__person=person).order_by("admission", "number")
    reviews = AdmissionReview.objects.of(of).filter(admission__person=person).order_by("reviewed_on", "id")
    votes = AssemblyVote.objects.of(of).filter(admission__person=person).order_by("held_at", "id")
    return [
        *[facts(row, "branch", "status", "ended_on", "ending", "ending_words") for row in files],
        *[_step(one) for one in entries],
        *[facts(one, "reviewed_on", "words") for one in reviews],
        *[facts(one, "decision", "months", "held_at", "carried", "reason") for one in votes],
        *[
            facts(one, "role", "valid_from", "valid_to")
            for one in AdmissionHelper.objects.of(of).filter(member__person=person).order_by("id")
        ],
    ]


def _stays(person: Any) -> str:
    """A file stays in the archive of the Party organisation, and who stood for an applicant stays named in it."""
    rows = Admission.objects.of(person.community_id).filter(person=person)
    return gettext("The Party organisation keeps the development file.") if rows.exists() else ""


hold(OfPerson("admissions", _("Development towards membership"), show=_shown, stays=_stays))
