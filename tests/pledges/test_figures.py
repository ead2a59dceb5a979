"""F35, F36, F56, F87: whose pledges are published, whether each is whole, which kinds there are, goals in four areas."""

import datetime as dt

from linli.core import clock
from linli.core.figures import REGISTER
from linli.pledges import actions
from linli.pledges.actions import Said
from linli.pledges.models import Area, Goal, Kind, PledgeItem, PledgeReview, Way
from tests.pledges.pledging import (
    branch,
    closed,
    drafted,
    in_review,
    member,
    published,
    reviewed,
    round_of,
)

TODAY = dt.date(2026, 3, 10)


def value(place, key, as_of=TODAY):
    return REGISTER[key].value(place.community, None, as_of)


def test_f35_counts_members_and_not_pledges(place, other_place):
    who, first = member(place, "党员小陶"), round_of(place)
    row = published(place, who, round_=first)
    published(place, member(place, "党员老罗"), round_=first)
    assert value(place, "F35") == 2

    published(place, who, round_=round_of(place, 2025))
    published(place, round_=first, organisation=branch(place))
    drafted(place, member(place, "党员小叶"), round_=first)
    published(other_place)
    with clock.at(clock.now() + dt.timedelta(days=1)):
        published(place, member(place, "党员小彭"), round_=first)
    assert value(place, "F35") == 2

    actions.withdraw(row, reason="搬走了", by=place.actor("secretary"), version=row.version)
    assert value(place, "F35") == 2  # the other round still has one
    assert value(place, "F35", TODAY - dt.timedelta(days=1)) == 0


def test_f36_fails_with_one_pledge_whose_items_are_of_two_areas(place):
    assert value(place, "F36") is False
    first = round_of(place)
    published(place, member(place, "党员小陶"), round_=first)
    other = published(place, member(place, "党员老罗"), round_=first)
    drafted(place, member(place, "党员小叶"), round_=first, promises=())
    assert value(place, "F36") is True

    PledgeItem.objects.filter(pledge=other, number=3).update(area=Area.SERVICE)
    assert value(place, "F36") is False
    PledgeItem.objects.filter(pledge=other, number=3).update(area=Area.STUDY)
    PledgeItem.objects.filter(pledge=other, number=2).delete()
    assert value(place, "F36") is False


def test_f87_counts_each_kind_once_and_misses_each(place):
    first = round_of(place)
    organisation = closed(place, round_=first, organisation=branch(place))
    assert value(place, "F87") == 4
    mine = in_review(place, member(place, "党员小陶"), round_=first)
    reviewed(place, mine, kinds=[Kind.PUBLIC])
    assert value(place, "F87") == 5

    PledgeReview.objects.filter(kind=Kind.LEADER).delete()
    assert value(place, "F87") == 4
    PledgeReview.objects.filter(pledge=organisation).delete()
    assert value(place, "F87") == 3
    actions.review(mine, Said(Kind.PUBLIC, way=Way.PAPER, kept=9), by=place.actor("secretary"))
    assert value(place, "F87") == 3


def test_f56_counts_areas_with_a_goal(place, other_place):
    by = place.actor("secretary")
    for area in (Area.PARTY, Area.SERVICE, Area.SERVICE):
        actions.set_goal(place.community, year=2026, area=area, text=f"{area}{Goal.objects.count()}", by=by)
    actions.set_goal(
        other_place.community,
        year=2026,
        area=Area.GOVERNANCE,
        text="别处的",
        by=other_place.actor("secretary"),
    )
    with clock.at(clock.now() + dt.timedelta(days=1)):
        actions.set_goal(place.community, year=2026, area=Area.DEVELOPMENT, text="明天才定", by=by)
    assert value(place, "F56") == 2

    Goal.objects.of(place.community).filter(area=Area.PARTY).delete()
    assert value(place, "F56") == 1
