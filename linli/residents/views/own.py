"""What a resident may ask for about the own data: how to be reached, to agree or no longer, a copy, to be erased."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, find, form_page
from linli.residents import actions, consenting, forms, papers, queries, ways
from linli.residents.models import Person
from linli.residents.purposes import PURPOSES, Purpose
from linli.residents.views.looking import looked
from linli.residents.views.people import crumbs, people_address, person_address

WISHES = ("channel", "from_hour", "to_hour", "language", "read_aloud", "do_not_visit")


@right("residents.set_reach")
@require_http_methods(["GET", "POST"])
def set_reach(request: ActorRequest, pk: UUID) -> HttpResponse:
    """怎么联系我 (N-18)."""
    row = queries.access_person(request.actor, pk, "set_reach")
    reach = queries.reach_of(row)
    first = {name: getattr(reach, name) for name in WISHES} if reach else {}
    form = forms.ReachForm(request.POST or None, record=reach, initial=first)
    page = FormPage(
        _("How %(name)s wants to be reached") % {"name": row.name},
        _("Write it down"),
        crumbs(request, row),
        lede=_("As the person says it, so that calls and visits keep to it."),
        rows=(("channel",), ("from_hour", "to_hour"), ("language",)),
        facts=lambda: [(_("How to reach the person"), "；".join(ways.in_words(reach)))],
    )
    act = lambda: actions.set_reach(row, by=request.actor, **form.values())  # noqa: E731  what `form_page` does once
    return form_page(
        request, page, form, "residents.set_reach", row.pk, act=act, to=lambda made: person_address(request, made)
    )  # fmt: skip


def _purpose(code: str) -> Purpose:
    if code not in PURPOSES:
        raise Http404
    return PURPOSES[code]


@right("residents.consent")
@require_http_methods(["GET", "POST"])
def consent(request: ActorRequest, pk: UUID, purpose: str) -> HttpResponse:
    """同意: the words are read out first."""
    row, asked = queries.access_person(request.actor, pk, "consent"), _purpose(purpose)
    form = forms.ConsentForm(request.POST or None)
    if not consenting.asks_guardian(row):
        del form.fields["guardian"]
    page = _consent_page(request, row, asked, _("%(name)s agrees"), _("Agrees"))
    act = lambda: actions.consent(row, purpose=asked, by=request.actor, **form.values())  # noqa: E731  done once
    return form_page(
        request, page, form, "residents.consent", row.pk, act=act, to=lambda made: person_address(request, made)
    )  # fmt: skip


@right("residents.withdraw_consent")
@require_http_methods(["GET", "POST"])
def withdraw_consent(request: ActorRequest, pk: UUID, purpose: str) -> HttpResponse:
    """撤回同意: as easy as to agree; it counts from this moment."""
    row, asked = queries.access_person(request.actor, pk, "withdraw_consent"), _purpose(purpose)
    form = forms.WithdrawConsentForm(request.POST or None)
    page = _consent_page(request, row, asked, _("%(name)s no longer agrees"), _("No longer agrees"))
    act = lambda: actions.withdraw_consent(row, purpose=asked, by=request.actor, **form.values())  # noqa: E731  once
    return form_page(
        request, page, form, "residents.withdraw_consent", row.pk, act=act, to=lambda made: person_address(request, made)
    )  # fmt: skip


def _consent_page(request: ActorRequest, row: Person, purpose: Purpose, title: str, button: str) -> FormPage:
    return FormPage(title % {"name": row.name}, button, crumbs(request, row), lede=purpose.words)


@right("residents.export_own")
@require_http_methods(["GET", "POST"])
def export_own(request: ActorRequest, pk: UUID) -> HttpResponse:
    """给本人一份 (PIPL 45): the file or the paper is the answer to the press, and kept nowhere."""
    row = queries.access_person(request.actor, pk, "export_own")
    form = forms.ExportForm(request.POST or None)
    page = FormPage(
        _("A copy for %(name)s") % {"name": row.name},
        _("Make the copy"),
        crumbs(request, row),
        lede=_("Everything that is kept of the person, with whole numbers. Give it to the person alone. That you gave it is recorded."),
    )  # fmt: skip
    act = lambda: actions.export_own(row, reason=form.cleaned_data["reason"], by=request.actor)  # noqa: E731  once
    looked(request, form, "residents.export_own", row.pk, act)
    if not form.is_valid():
        return page.answer(request, form)
    made = {"paper": papers.own_data_pdf, "file": papers.own_data_json}[form.cleaned_data["sheet"]]
    answer = made(row, request.actor)
    add_never_cache_headers(answer)
    return answer


@right("residents.erase")
@require_http_methods(["GET", "POST"])
def erase(request: ActorRequest, pk: UUID) -> HttpResponse:
    """删除个人信息 (PIPL 47), for good."""
    row = find(
        request, "residents.erase", request.actor, lambda: queries.access_person(request.actor, pk, "erase")
    )
    if row is None:
        return HttpResponseRedirect(people_address(request))
    form = forms.EraseForm(request.POST or None)
    more: dict[str, Any] = {"before": "residents/erasing.html"}
    page = FormPage(
        _("Erase what is kept of %(name)s") % {"name": row.name},
        _("Erase for good"),
        crumbs(request, row),
        danger=True,
        more=more,
    )
    act = lambda: actions.erase(row, reason=form.cleaned_data["reason"], by=request.actor)  # noqa: E731  done once
    return form_page(
        request, page, form, "residents.erase", row.pk, act=act, to=lambda _made: people_address(request)
    )  # fmt: skip
