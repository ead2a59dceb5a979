"""The acts of a development file, with the numbers of R-06."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from linli.admissions import actions, queries, steps
from linli.admissions.actions import Evidence
from linli.admissions.models import (
    Admission,
    AdmissionHelper,
    AdmissionStep,
    AssemblyVote,
    Decision,
    Ending,
    Role,
)
from linli.core import clock
from linli.core.audit import AuditEntry
from linli.core.errors import DomainError
from linli.core.workflow import Overtaken, TransitionError
from linli.organisations.models import Level
from linli.party import actions as party
from linli.party.models import BranchMembership, PartyMember
from tests.admissions.admitting import (
    DAYS,
    again,
    applicant,
    applied,
    helpers,
    moment,
    take,
    until,
    vote,
    voters,
)
from tests.meetings.meeting import until as meeting
from tests.pledges.pledging import branch, member

DAY = dt.timedelta(days=1)


def refused(field, act, *args, **more):
    """The act is refused beside a field; what it says."""
    with pytest.raises(DomainError) as why:
        act(*args, **more)
    assert why.value.field == field, str(why.value)
    return str(why.value)


def test_a_file_goes_from_the_application_to_conversion(place):
    row = until(place, 25)

    assert row.status == "full"
    assert set(queries.file_of(row).done) == set(range(1, 26))
    made = PartyMember.objects.get(person=row.person)
    assert (made.joined_on, made.full_on, row.member) == (DAYS[15], dt.date(2024, 11, 10), made)
    assert BranchMembership.objects.get(member=made).branch == row.branch
    assert AuditEntry.objects.filter(action="party.become_full", subject_id=made.pk).count() == 1


def test_nobody_applies_before_eighteen(place):
    young = applicant(place, born_on=dt.date(2008, 6, 1))
    older = applicant(place, "小田", born_on=dt.date(2008, 3, 10))

    said = refused("done_on", applied, place, young, done_on=dt.date(2026, 3, 10))
    assert "18" in said
    assert "17" in said
    assert "章程" in said
    assert applied(place, older, done_on=dt.date(2026, 3, 10)).status == "applicant"
    assert Admission.objects.count() == 1


@pytest.mark.parametrize(("day", "fits"), [("2026-05-31", False), ("2026-06-01", True)])
def test_the_age_counts_on_the_day_of_the_application(place, day, fits):
    who = applicant(place, born_on=None)
    given = {"done_on": dt.date.fromisoformat(day), "born_on": dt.date(2008, 6, 1)}

    with clock.at(moment(given["done_on"], 10)):
        if fits:
            applied(place, who, **given)
            who.refresh_from_db()
            assert who.born_on is None
        else:
            refused("done_on", applied, place, who, **given)


def test_without_a_date_of_birth_it_is_asked(place):
    refused("born_on", applied, place, applicant(place, born_on=None))


def test_a_member_and_who_has_a_file_open_none(place):
    row = applied(place)
    inside = member(place, "党员小陶")

    refused("name", applied, place, row.person)
    refused("name", applied, place, inside.person)


def test_an_activist_becomes_a_target_after_a_year_and_not_a_day_before(place):
    row = until(place, 5, without=(3, 4, 5))
    row = take(place, row, 3, dt.date(2025, 3, 10))
    row = take(place, row, 4, dt.date(2025, 3, 20))
    row = take(place, row, 5, dt.date(2025, 3, 20))
    actions.note_review(row, reviewed_on=dt.date(2025, 9, 1), words="积极", by=place.actor("secretary"))
    row = take(place, row, 6, dt.date(2026, 3, 1), unreviewed=True)

    said = refused("done_on", take, place, row, 7, dt.date(2026, 3, 9))
    assert "2026-03-10" in said
    assert "R-06" in said
    assert "细则" in said
    assert again(row).status == "activist"
    assert take(place, row, 7, dt.date(2026, 3, 10)).status == "target"


def test_no_step_before_those_it_rests_on(place):
    row = applied(place)

    said = refused("done_on", take, place, row, 4)
    assert "3." in said
    row = take(place, row, 2, dt.date(2022, 1, 20))
    refused("done_on", take, place, row, 3, dt.date(2022, 1, 19))
    refused("done_on", take, place, row, 2)
    assert AdmissionStep.objects.count() == 2


def test_nothing_is_written_of_a_day_to_come(place):
    refused("done_on", take, place, applied(place), 2, dt.date(2026, 3, 11))


def test_a_late_talk_is_written_down_all_the_same(place):
    row = take(place, applied(place), 2, dt.date(2022, 5, 1))

    assert queries.file_of(row).done[2] == dt.date(2022, 5, 1)


def test_who_is_overtaken_is_told_so(place):
    row = applied(place)
    stale = row.version
    take(place, row, 2)

    with pytest.raises(Overtaken):
        actions.name_activist(row, done_on=DAYS[3], by=place.actor("secretary"), version=stale + 5)


def test_contact_persons_are_one_or_two_full_members(place):
    row, here = until(place, 4), voters(place, 3)
    trial = PartyMember.objects.create(
        community=place.community, person=applicant(place, "预备的小倪"), joined_on=dt.date(2025, 12, 1)
    )
    barred = here[2]
    party.bar_from_voting(
        barred, reason="留党察看一年", since=dt.date(2022, 1, 1), by=place.actor("secretary")
    )
    for wrong in ([], here, [trial], [barred], [here[0], barred]):
        refused("members", _contacts, place, row, wrong)

    row = _contacts(place, row, here[:1])
    assert [one.member for one in AdmissionHelper.objects.all()] == here[:1]
    assert 5 in queries.file_of(row).done


def _contacts(place, row, members, role=Role.CONTACT, day=DAYS[5]):
    row = again(row)
    actions.name_helpers(
        row, role=role, members=members, done_on=day, by=place.actor("secretary"), version=row.version
    )
    return again(row)


def test_sponsors_are_two(place):
    row, here = until(place, 8), voters(place, 3)

    refused("members", _contacts, place, row, here[:1], Role.SPONSOR, DAYS[9])
    row = _contacts(place, row, here[:2], Role.SPONSOR, DAYS[9])
    assert AdmissionHelper.objects.filter(role=Role.SPONSOR).count() == 2


def test_helpers_are_replaced_from_a_day_on(place):
    row, here = until(place, 4), voters(place, 3)
    row = _contacts(place, row, here[:2])
    row = _contacts(place, row, [here[1], here[2]], day=DAYS[5] + 30 * DAY)

    rows = {one.member: one for one in AdmissionHelper.objects.all()}
    assert rows[here[0]].valid_to == DAYS[5] + 29 * DAY
    assert rows[here[1]].valid_to is None
    assert rows[here[2]].valid_from == DAYS[5] + 30 * DAY
    assert list(queries.file_of(row).done).count(5) == 1
    refused("done_on", _contacts, place, row, [here[0]], day=DAYS[5])


def test_observation_needs_a_review_of_that_time(place):
    row = until(place, 5)

    said = refused("done_on", take, place, row, 6, unreviewed=True)
    assert "R-06" in said
    assert take(place, row, 6).status == "activist"


def test_reviews_begin_with_the_activist_and_stand_once_a_day(place):
    by = place.actor("secretary")
    row = until(place, 2)
    with pytest.raises(DomainError):
        actions.note_review(row, reviewed_on=DAYS[2], words="太早", by=by)
    row = take(place, row, 3)
    actions.note_review(row, reviewed_on=DAYS[3], words="好", by=by)

    assert refused("reviewed_on", actions.note_review, row, reviewed_on=DAYS[3], words="又", by=by)


@pytest.mark.parametrize(
    ("days", "hours", "fits"), [(2, "20", False), (2, "24", True), (3, "20", True), (2, "23.9", False)]
)
def test_training_is_three_days_or_twenty_four_hours(place, days, hours, fits):
    row = until(place, 10)
    shown = Evidence("培训班", "", None, days, Decimal(hours))

    if fits:
        take(place, row, 11, shown=shown)
        assert AdmissionStep.objects.get(number=11).training_hours == Decimal(hours)
    else:
        said = refused("training_days", take, place, row, 11, shown=shown)
        assert "24" in said


@pytest.mark.parametrize(
    ("counts", "outcome"),
    [
        ({"entitled": 16, "present": 8, "yes_present": 8, "no": 0}, "blocked"),
        ({"entitled": 16, "present": 9, "yes_present": 9, "no": 0}, "carried"),
        ({"entitled": 16, "present": 16, "yes_present": 8, "no": 8}, "lost"),
        ({"entitled": 15, "present": 9, "yes_present": 7, "no": 2, "written_yes": 2, "written_filed_at": moment(DAYS[15] - DAY)}, "carried"),
        ({"entitled": 15, "present": 9, "yes_present": 7, "no": 2, "written_yes": 2, "written_filed_at": moment(DAYS[15])}, "lost"),
        ({"entitled": 15, "present": 9, "yes_present": 7, "no": 3}, "blocked"),
        ({"entitled": 15, "present": 9, "yes_present": 7, "no": 2, "written_yes": 2}, "blocked"),
        ({"entitled": 10, "present": 9, "yes_present": 9, "no": 0, "written_yes": 2, "written_filed_at": moment(DAYS[15] - DAY)}, "blocked"),
    ],
)  # fmt: skip
def test_the_vote_on_admission(place, counts, outcome):
    row = until(place, 14)
    if outcome == "blocked":
        with pytest.raises(DomainError):
            vote(place, row, **counts)
        assert (AssemblyVote.objects.count(), again(row).version) == (0, row.version)
        return
    row = vote(place, row, **counts)

    assert AssemblyVote.objects.get().carried == (outcome == "carried")
    assert (15 in queries.file_of(row).done) == (outcome == "carried")
    assert row.status == "target"


def test_a_lost_vote_ends_nothing_and_another_may_follow(place):
    row = vote(place, until(place, 14), yes_present=8, no=4)
    row = vote(place, row, day=DAYS[15] + DAY)

    assert [one.carried for one in AssemblyVote.objects.order_by("held_at")] == [False, True]
    assert 15 in queries.file_of(row).done


def test_a_meeting_of_another_branch_decides_nothing_here(place):
    row = until(place, 2)
    other = meeting(place, "filed", kind="committee_meeting")

    refused("meeting", take, place, row, 3, shown=Evidence(meeting=other))


def test_a_general_branch_approves_nobody(place):
    row = until(place, 16)

    said = refused("approver_level", take, place, row, 17, approver_level=Level.GENERAL_BRANCH)
    assert "党总支" in said
    assert not PartyMember.objects.filter(person=row.person).exists()
    assert take(place, row, 17).status == "probationary"


def test_who_is_in_the_register_already_is_not_entered_twice(place):
    row = until(place, 16)
    by = place.actor("secretary")
    known = party.enter(row.person, branch=row.branch, joined_on=DAYS[15] - DAY, since=DAYS[15], by=by)

    refused("done_on", take, place, row, 17)
    PartyMember.objects.filter(pk=known.pk).update(joined_on=DAYS[15])
    row = take(place, row, 17)
    assert row.member == known
    assert PartyMember.objects.filter(person=row.person).count() == 1


def test_conversion_is_not_decided_before_probation_is_over(place):
    row = until(place, 22)

    said = refused("held_at", take, place, row, 23, DAYS[15].replace(year=2024) - DAY)
    assert "2024-11-10" in said
    assert 23 in queries.file_of(take(place, row, 23, DAYS[15].replace(year=2024))).done


def test_probation_is_extended_once_by_six_to_twelve_months(place):
    row = until(place, 22)
    more = {"decision": Decision.EXTEND, "reason": "还要再看看"}

    assert "6" in refused("months", vote, place, row, 23, months=5, **more)
    refused("months", vote, place, row, 23, months=13, **more)
    refused("months", vote, place, row, 23, **more)
    refused("reason", vote, place, row, 23, decision=Decision.EXTEND, months=6)
    row = vote(place, row, 23, months=12, **more)
    assert 23 not in queries.file_of(row).done
    said = refused("held_at", take, place, row, 23, dt.date(2025, 11, 9))
    assert "2025-11-10" in said
    refused("months", vote, place, row, 23, dt.date(2025, 11, 10), months=6, **more)
    row = take(place, row, 23, dt.date(2025, 11, 11))
    row = take(place, row, 24, dt.date(2025, 12, 1))

    assert PartyMember.objects.get(person=row.person).full_on == dt.date(2025, 11, 10)


def test_probation_without_conversion_is_carried_out_by_people(place):
    row = vote(place, until(place, 22), 23, decision=Decision.CANCEL, reason="不具备条件")

    assert (row.status, AssemblyVote.objects.get(number=23).carried) == ("probationary", True)
    assert PartyMember.objects.get(person=row.person).ended_on is None
    by = place.actor("secretary")
    actions.end(row, ending=Ending.QUALIFICATION, reason="大会决定，上级批准", by=by, version=row.version)
    assert again(row).status == "ended"
    assert PartyMember.objects.get(person=row.person).ended_on is None


def test_a_file_is_ended_with_a_reason_and_stays_ended(place):
    row, by = applied(place), place.actor("secretary")

    refused("reason", actions.end, row, ending=Ending.WITHDRAWN, reason="", by=by, version=row.version)
    actions.end(row, ending=Ending.WITHDRAWN, reason="本人来信", by=by, version=row.version)
    with pytest.raises(TransitionError):
        take(place, row, 2)
    assert applied(place, row.person, done_on=dt.date(2025, 1, 1)).status == "applicant"


def test_the_superior_has_the_papers_after_the_assembly(place):
    row, by = until(place, 15), place.actor("secretary")

    refused("received_on", actions.note_receipt, row, received_on=DAYS[15] - DAY, by=by, version=row.version)
    row = again(row)
    actions.note_receipt(row, received_on=DAYS[15] + DAY, special=True, by=by, version=row.version)
    assert queries.file_of(row).receipts[15].special


def test_there_is_nothing_to_receive_before_the_assembly(place):
    row, by = until(place, 14), place.actor("secretary")

    refused("received_on", actions.note_receipt, row, received_on=DAYS[14], by=by, version=row.version)


def test_a_step_with_a_verb_of_its_own_is_not_taken_plainly(place):
    row = until(place, 2)

    refused("done_on", actions.take_step, row, number=3, done_on=DAYS[3], by=place.actor("secretary"), version=row.version)  # fmt: skip


def test_nobody_helps_the_own_file(place):
    row = until(place, 17)
    full = member(place, "替身", at=branch(place))
    PartyMember.objects.filter(pk=full.pk).update(
        person=row.person, ended_on=dt.date(2020, 6, 1), ending="left"
    )
    full.refresh_from_db()

    refused("members", _contacts, place, row, [full, *helpers(place)[:1]], day=DAYS[18])


def test_a_plan_stands_once_for_a_branch_and_a_year(place):
    by = place.actor("secretary")
    plan = actions.set_plan(branch(place), year=2026, targets=3, probationary=2, by=by)
    with pytest.raises(ValidationError):
        actions.set_plan(branch(place), year=2026, targets=1, probationary=1, by=by)
    until(place, 17)

    (line,) = queries.plans(by, 2023)
    assert (line.plan, line.targets, line.probationary) == (None, 1, 1)
    (line,) = queries.plans(by, 2026)
    assert (line.plan, line.targets, line.probationary) == (plan, 0, 0)


def test_steps_have_their_verb():
    assert {steps.ASSEMBLY, steps.CONVERSION} == {step.number for step in steps.STEPS if "vote" in step.asks}


def corrected(place, row, number, done_on, **more):
    row = again(row)
    actions.correct_step(
        row, number=number, done_on=done_on, by=place.actor("secretary"), version=row.version, **more
    )
    return again(row)


def test_what_was_written_down_wrong_is_put_right_and_judged_again(place):
    row = until(place, 17)

    row = corrected(place, row, 2, DAYS[2] - DAY, document_number="谈话记录1", note="柜三")
    entry = AdmissionStep.objects.get(number=2)
    assert (entry.done_on, entry.document_number, entry.note) == (DAYS[2] - DAY, "谈话记录1", "柜三")
    refused("done_on", corrected, place, row, 2, DAYS[1] - DAY)
    refused("done_on", corrected, place, row, 2, DAYS[3] + DAY)
    said = refused("done_on", corrected, place, row, 3, DAYS[7] - 364 * DAY)
    assert "R-06" in said
    refused("done_on", corrected, place, row, 15, DAYS[15] + DAY)
    refused("done_on", corrected, place, row, 18, DAYS[18])
    refused("done_on", corrected, place, row, 1, dt.date(2010, 1, 1))
    row = corrected(place, row, 15, DAYS[15], note="会议记录第三页")
    assert AdmissionStep.objects.get(number=15).note == "会议记录第三页"


def test_a_meeting_of_another_day_did_not_decide_it(place):
    row = until(place, 2)
    voters(place, 2)
    held = meeting(place, "filed", organisation=row.branch)

    refused("meeting", take, place, row, 3, shown=Evidence(meeting=held))
    take(place, row, 3, held.starts_at.date(), shown=Evidence(meeting=held))
    assert AdmissionStep.objects.get(number=3).meeting == held
