"""我的班: one's own shifts, what one may take over, and what the shift before left."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from linli.core import clock, keys
from linli.core.forms import ActForm
from linli.core.guards import ActorRequest, right
from linli.core.pages import find, perform
from linli.rosters import actions, forms, queries
from linli.rosters.models import Shift
from linli.rosters.queries import moment_words
from linli.rosters.views.desk import address

# Said after the press.
SAID = {
    "ask_swap": gettext_lazy("The desk is asked to find somebody. Until somebody has it, the shift is still yours."),
    "take_back_swap": gettext_lazy("The shift stays yours."),
    "take_over": gettext_lazy("The shift is yours now. Thank you."),
    "leave_note": gettext_lazy("Who comes next finds your note."),
    "take_note": gettext_lazy("Noted."),
}  # fmt: skip
FORMS: dict[str, type[ActForm]] = {"ask_swap": forms.SwapForm, "leave_note": forms.NoteForm}


@right("rosters.own")
@require_GET
def own(request: ActorRequest) -> HttpResponse:
    """我的班, the next first."""
    return _page(request)


def _page(
    request: ActorRequest, *, refused: ActForm | None = None, verb: str = "", pk: Any = None
) -> HttpResponse:
    """`refused` is a form that did not go through, with its verb and its shift."""

    def form_of(row: Any, name: str) -> ActForm:
        if refused is not None and (name, row.pk) == (verb, pk):
            return refused
        return FORMS.get(name, ActForm)(
            initial={"version": getattr(row, "version", None)}, auto_id=f"{name}_{row.pk}_%s"
        )

    context = {
        "mine": [_line(row, form_of) for row in queries.own_shifts(request.actor)],
        "done": [_line(row, form_of) for row in queries.own_done(request.actor)],
        "free": [(row, moment_words(row), form_of(row, "take_over")) for row in queries.to_take_over(request.actor)],
        "notes": [(row, form_of(row, "take_note")) for row in queries.notes_for(request.actor)],
        "form": refused,
    }  # fmt: skip
    return render(request, "rosters/serve/own.html", context, status=422 if refused else 200)


def _line(row: Shift, form_of: Callable[[Any, str], ActForm]) -> dict[str, Any]:
    """A shift of one's own with what one may do about it."""
    begun = row.starts_at <= clock.now()
    return {
        "shift": row,
        "when": moment_words(row),
        "now": begun and clock.now() < row.ends_at,
        "ask_swap": None if begun or row.swap_asked_at else form_of(row, "ask_swap"),
        "take_back_swap": form_of(row, "take_back_swap") if row.swap_asked_at and not begun else None,
        "leave_note": form_of(row, "leave_note") if begun else None,
    }


def _verb(verb: str, access: Callable[..., Any], *, versioned: bool = True) -> Any:
    """One verb, pressed in the list; refused it comes back there."""

    @right(f"rosters.{verb}")
    @require_POST
    def view(request: ActorRequest, pk: UUID) -> HttpResponse:
        home = HttpResponseRedirect(address(request, "own"))
        try:
            row = find(request, f"rosters.{verb}", request.actor, lambda: access(request.actor, pk, verb))
        except (Http404, PermissionDenied):
            messages.error(request, _("This is not possible any more. Please look at the list."))
            return home
        if row is None:
            return home
        form = FORMS.get(verb, ActForm)(request.POST, auto_id=f"{verb}_{pk}_%s")
        if form.is_valid():
            seen = {"version": form.seen} if versioned else {}
            subject = keys.uuid7() if verb == "leave_note" else row.pk
            more = {"note_id": subject} if verb == "leave_note" else {}
            outcome = perform(
                form, f"rosters.{verb}", subject, request.actor,
                lambda: getattr(actions, verb)(row, by=request.actor, **seen, **more, **form.values()), about=request.path,
            )  # fmt: skip
            if outcome.stale:
                messages.error(request, outcome.stale)
                return home
            if form.is_valid():
                messages.success(request, str(SAID[verb]))
                return home
        if verb not in FORMS:
            messages.error(
                request, " ".join(str(error) for errors in form.errors.values() for error in errors)
            )
            return home
        return _page(request, refused=form, verb=verb, pk=pk)

    view.__name__ = verb
    return view


def _note(actor: Any, pk: UUID, _verb: str) -> Any:
    return queries.access_note(actor, pk)


ask_swap = _verb("ask_swap", queries.access_own)
take_back_swap = _verb("take_back_swap", queries.access_own)
take_over = _verb("take_over", queries.access_own)
leave_note = _verb("leave_note", queries.access_own, versioned=False)
take_note = _verb("take_note", _note, versioned=False)
