"""检索 of surveys: by title and purpose; no answer is in it."""

from django.utils.translation import gettext_lazy as _

from linli.core.search import index
from linli.surveys.models import Survey

SURVEYS = index.declare(
    index.Kind(
        Survey,
        name=_("Surveys"),
        right="surveys.view",
        text=lambda survey: f"{survey.number} {survey.title} {survey.purpose}",
        line=str,
        page=("surveys:survey", "number"),
    )
)
