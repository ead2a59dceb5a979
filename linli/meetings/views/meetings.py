"""会议 at the desk: convened, one meeting's page with the next step first, its verbs, its papers."""

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.core import clock, keys
from linli.core.files import showing
from linli.core.files.answers import picture_answer
from linli.core.guards import ActorRequest, right
from linli.core.links import absolute
from linli.core.pages import FormPage, find, form_page, perform
from linli.core.rights import REGISTER
from linli.meetings import actions, queries, telling, timeline
from linli.meetings.forms import meetings as forms
from linli.meetings.kinds import LIFE, NEEDS_QUORUM, Kind, Presence
from linli.meetings.life import DEMOCRATIC_LIFE, judge_scope
from linli.meetings.models import Meeting
from linli.organisations.models import Level
from linli.papers.returning import SIGNED

HOME = _("Organisation life")
PICTURES = showing.Room("meetings:picture", "meetings:attach")
SHOWS = {SIGNED: _("the signed sheet")}


class Verb(NamedTuple):
    """The words of a button, its form, its icon, what a press does."""

    label: Any
    form: type[forms.MeetingForm]
    icon: str
    lede: Any
    template: str = ""
    danger: bool = False


VERBS = {
    "hold": Verb(
        pgettext_lazy("meeting verb", "Who came"), forms.HoldForm, "users",
        _("Everybody of the roll is taken as present; change only who was not. Nobody comes for another."),
        "meetings/hold.html",
    ),
    "minute": Verb(
        _("Write the minutes"), forms.MinuteForm, "pencil",
        _("What was said to each item. Until it is filed you can write it anew."),
    ),
    "file": Verb(_("File"), forms.FileForm, "check-circle", _("From now on nothing of it changes. An error is put right by an addition beside it.")),
    "put_to_vote": Verb(
        _("Put to the vote"), forms.VoteForm, "scale",
        _("More than half of those entitled carry it, not of those present. No name stands beside a vote."),
    ),
    "adopt": Verb(_("Write down a resolution"), forms.AdoptForm, "flag", _("With a name and a day it becomes a directed task at once.")),
    "postpone": Verb(_("Another time or place"), forms.PostponeForm, "clock", _("Those invited are told.")),
    "cancel_meeting": Verb(_("It did not take place"), forms.CancelForm, "cross", _("Those invited are told, where it was still to come. It counts for nothing."), danger=True),
    "supplement": Verb(_("Add a correction"), forms.SupplementForm, "plus", _("What is filed stays as it is.")),
}  # fmt: skip
# What comes next, in this order; it is the one solid button of the page.
NEXT = ("hold", "minute", "file")


def address(request: ActorRequest, name: str, *rest: Any) -> str:
    """An address of this app in the community of the request."""
    return reverse(f"meetings:{name}", args=[request.community.slug, *rest])


@right("meetings.convene")
@require_http_methods(["GET", "POST"])
def convene(request: ActorRequest) -> HttpResponse:
    """安排会议; `?body=&kind=&on=` come from the cadence board and fill the form in."""
    form = forms.ConveneForm(request.POST or None, by=request.actor, initial=_proposed(request))
    new_id = keys.uuid7()
    page = FormPage(
        _("Convene a meeting"), _("Convene it"), ((HOME, address(request, "cadence")),),
        lede=_("Everybody of the roll is invited. One that took place is written down in the same way."),
        rows=forms.ConveneForm.ROWS, more={"before": "meetings/kinds.html", "kinds": Kind.choices, "kind": form["kind"].value()},
    )  # fmt: skip
    return form_page(
        request, page, form, "meetings.convene", new_id,
        act=lambda: actions.convene(form.convened(), by=request.actor, meeting_id=new_id),
        to=lambda made: address(request, "meeting", made),
    )  # fmt: skip


def _proposed(request: ActorRequest) -> dict[str, Any]:
    """What the form begins with: the asked kind, its agenda, place and chair of the last meeting."""
    asked = {name: request.GET.get(name, "") for name in ("body", "kind", "on")}
    kind = asked["kind"] if asked["kind"] in Kind.values else Kind.ASSEMBLY.value
    last = queries.meetings_for(request.actor).filter(kind=kind)
    if (key := _key(asked["body"])) is not None:
        last = last.filter(organisation=key)
    row = last.order_by("-starts_at", "-id").first()
    first = forms.first_words(kind, row.place if row else "", row.host if row else request.actor.name)
    when = row.starts_at.astimezone(clock.BEIJING) if row else clock.now().replace(hour=19, minute=0)
    day = _day(asked["on"]) or clock.today()
    first["starts_at"] = when.replace(year=day.year, month=day.month, day=day.day, second=0, microsecond=0)
    return {**first, "body": str(key or "")}


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _day(text: str) -> dt.date | None:
    """A day of `?on=2026-04-16`, None for anything that is none."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


@right("meetings.view_meetings")
@require_GET
def meeting(request: ActorRequest, pk: UUID) -> HttpResponse:
    """One meeting: the next step first, and only the buttons one may press."""
    return _page(request, pk)


def _page(request: ActorRequest, pk: UUID, *, stale: str = "", kept: Any = ()) -> HttpResponse:
    row = queries.access_meeting(request.actor, pk)
    offered = timeline.meeting_verbs(row)
    first = next((name for name in NEXT if name in offered), "")
    roll = list(queries.attendances_of(row))
    context = {
        "meeting": row,
        "first": _button(request, row, first) if first else None,
        "verbs": [_button(request, row, name) for name in VERBS if name in offered and name != first],
        "roll": roll,
        "came": sum(one.presence == Presence.PRESENT for one in roll),
        "items": list(row.items.all()),
        "motions": list(row.motions.all()),
        "resolutions": list(row.resolutions.select_related("task__handler")),
        "corrections": list(row.corrections.select_related("written_by")),
        "lists_problems": row.kind in LIFE and row.status in actions.OVER and "list_problem" in row.may,
        "warnings": _warnings(row),
        "events": timeline.meeting_events(row),
        "message": telling.group_message(row, absolute(address(request, "own"))),
        "pictures": showing.shown(row, PICTURES, str(row.pk), SHOWS),
        "may_see_task": REGISTER["meetings.view_tasks"].held_by(request.actor),
        "stale": stale,
        "kept": kept,
    }
    return render(request, "meetings/meeting.html", context, status=409 if stale else 200)


def _button(request: ActorRequest, row: Meeting, name: str) -> dict[str, Any]:
    return {"url": address(request, name, row.pk), "label": VERBS[name].label, "icon": VERBS[name].icon}


def _warnings(row: Meeting) -> list[Any]:
    """What the rules say of it that stops nothing."""
    told: list[Any] = []
    level = Level(row.organisation.level) if row.organisation else None
    if row.kind == Kind.DEMOCRATIC_LIFE and level not in {Level.COMMITTEE, Level.JOINT_COMMITTEE, None}:
        verdict = judge_scope(DEMOCRATIC_LIFE, "党总支" if level == Level.GENERAL_BRANCH else "支部")
        told.append(f"{verdict.reason}（{verdict.rule}）")
    if row.kind in NEEDS_QUORUM and row.entitled is not None and (row.present or 0) * 2 < row.entitled:
        told.append(_("Fewer than half of those entitled came: nothing can be resolved or filed (R-03)."))
    return told


def _verb(name: str) -> Callable[..., HttpResponse]:
    """The page of one verb: its form, and the act."""
    verb = VERBS[name]

    @right(f"meetings.{name}")
    @require_http_methods(["GET", "POST"])
    def view(request: ActorRequest, pk: UUID) -> HttpResponse:
        here = address(request, "meeting", pk)
        row = find(
            request,
            f"meetings.{name}",
            request.actor,
            lambda: queries.access_meeting(request.actor, pk, name),
        )
        if row is None or (request.method == "GET" and name not in timeline.meeting_verbs(row)):
            return HttpResponseRedirect(here)
        form = verb.form(request.POST or None, meeting=row)
        if form.is_valid():
            outcome = perform(
                form,
                f"meetings.{name}",
                row.pk,
                request.actor,
                lambda: _act(name, row, form, request),
                about=request.path,
            )
            if outcome.stale:
                return _page(request, pk, stale=outcome.stale, kept=_kept(form))
            if form.is_valid():
                return HttpResponseRedirect(here)
        crumbs = ((HOME, address(request, "cadence")), (str(row), here))
        page = FormPage(verb.label, verb.label, crumbs, lede=verb.lede, danger=verb.danger)
        if verb.template:
            status = 422 if form.is_bound else 200
            return render(
                request,
                verb.template,
                {"page": page, "form": form, "meeting": row, "back": here},
                status=status,
            )
        return page.answer(request, form)

    view.__name__ = name
    return view


def _act(name: str, row: Meeting, form: forms.MeetingForm, request: ActorRequest) -> None:
    """Verbs that change the meeting carry the version that was seen; those that add beside it do not."""
    seen = {} if name in {"put_to_vote", "adopt", "supplement"} else {"version": form.seen}
    getattr(actions, name)(row, by=request.actor, **seen, **form.values())


def _kept(form: forms.MeetingForm) -> list[tuple[Any, str]]:
    """What had been written, for who was overtaken."""
    return [
        (form.fields[name].label, words)
        for name, words in form.cleaned_data.items()
        if isinstance(words, str) and words and not name.startswith("p-")
    ]


hold, minute, file, put_to_vote, adopt, postpone, cancel_meeting, supplement = (_verb(name) for name in VERBS)


@right("meetings.attach")
@require_POST
def attach(request: ActorRequest, pk: UUID) -> HttpResponse:
    """添加照片 of the signed sheet; also after filing, for it is beside the record."""
    row = queries.access_meeting(request.actor, pk, "attach")
    return showing.attach(request, row, SIGNED, request.actor, address(request, "meeting", row.pk))


@right("meetings.view_meetings")
@require_GET
def picture(request: ActorRequest, pk: UUID, key: UUID) -> HttpResponse:
    """The signed sheet as a picture."""
    return picture_answer(queries.access_meeting(request.actor, pk), key, small="small" in request.GET)
