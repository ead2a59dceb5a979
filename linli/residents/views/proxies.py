"""代办人 on the page of a resident: name one, end one."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.core import clock, keys
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page
from linli.residents import forms, proxies, queries
from linli.residents.matters import MATTERS
from linli.residents.models import Proxy
from linli.residents.proxy_panel import shown_of
from linli.residents.views.people import crumbs


@right("residents.view")
@require_GET
def listed(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Whom the person has named, with the button that ends it."""
    row = queries.access_person(request.actor, pk)
    return render(request, "residents/proxies.html", {"person": row, "proxies": shown_of(row)})


def _address(request: ActorRequest, pk: UUID) -> str:
    return reverse("residents:proxies", args=[request.community.slug, pk])


@right("residents.name_proxy")
@require_http_methods(["GET", "POST"])
def name_proxy(request: ActorRequest, pk: UUID) -> HttpResponse:
    """登记代办人; where no app has a matter for it, the page says so."""
    row = queries.access_person(request.actor, pk, "name_proxy")
    last, new_id = proxies.longest(clock.today(), request.community), keys.uuid7()
    form = forms.NameProxyForm(request.POST or None, initial={"until": last})
    page = FormPage(
        _("Somebody acts for %(name)s") % {"name": row.name},
        _("Write it down"),
        crumbs(request, row),
        lede=_("Only for the chosen matters and days. Ring the person on the number in the books, or keep the signed paper. The person is told, and may end it by a call."),
        rows=(("name", "phone"), ("matters",), ("how",), ("since", "until")),
        more={} if MATTERS else {"before": "residents/no_matters.html"},
    )  # fmt: skip
    act = lambda: proxies.name_proxy(row, by=request.actor, proxy_id=new_id, **form.values())  # noqa: E731  done once
    return form_page(
        request, page, form, "residents.name_proxy", row.pk, act=act, to=lambda made: _address(request, made)
    )  # fmt: skip


@right("residents.end_proxy")
@require_http_methods(["GET", "POST"])
def end_proxy(request: ActorRequest, pk: UUID, proxy: UUID) -> HttpResponse:
    """结束代办: it counts from this moment."""
    row = queries.access_person(request.actor, pk, "end_proxy")
    rows = Proxy.objects.of(request.actor.community_id).select_related("person", "community")
    found = rows.filter(person=row, pk=proxy).first()
    if found is None:
        raise Http404
    form = forms.EndProxyForm(request.POST or None)
    page = FormPage(
        _("%(proxy)s no longer acts for %(name)s") % {"proxy": found.name, "name": row.name},
        _("End it"),
        crumbs(request, row),
        lede=_("It counts from this moment, and the person is told."),
    )
    act = lambda: proxies.end_proxy(found, by=request.actor)  # noqa: E731  what `form_page` does once
    return form_page(
        request, page, form, "residents.end_proxy", row.pk, act=act, to=lambda made: _address(request, made)
    )  # fmt: skip
