"""选举与计票: elections of the Party organisation; how ballots are counted, whoever votes about whatever."""

from django.apps import AppConfig


class BallotsConfig(AppConfig):
    name = "linli.ballots"
    verbose_name = "选举与计票"

    def ready(self) -> None:
        from linli.ballots import personal, rights  # noqa: F401  enters what is kept of people, rights
