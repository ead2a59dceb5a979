"""问卷: survey forms from XLSForm files, answers, results."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "linli.surveys"
    verbose_name = "问卷"

    def ready(self) -> None:
        from linli.surveys import personal, rights, search  # noqa: F401  enters what is kept of people, rights
