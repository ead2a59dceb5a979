"""Figures about Party members: who was reached, whose medal is due, how many belong to a compound's groups, pioneer posts."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from linli.calendars.months import last_day, months_between
from linli.core.counting import Asked, Distinct, Given, InForce, Is, Unit, Window
from linli.core.figures import Figure, declare, document_of
from linli.core.sums import Every, Sum
from linli.party import floating, standing
from linli.party.models import BranchMembership, DutyPost, FloatingContact, FloatingMember, PartyMember
from linli.party.numbers import eras, medal_numbers
from linli.places.models import Building

MEMBER = Unit("member", pgettext_lazy("unit", "members"))
PERCENT = Unit("percent", pgettext_lazy("unit", "percent"))
BUILDING = Unit("building", pgettext_lazy("unit", "buildings"))
RIGHT, RECORDS = "party.view", "party.view_records"


@dataclass(frozen=True)
class Away:
    """Who was away on some day of the period asked about; without one, up to the reference day."""

    field: str = "out_on"

    def rows(self, model: type[models.Model], window: Window, as_of: dt.date) -> Q:
        """Those who left by the end and were not back before the beginning; the day of return still counts."""
        last = min(window[1], as_of) if window else as_of
        found = Q(out_on__lte=last)
        if window:
            found &= Q(back_on__isnull=True) | Q(back_on__gte=window[0].replace(day=1))
        return found

    def words(self, model: type[models.Model]) -> str:
        """The same, said."""
        return _("away on some day of the period asked about (the day of return still counts)")


@dataclass(frozen=True, kw_only=True)
class LowestCoverage(Every):
    """最低覆盖率: the lowest monthly share of floating members who were reached; None where nobody was away."""

    unit: Unit = PERCENT

    def value(self, community: Any, window: Window, as_of: dt.date, **given: str) -> Any:
        """The lowest month, in percent with one decimal. Two queries."""
        rows = self.of.rows(community, window, as_of, **given)
        away = [floating.Away(str(row.member_id), row.out_on, row.back_on) for row in rows]
        if not away:
            return None
        first = window[0] if window else min(one.out_on for one in away)
        last = min(window[1], as_of) if window else as_of
        met = FloatingContact.objects.of(community).filter(
            met_on__gte=first.replace(day=1), met_on__lte=last_day(last)
        )
        contacts = [floating.Contact(str(who), day) for who, day in met.values_list("member_id", "met_on")]
        shares = [floating.coverage(month, away, contacts).percent for month in months_between(first, last)]
        known = [Decimal(share) for share in shares if share is not None]
        return min(known) if known else None

    def say(self, value: Any) -> str:
        """The share in words."""
        return _("not applicable") if value is None else f"{value}%"

    def formula(self, **given: str) -> str:
        """What is divided by what."""
        return _("%(words)s; the lowest of the months: %(rows)s") % {
            "words": self.words, "rows": self.of.formula(**given),
        }  # fmt: skip


@dataclass(frozen=True)
class JoinedIn:
    """Who joined in a year."""

    year: int

    def rows(self, given: Given) -> Q:
        """Those who did."""
        return Q(joined_on__year=self.year)

    def words(self, model: type[models.Model], given: Given) -> str:
        """The same, said."""
        return _("joined the Party in %(year)d") % {"year": self.year}


@dataclass(frozen=True, kw_only=True)
class MedalOn(Every):
    """Whether everybody of the records gets the medal of fifty years on one day and not before."""

    first: dt.date

    def value(self, community: Any, window: Window, as_of: dt.date, **given: str) -> bool:
        """By R-10, for each of them, and at least one. One query."""
        numbers, table = medal_numbers(community.code), eras()
        days = [
            standing.first_medal(
                row.full_on or standing.count_from(row.joined_on, table) or row.joined_on,
                years=numbers.years, leap_birthday=numbers.leap_birthday,
            )
            for row in self.of.rows(community, window, as_of, **given)
        ]  # fmt: skip
        return bool(days) and as_of < self.first and all(day == self.first for day in days)


@dataclass(frozen=True)
class InAGroup:
    """Who belongs to a Party group."""

    def rows(self, given: Given) -> Q:
        """Those with a group."""
        return Q(group__isnull=False)

    def words(self, model: type[models.Model], given: Given) -> str:
        """The same, said."""
        return _("belongs to a Party group")


@dataclass(frozen=True, kw_only=True)
class RoundedDown(Sum):
    """平均，取整: what the first part counts, shared among what the second counts, rounded down; None among none."""

    def value(self, community: Any, window: Window, as_of: dt.date, **given: str) -> Any:
        """Two queries."""
        many, among = (int(str(part.value(community, window, as_of, **given))) for part in self.parts)
        return many // among if among else None

    def say(self, value: Any) -> str:
        """The number in words."""
        return _("not applicable") if value is None else str(value)

    def formula(self, **given: str) -> str:
        """What is divided by what."""
        return _("Rounded down: %(many)s Divided by: %(among)s") % {
            "many": self.parts[0].formula(**given), "among": self.parts[1].formula(**given),
        }  # fmt: skip

    def answer(self, community: Any, window: Window, as_of: dt.date, **given: str) -> dict[str, Any]:
        """The figure as a document."""
        counted = self.counted(community, window, as_of, **given)
        value = self.value(community, window, as_of, **given)
        return document_of(self, value, counted, (window, as_of), given)


declare(
    LowestCoverage(
        id="F50",
        name=gettext_lazy("Lowest monthly share of floating members who were reached"),
        of=Figure(
            id="F50", name=gettext_lazy("Floating members"), unit=MEMBER, model=FloatingMember, period=Away(),
            leaves_out="", right=RECORDS, related=("member__person",), page=("party:member", "member_id"),
        ),
        holds=Q(),
        words=gettext_lazy("floating members with at least one contact or online study in the month, divided by all of the month"),
        leaves_out=gettext_lazy("Months in which nobody was away, and contacts of other months."),
    )
)  # fmt: skip
declare(
    MedalOn(
        id="F65",
        name=gettext_lazy("The member who joined in 1973 has the medal of 50 years due on 1 July 2023"),
        of=Figure(
            id="F65", name=gettext_lazy("Members who joined in 1973"), unit=MEMBER, model=PartyMember,
            where=(JoinedIn(1973), Is("ending", "")), leaves_out="", right=RIGHT, related=("person",),
            page=("party:member", "pk"),
        ),
        holds=Q(),
        words=gettext_lazy("has 50 full years in the Party on 1 July 2023 and not before, and the reference day is before it"),
        leaves_out=gettext_lazy("Members who joined in another year, and memberships that have ended."),
        first=dt.date(2023, 7, 1),
    )
)  # fmt: skip
OF_A_COMPOUND = (InAGroup(), Asked("compound", "branch__compound__name"))
GROUPS_LEAVE_OUT = gettext_lazy("Members without a group, of other compounds, moved away or ended.")
declare(
    Figure(
        id="F67", name=gettext_lazy("Members of the Party groups of a compound"), unit=MEMBER, model=BranchMembership,
        where=OF_A_COMPOUND, period=InForce(), leaves_out=GROUPS_LEAVE_OUT, right=RECORDS,
        related=("member__person", "branch", "group"), page=("party:member", "member_id"),
    )
)  # fmt: skip
declare(
    RoundedDown(
        id="F68",
        name=gettext_lazy("Party members per building of a compound, rounded down"),
        unit=MEMBER,
        parts=(
            Figure(
                id="F68", name=gettext_lazy("Members of the Party groups of a compound"), unit=MEMBER,
                model=BranchMembership, where=OF_A_COMPOUND, period=InForce(), leaves_out=GROUPS_LEAVE_OUT,
                right=RECORDS, related=("member__person", "branch", "group"), page=("party:member", "member_id"),
            ),
            Figure(
                id="F68", name=gettext_lazy("Residential buildings of a compound"), unit=BUILDING, model=Building,
                where=(Is("use", Building.Use.RESIDENTIAL), Asked("compound", "compound__name")), period=InForce(),
                leaves_out="", right="places.view", related=("compound",),
            ),
        ),
        leaves_out=GROUPS_LEAVE_OUT,
    )
)  # fmt: skip
declare(
    Figure(
        id="F88",
        name=gettext_lazy("Compounds with a pioneer post"),
        unit=Unit("compound", pgettext_lazy("unit", "compounds")),
        model=DutyPost,
        where=(Is("pioneer", True),),
        period=InForce(),
        counts=Distinct("compound"),
        leaves_out=gettext_lazy("A second pioneer post of the same compound, other duty posts, and those that have ended."),
        right=RECORDS,
        related=("compound", "member__person"),
    )
)  # fmt: skip
