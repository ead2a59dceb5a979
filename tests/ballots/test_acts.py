"""The acts of an election (R-07): with the numbers of the vectors, refused where they must be, and what comes of it."""

import datetime as dt

import pytest

from linli.ballots import actions, queries
from linli.ballots.models import (
    Candidate,
    Count,
    Elected,
    ElectionStep,
    Elector,
    LeftOut,
    Poll,
    Reading,
    What,
    Why,
)
from linli.core.audit import AuditEntry
from linli.core.errors import DomainError
from linli.core.workflow import Overtaken, TransitionError
from linli.organisations.models import Approval, CommitteeMember, CommitteeTerm, Level, PartyOrganisation
from linli.rulebook.verdict import Outcome
from tests.ballots.electing import (
    DAY,
    NAMES,
    again,
    approved,
    both,
    branch,
    count,
    electors,
    join,
    listed,
    listed_names,
    nominated,
    planned,
    polling,
    posts,
    reported,
    sums,
    take,
)
from tests.people import SINCE, person

RULE = "中国共产党基层组织选举工作条例"


def test_an_election_from_the_plan_to_the_approval_seats_a_new_committee(place):
    organisation = branch(place)
    before = join(place, organisation, "老书记")
    CommitteeTerm.objects.create(
        community=place.community, organisation=organisation, begins_on=SINCE, ends_on=dt.date(2025, 1, 1)
    )
    CommitteeMember.objects.create(
        community=place.community,
        organisation=organisation,
        person=before,
        post="secretary",
        valid_from=SINCE,
    )

    row = approved(place, organisation, present=33)

    term = CommitteeTerm.objects.get(ended_on__isnull=True)
    assert (row.status, term.begins_on, term.ends_on) == ("approved", DAY, dt.date(2031, 3, 9))
    seats = CommitteeMember.objects.filter(valid_to__isnull=True).order_by("id")
    assert [(one.person.name, one.post) for one in seats] == [
        (name, "member" if n else "secretary") for n, name in enumerate(listed_names(row)[:5])
    ]
    assert CommitteeMember.objects.get(person=before).valid_to == DAY - dt.timedelta(days=1)
    assert Approval.objects.get().matter == "election"
    assert row.approval == Approval.objects.get()
    said = AuditEntry.objects.filter(subject_id=row.pk).values_list("action", flat=True)
    assert {
        f"ballots.{verb}"
        for verb in (
            "plan",
            "list_electors",
            "nominate",
            "open_poll",
            "count",
            "conclude",
            "report",
            "approve",
        )
    } <= set(said)


def test_the_time_table_is_counted_from_the_day_of_the_meeting(place):
    row = planned(place, day=dt.date(2026, 6, 30))
    days = {one.step: one.planned_on for one in queries.milestones_of(row)}

    assert days["meeting"] == dt.date(2026, 6, 30)
    assert days["ask"] == dt.date(2026, 5, 11)
    assert list(days.values()) == sorted(days.values())

    actions.tick(row, step="ask", done_on=DAY, by=place.actor("secretary"))
    row = take(place, row, "replan", meeting_on=dt.date(2026, 7, 7))
    moved = {one.step: (one.planned_on, one.done_on) for one in queries.milestones_of(row)}
    assert moved["meeting"] == (dt.date(2026, 7, 7), None)
    assert moved["ask"] == (dt.date(2026, 5, 11), DAY)


def test_the_list_holds_who_has_a_vote_and_tells_namesakes_apart(place):
    organisation = branch(place, members=3)
    join(place, organisation, "预备小韩", full=False)
    join(place, organisation, NAMES[0])

    row = listed(place, organisation, seats=1)

    assert (row.entitled, row.eligible) == (4, 4)
    labels = [one.label for one in queries.electors_of(row)]
    assert "预备小韩" not in labels
    assert sum(NAMES[0] in label for label in labels) == 2
    assert len(set(labels)) == 4


def test_a_committee_is_elected_by_the_members_of_all_branches_below(place):
    top = PartyOrganisation.objects.create(
        community=place.community, name="社区大党委", level=Level.JOINT_COMMITTEE, valid_from=SINCE
    )
    branch(place, members=10, parent=top)
    branch(place, "二支部", members=7, parent=top)
    branch(place, "别处支部", members=5)

    assert listed(place, top).entitled == 17


def test_nobody_is_left_out_without_the_paper_of_the_superior(place):
    row = listed(place)
    who = electors(row, NAMES[7])[0]

    with pytest.raises(DomainError):
        take(place, row, "leave_out", elector=who, left_out=LeftOut.FRAIL, paper=" ")
    row = take(place, row, "leave_out", elector=who, left_out=LeftOut.FRAIL, paper="平街党组〔2026〕3号")
    assert (row.entitled, row.eligible) == (40, 39)
    with pytest.raises(DomainError):
        take(place, row, "leave_out", elector=who, left_out=LeftOut.FRAIL, paper="又一次")

    row = take(place, row, "list_electors")
    assert (row.entitled, row.eligible) == (40, 39)
    row = take(place, row, "count_in", elector=who)
    assert (row.eligible, Elector.objects.exclude(left_out="").count()) == (40, 0)


def test_five_candidates_for_five_seats_are_refused_with_rule_source_and_numbers(place):
    row = listed(place)
    five = list(queries.electors_of(row))[:5]

    with pytest.raises(DomainError) as refused:
        take(place, row, "nominate", candidates=five)

    assert refused.value.field == "candidates"
    for words in ("至少 6 名", "现有 5 名", "R-07", RULE):
        assert words in str(refused.value)
    assert again(row).status == "listed"


def test_a_secretary_without_a_committee_may_stand_alone(place):
    row = listed(place, branch(place, members=5), seats=1, what=What.SECRETARY)

    row = take(place, row, "nominate", candidates=electors(row, NAMES[0]))

    assert row.status == "nominated"
    with pytest.raises(DomainError):
        planned(place, branch(place, "二支部", members=3), seats=2, what=What.SECRETARY)


def test_nobody_stands_twice(place):
    row = listed(place)
    twice = [*list(queries.electors_of(row))[:5], queries.electors_of(row)[0]]

    with pytest.raises(DomainError):
        take(place, row, "nominate", candidates=twice)


def test_thirty_one_of_forty_are_too_few_and_thirty_two_are_enough(place):
    row = nominated(place)

    with pytest.raises(DomainError) as refused:
        take(place, row, "open_poll", held_on=DAY, present=31, ballots_out=31)

    assert refused.value.field == "present"
    for words in ("到会 31 人", "应到 40 人的 4/5", "R-07", RULE):
        assert words in str(refused.value)
    assert take(place, row, "open_poll", held_on=DAY, present=32, ballots_out=32).status == "polling"


@pytest.mark.parametrize(("present", "ballots_out", "field"), [(41, 32, "present"), (32, 33, "ballots_out")])
def test_no_more_come_than_are_entitled_and_no_more_ballots_go_out_than_people_came(
    place, present, ballots_out, field
):
    row = nominated(place)

    with pytest.raises(DomainError) as refused:
        take(place, row, "open_poll", held_on=DAY, present=present, ballots_out=ballots_out)

    assert refused.value.field == field


def test_no_vote_is_held_on_a_day_to_come(place):
    row = nominated(place, day=dt.date(2026, 4, 1))

    with pytest.raises(DomainError):
        take(place, row, "open_poll", held_on=dt.date(2026, 4, 1), present=40, ballots_out=40)


def test_thirty_three_ballots_of_thirty_two_are_refused_and_the_vote_can_be_declared_void(place):
    row = polling(place)

    with pytest.raises(DomainError) as refused:
        count(place, row, (30, 29, 28, 27, 26, 10), ballots_in=33)

    assert refused.value.field == "ballots_in"
    for words in ("收回 33 张", "发出 32 张", "R-07", RULE):
        assert words in str(refused.value)
    assert not Count.objects.exists()
    row = take(place, row, "void_poll", reason="收回 33 张，多于发出 32 张")
    first, second = Poll.objects.order_by("number")
    assert (row.status, first.is_void, second.kind) == ("nominated", True, "repeat")
    assert second.candidates.count() == 6


@pytest.mark.parametrize(
    "wrong",
    [
        {"votes": (33, 0, 0, 0, 0, 0)},  # more than ballots
        {"votes": (30, 0, 0, 0, 0, 0), "void": 3},  # more than valid ballots
        {"votes": (0, 0, 0, 0, 0, 0), "void": 33},
        {"votes": (32, 32, 32, 32, 32, 1)},  # six names on a ballot for five seats
    ],
)  # fmt: skip
def test_sums_that_cannot_be_are_refused(place, wrong):
    row = polling(place)

    with pytest.raises(DomainError):
        count(place, row, **wrong)

    assert not Count.objects.exists()


def test_one_person_never_enters_both_counts(place):
    row = polling(place)
    count(place, row, (30, 29, 28, 27, 26, 10))

    with pytest.raises(DomainError):
        count(place, row, (30, 29, 28, 27, 26, 10))

    assert Count.objects.count() == 1


@pytest.mark.parametrize(
    ("counter", "scrutineer"),
    [("计票甲", "监票丙"), (sorted(NAMES)[0], "监票丙"), ("计票乙", sorted(NAMES)[1]), ("计票乙", "计票乙")],
)
def test_who_counts_is_another_and_no_candidate(place, counter, scrutineer):
    row = polling(place)
    count(place, row, (30, 29, 28, 27, 26, 10))
    given = sums(row, (30, 29, 28, 27, 26, 10))
    given = actions.Counted(counter, scrutineer, given.ballots_in, given.ballots_void, given.votes)

    with pytest.raises(DomainError):
        actions.count(again(row), given, by=place.actor("dangwu"))


def test_a_candidate_enters_no_count(place):
    organisation = branch(place, members=10)
    join(place, organisation, "一号候选", user=place.users["secretary"])
    row = listed(place, organisation, seats=1)
    row = take(place, row, "nominate", candidates=electors(row, "一号候选", NAMES[0]))
    row = take(place, row, "open_poll", held_on=DAY, present=11, ballots_out=11)

    with pytest.raises(DomainError):
        count(place, row, (8, 3), ballots_in=11)


def test_a_third_count_is_refused(place):
    row = both(place, polling(place), (30, 29, 28, 27, 26, 10))
    person(place, "third", "party_worker")
    given = sums(row, (30, 29, 28, 27, 26, 10))
    other = actions.Counted("计票丁", "监票丙", given.ballots_in, given.ballots_void, given.votes)

    with pytest.raises(DomainError):
        actions.count(again(row), other, by=place.actor("third"))


def test_counts_that_differ_decide_nothing_until_they_are_counted_again(place):
    row = polling(place)
    count(place, row, (30, 29, 28, 27, 26, 10))
    count(place, row, (30, 29, 28, 26, 26, 10), who="dangwu")

    held = queries.last_round(again(row))
    assert (held.differs, held.verdict) == (True, None)
    assert [person.label for person, _numbers, differs in held.lines if differs] == [listed_names(row)[3]]
    with pytest.raises(DomainError):
        take(place, row, "conclude")

    fresh = again(row)
    actions.recount(
        fresh, sums(row, (30, 29, 28, 27, 26, 10), who="dangwu"), reason="漏唱一票", by=place.actor("dangwu")
    )
    assert queries.last_round(again(row)).agreed
    assert Count.objects.filter(stands=False).count() == 1
    assert take(place, row, "conclude").status == "decided"


def test_only_who_entered_a_count_enters_it_anew(place):
    row = polling(place)
    count(place, row, (30, 29, 28, 27, 26, 10))

    with pytest.raises(DomainError):
        actions.recount(
            again(row),
            sums(row, (30, 29, 28, 27, 26, 10), who="dangwu"),
            reason="再数",
            by=place.actor("dangwu"),
        )


@pytest.mark.parametrize(
    ("votes", "outcome"),
    [(16, Outcome.NOT_MET), (17, Outcome.CONFLICT), (20, Outcome.CONFLICT), (21, Outcome.CARRIED)],
)
def test_between_half_of_those_present_and_half_of_those_entitled_the_readings_differ(place, votes, outcome):
    row = both(place, polling(place, seats=1, candidates=2), (votes, 2))

    assert queries.last_round(again(row)).outcome == outcome


@pytest.mark.parametrize(
    ("reading", "outcome"), [(Reading.PRESENT, "decided"), (Reading.ELIGIBLE, "polling")]
)
def test_a_conflict_waits_for_the_ruling_of_the_chief_scrutineer(place, reading, outcome):
    row = both(place, polling(place, seats=1, candidates=2), (18, 2))
    for verb, more in (("conclude", {}), ("next_round", {}), ("reduce_seats", {"consented": 32})):
        with pytest.raises(DomainError):
            take(place, row, verb, **more)
    with pytest.raises(DomainError):
        take(place, row, "rule", reading=reading, ruled_by="总监票人", source="  ")

    row = take(place, row, "rule", reading=reading, ruled_by="总监票人", source="选举办法第九条")

    if reading == Reading.PRESENT:
        row = take(place, row, "conclude")
        assert Elected.objects.get().votes == 18
    else:
        with pytest.raises(DomainError):
            take(place, row, "conclude")
    assert again(row).status == outcome
    poll = Poll.objects.get()
    assert (poll.ruled_reading, poll.ruled_source) == (reading, "选举办法第九条")


def test_without_a_conflict_there_is_nothing_to_rule_on(place):
    row = both(place, polling(place), (30, 29, 28, 27, 26, 10))

    with pytest.raises(DomainError):
        take(place, row, "rule", reading=Reading.PRESENT, ruled_by="总监票人", source="选举办法第九条")


def test_a_tie_at_the_fifth_seat_is_voted_once_more_among_the_two(place):
    row = both(place, polling(place), (28, 27, 26, 25, 24, 24))

    row = take(place, row, "next_round")

    poll = Poll.objects.order_by("number").last()
    assert (row.status, poll.kind, poll.seats) == ("nominated", "tie", 1)
    assert Candidate.objects.filter(poll=poll).count() == 2
    assert Elected.objects.count() == 4
    with pytest.raises(DomainError):
        take(place, row, "nominate", candidates=list(queries.electors_of(row))[:2])
    row = take(place, row, "open_poll", held_on=DAY, present=32, ballots_out=32)
    row = take(place, both(place, row, (22, 10)), "conclude")
    assert (row.status, Elected.objects.count()) == ("decided", 5)


def test_among_those_level_the_most_votes_are_a_reading_of_their_own(place):
    row = both(place, polling(place), (28, 27, 26, 25, 24, 24))
    row = take(place, row, "next_round")
    row = take(place, row, "open_poll", held_on=DAY, present=32, ballots_out=32)
    row = both(place, row, (15, 14))

    assert queries.last_round(row).outcome == Outcome.CONFLICT
    row = take(place, row, "rule", reading=Reading.MOST, ruled_by="总监票人", source="选举办法：得票多的当选")
    assert take(place, row, "conclude").status == "decided"


def test_an_empty_seat_is_voted_on_again_or_stays_empty_by_more_than_half(place):
    row = both(place, polling(place), (30, 29, 28, 27, 10, 9))
    rest = [one.elector for one in queries.last_round(row).candidates][4:]
    with pytest.raises(DomainError):
        take(place, row, "reduce_seats", consented=16)
    with pytest.raises(DomainError) as refused:
        take(place, row, "next_round", candidates=rest[:1])
    assert refused.value.field == "candidates"
    assert Elected.objects.count() == 0

    row = take(place, row, "next_round", candidates=rest)
    row = take(place, row, "open_poll", held_on=DAY, present=32, ballots_out=32)
    row = both(place, row, (16, 16))
    row = take(place, row, "reduce_seats", consented=17)

    assert (row.status, row.reduced, row.consented) == ("decided", 1, 17)
    assert Elected.objects.count() == 4


def test_who_is_written_in_is_counted_and_may_be_elected(place):
    row = both(place, polling(place, seats=1, candidates=2), (5, 4), **{NAMES[20]: 23})

    take(place, row, "conclude")

    assert Elected.objects.get().elector.person.name == NAMES[20]


def test_who_is_not_in_the_list_is_not_written_in(place, other_place):
    row = polling(place)
    elsewhere = listed(other_place, branch(other_place))
    given = sums(row, (1,))
    wrong = actions.Counted(given.counter, given.scrutineer, 32, 0, {electors(elsewhere, NAMES[0])[0].pk: 3})

    with pytest.raises(DomainError):
        actions.count(again(row), wrong, by=place.actor("secretary"))


def test_after_the_first_ballot_neither_day_nor_list_is_changed(place):
    row = polling(place)
    row = take(place, row, "void_poll", reason="多出一张")

    for verb, more in (("replan", {"meeting_on": DAY}), ("list_electors", {})):
        with pytest.raises(DomainError):
            take(place, row, verb, **more)


def test_who_has_no_vote_any_more_is_off_the_list_and_no_candidate(place):
    row = nominated(place)
    gone = electors(row, listed_names(row)[0])[0]
    from linli.party.models import BranchMembership

    BranchMembership.objects.filter(member__person=gone.person_id).update(valid_to=SINCE)

    row = take(place, row, "list_electors")

    assert (row.status, row.entitled, Candidate.objects.count()) == ("listed", 39, 5)


def test_where_no_candidate_has_a_vote_any_more_others_are_named(place):
    from linli.party.models import BranchMembership

    row = nominated(place, branch(place, members=12), seats=1, candidates=2)
    gone = [one.elector.person_id for one in Candidate.objects.select_related("elector")]
    BranchMembership.objects.filter(member__person__in=gone).update(valid_to=SINCE)

    row = take(place, row, "list_electors")
    row = take(place, row, "nominate", candidates=list(queries.electors_of(row))[:2])

    assert (row.entitled, queries.last_round(row).poll.number, Candidate.objects.count()) == (10, 1, 2)


def test_a_stale_page_is_refused(place):
    row = planned(place)
    old = again(row)
    take(place, row, "list_electors")

    with pytest.raises(Overtaken):
        actions.list_electors(old, by=place.actor("secretary"), version=old.version)


def test_one_election_runs_at_a_time_and_another_after_it_is_called_off(place):
    row = planned(place)
    with pytest.raises(DomainError):
        planned(place)

    take(place, row, "call_off", reason="推迟到明年")

    assert planned(place).status == "planned"
    with pytest.raises(TransitionError):
        take(place, row, "list_electors")


def test_an_approval_names_one_secretary(place):
    row = reported(place)
    told = {"office": "平川街道党工委", "document_number": "平街党组〔2026〕7号", "approved_on": DAY}
    everybody = dict.fromkeys(posts(row), "member")
    for wrong in (everybody, dict.fromkeys(posts(row), "secretary")):
        with pytest.raises(DomainError):
            take(place, row, "approve", posts=wrong, **told)

    assert again(row).status == "reported"
    assert not Approval.objects.exists()


def test_a_by_election_begins_no_new_term(place):
    row = approved(place, seats=1, candidates=2, votes=(30, 2), why=Why.BY_ELECTION)

    assert row.status == "approved"
    assert not CommitteeTerm.objects.exists()
    assert CommitteeMember.objects.get().valid_from == DAY


def test_a_group_elects_no_committee(place):
    group = PartyOrganisation.objects.create(
        community=place.community, name="一组", level=Level.GROUP, valid_from=SINCE
    )
    with pytest.raises(DomainError):
        planned(place, group)


def test_without_members_there_is_no_list(place):
    with pytest.raises(DomainError):
        listed(place, branch(place, members=0))


def test_the_steps_are_ticked_as_the_election_goes_on(place):
    row = approved(place)
    done = set(
        ElectionStep.objects.filter(election=row, done_on__isnull=False).values_list("step", flat=True)
    )

    assert {"list", "meeting", "report", "approval"} <= done
