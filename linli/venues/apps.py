"""阵地: stations, halls and rooms, and when they are open."""

from django.apps import AppConfig


class VenuesConfig(AppConfig):
    name = "linli.venues"
    verbose_name = "阵地"

    def ready(self) -> None:
        from linli.places.holds import keep_while
        from linli.venues import figures, personal, rights  # noqa: F401  enters what this app counts and keeps
        from linli.venues.queries import held_by_venue

        keep_while(held_by_venue)
