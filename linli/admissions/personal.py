"""个人信息 of development files: who applied, how far it is, what was found. Only the Party organisation sees it (M-7)."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.admissions import words
from linli.admissions.models import (
    Admission,
    AdmissionHelper,
    AdmissionReview,
    AdmissionScan,
    AdmissionStep,
    AssemblyVote,
)
from linli.core import clock
from linli.core.audit import kind_of
from linli.core.files.models import Attachment
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
from linli.places.models import Community

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


def erase_withdrawn(community: Community, before: dt.datetime) -> int:
    """Take the pages from scans that were withdrawn before a moment; the sweep at night erases them. How many."""
    withdrawn = AdmissionScan.objects.of(community).filter(
        withdrawn_on__lt=before.astimezone(clock.BEIJING).date()
    )
    pages = Attachment.objects.of(community).filter(subject_kind=kind_of(AdmissionScan))
    count, _rows = pages.filter(subject_id__in=withdrawn.values("pk")).delete()
    return count


_declared(
    AdmissionScan, "title", "withdrawal",
    what=_("scans of the papers of the development, and why one was withdrawn"),
    kept=Kept(
        _("after a scan was withdrawn, its pages; all others for good, as the development file"),
        "admissions.withdrawn_scans.days", erase_withdrawn,
    ),
)  # fmt: skip


def _step(one: AdmissionStep) -> list[Fact]:
    named = Fact("number", gettext("Step"), f"{one.number}. {words.STEPS[one.number]}")
    return [named, *facts(one, "done_on", "document_number", "note", "approver")]


def _scan(one: AdmissionScan) -> list[Fact]:
    named = Fact("step", gettext("Step"), f"{one.entry.number}. {words.STEPS[one.entry.number]}")
    return [named, *facts(one, "title", "added_on", "withdrawn_on", "withdrawal")]


def _shown(person: Any) -> list[list[Fact]]:
    """The own file: state, steps, reviews and votes; it is handed to the person whom it is about."""
    of = person.community_id
    files = Admission.objects.of(of).filter(person=person).select_related("branch").order_by("id")
    entries = AdmissionStep.objects.of(of).filter(admission__person=person).order_by("admission", "number")
    reviews = AdmissionReview.objects.of(of).filter(admission__person=person).order_by("reviewed_on", "id")
    votes = AssemblyVote.objects.of(of).filter(admission__person=person).order_by("held_at", "id")
    scans = AdmissionScan.objects.of(of).filter(entry__admission__person=person).select_related("entry")
    return [
        *[facts(row, "branch", "status", "ended_on", "ending", "ending_words") for row in files],
        *[_step(one) for one in entries],
        *[_scan(one) for one in scans.order_by("id")],
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
