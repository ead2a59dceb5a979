"""支部地图: how many members live in each building, told to who may see the numbers of this very branch and to nobody else."""

import datetime as dt
from collections import Counter

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.core import clock
from linli.core.records import state_of
from linli.organisations import actions as organisations
from linli.organisations import party_queries
from linli.organisations.models import Appointment, PartyOrganisation
from linli.party import actions, queries
from linli.party.homes import members_by_building
from linli.party.models import BranchMembership, PartyMember
from linli.places import planning
from linli.places.models import Building, Compound, Dwelling
from linli.residents.models import Person, Residence
from tests.orders.test_pages import queries_of
from tests.party.party import organisation
from tests.people import SINCE, person

HOME = "/desk/nanmen/party/organisations/"
TODAY = dt.date(2026, 3, 10)


def lives(place, who, building, kind="actual", **more):
    """Somebody lives in a building, from long ago."""
    dwelling, _new = Dwelling.objects.get_or_create(
        community=place.community, building=building, room="101", defaults={"valid_from": SINCE}
    )
    return Residence.objects.create(
        community=place.community, person=who, dwelling=dwelling, kind=kind, **{"valid_from": SINCE, **more}
    )


def at(place) -> dict:
    """What the secretary is told of the first branch, by the name of the building."""
    names = {building.pk: building.name for building in Building.objects.of(place.community)}
    row = PartyOrganisation.objects.get(name="青云首府党支部")
    told = members_by_building(place.actor("secretary"), row)
    return {names.get(key, "elsewhere"): count for key, count in told.items()}


def page_of(client, row):
    return client.get(f"{HOME}{row.pk}/map")


@pytest.fixture
def homes(place, party):
    """Two members in the first building, one in the second, one nowhere; one of another branch in the first."""
    found = [party.member(f"钱试{n}") for n in "一二三四"]
    for member, building in zip(found, [0, 0, 1], strict=False):
        lives(place, member.person, place.buildings[building])
    lives(place, party.member("邻居", branch=party.other).person, place.buildings[0])
    organisation(place, "一栋党小组", "group", party.branch, building=place.buildings[0])
    group = PartyOrganisation.objects.get(name="一栋党小组")
    organisation(place, "一栋党员中心户", "household", group, building=place.buildings[0])
    return found


def test_members_count_where_they_live_and_the_rest_elsewhere(place, party, homes):
    assert at(place) == {"1栋": 2, "2栋": 1, "elsewhere": 1}


def test_who_has_gone_is_not_counted(place, party, homes):
    member = homes[0]
    actions.transfer_out(member, went_to="别的支部", on=TODAY, by=party.by, seen=state_of(member))
    with clock.at(dt.datetime(2026, 3, 11, 9, tzinfo=clock.BEIJING)):
        assert at(place) == {"1栋": 1, "2栋": 1, "elsewhere": 1}


def test_a_home_counts_on_its_days_alone_and_a_registered_address_never(place, party, homes):
    Residence.objects.filter(person=homes[0].person).update(valid_to=TODAY - dt.timedelta(days=1))
    lives(place, homes[3].person, place.buildings[2], "registered")
    lives(place, homes[0].person, place.buildings[2], valid_from=TODAY + dt.timedelta(days=1))
    assert at(place) == {"1栋": 1, "2栋": 1, "elsewhere": 2}


def test_who_is_written_down_in_two_dwellings_counts_once_where_they_actually_live(place, party, homes):
    lives(place, homes[2].person, place.buildings[2], "tenant")
    assert at(place) == {"1栋": 2, "2栋": 1, "elsewhere": 1}


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.lists(st.tuples(st.sampled_from([0, 1, 2, None]), st.booleans()), max_size=8))
def test_the_numbers_add_up_to_the_register(place, party, where):
    """However members live: each building has its own, and all of them together are the rows of the register."""
    Residence.objects.all().delete()
    BranchMembership.objects.all().delete()
    PartyMember.objects.all().delete()
    Person.objects.filter(name__startswith="数").delete()
    for n, (building, ours) in enumerate(where):
        member = party.member(f"数{n}", branch=party.branch if ours else party.other)
        if building is not None:
            lives(place, member.person, place.buildings[building])
    told = members_by_building(party.by, party.branch)
    wanted = Counter(
        None if building is None else place.buildings[building].pk for building, ours in where if ours
    )
    assert told == dict(wanted)
    assert sum(told.values()) == queries.rolls_for(party.by).filter(branch=party.branch).count()


def test_the_map_has_groups_households_leaders_and_numbers(place, party, homes, enter):
    leader = Person.objects.create(community=place.community, name="楼长甲")
    Appointment.objects.create(
        community=place.community, person=leader, post="building_leader", building=place.buildings[0], valid_from=SINCE
    )  # fmt: skip
    planning.propose(place.community, by=place.actor("clerk"))
    client = enter(place.users["secretary"])
    page = page_of(client, party.branch)
    told = page.context["map"]
    first = told.places[0]
    assert (first.house.count, [one.name for one in first.groups]) == (2, ["一栋党小组"])
    assert ([one.name for one in first.households], first.leader) == (["一栋党员中心户"], "楼长甲")
    assert (told.total, told.elsewhere) == (4, 1)
    assert sum(one.house.count for one in told.places) + told.elsewhere == told.total
    assert "<svg viewBox" in page.content.decode()
    assert not any(member.person.name in page.content.decode() for member in homes)
    assert f"{HOME}{party.branch.pk}/map" in client.get(f"{HOME}{party.branch.pk}").content.decode()


def test_without_outlines_the_table_stands_alone_and_says_where_they_are_drawn(place, party, homes, enter):
    page = page_of(enter(place.users["secretary"]), party.branch).content.decode()
    assert 'class="map"' not in page
    assert "/desk/nanmen/places/map" in page
    page = page_of(enter(place.users["worker"]), party.branch).content.decode()
    assert "/desk/nanmen/places/map" not in page


def test_only_the_buildings_of_the_compound_are_drawn(place, party, homes, enter):
    far = Compound.objects.create(community=place.community, name="远处", valid_from=SINCE)
    building = Building.objects.create(
        community=place.community, compound=far, grid=place.grids[0], name="9栋", valid_from=SINCE
    )
    lives(place, homes[3].person, building)
    told = page_of(enter(place.users["secretary"]), party.branch).context["map"]
    assert [one.house.building.name for one in told.places] == ["1栋", "2栋", "3栋"]
    assert (told.total, told.elsewhere) == (4, 1)


@pytest.mark.parametrize("who", ["worker", "branch_worker", "secretary"])
def test_numbers_are_told_to_the_party_organisation(place, party, homes, enter, who):
    assert page_of(enter(place.users[who]), party.branch).context["map"].total == 4


@pytest.mark.parametrize("who", ["clerk", "elsewhere"])
def test_numbers_are_not_told_to_a_clerk_or_to_who_is_posted_at_another_branch(
    place, party, homes, enter, who
):
    person(place, "elsewhere", "party_worker", place_id=party.other.pk)
    client = enter(place.users[who])
    page = page_of(client, party.branch)
    told = page.context["map"]
    assert (told.total, told.elsewhere, {one.house.count for one in told.places}) == (None, None, {None})
    assert "table__number" not in page.content.decode()
    assert "map__count" not in page.content.decode()
    assert client.get(f"{HOME}{party.branch.pk}").context["panels"] == []


def test_grid_workers_and_the_public_do_not_see_the_map(place, party, homes, enter):
    assert page_of(enter(place.users["grid_worker"]), party.branch).status_code == 403
    assert page_of(Client(), party.branch).status_code in {302, 403}


def test_who_has_no_compound_has_no_map(place, party, enter):
    client = enter(place.users["secretary"])
    assert page_of(client, party.other).status_code == 404
    assert not client.get(f"{HOME}{party.other.pk}").context["has_map"]


@pytest.mark.parametrize("amount", [1, 9])
def test_the_map_asks_the_same_however_much_there_is(place, party, homes, enter, amount):
    for n in range(amount):
        lives(place, party.member(f"又{n}").person, place.buildings[n % 3])
        organisation(place, f"又{n}党小组", "group", party.branch, building=place.buildings[n % 3])
    client = enter(place.users["secretary"])
    client.get(HOME)  # the community is kept from here on
    assert len(queries_of(lambda: page_of(client, party.branch))) <= 6
    assert len(queries_of(lambda: client.get(f"{HOME}{party.branch.pk}"))) <= 6


def test_the_page_of_a_branch_tells_how_it_stands_to_the_rules(place, party, enter):
    for n in range(7):
        party.member(f"正{n}")
    party.member("预备", joined_on=dt.date(2025, 12, 1), full_on=None)
    client = enter(place.users["branch_worker"])

    def panel():
        return client.get(f"{HOME}{party.branch.pk}").context["panels"][0]

    told = panel()
    assert (told["branch"].members, told["branch"].full, told["branch"].seats, told["years"]) == (8, 7, 0, 5)
    assert any("7 ≥ 7" in line for line in told["lines"])
    assert "现有 0 名" in told["warned"][0]
    for n, post in enumerate(("secretary", "organisation", "publicity")):
        human = Person.objects.create(community=place.community, name=f"委员{n}")
        organisations.seat(party.branch, human, post=post, since=TODAY, by=party.by)
    assert (panel()["branch"].seats, panel()["warned"]) == (3, [])


def test_numbers_are_a_right_of_their_own(place, party):
    person(place, "elsewhere", "party_worker", place_id=party.other.pk)
    may = {
        who: "view_numbers"
        in party_queries.access_party(place.actor(who), PartyOrganisation, party.branch.pk, "view_party").may
        for who in ("secretary", "worker", "branch_worker", "clerk", "elsewhere")
    }
    assert may == {
        "secretary": True,
        "worker": True,
        "branch_worker": True,
        "clerk": False,
        "elsewhere": False,
    }
