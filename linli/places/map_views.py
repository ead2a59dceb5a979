"""Pages of the map at the desk: look, have a plan laid out, take in a drawn one, give it out as a file."""

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.core.errors import DomainError
from linli.core.forms import ActForm
from linli.core.guards import ActorRequest, right
from linli.core.pages import perform
from linli.core.rights import REGISTER
from linli.places import drawing, planning, queries
from linli.places.outlines import Drawn, read_plan

KIB, MOST_KIB = 1024, 512


class PlanFileForm(ActForm):
    """画平面图: the file, read while it is checked."""

    file = forms.FileField(
        label=_("The plan file"),
        help_text=_("GeoJSON, at most %(count)d kB") % {"count": MOST_KIB},
        error_messages={"empty": _("This file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".json,.geojson"}),
    )
    drawn: list[Drawn]

    def clean_file(self) -> Any:
        """Read the plan; what is wrong with it stands beside the field."""
        file = self.cleaned_data["file"]
        if file.size > MOST_KIB * KIB:
            raise forms.ValidationError(
                _("This file is too large: at most %(count)d kB."), params={"count": MOST_KIB}
            )
        try:
            self.drawn = read_plan(file.read())
        except DomainError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong
        return file

    @property
    def typed(self) -> str:
        """What the file says, to tell a repeat from another act."""
        return repr(self.drawn)


def _to_map(request: ActorRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("places:map", args=[request.community.slug]))


@right("places.view")
@require_GET
def map_page(request: ActorRequest) -> HttpResponse:
    """平面图: each building with the number of its dwellings, leading to its page."""
    return _map_page(request)


def _map_page(request: ActorRequest, refused: str = "") -> HttpResponse:
    slug = request.community.slug
    plan = drawing.plan(
        request.community,
        queries.dwellings_by_building(request.actor),
        lambda building: reverse("places:building", args=[slug, building.pk]),
    )
    context = {
        "plan": plan,
        "form": ActForm(),
        "refused": refused,
        "lay_out": plan.houses and (plan.proposed or not (plan.shapes or plan.lanes)),
        "may": {verb for verb in ("draw", "propose") if REGISTER[f"places.{verb}"].held_by(request.actor)},
    }
    return render(request, "places/map.html", context, status=409 if refused else 200)


@right("places.propose")
@require_POST
def propose(request: ActorRequest) -> HttpResponse:
    """拟平面图."""
    form = ActForm(request.POST)
    if not form.is_valid():
        return _map_page(request, refused=str(form.errors["act_id"][0]))
    outcome = perform(
        form, "places.propose", request.community.pk, request.actor,
        lambda: planning.propose(request.community, by=request.actor),
    )  # fmt: skip
    refused = outcome.stale or " ".join(map(str, form.non_field_errors()))
    return _map_page(request, refused=refused) if refused else _to_map(request)


@right("places.draw")
@require_http_methods(["GET", "POST"])
def draw(request: ActorRequest) -> HttpResponse:
    """画平面图: upload, and everything that is wrong with the file said beside it."""
    form = PlanFileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        perform(
            form, "places.draw", request.community.pk, request.actor,
            lambda: planning.draw(request.community, form.drawn, by=request.actor),
        )  # fmt: skip
        if form.is_valid():
            return _to_map(request)
    return render(request, "places/draw.html", {"form": form}, status=422 if form.is_bound else 200)


@right("places.view")
@require_GET
def plan_json(request: ActorRequest) -> HttpResponse:
    """The plan as a file that can be drawn on and taken in again."""
    answer = JsonResponse(
        drawing.as_plan_file(request.community), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    answer["Content-Disposition"] = f'attachment; filename="plan-{request.community.slug}.geojson"'
    return answer
