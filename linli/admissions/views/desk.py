"""One file: its time line, its paper; the pages of its verbs."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from linli.admissions import actions, forms, papers, queries, steps, words
from linli.admissions.actions.stepping import verb_of
from linli.admissions.judging import dues
from linli.admissions.models import Admission, AdmissionStep, Role
from linli.admissions.numbers import numbers
from linli.admissions.steps import Step, open_steps
from linli.admissions.views.acting import HOME, address, crumbs, parts_of, without_scan
from linli.core import clock, keys
from linli.core.errors import DomainError
from linli.core.guards import ActorRequest, right
from linli.core.keys import show_code
from linli.core.pages import FormPage, find, form_page
from linli.core.verbs import Room, Verb, of_same_name, verb_view
from linli.papers.typeset import as_pdf
from linli.residents import actions as residents
from linli.residents.models import Person


@right("admissions.view_files")
@require_GET
def file_detail(request: ActorRequest, pk: UUID) -> HttpResponse:
    """一份档案: phases and steps, what comes next, what stops and warns it; helpers, reviews, and what is due."""
    row = queries.access_file(request.actor, pk)
    story, today = queries.story_of(row), clock.today()
    parts = parts_of(row, story, numbers(row.community.code))
    ready = [line for part in parts for line in part.lines if line.is_ready]
    waiting = dues(story.file, numbers(row.community.code)) if row.is_running else []
    context = {
        "file": row,
        "parts": parts,
        "first": ready[0] if ready else None,
        "reviews": list(reversed(story.reviews)),
        "helpers": [one for one in story.helpers if one.valid_to is None],
        "former": [one for one in story.helpers if one.valid_to],
        "dues": [(words.DUES[due.kind], due, due.is_over(today)) for due in waiting],
        "may_receive": any(due.kind in {"receipt", "approval", "conversion_approval"} for due in waiting),
        "has_contacts": steps.CONTACTS in story.entries,
    }
    return render(request, "admissions/file.html", context)


@right("admissions.view_files")
@require_GET
def timeline_pdf(request: ActorRequest, pk: UUID) -> HttpResponse:
    """发展党员时间表 as PDF: 25 rows, and places for signatures."""
    row = queries.access_file(request.actor, pk)
    made = papers.timeline_pdf(row, queries.story_of(row), by=request.actor)
    return as_pdf(made, f"development-{show_code(row.code)}")


@right("admissions.open_file")
@require_http_methods(["GET", "POST"])
def open_file(request: ActorRequest) -> HttpResponse:
    """建档: with the application begins the file."""
    form = forms.ApplicationForm(request.POST or None, community=request.community, actor=request.actor)
    new_id = keys.uuid7()
    page = FormPage(
        _("Open a development file"), _("Open the file"), crumbs(request), rows=form.ROWS,
        lede=_("Who has handed in an application. The age on that day is judged (R-06)."),
    )  # fmt: skip
    return form_page(
        request, page, form, "admissions.open_file", new_id, act=lambda: _open(request, form, new_id),
        to=lambda made: address(request, "file_detail", made),
    )  # fmt: skip


@transaction.atomic
def _open(request: ActorRequest, form: forms.ApplicationForm, new_id: UUID) -> None:
    filled = form.cleaned_data
    actions.open_file(
        _person(request, form), branch=filled["branch"], done_on=filled["done_on"], born_on=filled["born_on"],
        shown=forms.evidence(filled), by=request.actor, admission_id=new_id,
    )  # fmt: skip


def _person(request: ActorRequest, form: forms.ApplicationForm) -> Person:
    """Who is meant: of those who have the name, or somebody who is written down now."""
    filled = form.cleaned_data
    chosen = filled.get("person", "")
    if form.found and not chosen:
        raise DomainError(_("The books know this name; please say who it is."), field="person")
    if chosen and chosen != forms.NEW:
        return next(row for row in form.found if str(row.pk) == chosen)
    return residents.enter(
        request.community,
        name=filled["name"],
        phone=filled["phone"],
        born_on=filled["born_on"],
        by=request.actor,
    )


@right("admissions.take_step")
@require_http_methods(["GET", "POST"])
def take_step(request: ActorRequest, pk: UUID, step: str) -> HttpResponse:
    """记一步: the page of any step; what it asks for depends on the step."""
    asked = steps.BY_KEY.get(step)
    if asked is None or asked.key in {"application"}:
        raise Http404
    verb, here = verb_of(asked.number), address(request, "file_detail", pk)
    row = find(
        request, f"admissions.{verb}", request.actor, lambda: queries.access_file(request.actor, pk, verb)
    )
    done = {one.number: one for one in queries.entries_of(row)} if row else {}
    if row is None or (request.method == "GET" and not _is_open(row, asked, done)):
        return HttpResponseRedirect(here)
    form = _form(request, row, asked)
    page = FormPage(
        f"{asked.number}. {words.STEPS[asked.number]}", _("Write it down"), crumbs(request, row), rows=getattr(form, "ROWS", ()),
        lede=LEDES.get(asked.number, ""), facts=lambda: [(_("Status"), row.get_status_display())],
        more=_papers(done) if asked.number == steps.ARCHIVED else {},
    )  # fmt: skip
    return form_page(
        request, page, form, f"admissions.{verb}", row.pk,
        act=lambda: _take(row, asked, form, request), to=lambda _made: here,
    )  # fmt: skip


LEDES = {
    steps.ASSEMBLY: _("Of this applicant alone, by secret ballot. More than half of those entitled are there, and more than half of those entitled say yes (R-06)."),
    steps.CONVERSION: _("Of this member alone, by secret ballot, when probation is over: convert, extend once, or end without conversion (R-06)."),
    steps.TRAINED: _("Days and hours as the certificate of the course says (R-06)."),
    steps.ADMITTED: _("The person is then entered in the register as a member on probation since the day of the assembly."),
    steps.CONVERTED: _("The person is then a full member since the day on which probation ended."),
}  # fmt: skip


def _is_open(row: Admission, step: Step, done: dict[int, AdmissionStep]) -> bool:
    return row.status != "ended" and step in open_steps({number: one.done_on for number, one in done.items()})


def _papers(done: dict[int, AdmissionStep]) -> dict[str, Any]:
    """Which steps show a paper, for who puts the file into the archive."""
    lines = [(one, words.STEPS[number]) for number, one in sorted(done.items())]
    return {"before": "admissions/parts/papers.html", "lines": lines, "without": without_scan(done)}


def _form(request: ActorRequest, row: Admission, step: Step) -> Any:
    if "vote" in step.asks:
        return forms.VoteForm(request.POST or None, record=row, converts=step.number == steps.CONVERSION)
    return forms.StepForm(request.POST or None, record=row, step=step)


def _take(row: Admission, step: Step, form: Any, request: ActorRequest) -> None:
    """The act that belongs to a step, with what the form holds."""
    common: dict[str, Any] = {"by": request.actor, "version": form.seen}
    filled, verb = form.cleaned_data, verb_of(step.number)
    if verb == "vote":
        actions.vote(row, form.ballot(), shown=forms.evidence(filled), **form.decided(), **common)
        return
    common |= {"done_on": filled["done_on"], "shown": form.shown()}
    if verb == "take_step":
        common["number"] = step.number
    if verb == "name_helpers":
        role = Role.SPONSOR if step.number == steps.SPONSORS else Role.CONTACT
        common |= {"role": role, "members": list(filled["members"])}
    if "approver" in step.asks:
        common |= {name: filled[name] for name in ("approver", "approver_level")}
    getattr(actions, verb)(row, **common)


@right("admissions.correct_step")
@require_http_methods(["GET", "POST"])
def correct_step(request: ActorRequest, pk: UUID, step: str) -> HttpResponse:
    """更正一步: day, paper and note of a step that is done."""
    asked, here = steps.BY_KEY.get(step), address(request, "file_detail", pk)
    row = find(
        request, "admissions.correct_step", request.actor, lambda: queries.access_file(request.actor, pk, "correct_step")
    )  # fmt: skip
    if row is None:
        return HttpResponseRedirect(here)
    entry = row.entries.filter(number=asked.number).first() if asked else None
    if entry is None:
        raise Http404
    form = forms.CorrectForm(request.POST or None, record=row, entry=entry)
    page = FormPage(
        _("Put right: %(step)s") % {"step": f"{entry.number}. {words.STEPS[entry.number]}"}, _("Save"), crumbs(request, row),
        lede=_("All steps that are done are judged again with it (R-06)."),
        facts=lambda: [(_("Done on"), entry.done_on)],
    )  # fmt: skip
    return form_page(
        request, page, form, "admissions.correct_step", row.pk,
        act=lambda: actions.correct_step(
            row, number=entry.number, by=request.actor, version=form.seen, **form.values()
        ),
        to=lambda _made: here,
    )  # fmt: skip


ROOM = Room("admissions", queries.access_file, "file_detail", "ledger", HOME, lambda row: row.person.name)
# The verbs that are no step.
VERBS = {
    "note_review": Verb(
        pgettext_lazy("admission verb", "Write down a review"), forms.ReviewForm, "message",
        _("At least every half-year (R-06)."), lambda row, form, by: actions.note_review(row, by=by, **form.values()),
        press=_("Write it down"),
    ),
    "name_helpers": Verb(
        _("Other contact persons or sponsors"), forms.HelpersForm, "users", "", of_same_name(actions, "name_helpers"),
        press=_("Write it down"),
    ),
    "note_receipt": Verb(
        _("The superior has the papers"), forms.ReceiptForm, "check",
        _("The months of the approval run from this day (R-06)."), of_same_name(actions, "note_receipt"),
        press=_("Write it down"),
    ),
    "end": Verb(
        pgettext_lazy("admission verb", "End the file"), forms.EndForm, "cross",
        _("People decided that; the file stays in the books. A membership on probation is ended in the register, on its own page."),
        of_same_name(actions, "end"), danger=True,
    ),
}  # fmt: skip
note_review, name_helpers, note_receipt, end = (verb_view(name, ROOM, VERBS) for name in VERBS)
