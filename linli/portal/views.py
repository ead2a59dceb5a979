"""The front pages: of the installation, of a community, of its desk."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Value
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import set_language as django_set_language

from linli.accounts.queries import home_of
from linli.core import clock
from linli.core.guards import ActorRequest, public, right
from linli.core.rights import REGISTER
from linli.core.spans import in_force
from linli.disclosure.queries import SHOWN_AT_HOME, current
from linli.meetings import queries as meetings
from linli.notifications import queries as notifications
from linli.orders import queries
from linli.places.models import Community, Compound
from linli.portal import weekly
from linli.rosters import queries as rosters

SHOWN = 40
YEAR = 365 * 24 * 3600


@public("the way in")
@require_GET
def root(request: HttpRequest) -> HttpResponse:
    """/: where there is one community, its home; else the choice. Who has logged in goes to their own first page."""
    if request.user.is_authenticated and (home := home_of(request.user)):
        return HttpResponseRedirect(home)
    communities = list(Community.objects.select_related("division"))
    if len(communities) == 1:
        return HttpResponseRedirect(f"/{communities[0].slug}/")
    return render(request, "portal/root.html", {"communities": communities})


@public("the home page of the community")
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """社区首页: ask, follow, ring."""
    context = {
        "today": clock.today(),
        "parent": None,
        "announcements": current(request.community)[:SHOWN_AT_HOME],  # type: ignore[attr-defined]
    }
    return render(request, "portal/home.html", context)


@right("orders.desk")
@require_GET
def desk(request: ActorRequest) -> HttpResponse:
    """今天: what is late, what is new, what is due, what may be closed. Ordered by time, never by person."""
    in_hand, waiting = queries.for_today(request.actor, SHOWN)
    context = {
        "today": clock.now(),
        "late": [order for order in in_hand if order.is_late],
        "due": [order for order in in_hand if not order.is_late and order.status not in queries.UNDISPATCHED],
        "fresh": [order for order in waiting if order.is_open],
        "confirmed": [order for order in waiting if not order.is_open],
        "counts": queries.counts(request.actor, **_waiting(request)),
    }
    return render(request, "portal/desk.html", context)


def _waiting(request: ActorRequest) -> dict[str, Any]:
    """How many messages wait, in one's own inbox and to be told to residents by who may; and directed tasks that press."""
    told = notifications.to_be_told(request.actor, request.community)
    return {
        "inbox": notifications.number_of(notifications.inbox_of(request.actor)),
        "telling": notifications.number_of(told),
        "calls": notifications.number_of(queries.waiting_calls(request.community))
        if REGISTER["orders.calls"].held_by(request.actor)
        else Value(0),
        "tasks": notifications.number_of(meetings.pressing(request.actor)),
        "shifts": notifications.number_of(rosters.today(request.community))
        if REGISTER["rosters.view"].held_by(request.actor)
        else Value(0),
    }


@right("disclosure.view")
@require_GET
def week(request: ActorRequest) -> HttpResponse:
    """一周一页: for the whole community and for each compound, to be printed for its notice board."""
    first, last = weekly.week_of(clock.today())
    context = {"first": first, "last": last, "compounds": _compounds(request)}
    return render(request, "portal/week.html", context)


def _compounds(request: ActorRequest) -> QuerySet[Compound]:
    return Compound.objects.of(request.community).filter(in_force()).order_by("name")


@right("disclosure.view")
@require_GET
def week_pdf(request: ActorRequest, compound: UUID | None = None) -> HttpResponse:
    """一周一页 as PDF."""
    place = get_object_or_404(_compounds(request), pk=compound) if compound else None
    ask = request.build_absolute_uri(reverse("orders:submit", args=[request.community.slug]))
    return weekly.week_pdf(request.community, place, ask=ask, by=request.actor)


@right("orders.desk")
@require_GET
def design(request: ActorRequest) -> HttpResponse:
    """界面样式: every component of the pages, for who works on them."""
    return render(request, "core/design.html")


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else "/"


@public("large type is for everybody")
@require_POST
def elder(request: HttpRequest) -> HttpResponse:
    """大字版: on or off, kept in a cookie."""
    answer = HttpResponseRedirect(_back(request))
    answer.set_cookie(
        "elder", request.POST.get("elder", "0")[:1], max_age=YEAR, samesite="Lax", httponly=True
    )
    return answer


@public("the language of the page is for everybody")
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """中文 / English."""
    return django_set_language(request)


@public("says that the server lives; nothing else")
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """A word for who watches the server."""
    return HttpResponse("ok\n", content_type="text/plain")
