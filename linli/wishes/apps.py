"""心愿与实事: micro-wishes and practical deeds."""

from django.apps import AppConfig


class WishesConfig(AppConfig):
    name = "linli.wishes"
    verbose_name = "心愿与实事"

    def ready(self) -> None:
        from linli.wishes import (  # noqa: F401  enters figures, what one holds, panels, papers, what is kept of people, rights, what is told
            figures,
            holdings,
            panels,
            papers,
            personal,
            rights,
            search,
            telling,
        )
