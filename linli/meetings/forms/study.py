"""What people type about micro-lectures and about meetings that were not held."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.core import clock
from linli.core.forms import ActForm, DayField
from linli.core.rights import Actor
from linli.meetings import queries
from linli.meetings.actions import Published
from linli.meetings.forms.meetings import area, line
from linli.meetings.kinds import Classroom, LectureChannel
from linli.meetings.models import TITLE_LENGTH
from linli.meetings.models.meetings import REASON_LENGTH, SAID_LENGTH, WHO_LENGTH


class LectureForm(ActForm):
    """推送微党课."""

    organisation: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("Which organisation?"), empty_label=None
    )
    title = line(_("Title of the lecture"), length=TITLE_LENGTH)
    channel = forms.ChoiceField(label=_("On which channel?"), choices=LectureChannel.choices)
    published_on = DayField(label=_("Published on"), initial=clock.today)
    link = forms.URLField(label=_("Link"), max_length=300, required=False, assume_scheme="https")
    text = area(
        _("Its words"),
        length=SAID_LENGTH,
        rows=6,
        required=False,
        hint=_("Its words or its link, one of them."),
    )
    lecturer = line(_("Who lectures?"), length=WHO_LENGTH, required=False)
    classroom = forms.ChoiceField(
        label=_("Which classroom?"), choices=[("", "—"), *Classroom.choices], required=False
    )

    ROWS = (
        ("organisation", "channel", "published_on"),
        ("title",),
        ("link",),
        ("text",),
        ("lecturer", "classroom"),
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = queries.organisations_for(by)  # type: ignore[attr-defined]

    def published(self) -> Published:
        """As the action takes it."""
        return Published(**{name: value for name, value in self.values().items() if name != "organisation"})


class WithdrawForm(ActForm):
    """撤下微党课."""

    reason = line(_("Why is it taken off?"), length=REASON_LENGTH)


class ExcuseForm(ActForm):
    """写明原因备案."""

    reason = area(_("Why was there none?"), length=REASON_LENGTH)
    document_number = line(_("Number of the paper"), length=40, required=False)
