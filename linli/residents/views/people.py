"""Pages of residents at the desk: write one down, see one, correct, move, and see the whole numbers for a reason."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.core import clock, keys
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page
from linli.core.panels import panels_for
from linli.core.rights import access
from linli.residents import actions, consenting, forms, queries, ways
from linli.residents.identity import mask
from linli.residents.models import Person, Residence
from linli.residents.phones import mask_phone
from linli.residents.views.looking import looked


def people_address(request: ActorRequest) -> str:
    """The list of residents."""
    return reverse("residents:people", args=[request.community.slug])


def person_address(request: ActorRequest, pk: UUID) -> str:
    """The page of a resident."""
    return reverse("residents:person", args=[request.community.slug, pk])


def crumbs(request: ActorRequest, row: Person | None = None) -> tuple[tuple[Any, str], ...]:
    """The way back: the list, and the page of the resident."""
    first = (_("Residents"), people_address(request))
    return (first, (row.name, person_address(request, row.pk))) if row else (first,)


@right("residents.enter")
@require_http_methods(["GET", "POST"])
def enter(request: ActorRequest) -> HttpResponse:
    """登记居民; a person of the same number is offered, not written twice."""
    form = forms.EnterForm(request.POST or None, initial=_beside(request))
    form.offer(request.community)
    new_id = keys.uuid7()
    more: dict[str, Any] = {}
    page = FormPage(
        _("Write down a resident"),
        _("Write it down"),
        crumbs(request),
        lede=_("Only the name is needed. Write down what the community has a use for."),
        rows=(("name", "phone"), ("identity_number", "born_on"), ("building", "entrance", "room"), ("kind",)),
        more=more,
    )
    act = lambda: _enter(request, form, new_id, more)  # noqa: E731  what `form_page` does once
    return form_page(
        request, page, form, "residents.enter", new_id, act=act, to=lambda made: person_address(request, made)
    )  # fmt: skip


def _beside(request: ActorRequest) -> dict[str, Any]:
    """The home of the parent in `?parent=`, for who writes a child down."""
    try:
        parent = UUID(request.GET.get("parent", ""))
    except ValueError:
        return {}
    home = ways.home_now(queries.access_person(request.actor, parent))
    if home is None:
        return {}
    place = home.dwelling
    door = place.entrance.name if place.entrance else ""
    return {"building": place.building_id, "entrance": door, "room": place.room, "kind": home.kind}


def _enter(request: ActorRequest, form: forms.EnterForm, new_id: UUID, more: dict[str, Any]) -> None:
    """Write the person down; where one of that number stands, `more` gets what the page offers instead."""
    number = form.cleaned_data["identity_number"]
    if known := queries.person_of(request.community.pk, number):
        more["before"] = "residents/known.html"
        more["known"] = known
    actions.enter(request.community, by=request.actor, person_id=new_id, **form.values())


def _page(request: ActorRequest, row: Any) -> dict[str, Any]:
    today, plain = clock.today(), "amend" not in row.may
    residences = [
        (residence, _words(residence, plain=plain), residence.valid_to and residence.valid_to < today)
        for residence in queries.residences_of(row)
    ]
    return {
        "person": row,
        "phone": mask_phone(row.phone),
        "number": mask(row.identity_number) if row.identity_number else "",
        "age": queries.age_on(today, row.born_on) if row.born_on else None,
        "residences": residences,
        "reach": ways.in_words(queries.reach_of(row)),
        "purposes": consenting.offers(row),
        "panels": panels_for("residents.person", request.actor, row),
    }


def _words(residence: Residence, *, plain: bool) -> str:
    """The kind in words; that somebody rents is said to those alone who may correct it (M-17)."""
    if plain and residence.kind == Residence.Kind.TENANT:
        return str(Residence.Kind.ACTUAL.label)
    return residence.get_kind_display()


@right("residents.view")
@require_GET
def person(request: ActorRequest, pk: UUID) -> HttpResponse:
    """居民: who somebody is, where the person lives, and what may be done."""
    row = access(queries.shown(request.actor), request.actor, "residents.view", pk=pk)
    return render(request, "residents/person.html", _page(request, row))


@right("residents.amend")
@require_http_methods(["GET", "POST"])
def amend(request: ActorRequest, pk: UUID) -> HttpResponse:
    """更正居民."""
    row = queries.access_person(request.actor, pk, "amend")
    first = {"name": row.name, "born_on": row.born_on}
    form = forms.AmendPersonForm(request.POST or None, record=row, initial=first)
    page = FormPage(
        _("Correct what is written about %(name)s") % {"name": row.name},
        _("Save the correction"),
        crumbs(request, row),
        rows=(("name", "born_on"), ("phone", "identity_number")),
        facts=lambda: [
            (_("Name"), row.name),
            (_("born on"), row.born_on),
            (_("telephone"), mask_phone(row.phone)),
            (_("identity number"), mask(row.identity_number) if row.identity_number else ""),
        ],
    )
    act = lambda: actions.amend(row, by=request.actor, **form.values())  # noqa: E731  what `form_page` does once
    return form_page(
        request, page, form, "residents.amend", row.pk, act=act, to=lambda made: person_address(request, made)
    )  # fmt: skip


@right("residents.link_login")
@require_http_methods(["GET", "POST"])
def link_login(request: ActorRequest, pk: UUID) -> HttpResponse:
    """对上账号: from then on the person reads with it what is the person's own."""
    row = queries.access_person(request.actor, pk, "link_login")
    form = forms.LoginForm(request.POST or None, record=row)
    page = FormPage(
        _("Which account is it?"), _("Save it"), crumbs(request, row),
        lede=_("Only if you know that they are the same person: whoever logs in with it reads what is this person's own."),
        facts=lambda: [(_("Account"), str(row.user or ""))],
    )  # fmt: skip
    return form_page(
        request, page, form, "residents.link_login", row.pk,
        act=lambda: actions.link_login(row, by=request.actor, **form.values()), to=lambda made: person_address(request, made),
    )  # fmt: skip


@right("residents.move")
@require_http_methods(["GET", "POST"])
def move(request: ActorRequest, pk: UUID) -> HttpResponse:
    """搬家."""
    row = queries.access_person(request.actor, pk, "move")
    form = forms.MoveForm(request.POST or None, record=row)
    form.offer(request.community)
    page = FormPage(
        _("%(name)s has moved") % {"name": row.name},
        _("Write down the move"),
        crumbs(request, row),
        lede=_("The former residence of this kind ends the day before."),
        rows=(("kind",), ("since",), ("building", "entrance", "room")),
        facts=lambda: [
            (residence.get_kind_display(), f"{residence.dwelling} · {residence.valid_from} — {residence.valid_to or ''}")
            for residence in form.residences
        ],
    )  # fmt: skip
    act = lambda: actions.move(row, by=request.actor, **form.values())  # noqa: E731  what `form_page` does once
    return form_page(
        request, page, form, "residents.move", row.pk, act=act, to=lambda made: person_address(request, made)
    )  # fmt: skip


@right("residents.reveal")
@require_http_methods(["GET", "POST"])
def reveal(request: ActorRequest, pk: UUID) -> HttpResponse:
    """看全号: asked with a reason, shown on the answer to that press alone."""
    row = queries.access_person(request.actor, pk, "reveal")
    form = forms.RevealForm(request.POST or None)
    page = FormPage(
        _("See the whole numbers of %(name)s") % {"name": row.name},
        _("Show the numbers"),
        crumbs(request, row),
        lede=_("Who looked, when and why is recorded and kept."),
    )
    looked(
        request,
        form,
        "residents.reveal",
        row.pk,
        lambda: actions.reveal(row, reason=form.cleaned_data["reason"], by=request.actor),
    )
    if not form.is_valid():
        return page.answer(request, form)
    shown = {"person": row, "reason": form.cleaned_data["reason"]}
    answer = render(request, "residents/revealed.html", shown)
    add_never_cache_headers(answer)
    return answer
