"""Addresses of venues: of everybody, and of the desk."""

from django.urls import path

from linli.ledgers.pages import pages
from linli.venues.ledger import VENUES
from linli.venues.views import desk, public

app_name = "venues"
STATIONS, DESK = "<slug:slug>/stations/", "desk/<slug:slug>/venues/"
urlpatterns = [
    path(STATIONS, public.stations, name="stations"),
    path(f"{STATIONS}<uuid:pk>", public.station, name="station"),
    *pages(VENUES, DESK, "venues"),
    path(f"{DESK}register", desk.register, name="register"),
    path(f"{DESK}<uuid:pk>", desk.venue, name="venue"),
    path(f"{DESK}<uuid:pk>/amend", desk.amend, name="amend"),
    path(f"{DESK}<uuid:pk>/end", desk.end, name="end"),
    path(f"{DESK}<uuid:pk>/set_opening", desk.set_opening, name="set_opening"),
    path(f"{DESK}<uuid:pk>/shut", desk.shut, name="shut"),
    path(f"{DESK}<uuid:pk>/sign.pdf", desk.sign_pdf, name="sign"),
    path(f"{DESK}<uuid:pk>/rooms/register", desk.register_room, name="register_room"),
    path(f"{DESK}rooms/<uuid:pk>/amend", desk.amend_room, name="amend_room"),
    path(f"{DESK}rooms/<uuid:pk>/end", desk.end_room, name="end_room"),
    path(f"{DESK}closings/<uuid:pk>/lift", desk.lift, name="lift"),
]
