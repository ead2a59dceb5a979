"""文书: Excel in, paper out, the printing room."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "linli.papers"
    verbose_name = "文书"
