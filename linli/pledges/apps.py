"""承诺践诺: pledges of organisations and members, their progress, and their three reviews."""

from django.apps import AppConfig


class PledgesConfig(AppConfig):
    name = "linli.pledges"
    verbose_name = "承诺践诺"

    def ready(self) -> None:
        from linli.pledges import (  # noqa: F401  enters figures, what is kept of people, what gives points, rights
            figures,
            panels,
            personal,
            points,
            rights,
        )
