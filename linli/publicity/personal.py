"""个人信息 in what is made known: who wrote and who signed; in the words nobody who did not agree (N-1)."""

from django.utils.translation import gettext_lazy as _

from linli.core.personal import STANDING, Basis, Kept, Sensitivity, Subject, declare, impersonal
from linli.publicity.models import Board, BoardVersion, Publication, PublicityChannel

declare(
    Publication, "title", "text",
    purpose=_("to tell everybody; names of residents only where they agreed"),
    basis=Basis.CONSENT, sensitivity=Sensitivity.ORDINARY, subject=Subject.NAMED,
    kept=Kept(_("as the record of what was published; it is taken down when its days are over")),
)  # fmt: skip
declare(
    Publication, "author_id", "author_name", "examiner_id", "examiner_name",
    what=_("who wrote a publication and who examined it"),
    purpose=_("that a second person answers for what is made known"),
    basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF, kept=STANDING,
)  # fmt: skip
impersonal(
    PublicityChannel, "name", "keeper", why="an account or group of the community, kept by a post or a unit"
)
impersonal(Board, "name", "stands", why="a thing that stands in a street")
impersonal(BoardVersion, "title", why="what hangs on a board for everybody to read")
