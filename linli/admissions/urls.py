"""Addresses of development files and plans, at the desk of the Party organisation alone."""

from django.urls import path

from linli.admissions.ledger import FILES
from linli.admissions.views import desk, planning, scans
from linli.ledgers.pages import pages

app_name = "admissions"
PARTY = "desk/<slug:slug>/party/"
DESK, PLAN = f"{PARTY}admissions/", f"{PARTY}admission-plan/"
ONE = f"{DESK}<uuid:pk>"
urlpatterns = [
    *pages(FILES, DESK, "ledger"),
    path(f"{DESK}new", desk.open_file, name="open_file"),
    path(f"{DESK}due", planning.due, name="due"),
    path(ONE, desk.file_detail, name="file_detail"),
    path(f"{ONE}/timeline.pdf", desk.timeline_pdf, name="timeline_pdf"),
    path(f"{ONE}/steps/<slug:step>", desk.take_step, name="take_step"),
    path(f"{ONE}/correct/<slug:step>", desk.correct_step, name="correct_step"),
    path(f"{ONE}/scans/<slug:step>", scans.step_scans, name="step_scans"),
    path(f"{ONE}/scans/<slug:step>/add_scan", scans.add_scan, name="add_scan"),
    path(f"{ONE}/scans/<uuid:scan>/withdraw_scan", scans.withdraw_scan, name="withdraw_scan"),
    path(f"{ONE}/scans/<uuid:scan>/pages/<uuid:key>", scans.scan_page, name="scan_page"),
    path(f"{ONE}/note_review", desk.note_review, name="note_review"),
    path(f"{ONE}/name_helpers", desk.name_helpers, name="name_helpers"),
    path(f"{ONE}/note_receipt", desk.note_receipt, name="note_receipt"),
    path(f"{ONE}/end", desk.end, name="end"),
    path(PLAN, planning.plan, name="plan"),
    path(f"{PLAN}new", planning.set_plan, name="set_plan"),
    path(f"{PLAN}<uuid:pk>/amend", planning.amend_plan, name="amend_plan"),
]
