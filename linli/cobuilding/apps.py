"""共驻共建: needs, resources and projects, and what fits together."""

from django.apps import AppConfig


class CobuildingConfig(AppConfig):
    name = "linli.cobuilding"
    verbose_name = "共驻共建"

    def ready(self) -> None:
        from linli.cobuilding import (  # noqa: F401  enters figures, what one holds, panels, what is kept of people, rights, what is told
            figures,
            holdings,
            panels,
            personal,
            rights,
            search,
            telling,
        )
