"""A branch with two groups and its members, made through the same actions that a click calls."""

import datetime as dt
from decimal import Decimal

from linli.core import clock
from linli.organisations.models import PartyOrganisation
from linli.party import actions
from linli.residents import actions as residents
from tests.people import SINCE, person

JOINED, FULL = dt.date(2005, 6, 1), dt.date(2006, 6, 1)
BASE = "3000.01"


def organisation(place, name, level="branch", parent=None, **more):
    """One organisation of the tree."""
    return PartyOrganisation.objects.create(
        community=place.community, level=level, name=name, parent=parent, valid_from=SINCE, **more
    )


class Party:
    """The Party organisation of a place: two branches, one with two groups, a secretary and two Party workers."""

    def __init__(self, place):
        self.place = place
        self.branch = organisation(place, "青云首府党支部", compound=place.buildings[0].compound)
        self.other = organisation(place, "汽运小区党支部")
        self.groups = [organisation(place, f"第{n}党小组", "group", self.branch) for n in "一二"]
        person(place, "worker", "party_worker")
        person(place, "branch_worker", "party_worker", place_id=self.branch.pk)
        self.by = place.actor("secretary")

    def member(self, name="钱试一", *, branch=None, joined_on=JOINED, full_on=FULL, since=SINCE, **more):
        """A member of the first branch, if none other is named."""
        user = more.pop("user", None)
        human = residents.enter(self.place.community, name=name, user=user, by=self.place.actor("clerk"))
        return actions.enter(
            human,
            branch=branch or self.branch,
            joined_on=joined_on,
            full_on=full_on,
            since=since,
            by=self.by,
            **more,
        )

    def pays(self, member, base=BASE, kind="working", since=dt.date(2026, 1, 1)):
        """On what a member pays."""
        return actions.set_basis(member, kind=kind, base=Decimal(base), first_month=since, by=self.by)

    def paid(self, member, months=(1,), fen=3000, on=None):
        """A payment for months of 2026."""
        firsts = [dt.date(2026, n, 1) for n in months]
        return actions.take_dues(
            member, months=firsts, amount_fen=fen, paid_on=on or clock.today(), by=self.by
        )
