"""The life of a publication (发布稿): put forward, examined, approved, done - 中国共产党党务公开条例（试行） article 15."""

from django.db import models
from django.utils.translation import pgettext_lazy

from linli.core.workflow import Move, Workflow


class PublicationStatus(models.TextChoices):
    """Where a publication stands."""

    DRAFTED = "drafted", pgettext_lazy("publication status", "Draft")
    PROPOSED = "proposed", pgettext_lazy("publication status", "Waits for examination")
    EXAMINED = "examined", pgettext_lazy("publication status", "Examined")
    PUBLISHED = "published", pgettext_lazy("publication status", "Made known")
    TAKEN_DOWN = "taken_down", pgettext_lazy("publication status", "Taken down")


S = PublicationStatus
PUBLICATION_WORKFLOW = Workflow(
    PublicationStatus,
    first="draft",
    moves={
        "draft": Move(pgettext_lazy("publication verb", "Write a publication"), [], S.DRAFTED),
        "rewrite": Move(pgettext_lazy("publication verb", "Change the words"), [S.DRAFTED]),
        "propose": Move(pgettext_lazy("publication verb", "Put forward"), [S.DRAFTED], S.PROPOSED),
        "examine": Move(pgettext_lazy("publication verb", "Examine and sign"), [S.PROPOSED], S.EXAMINED),
        "send_back": Move(
            pgettext_lazy("publication verb", "Send back"), [S.PROPOSED, S.EXAMINED], S.DRAFTED
        ),
        "publish": Move(
            pgettext_lazy("publication verb", "Approve and make known"), [S.EXAMINED], S.PUBLISHED
        ),
        "take_down": Move(pgettext_lazy("publication verb", "Take down"), [S.PUBLISHED], S.TAKEN_DOWN),
    },
    facts={
        "send_out": Move(pgettext_lazy("publication verb", "Went out on a channel"), [S.PUBLISHED]),
    },
)

BADGES = {
    S.DRAFTED: ("mute", "pencil"),
    S.PROPOSED: ("hold", "clock"),
    S.EXAMINED: ("info", "check"),
    S.PUBLISHED: ("ok", "megaphone"),
    S.TAKEN_DOWN: ("mute", "undo"),
}
