"""志愿者: teams and who is in them."""

from django.apps import AppConfig


class VolunteersConfig(AppConfig):
    name = "linli.volunteers"
    verbose_name = "志愿者"

    def ready(self) -> None:
        from linli.volunteers import personal, rights  # noqa: F401  enters what is kept of people, and the rights of this app
