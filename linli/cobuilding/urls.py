"""Addresses of co-building: of everybody, and of the desk."""

from django.urls import path

from linli.cobuilding.ledger import NEEDS, PROJECTS, RESOURCES
from linli.cobuilding.views import alliance, ask, lists, plans, projects
from linli.ledgers.pages import pages

app_name = "cobuilding"
DESK = "desk/<slug:slug>/cobuilding/"
ALLIANCE = f"{DESK}alliance/"
ONE_NEED, ONE_RESOURCE, ONE_PROJECT = (
    f"{DESK}{name}/<uuid:pk>" for name in ("needs", "resources", "projects")
)
urlpatterns = [
    path("<slug:slug>/cobuilding/", ask.lists, name="lists"),
    path("<slug:slug>/cobuilding/alliance", ask.public_alliance, name="public_alliance"),
    path(DESK, lists.front, name="front"),
    path(ALLIANCE, alliance.alliance, name="alliance"),
    path(f"{ALLIANCE}found", alliance.ally, name="ally"),
    path(f"{ALLIANCE}members/new", alliance.join_alliance, name="join_alliance"),
    path(f"{ALLIANCE}members/<uuid:pk>/leave_alliance", alliance.leave_alliance, name="leave_alliance"),
    path(f"{ALLIANCE}turns/new", alliance.rotate, name="rotate"),
    path(f"{ALLIANCE}agreements/new", alliance.agree, name="agree"),
    path(f"{ALLIANCE}agreements/<uuid:pk>.pdf", alliance.agreement_pdf, name="agreement_pdf"),
    path(f"{ALLIANCE}agreements/<uuid:pk>/end_agreement", alliance.end_agreement, name="end_agreement"),
    path(f"{ALLIANCE}<uuid:pk>/end_alliance", alliance.end_alliance, name="end_alliance"),
    path(f"{ALLIANCE}matters/new", alliance.raise_matter, name="raise_matter"),
    path(f"{ALLIANCE}matters/<uuid:pk>/settle", alliance.settle_matter, name="settle_matter"),
    path(f"{DESK}lists.pdf", lists.lists_pdf, name="lists_pdf"),
    *pages(NEEDS, f"{DESK}needs/", "needs"),
    path(f"{DESK}needs/new", lists.note_need, name="note_need"),
    path(ONE_NEED, lists.need, name="need"),
    *[path(f"{ONE_NEED}/{verb}", getattr(lists, verb), name=verb) for verb in lists.NEED],
    *pages(RESOURCES, f"{DESK}resources/", "resources"),
    path(f"{DESK}resources/new", lists.offer, name="offer"),
    path(ONE_RESOURCE, lists.resource, name="resource"),
    path(f"{ONE_RESOURCE}/end_offer", lists.end_offer, name="end_offer"),
    path(f"{DESK}plan", plans.newest, name="plan"),
    path(f"{DESK}plan/new", plans.plan_matches, name="plan_matches"),
    path(f"{DESK}plan/<uuid:plan>", plans.plan_detail, name="plan_detail"),
    path(f"{DESK}plan/<uuid:plan>/carry_out", plans.carry_out_matches, name="carry_out_matches"),
    *pages(PROJECTS, f"{DESK}projects/", "projects"),
    path(f"{DESK}projects/new", projects.begin, name="begin"),
    path(ONE_PROJECT, projects.project, name="project"),
    *[path(f"{ONE_PROJECT}/{verb}", getattr(projects, verb), name=verb) for verb in projects.PROJECT],
]
