"""What people type about places."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core import clock
from linli.core.forms import ActForm, AmendForm, DayField, PlainTextField
from linli.core.widgets import Cards
from linli.places.models import Building, Community, Compound, Entrance, Grid
from linli.places.queries import DM2, standing

LAST_GRID, LAST_PLACE = 999, 32767


class SinceForm(ActForm):
    """Something new that is in the books from a day."""

    since = DayField(label=_("In the books from"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {}, **kwargs})
        self.initial.setdefault("since", clock.today())


class GridFields(forms.Form):
    """What is said about a grid."""

    name = PlainTextField(
        label=pgettext_lazy("of a place", "Name"), max_length=60, help_text=_("Like 第三网格")
    )


class GridForm(GridFields, ActForm):
    """登记网格."""

    number = forms.IntegerField(
        label=_("Number"),
        min_value=1,
        max_value=LAST_GRID,
        help_text=_("1 to 999; it becomes the last three digits of the grid's code."),
    )
    field_order = ("number", "name")


class GridAmendForm(GridFields, AmendForm):
    """更正网格."""


class CompoundFields(forms.Form):
    """What is said about a compound."""

    name = PlainTextField(
        label=pgettext_lazy("of a place", "Name"), max_length=60, help_text=_("Like 青云首府")
    )


class CompoundForm(CompoundFields, SinceForm):
    """登记小区."""


class CompoundAmendForm(CompoundFields, AmendForm):
    """更正小区."""


class BuildingFields(forms.Form):
    """What is said about a building."""

    name = PlainTextField(
        label=pgettext_lazy("of a place", "Name"), max_length=60, help_text=_("As people call it, like 3栋")
    )
    compound: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("compound"), required=False, empty_label=_("in no compound")
    )
    grid: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("grid"), empty_label=_("Please choose")
    )
    order = forms.IntegerField(
        label=_("place in the list"),
        min_value=0,
        max_value=LAST_PLACE,
        initial=0,
        help_text=_("Small numbers stand first."),
    )
    use = forms.ChoiceField(
        label=_("use"),
        choices=Building.Use.choices,
        widget=Cards(two=True),
        initial=Building.Use.RESIDENTIAL,
    )

    def offer(self, community: Community) -> None:
        """The grids and compounds to choose from."""
        self.fields["grid"].queryset = Grid.objects.of(community)  # type: ignore[attr-defined]
        self.fields["compound"].queryset = Compound.objects.of(community).filter(standing())  # type: ignore[attr-defined]


class BuildingForm(BuildingFields, SinceForm):
    """登记楼栋."""


class BuildingAmendForm(BuildingFields, AmendForm):
    """更正楼栋."""


class EntranceFields(forms.Form):
    """What is said about an entrance."""

    name = PlainTextField(label=pgettext_lazy("of a place", "Name"), max_length=20, help_text=_("Like 4单元"))


class EntranceForm(EntranceFields, ActForm):
    """登记单元."""


class EntranceAmendForm(EntranceFields, AmendForm):
    """更正单元."""


class DwellingFields(forms.Form):
    """What is said about a dwelling."""

    entrance: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("entrance"), required=False, empty_label=_("without entrance")
    )
    room = PlainTextField(label=_("room"), max_length=20, help_text=_("Like 302"))
    floor = forms.IntegerField(label=_("floor"), required=False, min_value=-20, max_value=200)
    area = forms.DecimalField(
        label=_("exclusive area in square metres"),
        required=False,
        min_value=Decimal("0.01"),
        max_digits=8,
        decimal_places=2,
        help_text=_("As in the deed, like 88.35"),
    )

    def offer(self, building: Building) -> None:
        """The entrances to choose from."""
        rows = Entrance.objects.of(building.community_id).filter(building=building)
        self.fields["entrance"].queryset = rows  # type: ignore[attr-defined]
        self.fields["entrance"].label_from_instance = lambda row: row.name  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """The area as whole hundredths of a square metre."""
        values = super().values()  # type: ignore[misc]
        area = values.pop("area")
        return {**values, "area_dm2": None if area is None else int(area * DM2)}


class DwellingForm(DwellingFields, SinceForm):
    """登记房屋."""


class DwellingAmendForm(DwellingFields, AmendForm):
    """更正房屋."""


class EndForm(AmendForm):
    """停用: the last day."""

    on = DayField(label=_("Last day"), help_text=_("The last day still counts."))
