"""个人信息 in what everybody reads: only names of people who agreed (N-1), and the community's own telephone."""

from django.utils.translation import gettext_lazy as _

from linli.core.personal import Basis, Kept, Sensitivity, Subject, declare, impersonal
from linli.disclosure.models import Announcement

declare(
    Announcement, "title", "text",
    purpose=_("to tell everybody; names of residents only where they agreed"),
    basis=Basis.CONSENT, sensitivity=Sensitivity.ORDINARY, subject=Subject.NAMED,
    kept=Kept(_("as the record of what was published; it is taken down when its days are over")),
)  # fmt: skip
impersonal(Announcement, "telephone", why="rings the community")
