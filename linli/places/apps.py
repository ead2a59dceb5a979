"""空间: divisions, communities, compounds, buildings, dwellings, grids."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "linli.places"
    verbose_name = "空间"
