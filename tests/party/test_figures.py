"""F50, F65, F67, F68, F88: one record less changes them, near misses do not."""

import datetime as dt
from decimal import Decimal

import pytest

from linli.core.figures import REGISTER
from linli.party import actions
from linli.party.models import BranchMembership, DutyPost, FloatingContact, PartyMember

AS_OF = dt.date(2026, 3, 10)
WINDOW = (dt.date(2026, 1, 1), dt.date(2026, 2, 28))
JANUARY, FEBRUARY, MARCH = (dt.date(2026, n, 7) for n in (1, 2, 3))
GIVEN = {"compound": "青云首府"}


def value(party, key, window=None, as_of=AS_OF, **given):
    return REGISTER[key].value(party.place.community, window, as_of, **given)


def away(party, name, out_on=dt.date(2025, 12, 1), *met):
    member = party.member(name)
    absence = actions.note_leaving(member, out_on=out_on, by=party.by)
    for day in met:
        actions.note_contact(member, how="study", met_on=day, by=party.by)
    return absence


def test_f50_is_the_lowest_month_and_nothing_where_nobody_was_away(party):
    assert value(party, "F50", WINDOW) is None
    assert REGISTER["F50"].say(None)
    away(party, "甲试", dt.date(2025, 12, 1), JANUARY, FEBRUARY)
    away(party, "乙试", dt.date(2025, 12, 1), JANUARY, FEBRUARY, MARCH)
    away(party, "丙试", dt.date(2026, 3, 1))
    back = away(party, "丁试", dt.date(2025, 6, 1))
    actions.note_return(back, back_on=dt.date(2025, 12, 31), by=party.by)

    assert value(party, "F50", WINDOW) == Decimal("100.0")
    assert value(party, "F50", (WINDOW[0], AS_OF)) == Decimal("33.3")
    FloatingContact.objects.filter(met_on=FEBRUARY, member__person__name="甲试").delete()
    assert value(party, "F50", WINDOW) == Decimal("50.0")
    document = REGISTER["F50"].answer(party.place.community, WINDOW, AS_OF)
    assert (document["value"], len(document["rows"])) == (Decimal("50.0"), 2)


@pytest.mark.parametrize(
    ("joined", "as_of", "due"),
    [
        (dt.date(1973, 5, 20), dt.date(2022, 2, 10), True),
        (dt.date(1973, 7, 1), dt.date(2022, 2, 10), True),
        (dt.date(1973, 7, 2), dt.date(2022, 2, 10), False),
        (dt.date(1973, 5, 20), dt.date(2023, 7, 1), False),
        (dt.date(1974, 5, 20), dt.date(2022, 2, 10), False),
    ],
)
def test_f65_holds_of_who_joined_in_1973_and_at_least_one(party, joined, as_of, due):
    assert not value(party, "F65", as_of=as_of)
    party.member(joined_on=joined, full_on=None)
    party.member("孙试二", joined_on=dt.date(1980, 1, 1))

    assert value(party, "F65", as_of=as_of) is due
    PartyMember.objects.filter(joined_on=joined).update(ended_on=as_of, ending="died")
    assert not value(party, "F65", as_of=as_of)


def test_f67_counts_who_is_in_a_group_of_the_compound_and_f68_shares_them_among_its_buildings(
    party, other_place
):
    members = [party.member(f"试{n}", group=party.groups[0]) for n in "一二三四五六七"]
    party.member("无组试")
    party.member("他支试", branch=party.other)
    party.member("后来试", group=party.groups[1], since=dt.date(2026, 3, 11))
    gone = party.member("转走试", group=party.groups[1])
    actions.transfer(gone, branch=party.other, since=dt.date(2026, 3, 1), by=party.by)

    assert value(party, "F67", **GIVEN) == 7
    assert value(party, "F68", **GIVEN) == 2, "seven among three buildings"
    assert REGISTER["F67"].value(other_place.community, None, AS_OF, **GIVEN) == 0
    assert REGISTER["F68"].value(party.place.community, None, AS_OF, compound="没有") is None
    BranchMembership.objects.filter(member__in=members[:2]).delete()
    assert (value(party, "F67", **GIVEN), value(party, "F68", **GIVEN)) == (5, 1)


def test_f88_counts_a_compound_once(party):
    compound = party.branch.compound
    member = party.member()
    for pioneer, since in ((True, JANUARY), (True, FEBRUARY), (False, JANUARY), (True, dt.date(2026, 3, 11))):
        actions.give_post(member, name="岗", compound=compound, pioneer=pioneer, since=since, by=party.by)

    assert value(party, "F88") == 1
    for post in DutyPost.objects.filter(pioneer=True, valid_from__lte=AS_OF):
        actions.end_post(post, on=dt.date(2026, 3, 9), by=party.by)
    assert value(party, "F88") == 0


@pytest.mark.parametrize("key", ["F50", "F65", "F67", "F68", "F88"])
def test_a_clerk_sees_the_figure_and_not_who_is_behind_it(party, enter, key):
    member = party.member("不外传试", joined_on=dt.date(1973, 5, 1), group=party.groups[0])
    actions.note_leaving(member, out_on=JANUARY, by=party.by)
    actions.give_post(
        member, name="不外传试岗", compound=party.branch.compound, pioneer=True, since=JANUARY, by=party.by
    )

    for who, seen in (("clerk", False), ("secretary", True)):
        page = enter(party.place.users[who]).get(f"/desk/nanmen/figures/{key}")
        assert page.status_code == 200
        assert ("不外传试" in page.content.decode()) == seen, who
