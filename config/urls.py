"""All addresses. Words used as prefixes cannot be slugs (places.models.RESERVED_SLUGS)."""

from django.urls import include, path

from config.api import api
from linli.portal.views import set_language

urlpatterns = [
    path("api/v1/", api.urls),
    path("language", set_language, name="set_language"),
    path("", include("linli.accounts.urls")),
    path("", include("linli.notifications.urls")),
    path("", include("linli.papers.urls")),
    path("", include("linli.places.urls")),
    path("", include("linli.residents.urls")),
    path("", include("linli.organisations.urls")),
    path("", include("linli.papers.printing.urls")),
    path("", include("linli.orders.urls")),
    path("", include("linli.volunteers.urls")),
    path("", include("linli.ballots.urls")),
    path("", include("linli.surveys.urls")),
    path("", include("linli.venues.urls")),
    path("", include("linli.rosters.urls")),
    path("", include("linli.wishes.urls")),
    path("", include("linli.meetings.urls")),
    path("", include("linli.disclosure.urls")),
    path("", include("linli.worklogs.urls")),
    path("", include("linli.cobuilding.urls")),
    path("", include("linli.party.urls")),
    path("", include("linli.pledges.urls")),
    path("", include("linli.publicity.urls")),
    path("", include("linli.admissions.urls")),
    path("", include("linli.hall.urls")),
    path("", include("linli.gateways.urls")),
    path("", include("linli.portal.urls")),
]
