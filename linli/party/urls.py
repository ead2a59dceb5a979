"""Addresses of Party members."""

from django.urls import path

from linli.ledgers.pages import pages
from linli.party.ledger import MEMBERS
from linli.party.views import (
    appraisal,
    away,
    dues,
    members,
    own,
    own_appraisal,
    own_points,
    points,
    standing,
)

app_name = "party"
DESK, MEMBER = "desk/<slug:slug>/party/", "desk/<slug:slug>/party/members/<uuid:pk>"
POINTS, APPRAISALS, SERVE = f"{DESK}points/", f"{DESK}appraisals/", "serve/<slug:slug>/party/"
ROUND, OWN_POINTS = f"{APPRAISALS}<uuid:pk>", f"{SERVE}points/"
ONE = f"{ROUND}/members/<uuid:member_pk>"
VERBS = (
    members.amend, members.change_branch, members.change_group, members.bar_from_voting, members.restore_vote, members.transfer_out, members.end,
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
    path(POINTS, points.points, name="points"),
    path(f"{POINTS}write_point_rule", points.write_point_rule, name="write_point_rule"),
    path(f"{POINTS}pull_points", points.pull_points, name="pull_points"),
    path(f"{POINTS}rules/<uuid:pk>/end_point_rule", points.end_point_rule, name="end_point_rule"),
    path(f"{POINTS}appeals/<uuid:pk>/answer_points", points.answer_points, name="answer_points"),
    path(APPRAISALS, appraisal.rounds, name="appraisals"),
    path(f"{APPRAISALS}open_appraisal", appraisal.open_appraisal, name="open_appraisal"),
    path(ROUND, appraisal.appraisal_round, name="appraisal_round"),
    path(f"{ROUND}/summary.pdf", appraisal.summary_pdf, name="summary_pdf"),
    *(path(f"{ROUND}/{name}", getattr(appraisal, name), name=name) for name in appraisal.LEADS),
    path(ONE, appraisal.appraisal_member, name="appraisal_member"),
    path(f"{ONE}/opinions/<uuid:opinion>/correct_opinion", appraisal.correct_opinion, name="correct_opinion"),
    path(f"{ONE}/notice.pdf", appraisal.notice_pdf, name="notice_pdf"),
    *(path(f"{ONE}/{name}", getattr(appraisal, name), name=name) for name in appraisal.SAYINGS),
    path(OWN_POINTS, own_points.own_points, name="own_points"),
    path(f"{OWN_POINTS}join_points", own_points.join_points, name="join_points"),
    path(f"{OWN_POINTS}leave_points", own_points.leave_points, name="leave_points"),
    path(f"{OWN_POINTS}appeal_points", own_points.appeal_points, name="appeal_missing"),
    path(f"{OWN_POINTS}<uuid:pk>/appeal_points", own_points.appeal_points, name="appeal_points"),
    path(f"{SERVE}appraisal/", own_appraisal.own_appraisal, name="own_appraisal"),
    path(f"{SERVE}appraisal/<uuid:pk>/review_oneself", own_appraisal.review_oneself, name="review_oneself"),
    path(f"{SERVE}appraisal/<uuid:pk>/notice.pdf", own_appraisal.own_notice, name="own_notice"),
    path("serve/<slug:slug>/party/dues/", own.own, name="own"),
    path("serve/<slug:slug>/party/dues/<uuid:pk>/receipt.pdf", own.own_receipt, name="own_receipt"),
]
