"""流动党员 of a month, the contacts with them, and 双报到."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.calendars.months import add_months, write_month
from linli.core import clock, keys
from linli.core.forms import ActForm
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page
from linli.party import actions, forms, queries
from linli.party.forms import PersonForm
from linli.party.models import FloatingContact, FloatingMember
from linli.party.views.acting import address, asked_month, member_verb, person_of

HOME = _("Floating members")


@right("party.view_records")
@require_GET
def away(request: ActorRequest) -> HttpResponse:
    """流动党员: of a month, who is not reached yet first, by name."""
    month = asked_month(request)
    context = {
        "told": queries.away_in(request.actor, month, request.community.code),
        "month": write_month(month),
        "before": write_month(add_months(month, -1)),
        "after": write_month(add_months(month, 1)) if month < forms.this_month() else "",
        "ways": (FloatingContact.How.CALL, FloatingContact.How.MESSAGE, FloatingContact.How.STUDY),
        "form": ActForm(auto_id=False),
        "today": clock.today(),
    }
    return render(request, "party/away.html", context)


note_leaving = member_verb(
    "note_leaving", _("Away for long"), _("Write it down"),
    lambda request, row: forms.LeavingForm(request.POST or None),
    lambda request, row, form: actions.note_leaving(row, by=request.actor, **form.values()),
    lede=_("The member said so before leaving. Where is a province or a city; nobody is traced."),
)  # fmt: skip
note_contact = member_verb(
    "note_contact", _("Contact with a floating member"), _("Write it down"),
    lambda request, row: forms.ContactForm(request.POST or None),
    lambda request, row, form: actions.note_contact(row, by=request.actor, **form.values()), back="away",
)  # fmt: skip


@right("party.note_return")
@require_http_methods(["GET", "POST"])
def note_return(request: ActorRequest, pk: UUID) -> HttpResponse:
    """返回登记."""
    row = queries.access_record(request.actor, FloatingMember, pk, "note_return")
    form = forms.ReturnForm(request.POST or None)
    page = FormPage(_("Back again"), _("Write it down"), ((HOME, address(request, "away")),), lede=str(row))
    return form_page(
        request, page, form, "party.note_return", row.pk,
        act=lambda: actions.note_return(row, by=request.actor, **form.values()),
        to=lambda _made: address(request, "member", row.member_id),
    )  # fmt: skip


@right("party.report_in")
@require_GET
def reportings(request: ActorRequest) -> HttpResponse:
    """双报到: who reported here, and what they offer to do."""
    return render(request, "party/reportings.html", {"rows": queries.reportings(request.actor)})


@right("party.report_in")
@require_http_methods(["GET", "POST"])
def report_in(request: ActorRequest) -> HttpResponse:
    """双报到登记."""
    form, new_id = forms.ReportForm(request.POST or None, community=request.community), keys.uuid7()
    page = FormPage(
        _("Write down who reports in service"), _("Write it down"),
        ((_("In-service members who reported"), address(request, "reportings")),), rows=form.ROWS,
        lede=_("The relation of membership stays with the unit."),
    )  # fmt: skip
    return form_page(
        request, page, form, "party.report_in", new_id,
        act=lambda: _report_in(request, form, new_id), to=lambda _made: address(request, "reportings"),
    )  # fmt: skip


def _report_in(request: ActorRequest, form: Any, new_id: UUID) -> None:
    values = {name: value for name, value in form.values().items() if name not in PersonForm.base_fields}
    actions.report_in(person_of(request, form), by=request.actor, reporting_id=new_id, **values)


@right("party.end_reporting")
@require_http_methods(["GET", "POST"])
def end_reporting(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The last day of an in-service reporting."""
    row = queries.access_reporting(request.actor, pk, "end_reporting")
    here = address(request, "reportings")
    if row.ended_on:
        return HttpResponseRedirect(here)
    form = forms.LastDayForm(request.POST or None)
    page = FormPage(
        _("Reports here no more"), _("Write down the last day"), ((_("In-service members who reported"), here),),
        lede=str(row), danger=True,
    )  # fmt: skip
    return form_page(
        request, page, form, "party.end_reporting", row.pk,
        act=lambda: actions.end_reporting(row, by=request.actor, **form.values()), to=lambda _made: here,
    )  # fmt: skip
