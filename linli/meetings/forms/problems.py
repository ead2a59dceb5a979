"""What people type about the lists of problems."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core import clock
from linli.core.forms import ActForm, DayField, VerbForm
from linli.meetings.actions import Listed
from linli.meetings.forms.meetings import line
from linli.meetings.models import Meeting
from linli.meetings.models.meetings import REASON_LENGTH
from linli.residents.models import Person


class ProblemForm(ActForm):
    """列入问题清单: of somebody of the roll."""

    person: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("Whose is it?"), empty_label=_("Please choose")
    )
    due_on = DayField(label=_("To be put right by"))
    words = line(pgettext_lazy("of a problem", "What was found?"), length=REASON_LENGTH)
    measure = line(_("How is it put right?"), length=REASON_LENGTH)

    ROWS = (("person", "due_on"), ("words",), ("measure",))

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Person.objects.of(meeting.community_id).filter(
            pk__in=meeting.attendances.order_by().values("person")
        )
        self.fields["person"].queryset = rows.order_by("name", "id")  # type: ignore[attr-defined]

    def listed(self) -> Listed:
        """As the action takes it."""
        return Listed(**self.values())


class RectifyForm(VerbForm):
    """整改完成."""

    outcome = line(_("What was done about it?"), length=REASON_LENGTH)
    on = DayField(label=_("On which day?"), initial=clock.today)


class RelistForm(VerbForm):
    """重新列入."""

    note = line(_("What is not right yet?"), length=REASON_LENGTH)
    due_on = DayField(label=_("To be put right by"))


class StrikeForm(VerbForm):
    """划去."""

    note = line(_("Why is it struck?"), length=REASON_LENGTH)
