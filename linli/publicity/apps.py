"""宣传公开: what the Party organisation makes known, examined by a second person, on which channels and boards."""

from django.apps import AppConfig


class PublicityConfig(AppConfig):
    name = "linli.publicity"
    verbose_name = "宣传公开"

    def ready(self) -> None:
        from linli.publicity import panels, personal, rights, search  # noqa: F401  enters what they declare
