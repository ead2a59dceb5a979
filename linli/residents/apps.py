"""居民: people and how they want to be reached."""

from django.apps import AppConfig


class ResidentsConfig(AppConfig):
    name = "linli.residents"
    verbose_name = "居民"

    def ready(self) -> None:
        from linli.places.holds import keep_while
        from linli.residents import personal, rights  # noqa: F401  enters what is kept of people, and the rights of this app
        from linli.residents.queries import living_at

        keep_while(living_at)
