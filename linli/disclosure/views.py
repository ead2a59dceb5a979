"""Pages of announcements: the desk publishes, prints and takes down; everybody reads."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.core import keys
from linli.core.forms import ActForm
from linli.core.guards import ActorRequest, CommunityRequest, public, right
from linli.core.pages import perform
from linli.core.rights import REGISTER
from linli.disclosure import actions, papers, queries
from linli.disclosure.calling import has_list
from linli.disclosure.forms import CopiesForm, OutageForm, PublishForm, box_of
from linli.disclosure.models import Announcement
from linli.disclosure.outages import EVENTS, Kind
from linli.papers.printing import actions as printing
from linli.papers.typeset import Paper, as_pdf, as_png, bind
from linli.places import drawing


def _address(request: CommunityRequest, row: Announcement) -> str:
    return request.build_absolute_uri(reverse("disclosure:read", args=[request.community.slug, row.code]))


def _to(request: ActorRequest, row: Announcement) -> HttpResponse:
    return HttpResponseRedirect(reverse("disclosure:announcement", args=[request.community.slug, row.code]))


def _found(request: ActorRequest, code: str, verb: str) -> Announcement:
    return queries.access_announcement(request.actor, keys.read_code(code), verb)


@right("disclosure.view")
@require_GET
def announcements(request: ActorRequest) -> HttpResponse:
    """公告: the newest first."""
    context = {
        "announcements": queries.announcements_for(request.actor),
        "may_publish": REGISTER["disclosure.publish"].held_by(request.actor),
    }
    return render(request, "disclosure/list.html", context)


@right("disclosure.publish")
@require_http_methods(["GET", "POST"])
def publish(request: ActorRequest) -> HttpResponse:
    """发布公告."""
    kind = _kind(request)
    form: Any = PublishForm(request.POST or None, community=request.community)
    if kind in EVENTS:
        form = OutageForm(request.POST or None, community=request.community, kind=kind)
    if form.is_valid():
        new_id = keys.uuid7()
        outcome = perform(
            form,
            "disclosure.publish",
            new_id,
            request.actor,
            lambda: actions.publish(
                request.community, kind=kind, by=request.actor, announcement_id=new_id, **form.values()
            ),
            about=kind,
        )
        if form.is_valid():
            made = outcome.earlier.subject_id if outcome.earlier else new_id
            return _to(request, Announcement.objects.of(request.community).get(pk=made))
    return write_page(request, form, kind, {"kinds": Kind.choices})


def _kind(request: ActorRequest) -> Kind:
    """What the address says it is (`?kind=`); a notice where it says nothing known."""
    asked = request.GET.get("kind", "")
    return Kind(asked) if asked in Kind.values else Kind.NOTICE


def write_page(
    request: ActorRequest, form: Any, kind: str, more: dict[str, Any], *, stale: str = ""
) -> HttpResponse:
    """The page on which an announcement is written, with the map beside the boxes."""
    plan = drawing.plan(request.community, None, lambda building: f"#{box_of(building)}")
    context = {"form": form, "kind": kind, "plan": plan, "stale": stale, **more}
    status = 409 if stale else 422 if form.is_bound else 200
    return render(request, "disclosure/publish.html", context, status=status)


@right("disclosure.view")
@require_GET
def announcement(request: ActorRequest, code: str) -> HttpResponse:
    """公告 at the desk: as residents read it, the group message, the door notices, the poster."""
    return _page(request, _found(request, code, "view"), CopiesForm())


def _page(request: ActorRequest, row: Announcement, form: Any) -> HttpResponse:
    places = queries.places_of(row)
    context = {
        "announcement": row,
        "period": papers.period(row),
        "places": places,
        "doors": len(queries.doors_of(row, places)),
        "message": papers.message_of(row, places, _address(request, row)),
        "form": form,
        "taking_down": ActForm(),
        "states": queries.states_of(row) if row.is_event else [],
        "rings": has_list(row) and REGISTER["disclosure.call"].held_by(request.actor),
    }
    return render(request, "disclosure/detail.html", context, status=422 if form.is_bound else 200)


@right("disclosure.take_down")
@require_POST
def take_down(request: ActorRequest, code: str) -> HttpResponse:
    """撤下公告."""
    row, form = _found(request, code, "take_down"), ActForm(request.POST)
    if form.is_valid():
        perform(
            form,
            "disclosure.take_down",
            row.pk,
            request.actor,
            lambda: actions.take_down(row, by=request.actor),
            about=str(row.pk),
        )
    return _to(request, row)


def _notices(request: ActorRequest, row: Announcement, copies: int) -> list[printing.Wanted]:
    doors = queries.doors_of(row, queries.places_of(row))
    return papers.door_notices(row, doors, address=_address(request, row), by=request.actor, copies=copies)


@right("disclosure.publish")
@require_POST
def request_print(request: ActorRequest, code: str) -> HttpResponse:
    """送打印间: a notice for each door; what waits already is not laid twice."""
    row, form = _found(request, code, "publish"), CopiesForm(request.POST)
    if form.is_valid():
        wanted = _notices(request, row, form.cleaned_data["copies"])
        perform(
            form,
            "papers.request_print",
            row.pk,
            request.actor,
            lambda: printing.request_print(papers.NOTICE, wanted, origin=row, by=request.actor),
            about=str(row.pk),
        )
    if not form.is_valid():
        return _page(request, row, form)
    told = ngettext(
        "%(count)d notice waits in the printing room.",
        "%(count)d notices wait in the printing room.",
        len(wanted),
    )
    messages.success(request, told % {"count": len(wanted)})
    return _to(request, row)


@right("disclosure.publish")
@require_GET
def notices_pdf(request: ActorRequest, code: str) -> HttpResponse:
    """门口告示: all of them as one PDF, in the order of a round."""
    row = _found(request, code, "publish")
    made = bind([Paper(papers.NOTICE.template, one.values, one.meta) for one in _notices(request, row, 1)])
    return as_pdf(made, f"notices-{row.code}")


@right("disclosure.view")
@require_GET
def poster_png(request: ActorRequest, code: str) -> HttpResponse:
    """公告 as a picture."""
    row = _found(request, code, "view")
    made = papers.poster(row, queries.places_of(row), address=_address(request, row))
    return as_png(made, row.code)


@public("what is told to everybody")
@require_GET
def read(request: CommunityRequest, code: str) -> HttpResponse:
    """公告: the message itself, for everybody; an older state leads to the newest."""
    rows = Announcement.objects.of(request.community)
    row = get_object_or_404(rows.select_related("community"), code=keys.read_code(code))
    states = queries.states_of(row) if row.is_event else [row]
    if row.replaced_at:
        newest = next(state for state in states if not state.replaced_at)
        return HttpResponseRedirect(reverse("disclosure:read", args=[request.community.slug, newest.code]))
    context = {
        "announcement": row,
        "period": papers.period(row),
        "places": queries.places_of(row),
        "earlier": states[1:],
    }
    return render(request, "disclosure/read.html", context)
