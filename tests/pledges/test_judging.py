"""R-12: when a pledge may be published, and when its three reviews are complete."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.pledges.judging import KINDS, LEADER, PUBLIC, SELF, Item, Review, judge_pledge, judge_reviews
from linli.rulebook.fields import BadInput
from linli.rulebook.verdict import Level
from tests.vectors.judging import SHARED, agree, vectors, verdict

ITEMS = st.lists(
    st.builds(Item, st.sampled_from(["服务", "治理", "学习", "环境"]), st.booleans()), max_size=7
)
PEOPLE = ("p", "k", "a", "b", "c", "")
REVIEWS = st.lists(
    st.builds(Review, st.sampled_from(KINDS), st.sampled_from(PEOPLE), st.integers(1, 9)), max_size=9
)


@pytest.mark.parametrize("vector", vectors("R-12"), ids=lambda vector: vector["name"])
def test_each_vector_agrees(vector):
    agree("R-12", vector)


def test_the_shared_vectors_are_those_of_the_repository():
    if not SHARED.is_dir():
        pytest.skip("no shared vectors on this machine")
    assert vectors("R-12", SHARED) == vectors("R-12")


def test_an_item_without_a_day_stops_the_pledge():
    items = [{"area": area, "due": "2026-12-31"} for area in ("服务", "治理", "学习")]
    items[1]["due"] = None

    said = verdict("R-12", {"check": "pledge", "items": items})

    assert (said.level, said.code) == (Level.BLOCK, "without_due_date")
    assert "第 2 项" in said.reason


def test_the_least_number_is_the_communitys():
    one = {"check": "pledge", "items": [{"area": "服务", "due": "2026-12-31"}], "param": {"min_items": 1}}

    assert verdict("R-12", one).level is Level.PASS


def test_an_unknown_kind_of_review_is_refused():
    with pytest.raises(BadInput):
        verdict("R-12", {"check": "reviews", "pledger": "p", "reviews": [{"kind": "自己评", "by": "p"}]})


def test_sheets_without_a_name_count_as_many_and_a_person_once():
    said = [
        Review(SELF, "p"),
        Review(LEADER, "b"),
        Review(PUBLIC, people=3),
        Review(PUBLIC, "a"),
        Review(PUBLIC, "a"),
    ]

    found = judge_reviews(said, pledger="p", kin=(), least_public=5)

    assert (found.level, found.result["public_counted"]) == (Level.BLOCK, 4)


def test_family_never_speaks_for_the_public():
    said = [Review(SELF, "p"), Review(LEADER, "b"), Review(PUBLIC, people=5), Review(PUBLIC, "k")]

    assert judge_reviews(said, pledger="p", kin=["k"], least_public=5).code == "reviewer_is_pledger_or_kin"


@given(ITEMS)
def test_a_pledge_passes_only_with_three_dated_items_in_three_areas(items):
    said = judge_pledge(items, least=3)

    dated = all(item.dated for item in items)
    assert said.blocks == (len(items) < 3 or not dated)
    assert (said.level is Level.PASS) == (dated and len({item.area for item in items}) >= 3)


@given(ITEMS, st.sampled_from(["服务", "治理", "学习"]))
def test_one_dated_item_more_never_stops_a_pledge(items, area):
    if not judge_pledge(items, least=3).blocks:
        assert not judge_pledge([*items, Item(area)], least=3).blocks


@given(REVIEWS, st.randoms())
def test_the_order_of_reviews_does_not_matter(reviews, random):
    other = list(reviews)
    random.shuffle(other)

    first, second = (judge_reviews(one, pledger="p", kin=["k"], least_public=5) for one in (reviews, other))

    assert (first.code, first.result["public_counted"]) == (second.code, second.result["public_counted"])


@given(REVIEWS)
def test_closed_means_three_kinds_enough_people_and_nobody_of_the_family(reviews):
    said = judge_reviews(reviews, pledger="p", kin=["k"], least_public=5)

    if said.result["closed"]:
        assert {review.kind for review in reviews} == set(KINDS)
        assert said.result["public_counted"] >= 5
        assert not [one for one in reviews if one.kind != SELF and one.by in {"p", "k"}]
