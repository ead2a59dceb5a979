"""个人信息 in gateways: who might be named in what is handed on (the page refuses names, telephones and doors)."""

from django.utils.translation import gettext_lazy as _

from linli.core.personal import STANDING, Basis, Kept, Sensitivity, Subject, declare
from linli.gateways.models import Forwarding, RemoteServer

declare(
    Forwarding, "text", "place", "remote_notes",
    purpose=_("to hand a matter on to another system and to know what became of it"),
    basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.NAMED, kept=STANDING,
)  # fmt: skip
declare(
    RemoteServer, "api_key",
    purpose=_("to show another system who asks; a key, not a person"),
    basis=Basis.CONTRACT, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF,
    kept=Kept(_("as long as the system is in the books")),
)  # fmt: skip
