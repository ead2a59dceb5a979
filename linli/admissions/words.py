"""The words of the 25 steps, their phases and who does them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.admissions.steps import Phase, Who

STEPS = {
    1: _("The application is handed in"),
    2: _("The Party organisation talks with the applicant"),
    3: _("Recommended and named an activist"),
    4: _("The superior has the activist on file"),
    5: _("Contact persons are named"),
    6: _("Training and observation"),
    7: _("Named a target of development"),
    8: _("The superior has the target on file"),
    9: _("Sponsors are named"),
    10: _("Vetting is done"),
    11: _("The training course is done"),
    12: _("The committee of the branch has looked at the papers"),
    13: _("Preliminary review by the superior"),
    14: _("The admission form is filled in"),
    15: _("The branch assembly decides on admission"),
    16: _("The superior talks with the applicant"),
    17: _("The superior approves the admission"),
    18: _("On file at the organisation department"),
    19: _("Assigned to a branch and a group"),
    20: _("The oath is taken"),
    21: _("Observation during probation"),
    22: _("The application for conversion is handed in"),
    23: _("The branch assembly decides on conversion"),
    24: _("The superior approves the conversion"),
    25: _("The papers are in the archive"),
}
PHASES = {
    Phase.APPLICATION: pgettext_lazy("phase of development", "Application"),
    Phase.ACTIVIST: pgettext_lazy("phase of development", "Activist"),
    Phase.TARGET: pgettext_lazy("phase of development", "Target of development"),
    Phase.ADMISSION: pgettext_lazy("phase of development", "Admission on probation"),
    Phase.CONVERSION: pgettext_lazy("phase of development", "Probation and conversion"),
}
WHO = {
    Who.APPLICANT: pgettext_lazy("who does a step", "applicant"),
    Who.BRANCH: pgettext_lazy("who does a step", "branch"),
    Who.COMMITTEE: pgettext_lazy("who does a step", "committee of the branch"),
    Who.ASSEMBLY: pgettext_lazy("who does a step", "branch assembly"),
    Who.SUPERIOR: pgettext_lazy("who does a step", "superior Party organisation"),
}
DUES = {
    "talk": _("Talk with the applicant"),
    "review": _("Half-yearly review"),
    "assembly": _("Branch assembly after the preliminary review"),
    "receipt": _("Write down when the superior received the papers"),
    "approval": _("Approval of the admission"),
    "conversion": _("Probation ends; the assembly decides on conversion"),
    "conversion_approval": _("Approval of the conversion"),
}
