"""What people type about other systems, and what is told to them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.core.forms import ActForm, AmendForm, PlainTextField
from linli.core.spans import not_over
from linli.gateways.models import PLACE_LENGTH, TEXT_LENGTH, RemoteServer
from linli.gateways.queries import offers
from linli.orders.models import Order
from linli.organisations.models import Organisation
from linli.places.models import Community


def _endpoint() -> PlainTextField:
    return PlainTextField(
        label=_("Address where its Open311 begins"),
        max_length=200,
        help_text=_("Like https://311.example.org/open311/v2, without “services”."),
    )


def _jurisdiction() -> PlainTextField:
    return PlainTextField(
        label=_("jurisdiction_id"), max_length=100, required=False, help_text=_("Only if they ask for one.")
    )


def _api_key(words: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=_("api_key"), max_length=200, required=False, help_text=words, widget=widget)


class ConnectForm(ActForm):
    """连接对方系统."""

    organisation: forms.ModelChoiceField = forms.ModelChoiceField(
        None,
        label=_("Whose system is it?"),
        empty_label=_("Please choose"),
        help_text=_("An organisation of “Property and organisations”."),
    )
    endpoint = _endpoint()
    jurisdiction = _jurisdiction()
    api_key = _api_key(_("They give it to you. It is sealed and not shown again."))

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.of(community).filter(not_over())  # type: ignore[attr-defined]


class ServerForm(AmendForm):
    """更正对方系统."""

    endpoint = _endpoint()
    jurisdiction = _jurisdiction()
    api_key = _api_key(_("Leave it empty to keep the one that is held."))

    def __init__(self, *args: Any, record: RemoteServer, **kwargs: Any) -> None:
        first = {"endpoint": record.endpoint, "jurisdiction": record.jurisdiction}
        super().__init__(*args, record=record, **{"initial": first, **kwargs})


class ForwardForm(ActForm):
    """转办: to whom, as what, in which words."""

    service = forms.ChoiceField(
        label=_("To whom, and as what?"),
        help_text=_("What the systems said they take when they were checked."),
    )
    text = PlainTextField(
        label=_("What they are told"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("No name, no telephone, no door: what the resident wrote stays here."),
    )
    place = PlainTextField(label=_("Where it is"), max_length=PLACE_LENGTH)

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        first = {"text": order.wall_text or order.category.name, "place": place_of(order)}
        super().__init__(*args, **{"initial": first, **kwargs})
        self.offered = {
            f"{server.pk} {one['code']}": (server, one) for server, one in offers(order.community)
        }
        choices = [(key, f"{server} · {one['name']}") for key, (server, one) in self.offered.items()]
        self.fields["service"].choices = [("", _("Please choose")), *choices]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """The arguments of the action."""
        server, one = self.offered[self.cleaned_data["service"]]
        words = {name: self.cleaned_data[name] for name in ("text", "place")}
        return {"server": server, "service_code": one["code"], **words}


def place_of(order: Order) -> str:
    """The place as the wall shows it: the building, never the door."""
    return f"{order.community.name} {order.building or ''}".strip()[:PLACE_LENGTH]
