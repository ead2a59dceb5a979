"""The catalogue at the desk: a service is added, corrected, ended."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from linli.core import keys
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page
from linli.hall import actions, forms, queries
from linli.hall.hours_forms import HoursForm
from linli.hall.models import ServiceItem
from linli.hall.views.counter import address

ROWS = (
    ("name", "code"), ("kind",), ("legal_basis",), ("handling",), ("office", "limit_workdays", "fee_fen"), ("materials",),
    ("words",), ("place", "hours"), ("telephone", "helper"), ("checked",),
)  # fmt: skip


def _crumbs(request: ActorRequest) -> tuple[tuple[Any, str], ...]:
    return ((_("Service hall"), address(request, "counter")), (_("Services"), address(request, "items")))


@right("hall.add_item")
@require_http_methods(["GET", "POST"])
def add_item(request: ActorRequest) -> HttpResponse:
    """增加事项; a certificate that R-18 forbids is refused, with the right office beside the field."""
    form, new_id = forms.AddItemForm(request.POST or None), keys.uuid7()
    page = FormPage(_("Add a service"), _("Add it"), _crumbs(request), rows=ROWS)
    return form_page(
        request, page, form, "hall.add_item", new_id,
        act=lambda: actions.add_item(
            request.community, form.cleaned_data["code"], forms.described(form.cleaned_data), by=request.actor, item_id=new_id
        ),
        to=lambda _made: address(request, "items"),
    )  # fmt: skip


@right("hall.amend_item")
@require_http_methods(["GET", "POST"])
def amend_item(request: ActorRequest, pk: UUID) -> HttpResponse:
    """更正事项."""
    row = queries.access_item(request.actor, pk, "amend_item")
    form = forms.AmendItemForm(request.POST or None, record=row)
    page = FormPage(
        row.name, _("Save the correction"), _crumbs(request), rows=ROWS, facts=lambda: _facts(row),
        more={"before": "hall/desk/end_link.html", "item": row},
    )  # fmt: skip
    return form_page(
        request, page, form, "hall.amend_item", row.pk,
        act=lambda: actions.amend_item(
            row, forms.described(form.cleaned_data), by=request.actor, seen=form.cleaned_data["state"]
        ),
        to=lambda _made: address(request, "items"),
    )  # fmt: skip


@right("hall.end_item")
@require_http_methods(["GET", "POST"])
def end_item(request: ActorRequest, pk: UUID) -> HttpResponse:
    """停办."""
    row = queries.access_item(request.actor, pk, "end_item")
    form = forms.EndItemForm(request.POST or None, record=row)
    page = FormPage(
        _("Take “%(name)s” off the catalogue") % {"name": row.name}, _("Take it off"), _crumbs(request),
        lede=_("After this day nobody can begin it; what is in hand goes on."), danger=True, facts=lambda: _facts(row),
    )  # fmt: skip
    return form_page(
        request, page, form, "hall.end_item", row.pk,
        act=lambda: actions.end_item(row, by=request.actor, **form.values()),
        to=lambda _made: address(request, "items"),
    )  # fmt: skip


def _facts(row: ServiceItem) -> list[tuple[Any, Any]]:
    return [(_("Name of the service"), row.name), (_("Last day"), row.valid_to)]


@right("hall.set_hours")
@require_http_methods(["GET", "POST"])
def set_hours(request: ActorRequest) -> HttpResponse:
    """办事时段: when half hours can be booked."""
    form = HoursForm(request.POST or None, community=request.community)
    crumbs = (
        (_("Service hall"), address(request, "counter")),
        (pgettext_lazy("of the hall", "Appointments"), address(request, "appointments")),
    )
    page = FormPage(
        _("Hours that can be booked"), _("Set the hours"), crumbs,
        lede=_("On public holidays there are none; a weekend day that is worked instead has those of a Monday. What is booked already stays."),
    )  # fmt: skip
    return form_page(
        request, page, form, "hall.set_hours", request.community.pk,
        act=lambda: actions.set_hours(request.community, form.spans(), by=request.actor),
        to=lambda _made: address(request, "appointments"),
    )  # fmt: skip
