"""Addresses of messages."""

from django.urls import path

from linli.notifications import views

app_name = "notifications"
DESK, SERVE = "desk/<slug:slug>/", "serve/<slug:slug>/"
TELLING = f"{DESK}telling/"
urlpatterns = [
    path(f"{DESK}inbox/", views.inbox, name="desk_inbox"),
    path(f"{DESK}inbox/clear", views.clear, name="desk_clear"),
    path(f"{SERVE}inbox/", views.inbox, name="serve_inbox"),
    path(f"{SERVE}inbox/clear", views.clear, name="serve_clear"),
    path(TELLING, views.telling, name="telling"),
    path(f"{TELLING}robot", views.robot, name="robot"),
    path(f"{TELLING}robot/remove", views.remove_robot, name="remove_robot"),
    path(f"{TELLING}<uuid:delivery>/tell", views.tell, name="tell"),
    path(f"{TELLING}<uuid:delivery>/miss", views.miss, name="miss"),
    path(f"{TELLING}<uuid:delivery>/lay", views.lay, name="lay"),
    path(f"{TELLING}<uuid:delivery>/drop", views.drop, name="drop"),
]
