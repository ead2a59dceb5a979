"""对接方案 at the desk: ask for one, look at it, match all of it, some of it, or nothing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from linli.cobuilding import actions
from linli.cobuilding.forms import CarryOutForm
from linli.cobuilding.models import MatchPlan, MatchProposal, Need
from linli.cobuilding.views.acting import address
from linli.cobuilding.workflow import NeedStatus
from linli.core import clock, keys
from linli.core.forms import ActForm
from linli.core.guards import ActorRequest, right
from linli.core.pages import perform
from linli.rulebook import book

WEIGHTS = (
    ("way", gettext_lazy("The way")),
    ("waste", gettext_lazy("A large room for few people")),
    ("spread", gettext_lazy("How often the same giver is asked")),
)


@right("cobuilding.plan_matches")
@require_GET
def newest(request: ActorRequest) -> HttpResponse:
    """对接方案: what waits, and the newest plan."""
    return _page(request, MatchPlan.objects.of(request.community).order_by("-asked_at", "-id").first())


@right("cobuilding.plan_matches")
@require_GET
def plan_detail(request: ActorRequest, plan: UUID) -> HttpResponse:
    """一份对接方案."""
    return _page(request, get_object_or_404(MatchPlan.objects.of(request.community), pk=plan))


def _page(request: ActorRequest, plan: MatchPlan | None, form: CarryOutForm | None = None) -> HttpResponse:
    rows = _proposals(plan)
    waiting = Need.objects.of(request.community).filter(status=NeedStatus.OPEN)
    context = {
        "plan": plan,
        "proposals": [row for row in rows if row.resource],
        "over": [row for row in rows if not row.resource],
        "waiting": waiting.count(),
        "form": form or CarryOutForm(plan=rows),
        "chosen": set(form.data.getlist("chosen")) if form else {str(row.pk) for row in rows if row.waits},  # type: ignore[attr-defined]
        "asking": ActForm(),
        "weights": [(label, _number(request, name)) for name, label in WEIGHTS],
    }
    return render(request, "cobuilding/desk/plan.html", context, status=422 if form is not None else 200)


def _number(request: ActorRequest, name: str) -> int:
    return int(book.value(f"cobuilding.plan.{name}", on=clock.today(), at=request.community.code))


def _proposals(plan: MatchPlan | None) -> list[MatchProposal]:
    if plan is None:
        return []
    rows = plan.proposals.order_by("place").select_related(
        "need__building__compound",
        "resource__organisation",
        "resource__team",
        "next__organisation",
        "next__team",
    )
    return list(rows)


@right("cobuilding.plan_matches")
@require_POST
def plan_matches(request: ActorRequest) -> HttpResponse:
    """请出方案: for all that waits."""
    form, plan_id = ActForm(request.POST), keys.uuid7()
    if not form.is_valid():
        return HttpResponseRedirect(address(request, "plan"))
    outcome = perform(
        form, "cobuilding.plan_matches", plan_id, request.actor,
        lambda: actions.plan_matches(request.community, by=request.actor, plan_id=plan_id),
    )  # fmt: skip
    made = outcome.earlier.subject_id if outcome.earlier else plan_id
    return HttpResponseRedirect(address(request, "plan_detail", made))


@right("cobuilding.carry_out_matches")
@require_POST
def carry_out_matches(request: ActorRequest, plan: UUID) -> HttpResponse:
    """照方案对接: what was ticked; what has gone on meanwhile is named and left."""
    row = get_object_or_404(MatchPlan.objects.of(request.community), pk=plan)
    form = CarryOutForm(request.POST, plan=_proposals(row))
    if not form.is_valid():
        return _page(request, row, form)
    matched: list[Any] = []
    perform(
        form, "cobuilding.carry_out_matches", row.pk, request.actor,
        lambda: matched.append(actions.carry_out_matches(row, form.proposals(), by=request.actor)), about=str(row.pk),
    )  # fmt: skip
    if form.errors:
        return _page(request, row, form)
    for each in matched:
        _say(request, each)
    return HttpResponseRedirect(address(request, "plan_detail", row.pk))


def _say(request: ActorRequest, matched: actions.Matched) -> None:
    if count := len(matched.done):
        told = ngettext("%(count)d need matched.", "%(count)d needs matched.", count)
        messages.success(request, told % {"count": count})
    if matched.overtaken:
        numbers = _(", ").join(row.need.number for row in matched.overtaken)
        messages.warning(
            request,
            _("Not matched, because something has gone on meanwhile: %(numbers)s.") % {"numbers": numbers},
        )
