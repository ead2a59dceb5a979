"""Addresses of residents and dwellings at the desk."""

from linli.ledgers.pages import pages
from linli.residents.ledger import DWELLINGS, RESIDENTS

app_name = "residents"
urlpatterns = [
    *pages(RESIDENTS, "desk/<slug:slug>/people/", "people"),
    *pages(DWELLINGS, "desk/<slug:slug>/dwellings/", "dwellings"),
]
