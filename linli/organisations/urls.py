"""Addresses of appointments, organisations and contracts at the desk."""

from django.urls import path

from linli.ledgers.pages import pages
from linli.organisations import card_views, views
from linli.organisations.ledger import APPOINTMENTS

app_name = "organisations"
POSTS = "desk/<slug:slug>/appointments/"
CARDS = "desk/<slug:slug>/places/contact-cards"
HOUSES = "desk/<slug:slug>/organisations/"
urlpatterns = [
    *pages(APPOINTMENTS, POSTS, "appointments"),
    path(f"{POSTS}appoint", views.appoint, name="appoint"),
    path(f"{POSTS}<uuid:pk>", views.appointment, name="appointment"),
    path(f"{POSTS}<uuid:pk>/publish_phone", views.publish_phone, name="publish_phone"),
    path(f"{POSTS}<uuid:pk>/end", views.end_appointment, name="end_appointment"),
    path(CARDS, card_views.choose_cards, name="contact_cards"),
    path(f"{CARDS}.pdf", card_views.cards_pdf, name="cards_pdf"),
    path("<slug:slug>/contacts/", card_views.contacts, name="contacts"),
    path("<slug:slug>/contacts/<uuid:pk>", card_views.contact, name="contact"),
    path(HOUSES, views.organisations, name="organisations"),
    path(f"{HOUSES}register", views.register, name="register"),
    path(f"{HOUSES}<uuid:pk>/contract", views.contract, name="contract"),
    path(f"{HOUSES}contracts/<uuid:pk>/end", views.end_contract, name="end_contract"),
]
