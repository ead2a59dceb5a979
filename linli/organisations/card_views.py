"""谁管我这栋楼: the page for everybody, and the contact cards of the desk."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from linli.core.forms import ActForm
from linli.core.guards import ActorRequest, CommunityRequest, public, right
from linli.core.pages import perform
from linli.core.rights import REGISTER
from linli.organisations import contacts as contacts_of
from linli.organisations.papers import CONTACT_CARDS, EMERGENCY, contact_cards
from linli.papers.printing import actions as printing
from linli.papers.printing.models import MOST_COPIES
from linli.papers.typeset import Paper, as_pdf, bind
from linli.places import drawing
from linli.places.models import Building
from linli.places.queries import buildings, standing


class CardsForm(ActForm):
    """For which buildings, how many of each sheet."""

    building: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        None,
        label=gettext_lazy("For which buildings?"),
        help_text=gettext_lazy("Tick none and it is for all."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    copies = forms.IntegerField(label=gettext_lazy("Copies"), min_value=1, max_value=MOST_COPIES, initial=1)

    def __init__(self, *args: Any, community: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.all = buildings(community).filter(standing())
        self.fields["building"].queryset = self.all  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A community without buildings has no cards."""
        filled: dict[str, Any] = super().clean() or {}
        if not self.all:
            raise forms.ValidationError(_("No building is written down here yet."))
        return filled

    @property
    def chosen(self) -> list[Building]:
        """The buildings of a valid form; all that stand where none is ticked."""
        return list(self.cleaned_data["building"] or self.all)


@public("whom to ring is for everybody")
@require_GET
def contacts(request: CommunityRequest) -> HttpResponse:
    """选择楼栋: on the map or in the list."""
    slug = request.community.slug
    plan = drawing.plan(
        request.community, None, lambda building: reverse("organisations:contact", args=[slug, building.pk])
    )
    return render(request, "organisations/contacts.html", {"plan": plan})


@public("whom to ring is for everybody")
@require_GET
def contact(request: CommunityRequest, pk: UUID) -> HttpResponse:
    """谁管我这栋楼: grid worker, building leader, property company, the community, and the numbers for emergencies."""
    building = get_object_or_404(buildings(request.community).filter(standing()), pk=pk)
    card = contacts_of.cards(request.community, [building])[0]
    back = reverse("organisations:contacts", args=[request.community.slug])
    context = {
        "card": card,
        "lines": [card.worker, card.leader],
        "emergency": [{"number": number, "label": label} for number, label in EMERGENCY],
        "parent": {"url": back, "label": _("Another building")},
    }
    return render(request, "organisations/contact.html", context)


@right("organisations.view")
@require_http_methods(["GET", "POST"])
def choose_cards(request: ActorRequest) -> HttpResponse:
    """联络卡: for which buildings; as a PDF at once, or into the printing room."""
    form = CardsForm(request.POST or None, community=request.community)
    if form.is_valid():
        if "print" not in request.POST:
            return _to_pdf(request, form.cleaned_data["building"])
        _lay(request, form)
        if form.is_valid():
            return HttpResponseRedirect(reverse("organisations:contact_cards", args=[request.community.slug]))
    context = {"form": form, "may_print": REGISTER["papers.print"].held_by(request.actor)}
    return render(request, "organisations/cards.html", context, status=422 if form.is_bound else 200)


def _to_pdf(request: ActorRequest, chosen: Any) -> HttpResponse:
    asked = urlencode([("building", row.pk) for row in chosen])
    url = reverse("organisations:cards_pdf", args=[request.community.slug])
    return HttpResponseRedirect(f"{url}?{asked}" if asked else url)


def _lay(request: ActorRequest, form: CardsForm) -> None:
    """Into the printing room, by who may work there."""
    if not REGISTER["papers.print"].held_by(request.actor):
        raise PermissionDenied
    wanted = _wanted(request, form.chosen, form.cleaned_data["copies"])
    perform(
        form, "papers.request_print", request.community.pk, request.actor,
        lambda: printing.request_print(CONTACT_CARDS, [wanted], origin=form.chosen[0], by=request.actor),
    )  # fmt: skip
    if form.is_valid():
        messages.success(request, _("The contact cards wait in the printing room."))


def _wanted(request: ActorRequest, chosen: list[Building], copies: int = 1) -> printing.Wanted:
    def address(building: Building) -> str:
        path = reverse("organisations:contact", args=[request.community.slug, building.pk])
        return request.build_absolute_uri(path)

    return contact_cards(request.community, chosen, address=address, by=request.actor, copies=copies)


@right("organisations.view")
@require_GET
def cards_pdf(request: ActorRequest) -> HttpResponse:
    """联络卡 as PDF: of the buildings that the address names (`?building=`), of all where it names none."""
    form = CardsForm(community=request.community)
    try:
        chosen = form.fields["building"].clean(request.GET.getlist("building")) or form.all
    except forms.ValidationError:
        chosen = Building.objects.none()
    if not chosen:
        return HttpResponse(_("No such building."), status=404, content_type="text/plain; charset=utf-8")
    wanted = _wanted(request, list(chosen))
    made = bind([Paper(CONTACT_CARDS.template, wanted.values, wanted.meta)])
    return as_pdf(made, f"contact-cards-{request.community.slug}")
