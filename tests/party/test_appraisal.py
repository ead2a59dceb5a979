"""民主评议党员 (R-05): the way of a round, who is graded, the cap, and that nothing follows from a grade."""

from fractions import Fraction

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from linli.core import outbox
from linli.core.audit import AuditEntry
from linli.core.errors import DomainError
from linli.core.records import state_of
from linli.core.workflow import Overtaken, TransitionError
from linli.notifications.models import Message
from linli.organisations.models import Level as OfTree
from linli.organisations.models import PartyOrganisation
from linli.party import actions, appraisal, appraisals
from linli.party.actions import Marks
from linli.party.models import AppraisalRound, Grade, GradeWord, MutualOpinion, PartyMember, SelfReview
from linli.rulebook.verdict import Level
from tests.party.appraised import Appraised
from tests.people import person

THIRD = Fraction(1, 3)


@pytest.fixture
def appraised(party):
    """A round of the first branch with three members, one of them on probation."""
    return Appraised(party)


def test_a_round_goes_its_way_and_is_closed_with_grades(appraised):
    row = appraised.until("deciding")
    for member in appraised.full:
        appraised.grade(member)

    actions.close_appraisal(row, by=appraised.by, version=row.version)

    assert (row.status, row.closed_on is not None) == ("closed", True)
    assert [line.grade for line in appraisals.lines_of(row)] == ["qualified", "qualified", ""]


def test_a_branch_is_appraised_once_a_year(appraised):
    with pytest.raises(DomainError) as refused:
        actions.open_appraisal(appraised.party.branch, year=2026, by=appraised.by)
    assert refused.value.field == "year"

    actions.call_off_appraisal(appraised.row, reason="开错了。", by=appraised.by, version=1)
    assert actions.open_appraisal(appraised.party.branch, year=2026, by=appraised.by).status == "opened"
    with pytest.raises(DomainError):
        actions.open_appraisal(appraised.party.groups[0], year=2026, by=appraised.by)
    with pytest.raises(DomainError):
        actions.open_appraisal(appraised.party.other, year=2027, by=appraised.by)


def test_nobody_is_graded_before_it_is_time(appraised):
    with pytest.raises(TransitionError):
        appraised.grade(appraised.full[0])
    appraised.until("reviewing")
    with pytest.raises(TransitionError):
        actions.count_test(appraised.row, appraised.full[0], Marks(1), by=appraised.by)


def test_who_has_no_self_review_is_not_graded_for_good(appraised):
    row = appraised.until("deciding", reviews=1)
    for member in appraised.full:
        appraised.grade(member)

    with pytest.raises(DomainError, match="评议二试"):
        actions.close_appraisal(row, by=appraised.by, version=row.version)
    appraised.review(appraised.full[1])
    actions.close_appraisal(row, by=appraised.by, version=row.version)


def test_nobody_is_graded_without_the_opinion_of_the_committee(appraised):
    appraised.until("deciding")

    with pytest.raises(DomainError) as refused:
        appraised.grade(appraised.full[0], opinion="")
    assert refused.value.field == "opinion"
    assert not Grade.objects.exists()


def test_a_probationary_member_takes_part_and_has_no_grade(appraised):
    row = appraised.until("deciding")
    appraised.review(appraised.probationary)

    with pytest.raises(DomainError) as refused:
        appraised.grade(appraised.probationary)
    assert refused.value.field == "grade"
    with pytest.raises(DomainError):
        actions.count_test(row, appraised.probationary, Marks(1), by=appraised.by)
    assert SelfReview.objects.filter(member=appraised.probationary).exists()


def test_a_member_of_another_branch_has_no_part_in_it(appraised):
    appraised.until("deciding")
    other = appraised.party.member("他支部试", branch=appraised.party.other)

    with pytest.raises(DomainError):
        appraised.grade(other)
    with pytest.raises(DomainError):
        appraised.review(other)


@pytest.mark.parametrize(("out", "came"), [(3, 4), (3, 0)])
def test_more_sheets_in_than_out_is_no_test(appraised, out, came):
    appraised.until("reviewing")

    with pytest.raises(DomainError) as refused:
        actions.hold_test(
            appraised.row,
            ballots_out=out,
            ballots_in=came,
            by=appraised.by,
            version=appraised.row.version,
        )
    assert refused.value.field == "ballots_in"


def test_no_more_marks_than_sheets(appraised):
    row = appraised.until("tested")

    with pytest.raises(DomainError):
        actions.count_test(row, appraised.full[0], Marks(2, 1, 1), by=appraised.by)
    held = row.sheet_counts.get(member=appraised.full[0])
    said = actions.count_test(row, appraised.full[0], Marks(2, 1), seen=state_of(held), by=appraised.by)
    assert said.sheets == 3


def test_what_was_said_is_kept_without_who_said_it(appraised):
    row = appraised.until("reviewing")
    actions.note_opinion(row, appraised.full[0], words="肯帮忙，发言少。", by=appraised.by)

    names = {field.name for field in MutualOpinion._meta.get_fields()}
    assert names == {"id", "community", "round", "member", "words", "written_on", "replaced_on"}


def test_words_are_said_anew_only_as_somebody_saw_them(appraised):
    row = appraised.until("reviewing", reviews=0)
    said = actions.write_self_review(row, appraised.full[0], words="第一稿", by=appraised.by)

    with pytest.raises(Overtaken):
        actions.write_self_review(row, appraised.full[0], words="第二稿", by=appraised.by)
    actions.write_self_review(row, appraised.full[0], words="第二稿", seen=state_of(said), by=appraised.by)
    assert SelfReview.objects.get().words == "第二稿"
    with pytest.raises(DomainError) as refused:
        actions.write_self_review(
            row,
            appraised.full[0],
            words="别人写的",
            from_paper=True,
            seen=state_of(SelfReview.objects.get()),
            by=appraised.by,
        )
    assert refused.value.field == "words"


def test_more_than_a_third_needs_a_reason_with_its_arithmetic(appraised):
    row = appraised.until("deciding")
    for member in appraised.full:
        appraised.grade(member, GradeWord.EXCELLENT)

    with pytest.raises(DomainError, match="2 × 1/3") as refused:
        actions.close_appraisal(row, by=appraised.by, version=row.version)
    assert refused.value.field == "cap_reason"
    actions.close_appraisal(row, cap_reason="上级批准。", by=appraised.by, version=row.version)
    assert AppraisalRound.objects.get().cap_reason == "上级批准。"


@pytest.mark.parametrize(
    ("graded", "excellent", "level"),
    [(39, 13, Level.PASS), (39, 14, Level.WARN), (40, 14, Level.WARN), (40, 13, Level.PASS)],
)
def test_the_vectors_hold_for_the_books(appraised, graded, excellent, level):
    line = appraisals.lines_of(appraised.row)[0]
    lines = [
        appraisals.Line(line.member, True, True, True, "excellent" if n < excellent else "qualified")
        for n in range(graded)
    ]

    assert appraisals.verdict_of(appraised.row, lines).level == level


@given(st.integers(0, 300), st.integers(0, 300))
def test_the_cap_is_a_third_to_the_last_member(excellent, whole):
    said = appraisal.judge_cap(excellent, whole, share=THIRD)

    assert (said.level == Level.WARN) == (Fraction(excellent) > Fraction(whole, 3))
    assert (excellent * 3 <= whole) == (said.level == Level.PASS)


def test_not_qualified_changes_nothing_of_the_member(appraised):
    row = appraised.until("deciding")
    before = {member.pk: state_of(member) for member in PartyMember.objects.all()}
    appraised.grade(appraised.full[0], GradeWord.UNQUALIFIED)

    actions.close_appraisal(row, by=appraised.by, version=row.version)

    assert {member.pk: state_of(member) for member in PartyMember.objects.all()} == before
    assert appraised.full[0].memberships.get().valid_to is None


def test_a_closed_round_stands_still(appraised):
    appraised.until("closed")

    with pytest.raises(TransitionError):
        appraised.review(appraised.full[0])
    with pytest.raises(TransitionError):
        appraised.grade(appraised.full[0])


def test_a_grade_names_the_meeting_only_of_the_own_branch(appraised):
    from tests.meetings.meeting import branch, until

    appraised.until("deciding")
    foreign = until(appraised.party.place, "filed", organisation=branch(appraised.party.place))

    with pytest.raises(DomainError) as refused:
        appraised.grade(appraised.full[0], meeting=foreign)
    assert refused.value.field == "meeting"


def test_one_reads_the_own_grade_and_only_after_closing(appraised):
    row = appraised.until("deciding")
    appraised.review(appraised.probationary)
    for member in appraised.full:
        appraised.grade(member)
    assert appraisals.own_rounds(appraised.full[0])[0].own_grade is None

    actions.close_appraisal(row, by=appraised.by, version=row.version)

    assert appraisals.own_rounds(appraised.full[0])[0].own_grade.member == appraised.full[0]
    assert [one.own_grade for one in appraisals.own_rounds(appraised.probationary)] == [None]


def told(place, who):
    outbox.follow_at_once()
    return [(one.text, one.path) for one in Message.objects.filter(user=place.users[who]).order_by("id")]


def test_members_are_told_once_when_they_may_write_and_when_it_is_closed(appraised):
    place = appraised.party.place
    assert told(place, "zhou") == []
    appraised.until("reviewing")
    own = f"/serve/{place.community.slug}/party/appraisal/"
    for who in ("zhou", "ma"):
        ((text, path),) = told(place, who)
        assert ("可以写自评" in text, path.startswith(own[:-1])) == (True, True)
    outbox.follow_at_once()
    assert len(told(place, "zhou")) == 1
    assert told(place, "qiu") == told(place, "clerk") == []


def test_members_are_told_when_it_is_closed_and_of_what_was_called_off_nobody(appraised):
    place = appraised.party.place
    row = appraised.until("closed")
    ((text, _path),) = told(place, "zhou")
    assert "评定结果" in text

    row = actions.open_appraisal(appraised.party.branch, year=2025, by=appraised.by)
    actions.ask_self_reviews(row, by=appraised.by, version=row.version)
    actions.call_off_appraisal(row, reason="改期", by=appraised.by, version=row.version)
    assert len(told(place, "zhou")) == 1


def test_a_member_writes_in_the_frame_of_the_own_pages(appraised, enter):
    row = appraised.until("reviewing")
    place = appraised.party.place
    page = f"/serve/{place.community.slug}/party/appraisal/{row.pk}/review_oneself"
    shown = enter(place.users["zhou"]).get(page)
    desk = enter(place.users["secretary"]).get(reverse("party:open_appraisal", args=[place.community.slug]))

    assert "core/serve.html" in [one.name for one in shown.templates]
    assert "core/desk.html" not in [one.name for one in shown.templates]
    assert f'class="parent" href="/serve/{place.community.slug}/party/appraisal' in shown.content.decode()
    assert "core/desk.html" in [one.name for one in desk.templates]


def test_what_is_said_in_a_branch_stays_there_also_before_the_general_branch(appraised):
    place, branch = appraised.party.place, appraised.party.branch
    above = PartyOrganisation.objects.create(
        community=place.community,
        name="平川党总支",
        level=OfTree.GENERAL_BRANCH,
        valid_from=branch.valid_from,
    )
    PartyOrganisation.objects.filter(pk=branch.pk).update(parent=above)
    person(place, "above", "party_worker", place_id=above.pk)
    person(place, "here", "party_worker", place_id=branch.pk)

    assert [list(appraisals.rounds_for(place.actor(who))) for who in ("above", "here")] == [
        [],
        [appraised.row],
    ]


def test_what_was_noted_wrong_is_put_right_until_the_end_and_names_nobody(appraised, enter):
    row, member, by = appraised.until("reviewing"), appraised.full[0], appraised.by
    said = actions.note_opinion(row, member, words="发言多。", by=by)
    place = appraised.party.place
    here = f"/desk/{place.community.slug}/party/appraisals/{row.pk}/members/{member.pk}"
    desk, page = enter(place.users["secretary"]), f"{here}/opinions/{said.pk}/correct_opinion"
    form = desk.get(page).context["form"]
    typed = {"act_id": str(form["act_id"].value()), "state": form.initial["state"], "words": "发言少。"}

    assert desk.post(page, {**typed, "words": ""}).status_code == 422
    assert [desk.post(page, typed)["Location"] for _ in range(2)] == [here, here]
    assert [one.words for one in appraisals.sheet_of(row, member).opinions] == ["发言少。"]
    first = MutualOpinion.objects.get(pk=said.pk)
    assert (first.words, first.replaced_on is not None) == ("发言多。", True)
    entry = AuditEntry.objects.get(action="party.correct_opinion")
    assert (entry.subject_id, entry.note, entry.told) == (row.pk, "", "")
    assert "发言多" not in desk.get(here).content.decode()
    assert enter(place.users["zhou"]).get(page).status_code == 403
    with pytest.raises(Overtaken):
        actions.correct_opinion(row, first, words="又改", by=by, seen=state_of(first))


def test_nothing_is_put_right_once_the_round_is_closed(appraised):
    row, member = appraised.until("reviewing"), appraised.full[0]
    said = actions.note_opinion(row, member, words="发言多。", by=appraised.by)
    row = AppraisalRound.objects.get(pk=row.pk)
    AppraisalRound.objects.filter(pk=row.pk).update(status="closed", closed_on=row.opened_on)
    row.refresh_from_db()
    with pytest.raises(TransitionError):
        actions.correct_opinion(row, said, words="发言少。", by=appraised.by, seen=state_of(said))
