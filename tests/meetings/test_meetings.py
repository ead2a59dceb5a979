"""What a meeting does on its way from the plan to the file, and what is refused with which words."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from linli.core import clock, outbox
from linli.core.audit import history
from linli.core.errors import DomainError, Stale
from linli.meetings import actions, queries
from linli.meetings.models import Attendance, Correction, DirectedTask, Meeting, Motion, Resolution
from linli.notifications.models import Message
from linli.organisations.models import GroupMember, Level, PartyOrganisation, WorkGroup
from linli.residents.models import Person
from tests.meetings.meeting import (
    NAMES,
    absent,
    branch,
    convened,
    fresh,
    party_worker,
    probationary,
    take,
    until,
)
from tests.people import SINCE

pytestmark = pytest.mark.django_db


def test_who_convenes_invites_everybody_of_the_roll(place):
    organisation = branch(place)
    probationary(place, organisation)
    row = convened(place, organisation)

    assert (row.status, row.number) == ("planned", "H2026-0001")
    told = list(queries.attendances_of(row).values_list("person__name", "may_vote", "presence"))
    assert {name for name, vote, _presence in told if vote} == set(NAMES)
    assert told[-1] == ("段晚晴", False, "invited")
    assert [item.title for item in row.items.all()] == ["听取支委会工作报告", "讨论决定事项"]


def test_a_committee_meets_with_its_seats_alone(place):
    row = convened(place, kind="committee_meeting")

    assert set(row.attendances.values_list("person__name", flat=True)) == set(NAMES[:3])


def test_a_work_group_meets_too(place):
    group = WorkGroup.objects.create(
        community=place.community, kind="leading", name="大党委领导小组", valid_from=SINCE
    )
    somebody = Person.objects.create(community=place.community, name="宋听雨")
    GroupMember.objects.create(community=place.community, group=group, person=somebody, valid_from=SINCE)
    row = convened(place, kind="leading_group", work_group=group)

    assert row.attendances.get().person == somebody


def test_everybody_is_present_of_whom_nothing_is_said(place):
    row = convened(place)
    take(place, row, "hold", presences=absent(row, 2, ("excused", "duty")))

    assert (row.status, row.entitled, row.present, row.recorder) == ("held", 6, 4, "贺听澜")
    assert row.attendances.filter(presence="present").count() == 4


def test_who_has_no_vote_is_in_neither_number(place):
    organisation = branch(place)
    probationary(place, organisation)
    row = take(place, convened(place, organisation), "hold")

    assert (row.entitled, row.present, row.attendances.count()) == (6, 6, 7)


def test_the_roll_is_that_of_the_day_of_the_meeting(place):
    organisation = branch(place)
    row = convened(place, organisation)
    probationary(place, organisation, "段晚晴")
    take(place, row, "hold")

    assert row.attendances.filter(person__name="段晚晴").exists()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"kind": "group_meeting"}, "kind"),
        ({"form": "film"}, "form"),
        ({"starts_at": dt.datetime(2019, 12, 31, 9, tzinfo=clock.BEIJING)}, "starts_at"),
    ],
)
def test_what_cannot_be_convened_says_where(place, more, field):
    with pytest.raises(DomainError) as refusal:
        convened(place, **more)

    assert refusal.value.field == field
    assert not Meeting.objects.exists()


def test_nobody_comes_to_what_has_not_begun(place):
    row = convened(place, starts_at=clock.now() + dt.timedelta(days=2))
    with pytest.raises(DomainError):
        take(place, row, "hold")

    assert fresh(row).status == "planned"


def test_a_meeting_to_which_nobody_came_is_no_meeting(place):
    row = convened(place)
    with pytest.raises(DomainError):
        take(place, row, "hold", presences=absent(row, 6))

    assert fresh(row).status == "planned"
    assert row.attendances.filter(presence="invited").count() == 6


def test_who_is_excused_has_a_reason(place):
    row = convened(place)
    with pytest.raises(DomainError):
        take(place, row, "hold", presences=absent(row, 1, ("excused", "")))


def test_minutes_say_something(place):
    row = take(place, convened(place), "hold")
    with pytest.raises(DomainError):
        take(place, row, "minute", said={})

    assert fresh(row).status == "held"


def test_minutes_may_be_written_anew_until_they_are_filed(place):
    row = until(place, "minuted")
    take(
        place, row, "minute", said={row.items.last().pk: "改一改"}, more_title="临时议题", more_said="补充。"
    )

    assert [item.said for item in row.items.all()] == ["", "改一改", "补充。"]
    take(place, row, "file")
    with pytest.raises(Stale):
        take(place, row, "minute")


def test_minutes_without_a_quorum_are_refused_with_rule_source_and_numbers_and_stay(place):
    row = convened(place)
    take(place, row, "hold", presences=absent(row, 4))
    take(place, row, "minute")
    with pytest.raises(DomainError) as refusal:
        take(place, row, "file")

    said = str(refusal.value)
    assert all(word in said for word in ("R-03", "第11条", "6", "2 × 2 = 4 < 6"))
    assert fresh(row).status == "minuted"
    assert fresh(row).items.first().said == "大家同意报告。"


def test_a_theme_day_is_filed_whoever_came(place):
    row = convened(place, kind="theme_day", title="护河")
    take(place, row, "hold", presences=absent(row, 5))
    take(place, row, "minute")
    take(place, row, "file")

    assert row.status == "filed"


def test_a_motion_is_carried_by_more_than_half_of_those_entitled(place):
    row = convened(place)
    take(place, row, "hold", presences=absent(row, 2))
    by = place.actor("secretary")
    lost = actions.put_to_vote(row, words="甲", yes=3, no=1, by=by)
    carried = actions.put_to_vote(row, words="乙", yes=4, by=by)

    assert (lost.carried, carried.carried) == (False, True)
    assert (lost.entitled, lost.present) == (6, 4)


@pytest.mark.parametrize("votes", [{"yes": 5}, {"yes": 3, "no": 2}, {"yes": 1, "no": 1, "abstain": 3}])
def test_more_votes_than_people_are_refused_with_the_numbers(place, votes):
    row = convened(place)
    take(place, row, "hold", presences=absent(row, 2))
    with pytest.raises(DomainError) as refusal:
        actions.put_to_vote(row, words="甲", by=place.actor("secretary"), **votes)

    assert refusal.value.field == "yes"
    assert all(number in str(refusal.value) for number in ("5", "4"))
    assert "R-03" in str(refusal.value)
    assert not Motion.objects.exists()


def test_nothing_is_voted_on_without_a_quorum(place):
    row = convened(place)
    take(place, row, "hold", presences=absent(row, 4))
    with pytest.raises(DomainError) as refusal:
        actions.put_to_vote(row, words="甲", yes=2, by=place.actor("secretary"))

    assert "R-03" in str(refusal.value)


def test_a_resolution_becomes_a_directed_task_and_names_its_meeting(place):
    row = take(place, convened(place), "hold")
    due = clock.now() + dt.timedelta(days=7)
    made = actions.adopt(
        row,
        words="给八位独居老人装扶手",
        handler=place.users["clerk"],
        due_at=due,
        by=place.actor("secretary"),
    )
    task = DirectedTask.objects.get()

    assert made.task == task
    assert (task.meeting, task.giver, task.handler, task.due_at) == (
        row,
        "meeting",
        place.users["clerk"],
        due,
    )
    assert task.document_number == row.number


def test_what_was_not_carried_is_not_resolved(place):
    row = take(place, convened(place), "hold")
    motion = actions.put_to_vote(row, words="甲", yes=3, by=place.actor("secretary"))
    with pytest.raises(DomainError) as refusal:
        actions.adopt(row, words="甲", motion=motion, by=place.actor("secretary"))

    assert refusal.value.field == "motion"
    assert not Resolution.objects.exists()


def test_what_is_filed_is_sealed_and_corrected_by_addition(place):
    row = until(place, "filed")
    by = place.actor("secretary")
    for act in (
        lambda: actions.put_to_vote(row, words="甲", yes=4, by=by),
        lambda: actions.adopt(row, words="甲", by=by),
        lambda: take(place, row, "hold"),
        lambda: take(place, row, "cancel_meeting", note="写错了"),
    ):
        with pytest.raises(Stale):
            act()
    actions.supplement(row, text="列席人员漏写一人。", by=by)

    assert fresh(row).items.first().said == "大家同意报告。"
    assert Correction.objects.get().text == "列席人员漏写一人。"


def test_a_correction_before_filing_is_refused(place):
    row = until(place, "minuted")
    with pytest.raises(Stale):
        actions.supplement(row, text="早了", by=place.actor("secretary"))


def test_after_a_vote_the_number_of_those_present_stands(place):
    row = take(place, convened(place), "hold")
    actions.put_to_vote(row, words="甲", yes=4, by=place.actor("secretary"))
    with pytest.raises(DomainError):
        take(place, row, "hold", presences=absent(row, 1))


def test_those_invited_are_told_and_of_what_is_over_nobody(place):
    organisation = branch(place)
    Person.objects.filter(name=NAMES[0]).update(user=place.users["zhou"])
    convened(place, organisation)
    outbox.follow_at_once()
    assert not Message.objects.filter(user=place.users["zhou"]).exists()

    row = convened(place, organisation, starts_at=clock.now() + dt.timedelta(days=3))
    outbox.follow_at_once()
    later = clock.now() + dt.timedelta(days=4)
    by = place.actor("secretary")
    actions.postpone(row, starts_at=later, place="红旗广场", by=by, version=row.version)
    outbox.follow_at_once()

    assert any("红旗广场" in one.text for one in Message.objects.filter(user=place.users["zhou"]))


def test_a_worker_of_one_branch_sees_that_branch_and_its_groups(place):
    mine, other = branch(place), branch(place, "第二支部", ())
    group = PartyOrganisation.objects.create(
        community=place.community, level=Level.GROUP, name="一组", parent=mine, valid_from=SINCE
    )
    rows = [convened(place, mine), convened(place, group, kind="group_meeting"), convened(place, other)]
    party_worker(place, mine)
    actor = place.actor("dangwu")

    assert set(queries.meetings_for(actor)) == set(rows[:2])
    assert set(queries.organisations_for(actor)) == {mine, group}
    with pytest.raises(Http404):
        queries.access_meeting(actor, rows[2].pk)


@pytest.mark.parametrize("who", ["clerk", "grid_worker", "zhou"])
def test_nobody_else_sees_a_meeting(place, who):
    row = convened(place)
    with pytest.raises((Http404, PermissionDenied)):
        queries.access_meeting(place.actor(who), row.pk)


def test_another_community_sees_nothing(place, other_place):
    convened(place)

    assert not queries.meetings_for(other_place.actor("secretary")).exists()


def test_the_audit_tells_every_step(place):
    row = until(place, "filed")

    assert [entry.action for entry in history(place.community.pk, row)] == [
        "meetings.convene", "meetings.hold", "meetings.minute", "meetings.file",
    ]  # fmt: skip
    assert row.filed_at


def test_a_member_sees_the_own_meetings_alone(place):
    organisation = branch(place)
    Person.objects.filter(name=NAMES[0]).update(user=place.users["zhou"])
    row = convened(place, organisation)
    convened(place, branch(place, "第二支部", ("程落白",)))

    assert [one.meeting for one in queries.own_meetings(place.actor("zhou"))] == [row]
    assert queries.own_meetings(place.actor("ma")) == []
    assert Attendance.objects.count() == 7
