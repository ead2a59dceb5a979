"""Addresses of teams, profiles and service."""

from django.urls import path

from linli.volunteers.views import desk, serve

app_name = "volunteers"
TEAMS, CONFIRM = "desk/<slug:slug>/teams/", "desk/<slug:slug>/service/"
SERVE = "serve/<slug:slug>/"
urlpatterns = [
    path(TEAMS, desk.teams, name="teams"),
    path(f"{TEAMS}found_team", desk.found_team, name="found_team"),
    path(f"{TEAMS}<uuid:pk>", desk.team, name="team"),
    path(f"{TEAMS}<uuid:pk>/amend_team", desk.amend_team, name="amend_team"),
    path(f"{TEAMS}<uuid:pk>/join", desk.join, name="join"),
    path(f"{TEAMS}members/<uuid:pk>/leave", desk.leave, name="leave"),
    path(CONFIRM, desk.to_confirm, name="to_confirm"),
    path(f"{CONFIRM}confirm_service", desk.confirm_service, name="confirm_service"),
    path(f"{CONFIRM}<uuid:pk>/refuse_service", desk.refuse_service, name="refuse_service"),
    path(f"{SERVE}profile", serve.profile, name="profile"),
    path(f"{SERVE}service", serve.service, name="service"),
    path(f"{SERVE}service/propose_service", serve.propose_service, name="propose_service"),
    path(f"{SERVE}service/<uuid:pk>/withdraw_service", serve.withdraw_service, name="withdraw_service"),
]
