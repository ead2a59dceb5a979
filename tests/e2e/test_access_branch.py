"""The map of a branch and the account by strand: axe, targets, width, dark."""

import pytest

from linli.organisations import actions
from linli.organisations.models import PartyOrganisation
from tests.e2e.conftest import DESK
from tests.e2e.test_access import walk
from tests.organisations.test_programmes import programme
from tests.party.party import Party, organisation
from tests.party.test_homes import lives

PARTY, PROGRAMMES = "/desk/nanmen/party/", "/desk/nanmen/programmes/"


@pytest.fixture
def branch(place):
    """A branch of a compound with a group for its first building, and members who live in two of them."""
    party = Party(place)
    for n, building in enumerate(place.buildings):
        lives(place, party.member(f"钱试{n}").person, building)
    organisation(place, "一栋党小组", "group", party.branch, building=place.buildings[0])
    return PartyOrganisation.objects.get(pk=party.branch.pk)


def test_the_map_of_a_branch_and_the_account_by_strand(street, place, branch):
    row = programme(place)
    for strand in row.strands.all():
        actions.label(strand, place.order("confirmed"), line="修路灯", by=place.actor("secretary"))
    page = street.open(user="secretary", size=DESK)
    paths = [
        f"{PARTY}organisations/{branch.pk}", f"{PARTY}organisations/{branch.pk}/map",
        f"{PROGRAMMES}{row.pk}", f"{PROGRAMMES}{row.pk}/account",
    ]  # fmt: skip
    found = walk(page, paths, resident=False)

    assert not found, "\n".join(found)
