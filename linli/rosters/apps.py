"""值班: who is on duty where and when."""

from django.apps import AppConfig


class RostersConfig(AppConfig):
    name = "linli.rosters"
    verbose_name = "值班"

    def ready(self) -> None:
        from linli.places.holds import keep_while
        from linli.rosters import (  # noqa: F401  enters what one holds, panels, papers, what is kept of people, rights, what is told
            holdings,
            panels,
            papers,
            personal,
            rights,
            telling,
        )
        from linli.rosters.queries import held_by_roster

        keep_while(held_by_roster)
