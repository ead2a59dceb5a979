"""派单方案 at the desk: ask for one, look at it, hand out all of it, some of it, or nothing."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.core import clock, keys
from linli.core.forms import ActForm
from linli.core.guards import ActorRequest, right
from linli.core.pages import perform
from linli.core.rights import visible_to
from linli.orders import actions
from linli.orders.models import DispatchPlan, DispatchProposal, Order
from linli.orders.workflow import OrderStatus
from linli.rulebook import book

WEIGHTS = (
    ("way", gettext_lazy("The way")),
    ("skill", gettext_lazy("Whether somebody can do it")),
    ("load", gettext_lazy("What somebody has in hand")),
    ("fairness", gettext_lazy("What somebody did lately")),
    ("again", gettext_lazy("Whether it was the same person last time")),
)


class HandOutForm(ActForm):
    """派出: which of the proposals."""

    chosen = forms.MultipleChoiceField(required=True, error_messages={"required": "", "invalid_choice": ""})

    def __init__(self, *args: Any, plan: list[DispatchProposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = {str(row.pk): row for row in plan if row.waits}
        field: Any = self.fields["chosen"]
        field.choices = [(key, key) for key in self.plan]
        field.error_messages = {
            "required": _("Choose at least one proposal."),
            "invalid_choice": _("One of them was handed out meanwhile; look again."),
        }

    def proposals(self) -> list[DispatchProposal]:
        """The chosen ones, in the order of the plan."""
        return [row for key, row in self.plan.items() if key in set(self.cleaned_data["chosen"])]


@right("orders.plan")
@require_GET
def newest(request: ActorRequest) -> HttpResponse:
    """派单方案: what waits to be handed out, and the newest plan if it is of today."""
    plan = DispatchPlan.objects.of(request.community).filter(only="").order_by("-asked_at", "-id").first()
    return _page(request, plan)


@right("orders.plan")
@require_GET
def detail(request: ActorRequest, plan: UUID) -> HttpResponse:
    """一份派单方案."""
    return _page(request, get_object_or_404(DispatchPlan.objects.of(request.community), pk=plan))


def _page(request: ActorRequest, plan: DispatchPlan | None, form: HandOutForm | None = None) -> HttpResponse:
    rows = _proposals(request, plan)
    waiting = visible_to(Order.objects.of(request.community), request.actor, "orders.dispatch")
    context = {
        "plan": plan,
        "proposals": [row for row in rows if row.user_id],
        "over": [row for row in rows if not row.user_id],
        "waiting": waiting.filter(status=OrderStatus.ADMITTED).count(),
        "form": form or HandOutForm(plan=rows),
        "chosen": set(form.data.getlist("chosen")) if form else {str(row.pk) for row in rows if row.sure},  # type: ignore[attr-defined]
        "asking": ActForm(),
        "saved": _saved(plan),
        "weights": [(label, _number(request, name)) for name, label in WEIGHTS],
        "most": _number(request, "room"),
    }
    status = 422 if form is not None else 200
    return render(request, "orders/desk/plan.html", context, status=status)


def _number(request: ActorRequest, name: str) -> int:
    return int(book.value(f"orders.plan.{name}", on=clock.today(), at=request.community.code))


def _proposals(request: ActorRequest, plan: DispatchPlan | None) -> list[DispatchProposal]:
    if plan is None:
        return []
    orders = visible_to(Order.objects.of(request.community), request.actor, "orders.dispatch")
    rows = plan.proposals.filter(order__in=orders).order_by("place")
    return list(rows.select_related("order__category", "order__building__compound", "user", "next"))


def _saved(plan: DispatchPlan | None) -> int:
    """How many of a hundred the plan saves against first come, first served."""
    if plan is None or not plan.first_come:
        return 0
    return round((plan.first_come - plan.cost) * 100 / plan.first_come)


@right("orders.plan_dispatch")
@require_POST
def plan_dispatch(request: ActorRequest) -> HttpResponse:
    """请出方案: for one order (`only`) or for all that wait."""
    form, plan_id = ActForm(request.POST), keys.uuid7()
    only = request.POST.get("only", "")[:12]
    if not form.is_valid():
        return HttpResponseRedirect(reverse("orders:plan", args=[request.community.slug]))
    outcome = perform(
        form, "orders.plan_dispatch", plan_id, request.actor,
        lambda: actions.plan_dispatch(request.community, by=request.actor, only=only, plan_id=plan_id),
    )  # fmt: skip
    made = outcome.earlier.subject_id if outcome.earlier else plan_id
    return HttpResponseRedirect(reverse("orders:plan_detail", args=[request.community.slug, made]))


@right("orders.carry_out")
@require_http_methods(["POST"])
def carry_out(request: ActorRequest, plan: UUID) -> HttpResponse:
    """派出: what was ticked; what has gone on meanwhile is named and left."""
    row = get_object_or_404(DispatchPlan.objects.of(request.community), pk=plan)
    form = HandOutForm(request.POST, plan=_proposals(request, row))
    if not form.is_valid():
        return _page(request, row, form)
    handed: list[Any] = []
    perform(
        form, "orders.carry_out", row.pk, request.actor,
        lambda: handed.append(actions.carry_out(row, form.proposals(), by=request.actor)), about=str(row.pk),
    )  # fmt: skip
    if form.errors:
        return _page(request, row, form)
    for each in handed:
        _say(request, each)
    return HttpResponseRedirect(reverse("orders:plan_detail", args=[request.community.slug, row.pk]))


def _say(request: ActorRequest, handed: Any) -> None:
    if count := len(handed.done):
        told = ngettext("%(count)d order handed out.", "%(count)d orders handed out.", count)
        messages.success(request, told % {"count": count})
    if handed.overtaken:
        numbers = _(", ").join(row.order.number for row in handed.overtaken)
        messages.warning(
            request,
            _("Not handed out, because they have gone on meanwhile: %(numbers)s.") % {"numbers": numbers},
        )
