"""文书: Excel in, paper out, the printing room."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "linli.papers"
    verbose_name = "文书"

    def ready(self) -> None:
        from linli.papers import personal, returning  # noqa: F401  enters what is kept of people
        from linli.papers.printing import queries, sheets  # noqa: F401  enters the printing room's own document

        returning.declare("printing:sheet", queries.access_sheet)
