"""Figures about places: one record less is one less, near misses count nothing."""

import datetime as dt

import pytest

from linli.core.figures import REGISTER
from linli.core.rights import Actor
from linli.places import actions
from linli.places.models import Building, CodeChange, Compound, Division
from tests.people import SINCE

DAY = dt.date(2022, 6, 30)
BEFORE, AFTER = DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1)


def value(key, place, **given):
    return REGISTER[key].value(place.community, None, DAY, **given)


def building(place, name, **more):
    values = {"grid": place.grids[0], "compound": place.buildings[0].compound, "valid_from": SINCE, **more}
    return Building.objects.create(community=place.community, name=name, **values)


@pytest.mark.parametrize(("m2", "km2"), [(7_370_000, "7.37"), (1, "0.000001"), (12_000_000, "12")])
def test_f01_area(place, other_place, m2, km2):
    assert value("F01", place) is None
    place.community.area_m2, other_place.community.area_m2 = m2, 9_990_000
    place.community.save()
    other_place.community.save()

    assert REGISTER["F01"].text(place.community, None, DAY) == km2
    assert REGISTER["F01"].counted(place.community, None, DAY) == [place.community.pk]


def test_f03_month_of_the_change(place, other_place, db):
    by = place.actor("secretary")
    CodeChange.objects.create(
        community=other_place.community, code="410181005003", form="urban", valid_from=SINCE
    )
    CodeChange.objects.create(
        community=place.community, code="350824001203", form="village", valid_from=SINCE
    )
    assert value("F03", place) is None

    change = actions.convert(place.community, code="350824001003", on=dt.date(2021, 9, 1), by=by)

    assert value("F03", place) == "2021-09"
    assert REGISTER["F03"].value(place.community, None, dt.date(2021, 8, 31)) is None, "not yet"
    assert value("F03", other_place) is None, "urban from its founding"
    assert change.replaces.valid_to == dt.date(2021, 8, 31)
    assert {grid.code[:12] for grid in place.grids[0].__class__.objects.of(place.community)} == {
        "350824001003"
    }
    CodeChange.objects.filter(pk=change.pk).delete()
    assert value("F03", place) is None


def test_f42_founding_month(place, other_place):
    other_place.community.founded_on = dt.date(2001, 1, 1)
    other_place.community.save()
    assert value("F42", place) is None
    place.community.founded_on = dt.date(2015, 7, 31)
    place.community.save()

    assert value("F42", place) == "2015-07"
    assert REGISTER["F42"].value(place.community, None, dt.date(2015, 7, 30)) is None


def test_f43_compounds(place, other_place):
    for name in ("甲", "乙"):
        last = Compound.objects.create(community=place.community, name=name, valid_from=DAY)
    assert value("F43", place) == 3
    Compound.objects.create(community=place.community, name="明天的", valid_from=AFTER)
    Compound.objects.create(community=place.community, name="昨天的", valid_from=SINCE, valid_to=BEFORE)
    Compound.objects.create(community=other_place.community, name="别处的", valid_from=SINCE)
    assert value("F43", place) == 3
    last.valid_to = DAY
    last.save()
    assert value("F43", place) == 3, "the last day belongs to it"
    last.delete()
    assert value("F43", place) == 2


def test_f45_and_f46_buildings(place, other_place):
    home, office = building(place, "新楼"), building(place, "办公楼", use="office", compound=None)
    assert (value("F45", place), value("F46", place)) == (4, 1)
    for use in ("residential", "office"):
        building(place, f"明天的{use}", use=use, valid_from=AFTER)
        building(place, f"拆了的{use}", use=use, valid_to=BEFORE)
        building(other_place, f"别处的{use}", use=use)
    assert (value("F45", place), value("F46", place)) == (4, 1)
    home.delete()
    assert (value("F45", place), value("F46", place)) == (3, 1)
    office.delete()
    assert (value("F45", place), value("F46", place)) == (3, 0)


def test_f66_buildings_of_a_compound(place, other_place):
    village = Compound.objects.create(community=place.community, name="红旗村", valid_from=SINCE)
    theirs = Compound.objects.create(community=other_place.community, name="红旗村", valid_from=SINCE)
    last = [building(place, f"{n}栋", compound=village) for n in range(12)][-1]
    assert value("F66", place, compound="红旗村") == 12
    building(place, "办公楼", compound=village, use="office")
    building(place, "独栋", compound=None)
    building(place, "未建成", compound=village, valid_from=AFTER)
    building(place, "拆了的", compound=village, valid_to=BEFORE)
    building(other_place, "别处的", compound=theirs)
    assert value("F66", place, compound="红旗村") == 12
    assert value("F66", place) == 15, "without a name, those of all compounds"
    last.delete()
    assert value("F66", place, compound="红旗村") == 11


def test_founding_is_an_act(db):
    township = Division.objects.create(code="630104006000", name="街道", level="township")
    from linli.core.audit import AuditEntry
    from linli.core.keys import uuid7

    key = uuid7()
    community = actions.found(
        slug="wenting", code="630104006001", name="文亭", division=township, form="urban", since=SINCE,
        founded_on=SINCE, area_m2=5, community_id=key, by=Actor(key, "初始登记"),
    )  # fmt: skip

    assert CodeChange.objects.of(community).get().form == "urban"
    assert AuditEntry.objects.get(subject_id=key).action == "places.found"
