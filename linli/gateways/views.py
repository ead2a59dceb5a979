"""Pages of other systems at the desk: which are connected, what is under way there, an order handed on."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.core import keys
from linli.core.errors import DomainError
from linli.core.forms import ActForm
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page, perform
from linli.core.rights import REGISTER
from linli.gateways import actions, forms, queries, wire
from linli.notifications.channels.outcomes import NotNow, Refused
from linli.orders.queries import access_order


def _address(request: ActorRequest, name: str, *rest: Any) -> str:
    return reverse(f"gateways:{name}", args=[request.community.slug, *rest])


def _crumbs(request: ActorRequest) -> tuple[tuple[Any, str], ...]:
    return ((_("Other systems"), _address(request, "servers")),)


def _back(request: ActorRequest) -> HttpResponse:
    return HttpResponseRedirect(_address(request, "servers"))


@right("gateways.view")
@require_GET
def servers(request: ActorRequest) -> HttpResponse:
    """对方系统: which are connected, and what was forwarded to them."""
    context = {
        "servers": list(queries.servers(request.actor)),
        "forwardings": list(queries.forwardings(request.actor)[: queries.SHOWN]),
        "may_connect": REGISTER["gateways.connect"].held_by(request.actor),
        "ours": request.build_absolute_uri(_address(request, "begin")).rstrip("/"),
        "form": ActForm(),
    }
    return render(request, "gateways/servers.html", context)


@right("gateways.connect")
@require_http_methods(["GET", "POST"])
def connect(request: ActorRequest) -> HttpResponse:
    """连接对方系统."""
    form = forms.ConnectForm(request.POST or None, community=request.community)
    new_id = keys.uuid7()
    page = FormPage(
        _("Connect another system"),
        _("Connect it"),
        _crumbs(request),
        lede=_("Orders can then be forwarded to it. Check it afterwards: that brings its services."),
    )
    return form_page(
        request, page, form, "gateways.connect", new_id,
        act=lambda: actions.connect(request.community, by=request.actor, server_id=new_id, **form.values()),
        to=lambda made: _address(request, "servers"),
    )  # fmt: skip


@right("gateways.amend")
@require_http_methods(["GET", "POST"])
def amend(request: ActorRequest, pk: UUID) -> HttpResponse:
    """更正对方系统."""
    server = queries.access_server(request.actor, pk, "amend")
    form = forms.ServerForm(request.POST or None, record=server)
    page = FormPage(_("Change %(name)s") % {"name": server}, _("Save"), _crumbs(request))
    return form_page(
        request, page, form, "gateways.amend", server.pk,
        act=lambda: actions.amend(server, by=request.actor, **form.values()),
        to=lambda made: _address(request, "servers"),
    )  # fmt: skip


@right("gateways.verify")
@require_POST
def verify(request: ActorRequest, pk: UUID) -> HttpResponse:
    """检查对方系统: it is asked before the act begins, so that nobody waits for its answer with the database held."""
    server = queries.access_server(request.actor, pk, "verify")
    form = ActForm(request.POST)
    if not form.is_valid():
        return _back(request)
    try:
        found = wire.services(server)
    except (NotNow, Refused, DomainError) as why:
        messages.error(
            request, _("%(name)s does not answer as Open311 does: %(why)s") % {"name": server, "why": why}
        )
        return _back(request)
    perform(
        form, "gateways.verify", server.pk, request.actor,
        lambda: actions.verify(server, found, by=request.actor), about=request.path,
    )  # fmt: skip
    words = _("%(name)s answers. Services: %(n)d.")
    messages.success(request, words % {"name": server, "n": len(found)})
    return _back(request)


@right("gateways.disconnect")
@require_http_methods(["GET", "POST"])
def disconnect(request: ActorRequest, pk: UUID) -> HttpResponse:
    """断开对方系统."""
    server = queries.access_server(request.actor, pk, "disconnect")
    form = ActForm(request.POST or None)
    page = FormPage(
        _("Disconnect %(name)s") % {"name": server},
        _("Disconnect it"),
        _crumbs(request),
        lede=_(
            "Nothing more is sent there, and what is under way is asked for no more. Its key is forgotten."
        ),
        danger=True,
    )
    return form_page(
        request, page, form, "gateways.disconnect", server.pk,
        act=lambda: actions.disconnect(server, by=request.actor),
        to=lambda made: _address(request, "servers"),
    )  # fmt: skip


@right("gateways.forward")
@require_http_methods(["GET", "POST"])
def forward(request: ActorRequest, number: str) -> HttpResponse:
    """转办到对方系统: words that a person has looked at, and nothing else."""
    order = access_order(request.actor, number)
    form = forms.ForwardForm(request.POST or None, order=order)
    new_id = keys.uuid7()
    here = reverse("orders:desk_detail", args=[request.community.slug, order.number])
    page = FormPage(
        _("Forward to another system"),
        _("Forward it"),
        ((order.number, here),),
        lede=_("Only these words are sent. The order stays with who has it here, and is closed here alone."),
    )
    return form_page(
        request, page, form, "gateways.forward", new_id,
        act=lambda: actions.forward(order, by=request.actor, forwarding_id=new_id, **form.chosen()),
        to=lambda made: here,
    )  # fmt: skip


@right("gateways.send_again")
@require_POST
def send_again(request: ActorRequest, pk: UUID) -> HttpResponse:
    """再送一次."""
    forwarding = queries.access_forwarding(request.actor, pk, "send_again")
    form = ActForm(request.POST)
    if not form.is_valid():
        return _back(request)
    outcome = perform(
        form, "gateways.send_again", forwarding.pk, request.actor,
        lambda: actions.send_again(forwarding, by=request.actor, version=form.seen), about=request.path,
    )  # fmt: skip
    if words := outcome.stale or " ".join(str(error) for error in form.non_field_errors()):
        messages.error(request, words)
    return _back(request)
