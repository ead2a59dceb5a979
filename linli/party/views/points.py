"""积分 at the desk: rules, totals of the organisation, a distribution of ten or more, appeals. No names with numbers, no file."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from linli.core import keys
from linli.core.forms import ActForm
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page
from linli.party import actions, balances, forms, point_forms
from linli.party.models import PointAppeal
from linli.party.views.acting import Crumbs, address, refuse_unless_whole

HOME = _("Points of members")


def _crumbs(request: ActorRequest) -> Crumbs:
    return ((HOME, address(request, "points")),)


@right("party.view_points")
@require_GET
def points(request: ActorRequest) -> HttpResponse:
    """积分总览: rules with what they gave in all, how many take part, the distribution where enough do, appeals."""
    refuse_unless_whole(request, "view_points")
    appeals = balances.appeals_for(request.actor)
    context = {
        "told": balances.whole(request.community),
        "waiting": [row for row in appeals if row.answered_on is None],
        "answered": [row for row in appeals if row.answered_on is not None],
    }
    return render(request, "party/points.html", context)


@right("party.write_point_rule")
@require_http_methods(["GET", "POST"])
def write_point_rule(request: ActorRequest) -> HttpResponse:
    """写积分规则."""
    refuse_unless_whole(request, "write_point_rule")
    form, new_id = point_forms.PointRuleForm(request.POST or None), keys.uuid7()
    page = FormPage(
        _("Write a rule of points"), _("Write it"), _crumbs(request), rows=form.rows,
        lede=_("Points come from confirmed deeds, never from logins, likes, shares or minutes online (R-11)."),
    )  # fmt: skip
    return form_page(
        request, page, form, "party.write_point_rule", new_id,
        act=lambda: actions.write_point_rule(request.community, by=request.actor, rule_id=new_id, **form.values()),
        to=lambda _made: address(request, "points"),
    )  # fmt: skip


@right("party.end_point_rule")
@require_http_methods(["GET", "POST"])
def end_point_rule(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The last day of a rule."""
    row = balances.access_rule(request.actor, pk, "end_point_rule")
    here = address(request, "points")
    if row.valid_to:
        return HttpResponseRedirect(here)
    form = forms.LastDayForm(request.POST or None)
    page = FormPage(
        _("End a rule of points"), _("Write down the last day"), _crumbs(request), danger=True,
        lede=_("%(rule)s: what it gave stays.") % {"rule": row},
    )  # fmt: skip
    return form_page(
        request, page, form, "party.end_point_rule", row.pk,
        act=lambda: actions.end_point_rule(row, by=request.actor, **form.values()), to=lambda _made: here,
    )  # fmt: skip


@right("party.pull_points")
@require_http_methods(["GET", "POST"])
def pull_points(request: ActorRequest) -> HttpResponse:
    """归集积分 now; the worker does it every night."""
    refuse_unless_whole(request, "pull_points")
    form = ActForm(request.POST or None)
    page = FormPage(
        _("Pull the points now"), _("Pull"), _crumbs(request),
        lede=_("From deeds that are confirmed by now. It happens every night by itself; twice writes once."),
    )  # fmt: skip
    return form_page(
        request, page, form, "party.pull_points", request.community.pk,
        act=lambda: actions.pull_points(request.community, by=request.actor),
        to=lambda _made: address(request, "points"),
    )  # fmt: skip


@right("party.answer_points")
@require_http_methods(["GET", "POST"])
def answer_points(request: ActorRequest, pk: UUID) -> HttpResponse:
    """答复申诉: what the member says, the entry that it is about, and the answer."""
    row = balances.access_appeal(request.actor, pk, "answer_points")
    form = point_forms.AnswerForm(request.POST or None, record=row)
    here = address(request, "points")
    page = FormPage(
        _("Answer an appeal"), pgettext_lazy("an appeal", "Answer"), _crumbs(request), lede=_about(row),
        facts=lambda: [(pgettext_lazy("an appeal", "Answer"), row.answer)], more={"before": "party/parts/appeal.html", "row": row},
    )  # fmt: skip
    if row.answered_on and request.method == "GET":
        return HttpResponseRedirect(here)
    return form_page(
        request, page, form, "party.answer_points", row.pk,
        act=lambda: actions.answer_points(row, by=request.actor, **form.values()), to=lambda _made: here,
    )  # fmt: skip


def _about(row: PointAppeal) -> str:
    return row.member.person.name
