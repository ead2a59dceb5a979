"""Pages of rounds, of goals of the year, and of duty reports."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.core import clock, keys
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page
from linli.core.rights import REGISTER
from linli.pledges import actions, forms, queries
from linli.pledges.models import Goal
from linli.pledges.views.acting import address

GOALS, REPORTS, ROUNDS = _("Goals of the year"), _("Duty reports"), _("Rounds")


@right("pledges.view_goals")
@require_GET
def rounds(request: ActorRequest) -> HttpResponse:
    """承诺轮次: the newest first."""
    context = {
        "rounds": list(queries.rounds(request.community)),
        "may_open": REGISTER["pledges.open_round"].on(request.actor),
    }
    return render(request, "pledges/desk/rounds.html", context)


@right("pledges.view_goals")
@require_GET
def round_detail(request: ActorRequest, pk: UUID) -> HttpResponse:
    """一轮: how many pledges stand where and how many have which review; nobody is listed (M-4)."""
    row = get_object_or_404(queries.rounds(request.community), pk=pk)
    context = {"round": row, "stands": queries.stands(row), "reviewed": queries.reviewed(row)}
    return render(request, "pledges/desk/round.html", context)


@right("pledges.open_round")
@require_http_methods(["GET", "POST"])
def open_round(request: ActorRequest) -> HttpResponse:
    """开启一轮承诺."""
    form = forms.RoundForm(request.POST or None)
    new_id = keys.uuid7()
    page = FormPage(
        _("Open a round of pledges"), _("Open it"), ((ROUNDS, address(request, "rounds")),),
        rows=(("year",), ("title",), ("opens_on", "closes_on")),
    )  # fmt: skip
    return form_page(
        request, page, form, "pledges.open_round", new_id,
        act=lambda: actions.open_round(request.community, by=request.actor, round_id=new_id, **form.values()),
        to=lambda made: address(request, "round_detail", made),
    )  # fmt: skip


@right("pledges.view_goals")
@require_GET
def goals(request: ActorRequest) -> HttpResponse:
    """年度目标: this year's, or those of `?year=`, area by area, with how they go."""
    asked = request.GET.get("year", "")
    year = (
        int(asked)
        if asked.isascii() and asked.isdigit() and len(asked) == len("2026")
        else clock.today().year
    )
    years = Goal.objects.of(request.community).order_by("-year").values_list("year", flat=True).distinct()
    context = {
        "year": year,
        "years": sorted({*years, clock.today().year}, reverse=True),
        "goals": queries.goals(request.community, year),
        "may_set": REGISTER["pledges.set_goal"].on(request.actor),
    }
    return render(request, "pledges/desk/goals.html", context)


@right("pledges.set_goal")
@require_http_methods(["GET", "POST"])
def set_goal(request: ActorRequest) -> HttpResponse:
    """定年度目标."""
    form = forms.GoalForm(request.POST or None, initial={"year": clock.today().year})
    new_id = keys.uuid7()
    page = FormPage(
        _("Set a goal of the year"), _("Set it"), ((GOALS, address(request, "goals")),),
        lede=_("Everybody can read it. No names."),
    )  # fmt: skip
    return form_page(
        request, page, form, "pledges.set_goal", new_id,
        act=lambda: actions.set_goal(request.community, by=request.actor, goal_id=new_id, **form.values()),
        to=lambda _made: address(request, "goals"),
    )  # fmt: skip


@right("pledges.note_goal")
@require_http_methods(["GET", "POST"])
def note_goal(request: ActorRequest, pk: UUID) -> HttpResponse:
    """记进展."""
    goal = queries.access_goal(request.actor, pk)
    form = forms.GoalNoteForm(request.POST or None)
    new_id = keys.uuid7()
    page = FormPage(
        _("Note how a goal goes"), _("Note it"), ((GOALS, address(request, "goals")),), lede=goal.text
    )
    return form_page(
        request, page, form, "pledges.note_goal", new_id,
        act=lambda: actions.note_goal(goal, by=request.actor, note_id=new_id, **form.values()),
        to=lambda _made: f"{address(request, 'goals')}?year={goal.year}",
    )  # fmt: skip


@right("pledges.view_reports")
@require_GET
def reports(request: ActorRequest) -> HttpResponse:
    """述职评议: the reports, the newest first."""
    return render(request, "pledges/desk/reports.html", {"reports": list(queries.reports_for(request.actor))})


@right("pledges.view_reports")
@require_GET
def report_detail(request: ActorRequest, pk: UUID) -> HttpResponse:
    """一份述职报告: its sections, and what those present thought of it."""
    row = queries.access_report(request.actor, pk)
    return render(request, "pledges/desk/report.html", {"report": row})


@right("pledges.report")
@require_http_methods(["GET", "POST"])
def report(request: ActorRequest) -> HttpResponse:
    """写述职报告."""
    form = forms.ReportForm(request.POST or None, by=request.actor)
    new_id = keys.uuid7()
    page = FormPage(
        _("Write down a duty report"), _("Write it down"), ((REPORTS, address(request, "reports")),),
        rows=(("organisation", "secretary", "year"),),
    )  # fmt: skip
    return form_page(
        request, page, form, "pledges.report", new_id,
        act=lambda: actions.report(
            form.cleaned_data["organisation"], by=request.actor, report_id=new_id, **form.values()
        ),
        to=lambda made: address(request, "report_detail", made),
    )  # fmt: skip


@right("pledges.appraise")
@require_http_methods(["GET", "POST"])
def appraise(request: ActorRequest, pk: UUID) -> HttpResponse:
    """述职评议: counts, and nobody's mark."""
    row = queries.access_report(request.actor, pk, "appraise")
    form = forms.AppraiseForm(request.POST or None, record=row)
    here = address(request, "report_detail", pk)
    page = FormPage(
        _("Write down the appraisal"), _("Write it down"), ((REPORTS, address(request, "reports")), (str(row), here)),
        rows=(("held_on", "attended"), ("good", "fair", "middling", "poor")),
        lede=_("The marks are counted by two people from the sheets; nobody's mark is kept."),
        facts=lambda: [(_("Reported on"), row.held_on), (_("People present"), row.attended)],
    )  # fmt: skip
    return form_page(
        request, page, form, "pledges.appraise", row.pk,
        act=lambda: actions.appraise(row, by=request.actor, **form.values()), to=lambda _made: here,
    )  # fmt: skip
