"""What people type about orders, checked before it becomes an act."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.files.forms import PicturesField
from linli.core.files.showing import KIND
from linli.core.forms import ActForm, PlainTextField
from linli.core.widgets import Chips
from linli.orders import queries
from linli.orders.actions import Request
from linli.orders.emergency import Emergency, emergencies_in
from linli.orders.models import TEXT_LENGTH, Category, Channel, Order
from linli.orders.warnings import words
from linli.places.models import Community
from linli.places.queries import buildings, standing
from linli.residents.fields import PhoneField
from linli.residents.phones import read_phone
from linli.volunteers.models import Team

ANSWER_LENGTH = 2000
NOTE_LENGTH = 500


class CategoryField(forms.ChoiceField):
    """One of the community's categories, chosen from one query that also draws the choices."""

    def offer(self, rows: QuerySet[Category]) -> None:
        """Load the categories to choose from."""
        self.rows = {str(row.pk): row for row in rows}
        self.choices = [(key, row.name) for key, row in self.rows.items()]
        if isinstance(self.widget, Chips):
            self.widget.icons = {key: row.icon for key, row in self.rows.items()}
            self.widget.keywords = {key: row.keywords for key, row in self.rows.items()}

    def clean(self, value: Any) -> Any:
        return self.rows[super().clean(value)]


class BuildingField(forms.ModelChoiceField):
    """A building of the community."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            None, required=False, label=_("Which building?"), empty_label=_("Not at a building"), **kwargs
        )


class RequestForm(ActForm):
    """点单: what happened, what kind, where, and how to reach the person."""

    text = PlainTextField(
        label=_("What happened?"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, "data-suggest": "category"}),
        error_messages={"required": _("Write one sentence about what happened.")},
    )
    category = CategoryField(
        label=_("What kind of matter?"),
        widget=Chips,
        error_messages={"required": _("Choose a kind; “Something else” will do.")},
    )
    building = BuildingField()
    place = PlainTextField(
        label=_("Where exactly?"),
        max_length=100,
        required=False,
        help_text=_("For example: the lane between no. 12 and 14"),
    )
    pictures = PicturesField(label=_("Photos"), help_text=KIND)
    contact_phone = PhoneField(
        label=_("Your telephone"),
        required=False,
        help_text=_("Only to tell you how it goes. Without it you follow the matter with the code."),
    )
    anonymous = forms.BooleanField(
        label=_("Do not show my telephone to the person who does the work"), required=False
    )
    seen_emergency = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self.files:
            self.fields["pictures"].help_text = _(
                "If the page comes back to you, please choose the photos again."
            )
        self.fields["text"].widget.attrs["data-emergency"] = words()
        self.fields["category"].offer(self.offered(community))  # type: ignore[attr-defined]
        self.fields["building"].queryset = buildings(community).filter(standing())  # type: ignore[attr-defined]

    def offered(self, community: Community) -> QuerySet[Category]:
        """A resident chooses from the short list."""
        return queries.categories(community).filter(asked=True)

    @property
    def emergencies(self) -> list[Emergency]:
        """The emergencies that the text speaks of, but those whose number the person has already seen."""
        seen = (self["seen_emergency"].value() or "").split(",")
        return [found for found in emergencies_in(self["text"].value() or "") if found.kind not in seen]

    def asked(self, channel: str = Channel.WEB) -> Request:
        """The request, as the action takes it."""
        filled = self.cleaned_data
        return Request(
            text=filled["text"],
            category=filled["category"],
            building=filled["building"],
            place=filled["place"],
            contact_name=filled.get("contact_name", ""),
            contact_phone=filled["contact_phone"],
            anonymous=filled.get("anonymous", False),
            channel=filled.get("channel", channel),
        )


class EntryForm(RequestForm):
    """登记: a request by telephone or at the counter, written down while the person speaks."""

    channel = forms.ChoiceField(
        label=_("How did it come?"),
        choices=[(row.value, row.label) for row in Channel if row is not Channel.WEB],
    )
    contact_name = PlainTextField(label=_("Name"), max_length=40, required=False)
    contact_phone = PhoneField(label=_("Telephone"), required=False)

    def offered(self, community: Community) -> QuerySet[Category]:
        """The desk chooses from all."""
        return queries.categories(community)

    field_order = ("channel", "contact_phone", "contact_name", "text", "category", "building", "place")


class DigitsForm(forms.Form):
    """Code and four digits: how somebody without an account finds the way back."""

    code = PlainTextField(
        label=_("Your code"),
        max_length=12,
        widget=forms.TextInput(
            attrs={"class": "code-input", "autocomplete": "off", "autocapitalize": "characters"}
        ),
        error_messages={"required": _("Type the six characters of your code.")},
    )
    digits = PlainTextField(
        label=_("Last four digits of your telephone"),
        max_length=8,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("No telephone left? The receipt shows four digits instead."),
        error_messages={"required": _("Type the four digits.")},
    )

    def clean_digits(self) -> str:
        """Four digits, full-width ones too."""
        digits = read_phone(self.cleaned_data["digits"])
        if len(digits) != 4 or not digits.isdecimal():  # noqa: PLR2004  four is what the label says
            raise forms.ValidationError(_("Four digits, please."))
        return digits


class VerbForm(ActForm):
    """A verb about one order."""

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": order.version, **kwargs.pop("initial", {})}, **kwargs)
        self.order = order


class AdmitForm(VerbForm):
    """受理: look once at kind and place; the desk knows better than the form."""

    category = CategoryField(label=_("What kind of matter?"))
    building = BuildingField()
    pressing = forms.BooleanField(
        label=_("Urgent, hard, worrying or longed-for"),
        required=False,
        help_text=_("A tag for the community's own account. It changes neither the deadline nor the way."),
    )
    note = PlainTextField(label=_("Note for colleagues"), max_length=NOTE_LENGTH, required=False)

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        chosen = {"category": str(order.category_id), "building": order.building_id}
        super().__init__(*args, order=order, initial=chosen, **kwargs)
        self.fields["category"].offer(queries.categories(order.community))  # type: ignore[attr-defined]
        self.fields["building"].queryset = buildings(order.community)  # type: ignore[attr-defined]


class AnswerForm(VerbForm):
    """Words for the requester."""

    answer = PlainTextField(
        label=_("What the resident will read"),
        max_length=ANSWER_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("The resident needs an answer.")},
    )


class ResolveForm(AnswerForm):
    """办结: what was done, and a note for colleagues."""

    note = PlainTextField(label=_("Note for colleagues"), max_length=NOTE_LENGTH, required=False)


class NoteForm(VerbForm):
    """A reason for colleagues."""

    note = PlainTextField(
        label=_("Why?"),
        max_length=NOTE_LENGTH,
        error_messages={"required": _("Give the reason in a few words.")},
    )


class DispatchForm(VerbForm):
    """派单: one person or one team."""

    to = forms.ChoiceField(
        label=_("To whom?"), error_messages={"required": _("Choose one person or one team.")}
    )
    note = PlainTextField(label=_("Note for colleagues"), max_length=NOTE_LENGTH, required=False)

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, order=order, **kwargs)
        self.teams = {f"team:{team.pk}": team for team in Team.objects.of(order.community_id)}
        self.people = {f"user:{user.pk}": user for user in queries.may_handle(order)}
        if excluded := queries.excluded_from(order):
            self.fields["to"].help_text = _(
                "Not again, because the resident said it was not solved: %(names)s"
            ) % {"names": _(", ").join(user.name for user in excluded)}
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),
            (_("Teams"), [(key, team.name) for key, team in self.teams.items()]),
            (_("People"), [(key, user.name) for key, user in self.people.items()]),
        ]

    def values(self) -> dict[str, Team | User | str | None]:
        """The choice as the action takes it."""
        to = self.cleaned_data["to"]
        return {"handler": self.people.get(to), "team": self.teams.get(to), "note": self.cleaned_data["note"]}


class WordForm(VerbForm):
    """One sentence from the requester, if wanted."""

    told = PlainTextField(
        label=_("What is still wrong?"),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
