"""演示: an invented life of the communities, through the same actions that a click calls."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "linli.demo"
    verbose_name = "演示"
