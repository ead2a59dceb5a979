"""Pages of the desk: one wish and its verbs, writing one down. The ledger stands in `wishes.ledger`."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.core.files import showing
from linli.core.files.answers import picture_answer
from linli.core.guards import ActorRequest, right
from linli.core.rights import visible_to
from linli.residents.models import Person
from linli.wishes import forms, papers, pictures, queries, receipts, timeline
from linli.wishes.actions.doing import standing_claims
from linli.wishes.models import Channel, MicroWish
from linli.wishes.views.acting import Room, Verb, address, buttons, verb_view
from linli.wishes.views.ask import send
from linli.wishes.workflow import ON_THE_WALL

VERBS = {
    "examine": Verb(
        _("Look at it"), forms.ExamineForm, "check",
        _("Is it lawful, within the cap, and no benefit? Then it may go on the wall; else decline it."),
    ),
    "publish": Verb(
        _("Put it on the wall"), forms.PublishForm, "megaphone",
        _("Everybody reads these words from now on. Who wishes stays unsaid."),
    ),
    "claim": Verb(
        _("An organisation helps"), forms.ClaimForm, "store",
        _("For a resident unit that rang or came by. Members claim on their own page."),
    ),
    "release": Verb(
        _("Somebody cannot help after all"), forms.ReleaseForm, "undo", _("The place is free again on the wall.")
    ),
    "fulfil": Verb(
        _("It is fulfilled"), forms.FulfilForm, "check",
        _("The wisher is asked whether it is so. Who says it here does not answer for the wisher."),
    ),
    "light": Verb(
        _("The wisher says: fulfilled"), forms.AnswerForm, "bulb",
        _("Only what the wisher said to you, on the telephone or on paper. Then the lamp is lit, and it counts."),
    ),
    "reopen": Verb(
        _("The wisher says: not fulfilled"), forms.ReopenForm, "refresh",
        _("It hangs on the wall again, and those who helped are free."),
    ),
    "decline": Verb(
        _("Decline"), forms.DeclineForm, "cross",
        _("The wisher reads the reason, and where to go instead."), danger=True,
    ),
    "withdraw": Verb(
        _("The wisher takes it back"), forms.WithdrawForm, "undo",
        _("Only if the wisher said so. It leaves the wall, and who helped is free."), danger=True,
    ),
}  # fmt: skip


@right("wishes.desk")
@require_GET
def wish(request: ActorRequest, number: str) -> HttpResponse:
    """一个心愿: who wishes, how far it is, and only the buttons one may press."""
    return _page(request, number)


def _page(request: ActorRequest, number: str, *, stale: str = "", kept: Any = ()) -> HttpResponse:
    row = queries.access_wish(request.actor, number, "desk")
    offered = buttons(request, row, VERBS)
    context = {
        "wish": row,
        "first": offered[0] if offered else None,
        "verbs": offered[1:],
        "claims": list(standing_claims(row)),
        "events": timeline.for_staff(row),
        "pictures": pictures.shown(row, pictures.DESK),
        "message": papers.group_message(row, request.build_absolute_uri) if row.status in ON_THE_WALL else "",
        "stale": stale,
        "kept": kept,
    }
    return render(request, "wishes/desk/wish.html", context, status=409 if stale else 200)


ROOM = Room(queries.access_wish, "desk_wish", "ledger", _("Micro-wishes"), _page)
examine, publish, claim, release, fulfil, light, reopen, decline, withdraw = (
    verb_view(name, verb, ROOM) for name, verb in VERBS.items()
)


@right("wishes.collect")
@require_http_methods(["GET", "POST"])
def enter(request: ActorRequest) -> HttpResponse:
    """登记心愿: by telephone, at the counter, from the paper form; `?person=` and `?paper=` come from the QR of a form that
    was printed for somebody.
    """
    person = person_asked(request)
    first = {
        "channel": request.GET.get("channel", Channel.PAPER if "paper" in request.GET else Channel.PHONE),
        "source_paper": request.GET.get("paper", "")[:40],
        **({"wisher_name": person.name, "wisher_phone": person.phone} if person else {}),
    }
    form = forms.EntryForm(request.POST or None, initial=first)
    if form.is_valid():
        made = send(request, form, request.actor, person)
        if made:
            request.session["wish_written_down"] = str(made.pk)
            return HttpResponseRedirect(address(request, "written", made.number))
    context = {"form": form, "person": person}
    return render(request, "wishes/desk/enter.html", context, status=422 if form.is_bound else 200)


def person_asked(request: ActorRequest) -> Person | None:
    """The resident for whom a form was printed, if this person may see them; 404 for anything that is nobody."""
    key = request.GET.get("person")
    if not key:
        return None
    try:
        rows = visible_to(Person.objects.of(request.community), request.actor, "residents.view")
        found = rows.filter(pk=UUID(key), erased_at__isnull=True).first()
    except ValueError as wrong:
        raise Http404 from wrong
    if found is None:
        raise Http404
    return found


@right("wishes.collect")
@require_GET
def written(request: ActorRequest, number: str) -> HttpResponse:
    """回执: code and digits to read out, for whoever has just written the wish down, and only then. Later nobody at the
    desk sees the code: with it and the telephone one could answer as the wisher.
    """
    rows = MicroWish.objects.of(request.community).select_related("community")
    row = rows.filter(number=number, pk=request.session.get("wish_written_down")).first()
    if row is None:
        raise Http404
    context = {"wish": row, "digits": receipts.digits_of(row)}
    return render(request, "wishes/desk/written.html", context)


@right("wishes.desk")
@require_GET
def picture(request: ActorRequest, number: str, attachment: UUID) -> HttpResponse:
    """One picture of what was done."""
    row = queries.access_wish(request.actor, number, "desk")
    return picture_answer(row, attachment, small="small" in request.GET)


@right("wishes.detach")
@require_POST
def detach(request: ActorRequest, number: str) -> HttpResponse:
    """撤下照片."""
    row = queries.access_wish(request.actor, number, "detach")
    back = address(request, "desk_wish", number)
    return showing.detach(request, row, request.actor, back, removable=(pictures.WORK,))
