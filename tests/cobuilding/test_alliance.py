"""The alliance (B14): turns without gap or overlap, five levels, agreements, matters; its pages and its figure."""

import datetime as dt
from itertools import pairwise
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from linli.cobuilding import actions, allied, papers
from linli.cobuilding.models import AllianceLevel, AllianceMatter, AllianceMember, AllianceTurn, Track
from linli.cobuilding.rotation import year_of_turns
from linli.core.errors import DomainError
from linli.core.figures import REGISTER
from linli.core.records import state_of

DAY = dt.timedelta(days=1)
SINCE, TODAY = dt.date(2026, 1, 1), dt.date(2026, 3, 10)
MEMBERS = st.lists(st.integers(), min_size=1, max_size=15, unique=True)
MONTHS = st.sampled_from([1, 2, 3, 4, 6, 12])
DAYS = st.dates(dt.date(2019, 1, 1), dt.date(2030, 12, 31))


@given(MEMBERS, DAYS, MONTHS)
def test_a_year_is_covered_without_gap_and_without_overlap(members, first, months):
    turns = year_of_turns(members, first=first, months=months)

    assert turns[0].starts_on == first.replace(day=1)
    assert turns[-1].ends_on + DAY == first.replace(day=1, year=first.year + 1)
    assert all(one.ends_on + DAY == two.starts_on for one, two in pairwise(turns))


@given(MEMBERS, DAYS, MONTHS, st.data())
def test_everybody_before_anybody_again_also_across_the_year(members, first, months, data):
    after = data.draw(st.sampled_from([None, *members]))
    turns = year_of_turns(members, first=first, months=months, after=after)
    chairs = [turn.chair for turn in turns]

    for start in range(len(chairs)):
        some = chairs[start : start + len(members)]
        assert len(set(some)) == len(some)
    if after is not None and len(members) > 1:
        assert chairs[0] != after


def test_nobody_and_broken_years_are_refused():
    for members, months in (([], 1), ([1], 5)):
        with pytest.raises(ValueError, match="year"):
            year_of_turns(members, first=SINCE, months=months)


@pytest.fixture
def alliance(place):
    by = place.actor("secretary")
    row = actions.ally(place.community, name="五级联盟", since=SINCE, by=by)
    for level in AllianceLevel:
        actions.join_alliance(row, level=level, name=f"{level}党支部", since=SINCE, by=by)
    return row


def value(place, as_of=TODAY):
    return REGISTER["F75"].value(place.community, None, as_of)


def test_f75_counts_levels_and_not_members(place, other_place, alliance):
    assert value(place) == 5
    actions.join_alliance(alliance, level="city", name="又一家", since=SINCE, by=place.actor("secretary"))
    other = actions.ally(other_place.community, name="别处", since=SINCE, by=other_place.actor("secretary"))
    actions.join_alliance(other, level="city", name="别家", since=SINCE, by=other_place.actor("secretary"))
    assert value(place) == 5
    assert value(place, SINCE - DAY) == 0

    AllianceMember.objects.filter(level="province").update(valid_to=TODAY - DAY)
    assert value(place) == 4


def test_the_next_year_goes_on_after_the_last_chair(place, alliance):
    by = place.actor("secretary")
    actions.rotate(alliance, first=SINCE, months=1, by=by)
    last = AllianceTurn.objects.order_by("-ends_on")[0]

    with pytest.raises(DomainError):
        actions.rotate(alliance, first=dt.date(2026, 12, 31), months=1, by=by)
    actions.rotate(alliance, first=dt.date(2027, 1, 1), months=1, by=by)

    turns = list(AllianceTurn.objects.order_by("starts_on"))
    assert len(turns) == 24
    assert turns[12].member_id != last.member_id
    assert allied.shown(place.community).chair.starts_on == dt.date(2026, 3, 1)


def test_an_alliance_without_members_has_no_chair(place):
    row = actions.ally(place.community, name="空", since=SINCE, by=place.actor("secretary"))

    with pytest.raises(DomainError):
        actions.rotate(row, first=SINCE, months=1, by=place.actor("secretary"))


def url(place, name, *rest):
    return reverse(f"cobuilding:{name}", args=[place.community.slug, *rest])


def test_the_desk_keeps_the_alliance_and_everybody_reads_it(place, enter, alliance):
    browser, member = enter(place.users["clerk"]), alliance.members.first()
    pressed = (
        ("rotate", {"first": "2026-03-01", "months": "1"}),
        ("agree", {"member": str(member.pk), "title": "共建协议一", "signed_on": "2026-03-01", "since": "2026-03-01", "until": "", "member_gives": "场地", "community_gives": "人手"}),
        ("raise_matter", {"kind": Track.DISCUSS, "title": "巷口路灯", "project": ""}),
        ("join_alliance", {"level": "street", "organisation": "", "name": "街道第二支部", "since": "2026-03-01"}),
    )  # fmt: skip
    for name, typed in pressed:
        assert browser.get(url(place, name)).status_code == 200
        answer = browser.post(url(place, name), {"act_id": str(uuid4()), **typed})
        assert answer.status_code == 302, (name, answer.context["form"].errors)
    matter = AllianceMatter.objects.get()
    browser.post(
        url(place, "settle_matter", matter.pk),
        {"act_id": str(uuid4()), "state": state_of(matter), "outcome": "换了三盏"},
    )

    for page in (browser.get(url(place, "alliance")), Client().get(url(place, "public_alliance"))):
        words = page.content.decode()
        assert "街道第二支部" in words
        assert "换了三盏" in words
    assert papers.agreement_pdf(allied.agreements(alliance)[0], by=place.actor("clerk")).startswith(b"%PDF")


def test_a_grid_worker_reads_and_does_not_write(place, enter, alliance):
    browser = enter(place.users["grid_worker"])

    assert browser.get(url(place, "alliance")).status_code == 200
    assert browser.get(url(place, "rotate")).status_code == 403


def test_the_page_asks_as_often_for_many_as_for_one(place, enter, alliance, django_assert_max_num_queries):
    browser, by = enter(place.users["clerk"]), place.actor("clerk")
    browser.get(url(place, "alliance"))
    asked = []
    for count in (1, 5):
        for number in range(count):
            actions.raise_matter(alliance, kind=Track.SERVE, title=f"第{number}件", by=by)
        with django_assert_max_num_queries(12) as counted:
            browser.get(url(place, "alliance"))
        asked.append(len(counted))

    assert asked[0] == asked[1]
