"""Addresses of elections, in the room of Party organisations."""

from django.urls import path

from linli.ballots.ledger import ELECTIONS
from linli.ballots.views import desk
from linli.ledgers.pages import pages

app_name = "ballots"
DESK = "desk/<slug:slug>/party/elections/"
ONE = f"{DESK}<uuid:pk>"
urlpatterns = [
    *pages(ELECTIONS, DESK, "ledger"),
    path(f"{DESK}new", desk.plan, name="plan"),
    path(ONE, desk.election, name="election"),
    path(f"{ONE}/electors", desk.electors, name="electors"),
    *[path(f"{ONE}/{name}", view, name=name) for name, view in desk.ACTS.items()],
    *[path(f"{ONE}/{name}.pdf", view, name=f"{name}_pdf") for name, view in desk.PDFS.items()],
]
