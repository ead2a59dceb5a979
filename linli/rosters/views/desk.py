"""Rosters at the desk: the list with what this week lacks, a week of one, and the verbs of rosters and shifts."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.core import clock, keys
from linli.core.forms import ActForm
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, find, form_page, perform
from linli.core.rights import REGISTER
from linli.rosters import actions, forms, queries
from linli.rosters.models import Roster, Shift
from linli.rosters.queries import WEEK, moment_words, monday_of
from linli.rosters.watch import day_of
from linli.rosters.week import this_week, week_of


def address(request: Any, name: str, *rest: Any) -> str:
    """An address of this app in the community of the request."""
    return reverse(f"rosters:{name}", args=[request.community.slug, *rest])


def week_url(request: Any, roster: Any, day: dt.date) -> str:
    """The page of a week."""
    return f"{address(request, 'roster', roster)}?week={monday_of(day)}"


def day_asked(request: Any, name: str) -> dt.date:
    """The day that the address asks for, else today."""
    try:
        return dt.date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return clock.today()


def _crumbs(request: ActorRequest, roster: Roster | None = None, day: dt.date | None = None) -> Any:
    first = ((_("Rosters"), address(request, "rosters")),)
    return (*first, (roster.name, week_url(request, roster.pk, day or clock.today()))) if roster else first


@right("rosters.view")
@require_GET
def rosters(request: ActorRequest) -> HttpResponse:
    """值班表: each with what this week lacks."""
    rows = [
        (roster, week, [alert for day in week.days for alert in day.alerts])
        for roster, week in this_week(request.actor)
    ]
    context = {"rows": rows, "may_register": REGISTER["rosters.register"].held_by(request.actor)}
    return render(request, "rosters/desk/rosters.html", context)


@right("rosters.view")
@require_GET
def roster(request: ActorRequest, pk: UUID) -> HttpResponse:
    """A week of one roster (`?week=`, any day of it)."""
    return _page(request, queries.access_roster(request.actor, pk), monday_of(day_asked(request, "week")))


def _page(
    request: ActorRequest, row: Roster, monday: dt.date, *, form: forms.ScheduleForm | None = None, said: str = ""
) -> HttpResponse:  # fmt: skip
    """`form` is one that was refused, `said` why something else was."""
    users = list(queries.may_serve(row.community_id))
    here = {user.pk for user in users}
    week = week_of(row, monday, here)
    first = {"day": max(monday, min(clock.today(), week.sunday))}
    context = {
        "roster": row,
        "week": week,
        "before": monday - WEEK,
        "after": monday + WEEK,
        "notes": list(queries.notes_of_week(row, monday)),
        "form": form or forms.ScheduleForm(users=users, initial=first),
        "copy": ActForm(),
        "over": row.valid_to is not None and row.valid_to < clock.today(),
        "said": said,
        "month": f"{monday + WEEK / 2:%Y-%m}",
        "may_print": REGISTER["papers.print"].held_by(request.actor),
    }
    status = 422 if form else 409 if said else 200
    return render(request, "rosters/desk/roster.html", context, status=status)


@right("rosters.schedule")
@require_http_methods(["GET", "POST"])
def schedule(request: ActorRequest, pk: UUID) -> HttpResponse:
    """排班: one line below the week; refused it comes back there."""
    row = queries.access_roster(request.actor, pk, "schedule")
    if request.method == "GET":
        return HttpResponseRedirect(week_url(request, pk, day_asked(request, "week")))
    form, new_id = (
        forms.ScheduleForm(request.POST, users=list(queries.may_serve(row.community_id))),
        keys.uuid7(),
    )
    if form.is_valid():
        perform(
            form, "rosters.schedule", new_id, request.actor,
            lambda: actions.schedule(row, by=request.actor, shift_id=new_id, **form.values()), about=request.path,
        )  # fmt: skip
        if form.is_valid():
            return HttpResponseRedirect(week_url(request, pk, form.cleaned_data["day"]))
    return _page(request, row, monday_of(form.cleaned_data.get("day") or clock.today()), form=form)


@right("rosters.copy_week")
@require_POST
def copy_week(request: ActorRequest, pk: UUID) -> HttpResponse:
    """照搬上周 into the week of the page (`?week=`)."""
    row = queries.access_roster(request.actor, pk, "copy_week")
    monday, form = monday_of(day_asked(request, "week")), ActForm(request.POST)
    if form.is_valid():
        perform(
            form, "rosters.copy_week", row.pk, request.actor,
            lambda: actions.copy_week(row, source=monday - WEEK, target=monday, by=request.actor),
            about=f"{request.path}?{monday}",
        )  # fmt: skip
    if not form.is_valid():
        return _page(request, row, monday, said=" ".join(map(str, form.non_field_errors())) or _("Please open the page again."))  # fmt: skip
    return HttpResponseRedirect(week_url(request, pk, monday))


@right("rosters.register")
@require_http_methods(["GET", "POST"])
def register(request: ActorRequest) -> HttpResponse:
    """建值班表."""
    form, new_id = forms.RosterForm(request.POST or None), keys.uuid7()
    form.offer(request.community)
    page = FormPage(_("Begin a roster"), _("Begin it"), _crumbs(request), rows=forms.ROSTER_ROWS)
    return form_page(
        request, page, form, "rosters.register", new_id,
        act=lambda: actions.register(request.community, by=request.actor, roster_id=new_id, **form.values()),
        to=lambda made: address(request, "roster", made),
    )  # fmt: skip


@right("rosters.amend")
@require_http_methods(["GET", "POST"])
def amend(request: ActorRequest, pk: UUID) -> HttpResponse:
    """更正值班表."""
    row = queries.access_roster(request.actor, pk, "amend")
    names = ("name", "kind", "venue", "compound", "continuous")
    first = {name: getattr(row, f"{name}_id", getattr(row, name)) for name in names}
    form = forms.RosterAmendForm(request.POST or None, record=row, initial=first)
    form.offer(request.community)
    page = FormPage(
        _("Correct a roster"), _("Save the correction"), _crumbs(request, row), rows=forms.ROSTER_ROWS,
        facts=lambda: [(pgettext("of a place", "Name"), row.name), (_("station or room"), row.venue)],
    )  # fmt: skip
    return form_page(
        request, page, form, "rosters.amend", row.pk,
        act=lambda: actions.amend(row, by=request.actor, **form.values()),
        to=lambda made: address(request, "roster", made),
    )  # fmt: skip


@right("rosters.end")
@require_http_methods(["GET", "POST"])
def end(request: ActorRequest, pk: UUID) -> HttpResponse:
    """停用值班表."""
    row = queries.access_roster(request.actor, pk, "end")
    form = forms.EndForm(request.POST or None, record=row, initial={"on": row.valid_to or clock.today()})
    page = FormPage(
        _("Last day of a roster"), _("Write down the last day"), _crumbs(request, row),
        lede=_("It stays in the books with its last day; nothing is deleted."),
        facts=lambda: [(_("to (last day)"), row.valid_to)], danger=True,
    )  # fmt: skip
    return form_page(
        request, page, form, "rosters.end", row.pk,
        act=lambda: actions.end(row, by=request.actor, **form.values()),
        to=lambda made: address(request, "rosters"),
    )  # fmt: skip


def _shift(request: ActorRequest, pk: UUID, verb: str) -> Shift | None:
    return find(
        request, f"rosters.{verb}", request.actor, lambda: queries.access_shift(request.actor, pk, verb)
    )


def _facts(row: Shift) -> list[tuple[Any, Any]]:
    """How a shift stands."""
    return [
        (_("on duty"), row.user.name if row.user else _("nobody yet")),
        (_("status"), row.get_status_display()),
    ]


@right("rosters.assign")
@require_http_methods(["GET", "POST"])
def assign(request: ActorRequest, pk: UUID) -> HttpResponse:
    """One shift: who is on duty, who asks to be replaced and why, and who it is from now on."""
    row = _shift(request, pk, "assign")
    if row is None:
        return HttpResponseRedirect(address(request, "rosters"))
    users = list(queries.may_serve(row.community_id))
    first = {"user": "" if row.swap_asked_at else row.user_id, "version": row.version}
    form = forms.AssignForm(request.POST or None, users=users, initial=first)
    page = FormPage(
        moment_words(row), _("This is who is on duty"), _crumbs(request, row.roster, day_of(row)),
        facts=lambda: _facts(row), more={"before": "rosters/desk/shift.html", "shift": row},
    )  # fmt: skip
    return _do(request, page, form, "assign", row)


@right("rosters.cancel_shift")
@require_http_methods(["GET", "POST"])
def cancel_shift(request: ActorRequest, pk: UUID) -> HttpResponse:
    """取消班次."""
    row = _shift(request, pk, "cancel_shift")
    if row is None:
        return HttpResponseRedirect(address(request, "rosters"))
    form = forms.CancelForm(request.POST or None, initial={"version": row.version})
    page = FormPage(
        _("Cancel a shift"), _("Cancel this shift"), _crumbs(request, row.roster, day_of(row)),
        lede=f"{moment_words(row)} {row.user.name if row.user else ''}", facts=lambda: _facts(row), danger=True,
    )  # fmt: skip
    return _do(request, page, form, "cancel_shift", row)


def _do(request: ActorRequest, page: FormPage, form: ActForm, verb: str, row: Shift) -> HttpResponse:
    """The act of a verb of a shift; who was overtaken looks at the newer state and may press again."""
    if form.is_valid():
        outcome = perform(
            form, f"rosters.{verb}", row.pk, request.actor,
            lambda: getattr(actions, verb)(row, by=request.actor, version=form.seen, **form.values()), about=request.path,
        )  # fmt: skip
        if outcome.stale:
            messages.warning(request, outcome.stale)
            return HttpResponseRedirect(request.path)
        if form.is_valid():
            return HttpResponseRedirect(week_url(request, row.roster_id, day_of(row)))
    return page.answer(request, form)
