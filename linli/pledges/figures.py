"""Figures of pledges: whose is published, whether each is whole, which kinds there are, and goals in four areas."""

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core.counting import Distinct, Happened, Is, Unit
from linli.core.figures import Figure, declare
from linli.core.sums import Every, Filled
from linli.pledges.models import Goal, Kind, Pledge, PledgeReview
from linli.pledges.workflow import PUBLIC

MEMBER = Unit("member", pgettext_lazy("unit", "members"))
KIND = Unit("kind", pgettext_lazy("unit", "kinds"))
AREA = Unit("area", pgettext_lazy("unit", "areas"))
RIGHT = "pledges.view_pledges"
PUBLISHED = Is("status", *PUBLIC)
LEAVES_OUT = _("Drafts, and pledges that were withdrawn.")


class OfMembers:
    """A pledge of a member, not of an organisation."""

    def rows(self, given: object) -> Q:
        """The pledges of members."""
        return Q(member__isnull=False)

    def words(self, model: object, given: object) -> str:
        """The same, said."""
        return str(_("it is of a member"))


class OfOrganisations:
    """A pledge of an organisation itself."""

    def rows(self, given: object) -> Q:
        """The pledges of organisations."""
        return Q(member__isnull=True)

    def words(self, model: object, given: object) -> str:
        """The same, said."""
        return str(_("it is of an organisation"))


declare(
    Figure(
        id="F35",
        name=_("Members with a published pledge"),
        unit=MEMBER,
        model=Pledge,
        where=(PUBLISHED, OfMembers()),
        period=Happened("published_on"),
        counts=Distinct("member"),
        leaves_out=_("Drafts, pledges that were withdrawn, those of organisations, and a second one of the same member."),
        right=RIGHT,
        related=("round", "member__person"),
        page=("pledges:pledge_detail", "pk"),
    )
)
