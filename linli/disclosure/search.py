"""检索 of announcements: by what was told."""

from django.utils.translation import gettext_lazy as _

from linli.core.search import index
from linli.disclosure.models import Announcement

ANNOUNCEMENTS = index.declare(
    index.Kind(
        Announcement,
        name=_("Announcements"),
        right="disclosure.view",
        text=lambda row: f"{row.title} {row.text}",
        line=lambda row: row.title,
        page=("disclosure:announcement", "code"),
    )
)
