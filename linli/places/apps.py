"""空间: divisions, communities, compounds, buildings, dwellings, grids."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "linli.places"
    verbose_name = "空间"

    def ready(self) -> None:
        from linli.places import figures, personal, rights  # noqa: F401  enters what this app counts, and who may do what
