"""Wishes on paper, at the desk: the form, and the wall to hang up."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from linli.core import keys
from linli.core.guards import ActorRequest, right
from linli.papers.typeset import as_pdf
from linli.wishes import papers, queries
from linli.wishes.views.acting import address
from linli.wishes.views.desk import person_asked
from linli.wishes.workflow import WishStatus


@right("wishes.collect")
@require_GET
def paper(request: ActorRequest) -> HttpResponse:
    """On paper: what can be printed, and how what comes back is typed in."""
    return render(request, "wishes/desk/paper.html")


@right("wishes.collect")
@require_GET
def form_pdf(request: ActorRequest) -> HttpResponse:
    """许愿单 as PDF; `?person=` prints it for a resident. Its QR opens the entry page with what is known."""
    person, code = person_asked(request), keys.new_code()
    known = {
        "channel": "paper",
        "paper": keys.show_code(code),
        **({"person": str(person.pk)} if person else {}),
    }
    entry = request.build_absolute_uri(f"{address(request, 'enter')}?{urlencode(known)}")
    made = papers.form_pdf(request.community, address=entry, code=code, person=person, by=request.actor)
    return as_pdf(made, f"wish-form-{code}")


@right("wishes.collect")
@require_GET
def wall_pdf(request: ActorRequest) -> HttpResponse:
    """心愿墙 as PDF, on A4 or (`?paper=a3`) A3."""
    size = "a3" if request.GET.get("paper") == "a3" else "a4"
    rows = queries.wall(request.community, "waiting").filter(status=WishStatus.PUBLISHED)
    shown = queries.WALL.sorted(rows)[: papers.ON_A_SHEET[size]]
    made = papers.wall_pdf(
        request.community, shown, queries.lamps(request.community), paper=size,
        address=request.build_absolute_uri(address(request, "wall")), by=request.actor,
    )  # fmt: skip
    return as_pdf(made, f"wish-wall-{size}")
