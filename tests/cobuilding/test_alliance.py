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
from linli.cobuilding.models import (
    Alliance,
    AllianceAgreement,
    AllianceLevel,
    AllianceMatter,
    AllianceMember,
    AllianceTurn,
    Track,
)
from linli.cobuilding.rotation import handed_on, year_of_turns
from linli.core.errors import DomainError
from linli.core.figures import REGISTER
from linli.core.records import state_of
from linli.core.workflow import Overtaken

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


@given(st.lists(st.integers(), min_size=2, max_size=9, unique=True), DAYS, MONTHS, st.data())
def test_who_leaves_is_followed_without_gap_or_overlap_and_what_was_stays(members, first, months, data):
    turns = year_of_turns(members, first=first, months=months)
    leaves = data.draw(st.sampled_from(members))
    since = data.draw(st.dates(turns[0].starts_on - 40 * DAY, turns[-1].ends_on + 40 * DAY))

    anew = handed_on(turns, members, leaves=leaves, since=since, can=lambda _one, _turn: True)
    stays = [
        turn._replace(ends_on=min(turn.ends_on, since - DAY)) if turn.chair == leaves else turn
        for turn in turns if turn.starts_on < since
    ]  # fmt: skip
    together = sorted([*stays, *anew], key=lambda turn: turn.starts_on)

    assert leaves not in {turn.chair for turn in anew}
    assert all(turn.starts_on >= since for turn in anew)
    assert (together[0].starts_on, together[-1].ends_on) == (turns[0].starts_on, turns[-1].ends_on)
    assert all(one.ends_on + DAY == two.starts_on for one, two in pairwise(together))
    others = len(members) - 1
    chairs = [turn.chair for turn in anew]
    assert all(len(set(chairs[n : n + others])) == len(chairs[n : n + others]) for n in range(len(chairs)))


def test_a_turn_that_nobody_can_take_falls_away():
    turns = year_of_turns(["a", "b"], first=SINCE, months=6)

    assert handed_on(turns, ["a", "b"], leaves="a", since=TODAY, can=lambda _one, _turn: False) == []


def left(member, place, last_day=TODAY, **more):
    actions.leave_alliance(
        member, **{"last_day": last_day, "reason": "单位撤并", "by": place.actor("secretary"), "seen": state_of(member), **more}
    )  # fmt: skip


def agreed(place, member, **more):
    given = {
        "title": "共建协议",
        "signed_on": SINCE,
        "since": SINCE,
        "until": None,
        "member_gives": "场地",
        "community_gives": "人手",
    }
    return actions.agree(member, **{**given, **more}, by=place.actor("secretary"))


def turns_of(alliance):
    return list(AllianceTurn.objects.filter(alliance=alliance).order_by("starts_on"))


def test_a_member_leaves_and_the_others_take_its_turns(place, alliance):
    actions.rotate(alliance, first=SINCE, months=1, by=place.actor("secretary"))
    before = turns_of(alliance)
    member = next(turn.member for turn in before if turn.is_now)
    agreement = agreed(place, member)

    left(member, place, dt.date(2026, 3, 20))

    after = turns_of(alliance)
    assert [(turn.member_id, turn.starts_on) for turn in after[:3]] == [
        (turn.member_id, turn.starts_on) for turn in before[:3]
    ]
    assert (after[2].ends_on, after[3].starts_on) == (dt.date(2026, 3, 20), dt.date(2026, 3, 21))
    assert member.pk not in {turn.member_id for turn in after[3:]}
    assert after[-1].ends_on == before[-1].ends_on
    assert all(one.ends_on + DAY == two.starts_on for one, two in pairwise(after))
    agreement.refresh_from_db()
    assert (agreement.valid_to, agreement.ending) == (dt.date(2026, 3, 20), "单位撤并")


def test_leaving_that_is_told_late_leaves_the_days_that_passed(place, alliance):
    actions.rotate(alliance, first=SINCE, months=1, by=place.actor("secretary"))
    before = turns_of(alliance)

    left(before[1].member, place, dt.date(2026, 1, 15))

    after = turns_of(alliance)
    assert [turn.pk for turn in after[:3]] == [turn.pk for turn in before[:3]]
    assert before[1].member_id not in {turn.member_id for turn in after[3:]}


def test_nobody_leaves_twice_nor_before_the_first_day_and_the_slower_is_told(place, alliance):
    member = alliance.members.first()
    seen = state_of(member)
    with pytest.raises(DomainError):
        left(member, place, SINCE - DAY)
    left(AllianceMember.objects.get(pk=member.pk), place)
    with pytest.raises(Overtaken):
        left(member, place, seen=seen)
    with pytest.raises(DomainError):
        left(AllianceMember.objects.get(pk=member.pk), place)


def test_an_agreement_ends_before_its_day_and_not_after_it(place, alliance):
    row = agreed(place, alliance.members.first(), until=dt.date(2026, 12, 31))
    by = place.actor("secretary")
    with pytest.raises(DomainError):
        actions.end_agreement(row, last_day=dt.date(2027, 1, 1), reason="双方商定", by=by, seen=state_of(row))
    actions.end_agreement(row, last_day=TODAY, reason="双方商定", by=by, seen=state_of(row))

    assert AllianceAgreement.objects.get().valid_to == TODAY


def test_an_alliance_ends_with_all_that_stands_in_it_and_another_may_follow(place, alliance):
    by = place.actor("secretary")
    actions.rotate(alliance, first=SINCE, months=1, by=by)
    agreed(place, alliance.members.first(), since=dt.date(2026, 6, 1))

    actions.end_alliance(alliance, last_day=TODAY - DAY, reason="另行结盟", by=by, seen=state_of(alliance))

    assert turns_of(alliance)[-1].ends_on == TODAY - DAY
    assert not AllianceMember.objects.filter(valid_to=None).exists()
    assert AllianceAgreement.objects.get().ending == "另行结盟"
    assert allied.shown(place.community) is None
    actions.ally(place.community, name="新联盟", since=TODAY, by=by)
    assert allied.shown(place.community).alliance.name == "新联盟"


def test_an_alliance_does_not_end_before_a_member_joins(place, alliance):
    by = place.actor("secretary")
    actions.join_alliance(alliance, level="city", name="下月来的", since=TODAY + 30 * DAY, by=by)
    with pytest.raises(DomainError):
        actions.end_alliance(alliance, last_day=TODAY, reason="另行结盟", by=by, seen=state_of(alliance))
    assert Alliance.objects.get().valid_to is None


def test_leaving_and_ending_by_their_pages_and_everybody_sees_who_is_there(place, enter, alliance):
    browser, member = enter(place.users["clerk"]), alliance.members.get(level="city")
    row = agreed(place, alliance.members.get(level="street"))
    for name, subject in (("end_agreement", row), ("leave_alliance", member), ("end_alliance", alliance)):
        page = url(place, name, subject.pk)
        form = browser.get(page).context["form"]
        typed = {
            "act_id": str(uuid4()),
            "state": form.initial["state"],
            "last_day": str(TODAY - DAY),
            "reason": "双方商定",
        }
        assert browser.post(page, {**typed, "act_id": str(uuid4()), "reason": ""}).status_code == 422
        assert browser.post(page, typed)["Location"] == url(place, "alliance")
        assert browser.post(page, typed)["Location"] == url(place, "alliance")
        assert browser.get(page).status_code == 302
        assert enter(place.users["grid_worker"]).get(page).status_code == 403
        words = Client().get(url(place, "public_alliance")).content.decode()
        assert (member.name in words) == (name == "end_agreement")
        assert ("五级联盟" in words) == (name != "end_alliance")
        assert "双方商定" not in words


def test_tracks_are_counted_for_a_year(place, enter, alliance):
    by = place.actor("secretary")
    for title in ("一", "二"):
        actions.raise_matter(alliance, kind=Track.SERVE, title=title, by=by)
    first = AllianceMatter.objects.first()
    actions.settle_matter(first, outcome="好了", by=by, seen=state_of(first))
    AllianceMatter.objects.filter(pk=first.pk).update(raised_on=dt.date(2025, 12, 1))

    assert allied.counted(alliance, 2026) == {Track.SERVE: (1, 1)}
    assert allied.counted(alliance, 2025) == {Track.SERVE: (1, 0)}
    browser = enter(place.users["clerk"])
    assert "2026 年：提出 1 件，办结 1 件" in browser.get(url(place, "alliance")).content.decode()
    assert (
        "2025 年：提出 1 件，办结 0 件" in browser.get(url(place, "alliance") + "?year=2025").content.decode()
    )
    assert browser.get(url(place, "alliance") + "?year=2x\x00").status_code == 200
