"""Pages of meetings: what they show, to whom, in how many questions, and one press is one act."""

import datetime as dt
import io
import zipfile

import docx
import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.core import clock
from linli.core.files.actions import attach
from linli.core.files.pictures import read_picture
from linli.core.keys import uuid7
from linli.core.rights import REGISTER
from linli.meetings import actions
from linli.meetings.board import board
from linli.meetings.models import Meeting, MicroLecture, SlotExcuse
from linli.organisations.models import Level, PartyOrganisation
from linli.papers import returning
from linli.residents.models import Person
from tests.core.files.test_pictures import as_file, photo
from tests.meetings.meeting import NAMES, absent, branch, convened, party_worker, take, until
from tests.people import SINCE

pytestmark = pytest.mark.django_db
PARTY = "/desk/nanmen/party/"
ROOM = f"{PARTY}meetings/"
MARCH = dt.datetime(2026, 2, 20, 19, tzinfo=clock.BEIJING)


def typed(meeting, **more):
    return {"act_id": str(uuid7()), "version": meeting.version, **more}


def words_of(made):
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    return "".join(page.extract_text() for page in pages).replace("\n", "").replace(" ", "")


def queries_of(client, path):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return [one["sql"] for one in asked if "meetings_" in one["sql"] or "organisations_" in one["sql"]]


def states(place, kind, year=2026):
    """The words of the slots of a kind of the only branch."""
    made = board(place.actor("secretary"), place.community, year)
    return [str(cell.state) for row in made.blocks[0][1] if row.kind == kind for cell in row.cells]


def test_the_board_tells_met_lacking_and_to_come(place):
    organisation = branch(place)
    until(
        place,
        "minuted",
        organisation=organisation,
        kind="committee_meeting",
        starts_at=MARCH,
        title="二月支委会",
    )

    assert states(place, "committee_meeting")[:4] == ["不考核", "达标", "未到期", "未到期"]
    assert states(place, "branch_assembly") == ["未到期"] * 4


def test_a_meeting_without_minutes_is_lacking_and_leads_to_its_page(place, enter):
    organisation = branch(place)
    row = until(
        place,
        "held",
        organisation=organisation,
        kind="committee_meeting",
        starts_at=MARCH,
        title="二月支委会",
    )
    page = enter(place.users["secretary"]).get(PARTY).content.decode()

    assert states(place, "committee_meeting")[1] == "缺"
    assert f"{ROOM}{row.pk}" in page
    assert "没有会议记录" in page


def test_a_branch_without_seats_has_no_slot_for_a_committee_and_a_group_one_of_its_own(place):
    organisation = branch(place, members=())
    PartyOrganisation.objects.create(
        community=place.community, level=Level.GROUP, name="一组", parent=organisation, valid_from=SINCE
    )

    assert set(states(place, "committee_meeting")) == {"不考核"}
    assert states(place, "group_meeting")[:3] == ["不考核", "不考核", "未到期"]


def test_what_was_before_the_books_is_not_assessed_and_what_lies_between_is(place):
    organisation = branch(place)
    january = dt.datetime(2026, 1, 20, 19, tzinfo=clock.BEIJING)
    until(place, "filed", organisation=organisation, kind="theme_day", starts_at=january)

    assert states(place, "committee_meeting")[:3] == ["缺", "缺", "未到期"]
    assert states(place, "committee_meeting", 2025) == ["不考核"] * 12


def test_a_reason_stands_in_place_of_a_meeting(place, enter):
    organisation = branch(place)
    client = enter(place.users["secretary"])
    path = f"{PARTY}excuse/{organisation.pk}/committee_meeting/2026-01"
    client.post(path, {"act_id": str(uuid7()), "reason": "全员防汛值守"})

    assert SlotExcuse.objects.get().slot == "2026-01"
    until(place, "filed", organisation=organisation, kind="theme_day", starts_at=MARCH.replace(month=1))
    assert states(place, "committee_meeting")[0] == "已说明"
    assert (
        client.post(path.replace("2026-01", "2026-12"), {"act_id": str(uuid7()), "reason": "早"}).status_code
        == 422
    )


def test_the_board_asks_the_same_for_one_branch_and_for_many(place, enter):
    client = enter(place.users["secretary"])
    until(place, "filed", kind="committee_meeting", starts_at=MARCH)
    few = len(queries_of(client, PARTY))
    for n in range(2, 5):
        until(place, "filed", organisation=branch(place, f"第{n}支部"), kind="theme_day", starts_at=MARCH)

    assert len(queries_of(client, PARTY)) == few <= 4


def test_the_proposed_date_fills_the_form(place, enter):
    organisation = branch(place)
    until(place, "filed", organisation=organisation, kind="theme_day", starts_at=MARCH, title="护河")
    client = enter(place.users["secretary"])
    page = client.get(PARTY).content.decode()
    address = f"{ROOM}new?body={organisation.pk}&amp;kind=theme_day&amp;on=2026-03-20"

    assert address in page
    filled = client.get(address.replace("&amp;", "&")).content.decode()
    assert 'value="2026-03-20T19:00"' in filled
    assert "社区二楼会议室" in filled


def test_a_routine_meeting_is_filed_in_four_presses(place, enter):
    organisation = branch(place)
    client = enter(place.users["secretary"])
    first = {
        "act_id": str(uuid7()), "body": str(organisation.pk), "kind": "branch_assembly", "title": "一季度大会",
        "starts_at": "2026-03-09T19:00", "place": "会议室", "host": "唐若溪", "agenda": "听报告\n讨论",
    }  # fmt: skip
    answers = [client.post(f"{ROOM}new", first) for _ in range(2)]
    row = Meeting.objects.get()
    assert answers[0]["Location"] == answers[1]["Location"] == f"{ROOM}{row.pk}"
    absentee = row.attendances.get(person__name=NAMES[5]).person_id
    client.post(f"{ROOM}{row.pk}/hold", typed(row, **{f"p-{absentee}": "excused:duty"}))
    row.refresh_from_db()
    item = row.items.first()
    client.post(f"{ROOM}{row.pk}/minute", typed(row, **{f"i-{item.pk}": "同意。"}))
    row.refresh_from_db()
    client.post(f"{ROOM}{row.pk}/file", typed(row))
    row.refresh_from_db()

    assert (row.status, row.entitled, row.present) == ("filed", 6, 5)
    assert row.attendances.get(person=absentee).get_reason_display()


def test_what_is_refused_at_filing_stands_on_the_page(place, enter):
    row = convened(place)
    take(place, row, "hold", presences=absent(row, 4))
    take(place, row, "minute")
    answer = enter(place.users["secretary"]).post(f"{ROOM}{row.pk}/file", typed(row))

    assert answer.status_code == 422
    assert "R-03" in answer.content.decode()


def test_more_yes_than_present_keeps_the_draft(place, enter):
    row = take(place, convened(place), "hold")
    answer = enter(place.users["secretary"]).post(
        f"{ROOM}{row.pk}/put_to_vote", typed(row, words="推选代表", yes="9", no="0", abstain="0")
    )

    assert answer.status_code == 422
    assert "推选代表" in answer.content.decode()
    assert "yes" in answer.context["form"].errors


def test_who_was_overtaken_reads_what_they_wrote(place, enter):
    row = take(place, convened(place), "hold")
    old, item = row.version, row.items.first()
    take(place, row, "minute")
    data = typed(row, **{f"i-{item.pk}": "另一份记录"}) | {"version": old}
    answer = enter(place.users["secretary"]).post(f"{ROOM}{row.pk}/minute", data)

    assert answer.status_code == 409
    assert "另一份记录" in answer.content.decode()


def test_the_page_of_a_meeting_asks_the_same_for_a_small_and_a_large_roll(place, enter):
    client = enter(place.users["secretary"])
    small, large = (
        until(place, "filed", organisation=branch(place, "甲支部", NAMES[:3])),
        until(place, "filed"),
    )

    assert len(queries_of(client, f"{ROOM}{small.pk}")) == len(queries_of(client, f"{ROOM}{large.pk}")) <= 6


def test_the_papers_say_what_was_written(place, enter):
    row = until(place, "minuted")
    actions.put_to_vote(row, words="推选代表", yes=4, no=1, by=place.actor("secretary"))
    client = enter(place.users["secretary"])
    made = {
        name: words_of(client.get(f"{ROOM}{row.pk}/{name}.pdf").content)
        for name in ("minutes", "summary", "notice", "sheet")
    }

    assert all(
        word in made["minutes"]
        for word in ("会〔2026〕1号", "大家同意报告。", "推选代表", "2026年3月10日", "—1—", NAMES[5])
    )
    assert "同意支委会报告。" in made["summary"]
    assert "大家同意报告" not in made["summary"]
    assert "听取支委会工作报告" in made["notice"]
    assert NAMES[0] in made["sheet"]


def test_the_page_of_a_paper_is_a4(place, enter):
    row = until(place, "minuted")
    made = enter(place.users["secretary"]).get(f"{ROOM}{row.pk}/minutes.pdf").content
    box = pypdf.PdfReader(io.BytesIO(made)).pages[0].mediabox

    assert (round(float(box.width)), round(float(box.height))) == (595, 842)


def test_the_book_of_the_year_has_every_meeting_in_its_contents(place, enter):
    organisation = branch(place)
    for month in (1, 2, 3):
        until(place, "filed", organisation=organisation, kind="theme_day", title=f"主题{month}",
              starts_at=dt.datetime(2026, month, 5, 19, tzinfo=clock.BEIJING))  # fmt: skip
    made = enter(place.users["secretary"]).get(f"{PARTY}year/{organisation.pk}.pdf?year=2026").content
    contents = pypdf.PdfReader(io.BytesIO(made)).pages[1].extract_text().replace(" ", "")

    assert all(f"主题{month}" in contents for month in (1, 2, 3))
    assert len(pypdf.PdfReader(io.BytesIO(made)).pages) == 5


def test_the_signed_sheet_finds_its_meeting(place):
    row = convened(place)
    find = returning._records["meetings:meeting"]

    assert find(place.actor("secretary"), pk=row.pk) == row


def test_minutes_that_do_not_exist_are_not_found(place, enter):
    row = convened(place)
    client = enter(place.users["secretary"])

    assert [client.get(f"{ROOM}{row.pk}/{name}.pdf").status_code for name in ("minutes", "summary")] == [
        404,
        404,
    ]


def test_a_member_finds_what_is_to_come_and_no_other_page(place, enter):
    organisation = branch(place)
    Person.objects.filter(name=NAMES[0]).update(user=place.users["zhou"])
    row = convened(place, organisation, title="四月党员大会", starts_at=clock.now() + dt.timedelta(days=30))
    client = enter(place.users["zhou"])

    assert "四月党员大会" in client.get("/serve/nanmen/party/").content.decode()
    assert client.get(f"{ROOM}{row.pk}").status_code == 403
    assert client.get(PARTY).status_code == 403
    assert "四月党员大会" not in enter(place.users["ma"]).get("/serve/nanmen/party/").content.decode()


@pytest.mark.parametrize("who", ["clerk", "grid_worker", "zhou"])
def test_the_party_room_is_for_who_does_its_work(place, enter, who):
    client = enter(place.users[who])

    assert {client.get(path).status_code for path in (PARTY, ROOM, f"{ROOM}new", f"{PARTY}lectures/")} == {
        403
    }


def test_a_worker_of_one_branch_convenes_for_that_branch_alone(place, enter):
    mine, other = branch(place), branch(place, "第二支部", ())
    client = enter(party_worker(place, mine))
    page = client.get(f"{ROOM}new").content.decode()

    assert str(mine.pk) in page
    assert str(other.pk) not in page
    assert client.get(f"{PARTY}year/{other.pk}.pdf").status_code == 404


def test_a_micro_lecture_is_written_down_and_taken_off(place, enter):
    organisation = branch(place)
    client = enter(place.users["secretary"])
    data = {
        "act_id": str(uuid7()), "organisation": str(organisation.pk), "title": "学党章", "channel": "wechat",
        "published_on": "2026-03-01", "link": "https://example.org/1",
    }  # fmt: skip
    first, second = (client.post(f"{PARTY}lectures/new", data) for _ in range(2))
    row = MicroLecture.objects.get()
    assert first["Location"] == second["Location"] == f"{PARTY}lectures/{row.pk}"
    client.post(f"{PARTY}lectures/{row.pk}/withdraw", {"act_id": str(uuid7()), "reason": "链接失效"})

    row.refresh_from_db()
    assert (row.withdrawn_on, row.withdrawal) == (clock.today(), "链接失效")


def test_every_right_of_meetings_is_for_the_party_organisation_or_for_tasks():
    party = {
        code for code, right in REGISTER.items() if code.startswith("meetings.") and "clerk" in right.roles
    }

    assert party == {f"meetings.{verb}" for verb in (
        "view_tasks", "give", "finish", "await_reply", "resume", "hand_on", "extend", "call_off", "view_own",
        "subscribe_own", "arrive", "view_notes", "write_note", "amend_note", "share_note", "unshare_note", "erase_note",
    )}  # fmt: skip


def word_of(made):
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(made)).paragraphs)


def test_minutes_summary_and_notice_are_word_files_with_the_same_words(place, enter):
    row = until(place, "filed")
    client = enter(place.users["secretary"])
    words = {
        kind: word_of(client.get(f"{ROOM}{row.pk}/{kind}.docx").content)
        for kind in ("minutes", "summary", "notice")
    }

    assert "大家同意报告。" in words["minutes"]
    assert "大家同意报告。" not in words["summary"], "who said what is not sent out"
    assert "同意支委会报告。" in words["summary"]
    assert "听取支委会工作报告" in words["notice"]
    planned = convened(place, row.organisation, title="二季度支部党员大会")
    assert client.get(f"{ROOM}{planned.pk}/minutes.docx").status_code == 404
    assert enter(place.users["clerk"]).get(f"{ROOM}{row.pk}/minutes.docx").status_code == 403


def test_the_year_is_a_folder_of_files(place, enter):
    organisation = branch(place)
    first = until(
        place,
        "filed",
        organisation=organisation,
        kind="committee_meeting",
        starts_at=MARCH,
        title="二月支委会",
    )
    until(place, "minuted", organisation=organisation)
    convened(place, organisation, kind="theme_day")
    client = enter(place.users["secretary"])
    attach(first, returning.SIGNED, [read_picture(as_file(photo()))], by=place.actor("secretary"))
    answer = client.get(f"{PARTY}year/{organisation.pk}.zip?year=2026")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as parcel:
        names = [name.split("/", 1)[1] for name in parcel.namelist()]

    assert names == [
        "组织生活本.pdf",
        "01 2月20日 支委会：二月支委会/会议记录.docx", "01 2月20日 支委会：二月支委会/会议纪要.docx",
        "01 2月20日 支委会：二月支委会/签到表 1.jpg",
        "02 3月10日 支部党员大会：一季度支部党员大会/会议记录.docx", "02 3月10日 支部党员大会：一季度支部党员大会/会议纪要.docx",
    ]  # fmt: skip
    assert enter(place.users["clerk"]).get(f"{PARTY}year/{organisation.pk}.zip").status_code == 403
