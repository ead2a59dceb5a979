"""Addresses of directed tasks at the desk."""

from django.urls import path

from linli.ledgers.pages import pages
from linli.meetings import views
from linli.meetings.ledger import TASKS

app_name = "meetings"
DESK = "desk/<slug:slug>/tasks/"
urlpatterns = [
    path(DESK, views.tasks, name="tasks"),
    path(f"{DESK}give", views.give, name="give"),
    *pages(TASKS, f"{DESK}all/", "ledger"),
    path(f"{DESK}month.pdf", views.month_pdf, name="month_pdf"),
    path(f"{DESK}<uuid:pk>", views.task, name="task"),
    *[
        path(f"{DESK}<uuid:pk>/{verb}", getattr(views, verb), name=verb)
        for verb in ("finish", "await_reply", "resume", "extend", "hand_on", "call_off")
    ],
]
