"""What people type about organisations, contracts and appointments."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core import clock
from linli.core.forms import ActForm, AmendForm, DayField, PlainTextField, plain
from linli.core.widgets import Cards
from linli.organisations.models import Organisation, Post
from linli.organisations.queries import people_called
from linli.places.models import Community, Compound, Entrance, Grid
from linli.places.queries import buildings, standing
from linli.residents.fields import PhoneField
from linli.residents.phones import mask_phone

# At which kind of place a post is held.
PLACE_OF_POST = {
    Post.GRID_LEAD: "grid",
    Post.GRID_WORKER: "grid",
    Post.BUILDING_LEADER: "building",
    Post.ENTRANCE_LEADER: "entrance",
    Post.LANE_STEWARD: "lane",
}
NEW = "new"
NOTE_LENGTH = 500


class OrganisationForm(ActForm):
    """登记组织."""

    name = PlainTextField(label=pgettext_lazy("of a place", "Name"), max_length=80)
    phone = PhoneField(label=_("telephone"), required=False)
    kind = forms.ChoiceField(
        label=_("kind"),
        choices=Organisation.Kind.choices,
        initial=Organisation.Kind.PROPERTY_COMPANY,
        widget=Cards(two=True),
    )
    since = DayField(label=_("In the books from"), initial=clock.today)


class ContractForm(ActForm):
    """登记物业服务合同."""

    compound: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("compound"), empty_label=_("Please choose")
    )
    since = DayField(label=_("First day"), initial=clock.today)
    until = DayField(
        label=_("Last day"), required=False, help_text=_("Leave it empty if no last day is agreed.")
    )

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["compound"].queryset = Compound.objects.of(community).filter(standing())  # type: ignore[attr-defined]


class LastDayForm(AmendForm):
    """The last day of a contract."""

    on = DayField(label=_("Last day"), help_text=_("The last day still counts."))


class EndAppointmentForm(LastDayForm):
    """卸任."""

    note = PlainTextField(
        label=_("Note for colleagues"),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class PublicPhoneForm(AmendForm):
    """公开电话."""

    phone = PhoneField(
        label=_("Public telephone"),
        required=False,
        help_text=_(
            "Stands on the contact cards and the page for residents. Leave it empty, and the community's number stands there."
        ),
    )


class WhoField(forms.ChoiceField):
    """Must be answered; but a second press finds the person whom the first has written down, and that is no fault of
    the form. So the act asks for the answer (`views.appoint`), not the form.
    """

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class WhoForm(ActForm):
    """Whom an act is about, by name: somebody of the books, or somebody new."""

    name = PlainTextField(label=_("Name"), max_length=60)
    person = WhoField(label=_("Who is it?"), widget=Cards)

    def __init__(self, *args: Any, community: Community, may_enter: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = plain(self.data.get("name", "")) if self.is_bound else self.initial.get("name", "")
        self.found = people_called(community.pk, name[:60])
        self._offer_people(may_enter)

    def _offer_people(self, may_enter: bool) -> None:
        """Those of the books who have the name; nobody is asked where nobody has it."""
        if not self.found:
            del self.fields["person"]
            return
        choices = [
            (str(row.pk), " · ".join(filter(None, [row.name, mask_phone(row.phone), self._born(row)])))
            for row in self.found
        ]
        somebody_new = [(NEW, _("Somebody else, not in the books yet"))] if may_enter else []
        self.fields["person"].choices = [*choices, *somebody_new]  # type: ignore[attr-defined]

    @staticmethod
    def _born(row: Any) -> str:
        return str(_("born %(year)s") % {"year": row.born_on.year}) if row.born_on else ""


class AppointForm(WhoForm):
    """任命: a post, the place that fits it, and a person: of the books, or somebody new."""

    phone = PhoneField(
        label=_("telephone"), required=False, help_text=_("Of somebody new. A post's telephone is shown.")
    )
    public_phone = PhoneField(
        label=_("Public telephone"),
        required=False,
        help_text=_("Only if the person gave it for this post; it stands on the contact cards."),
    )
    since = DayField(label=_("From which day?"), initial=clock.today)

    def __init__(self, *args: Any, community: Community, post: str, **kwargs: Any) -> None:
        super().__init__(*args, community=community, **kwargs)
        self.place = PLACE_OF_POST[Post(post)]
        self.fields[self.place] = self._place(community)

    def _place(self, community: Community) -> forms.Field:
        """The field of the place."""
        if self.place == "lane":
            return PlainTextField(label=_("lane"), max_length=60, help_text=_("Like 第三巷"))
        rows: Any = {
            "grid": Grid.objects.of(community),
            "building": buildings(community).filter(standing()),
            "entrance": Entrance.objects.of(community)
            .select_related("building__compound")
            .order_by("building__compound__name", "building__order", "building__name", "name"),
        }[self.place]
        label = {"grid": _("grid"), "building": _("Building"), "entrance": _("entrance")}[self.place]
        return forms.ModelChoiceField(rows, label=label, empty_label=_("Please choose"))
