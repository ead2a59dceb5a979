"""Addresses of Party members."""

from django.urls import path

from linli.ledgers.pages import pages
from linli.party.ledger import MEMBERS
from linli.party.views import away, dues, members, own, standing

app_name = "party"
DESK, MEMBER = "desk/<slug:slug>/party/", "desk/<slug:slug>/party/members/<uuid:pk>"
VERBS = (
    members.amend, members.change_branch, members.change_group, members.bar_from_voting, members.transfer_out, members.end,
    away.note_leaving, away.note_contact, standing.note_reason, standing.honour, standing.give_post, standing.note_care,
    dues.set_basis, dues.reduce_dues,
)  # fmt: skip
urlpatterns = [
    *pages(MEMBERS, f"{DESK}members/", "members"),
    path(f"{DESK}members/enter", members.enter, name="enter"),
    path(f"{DESK}members/buildings", members.buildings, name="buildings"),
    path(MEMBER, members.member, name="member"),
    path(f"{MEMBER}/dues", dues.dues_of, name="dues_of"),
    path(f"{MEMBER}/take_dues", dues.take_dues, name="take_dues"),
    *(path(f"{MEMBER}/{view.__name__}", view, name=view.__name__) for view in VERBS),
    path(f"{DESK}floating/", away.away, name="away"),
    path(f"{DESK}floating/<uuid:pk>/note_return", away.note_return, name="note_return"),
    path(f"{DESK}in-service/", away.reportings, name="reportings"),
    path(f"{DESK}in-service/report_in", away.report_in, name="report_in"),
    path(f"{DESK}in-service/<uuid:pk>/end_reporting", away.end_reporting, name="end_reporting"),
    path(f"{DESK}standing/", standing.standing, name="standing"),
    path(f"{DESK}duty-posts/", standing.posts, name="posts"),
    path(f"{DESK}duty-posts/<uuid:pk>/end_post", standing.end_post, name="end_post"),
    path(f"{DESK}dues/", dues.dues, name="dues"),
    path(f"{DESK}dues/month.pdf", dues.month_pdf, name="dues_pdf"),
    path(f"{DESK}dues/month.xlsx", dues.month_xlsx, name="dues_xlsx"),
    path(f"{DESK}dues/<uuid:pk>/reverse_dues", dues.reverse_dues, name="reverse_dues"),
    path(f"{DESK}dues/<uuid:pk>/receipt.pdf", dues.receipt_pdf, name="receipt_pdf"),
    path("serve/<slug:slug>/party/dues/", own.own, name="own"),
    path("serve/<slug:slug>/party/dues/<uuid:pk>/receipt.pdf", own.own_receipt, name="own_receipt"),
]
