"""The register of the seal at the desk."""

import re
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.core import clock, keys
from linli.core.forms import plain
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page
from linli.hall import actions, forms, papers, queries
from linli.hall.models import Transaction
from linli.hall.views.counter import address
from linli.papers.typeset import as_pdf


def _about(request: ActorRequest) -> Transaction | None:
    """The transaction in `?for=`."""
    number = plain(request.GET.get("for", ""))
    return queries.access_transaction(request.actor, number) if number else None


@right("hall.stamp")
@require_http_methods(["GET", "POST"])
def stamp(request: ActorRequest) -> HttpResponse:
    """用印登记; what R-18 forbids is refused, with the right office beside the field."""
    form = forms.StampForm(
        request.POST or None, community=request.community, by=request.actor, row=_about(request)
    )
    new_id = keys.uuid7()
    page = FormPage(
        _("Write down a use of the seal"), _("Write it down"),
        ((_("Service hall"), address(request, "counter")), (_("Register of the seal"), address(request, "seals"))),
        lede=_("Before stamping: no seal without a service and its basis, and somebody else approves it."),
        rows=(("item",), ("paper", "copies"), ("legal_basis",), ("for_whom", "stamped_on"), ("approved_by", "kept_where")),
    )  # fmt: skip
    return form_page(
        request, page, form, "hall.stamp", new_id,
        act=lambda: actions.stamp(
            request.community, form.stamped(), stamped_by_id=_myself(request), approved_by_id=form.approver,
            by=request.actor, seal_id=new_id,
        ),
        to=lambda _made: address(request, "seals"),
    )  # fmt: skip


def _myself(request: ActorRequest) -> UUID:
    """Who is logged in stamps."""
    if request.actor.user_id is None:
        raise Http404
    return request.actor.user_id


@right("hall.view_seals")
@require_GET
def month_pdf(request: ActorRequest) -> HttpResponse:
    """用印月册 as PDF: of the month that is asked for (`?month=2026-03`), else of this one."""
    asked = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", request.GET.get("month", ""))
    year, month = (int(asked[1]), int(asked[2])) if asked else (clock.today().year, clock.today().month)
    return as_pdf(
        papers.seal_month(request.community, request.actor, year, month), f"seal-{year}-{month:02d}"
    )
