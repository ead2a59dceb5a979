"""The tree of a small community: a committee, a branch of a compound, a group of a building."""

from linli.organisations import actions
from linli.organisations.models import Level, PartyOrganisation
from linli.residents import actions as residents
from linli.residents.models import Person
from tests.people import SINCE


def person(place, name: str = "江晚") -> Person:
    """Somebody invented."""
    return residents.enter(place.community, name=name, by=place.actor("clerk"))


def committee(place, name: str = "南门社区党委") -> PartyOrganisation:
    """The topmost one."""
    return actions.found(
        place.community, level=Level.COMMITTEE, name=name, since=SINCE, superior="平川街道党工委", by=place.actor("secretary")
    )  # fmt: skip


def branch(place, under: PartyOrganisation, name: str = "青云党支部") -> PartyOrganisation:
    """A branch of the first compound."""
    return actions.found(
        place.community, level=Level.BRANCH, name=name, since=SINCE, parent=under,
        compound=place.buildings[0].compound, by=place.actor("secretary"),
    )  # fmt: skip
