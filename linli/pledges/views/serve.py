"""Pages of a member: the own pledge on a telephone, from writing it to saying how it went."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.core import keys
from linli.core.guards import ActorRequest, right
from linli.core.pages import perform
from linli.core.verbs import Room, buttons, verb_view
from linli.pledges import actions, forms, queries
from linli.pledges.models import Kind, Pledge
from linli.pledges.views.acting import OWN, address
from linli.pledges.views.desk import items_of, public_of
from linli.pledges.workflow import PledgeStatus

TITLE = _("My pledges")


@right("pledges.view_own")
@require_GET
def own(request: ActorRequest) -> HttpResponse:
    """我的承诺: the newest first, and the way to write one while a round is open."""
    mine = queries.own_pledges(request.actor)
    pledged = {row.round_id for row in mine if row.status != PledgeStatus.WITHDRAWN}
    waiting = [row for row in queries.open_rounds(request.community) if row.pk not in pledged]
    may_write = bool(waiting) and queries.membership_of(request.actor) is not None
    return render(
        request, "pledges/serve/own.html", {"pledges": mine, "waiting": waiting if may_write else []}
    )


@right("pledges.pledge")
@require_http_methods(["GET", "POST"])
def write(request: ActorRequest) -> HttpResponse:
    """写承诺: three things on a telephone."""
    member, rounds = queries.membership_of(request.actor), queries.open_rounds(request.community)
    if member is None or not rounds:
        return HttpResponseRedirect(address(request, "own"))
    form = forms.OwnPledgeForm(request.POST or None, rounds=rounds)
    new_id = keys.uuid7()
    if form.is_valid():
        outcome = perform(
            form, "pledges.pledge", new_id, request.actor,
            lambda: actions.pledge(form.round, form.promises(), member=member, by=request.actor, pledge_id=new_id),
            about=request.path,
        )  # fmt: skip
        if form.is_valid():
            made = outcome.earlier.subject_id if outcome.earlier else new_id
            return HttpResponseRedirect(address(request, "own_pledge", made))
    return render(request, "pledges/serve/write.html", {"form": form}, status=422 if form.is_bound else 200)


@right("pledges.view_own")
@require_GET
def own_pledge(request: ActorRequest, pk: UUID) -> HttpResponse:
    """我的一份承诺: what is done and what is not, and only the buttons one may press."""
    row = queries.access_own(request.actor, pk)
    reviewed = (
        list(queries.reviews_of(row)) if row.status in {PledgeStatus.IN_REVIEW, PledgeStatus.CLOSED} else []
    )
    context = {
        "pledge": row,
        "items": items_of(request, row),
        "verbs": _buttons(request, row, reviewed),
        "reviews": [one for one in reviewed if one.kind != Kind.PUBLIC],
        "public": public_of(reviewed) if row.status == PledgeStatus.CLOSED else None,
    }
    return render(request, "pledges/serve/pledge.html", context)


def _buttons(request: ActorRequest, row: Pledge, reviewed: list) -> list:
    said = any(one.kind == Kind.SELF for one in reviewed)
    verbs = {name: verb for name, verb in OWN.items() if name != "review" or not said}
    return buttons(request, "pledges", row, verbs, "own_")


ROOM = Room("pledges", queries.access_own, "own_pledge", "own", TITLE)
own_rewrite, own_publish, own_deliver, own_show_name, own_review = (
    verb_view(name, ROOM, OWN) for name in OWN
)
