"""Addresses of announcements: of the desk, and of everybody."""

from django.urls import path

from linli.disclosure import outage_views, views

app_name = "disclosure"
DESK = "desk/<slug:slug>/announcements/"
urlpatterns = [
    path(DESK, views.announcements, name="announcements"),
    path(f"{DESK}publish", views.publish, name="publish"),
    path(f"{DESK}<str:code>", views.announcement, name="announcement"),
    path(f"{DESK}<str:code>/take_down", views.take_down, name="take_down"),
    path(f"{DESK}<str:code>/replace", outage_views.replace, name="replace"),
    path(f"{DESK}<str:code>/end", outage_views.end, name="end"),
    path(f"{DESK}<str:code>/calls", outage_views.calls, name="calls"),
    path(f"{DESK}<str:code>/calls/<uuid:pk>/ring", outage_views.ring, name="ring"),
    path(f"{DESK}<str:code>/request_print", views.request_print, name="request_print"),
    path(f"{DESK}<str:code>/notices.pdf", views.notices_pdf, name="notices_pdf"),
    path(f"{DESK}<str:code>/poster.png", views.poster_png, name="poster_png"),
    path("<slug:slug>/announcements/<str:code>", views.read, name="read"),
]
