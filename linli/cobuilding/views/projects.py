"""项目 at the desk: made from matches, with milestones."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.cobuilding import actions, forms, papers, queries, timeline, verb_forms
from linli.cobuilding.models import Milestone, Need
from linli.cobuilding.views.acting import HOME, Room, Verb, address, buttons, verb_view
from linli.core import keys
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page

PROJECT = {
    "launch": Verb(_("It starts"), forms.VerbForm, "arrow-right", _("From now on milestones can be reached.")),
    "add_milestone": Verb(_("Add a milestone"), verb_forms.MilestoneForm, "plus", _("A step that one can see, with its day.")),
    "reach": Verb(_("Milestone reached"), verb_forms.ReachForm, "check", _("Everybody reads that it is reached, and when.")),
    "leave_out": Verb(_("Leave a milestone out"), verb_forms.LeaveOutForm, "cross", _("It is not waited for any more.")),
    "finish": Verb(
        _("It is done"), forms.WordsForm, "check-circle",
        _("Every milestone is reached or left out. The needs that it was made for are met by that."),
    ),
    "hand_on": Verb(_("Hand it on"), verb_forms.HandOnForm, "user", _("Somebody else sees to it from now on.")),
    "stop": Verb(
        _("Stop it"), forms.ReasonForm, "cross",
        _("It ends without being done. What was matched stays matched until you undo it or make another project of it."),
        danger=True,
    ),
}  # fmt: skip


@right("cobuilding.begin")
@require_http_methods(["GET", "POST"])
def begin(request: ActorRequest) -> HttpResponse:
    """立项; `?need=` begins with what serves a need."""
    need = _need(request)
    form = verb_forms.BeginForm(
        request.POST or None, community=request.community, by=request.actor, need=need
    )
    new_id = keys.uuid7()
    page = FormPage(
        _("Make a project"), _("Make a project"), ((HOME, address(request, "front")),),
        lede=_("From what was matched, of one giver. The milestones come next."),
        rows=(("title",), ("what_for",), ("chosen",), ("owner",), ("starts_on", "due_on")),
    )  # fmt: skip
    return form_page(
        request, page, form, "cobuilding.begin", new_id,
        act=lambda: actions.begin(
            request.community, form.intended(), form.picked(), by=request.actor, project_id=new_id
        ),
        to=lambda made: address(request, "project", made),
    )  # fmt: skip


def _need(request: ActorRequest) -> Need | None:
    """The need of `?need=`; 404 for anything that is none."""
    key = request.GET.get("need")
    if not key:
        return None
    try:
        return queries.access_need(request.actor, UUID(key))
    except ValueError as wrong:
        raise Http404 from wrong


@right("cobuilding.view_lists")
@require_GET
def project(request: ActorRequest, pk: UUID) -> HttpResponse:
    """一个项目: its milestones, what it is made of, and only the buttons one may press."""
    return _page(request, pk)


def _page(request: ActorRequest, pk: UUID, *, stale: str = "", kept: Any = ()) -> HttpResponse:
    row = queries.access_project(request.actor, pk)
    milestones = list(Milestone.objects.of(row.community_id).filter(project=row))
    over = bool(milestones) and not any(each.is_open for each in milestones)
    offered = dict(zip(_names(row), buttons(request, row, PROJECT), strict=True))
    if not over:
        offered.pop("finish", None)
    if all(not each.is_open for each in milestones):
        offered.pop("reach", None)
        offered.pop("leave_out", None)
    first = (
        "launch"
        if milestones and "launch" in offered
        else "finish"
        if "finish" in offered
        else "add_milestone"
    )
    context = {
        "project": row,
        "milestones": milestones,
        "may_reach": "reach" in offered,
        "first": offered.pop(first, None),
        "verbs": list(offered.values()),
        "matches": queries.matches_in(row),
        "events": timeline.told(row),
        "message": papers.project_message(row, milestones, request.build_absolute_uri),
        "stale": stale,
        "kept": kept,
    }
    return render(request, "cobuilding/desk/project.html", context, status=409 if stale else 200)


def _names(row: Any) -> list[str]:
    return [name for name in timeline.offered_verbs(row) if name in PROJECT]


launch, add_milestone, reach, leave_out, finish, hand_on, stop = (
    verb_view(name, verb, Room(queries.access_project, "project", _page)) for name, verb in PROJECT.items()
)
