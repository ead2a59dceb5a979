"""Pages of directed tasks at the desk: what is open, one task, its verbs, the month on paper."""

import datetime as dt
import re
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.core import clock, keys
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, find, form_page, perform
from linli.core.rights import REGISTER
from linli.meetings import actions, deeds, forms, papers, queries, timeline
from linli.meetings.models import DirectedTask
from linli.papers.typeset import as_pdf

HEADS = {
    "overdue": _("Overdue"),
    "today": _("Today"),
    "week": _("This week"),
    "later": _("Later"),
    "awaiting": _("Waiting for the street"),
}
# For each verb: the words of its button, its form, the icon.
VERBS: dict[str, tuple[Any, type[forms.TaskForm], str]] = {
    "finish": (_("It is done"), forms.FinishForm, "check-circle"),
    "await_reply": (_("We wait for the street"), forms.AwaitForm, "clock"),
    "resume": (_("The street has answered"), forms.ResumeForm, "refresh"),
    "extend": (_("Move the due time"), forms.ExtendForm, "calendar"),
    "hand_on": (_("Hand it on"), forms.HandOnForm, "arrow-right"),
    "call_off": (_("Call it off"), forms.CallOffForm, "cross"),
}
# What a press does, said before it is done.
LEDES = {
    "finish": _("The task ends with these words; they stand in the table of the month."),
    "await_reply": _("While it waits it does not count as overdue. The due time stays as it is."),
    "resume": _("It goes on, with the same due time."),
    "extend": _("From now on the new time is reminded of."),
    "hand_on": _("They find it in their inbox, and do it from now on."),
    "call_off": _("It ends without having been done: the giver wants it no more, or it was written down by mistake."),
}  # fmt: skip


def _address(request: ActorRequest, name: str, *rest: Any) -> str:
    return reverse(f"meetings:{name}", args=[request.community.slug, *rest])


@right("meetings.view_tasks")
@require_GET
def tasks(request: ActorRequest) -> HttpResponse:
    """交办: overdue, today, this week, later, and what waits for the street, on one page."""
    groups = queries.open_tasks(request.actor)
    context = {
        "groups": [(name, HEADS[name], rows) for name, rows in groups.items()],
        "numbers": {name: len(rows) for name, rows in groups.items()},
        "any": any(groups.values()),
        "may_give": REGISTER["meetings.give"].held_by(request.actor),
        "month": clock.today(),
        "month_before": clock.today().replace(day=1) - dt.timedelta(days=1),
    }
    return render(request, "meetings/tasks.html", context)


@right("meetings.give")
@require_http_methods(["GET", "POST"])
def give(request: ActorRequest) -> HttpResponse:
    """交办: a line, and what is proposed for the rest."""
    form = forms.GiveForm(request.POST or None, community=request.community, by=request.actor)
    new_id = keys.uuid7()
    page = FormPage(
        _("Write down a directed task"),
        _("Write it down"),
        ((_("Directed tasks"), _address(request, "tasks")),),
        rows=(
            ("title",),
            ("giver",),
            ("office", "document_number"),
            ("due_at", "handler", "given_on"),
            ("text",),
        ),
        more={"before": "meetings/offices.html", "offices": queries.offices(request.community)},
    )
    return form_page(
        request, page, form, "meetings.give", new_id,
        act=lambda: actions.give(request.community, by=request.actor, task_id=new_id, **form.values()),
        to=lambda made: _address(request, "task", made),
    )  # fmt: skip


@right("meetings.view_tasks")
@require_GET
def task(request: ActorRequest, pk: UUID) -> HttpResponse:
    """One task: its history, and only the buttons one may press."""
    return _page(request, queries.access_task(request.actor, pk))


def _page(request: ActorRequest, row: DirectedTask, *, stale: str = "", kept: Any = ()) -> HttpResponse:
    """`stale` says why an act was not done, `kept` what had been written for it."""
    offered = timeline.offered_verbs(row, request.actor)
    verbs = [
        {"url": _address(request, verb, row.pk), "label": VERBS[verb][0], "icon": VERBS[verb][2]}
        for verb in offered
    ]
    context = {
        "task": row,
        "verbs": verbs,
        "finish_url": _address(request, "finish", row.pk) if "finish" in offered else "",
        "events": timeline.events(row),
        "late": row.is_open and row.due_at < clock.now(),
        "deed_url": deeds.address(request.actor, request.community.slug, row.deed_kind, row.deed_id),
        "meeting_url": _meeting_url(request, row),
        "stale": stale,
        "kept": kept,
    }
    return render(request, "meetings/task.html", context, status=409 if stale else 200)


def _meeting_url(request: ActorRequest, row: DirectedTask) -> str:
    """The meeting that resolved it, for who may see meetings; others read its words under «given by»."""
    if row.meeting_id and REGISTER["meetings.view_meetings"].held_by(request.actor):
        return _address(request, "meeting", row.meeting_id)
    return ""


def _verb(verb: str) -> Any:
    """The page of one verb: its form, and the act."""
    label, form_class, _icon = VERBS[verb]

    @right(f"meetings.{verb}")
    @require_http_methods(["GET", "POST"])
    def view(request: ActorRequest, pk: UUID) -> HttpResponse:
        row = find(
            request, f"meetings.{verb}", request.actor,
            lambda: queries.access_task(request.actor, pk, verb),
        )  # fmt: skip
        if row is None:
            return HttpResponseRedirect(_address(request, "tasks"))
        if request.method == "GET" and verb not in timeline.offered_verbs(row, request.actor):
            return HttpResponseRedirect(_address(request, "task", pk))
        form = form_class(request.POST or None, task=row)
        if form.is_valid():
            outcome = _press(request, form, row, verb)
            if outcome.stale:
                kept = [(form.fields[name].label, words) for name, words in form.values().items() if words]
                return _page(request, queries.access_task(request.actor, pk), stale=outcome.stale, kept=kept)
            if form.is_valid():
                return _on(request, row)
        here = ((_("Directed tasks"), _address(request, "tasks")), (row.title, _address(request, "task", pk)))
        return FormPage(label, label, here, lede=LEDES[verb], danger=verb == "call_off").answer(request, form)

    view.__name__ = verb
    return view


def _press(request: ActorRequest, form: forms.TaskForm, row: DirectedTask, verb: str) -> Any:
    act = getattr(actions, verb)
    return perform(
        form, f"meetings.{verb}", row.pk, request.actor,
        lambda: act(row, by=request.actor, version=form.seen, **form.values()), about=request.path,
    )  # fmt: skip


def _on(request: ActorRequest, row: DirectedTask) -> HttpResponse:
    """The task, or the list when it has just left one's hands."""
    if queries.tasks_for(request.actor).filter(pk=row.pk).exists():
        return HttpResponseRedirect(_address(request, "task", row.pk))
    return HttpResponseRedirect(_address(request, "tasks"))


finish = _verb("finish")
await_reply = _verb("await_reply")
resume = _verb("resume")
extend = _verb("extend")
hand_on = _verb("hand_on")
call_off = _verb("call_off")


@right("meetings.view_tasks")
@require_GET
def month_pdf(request: ActorRequest) -> HttpResponse:
    """交办事项月表 as PDF: of the month that is asked for (`?month=2026-03`), else of this one."""
    asked = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", request.GET.get("month", ""))
    year, month = (int(asked[1]), int(asked[2])) if asked else (clock.today().year, clock.today().month)
    made = papers.month_pdf(request.community, request.actor, year, month)
    return as_pdf(made, f"tasks-{year}-{month:02d}")
