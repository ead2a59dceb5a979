"""Addresses of places at the desk."""

from django.urls import path

from linli.places import map_views, views

app_name = "places"
PLACES = "desk/<slug:slug>/places/"
urlpatterns = [
    path(PLACES, views.tree, name="tree"),
    path(f"{PLACES}map", map_views.map_page, name="map"),
    path(f"{PLACES}map/draw", map_views.draw, name="draw"),
    path(f"{PLACES}map/propose", map_views.propose, name="propose"),
    path(f"{PLACES}map.geojson", map_views.plan_json, name="plan_json"),
    path(f"{PLACES}grids/register", views.register_grid, name="register_grid"),
    path(f"{PLACES}grids/<uuid:pk>/amend", views.amend_grid, name="amend_grid"),
    path(f"{PLACES}compounds/register", views.register_compound, name="register_compound"),
    path(f"{PLACES}compounds/<uuid:pk>/amend", views.amend_compound, name="amend_compound"),
    path(f"{PLACES}compounds/<uuid:pk>/end", views.end_compound, name="end_compound"),
    path(f"{PLACES}buildings/register", views.register_building, name="register_building"),
    path(f"{PLACES}buildings/<uuid:pk>", views.building, name="building"),
    path(f"{PLACES}buildings/<uuid:pk>/amend", views.amend_building, name="amend_building"),
    path(f"{PLACES}buildings/<uuid:pk>/end", views.end_building, name="end_building"),
    path(f"{PLACES}buildings/<uuid:pk>/entrances", views.register_entrance, name="register_entrance"),
    path(f"{PLACES}buildings/<uuid:pk>/dwellings", views.register_dwelling, name="register_dwelling"),
    path(f"{PLACES}entrances/<uuid:pk>/amend", views.amend_entrance, name="amend_entrance"),
    path(f"{PLACES}dwellings/<uuid:pk>/amend", views.amend_dwelling, name="amend_dwelling"),
]
