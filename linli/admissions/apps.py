"""发展党员档案: development files from application to conversion, and the plan of a year."""

from django.apps import AppConfig


class AdmissionsConfig(AppConfig):
    name = "linli.admissions"
    verbose_name = "发展党员档案"

    def ready(self) -> None:
        from linli.admissions import logs, personal, rights  # noqa: F401  enters what is kept of people, rights
