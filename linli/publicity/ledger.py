"""发布台账: what was written, examined and made known, the newest first."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.keys import show_code
from linli.ledgers.declaration import Button, Column, Ledger, declare
from linli.ledgers.filters import Days, States
from linli.publicity import queries
from linli.publicity.models import Publication
from linli.publicity.workflow import PublicationStatus


def _matching(word: str) -> Q:
    return Q(title__icontains=word) | Q(text__icontains=word) | Q(organisation__name__icontains=word)


PUBLICATIONS = declare(
    Ledger(
        code="publications",
        title=_("Publications"),
        right="publicity.view_publications",
        model=Publication,
        rows=queries.publications_for,
        order="-id",
        states=States(queries.states, tuple((s.value, s.label) for s in PublicationStatus), first="all"),
        filters=(Days("day", _("made known on"), "published_on"),),
        search=_matching,
        search_words=_("Words of title or text, or the organisation"),
        columns=(
            Column("title", _("title"), lambda row: row.title, 20),
            Column("status", _("status"), lambda row: row.get_status_display(), 6),
            Column("topic", _("topic"), lambda row: row.get_topic_display(), 8),
            Column("audience", _("for whom"), lambda row: row.get_audience_display(), 6),
            Column("organisation", _("Party organisation"), lambda row: row.organisation.name, 10),
            Column("author", _("written by"), lambda row: row.author_name, 6, on_page=False),
            Column("examiner", _("examined by"), lambda row: row.examiner_name, 6, on_page=False),
            Column("examined_on", _("examined on"), lambda row: row.examined_on, 6, on_page=False),
            Column("published_on", _("made known on"), lambda row: row.published_on, 6),
            Column("code", _("code"), lambda row: show_code(row.code), 6, on_page=False),
        ),
        page=("publicity:publication", "pk"),
        note=_("Newest first."),
        actions=(Button(_("Write a publication"), "publicity:draft", "plus", "publicity.draft"),),
        empty=(_("No publication here"), _("Write one; somebody else examines it before it is made known.")),
        icon="megaphone",
    )
)
