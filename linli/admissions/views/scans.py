"""扫描件 of a step: the list with its pages, adding one, withdrawing one. A page opens only below the file it belongs to."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from linli.admissions import actions, forms, queries, steps, words
from linli.admissions.models import Admission, AdmissionScan, AdmissionStep
from linli.admissions.views.acting import address, crumbs
from linli.core import keys
from linli.core.files.answers import picture_answer
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, find, form_page


def _entry(row: Admission, step: str) -> AdmissionStep:
    asked = steps.BY_KEY.get(step)
    entry = queries.entries_of(row).filter(number=asked.number).first() if asked else None
    if entry is None:
        raise Http404
    return entry


def _scan(row: Admission, pk: UUID) -> AdmissionScan:
    scan = queries.scan_of(row, pk)
    if scan is None:
        raise Http404
    return scan


def _named(entry: AdmissionStep) -> str:
    return f"{entry.number}. {words.STEPS[entry.number]}"


def _leads(row: Admission, verb: str) -> bool:
    return verb in row.workflow.verbs_from(row.status)


def _here(request: ActorRequest, row: Admission, entry: AdmissionStep) -> str:
    return address(request, "step_scans", row.pk, steps.BY_NUMBER[entry.number].key)


@right("admissions.view_files")
@require_GET
def step_scans(request: ActorRequest, pk: UUID, step: str) -> HttpResponse:
    """The papers of a step, those withdrawn with the reason."""
    row = queries.access_file(request.actor, pk)
    entry = _entry(row, step)
    context: dict[str, Any] = {
        "file": row, "entry": entry, "step": steps.BY_KEY[step], "heading": _named(entry),
        "crumbs": crumbs(request, row), "scans": queries.scans_of(entry),
    }  # fmt: skip
    return render(request, "admissions/scans.html", context)


@right("admissions.view_files")
@require_GET
def scan_page(request: ActorRequest, pk: UUID, scan: UUID, key: UUID) -> HttpResponse:
    """One page as a picture."""
    found = _scan(queries.access_file(request.actor, pk), scan)
    return picture_answer(found, key, small="small" in request.GET)


@right("admissions.add_scan")
@require_http_methods(["GET", "POST"])
def add_scan(request: ActorRequest, pk: UUID, step: str) -> HttpResponse:
    """添加扫描件: photos or a PDF of one paper."""
    row = queries.access_file(request.actor, pk, "add_scan")
    entry, new_id = _entry(row, step), keys.uuid7()
    here = _here(request, row, entry)
    if request.method == "GET" and not _leads(row, "add_scan"):
        return HttpResponseRedirect(here)
    form = forms.ScanForm(request.POST or None, request.FILES or None)
    page = FormPage(
        pgettext_lazy("admission verb", "Add a scan"), _("Keep it"), (*crumbs(request, row), (_named(entry), here)),
        lede=_("Only the Party organisation of this branch sees it. It cannot be exchanged, only withdrawn with a reason."),
    )  # fmt: skip
    return form_page(
        request, page, form, "admissions.add_scan", new_id,
        act=lambda: actions.add_scan(row, entry, by=request.actor, scan_id=new_id, **form.values()),
        to=lambda _made: here,
    )  # fmt: skip


@right("admissions.withdraw_scan")
@require_http_methods(["GET", "POST"])
def withdraw_scan(request: ActorRequest, pk: UUID, scan: UUID) -> HttpResponse:
    """撤回扫描件, with a reason."""
    row = find(
        request, "admissions.withdraw_scan", request.actor,
        lambda: queries.access_file(request.actor, pk, "withdraw_scan"),
    )  # fmt: skip
    if row is None:
        return HttpResponseRedirect(address(request, "file_detail", pk))
    found = _scan(row, scan)
    here = _here(request, row, found.entry)
    if request.method == "GET" and (found.withdrawn_on or not _leads(row, "withdraw_scan")):
        return HttpResponseRedirect(here)
    form = forms.WithdrawScanForm(request.POST or None)
    page = FormPage(
        pgettext_lazy("admission verb", "Withdraw a scan"), pgettext_lazy("scan", "Withdraw"),
        (*crumbs(request, row), (_named(found.entry), here)), danger=True,
        lede=_("It counts no more and shows when and why. Its pages are erased after a time, that it was there stays."),
        facts=lambda: [(_("Withdrawn on"), _scan(row, scan).withdrawn_on)],
    )  # fmt: skip
    return form_page(
        request, page, form, "admissions.withdraw_scan", found.pk,
        act=lambda: actions.withdraw_scan(row, found, by=request.actor, **form.values()),
        to=lambda _made: here,
    )  # fmt: skip
