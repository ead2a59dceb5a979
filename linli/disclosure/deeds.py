"""公告 as what did a directed task (交办): named by its six-character code."""

from django.urls import reverse

from linli.core import keys
from linli.core.audit import kind_of
from linli.core.rights import visible_to
from linli.disclosure.models import Announcement
from linli.meetings.deeds import Kind, declare

declare(
    Kind(
        kind_of(Announcement),
        find=lambda actor, typed: (
            visible_to(Announcement.objects.of(actor.community_id), actor, "disclosure.view")
            .filter(code=keys.read_code(typed))
            .first()
        ),
        see=lambda actor, key: (
            visible_to(Announcement.objects.of(actor.community_id), actor, "disclosure.view")
            .filter(pk=key)
            .first()
        ),
        address=lambda slug, row: reverse("disclosure:announcement", args=[slug, row.code]),
    )
)
