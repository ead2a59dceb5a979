"""Figures of pledges: whose is published, whether each is whole, which kinds there are, and goals in four areas."""

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core.counting import Distinct, Happened, Is, Unit
from linli.core.figures import Figure, declare
from linli.core.sums import Every, Filled
from linli.pledges.models import GOAL_AREAS, Goal, Kind, Pledge, PledgeItem, PledgeReview
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
        leaves_out=_(
            "Drafts, pledges that were withdrawn, those of organisations, and a second one of the same member."
        ),
        right=RIGHT,
        related=("round", "member__person"),
        page=("pledges:pledge_detail", "pk"),
    )
)
# What the published account says of every member: 不少于三个方面. Since when it binds stands in the rulebook.
ASPECTS = 3
AREAS_OF = (
    PledgeItem.objects.filter(community_id=OuterRef("community_id"), pledge_id=OuterRef("pk"))
    .order_by()
    .values("pledge_id")
    .annotate(areas=Count("area", distinct=True))
    .values("areas")
)
declare(
    Every(
        id="F36",
        name=_("Every published pledge has at least three items in different areas"),
        of=Figure(
            id="F36",
            name=_("Published pledges"),
            unit=Unit("pledge", pgettext_lazy("unit", "pledges")),
            model=Pledge,
            where=(PUBLISHED,),
            period=Happened("published_on"),
            leaves_out=LEAVES_OUT,
            right=RIGHT,
            related=("round", "organisation", "member__person"),
            page=("pledges:pledge_detail", "pk"),
        ),
        holds=Q(GreaterThanOrEqual(Coalesce(Subquery(AREAS_OF, IntegerField()), Value(0)), Value(ASPECTS))),
        words=_("has items in at least three different areas"),
        leaves_out=LEAVES_OUT,
    )
)
KINDS = _("Kinds of pledge and kinds of review that there are")
KINDS_LEFT_OUT = _("Drafts, pledges that were withdrawn, and how many there are of a kind.")
OF_MEMBERS, OF_ORGANISATIONS = (
    Figure(
        id="F87", name=KINDS, unit=KIND, model=Pledge, where=(PUBLISHED, whose), period=Happened("published_on"),
        leaves_out=KINDS_LEFT_OUT, right=RIGHT, related=("round", "organisation", "member__person"),
        page=("pledges:pledge_detail", "pk"),
    )
    for whose in (OfMembers(), OfOrganisations())
)  # fmt: skip
REVIEWS = tuple(
    Figure(
        id="F87", name=KINDS, unit=KIND, model=PledgeReview,
        where=(Is("kind", kind), Is("pledge__status", *PUBLIC)), period=Happened("reviewed_on"),
        leaves_out=KINDS_LEFT_OUT, right="pledges.view_reviews", related=("pledge",),
    )
    for kind in Kind
)  # fmt: skip
declare(
    Filled(
        id="F87", name=KINDS, unit=KIND, parts=(OF_MEMBERS, OF_ORGANISATIONS, *REVIEWS), leaves_out=KINDS_LEFT_OUT
    )
)  # fmt: skip
declare(
    Figure(
        id="F56",
        name=_("Areas with a goal of the year"),
        unit=AREA,
        model=Goal,
        where=(Is("area", *GOAL_AREAS),),
        period=Happened("set_on"),
        counts=Distinct("area"),
        leaves_out=_("A second goal in the same area."),
        right="pledges.view_goals",
    )
)
