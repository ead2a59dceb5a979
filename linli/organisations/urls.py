"""Addresses of appointments at the desk."""

from linli.ledgers.pages import pages
from linli.organisations.ledger import APPOINTMENTS

app_name = "organisations"
urlpatterns = pages(APPOINTMENTS, "desk/<slug:slug>/appointments/", "appointments")
