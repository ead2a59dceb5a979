"""What people type about venues: the place itself, its rooms, its last day, the days on which it is closed."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core import clock
from linli.core.forms import ActForm, AmendForm, DayField, PlainTextField
from linli.core.widgets import Cards
from linli.places.models import Building, Community, Compound
from linli.places.queries import DM2, buildings, standing
from linli.residents.fields import PhoneField
from linli.venues.models import LINE_LENGTH, Venue

_MOST_SEATS, _MOST_DIGITS = 2000, 7


class VenueFields(forms.Form):
    """What is known of a venue."""

    name = PlainTextField(label=pgettext_lazy("of a place", "Name"), max_length=40)
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=Venue.Kind.choices, initial=Venue.Kind.STATION, widget=Cards(two=True)
    )
    compound: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("compound"), required=False, empty_label=_("in none")
    )
    building: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("building"), required=False, empty_label=_("in none")
    )
    way_in = PlainTextField(
        label=_("How does one find it?"), max_length=LINE_LENGTH, help_text=_("Like: ground floor of building 3, door on the east side")
    )  # fmt: skip
    phone = PhoneField(label=_("Telephone of the place"), required=False)
    opened_on = DayField(label=_("Opened on"), required=False)
    use = PlainTextField(label=_("What can one do there?"), max_length=200, required=False)
    mobile_office = PlainTextField(
        label=_("Mobile office"), max_length=LINE_LENGTH, required=False, help_text=_("A line on what is done there; leave it empty where it is not.")
    )  # fmt: skip
    listening = PlainTextField(label=_("Listening to residents"), max_length=LINE_LENGTH, required=False)
    shared_services = PlainTextField(label=_("Shared services"), max_length=LINE_LENGTH, required=False)
    open_on_holidays = forms.BooleanField(label=_("Open on public holidays, too"), required=False)

    def offer(self, community: Community) -> None:
        """The compounds and buildings to choose from."""
        compounds = Compound.objects.of(community).filter(standing())
        self.fields["compound"].queryset = compounds  # type: ignore[attr-defined]
        houses = buildings(community).filter(standing())
        self.fields["building"].queryset = houses  # type: ignore[attr-defined]
        self.fields["building"].label_from_instance = _house  # type: ignore[attr-defined]


def _house(building: Building) -> str:
    return f"{building.compound or ''} {building.name}".strip()


VENUE_ROWS = (
    ("name", "phone"), ("kind",), ("compound", "building"), ("way_in",), ("use",), ("mobile_office",), ("listening",),
    ("shared_services",), ("opened_on", "since"), ("open_on_holidays",),
)  # fmt: skip


class VenueForm(VenueFields, ActForm):
    """登记阵地."""

    since = DayField(label=_("In the books from"), initial=clock.today)


class VenueAmendForm(VenueFields, AmendForm):
    """更正阵地."""


class RoomFields(forms.Form):
    """What is known of a room."""

    name = PlainTextField(label=pgettext_lazy("of a place", "Name"), max_length=40)
    use = PlainTextField(label=_("What can one do there?"), max_length=LINE_LENGTH, required=False)
    area = forms.DecimalField(
        label=_("area in square metres"), required=False, min_value=Decimal("0.01"), max_digits=_MOST_DIGITS, decimal_places=2
    )  # fmt: skip
    seats = forms.IntegerField(label=_("seats"), required=False, min_value=1, max_value=_MOST_SEATS)

    def values(self) -> dict[str, Any]:
        """The area as whole hundredths of a square metre."""
        values = super().values()  # type: ignore[misc]
        area = values.pop("area")
        return {**values, "area_dm2": None if area is None else int(area * DM2)}


class RoomForm(RoomFields, ActForm):
    """登记室."""

    since = DayField(label=_("In the books from"), initial=clock.today)


class RoomAmendForm(RoomFields, AmendForm):
    """更正室."""


class EndForm(AmendForm):
    """停用: the last day."""

    on = DayField(label=_("Last day"), help_text=_("The last day still counts."))


class ShutForm(ActForm):
    """临时关闭."""

    first_day = DayField(label=_("First day"), initial=clock.today)
    last_day = DayField(label=_("Last day"), initial=clock.today)
    why = PlainTextField(
        label=_("Why?"), max_length=LINE_LENGTH, help_text=_("Everybody reads it; name no person.")
    )  # fmt: skip
