"""民情日志: a worker's day, composed from what the records already say."""

from django.apps import AppConfig


class WorklogsConfig(AppConfig):
    name = "linli.worklogs"
    verbose_name = "民情日志"

    def ready(self) -> None:
        from linli.worklogs import personal, rights, words  # noqa: F401  enters what is kept of people, rights, the words of a log
