"""问题清单 at the desk: the list of a meeting with one more line, one problem with its verbs."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from linli.core import keys
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page
from linli.core.verbs import Room, Verb, buttons, of_same_name, verb_view
from linli.meetings import actions, queries, timeline
from linli.meetings.forms import problems as forms
from linli.meetings.views.meetings import HOME, address
from linli.meetings.workflow import ProblemStatus

LISTS = _("Lists of problems")
VERBS = {
    "rectify": Verb(
        pgettext_lazy("problem verb", "Put right"), forms.RectifyForm, "check-circle",
        _("What was done about it, and on which day."), of_same_name(actions, "rectify"),
    ),
    "relist": Verb(
        pgettext_lazy("problem verb", "Not right yet"), forms.RelistForm, "refresh",
        _("It stands on the list again, with a new day."), of_same_name(actions, "relist"),
    ),
    "strike": Verb(
        pgettext_lazy("problem verb", "Strike"), forms.StrikeForm, "cross",
        _("For what was written down by mistake. The line and the reason stay."), of_same_name(actions, "strike"),
        danger=True,
    ),
}  # fmt: skip
ROOM = Room("meetings", queries.access_problem, "problem", "problems", LISTS)


@right("meetings.list_problem")
@require_http_methods(["GET", "POST"])
def list_problem(request: ActorRequest, pk: UUID) -> HttpResponse:
    """一次组织生活会的问题清单, and one more line of it: of each leader one at least, each with a day (R-04)."""
    row = queries.access_meeting(request.actor, pk, "list_problem")
    form, new_id = forms.ProblemForm(request.POST or None, meeting=row), keys.uuid7()
    here = address(request, "meeting", row.pk)
    page = FormPage(
        _("List of problems"), _("Put it on the list"), ((HOME, address(request, "cadence")), (str(row), here)),
        lede=_("Of each leader one at least, each with the day by which it is put right. Each sees their own lines, nobody else's."),
        rows=forms.ProblemForm.ROWS,
        more={"before": "meetings/parts/problems.html", "problems": list(queries.problems_of(row))},
    )  # fmt: skip
    return form_page(
        request, page, form, "meetings.list_problem", new_id,
        act=lambda: actions.list_problem(row, form.listed(), by=request.actor, problem_id=new_id),
        to=lambda _made: address(request, "list_problem", row.pk),
    )  # fmt: skip


@right("meetings.view_problems")
@require_GET
def problem(request: ActorRequest, pk: UUID) -> HttpResponse:
    """One problem: how it stands, and what was done."""
    row = queries.access_problem(request.actor, pk)
    found = buttons(request, "meetings", row, VERBS)
    waits = row.status == ProblemStatus.RECTIFYING
    context = {
        "problem": row,
        "first": found[0] if found and waits else None,
        "verbs": found[1:] if waits else found,
        "events": timeline.problem_events(row),
    }
    return render(request, "meetings/problem.html", context)


rectify, relist, strike = (verb_view(name, ROOM, VERBS) for name in VERBS)
