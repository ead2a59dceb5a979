"""检索 of publications: by what was made known."""

from django.utils.translation import gettext_lazy as _

from linli.core.search import index
from linli.publicity.models import Publication

PUBLICATIONS = index.declare(
    index.Kind(
        Publication,
        name=_("Publications"),
        right="publicity.view_publications",
        text=lambda row: f"{row.title} {row.text}",
        line=lambda row: row.title,
        page=("publicity:publication", "pk"),
    )
)
