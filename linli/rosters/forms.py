"""What people type about rosters and shifts."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.accounts.models import User
from linli.core import clock
from linli.core.forms import ActForm, AmendForm, DayField, PlainTextField
from linli.core.spans import not_over
from linli.core.widgets import Cards
from linli.places.models import Community, Compound
from linli.places.queries import standing
from linli.rosters.models import NOTE_LENGTH, PLACE_LENGTH, REASON_LENGTH, WHY_LENGTH, Roster, Shift
from linli.venues.models import Venue


class RosterFields(forms.Form):
    """What is known of a roster."""

    name = PlainTextField(label=pgettext_lazy("of a place", "Name"), max_length=40)
    kind = forms.ChoiceField(
        label=_("What sort of duty?"), choices=Roster.Kind.choices, initial=Roster.Kind.STATION, widget=Cards(two=True)
    )  # fmt: skip
    venue: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("station or room"), required=False, empty_label=_("in none"),
        help_text=_("While it is open somebody should be there; what is missing stands on the page of the week."),
    )  # fmt: skip
    compound: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("compound"), required=False, empty_label=_("in none")
    )
    continuous = forms.BooleanField(label=_("Somebody at every moment, day and night"), required=False)

    def offer(self, community: Community) -> None:
        """The venues and compounds to choose from."""
        self.fields["venue"].queryset = Venue.objects.of(community).filter(not_over()).order_by("name")  # type: ignore[attr-defined]
        self.fields["compound"].queryset = Compound.objects.of(community).filter(standing())  # type: ignore[attr-defined]


ROSTER_ROWS = (("name",), ("kind",), ("venue", "compound"), ("continuous",), ("since",))


class RosterForm(RosterFields, ActForm):
    """建值班表."""

    since = DayField(label=_("In the books from"), initial=clock.today)


class RosterAmendForm(RosterFields, AmendForm):
    """更正值班表."""


class EndForm(AmendForm):
    """停用值班表."""

    on = DayField(label=_("Last day"), help_text=_("The last day still counts."))


class WhoField(forms.ModelChoiceField):
    """Who may be on duty; nobody yet where it is empty. One question, although it is asked twice: the page needs the
    list, and so does the check.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            None,
            label=_("Who?"),
            required=False,
            empty_label=_("nobody yet: who wants may take it"),
            **kwargs,
        )

    def offer(self, users: list[User]) -> None:
        """The people of a list that the page has read already."""
        self.known = {str(user.pk): user for user in users}
        self.choices = [("", self.empty_label), *((pk, user.name) for pk, user in self.known.items())]

    def clean(self, value: Any) -> User | None:
        """Whom the key means."""
        if not value:
            return None
        if value not in self.known:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return self.known[value]


class TimeField(forms.TimeField):
    """A time of the day."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **kwargs)


class ScheduleForm(ActForm):
    """排班: one line. A time until that is not after the beginning is one of the next day."""

    day = DayField(label=_("Day"))
    from_time = TimeField(label=pgettext_lazy("hours", "from"))
    to_time = TimeField(label=pgettext_lazy("hours", "until"))
    user = WhoField()
    purpose = forms.ChoiceField(
        label=pgettext_lazy("of a shift", "What for?"),
        choices=Shift.Purpose.choices,
        initial=Shift.Purpose.DUTY,
    )
    place = PlainTextField(
        label=_("Where?"), max_length=PLACE_LENGTH, required=False, help_text=_("For a mobile office: residents read it.")
    )  # fmt: skip

    def __init__(self, *args: Any, users: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].offer(users)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """As the action takes it: two moments."""
        values = super().values()
        day, begin, end = (values.pop(name) for name in ("day", "from_time", "to_time"))
        last = day if end > begin else day + dt.timedelta(days=1)
        return {
            **values,
            "starts_at": dt.datetime.combine(day, begin, clock.BEIJING),
            "ends_at": dt.datetime.combine(last, end, clock.BEIJING),
        }


class AssignForm(ActForm):
    """定人、换人."""

    user = WhoField()
    note = PlainTextField(label=_("Note for colleagues"), max_length=REASON_LENGTH, required=False)

    def __init__(self, *args: Any, users: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].offer(users)  # type: ignore[attr-defined]


class CancelForm(ActForm):
    """取消班次."""

    why = PlainTextField(label=_("Why?"), max_length=WHY_LENGTH, help_text=_("Who was on duty reads it."))


class SwapForm(ActForm):
    """请人替班."""

    reason = PlainTextField(
        label=_("Why?"), max_length=REASON_LENGTH, help_text=_("Only the desk reads it, and it is erased once somebody else has the shift.")
    )  # fmt: skip


class NoteForm(ActForm):
    """交班留言."""

    text = PlainTextField(
        label=_("What must the next on duty know?"), max_length=NOTE_LENGTH, widget=forms.Textarea(attrs={"rows": 3})
    )  # fmt: skip
