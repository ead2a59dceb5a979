"""Pages of the desk: take a file in, look at what would be written, write it, undo it."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.core import keys
from linli.core.errors import DomainError
from linli.core.forms import ActForm
from linli.core.guards import ActorRequest, right
from linli.core.pages import Outcome, perform
from linli.core.rights import NOTHING, REGISTER, access, visible_to
from linli.papers import actions
from linli.papers.imports.forms import ApplyForm, ColumnsForm, UploadForm
from linli.papers.imports.importing import Judged, Verdict, importers
from linli.papers.imports.models import ImportRun
from linli.papers.imports.problems import problems_workbook
from linli.papers.imports.workflow import ImportStatus
from linli.papers.typeset import as_xlsx

SHOWN = 50
PAGE = 100
# The counts at the head of the preview: verdict, tone, icon, word.
COUNTS = (
    (Verdict.INSERTED, "ok", "plus", pgettext_lazy("rows", "New")),
    (Verdict.CHANGED, "info", "transfer", pgettext_lazy("rows", "Changed")),
    (Verdict.UNCHANGED, "mute", "minus", pgettext_lazy("rows", "The same")),
    (Verdict.REPEATED, "warn", "warn", _("Twice in the file")),
    (Verdict.REJECTED, "bad", "cross-circle", pgettext_lazy("rows", "Refused")),
)


def _rows(request: ActorRequest) -> Any:
    return ImportRun.objects.of(request.community).select_related("community").defer("sheet", "report")


def _run(request: ActorRequest, run_id: UUID, verb: str = "view") -> ImportRun:
    """One import for one purpose."""
    rows = ImportRun.objects.of(request.community).select_related("community")
    return access(rows, request.actor, f"papers.{verb}", pk=run_id)


def _to(run: ImportRun) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("papers:import", args=[run.community.slug, run.pk]))


@right("papers.view")
@require_GET
def listing(request: ActorRequest) -> HttpResponse:
    """导入记录: the latest imports, and the way to a new one."""
    _refuse_without_kinds(request, "view")
    runs = visible_to(_rows(request), request.actor, "papers.view").order_by("-uploaded_at", "-id")[:SHOWN]
    labels = {kind: importer.label for kind, importer in importers().items()}
    context = {"runs": [(run, labels.get(run.kind, run.kind)) for run in runs]}
    return render(request, "papers/imports/list.html", context)


def _refuse_without_kinds(request: ActorRequest, verb: str) -> None:
    """403 to whom no kind of file is open, such as a Party affairs worker of one branch."""
    if REGISTER[f"papers.{verb}"].on(request.actor) is NOTHING:
        raise PermissionDenied(REGISTER[f"papers.{verb}"].label)


@right("papers.upload")
@require_http_methods(["GET", "POST"])
def upload(request: ActorRequest) -> HttpResponse:
    """上传: the file is opened and judged; nothing is written yet."""
    _refuse_without_kinds(request, "upload")
    kind = request.GET.get("kind", "")
    form = UploadForm(
        request.POST or None, request.FILES or None, actor=request.actor, initial={"kind": kind}
    )
    if form.is_valid():
        run_id = keys.uuid7()
        outcome = _upload(request, form, run_id)
        if form.is_valid():
            run = ImportRun.objects.of(request.community).get(
                pk=outcome.earlier.subject_id if outcome.earlier else run_id
            )
            return HttpResponseRedirect(reverse("papers:columns", args=[request.community.slug, run.pk]))
    status = 422 if form.is_bound else 200
    return render(request, "papers/imports/upload.html", {"form": form}, status=status)


def _upload(request: ActorRequest, form: UploadForm, run_id: UUID) -> Outcome:
    file, filled = form.cleaned_data["file"], form.cleaned_data
    return perform(
        form,
        "papers.upload",
        run_id,
        request.actor,
        lambda: actions.upload(
            request.community, filled["kind"], file.read(), file.name,
            by=request.actor, sheet=filled["sheet"], run_id=run_id,
        ),
        about=f"{file.name} {file.size}",
    )  # fmt: skip


@right("papers.match_columns")
@require_http_methods(["GET", "POST"])
def columns(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """对上列: proposed from the titles, or as it was understood the last time."""
    run = _run(request, run_id, "match_columns")
    sheet = run.table
    if run.status != ImportStatus.UPLOADED or sheet is None:
        return _to(run)
    importer = importers()[run.kind](run.community, request.actor, run.answers)
    questions = importer.questions([cells for _number, cells in sheet.named(run.mapping)])
    form = ColumnsForm(request.POST or None, run=run, sheet=sheet, questions=questions)
    if form.is_valid():
        outcome = _press(
            request, form, run, "match_columns",
            lambda: actions.match_columns(
                run, mapping=form.mapping, answers=form.answers, by=request.actor, version=form.seen
            ),
        )  # fmt: skip
        if outcome.stale:
            return preview_page(request, _run(request, run_id), stale=outcome.stale)
        if form.is_valid():
            return _to(run)
    context = {"form": form, "run": run, "sheet": sheet, "label": importer.label}
    return render(request, "papers/imports/columns.html", context, status=422 if form.is_bound else 200)


def _press(request: ActorRequest, form: ActForm, run: ImportRun, verb: str, act: Any) -> Outcome:
    return perform(form, f"papers.{verb}", run.pk, request.actor, act, about=str(run.pk))


@right("papers.view")
@require_GET
def preview(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """看一遍: what would be written, row by row; afterwards, what was written."""
    return preview_page(request, _run(request, run_id))


def preview_page(request: ActorRequest, run: ImportRun, *, stale: str = "") -> HttpResponse:
    """An import with its counts, its rows, and what may be done with it."""
    judged = run.verdicts
    look = sum(row.needs_a_look for row in judged)
    show = request.GET.get("show") or ("look" if look else "all")
    shown = _shown(judged, show)
    start = _start(request.GET.get("from", ""))
    importer, sheet = importers()[run.kind], run.table
    context = {
        "run": run,
        "label": importer.label,
        "heads": importer.heads,
        "rows": [(row, importer.shown(row.values), _look(row)) for row in shown[start : start + PAGE]],
        "counts": [(verdict.value, *more, getattr(run, verdict.value)) for verdict, *more in COUNTS],
        "show": show,
        "look": look,
        "total": len(judged),
        "next": start + PAGE if len(shown) > start + PAGE else 0,
        "previous": max(start - PAGE, 0) if start else None,
        "adds": [row.adds for row in judged if row.adds],
        "left_out": sheet.left_out if sheet else [],
        "other_sheets": sheet.other_sheets if sheet else [],
        "writes": run.inserted + run.changed,
        "write_label": ngettext("Write %(n)d row", "Write %(n)d rows", run.inserted + run.changed)
        % {"n": run.inserted + run.changed},
        "waits": run.status == ImportStatus.UPLOADED,
        "form": ActForm(initial={"version": run.version}, auto_id=False),
        "stale": stale,
    }
    return render(request, "papers/imports/preview.html", context, status=409 if stale else 200)


def _shown(judged: list[Judged], show: str) -> list[Judged]:
    if show in set(Verdict):
        return [row for row in judged if row.verdict == show]
    return judged if show == "all" else [row for row in judged if row.needs_a_look]


def _look(row: Judged) -> tuple[str, str, Any]:
    """Tone, icon and word of a row's verdict."""
    return next((tone, icon, word) for verdict, tone, icon, word in COUNTS if verdict is row.verdict)


def _start(typed: str) -> int:
    return int(typed) if typed.isdecimal() and typed.isascii() and len(typed) < len("1000000") else 0


@right("papers.apply")
@require_POST
def apply(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """写入: in one go, or nothing of it."""
    run = _run(request, run_id, "apply")
    changed = [row.row for row in run.verdicts if row.verdict is Verdict.CHANGED]
    form = ApplyForm(request.POST, changed=changed)
    return _acted(request, run, form, "apply", lambda: actions.apply(
        run, keep=form.cleaned_data["keep"], by=request.actor, version=form.seen
    ))  # fmt: skip


@right("papers.undo")
@require_POST
def undo(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """撤回: everything that this import wrote."""
    run, form = _run(request, run_id, "undo"), ActForm(request.POST)
    return _acted(request, run, form, "undo", lambda: actions.undo(run, by=request.actor, version=form.seen))


@right("papers.discard")
@require_POST
def discard(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """不写了: the file is forgotten."""
    run, form = _run(request, run_id, "discard"), ActForm(request.POST)
    return _acted(
        request, run, form, "discard", lambda: actions.discard(run, by=request.actor, version=form.seen)
    )


def _acted(request: ActorRequest, run: ImportRun, form: ActForm, verb: str, act: Any) -> HttpResponse:
    """Press a verb that has no page of its own; what was refused stands on the import's page."""
    if form.is_valid():
        outcome = _press(request, form, run, verb, act)
        if outcome.stale:
            now = _fresh(request, run) if verb == "apply" else _run(request, run.pk)
            return preview_page(request, now, stale=outcome.stale)
        if form.is_valid():
            return _to(run)
    words = " ".join(str(error) for errors in form.errors.values() for error in errors)
    return preview_page(request, _run(request, run.pk), stale=words)


def _fresh(request: ActorRequest, run: ImportRun) -> ImportRun:
    """The import as it stands now; where the books have moved on, judged anew."""
    now = _run(request, run.pk)
    if now.status == ImportStatus.UPLOADED and now.sheet:
        try:
            actions.match_columns(
                now, mapping=now.mapping, answers=now.answers, by=request.actor, version=now.version
            )
        except DomainError:
            return _run(request, run.pk)
    return now


@right("papers.view")
@require_GET
def problems(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """下载问题行: the refused rows as they stood, with the reason, to be mended and read in again."""
    run = _run(request, run_id)
    content = problems_workbook(importers()[run.kind], run.verdicts)
    return as_xlsx(content, f"problems-{run.pk.hex[:8]}")
