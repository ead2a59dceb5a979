"""个人信息 in directed tasks: who may be named in what is to be done, and in what was done. The giver is an office."""

from django.utils.translation import gettext_lazy as _

from linli.core.personal import STANDING, Basis, Sensitivity, Subject, declare
from linli.meetings.models import DirectedTask

declare(
    DirectedTask, "title", "text", "reply",
    purpose=_("to do what was given to the community, and to tell what was done"),
    basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.NAMED, kept=STANDING,
)  # fmt: skip
declare(
    DirectedTask, "handler",
    purpose=_("to know who does a directed task, and to remind them"),
    basis=Basis.CONTRACT, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF, kept=STANDING,
)  # fmt: skip
