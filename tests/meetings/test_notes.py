"""学习笔记: of their writer alone until they are shared; and 到会 at the door, which nobody has to say."""

import datetime as dt

import pytest
from django.db import connection

from linli.core import clock
from linli.core.audit import AuditEntry
from linli.core.errors import DomainError
from linli.core.keys import uuid7
from linli.core.personal import OF_PERSONS, parts_of
from linli.core.records import state_of
from linli.core.workflow import Overtaken
from linli.meetings import actions, queries
from linli.meetings.forms.meetings import HoldForm
from linli.meetings.models import StudyNote
from linli.residents.models import Person
from tests.meetings.meeting import NAMES, branch, convened, fresh, take, until
from tests.orders.test_pages import queries_of

pytestmark = pytest.mark.django_db
OWN = "/serve/nanmen/party/"
NOTES = f"{OWN}notes/"
WORDS = "老党员讲的那口井，我第一次听说。"


@pytest.fixture
def members(place):
    """A branch of which zhou and ma are members; the secretary is none."""
    row = branch(place)
    Person.objects.filter(name=NAMES[0]).update(user=place.users["zhou"])
    Person.objects.filter(name=NAMES[1]).update(user=place.users["ma"])
    return row


def note(place, meeting=None, **more):
    by = place.actor("zhou")
    return actions.write_note(
        queries.own_person(by), title="听村史", text=WORDS, meeting=meeting, by=by, **more
    )


def seen_by(place, name):
    return list(queries.notes_for(place.actor(name)))


def test_a_note_is_its_writers_alone_until_it_is_shared(place, members):
    lecture = until(place, "filed", organisation=members, kind="lecture")
    row = note(place, lecture)

    assert seen_by(place, "zhou") == [row]
    assert seen_by(place, "ma") == seen_by(place, "secretary") == []
    actions.share_note(row, by=place.actor("zhou"))
    assert seen_by(place, "ma") == [row]
    assert seen_by(place, "secretary") == [], "no office opens a note"
    with pytest.raises(Overtaken):
        actions.share_note(row, by=place.actor("zhou"))
    actions.unshare_note(row, by=place.actor("zhou"))
    assert seen_by(place, "ma") == []


def test_shared_are_only_those_of_a_meeting_to_which_one_was_invited(place, members):
    others = until(place, "filed", organisation=branch(place, "第二支部", ("程落白",)), kind="lecture")
    with pytest.raises(DomainError):
        note(place, others)
    row = note(place)
    with pytest.raises(DomainError):
        actions.share_note(row, by=place.actor("zhou"))


def test_what_is_shared_keeps_its_meeting(place, members):
    lecture = until(place, "filed", organisation=members, kind="lecture")
    row = note(place, lecture)
    actions.share_note(row, by=place.actor("zhou"))
    form = queries.access_note(place.actor("zhou"), row.pk)
    with pytest.raises(DomainError):
        actions.amend_note(form, meeting=None, by=place.actor("zhou"), seen=state_of(form))


def test_the_words_stand_nowhere_in_the_open(place, members):
    row = note(place)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text, title FROM meetings_studynote")
        text, title = (bytes(one) for one in cursor.fetchone())
    told = " ".join(f"{one.note}{one.told}{one.before}{one.after}" for one in AuditEntry.objects.all())

    assert StudyNote.objects.get(pk=row.pk).text == WORDS
    assert WORDS.encode() not in text
    assert "听村史".encode() not in title
    assert "听村史" not in told
    assert "那口井" not in told


def test_one_gets_the_own_notes_and_they_go_with_the_person(place, members):
    note(place)
    person = queries.own_person(place.actor("zhou"))
    part = next(part for part in parts_of(person) if part.code == "meetings.notes")

    assert WORDS in [fact.value for fact in part.records[0]]
    OF_PERSONS["meetings.notes"].erase(person)
    assert not StudyNote.objects.exists()


def test_a_note_is_written_changed_shared_and_erased_by_the_pages(place, members, enter):
    lecture = until(place, "filed", organisation=members, kind="lecture")
    client = enter(place.users["zhou"])
    typed = {"act_id": str(uuid7()), "title": "听村史", "text": WORDS, "meeting": str(lecture.pk)}
    assert client.post(f"{NOTES}new", typed).status_code == 302
    row = StudyNote.objects.get()
    page = client.get(f"{NOTES}{row.pk}")
    assert WORDS in page.content.decode()
    form = client.get(f"{NOTES}{row.pk}/amend_note").context["form"]
    more = {**typed, "act_id": str(uuid7()), "state": form["state"].value(), "text": "改过的话"}
    assert client.post(f"{NOTES}{row.pk}/amend_note", more).status_code == 302
    assert StudyNote.objects.get().text == "改过的话"
    for verb in ("share_note", "unshare_note"):
        assert client.post(f"{NOTES}{row.pk}/{verb}", {"act_id": str(uuid7())}).status_code == 302
    erased = {"act_id": str(uuid7())}
    assert client.post(f"{NOTES}{row.pk}/erase_note", erased).status_code == 302
    assert client.post(f"{NOTES}{row.pk}/erase_note", erased).status_code == 302, (
        "a second press does nothing"
    )
    assert not StudyNote.objects.exists()


def test_nobody_else_reads_changes_or_erases_it(place, members, enter):
    lecture = until(place, "filed", organisation=members, kind="lecture")
    row = note(place, lecture)
    for who in ("ma", "secretary"):
        assert enter(place.users[who]).get(f"{NOTES}{row.pk}").status_code == 404
    actions.share_note(row, by=place.actor("zhou"))
    client = enter(place.users["ma"])
    page = client.get(f"{NOTES}{row.pk}").content.decode()

    assert WORDS in page
    assert "erase_note" not in page
    for verb in ("amend_note", "share_note", "unshare_note", "erase_note"):
        assert client.post(f"{NOTES}{row.pk}/{verb}", {"act_id": str(uuid7())}).status_code == 403
    assert enter(place.users["secretary"]).get(f"{NOTES}{row.pk}").status_code == 404


def test_pages_of_notes_ask_few_questions(place, members, enter):
    lecture = until(place, "filed", organisation=members, kind="lecture")
    row = note(place, lecture)
    client = enter(place.users["zhou"])
    client.get(NOTES)
    few = len(queries_of(lambda: client.get(NOTES)))
    for _n in range(5):
        note(place, lecture)

    assert len(queries_of(lambda: client.get(NOTES))) == few <= 4
    assert len(queries_of(lambda: client.get(f"{NOTES}{row.pk}"))) <= 6
    assert len(queries_of(lambda: client.get(f"{NOTES}new"))) <= 6


def test_a_login_that_is_nobody_here_writes_no_note(place, enter):
    assert enter(place.users["secretary"]).get(f"{NOTES}new").status_code == 404


def presence(meeting, name=NAMES[0]):
    return meeting.attendances.get(person__name=name).presence


def test_who_scans_the_code_is_proposed_as_present_and_the_chair_decides(place, members, enter):
    row = convened(place, members)
    client = enter(place.users["zhou"])
    path = f"{OWN}meetings/{row.pk}"
    assert "我到了" in client.get(path).content.decode()
    assert f"meetings/{row.pk}" in client.get(OWN).content.decode()
    pressed = {"act_id": str(uuid7())}
    assert client.post(path, pressed).status_code == client.post(path, pressed).status_code == 302
    assert presence(row) == "present"
    assert len(queries_of(lambda: client.get(path))) <= 6
    form = HoldForm(meeting=fresh(row))
    assert form.people[-1].label == NAMES[0], "who said so at the door comes last"
    assert "门口" in form.people[-1].help_text

    person = Person.objects.get(name=NAMES[0])
    take(place, row, "hold", presences={person.pk: ("absent", "")})
    assert presence(row) == "absent"
    assert presence(row, NAMES[1]) == "present", "who scanned nothing is not absent for it"


def test_the_code_works_on_the_day_for_those_invited_and_until_the_roll_is_written(place, members, enter):
    row = convened(place, members, starts_at=clock.now() + dt.timedelta(days=1))
    with pytest.raises(DomainError):
        actions.arrive(row, by=place.actor("zhou"))
    assert enter(place.users["secretary"]).get(f"{OWN}meetings/{row.pk}").status_code == 404
    today = until(place, "held", organisation=members, kind="committee_meeting")
    with pytest.raises(DomainError):
        actions.arrive(today, by=place.actor("zhou"))


def test_another_time_invites_anew(place, members):
    row = convened(place, members)
    actions.arrive(row, by=place.actor("zhou"))
    actions.postpone(
        row, starts_at=clock.now() + dt.timedelta(days=2), place="社区", by=place.actor("secretary"), version=row.version
    )  # fmt: skip

    assert presence(row) == "invited"


def test_the_code_for_the_door_leads_to_the_page(place, members, enter):
    row = convened(place, members)
    answer = enter(place.users["secretary"]).get(f"/desk/nanmen/party/meetings/{row.pk}/door.pdf")

    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")


def test_a_note_that_lost_its_meeting_in_another_tab_is_not_shared(place, members):
    row = note(place, until(place, "filed", organisation=members, kind="lecture"))
    StudyNote.objects.update(meeting=None)

    with pytest.raises(Overtaken):
        actions.share_note(row, by=place.actor("zhou"))
    assert StudyNote.objects.get().shared_at is None
