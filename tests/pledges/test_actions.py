"""What may be done with pledges, and what is refused with the draft kept."""

import pytest
from django.db import IntegrityError, transaction

from linli.core.errors import DomainError
from linli.core.workflow import Overtaken, TransitionError
from linli.pledges import actions, queries
from linli.pledges.actions import Promise, Said
from linli.pledges.models import Area, Kind, Pledge, PledgeItem, PledgeReview, Way
from linli.residents.models import Person
from tests.pledges.pledging import (
    DUE,
    THREE,
    again,
    branch,
    closed,
    delivered,
    drafted,
    in_review,
    leader,
    member,
    party_worker,
    published,
    reviewed,
    round_of,
)


def test_a_pledge_with_two_items_is_not_published_and_its_draft_is_kept(place):
    row = drafted(place, promises=THREE[:2])

    with pytest.raises(DomainError, match="R-12"):
        actions.publish(row, by=place.actor("secretary"), version=row.version)

    assert (again(row).status, row.items.count()) == ("drafted", 2)


def test_rewritten_it_is_published(place):
    row, by = drafted(place, promises=THREE[:2]), place.actor("secretary")

    actions.rewrite(row, promises=THREE, by=by, version=row.version)
    actions.publish(row, by=by, version=row.version)

    assert [item.number for item in again(row).items.all()] == [1, 2, 3]
    assert again(row).status == "published"


def test_published_words_stand_still(place):
    row = published(place)

    with pytest.raises(TransitionError):
        actions.rewrite(row, promises=THREE, by=place.actor("secretary"), version=row.version)


def test_a_member_has_one_pledge_in_a_round(place):
    who, round_ = member(place, "党员小陶"), round_of(place)
    row = drafted(place, who, round_=round_)

    with pytest.raises(DomainError):
        drafted(place, who, round_=round_)
    actions.withdraw(row, reason="重写", by=place.actor("secretary"), version=row.version)

    assert drafted(place, who, round_=round_).status == "drafted"


def test_the_database_holds_one_pledge_of_a_member(place):
    row = drafted(place)

    with pytest.raises(IntegrityError), transaction.atomic():
        Pledge.objects.create(
            community=place.community, round=row.round, organisation=row.organisation, member=row.member,
            status="drafted", code="ABC234",
        )  # fmt: skip


def test_who_is_in_no_branch_cannot_be_pledged_for(place):
    who = member(place, "党员小陶")
    who.memberships.all().delete()

    with pytest.raises(DomainError):
        drafted(place, who)


def test_an_item_is_done_once_by_an_order(place):
    row, order = published(place), place.order("resolved")
    item, by = row.items.get(number=1), place.actor("secretary")

    actions.deliver(row, item=item, evidence="灯亮了", deed=order.number, by=by, version=row.version)

    item.refresh_from_db()
    assert (item.evidence, item.deed_id, item.deed_label) == ("灯亮了", order.pk, str(order))
    with pytest.raises(DomainError):
        actions.deliver(row, item=item, evidence="又亮了", by=by, version=row.version)


def test_a_number_that_names_nothing_is_refused(place):
    row = published(place)

    with pytest.raises(DomainError) as refused:
        actions.deliver(
            row, item=row.items.get(number=1), evidence="灯亮了", deed="2026-9999", by=place.actor("secretary"),
            version=row.version,
        )  # fmt: skip

    assert refused.value.field == "deed"
    assert again(row).version == row.version


def test_consent_to_the_name_is_taken_back_as_easily_as_given(place):
    row, by = published(place, named=True), place.actor("secretary")
    assert row.public_pledger == "党员小陶"

    actions.show_name(row, named=False, by=by, version=row.version)

    assert "党员小陶" not in again(row).public_pledger


def test_an_organisation_is_named_without_asking(place):
    row = published(place, organisation=branch(place))

    assert row.public_pledger == branch(place).name
    with pytest.raises(DomainError):
        actions.show_name(row, named=False, by=place.actor("secretary"), version=row.version)


def test_a_leader_is_neither_the_pledger_nor_family(place):
    row, by = in_review(place), place.actor("secretary")

    with pytest.raises(DomainError) as own:
        actions.review(row, Said(Kind.LEADER, words="很好", leader=row.member.person), by=by)
    with pytest.raises(DomainError):
        actions.review(row, Said(Kind.LEADER, words="很好", leader=leader(place)), not_kin=False, by=by)

    assert own.value.field == "leader"
    assert not PledgeReview.objects.exists()


def test_of_a_resident_nobody_is_kept(place):
    row = in_review(place)

    made = actions.review(row, Said(Kind.PUBLIC, kept=1), by=place.actor("secretary"))

    assert made.leader is None
    with pytest.raises(IntegrityError), transaction.atomic():
        PledgeReview.objects.filter(pk=made.pk).update(leader=Person.objects.first())


def test_reviews_leave_open_pages_fresh(place):
    row = in_review(place)
    seen = row.version

    reviewed(place, row)

    assert again(row).version == seen


@pytest.mark.parametrize("kind", [Kind.SELF, Kind.LEADER, Kind.PUBLIC])
def test_without_one_of_the_three_it_is_not_closed(place, kind):
    row = in_review(place)
    reviewed(place, row, kinds=[one for one in Kind if one != kind])

    with pytest.raises(DomainError, match="R-12"):
        actions.close(row, by=place.actor("secretary"), version=row.version)
    assert again(row).status == "in_review"


def test_four_residents_are_too_few_and_one_more_sheet_is_enough(place):
    row, by = in_review(place), place.actor("secretary")
    reviewed(place, row, people=4)
    with pytest.raises(DomainError):
        actions.close(row, by=by, version=row.version)

    actions.review(row, Said(Kind.PUBLIC, way=Way.PAPER, not_kept=1), by=by)
    actions.close(row, by=by, version=row.version)

    assert again(row).closed_on is not None


def test_nobody_reviews_what_is_closed(place):
    row = closed(place)

    with pytest.raises(TransitionError):
        actions.review(row, Said(Kind.PUBLIC, kept=1), by=place.actor("secretary"))


def test_a_stale_page_does_nothing(place):
    row = published(place)

    with pytest.raises(Overtaken):
        actions.begin_review(row, by=place.actor("secretary"), version=row.version - 1)


def test_a_member_sees_the_own_pledge_and_nobody_elses(place):
    own = published(place, member(place, "党员老周", user=place.users["zhou"]))
    published(place, member(place, "党员小陶"), round_=own.round)

    assert [row.pk for row in queries.own_pledges(place.actor("zhou"))] == [own.pk]
    assert list(queries.pledges_for(place.actor("zhou"))) == []
    assert list(queries.pledges_for(place.actor("clerk"))) == []


def test_who_is_posted_at_one_branch_sees_its_pledges_alone(place):
    here = published(place)
    published(place, member(place, "党员老罗", at=branch(place, "中凯党支部")), round_=here.round)

    assert [row.pk for row in queries.pledges_for(party_worker(place, at=branch(place)))] == [here.pk]
    assert queries.pledges_for(place.actor("secretary")).count() == 2


def test_a_round_says_how_many_and_of_nobody(place):
    row = closed(place)
    drafted(place, member(place, "党员老罗"), round_=row.round)

    assert queries.stands(row.round) == {"drafts": 1, "published": 1, "reviewed": 1}
    assert set(queries.reviewed(row.round).values()) == {1}


def test_what_was_done_is_listed_by_area_and_a_draft_is_not(place):
    row = published(place)
    item = delivered(place, row)
    drafted(place, member(place, "党员老罗"), round_=row.round)

    assert queries.done_deeds(place.community) == [(str(Area.SERVICE.label), [item])]


def test_words_too_long_for_an_item_are_refused(place):
    with pytest.raises(Exception, match="deliverable"):
        drafted(place, promises=[Promise(Area.SERVICE, "长" * 121, DUE)])
    assert not PledgeItem.objects.exists()


def test_more_marks_than_people_are_refused(place):
    row = actions.report(
        branch(place), secretary=leader(place), year=2025, done="做了", lacking="少了", next_steps="再做",
        by=place.actor("secretary"),
    )  # fmt: skip
    marks = {"good": 5, "fair": 2, "middling": 0, "poor": 1}

    with pytest.raises(DomainError) as refused:
        actions.appraise(
            row, held_on=DUE.replace(month=1), attended=7, by=place.actor("secretary"), seen="", **marks
        )

    assert refused.value.field == "attended"
    assert "8" in str(refused.value)
