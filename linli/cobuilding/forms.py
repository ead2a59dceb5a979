"""What people type about needs and resources."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.cobuilding.actions import Asked, Offered
from linli.cobuilding.kinds import FEN, Kind, quantity_of
from linli.cobuilding.models import (
    ITEM_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
    UNIT_LENGTH,
    WORDS_LENGTH,
    MatchProposal,
)
from linli.cobuilding.models.lists import MOST
from linli.cobuilding.times import Kept, kept
from linli.core import clock
from linli.core.forms import ActForm, AmendForm, DayField, PlainTextField, VerbForm
from linli.core.spans import not_over
from linli.core.widgets import Cards
from linli.organisations.models import Organisation
from linli.places.models import Community
from linli.places.queries import buildings, standing
from linli.volunteers.models import Skill, Team, Weekday

NO_PEOPLE = _("Everybody reads these words: no name, no telephone, no door.")
CONTACT_LENGTH = 60


def area(
    label: Any, *, required: bool = True, rows: int = 2, length: int = WORDS_LENGTH, hint: Any = ""
) -> PlainTextField:
    """A field of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return PlainTextField(label=label, required=required, max_length=length, widget=widget, help_text=hint)


def _hour(label: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=False, widget=widget)


class TermsForm(ActForm):
    """How much of what, where and when."""

    title = PlainTextField(label=_("In a few words"), max_length=TITLE_LENGTH, help_text=NO_PEOPLE)
    kind = forms.ChoiceField(label=_("What is it?"), choices=Kind.choices, widget=Cards(three=True))
    quantity = forms.DecimalField(
        label=_("How much?"), min_value=Decimal("0.01"), max_value=Decimal(MOST // FEN), decimal_places=2, initial=1,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        help_text=_("People, seats of a room, things, yuan, times or hours, as the kind says."),
    )  # fmt: skip
    item = PlainTextField(
        label=_("Which thing?"), max_length=ITEM_LENGTH, required=False,
        help_text=_("Only for goods. The same word on both lists, or they do not find each other."),
    )  # fmt: skip
    unit = PlainTextField(label=_("Counted in"), max_length=UNIT_LENGTH, required=False)
    skill = forms.ChoiceField(
        label=_("Which skill?"), choices=[("", _("None in particular")), *Skill.choices], required=False,
        help_text=_("Only for a skill or for people."),
    )  # fmt: skip
    building: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("At which building?"), required=False, empty_label=_("Anywhere")
    )
    since = DayField(label=_("From which day?"), initial=clock.today)
    until = DayField(label=_("Until which day?"), required=False, help_text=_("Empty: it goes on."))
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On which days of the week?"), choices=Weekday.choices, coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("None ticked: any day will do."),
    )  # fmt: skip
    starts_at = _hour(_("From what time?"))
    ends_at = _hour(_("Until what time?"))

    ROWS: tuple[tuple[str, ...], ...] = (
        ("title",), ("kind",), ("quantity", "skill"), ("item", "unit"), ("building",), ("since", "until"),
        ("weekdays",), ("starts_at", "ends_at"),
    )  # fmt: skip

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["building"].queryset = buildings(community).filter(standing())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Whole numbers but for money; times of the week are whole, too."""
        filled: dict[str, Any] = super().clean() or {}
        much, kind = filled.get("quantity"), filled.get("kind")
        if much and kind and kind != Kind.MONEY and much != int(much):
            self.add_error("quantity", _("A whole number, please."))
        self._clean_times(filled)
        return filled

    def _clean_times(self, filled: dict[str, Any]) -> None:
        begins, ends, days = filled.get("starts_at"), filled.get("ends_at"), filled.get("weekdays")
        if not (begins or ends or days):
            return
        if not days:
            self.add_error("weekdays", _("Tick the days of the week as well."))
        elif not (begins and ends):
            self.add_error("starts_at", _("From what time until what time?"))
        elif ends <= begins:
            self.add_error("ends_at", _("It ends before it begins."))

    def terms(self) -> dict[str, Any]:
        """As the action takes them."""
        filled = self.cleaned_data
        begins, ends = filled["starts_at"] or dt.time(), filled["ends_at"] or dt.time()
        times: list[Kept] = [kept(weekday, begins, ends) for weekday in sorted(filled["weekdays"])]
        names = ("title", "kind", "item", "unit", "skill", "building", "since", "until")
        return {
            **{name: filled[name] for name in names},
            "quantity": quantity_of(filled["kind"], filled["quantity"]),
            "times": times,
        }


class NeedForm(TermsForm):
    """列入需求清单."""

    text = area(_("More about it"), required=False, rows=4, length=TEXT_LENGTH, hint=NO_PEOPLE)
    urgent = forms.BooleanField(label=_("Urgent: it goes first when things are matched"), required=False)

    ROWS = (*TermsForm.ROWS, ("text",), ("urgent",))

    def asked(self) -> Asked:
        """The need, as the action takes it."""
        return Asked(**self.terms(), text=self.cleaned_data["text"], urgent=self.cleaned_data["urgent"])


class ResourceForm(TermsForm):
    """登记资源."""

    organisation: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("Which local organisation gives it?"), required=False, empty_label=_("None"),
    )  # fmt: skip
    team: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("Or which team?"), required=False, empty_label=_("None: the community itself gives it")
    )
    contact = PlainTextField(
        label=_("Whom to ring about it"), max_length=CONTACT_LENGTH, required=False,
        help_text=_("Name and telephone. Only the desk sees this, and it is erased some months after the last day."),
    )  # fmt: skip

    ROWS = (("title",), ("organisation", "team"), *TermsForm.ROWS[1:], ("contact",))

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, community=community, **kwargs)
        rows = Organisation.objects.of(community).filter(not_over(), kind=Organisation.Kind.LOCAL)
        self.fields["organisation"].queryset = rows  # type: ignore[attr-defined]
        self.fields["team"].queryset = Team.objects.of(community)  # type: ignore[attr-defined]

    def offered(self) -> Offered:
        """The resource, as the action takes it."""
        filled = self.cleaned_data
        more = {name: filled[name] for name in ("organisation", "team", "contact")}
        return Offered(**self.terms(), **more)


class EndOfferForm(AmendForm):
    """停止提供."""

    last_day = DayField(label=_("Last day"), initial=clock.today, help_text=_("The last day still counts."))
    note = PlainTextField(label=_("Note for colleagues"), max_length=WORDS_LENGTH, required=False)


class WordsForm(VerbForm):
    """What was done."""

    words = area(_("What was done?"), rows=3)


class ReasonForm(VerbForm):
    """A verb with a reason."""

    reason = area(_("Why?"))


class CarryOutForm(ActForm):
    """照方案对接: which of the proposals."""

    chosen = forms.MultipleChoiceField(required=True, error_messages={"required": "", "invalid_choice": ""})

    def __init__(self, *args: Any, plan: list[MatchProposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = {str(row.pk): row for row in plan if row.waits}
        field: Any = self.fields["chosen"]
        field.choices = [(key, key) for key in self.plan]
        field.error_messages = {
            "required": _("Choose at least one proposal."),
            "invalid_choice": _("One of them has gone on meanwhile; look again."),
        }

    def proposals(self) -> list[MatchProposal]:
        """The chosen ones, in the order of the plan."""
        return [row for key, row in self.plan.items() if key in set(self.cleaned_data["chosen"])]
