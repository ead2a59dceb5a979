"""Figures about organisations and appointments: persons and companies are counted, not their hats and contracts."""

import datetime as dt

from linli.core.figures import REGISTER
from linli.organisations import actions
from linli.organisations.models import Appointment, Organisation, ServiceContract
from linli.places.models import Compound
from linli.residents import actions as residents
from tests.people import SINCE

DAY = dt.date(2022, 12, 31)
BEFORE, AFTER = DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1)


def leader(place, name, number=0, post="building_leader", since=SINCE):
    by = place.actor("clerk")
    person = residents.enter(place.community, name=name, by=by)
    spot = (
        "东巷"
        if post == "lane_steward"
        else place.grids[0]
        if post == "grid_worker"
        else place.buildings[number]
    )
    return actions.appoint(person, post, at=spot, since=since, by=by)


def test_f14_leaders_are_counted_as_persons(place, other_place):
    from linli.places.actions import register_entrance

    by = place.actor("clerk")

    def value():
        return REGISTER["F14"].value(place.community, None, DAY)

    first, _second = leader(place, "甲某"), leader(place, "乙某", 1, since=DAY)
    entrance = register_entrance(place.buildings[2], name="1单元", by=by)
    third = actions.appoint(
        residents.enter(place.community, name="丙某", by=by),
        "entrance_leader",
        at=entrance,
        since=SINCE,
        by=by,
    )
    assert value() == 3
    # Near misses: a second hat, a second building, other posts, ended, not begun, elsewhere.
    actions.appoint(first.person, "entrance_leader", at=entrance, since=SINCE, by=by)
    actions.appoint(first.person, "building_leader", at=place.buildings[2], since=SINCE, by=by)
    leader(place, "丁某", post="lane_steward")
    leader(place, "戊某", post="grid_worker")
    actions.end_appointment(leader(place, "己某"), on=BEFORE, by=by)
    leader(place, "庚某", since=AFTER)
    leader(other_place, "辛某")
    assert value() == 3
    assert len(REGISTER["F14"].counted(place.community, None, DAY)) == 3
    assert REGISTER["F14"].rows(place.community, None, DAY).count() == 5
    actions.end_appointment(third, on=DAY, by=by)
    assert value() == 3, "the last day belongs to it"
    Appointment.objects.filter(pk=third.pk).delete()
    assert value() == 2


def company(place, name, kind="property_company"):
    return Organisation.objects.create(community=place.community, kind=kind, name=name, valid_from=SINCE)


def serves(place, organisation, compound, **more):
    there = Compound.objects.create(community=place.community, name=compound, valid_from=SINCE)
    return ServiceContract.objects.create(
        community=place.community, organisation=organisation, compound=there, **{"valid_from": SINCE, **more}
    )


def test_f44_property_companies_are_counted_once(place, other_place):
    def value():
        return REGISTER["F44"].value(place.community, None, DAY)

    first, second = company(place, "甲物业"), company(place, "乙物业")
    serves(place, first, "一")
    contract = serves(place, second, "二")
    assert value() == 2
    serves(place, first, "三")
    serves(place, company(place, "商会", "local"), "四")
    serves(place, company(place, "旧物业"), "五", valid_to=BEFORE)
    serves(place, company(place, "新物业"), "六", valid_from=AFTER)
    company(place, "没有合同的物业")
    serves(other_place, company(other_place, "别处物业"), "七")
    assert value() == 2
    contract.valid_to = DAY
    contract.save()
    assert value() == 2
    contract.delete()
    assert value() == 1
