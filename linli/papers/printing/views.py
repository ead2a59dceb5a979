"""The printing room: what waits, in the order of a round; sign-in sheets and their way back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.core import keys
from linli.core.files import showing
from linli.core.files.answers import picture_answer
from linli.core.forms import ActForm
from linli.core.guards import ActorRequest, right
from linli.core.pages import perform, was_done
from linli.papers import returning
from linli.papers.printing import actions, queries
from linli.papers.printing.forms import PrintForm, ReturnedForm, ReturnForm, SheetForm
from linli.papers.printing.models import PrintJob, SignInSheet
from linli.papers.printing.sheets import SIGN_IN_SHEET, sign_in_sheet
from linli.papers.returning import SIGNED
from linli.papers.typeset import as_pdf, pdf

PICTURES = showing.Room("printing:sheet_picture", "printing:attach", "printing:detach")
SHOWS = {SIGNED: gettext_lazy("the signed paper")}


@right("papers.print")
@require_GET
def room(request: ActorRequest) -> HttpResponse:
    """打印间: today's queue with everything ticked, what was printed in the last days, sign-in sheets."""
    waiting = queries.by_walk(list(queries.waiting(request.community)))
    return _room_page(request, PrintForm(jobs=waiting), waiting)


def _room_page(request: ActorRequest, form: PrintForm, waiting: list[PrintJob]) -> HttpResponse:
    total = sum(job.copies for job in waiting)
    context = {
        "form": form,
        "waiting": waiting,
        "press": ngettext("Print %(count)d copy", "Print %(count)d copies", total) % {"count": total},
        "again": PrintForm(jobs=list(queries.printed(request.community)), ticked=False),
        "sheets": queries.open_sheets(request.community),
        "drop": ActForm(),
    }
    return render(request, "papers/printing/room.html", context, status=422 if form.errors else 200)


def _picked(request: ActorRequest) -> list[PrintJob]:
    """The jobs that the sent form speaks of, waiting or printed; ids of other communities are not found."""
    named = []
    for field in request.POST:
        if field.startswith("pick-"):
            try:
                named.append(UUID(field.removeprefix("pick-")))
            except ValueError:
                raise Http404 from None
    jobs = [job for job in PrintJob.objects.of(request.community).filter(pk__in=named) if job.values]
    if len(jobs) != len(named):
        raise Http404
    return jobs


@right("papers.print")
@require_POST
def print_jobs(request: ActorRequest) -> HttpResponse:
    """打印: one PDF of what is ticked. A second press of the same form gives the same PDF and is no second act."""
    picked = _picked(request)
    known = {job.pk for job in picked}
    waiting = [job for job in queries.waiting(request.community) if job.pk not in known]
    form = PrintForm(request.POST, jobs=queries.by_walk([*picked, *waiting]))
    if form.is_valid():
        chosen = form.chosen(form.cleaned_data)
        again = "again" in request.POST
        outcome = perform(
            form,
            "papers.print_jobs",
            chosen[0].pk,
            request.actor,
            lambda: actions.print_jobs(chosen, form.copies, by=request.actor, again=again),
        )
        if outcome.stale:
            messages.warning(request, outcome.stale)
            return HttpResponseRedirect(reverse("printing:room", args=[request.community.slug]))
        if form.is_valid():
            return as_pdf(actions.bound(chosen, by=request.actor), "print")
    return _room_page(request, form, form.jobs)


@right("papers.print")
@require_POST
def drop_print(request: ActorRequest, job: str) -> HttpResponse:
    """撤下."""
    here = HttpResponseRedirect(reverse("printing:room", args=[request.community.slug]))
    form = ActForm(request.POST)
    if was_done(request, "papers.drop_print", request.actor):
        return here
    row = _job_or_404(request, job)
    if form.is_valid():
        perform(
            form,
            "papers.drop_print",
            row.pk,
            request.actor,
            lambda: actions.drop_print(row, by=request.actor),
            about=str(row.pk),
        )
    return here


def _job_or_404(request: ActorRequest, job: str) -> PrintJob:
    try:
        key = UUID(job)
    except ValueError:
        raise Http404 from None
    return get_object_or_404(PrintJob.objects.of(request.community), pk=key)


@right("papers.print")
@require_http_methods(["GET", "POST"])
def prepare_sheet(request: ActorRequest) -> HttpResponse:
    """开签到表."""
    form = SheetForm(request.POST or None)
    if form.is_valid():
        sheet_id = keys.uuid7()
        outcome = perform(
            form,
            "papers.prepare_sheet",
            sheet_id,
            request.actor,
            lambda: actions.prepare_sheet(
                request.community, by=request.actor, sheet_id=sheet_id, **form.values()
            ),
        )
        if form.is_valid():
            made = outcome.earlier.subject_id if outcome.earlier else sheet_id
            code = SignInSheet.objects.of(request.community).get(pk=made).code
            return HttpResponseRedirect(reverse("printing:sheet", args=[request.community.slug, code]))
    context = {"form": form}
    return render(request, "papers/printing/new_sheet.html", context, status=422 if form.is_bound else 200)


def _sheet_or_404(request: ActorRequest, code: str) -> SignInSheet:
    return queries.access_sheet(request.actor, code)


def _paper(request: ActorRequest, sheet: SignInSheet) -> tuple[dict[str, Any], Any]:
    record = reverse("printing:sheet", args=[request.community.slug, sheet.code])
    return sign_in_sheet(sheet, issuer=request.community.name, address=request.build_absolute_uri(record))


@right("papers.print")
@require_http_methods(["GET", "POST"])
def sheet(request: ActorRequest, code: str) -> HttpResponse:
    """签到表: its record. When the paper comes back, the number of signatures is typed in once."""
    row = _sheet_or_404(request, code)
    form = ReturnForm(request.POST or None, sheet=row)
    if form.is_valid():
        perform(
            form,
            "papers.return_sheet",
            row.pk,
            request.actor,
            lambda: actions.return_sheet(row, by=request.actor, **form.values()),
            about=str(row.pk),
        )
        if form.is_valid():
            return HttpResponseRedirect(reverse("printing:sheet", args=[request.community.slug, row.code]))
    pictures = showing.shown(row, PICTURES, row.code, SHOWS, removable=(SIGNED,))
    context = {"sheet": row, "form": form, "pictures": pictures}
    return render(request, "papers/printing/sheet.html", context, status=422 if form.is_bound else 200)


def _record(sheet: SignInSheet) -> str:
    return reverse("printing:sheet", args=[sheet.community.slug, sheet.code])


@right("papers.print")
@require_GET
def sheet_picture(request: ActorRequest, code: str, attachment: UUID) -> HttpResponse:
    """One photo of a signed sheet."""
    return picture_answer(_sheet_or_404(request, code), attachment, small="small" in request.GET)


@right("papers.print")
@require_POST
def attach(request: ActorRequest, code: str) -> HttpResponse:
    """添加照片 of the signed sheet."""
    row = _sheet_or_404(request, code)
    return showing.attach(request, row, SIGNED, request.actor, _record(row))


@right("papers.print")
@require_POST
def detach(request: ActorRequest, code: str) -> HttpResponse:
    """撤下照片 of the signed sheet."""
    row = _sheet_or_404(request, code)
    return showing.detach(request, row, request.actor, _record(row), removable=(SIGNED,))


@right("papers.print")
@require_http_methods(["GET", "POST"])
def take_back(request: ActorRequest) -> HttpResponse:
    """收回签过的纸: photos of signed papers find their records by the codes printed on them."""
    form = ReturnedForm(request.POST or None, request.FILES or None)
    returned: list[returning.Returned] = []
    if form.is_valid():
        chosen = form.cleaned_data["pictures"]
        returned = returning.recognise(chosen, request.actor, request.community.slug)
        perform(
            form,
            "papers.take_back",
            form.key,
            request.actor,
            lambda: returning.take_back(returned, by=request.actor),
            about=" ".join(picture.digest for picture in chosen),
        )
    done = returned if form.is_valid() else []
    context = {"form": ReturnedForm() if done else form, "returned": done}
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "papers/printing/take_back.html", context, status=status)


@right("papers.print")
@require_GET
def sheet_pdf(request: ActorRequest, code: str) -> HttpResponse:
    """签到表 as PDF."""
    row = _sheet_or_404(request, code)
    values, meta = _paper(request, row)
    return as_pdf(pdf(SIGN_IN_SHEET.template, values, meta=meta), f"sheet-{row.code}")
