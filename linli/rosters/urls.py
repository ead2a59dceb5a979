"""Addresses of rosters: of the desk, of who is on duty, of everybody."""

from django.urls import path

from linli.rosters.views import desk, paper, public, serve

app_name = "rosters"
DESK, SERVE = "desk/<slug:slug>/rosters/", "serve/<slug:slug>/shifts/"
urlpatterns = [
    path("<slug:slug>/mobile-office/", public.mobile_office, name="mobile_office"),
    path(DESK, desk.rosters, name="rosters"),
    path(f"{DESK}register", desk.register, name="register"),
    path(f"{DESK}<uuid:pk>/", desk.roster, name="roster"),
    path(f"{DESK}<uuid:pk>/amend", desk.amend, name="amend"),
    path(f"{DESK}<uuid:pk>/end", desk.end, name="end"),
    path(f"{DESK}<uuid:pk>/schedule", desk.schedule, name="schedule"),
    path(f"{DESK}<uuid:pk>/copy_week", desk.copy_week, name="copy_week"),
    path(f"{DESK}<uuid:pk>/plan.pdf", paper.plan_pdf, name="plan"),
    path(f"{DESK}<uuid:pk>/print", paper.lay, name="print"),
    path(f"{DESK}shifts/<uuid:pk>/assign", desk.assign, name="assign"),
    path(f"{DESK}shifts/<uuid:pk>/cancel_shift", desk.cancel_shift, name="cancel_shift"),
    path(SERVE, serve.own, name="own"),
    *[
        path(f"{SERVE}<uuid:pk>/{verb}", getattr(serve, verb), name=verb)
        for verb in ("ask_swap", "take_back_swap", "take_over", "leave_note")
    ],
    path(f"{SERVE}notes/<uuid:pk>/take_note", serve.take_note, name="take_note"),
]
