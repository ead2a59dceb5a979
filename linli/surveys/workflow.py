"""The life of a survey (问卷): drafted, published, closed; or withdrawn while it is a draft."""

from django.db import models
from django.utils.translation import pgettext_lazy

from linli.core.workflow import Move, Workflow


class SurveyStatus(models.TextChoices):
    """Where a survey stands."""

    DRAFTED = "drafted", pgettext_lazy("survey status", "Draft")
    PUBLISHED = "published", pgettext_lazy("survey status", "Being asked")
    CLOSED = "closed", pgettext_lazy("survey status", "Closed")
    WITHDRAWN = "withdrawn", pgettext_lazy("survey status", "Withdrawn")


S = SurveyStatus

SURVEY_WORKFLOW = Workflow(
    SurveyStatus,
    first="draft",
    moves={
        "draft": Move(pgettext_lazy("survey verb", "Make a draft"), [], S.DRAFTED),
        "revise": Move(pgettext_lazy("survey verb", "Change the draft"), [S.DRAFTED]),
        "publish": Move(pgettext_lazy("survey verb", "Publish"), [S.DRAFTED], S.PUBLISHED),
        "close": Move(pgettext_lazy("survey verb", "Close"), [S.PUBLISHED], S.CLOSED),
        "withdraw": Move(pgettext_lazy("survey verb", "Withdraw"), [S.DRAFTED], S.WITHDRAWN),
    },
    facts={"enter": Move(pgettext_lazy("survey verb", "Type an answer in"), [S.PUBLISHED])},
)

BADGES = {
    S.DRAFTED: ("out", "pencil"),
    S.PUBLISHED: ("info", "megaphone"),
    S.CLOSED: ("ok", "check-circle"),
    S.WITHDRAWN: ("mute", "undo"),
}
