"""问卷台账: the surveys of a community. Who answered stands nowhere."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.ledgers.declaration import Button, Column, Ledger, declare
from linli.ledgers.filters import Days, States
from linli.surveys import queries
from linli.surveys.models import Survey


def matching(word: str) -> Q:
    """Surveys whose number or words contain a word."""
    return Q(number__icontains=word) | Q(title__icontains=word) | Q(purpose__icontains=word)


SURVEYS = declare(
    Ledger(
        code="surveys",
        title=_("Surveys"),
        right="surveys.view",
        model=Survey,
        rows=queries.surveys_for,
        order="-drafted_at",
        states=States(
            queries.states,
            (
                ("drafted", _("Drafts")),
                ("open", _("Being asked")),
                ("closed", _("Over")),
                ("withdrawn", _("Withdrawn")),
            ),
            first="all",
        ),
        filters=(Days("day", _("drafted at"), "drafted_at"),),
        search=matching,
        search_words=_("Number or words of the survey"),
        columns=(
            Column("number", _("number"), lambda survey: survey.number, 8),
            Column("title", _("title"), lambda survey: survey.title, 18),
            Column("status", _("status"), lambda survey: str(survey.badge[2]), 7),
            Column("closes_on", _("last day"), lambda survey: survey.closes_on, 6),
            Column("purpose", _("why we ask"), lambda survey: survey.purpose, 20, on_page=False),
            Column("drafted_at", _("drafted at"), lambda survey: survey.drafted_at, 8),
            Column("published_at", _("published at"), lambda survey: survey.published_at, 8, on_page=False),
            Column("closed_at", _("closed at"), lambda survey: survey.closed_at, 8, on_page=False),
        ),
        page=("surveys:survey", "number"),
        note=_("Newest first."),
        actions=(
            Button(_("Make a survey"), "surveys:draft", "plus", "surveys.draft"),
            Button(_("Sample workbook"), "surveys:sample", "download", "surveys.draft"),
        ),
        empty=(_("No survey here"), _("Begin with the sample workbook, or with any XLSForm.")),
        icon="list",
    )
)
