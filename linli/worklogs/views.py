"""Pages of work logs: the own day at the desk and where one serves, and what was handed in, for the secretary."""

import datetime as dt
from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.core import clock
from linli.core.forms import AmendForm
from linli.core.guards import ActorRequest, right
from linli.core.pages import perform
from linli.papers.typeset import as_pdf
from linli.worklogs import actions, forms, papers, queries
from linli.worklogs.models import WorkLog

DAY = dt.timedelta(days=1)


def _address(request: ActorRequest, name: str, day: dt.date) -> str:
    return reverse(f"worklogs:{_room(request)}_{name}", args=[request.community.slug, day.isoformat()])


def _room(request: ActorRequest) -> str:
    return "desk" if request.path.startswith("/desk/") else "serve"


def _day(request: ActorRequest, typed: str) -> dt.date:
    """The day of an address: today or one before, as far back as logs are kept."""
    try:
        day = dt.date.fromisoformat(typed)
    except ValueError as no_day:
        raise Http404 from no_day
    if typed != day.isoformat() or not queries.first_day(request.community) <= day <= clock.today():
        raise Http404
    return day


@right("worklogs.view")
@require_GET
def today(request: ActorRequest) -> HttpResponse:
    """我的日志 of today."""
    return _page(request, clock.today())


@right("worklogs.view")
@require_GET
def log(request: ActorRequest, day: str) -> HttpResponse:
    """我的日志 of one day."""
    return _page(request, _day(request, day))


def _page(
    request: ActorRequest, day: dt.date, form: AmendForm | None = None, *, stale: str = ""
) -> HttpResponse:
    held = queries.own_log(request.actor, day)
    lines = queries.lines_of(request.actor, day, held)
    fresh = forms.TakeBackForm if held and held.is_handed_in else forms.LogForm
    first = queries.first_day(request.community)
    context = {
        "skeleton": f"core/{_room(request)}.html",
        "day": day,
        "is_today": day == clock.today(),
        "log": held,
        "lines": lines,
        "form": form if type(form) is fresh else fresh(record=held),
        "refused": form.non_field_errors() if form else [],
        "stale": stale,
        "text": papers.as_text(day, lines, held.sentence if held else ""),
        "may_take_back": bool(held and held.handed_in_at and _is_of_today(held.handed_in_at)),
        "newer": _address(request, "day", day + DAY) if day < clock.today() else "",
        "older": _address(request, "day", day - DAY) if day > first else "",
        **{name: _address(request, name, day) for name in ("pdf", "write_log", "hand_in", "take_back_log")},
    }
    status = 409 if stale else 422 if form else 200
    return render(request, "worklogs/log.html", context, status=status)


def _is_of_today(moment: dt.datetime) -> bool:
    return moment.astimezone(clock.BEIJING).date() == clock.today()


@right("worklogs.view")
@require_GET
def log_pdf(request: ActorRequest, day: str) -> HttpResponse:
    """我的日志 on paper."""
    when = _day(request, day)
    held = queries.own_log(request.actor, when)
    made = papers.log_pdf(
        request.community, name=request.actor.name, day=when, lines=queries.lines_of(request.actor, when, held),
        sentence=held.sentence if held else "", by=request.actor.name,
    )  # fmt: skip
    return as_pdf(made, f"log-{when}")


@right("worklogs.write_log")
@require_POST
def write_log(request: ActorRequest, day: str) -> HttpResponse:
    """补一句."""
    return _press(request, day, "write_log", kind=forms.LogForm, act=actions.write_log, done=_("Saved."))


@right("worklogs.hand_in")
@require_POST
def hand_in(request: ActorRequest, day: str) -> HttpResponse:
    """交给书记."""
    done = _("Handed in. The secretary can read it now.")
    return _press(request, day, "hand_in", kind=forms.LogForm, act=actions.hand_in, done=done)


@right("worklogs.take_back_log")
@require_POST
def take_back_log(request: ActorRequest, day: str) -> HttpResponse:
    """取回日志."""
    done = _("Taken back. Only you see it.")
    return _press(
        request, day, "take_back_log", kind=forms.TakeBackForm, act=actions.take_back_log, done=done
    )


def _press(
    request: ActorRequest,
    typed: str,
    verb: str,
    *,
    kind: type[AmendForm],
    act: Callable[..., WorkLog],
    done: str,
) -> HttpResponse:
    """One verb on the own log of a day, once."""
    day = _day(request, typed)
    form = kind(request.POST, record=queries.own_log(request.actor, day))
    if not form.is_valid():
        return _page(request, day, form)
    outcome = perform(
        form, f"worklogs.{verb}", request.user.pk, request.actor,  # type: ignore[arg-type]
        lambda: act(request.community, day=day, by=request.actor, **form.values()), about=request.path,
    )  # fmt: skip
    if outcome.stale:
        form.look_again()
    if outcome.stale or not form.is_valid():
        return _page(request, day, form, stale=outcome.stale)
    messages.success(request, done)
    return HttpResponseRedirect(_address(request, "day", day))


@right("worklogs.read_handed")
@require_GET
def handed_in(request: ActorRequest) -> HttpResponse:
    """交上来的日志: the newest day first; nothing is counted."""
    here = reverse("worklogs:handed_in", args=[request.community.slug])
    found = queries.HANDED.page(
        queries.handed_in(request.actor),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "rows": found.rows,
        "newer": f"{here}?before={found.newer}" if found.newer else "",
        "older": f"{here}?after={found.older}" if found.older else "",
        "days": (clock.today() - queries.first_day(request.community)).days,
    }
    return render(request, "worklogs/handed_in.html", context)


@right("worklogs.read_handed")
@require_GET
def read_handed(request: ActorRequest, pk: UUID) -> HttpResponse:
    """One log as it was handed in."""
    held = queries.access_handed(request.actor, pk)
    context = {"log": held, "lines": held.frozen, "day": held.day}
    return render(request, "worklogs/handed.html", context)


@right("worklogs.read_handed")
@require_GET
def handed_pdf(request: ActorRequest, pk: UUID) -> HttpResponse:
    """A log that was handed in, on paper."""
    held = queries.access_handed(request.actor, pk)
    made = papers.log_pdf(
        request.community, name=held.user.name, day=held.day, lines=held.frozen, sentence=held.sentence,
        by=request.actor.name,
    )  # fmt: skip
    return as_pdf(made, f"log-{held.day}")
