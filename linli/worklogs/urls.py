"""Addresses of work logs: the own day in both rooms, and what was handed in at the desk."""

from django.urls import path

from linli.worklogs import views

app_name = "worklogs"
DESK = "desk/<slug:slug>/"
HANDED = f"{DESK}logs/"
urlpatterns = [
    path(HANDED, views.handed_in, name="handed_in"),
    path(f"{HANDED}<uuid:pk>", views.read_handed, name="read_handed"),
    path(f"{HANDED}<uuid:pk>/pdf", views.handed_pdf, name="handed_pdf"),
]
for room in ("desk", "serve"):
    LOG = f"{room}/<slug:slug>/log/"
    urlpatterns += [
        path(LOG, views.today, name=f"{room}_log"),
        path(f"{LOG}<str:day>", views.log, name=f"{room}_day"),
        path(f"{LOG}<str:day>/pdf", views.log_pdf, name=f"{room}_pdf"),
        path(f"{LOG}<str:day>/write_log", views.write_log, name=f"{room}_write_log"),
        path(f"{LOG}<str:day>/hand_in", views.hand_in, name=f"{room}_hand_in"),
        path(f"{LOG}<str:day>/take_back_log", views.take_back_log, name=f"{room}_take_back_log"),
    ]
