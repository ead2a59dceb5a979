"""Addresses of the printing room."""

from django.urls import path

from linli.papers.printing import views

app_name = "printing"
ROOM = "desk/<slug:slug>/print/"
urlpatterns = [
    path(ROOM, views.room, name="room"),
    path(f"{ROOM}jobs.pdf", views.print_jobs, name="print_jobs"),
    path(f"{ROOM}jobs/<str:job>/drop", views.drop_print, name="drop_print"),
    path(f"{ROOM}sheets/new", views.prepare_sheet, name="prepare_sheet"),
    path(f"{ROOM}sheets/<str:code>", views.sheet, name="sheet"),
    path(f"{ROOM}returned", views.take_back, name="take_back"),
    path(f"{ROOM}sheets/<str:code>/attach", views.attach, name="attach"),
    path(f"{ROOM}sheets/<str:code>/detach", views.detach, name="detach"),
    path(f"{ROOM}sheets/<str:code>/pictures/<uuid:attachment>", views.sheet_picture, name="sheet_picture"),
    path(f"{ROOM}sheets/<str:code>/sheet.pdf", views.sheet_pdf, name="sheet_pdf"),
]
