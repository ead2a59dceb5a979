"""公开公示: what the community tells everybody."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "linli.disclosure"
    verbose_name = "公开公示"

    def ready(self) -> None:
        from linli.disclosure import deeds, papers, personal, rights, search  # noqa: F401  enters what this app does, prints and keeps
