"""The plan of a year against what the files say, and the list of what is due."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.admissions import actions, forms, queries, words
from linli.admissions.models import YearPlan
from linli.admissions.views.acting import address
from linli.core import clock, keys
from linli.core.forms import plain
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page
from linli.core.rights import REGISTER

PLANS = _("Plan of development")


def _year(request: ActorRequest) -> int:
    """`?year=2026`; this year where the address names none."""
    asked = plain(request.GET.get("year", ""))
    fits = asked.isascii() and asked.isdigit() and len(asked) == len("2026") and asked >= "2000"
    return int(asked) if fits else clock.today().year


@right("admissions.view_plans")
@require_GET
def plan(request: ActorRequest) -> HttpResponse:
    """年度计划: branch by branch, planned and counted."""
    year, this = _year(request), clock.today().year
    context = {
        "year": year,
        "years": sorted({year, this - 1, this, this + 1}, reverse=True),
        "lines": queries.plans(request.actor, year),
        "may_set": REGISTER["admissions.set_plan"].held_by(request.actor),
    }
    return render(request, "admissions/plan.html", context)


@right("admissions.set_plan")
@require_http_methods(["GET", "POST"])
def set_plan(request: ActorRequest) -> HttpResponse:
    """定计划."""
    form, new_id = (
        forms.PlanForm(request.POST or None, actor=request.actor, year=_year(request)),
        keys.uuid7(),
    )
    page = FormPage(
        _("Write down a plan"), _("Write it down"), ((PLANS, address(request, "plan")),),
        rows=(("branch", "year"), ("targets", "probationary")),
    )  # fmt: skip
    return form_page(
        request, page, form, "admissions.set_plan", new_id,
        act=lambda: actions.set_plan(by=request.actor, plan_id=new_id, **form.values()),
        to=lambda _made: f"{address(request, 'plan')}?year={form.cleaned_data['year']}",
    )  # fmt: skip


@right("admissions.amend_plan")
@require_http_methods(["GET", "POST"])
def amend_plan(request: ActorRequest, pk: UUID) -> HttpResponse:
    """改计划."""
    row: YearPlan = queries.access_plan(request.actor, pk, "amend_plan")
    form = forms.AmendPlanForm(request.POST or None, record=row)
    page = FormPage(
        str(row), _("Save"), ((PLANS, address(request, "plan")),), rows=(("targets", "probationary"),),
        facts=lambda: [(_("Targets of development"), row.targets), (_("Admissions on probation"), row.probationary)],
    )  # fmt: skip
    return form_page(
        request, page, form, "admissions.amend_plan", row.pk,
        act=lambda: actions.amend_plan(row, by=request.actor, **form.values()),
        to=lambda _made: f"{address(request, 'plan')}?year={row.year}",
    )  # fmt: skip


@right("admissions.view_files")
@require_GET
def due(request: ActorRequest) -> HttpResponse:
    """到期提醒: facts by their day, for the Party organisation alone; nothing is stopped by them."""
    today = clock.today()
    lines = [
        (one.row, words.DUES[one.due.kind], one.due, one.due.is_over(today)) for one in queries.waiting(request.actor)
    ]  # fmt: skip
    return render(request, "admissions/due.html", {"lines": lines})
