"""Addresses of surveys: for everybody, and at the desk."""

from django.urls import path, register_converter

from linli.ledgers.pages import pages
from linli.surveys.ledger import SURVEYS
from linli.surveys.views import ask, desk, paper


class SurveyNumber:
    """Q2026-0417: a survey's year and running number."""

    regex = r"Q\d{4}-\d{4,7}"

    def to_python(self, value: str) -> str:
        """As it stands in the address."""
        return value

    to_url = to_python


class SurveyCode(SurveyNumber):
    """K7P4M2, with or without the hyphen, in any case."""

    regex = r"[0-9A-Za-z]{3}-?[0-9A-Za-z]{3}"


register_converter(SurveyNumber, "survey_number")
register_converter(SurveyCode, "survey_code")

app_name = "surveys"
ASK, DESK = "<slug:slug>/surveys/", "desk/<slug:slug>/surveys/"
ONE, ASKED = f"{DESK}<survey_number:number>/", f"{ASK}<survey_code:code>/"
urlpatterns = [
    path(ASK, ask.surveys, name="surveys"),
    path(ASKED, ask.answer, name="answer"),
    path(f"{ASKED}thanks", ask.thanks, name="thanks"),
    path(f"{ASKED}results", ask.public_results, name="results"),
    path(f"{ASKED}qr.png", ask.qr, name="qr"),
    *pages(SURVEYS, DESK, "ledger"),
    path(f"{DESK}draft", desk.draft, name="draft"),
    path(f"{DESK}sample.xlsx", paper.sample, name="sample"),
    path(f"{DESK}by-key/<uuid:pk>", desk.survey_by_key, name="survey_by_key"),
    path(ONE, desk.survey, name="survey"),
    path(f"{ONE}revise", desk.revise, name="revise"),
    *[path(f"{ONE}{verb}", getattr(desk, verb), name=verb) for verb in desk.VERBS],
    path(f"{ONE}enter", paper.enter, name="enter"),
    path(f"{ONE}preview", paper.preview, name="preview"),
    path(f"{ONE}questionnaire.pdf", paper.questionnaire, name="questionnaire"),
    path(f"{ONE}answers.xlsx", paper.export, name="export"),
]
