"""Figures of study: F33 (学习场次), F34 (微党课)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from linli.core.counting import Given, Happened, Is, Unit, words_of
from linli.core.figures import Figure, declare
from linli.meetings.kinds import STUDY
from linli.meetings.models import Meeting, MicroLecture
from linli.meetings.workflow import MeetingStatus
from linli.organisations.models import Level


class NotTakenOff:
    """It was published and not taken off again."""

    def rows(self, given: Given) -> Q:
        """The rows without a day on which they were taken off."""
        return Q(withdrawn_on__isnull=True)

    def words(self, model: type[models.Model], given: Given) -> str:
        """The same, said."""
        return gettext("“%(field)s” is empty") % {"field": words_of(model, "withdrawn_on")}


declare(
    Figure(
        id="F33",
        name=_("Study sessions of the community's Party organisation"),
        unit=Unit("session", pgettext_lazy("unit", "sessions")),
        model=Meeting,
        where=(
            Is("kind", *(kind.value for kind in STUDY)),
            Is("status", MeetingStatus.MINUTED.value, MeetingStatus.FILED.value),
            Is(
                "organisation__level",
                Level.COMMITTEE.value,
                Level.JOINT_COMMITTEE.value,
                Level.GENERAL_BRANCH.value,
            ),
        ),
        period=Happened("starts_at"),
        leaves_out=_(
            "Sessions of the branches and groups, sessions without minutes, other kinds of meetings."
        ),
        right="meetings.view_meetings",
        related=("organisation",),
        page=("meetings:meeting", "pk"),
    )
)
declare(
    Figure(
        id="F34",
        name=_("Micro-lectures published"),
        unit=Unit("push", pgettext_lazy("unit", "publications")),
        model=MicroLecture,
        where=(NotTakenOff(),),
        period=Happened("published_on"),
        leaves_out=_("Micro-lectures that were taken off."),
        right="meetings.view_lectures",
        related=("organisation",),
    )
)
