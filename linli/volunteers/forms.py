"""What people type about teams, profiles and service."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core import clock
from linli.core.forms import ActForm, AmendForm, DayField, PlainTextField
from linli.places.models import Community
from linli.places.queries import buildings, standing
from linli.volunteers import queries
from linli.volunteers.models import (
    DAY_MINUTES,
    WHAT_LENGTH,
    DayPart,
    Profile,
    ServiceRecord,
    Skill,
    Team,
    Weekday,
)

PICK = re.compile(r"([0-9a-f-]{36}):([0-9]{1,9})")
NAME_LENGTH, PURPOSE_LENGTH, NOTE_LENGTH = 60, 200, 200


def _name() -> PlainTextField:
    return PlainTextField(label=pgettext_lazy("of a team", "Name"), max_length=NAME_LENGTH)


def _purpose() -> PlainTextField:
    return PlainTextField(label=_("What does it do?"), max_length=PURPOSE_LENGTH, required=False)


class TeamForm(ActForm):
    """建队."""

    name = _name()
    purpose = _purpose()


class AmendTeamForm(AmendForm):
    """更正队伍."""

    name = _name()
    purpose = _purpose()

    def __init__(self, *args: Any, record: Team, **kwargs: Any) -> None:
        first = {"name": record.name, "purpose": record.purpose}
        super().__init__(*args, record=record, initial=first, **kwargs)


class JoinForm(ActForm):
    """入队."""

    user: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("Who joins?"), empty_label=_("Please choose")
    )
    since = DayField(label=_("From which day?"), initial=clock.today)

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = queries.may_join(team)  # type: ignore[attr-defined]


class LeaveForm(ActForm):
    """退队."""

    last_day = DayField(label=_("Last day"), initial=clock.today, help_text=_("The last day still counts."))
    note = PlainTextField(label=_("Note for colleagues"), max_length=NOTE_LENGTH, required=False)


class ProfileForm(ActForm):
    """志愿者档案."""

    skills = forms.MultipleChoiceField(
        label=_("What can you do?"),
        choices=Skill.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The desk sees this when it looks for somebody who can help, and at no other time."),
    )
    times = forms.MultipleChoiceField(
        label=_("When do you usually have time?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nobody else sees this."),
    )
    starts_from: forms.ModelChoiceField = forms.ModelChoiceField(
        None,
        label=_("From which building do you set out?"),
        empty_label=_("I would rather not say"),
        required=False,
        help_text=_("Only to say how far away something is. We never ask where your telephone is."),
    )

    def __init__(self, *args: Any, community: Community, profile: Profile | None, **kwargs: Any) -> None:
        super().__init__(*args, initial=self._first(profile), **kwargs)
        self.fields["times"].choices = [  # type: ignore[attr-defined]
            (f"{day.value}-{part.value}", f"{day.label} {part.label}") for day in Weekday for part in DayPart
        ]
        self.fields["starts_from"].queryset = buildings(community).filter(standing())  # type: ignore[attr-defined]

    @staticmethod
    def _first(profile: Profile | None) -> dict[str, Any]:
        if profile is None:
            return {}
        return {
            "skills": [row.skill for row in profile.skills.all()],
            "times": [f"{row.weekday}-{row.part}" for row in profile.times.all()],
            "starts_from": profile.starts_from_id,
        }

    def values(self) -> dict[str, Any]:
        """Named like the arguments of the action."""
        values = super().values()
        pairs = (word.split("-") for word in values["times"])
        return {**values, "times": [(int(weekday), part) for weekday, part in pairs]}


class ServiceForm(ActForm):
    """登记服务."""

    what = PlainTextField(label=_("What did you do?"), max_length=WHAT_LENGTH)
    day = DayField(label=_("On which day?"), initial=clock.today)
    minutes = forms.IntegerField(label=_("How many minutes?"), min_value=1, max_value=DAY_MINUTES)


class RefuseForm(ActForm):
    """不予确认."""

    note = PlainTextField(
        label=_("Why not?"), max_length=NOTE_LENGTH, help_text=_("Who wrote it down reads this.")
    )

    def __init__(self, *args: Any, record: ServiceRecord, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": record.version}, **kwargs)


class ConfirmForm(ActForm):
    """确认服务, in one pass: which, and in which version each was seen."""

    pick = forms.MultipleChoiceField(error_messages={"required": _("Tick what you want to confirm.")})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sent: Any = self.data
        if (
            self.is_bound
        ):  # each is looked up by the view: what a second press names has been confirmed already
            self.fields["pick"].choices = [(word, word) for word in sent.getlist("pick")]  # type: ignore[attr-defined]

    def clean_pick(self) -> list[tuple[UUID, int]]:
        """Keys and versions."""
        found = [PICK.fullmatch(word) for word in self.cleaned_data["pick"]]
        if not all(found):
            raise forms.ValidationError(_("Please open the page again."))
        return [(UUID(match[1]), int(match[2])) for match in found if match]
