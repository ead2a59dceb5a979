"""The floor that every domain stands on; it knows no domain word."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "linli.core"
    verbose_name = "core"

    def ready(self) -> None:
        from linli.core import checks  # noqa: F401  registers the tenancy checks
        from linli.core.files import actions  # noqa: F401  enters the sweep of the timetable
        from linli.core.search import index  # noqa: F401  enters the filling of the timetable
