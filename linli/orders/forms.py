"""What people type when they ask for something, checked before it becomes an order."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from linli.core.files.forms import PicturesField
from linli.core.files.showing import KIND
from linli.core.forms import ActForm, PlainTextField
from linli.core.widgets import Chips
from linli.orders import queries
from linli.orders.actions import Request
from linli.orders.emergency import Emergency, emergencies_in
from linli.orders.models import TEXT_LENGTH, Authority, Category, Channel, Order
from linli.orders.nearby import told_here
from linli.orders.warnings import words
from linli.places.models import Building, Community
from linli.places.queries import buildings, standing
from linli.residents.fields import PhoneField

# What a resident may be to the person for whom the resident asks.
SPEAKING = (Authority.FAMILY, Authority.ASKED)
# What comes in these ways nobody at the desk writes down.
NOT_WRITTEN_DOWN = {Channel.WEB, Channel.CALL_ME, Channel.OPEN311}


def read_key(typed: str) -> UUID | None:
    """The key that was sent; None for none, and for what is no key."""
    try:
        return UUID(typed)
    except ValueError:
        return None


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
    """A building of the community. `known` is one that is here already and need not be looked up."""

    known: Building | None = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            None, required=False, label=_("Which building?"), empty_label=_("Not at a building"), **kwargs
        )

    def to_python(self, value: Any) -> Any:
        """The building of a key."""
        return self.known if self.known and value == str(self.known.pk) else super().to_python(value)


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
    on_behalf_of = PlainTextField(
        label=_("For whom?"),
        max_length=40,
        required=False,
        help_text=_("Only if you ask for somebody else, like “my mother, Ms Li”."),
    )
    authority = forms.ChoiceField(
        label=_("You are"),
        choices=[("", _("Choose")), *((row.value, row.label) for row in SPEAKING)],
        required=False,
    )
    seen_emergency = forms.CharField(widget=forms.HiddenInput, required=False)
    seen_similar = forms.BooleanField(widget=forms.HiddenInput, required=False)
    same_as = PlainTextField(widget=forms.HiddenInput, max_length=12, required=False)
    # What a neighbour told that the person says is the same; the desk looks at it.
    same_order: Order | None = None

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self.files:
            self.fields["pictures"].help_text = _(
                "If the page comes back to you, please choose the photos again."
            )
        self.fields["text"].widget.attrs["data-emergency"] = words()
        self.fields["category"].offer(self.offered(community))  # type: ignore[attr-defined]
        self.fields["building"].queryset = buildings(community).filter(standing())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Who speaks for another says why one may."""
        filled: dict[str, Any] = super().clean() or {}
        if filled.get("on_behalf_of") and not filled.get("authority"):
            self.add_error("authority", _("Please say what you are to the person."))
        return filled

    def offered(self, community: Community) -> QuerySet[Category]:
        """A resident chooses from the short list; each says whether neighbours have told it here already."""
        rows = queries.categories(community).filter(asked=True)
        return rows.annotate(told_here=told_here(community, read_key(self.data.get("building", ""))))

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
            on_behalf_of=filled.get("on_behalf_of", ""),
            authority=filled.get("authority", ""),
            group=filled.get("group"),
            same_as=self.same_order,
        )


class EntryForm(RequestForm):
    """登记: a request by telephone or at the counter, written down while the person speaks."""

    channel = forms.ChoiceField(
        label=_("How did it come?"),
        choices=[(row.value, row.label) for row in Channel if row not in NOT_WRITTEN_DOWN],
    )
    group: forms.ModelChoiceField = forms.ModelChoiceField(
        None,
        label=_("Which chat group?"),
        required=False,
        empty_label=_("Not from a group"),
        help_text=_("Only where somebody forwards it from a group."),
    )
    agreed = forms.BooleanField(label=_("Who wrote it there agrees that it is passed on"), required=False)
    contact_name = PlainTextField(label=_("Name"), max_length=40, required=False)
    contact_phone = PhoneField(label=_("Telephone"), required=False)

    def __init__(self, *args: Any, community: Community, rung: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, community=community, **kwargs)
        if rung:  # who asked to be rung is on the line
            self.fields["channel"].choices = [(Channel.CALL_ME.value, Channel.CALL_ME.label)]  # type: ignore[attr-defined]
        self.fields["group"].queryset = queries.groups(community)  # type: ignore[attr-defined]
        self.fields["authority"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),
            *((row.value, row.label) for row in Authority),
        ]
        del self.fields["seen_similar"], self.fields["same_as"]

    def clean(self) -> dict[str, Any]:
        """From a group comes what names the group."""
        filled = super().clean()
        from_group = filled.get("channel") == Channel.GROUP
        if from_group and not filled.get("group") and self.fields["group"].queryset.exists():  # type: ignore[attr-defined]
            self.add_error("group", _("Choose the group it came from."))
        if from_group and not filled.get("agreed"):
            self.add_error("agreed", _("Ask first: only with the writer's consent it is written down."))
        if not from_group:
            filled["group"] = None
        return filled

    def offered(self, community: Community) -> QuerySet[Category]:
        """The desk chooses from all."""
        return queries.categories(community)

    field_order = (
        "channel",
        "group",
        "contact_phone",
        "contact_name",
        "text",
        "category",
        "building",
        "place",
    )


class CallMeForm(ActForm):
    """请打给我: a telephone."""

    phone = PhoneField(
        label=_("Your telephone"), error_messages={"required": _("Type the number that we are to ring.")}
    )
