"""Pages of who serves: what one can do and when, and the own service. Nobody else sees them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.core import keys
from linli.core.forms import ActForm
from linli.core.guards import ActorRequest, right
from linli.core.pages import perform
from linli.volunteers import actions, forms, queries
from linli.volunteers.models import ServiceRecord
from linli.volunteers.workflow import ServiceStatus

HOUR = 60
SHOWN = 200


def _service(request: ActorRequest) -> str:
    return reverse("volunteers:service", args=[request.community.slug])


@right("volunteers.profile")
@require_http_methods(["GET", "POST"])
def profile(request: ActorRequest) -> HttpResponse:
    """志愿者档案: one's own, and nobody else's."""
    known = queries.profile_of(request.actor)
    form = forms.ProfileForm(request.POST or None, community=request.community, profile=known)
    if form.is_valid():
        perform(
            form, "volunteers.profile", request.community.pk, request.actor,
            lambda: actions.keep_profile(request.community, by=request.actor.own, **form.values()),
        )  # fmt: skip
        if form.is_valid():
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(_service(request))
    context: dict[str, Any] = {"form": form, "parent": {"url": _service(request), "label": _("My service")}}
    return render(request, "volunteers/profile.html", context, status=422 if form.is_bound else 200)


@right("volunteers.propose_service")
@require_GET
def service(request: ActorRequest) -> HttpResponse:
    """我的服务: what one wrote down oneself, and how long it was. Compared with nobody."""
    return _page(request, forms.ServiceForm())


def _page(request: ActorRequest, form: forms.ServiceForm, *, stale: str = "") -> HttpResponse:
    minutes = queries.own_minutes(request.actor)
    records = list(queries.own_service(request.actor)[:SHOWN])
    told = queries.reasons(records)
    context = {
        "form": form,
        "hours": minutes // HOUR,
        "minutes": minutes % HOUR,
        "records": [(row, told.get(row.pk, ""), _take_back(row)) for row in records],
        "stale": stale,
    }  # fmt: skip
    status = 409 if stale else 422 if form.is_bound else 200
    return render(request, "volunteers/service.html", context, status=status)


def _take_back(row: ServiceRecord) -> ActForm | None:
    """The button's form, while nobody has confirmed it."""
    waiting = row.status == ServiceStatus.PROPOSED
    return ActForm(auto_id=False, initial={"version": row.version}) if waiting else None


@right("volunteers.propose_service")
@require_http_methods(["POST"])
def propose_service(request: ActorRequest) -> HttpResponse:
    """登记服务: one's own."""
    form, new_id = forms.ServiceForm(request.POST), keys.uuid7()
    if form.is_valid():
        perform(
            form, "volunteers.propose_service", new_id, request.actor,
            lambda: actions.propose_service(
                request.user, by=request.actor.own, record_id=new_id, **form.values()  # type: ignore[arg-type]
            ),
        )  # fmt: skip
        if form.is_valid():
            messages.success(request, _("Written down. Somebody else confirms it."))
            return HttpResponseRedirect(_service(request))
    return _page(request, form)


@right("volunteers.withdraw_service")
@require_http_methods(["POST"])
def withdraw_service(request: ActorRequest, pk: UUID) -> HttpResponse:
    """撤回服务记录: one's own, while nobody has confirmed it."""
    row = queries.access_service(request.actor, pk, "withdraw_service")
    form = ActForm(request.POST)
    if form.is_valid():
        outcome = perform(
            form, "volunteers.withdraw_service", row.pk, request.actor,
            lambda: actions.withdraw_service(row, by=request.actor, version=form.seen), about=str(row.pk),
        )  # fmt: skip
        if outcome.stale:
            return _page(request, forms.ServiceForm(), stale=outcome.stale)
    return HttpResponseRedirect(_service(request))
