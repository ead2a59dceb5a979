"""Addresses of residents and dwellings at the desk, and of what is kept of people."""

from django.urls import path

from linli.ledgers.pages import pages
from linli.residents.ledger import DWELLINGS, RESIDENTS
from linli.residents.views import care, events, notice, own, people, proxies

app_name = "residents"
PEOPLE = "desk/<slug:slug>/people/"
PERSON = f"{PEOPLE}<uuid:pk>"
urlpatterns = [
    *pages(RESIDENTS, PEOPLE, "people"),
    *pages(DWELLINGS, "desk/<slug:slug>/dwellings/", "dwellings"),
    path(f"{PEOPLE}enter", people.enter, name="enter"),
    path(PERSON, people.person, name="person"),
    path(f"{PERSON}/amend", people.amend, name="amend"),
    path(f"{PERSON}/link_login", people.link_login, name="link_login"),
    path(f"{PERSON}/move", people.move, name="move"),
    path(f"{PERSON}/reveal", people.reveal, name="reveal"),
    path(f"{PERSON}/set_reach", own.set_reach, name="set_reach"),
    path(f"{PERSON}/consent/<str:purpose>", own.consent, name="consent"),
    path(f"{PERSON}/withdraw_consent/<str:purpose>", own.withdraw_consent, name="withdraw_consent"),
    path(f"{PERSON}/proxies", proxies.listed, name="proxies"),
    path(f"{PERSON}/name_proxy", proxies.name_proxy, name="name_proxy"),
    path(f"{PERSON}/end_proxy/<uuid:proxy>", proxies.end_proxy, name="end_proxy"),
    path(f"{PERSON}/events/", events.listed, name="events"),
    path(f"{PERSON}/enter_event/<str:kind>", events.enter_event, name="enter_event"),
    path(f"{PERSON}/events/<uuid:event>", events.event, name="event"),
    path(f"{PERSON}/events/<uuid:event>/settle_event", events.settle_event, name="settle_event"),
    path(f"{PERSON}/events/<uuid:event>/leave", events.leave, name="leave"),
    path(f"{PERSON}/events/<uuid:event>/take_back_event", events.take_back_event, name="take_back_event"),
    path(f"{PERSON}/next_steps", events.next_steps, name="next_steps"),
    path(f"{PERSON}/export_own", own.export_own, name="export_own"),
    path(f"{PERSON}/erase", own.erase, name="erase"),
    path("desk/<slug:slug>/care/", care.care, name="care"),
    path("desk/<slug:slug>/personal/", notice.desk_notice, name="desk_notice"),
    path("<slug:slug>/personal", notice.notice, name="notice"),
]
