"""Addresses of residents and dwellings at the desk."""

from django.urls import path

from linli.ledgers.pages import pages
from linli.residents import views
from linli.residents.ledger import DWELLINGS, RESIDENTS

app_name = "residents"
PEOPLE = "desk/<slug:slug>/people/"
urlpatterns = [
    *pages(RESIDENTS, PEOPLE, "people"),
    *pages(DWELLINGS, "desk/<slug:slug>/dwellings/", "dwellings"),
    path(f"{PEOPLE}enter", views.enter, name="enter"),
    path(f"{PEOPLE}<uuid:pk>", views.person, name="person"),
    path(f"{PEOPLE}<uuid:pk>/amend", views.amend, name="amend"),
    path(f"{PEOPLE}<uuid:pk>/move", views.move, name="move"),
    path(f"{PEOPLE}<uuid:pk>/reveal", views.reveal, name="reveal"),
]
