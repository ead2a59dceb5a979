"""问卷: survey forms from XLSForm files, answers, results."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "linli.surveys"
    verbose_name = "问卷"
