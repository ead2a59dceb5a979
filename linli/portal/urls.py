"""Addresses of the front pages."""

from django.urls import path

from linli.portal import numbers, search, views

app_name = "portal"
urlpatterns = [
    path("", views.root, name="root"),
    path("health", views.health, name="health"),
    path("desk/<slug:slug>/", views.desk, name="desk"),
    path("desk/<slug:slug>/search", search.search, name="search"),
    path("desk/<slug:slug>/design", views.design, name="design"),
    path("desk/<slug:slug>/week/", views.week, name="week"),
    path("desk/<slug:slug>/week/all.pdf", views.week_pdf, name="week_pdf"),
    path("desk/<slug:slug>/week/<uuid:compound>.pdf", views.week_pdf, name="week_compound_pdf"),
    path("desk/<slug:slug>/figures/", numbers.figures, name="figures"),
    path("desk/<slug:slug>/figures/<str:key>", numbers.figure, name="figure"),
    path("<slug:slug>/", views.home, name="home"),
    path("<slug:slug>/elder", views.elder, name="elder"),
]
