"""Addresses of appointments, organisations, the tree of the Party, and programmes."""

from django.urls import path

from linli.ledgers.pages import pages
from linli.organisations import account_views, card_views, map_views, party_views, programme_views, views
from linli.organisations.ledger import APPOINTMENTS

app_name = "organisations"
POSTS = "desk/<slug:slug>/appointments/"
CARDS = "desk/<slug:slug>/places/contact-cards"
HOUSES = "desk/<slug:slug>/organisations/"
PARTY = "desk/<slug:slug>/party/organisations/"
GROUPS = "desk/<slug:slug>/party/groups/"
PROGRAMMES = "desk/<slug:slug>/programmes/"
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
    path(PARTY, party_views.party, name="party"),
    path(f"{PARTY}found", party_views.found, name="found"),
    path(f"{PARTY}<uuid:pk>", party_views.party_organisation, name="party_organisation"),
    path(f"{PARTY}<uuid:pk>/map", map_views.party_map, name="party_map"),
    path(f"{PARTY}<uuid:pk>/change", party_views.change, name="change"),
    path(f"{PARTY}<uuid:pk>/dissolve", party_views.dissolve, name="dissolve"),
    path(f"{PARTY}<uuid:pk>/file_approval", party_views.file_approval, name="file_approval"),
    path(f"{PARTY}<uuid:pk>/begin_term", party_views.begin_term, name="begin_term"),
    path(f"{PARTY}<uuid:pk>/seat", party_views.seat, name="seat"),
    path(f"{PARTY}seats/<uuid:pk>/unseat", party_views.unseat, name="unseat"),
    path(GROUPS, party_views.work_groups, name="work_groups"),
    path(f"{GROUPS}form", party_views.form_group, name="form_group"),
    path(f"{GROUPS}<uuid:pk>/join", party_views.join_group, name="join_group"),
    path(f"{GROUPS}<uuid:pk>/dissolve", party_views.dissolve_group, name="dissolve_group"),
    path(f"{GROUPS}members/<uuid:pk>/leave", party_views.leave_group, name="leave_group"),
    path(PROGRAMMES, programme_views.programmes, name="programmes"),
    path(f"{PROGRAMMES}begin", programme_views.begin_programme, name="begin_programme"),
    path(f"{PROGRAMMES}<uuid:pk>", programme_views.programme, name="programme"),
    path(f"{PROGRAMMES}<uuid:pk>/account", account_views.account, name="strand_account"),
    path(f"{PROGRAMMES}<uuid:pk>/account.pdf", account_views.account_pdf, name="strand_account_pdf"),
    path(f"{PROGRAMMES}<uuid:pk>/account.xlsx", account_views.account_xlsx, name="strand_account_xlsx"),
    path(f"{PROGRAMMES}<uuid:pk>/add_strand", programme_views.add_strand, name="add_strand"),
    path(f"{PROGRAMMES}<uuid:pk>/end", programme_views.end_programme, name="end_programme"),
    path(f"{PROGRAMMES}strands/<uuid:pk>", programme_views.strand, name="strand"),
    path(f"{PROGRAMMES}strands/<uuid:pk>/label", programme_views.label, name="label"),
    path(f"{PROGRAMMES}labels/<uuid:pk>/unlabel", programme_views.unlabel, name="unlabel"),
]
