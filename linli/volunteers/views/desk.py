"""Pages of the desk: teams and who is in them, and the service that waits for somebody's word."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from linli.core import keys
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, find, form_page, perform
from linli.core.rights import REGISTER
from linli.volunteers import actions, forms, queries
from linli.volunteers.models import Team


def _address(request: ActorRequest, name: str, *rest: Any) -> str:
    return reverse(f"volunteers:{name}", args=[request.community.slug, *rest])


def _crumbs(request: ActorRequest, team: Team | None = None) -> tuple[tuple[Any, str], ...]:
    first = ((_("Teams"), _address(request, "teams")),)
    return (*first, (team.name, _address(request, "team", team.pk))) if team else first


@right("volunteers.view_teams")
@require_GET
def teams(request: ActorRequest) -> HttpResponse:
    """队伍."""
    context = {
        "teams": queries.teams(request.actor),
        "may_found": REGISTER["volunteers.found_team"].held_by(request.actor),
    }
    return render(request, "volunteers/teams.html", context)


@right("volunteers.found_team")
@require_http_methods(["GET", "POST"])
def found_team(request: ActorRequest) -> HttpResponse:
    """建队."""
    form, new_id = forms.TeamForm(request.POST or None), keys.uuid7()
    page = FormPage(_("Write down a team"), _("Write it down"), _crumbs(request))
    return form_page(
        request, page, form, "volunteers.found_team", new_id,
        act=lambda: actions.found_team(request.community, by=request.actor, team_id=new_id, **form.values()),
        to=lambda made: _address(request, "team", made),
    )  # fmt: skip


@right("volunteers.view_teams")
@require_GET
def team(request: ActorRequest, pk: UUID) -> HttpResponse:
    """One team, and who is in it."""
    row = queries.access_team(request.actor, pk)
    return render(request, "volunteers/team.html", {"team": row, "members": queries.members(row)})


@right("volunteers.amend_team")
@require_http_methods(["GET", "POST"])
def amend_team(request: ActorRequest, pk: UUID) -> HttpResponse:
    """更正队伍."""
    row = queries.access_team(request.actor, pk, "amend_team")
    form = forms.AmendTeamForm(request.POST or None, record=row)
    page = FormPage(
        _("Change what the team does"),
        _("Save"),
        _crumbs(request, row),
        facts=lambda: [(_("name"), row.name), (_("what it does"), row.purpose)],
    )
    return form_page(
        request, page, form, "volunteers.amend_team", row.pk,
        act=lambda: actions.amend_team(row, by=request.actor, **form.values()),
        to=lambda made: _address(request, "team", made),
    )  # fmt: skip


@right("volunteers.join")
@require_http_methods(["GET", "POST"])
def join(request: ActorRequest, pk: UUID) -> HttpResponse:
    """入队."""
    row = queries.access_team(request.actor, pk, "join")
    form = forms.JoinForm(request.POST or None, team=row)
    page = FormPage(
        _("Take somebody in"), _("Take them in"), _crumbs(request, row), rows=(("user", "since"),)
    )
    return form_page(
        request, page, form, "volunteers.join", row.pk,
        act=lambda: actions.join(row, by=request.actor, **form.values()),
        to=lambda made: _address(request, "team", made),
    )  # fmt: skip


@right("volunteers.leave")
@require_http_methods(["GET", "POST"])
def leave(request: ActorRequest, pk: UUID) -> HttpResponse:
    """退队."""
    row = queries.access_member(request.actor, pk)
    form = forms.LeaveForm(request.POST or None)
    page = FormPage(
        _("Leave the team"),
        _("Write down the last day"),
        _crumbs(request, row.team),
        lede=row.user.name,
        danger=True,
    )
    return form_page(
        request, page, form, "volunteers.leave", row.pk,
        act=lambda: actions.leave(row, by=request.actor, **form.values()),
        to=lambda made: _address(request, "team", row.team_id),
    )  # fmt: skip


@right("volunteers.confirm_service")
@require_GET
def to_confirm(request: ActorRequest) -> HttpResponse:
    """待确认的服务, the oldest first; one's own is not among them."""
    return _to_confirm(request, forms.ConfirmForm())


def _to_confirm(request: ActorRequest, form: forms.ConfirmForm, *, stale: str = "") -> HttpResponse:
    context = {"records": list(queries.to_confirm(request.actor)), "form": form, "stale": stale}
    status = 409 if stale else 422 if form.is_bound else 200
    return render(request, "volunteers/to_confirm.html", context, status=status)


@right("volunteers.confirm_service")
@require_http_methods(["POST"])
def confirm_service(request: ActorRequest) -> HttpResponse:
    """确认服务: everything that is ticked, in one pass."""
    form = forms.ConfirmForm(request.POST)
    if not form.is_valid():
        return _to_confirm(request, form)
    picked = form.cleaned_data["pick"]
    outcome = perform(
        form, "volunteers.confirm_service", request.community.pk, request.actor,
        lambda: actions.confirm_all(
            [(queries.access_service(request.actor, pk, "confirm_service"), seen) for pk, seen in picked],
            by=request.actor,
        ),
    )  # fmt: skip
    if outcome.stale or not form.is_valid():
        return _to_confirm(request, form, stale=outcome.stale)
    told = ngettext("%(count)d record confirmed.", "%(count)d records confirmed.", len(picked))
    messages.success(request, told % {"count": len(picked)})
    return HttpResponseRedirect(_address(request, "to_confirm"))


@right("volunteers.refuse_service")
@require_http_methods(["GET", "POST"])
def refuse_service(request: ActorRequest, pk: UUID) -> HttpResponse:
    """不予确认, with the reason."""
    row = find(
        request, "volunteers.refuse_service", request.actor,
        lambda: queries.access_service(request.actor, pk, "refuse_service"),
    )  # fmt: skip
    back = _address(request, "to_confirm")
    form = forms.RefuseForm(request.POST or None, record=row)
    page = FormPage(
        _("Do not confirm this"),
        _("Do not confirm"),
        ((_("Service to confirm"), back),),
        lede=f"{row.user.name} · {row}",
        facts=lambda: [(_("status"), row.get_status_display())],
        danger=True,
    )
    return form_page(
        request, page, form, "volunteers.refuse_service", row.pk,
        act=lambda: actions.refuse_service(row, by=request.actor, version=form.seen, **form.values()),
        to=lambda made: back,
    )  # fmt: skip
