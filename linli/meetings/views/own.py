"""A member's own pages: the meetings, 到会 at the door, and study notes. On the telephone first."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.core import clock, keys
from linli.core.forms import ActForm, plain
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, find, form_page, perform
from linli.core.panels import panels_for
from linli.meetings import actions, queries
from linli.meetings.forms.notes import AmendNoteForm, NoteForm
from linli.meetings.judging import day_of
from linli.meetings.models import Presence
from linli.meetings.views.meetings import address
from linli.meetings.workflow import MeetingStatus

OWN, NOTES = _("My organisation life"), _("My study notes")


@right("meetings.view_own")
@require_GET
def own(request: ActorRequest) -> HttpResponse:
    """我的组织生活: the meetings to come and those of before; other apps hang their parts here (`meetings.own`)."""
    person = queries.own_person(request.actor)
    rows = queries.own_meetings(request.actor)
    today = clock.today()
    coming = [
        row for row in rows if row.meeting.status == MeetingStatus.PLANNED and day_of(row.meeting) >= today
    ]
    context = {
        "coming": coming[::-1],
        "past": [row for row in rows if row not in coming],
        "today": today,
        "problems": queries.own_problems(request.actor),
        "panels": panels_for("meetings.own", request.actor, person) if person else [],
    }
    return render(request, "meetings/own.html", context)


@right("meetings.arrive")
@require_http_methods(["GET", "POST"])
def arrive(request: ActorRequest, pk: UUID) -> HttpResponse:
    """到会: where the code at the door leads. Nobody has to; who came is what the chair writes down."""
    place = queries.own_place(request.actor, pk)
    row = place.meeting
    form = ActForm(request.POST or None)
    if form.is_valid():
        perform(
            form, "meetings.arrive", row.pk, request.actor,
            lambda: actions.arrive(row, by=request.actor), about=request.path,
        )  # fmt: skip
        if form.is_valid():
            return HttpResponseRedirect(request.path)
    here = place.presence == Presence.PRESENT
    may = row.status == MeetingStatus.PLANNED and day_of(row) == clock.today() and not here
    context = {"meeting": row, "form": form, "here": here, "may": may}
    return render(request, "meetings/arrive.html", context, status=422 if form.is_bound else 200)


@right("meetings.view_notes")
@require_GET
def notes(request: ActorRequest) -> HttpResponse:
    """学习笔记: one's own, and what others shared with those of the same meeting."""
    rows = list(queries.notes_for(request.actor))
    own_id = getattr(queries.own_person(request.actor), "pk", None)
    context = {
        "mine": [row for row in rows if row.person_id == own_id],
        "shared": [row for row in rows if row.person_id != own_id],
        "may_write": own_id is not None,
    }
    return render(request, "meetings/notes.html", context)


@right("meetings.write_note")
@require_http_methods(["GET", "POST"])
def write_note(request: ActorRequest) -> HttpResponse:
    """写笔记; `?meeting=` comes from a meeting of one's own. 404 for a login that is nobody of this community."""
    person = queries.own_person(request.actor)
    if person is None:
        raise Http404
    first = {"meeting": plain(request.GET.get("meeting", ""))}
    form, new_id = NoteForm(request.POST or None, by=request.actor, initial=first), keys.uuid7()
    page = FormPage(
        _("Write a study note"), _("Keep it"), ((OWN, address(request, "own")), (NOTES, address(request, "notes"))),
        lede=_("Only you read it, until you share it. Nobody asks for it and nobody counts it."),
    )  # fmt: skip
    return form_page(
        request, page, form, "meetings.write_note", new_id,
        act=lambda: actions.write_note(person, **form.values(), by=request.actor, note_id=new_id),
        to=lambda made: address(request, "note", made),
    )  # fmt: skip


@right("meetings.view_notes")
@require_GET
def note(request: ActorRequest, pk: UUID) -> HttpResponse:
    """一篇笔记."""
    row = queries.access_note(request.actor, pk)
    return render(
        request, "meetings/note.html", {"note": row, "mine": "amend_note" in row.may, "form": ActForm()}
    )


@right("meetings.amend_note")
@require_http_methods(["GET", "POST"])
def amend_note(request: ActorRequest, pk: UUID) -> HttpResponse:
    """改笔记."""
    row = queries.access_note(request.actor, pk, "amend_note")
    form = AmendNoteForm(request.POST or None, record=row, by=request.actor)
    here = address(request, "note", row.pk)
    page = FormPage(
        _("Change my note"), _("Keep it"), ((NOTES, address(request, "notes")), (row.title, here))
    )
    return form_page(
        request, page, form, "meetings.amend_note", row.pk,
        act=lambda: actions.amend_note(row, by=request.actor, **form.values()), to=lambda _made: here,
    )  # fmt: skip


def _press(verb: str, to: str) -> Callable[..., HttpResponse]:
    """A button of a note: done once, then on to the note or to all of them."""

    @right(f"meetings.{verb}")
    @require_POST
    def view(request: ActorRequest, pk: UUID) -> HttpResponse:
        action = f"meetings.{verb}"
        row = find(request, action, request.actor, lambda: queries.access_note(request.actor, pk, verb))
        on = address(request, to, *([pk] if to == "note" else []))
        form = ActForm(request.POST)
        if row is None or not form.is_valid():
            return HttpResponseRedirect(on)
        act: Any = getattr(actions, verb)
        perform(form, action, row.pk, request.actor, lambda: act(row, by=request.actor), about=request.path)
        if form.is_valid():
            return HttpResponseRedirect(on)
        return render(request, "meetings/note.html", {"note": row, "mine": True, "form": form}, status=422)

    view.__name__ = verb
    return view


share_note, unshare_note, erase_note = (
    _press("share_note", "note"), _press("unshare_note", "note"), _press("erase_note", "notes"),
)  # fmt: skip
