"""Who may do what with development files: the Party organisation alone; a worker of one branch, those of this branch (M-7)."""

from django.utils.translation import gettext_lazy as _

from linli.core.rights import declare
from linli.party.rights import PARTY, at

# What one may do with one file; `core.rights.access` asks for these and no others of the app.
FILE_VERBS = (
    "view_files", "take_step", "name_activist", "name_target", "vote", "approve_admission", "approve_conversion",
    "name_helpers", "note_receipt", "note_review", "correct_step", "end", "add_scan",
    "withdraw_scan",
)  # fmt: skip
PLAN_VERBS = ("view_plans", "amend_plan")
OF_BRANCH = at("branch", "branch__parent")

declare("admissions.view_files", _("See development files"), *PARTY, where=OF_BRANCH)
declare("admissions.open_file", _("Open a development file"), *PARTY)
for _verb, _label in (
    ("take_step", _("Write down a step of a development file")),
    ("name_activist", _("Name an activist")),
    ("name_target", _("Name a target of development")),
    ("vote", _("Write down a vote on an applicant")),
    ("approve_admission", _("Write down that an admission is approved")),
    ("approve_conversion", _("Write down that a conversion is approved")),
    ("name_helpers", _("Name who helps an applicant")),
    ("note_receipt", _("Write down that the superior has the papers of an applicant")),
    ("note_review", _("Write down a review of an applicant")),
    ("correct_step", _("Put a step of a development file right")),
    ("add_scan", _("Add a scan to a step of a development file")),
    ("withdraw_scan", _("Withdraw a scan from a development file")),
    ("end", _("End a development file")),
):
    declare(f"admissions.{_verb}", _label, *PARTY, where=OF_BRANCH)
declare("admissions.view_plans", _("See plans of development"), *PARTY, where=OF_BRANCH)
declare("admissions.set_plan", _("Write down a plan of development"), *PARTY)
declare("admissions.amend_plan", _("Change a plan of development"), *PARTY, where=OF_BRANCH)
