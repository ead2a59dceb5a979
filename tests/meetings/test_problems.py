"""问题清单 (R-04): put on the list, put right, not right yet, struck; who sees it; what the board says of a year."""

import datetime as dt
import io

import docx
import pytest

from linli.accounts.queries import actor_in
from linli.core import clock, outbox
from linli.core.errors import DomainError
from linli.core.keys import uuid7
from linli.core.workflow import Overtaken, TransitionError
from linli.meetings import actions, queries, tasks
from linli.meetings.board import board
from linli.meetings.models import Problem
from linli.notifications.models import Message
from linli.residents.models import Person
from tests.meetings.meeting import NAMES, branch, convened, party_worker, until
from tests.orders.test_pages import queries_of

pytestmark = pytest.mark.django_db
PARTY = "/desk/nanmen/party/"
AUTUMN = dt.datetime(2025, 11, 20, 19, tzinfo=clock.BEIJING)
DUE = dt.date(2026, 6, 30)


def life(place, organisation=None, status="minuted", **more):
    """An organisation life meeting of this morning."""
    return until(place, status, organisation=organisation or branch(place), kind="organisation_life", **more)


def listed(place, meeting, name=NAMES[0], words="下楼走访少", **more):
    told = {"measure": "每周走访两户", "due_on": DUE, **more}
    problem = actions.Listed(person=Person.objects.get(name=name), words=words, **told)
    return actions.list_problem(meeting, problem, by=place.actor("secretary"))


def rectify(place, row, **more):
    told = {"outcome": "走访了二十户", "on": clock.today(), "version": row.version, **more}
    actions.rectify(row, by=place.actor("secretary"), **told)


def year_row(place, kind, year=2026):
    """The cell of the year of a kind of the only branch."""
    rows = board(place.actor("secretary"), place.community, year).blocks[0][1]
    return next(row.cells[0] for row in rows if row.kind == kind and len(row.cells) == 1)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"due_on": dt.date(2026, 3, 9)}, "due_on"),
        ({"name": "程落白"}, "person"),
        ({"words": "学习不够"}, "words"),
    ],
)
def test_what_cannot_stand_on_a_list_is_refused_beside_its_field(place, more, field):
    row = life(place)
    Person.objects.create(community=place.community, name="程落白")
    listed(place, row, words="学习不够")

    with pytest.raises(DomainError) as refused:
        listed(place, row, **more)

    assert refused.value.field == field
    assert Problem.objects.count() == 1


def test_other_meetings_and_those_to_come_have_no_list(place):
    organisation = branch(place)
    with pytest.raises(DomainError, match=r"R-04"):
        listed(place, until(place, "minuted", organisation=organisation))
    with pytest.raises(DomainError):
        listed(place, convened(place, organisation, kind="organisation_life"))


def test_a_problem_is_put_right_found_wanting_and_put_right_again(place):
    row = listed(place, life(place))
    seen = row.version
    rectify(place, row)
    with pytest.raises((Overtaken, TransitionError)):
        rectify(place, Problem.objects.get(pk=row.pk), version=seen)
    actions.relist(row, note="还有三户没走到", due_on=DUE, by=place.actor("secretary"), version=row.version)

    assert (row.status, row.outcome, row.rectified_on) == ("rectifying", "", None)
    rectify(place, row)
    assert row.status == "rectified"


@pytest.mark.parametrize("on", [dt.date(2026, 3, 9), dt.date(2026, 3, 11)])
def test_it_is_put_right_between_the_meeting_and_today(place, on):
    row = listed(place, life(place))

    with pytest.raises(DomainError):
        rectify(place, row, on=on)


def test_a_struck_line_stays_and_may_be_written_anew(place):
    meeting = life(place)
    row = listed(place, meeting)
    actions.strike(row, note="写错了人", by=place.actor("secretary"), version=row.version)
    listed(place, meeting)

    assert sorted(Problem.objects.values_list("status", flat=True)) == ["rectifying", "struck"]


def test_a_filed_meeting_still_takes_its_list(place):
    meeting = life(place, status="filed")

    assert listed(place, meeting).status == "rectifying"


def test_the_year_wants_one_line_for_each_leader_and_the_fourth_quarter(place):
    organisation = branch(place)
    meeting = life(place, organisation)
    listed(place, meeting)
    cell = year_row(place, "organisation_life")

    assert cell.meeting == meeting
    until(place, "filed", organisation=organisation, kind="organisation_life", starts_at=AUTUMN)
    until(place, "filed", organisation=organisation, kind="theme_day", starts_at=AUTUMN.replace(year=2024))
    cell, wants = year_row(place, "organisation_life"), ["一般放在第四季度"]
    told = (cell.verdict.result or {})["wants"]

    assert str(cell.state) == "达标"
    assert told[0] == wants[0]
    assert [name for name in NAMES if name in told[1]] == list(NAMES[1:3])
    for name in NAMES[1:3]:
        listed(place, meeting, name)
    assert (year_row(place, "organisation_life").verdict.result or {})["wants"] == wants
    assert "没有问题清单" in year_row(place, "organisation_life", 2025).verdict.reason


def test_the_secretary_gives_a_lecture_a_year(place):
    organisation = branch(place)
    until(place, "filed", organisation=organisation, kind="theme_day", starts_at=AUTUMN.replace(year=2024))
    until(place, "filed", organisation=organisation, kind="lecture", starts_at=AUTUMN, lecturer=f"{NAMES[1]}")

    assert str(year_row(place, "lecture", 2025).state) == "缺"
    assert str(year_row(place, "lecture").state) == "未到期"
    own = until(place, "filed", organisation=organisation, kind="lecture", lecturer=f"书记{NAMES[0]}")
    cell = year_row(place, "lecture")
    assert (str(cell.state), cell.meeting) == ("达标", own)


def test_what_is_overdue_stands_on_the_board_and_asks_no_more_questions(place, enter):
    organisation = branch(place)
    until(place, "filed", organisation=organisation, kind="organisation_life", starts_at=AUTUMN)
    meeting = organisation.meetings.get()
    listed(place, meeting, words="答复居民慢", due_on=dt.date(2026, 1, 15))
    client = enter(place.users["secretary"])
    client.get(PARTY)
    few = len(queries_of(lambda: client.get(PARTY)))
    for name in NAMES:
        listed(place, meeting, name, words="会前没学习", due_on=dt.date(2026, 1, 20))
    page = client.get(PARTY).content.decode()

    assert "答复居民慢" in page
    assert len(queries_of(lambda: client.get(PARTY))) == few


def test_each_reads_the_own_lines_and_nobody_elses(place, enter):
    Person.objects.filter(community=place.community).delete()
    organisation = branch(place)
    Person.objects.filter(name=NAMES[0]).update(user=place.users["zhou"])
    meeting = life(place, organisation)
    listed(place, meeting, NAMES[0], "下楼走访少")
    listed(place, meeting, NAMES[1], "组织生活请假多")
    page = enter(place.users["zhou"]).get("/serve/nanmen/party/").content.decode()

    assert "下楼走访少" in page
    assert "组织生活请假多" not in page
    assert enter(place.users["zhou"]).get(f"{PARTY}problems/").status_code == 403


def test_only_the_organisation_itself_sees_its_list(place):
    mine, other = branch(place), branch(place, "第二支部", ("程落白", "许知远", "傅明朗"))
    row = listed(place, life(place, mine))
    here = party_worker(place, mine)
    there = party_worker(place, other, "dangwu2")
    assert list(queries.problems_for(actor_in(here, place.community))) == [row]
    assert not queries.problems_for(actor_in(there, place.community)).exists()
    assert not queries.problems_for(place.actor("clerk")).exists()
    assert not board(actor_in(there, place.community), place.community, 2026).overdue


def test_a_line_is_written_and_put_right_by_the_pages(place, enter):
    meeting = life(place)
    client = enter(place.users["secretary"])
    path = f"{PARTY}meetings/{meeting.pk}/problems"
    typed = {
        "act_id": str(uuid7()), "person": str(Person.objects.get(name=NAMES[0]).pk), "words": "下楼走访少",
        "measure": "每周走访两户", "due_on": "2026-06-30",
    }  # fmt: skip
    assert client.post(path, typed).status_code == 302
    assert client.post(path, typed).status_code == 302, "the same press twice is one line"
    row = Problem.objects.get()
    assert "下楼走访少" in client.get(path).content.decode()
    assert path in client.get(f"{PARTY}meetings/{meeting.pk}").content.decode()
    done = {"act_id": str(uuid7()), "version": row.version, "outcome": "走访了二十户", "on": "2026-03-10"}
    assert client.post(f"{PARTY}problems/{row.pk}/rectify", done).status_code == 302
    row.refresh_from_db()

    assert row.status == "rectified"
    assert "走访了二十户" in client.get(f"{PARTY}problems/{row.pk}").content.decode()
    assert len(queries_of(lambda: client.get(f"{PARTY}problems/{row.pk}"))) <= 6
    assert len(queries_of(lambda: client.get(path))) <= 6
    assert len(queries_of(lambda: client.get(f"{PARTY}problems/"))) <= 4


def test_bad_input_stays_beside_its_field(place, enter):
    meeting = life(place)
    typed = {"act_id": str(uuid7()), "words": "下楼走访少", "due_on": "2026-02-30"}
    answer = enter(place.users["secretary"]).post(f"{PARTY}meetings/{meeting.pk}/problems", typed)

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"person", "measure", "due_on"}


def test_whose_it_is_is_told_when_it_is_listed_and_a_week_before_its_day(place):
    organisation = branch(place)
    Person.objects.filter(name=NAMES[0]).update(user=place.users["zhou"])
    meeting = life(place, organisation)
    row = listed(place, meeting, due_on=clock.today() + dt.timedelta(days=8))
    listed(place, meeting, NAMES[1], due_on=clock.today())
    outbox.follow_at_once()
    assert [one.user for one in Message.objects.filter(code="meetings.list_problem")] == [place.users["zhou"]]
    tasks.remind_problems()
    assert not Message.objects.filter(code="meetings.problem_soon").exists()
    Problem.objects.filter(pk=row.pk).update(due_on=clock.today() + dt.timedelta(days=7))
    tasks.remind_problems()
    tasks.remind_problems()

    assert Message.objects.filter(code="meetings.problem_soon", user=place.users["zhou"]).count() == 1


def test_the_list_is_a_paper_of_its_own_without_what_was_struck(place, enter):
    meeting = life(place)
    listed(place, meeting)
    wrong = listed(place, meeting, NAMES[1], "写错的一条")
    actions.strike(wrong, note="写错了人", by=place.actor("secretary"), version=wrong.version)
    client = enter(place.users["secretary"])
    made = client.get(f"{PARTY}meetings/{meeting.pk}/problems.docx").content
    words = "".join(paragraph.text for paragraph in docx.Document(io.BytesIO(made)).paragraphs)

    assert "下楼走访少" in words
    assert "每周走访两户" in words
    assert "2026年6月30日" in words
    assert "写错的一条" not in words
    assert client.get(f"{PARTY}meetings/{meeting.pk}/problems.pdf").content.startswith(b"%PDF")
    other = convened(place, meeting.organisation)
    assert client.get(f"{PARTY}meetings/{other.pk}/problems.pdf").status_code == 404
