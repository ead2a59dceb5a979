"""阵地: stations, halls and rooms, and when they are open."""

from django.apps import AppConfig


class VenuesConfig(AppConfig):
    name = "linli.venues"
    verbose_name = "阵地"
