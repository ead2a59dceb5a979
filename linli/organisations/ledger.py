"""任职台账: who holds which post where today."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from linli.core.rights import Actor, visible_to
from linli.core.spans import in_force
from linli.ledgers.declaration import Button, Column, Ledger, declare
from linli.ledgers.filters import Choice
from linli.organisations.models import Appointment, Post
from linli.organisations.queries import PLACES, place_of


def in_office(actor: Actor) -> QuerySet[Appointment]:
    """The appointments in force today that an actor sees."""
    rows = Appointment.objects.of(actor.community_id).filter(in_force())
    return visible_to(rows, actor, "organisations.view").select_related("person", *PLACES)


APPOINTMENTS = declare(
    Ledger(
        code="appointments",
        title=_("Appointments"),
        right="organisations.view",
        model=Appointment,
        rows=in_office,
        order="valid_from",
        filters=(Choice("post", _("post"), "post", tuple(Post.choices)),),
        columns=(
            Column("person", _("Name"), lambda row: row.person.name, 6),
            Column("post", _("post"), lambda row: row.get_post_display(), 6),
            Column("place", _("place"), place_of, 14),
            Column("since", _("from"), lambda row: row.valid_from, 8),
            # A post's telephone is known to everybody whom it serves.
            Column("phone", _("telephone"), lambda row: row.person.phone, 8),
        ),
        search=lambda word: Q(person__name__icontains=word) | Q(lane__icontains=word),
        search_words=_("Name or lane; one character will do"),
        empty=(
            _("Nobody is appointed yet"),
            _("Take in the list of building and entrance leaders as it is, or appoint one after the other."),
        ),
        icon="flag",
        page=("organisations:appointment", "pk"),
        actions=(
            Button(_("Appoint somebody"), "organisations:appoint", "plus", "organisations.appoint"),
            Button(_("Take in a workbook"), "papers:upload", "upload", "papers.upload"),
        ),
    )
)
