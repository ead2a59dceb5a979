"""What the pages of this app share: addresses, crumbs, and a page of one verb about a member."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from linli.calendars.months import month_of, read_month
from linli.core import clock
from linli.core.errors import DomainError
from linli.core.forms import ActForm, plain
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page
from linli.core.rights import EVERYTHING, REGISTER
from linli.party import queries
from linli.party.forms import NEW
from linli.party.models import PartyMember
from linli.residents import actions as residents
from linli.residents.models import Person

REGISTER_TITLE = _("Party members")
Crumbs = tuple[tuple[Any, str], ...]


def address(request: ActorRequest, name: str, *rest: Any) -> str:
    """An address of this app in the community of the request."""
    return reverse(f"party:{name}", args=[request.community.slug, *rest])


def register_crumbs(request: ActorRequest) -> Crumbs:
    """Back to the register."""
    return ((REGISTER_TITLE, address(request, "members")),)


def member_crumbs(request: ActorRequest, member: PartyMember) -> Crumbs:
    """Back to the register and to the member."""
    return (*register_crumbs(request), (member.person.name, address(request, "member", member.pk)))


def refuse_unless_whole(request: ActorRequest, verb: str) -> None:
    """403 to who works for one branch alone: what belongs to no branch is for the whole Party organisation."""
    if REGISTER[f"party.{verb}"].on(request.actor) is not EVERYTHING:
        raise PermissionDenied(REGISTER[f"party.{verb}"].label)


def asked_month(request: ActorRequest) -> Any:
    """The month of the address (`?month=2026-03`); this month where it names none."""
    try:
        return read_month(plain(request.GET.get("month", "")))
    except ValueError:
        return month_of(clock.today())


def person_of(request: ActorRequest, form: Any) -> Person:
    """Whom the form means: of those who have the name, or somebody who is written down now."""
    chosen = form.cleaned_data.get("person", "")
    if form.found and not chosen:
        raise DomainError(_("The books know this name; please say who it is."), field="person")
    if chosen and chosen != NEW:
        return next(row for row in form.found if str(row.pk) == chosen)
    name, phone = form.cleaned_data["name"], form.cleaned_data["phone"]
    return residents.enter(request.community, name=name, phone=phone, by=request.actor)


def member_verb(
    verb: str,
    title: Any,
    button: Any,
    make: Callable[[ActorRequest, PartyMember], ActForm],
    act: Callable[[ActorRequest, PartyMember, Any], Any],
    *,
    lede: Any = "",
    danger: bool = False,
    to: str = "member",
    back: str = "",
) -> Any:
    """The page of one verb about a member: `make` is its form, `act` does it. It leads on to a page of the member, or `back`
    to one of all.
    """

    @right(f"party.{verb}")
    @require_http_methods(["GET", "POST"])
    def view(request: ActorRequest, pk: UUID) -> HttpResponse:
        member = queries.access_member(request.actor, pk, verb)
        form = make(request, member)
        page = FormPage(title, button, member_crumbs(request, member), lede=lede, danger=danger)
        return form_page(
            request, page, form, f"party.{verb}", member.pk,
            act=lambda: act(request, member, form), to=lambda _made: address(request, back) if back else address(request, to, member.pk),
        )  # fmt: skip

    view.__name__ = verb
    return view
