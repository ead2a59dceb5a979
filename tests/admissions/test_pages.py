"""What the pages of development files show, to whom, and what a press does."""

import datetime as dt
import io
from uuid import uuid4

import pypdf
import pytest
from django.test import Client
from django.urls import reverse

from linli.admissions import queries
from linli.admissions.models import Admission, AdmissionReview, AdmissionStep, AssemblyVote, YearPlan
from linli.admissions.steps import STEPS
from linli.core.personal import parts_of
from linli.party.models import PartyMember
from linli.residents.models import Person
from linli.worklogs.lines import said
from tests.admissions.admitting import DAYS, again, applicant, applied, party_worker, take, until, voters
from tests.meetings.meeting import until as meeting
from tests.orders.test_pages import queries_of
from tests.people import person
from tests.pledges.pledging import branch

DAY = dt.timedelta(days=1)


def url(place, name, *rest):
    return reverse(f"admissions:{name}", args=[place.community.slug, *rest])


def act(**more):
    return {"act_id": str(uuid4()), **more}


@pytest.fixture
def desk(place, enter) -> Client:
    return enter(place.users["secretary"])


def step_page(place, row, key):
    return url(place, "take_step", row.pk, key)


def test_only_the_party_organisation_comes_in(place, enter):
    row = applied(place)
    person(place, "other_worker", "party_worker", place_id=branch(place, "汽运小区党支部").pk)
    person(place, "own_worker", "party_worker", place_id=branch(place).pk)
    page = url(place, "file_detail", row.pk)
    got = {
        who: enter(place.users[who]).get(page).status_code
        for who in ("secretary", "own_worker", "other_worker", "clerk", "grid_worker", "zhou")
    }

    assert got == {
        "secretary": 200, "own_worker": 200, "other_worker": 404, "clerk": 403, "grid_worker": 403, "zhou": 403,
    }  # fmt: skip
    assert (
        row.person.name not in enter(place.users["other_worker"]).get(url(place, "ledger")).content.decode()
    )
    assert row.person.name not in enter(place.users["other_worker"]).get(url(place, "due")).content.decode()


def test_a_file_is_opened_for_somebody_new(place, desk):
    here = branch(place)
    typed = act(
        name="新来的小梁",
        born_on="2000-05-06",
        branch=str(here.pk),
        done_on="2026-03-01",
        document_number="",
        note="",
    )

    answer = desk.post(url(place, "open_file"), typed)
    desk.post(url(place, "open_file"), typed)

    row = Admission.objects.get()
    assert answer["Location"] == url(place, "file_detail", row.pk)
    assert (row.person.name, row.person.born_on) == ("新来的小梁", dt.date(2000, 5, 6))
    assert Person.objects.filter(name="新来的小梁").count() == 1


def test_who_is_in_the_books_is_asked_for(place, desk):
    known, here = applicant(place), branch(place)
    typed = act(name=known.name, born_on="", branch=str(here.pk), done_on="2026-03-01")

    answer = desk.post(url(place, "open_file"), typed)
    assert answer.status_code == 422
    assert known.name in answer.content.decode()
    desk.post(url(place, "open_file"), {**typed, **act(person=str(known.pk))})
    assert Admission.objects.get().person == known


def test_who_is_too_young_is_refused_and_the_draft_is_kept(place, desk):
    here = branch(place)
    typed = act(
        name="小小梁", born_on="2010-01-01", branch=str(here.pk), done_on="2026-03-01", note="来得真早"
    )

    answer = desk.post(url(place, "open_file"), typed)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "来得真早" in page
    assert "R-06" in page
    assert not Person.objects.filter(name="小小梁").exists()


def test_the_page_says_what_stops_the_next_step_and_shows_no_button_for_it(place, desk):
    row = until(place, 5, without=(3, 4, 5))
    for number in (3, 4, 5):
        row = take(place, row, number, dt.date(2025, 6, 1))
    page = desk.get(url(place, "file_detail", row.pk)).content.decode()
    assert "要先有考察记录" in page
    assert 'class="button button--primary"' not in page

    row = take(place, row, 2, DAYS[2]) if 2 not in queries.file_of(row).done else row
    desk.post(
        url(place, "note_review", row.pk),
        act(version=row.version, reviewed_on="2025-12-01", words="学习认真"),
    )
    answer = desk.post(step_page(place, row, "observation"), act(version=row.version, done_on="2026-01-05"))
    assert answer.status_code == 302
    page = desk.get(url(place, "file_detail", row.pk)).content.decode()
    assert "2025-06-01 + 1 年 = 2026-06-01" in page

    blocked = desk.post(
        step_page(place, row, "target"), act(version=again(row).version, done_on="2026-03-09", note="草稿")
    )
    assert blocked.status_code == 422
    assert "草稿" in blocked.content.decode()
    assert "2026-06-01" in blocked.content.decode()


def test_each_open_step_has_its_page_and_a_done_one_leads_back(place, desk):
    row = until(place, 14)
    for step in STEPS:
        answer = desk.get(step_page(place, row, step.key))
        wanted = 200 if step.number == 15 else 404 if step.number == 1 else 302
        assert (step.key, answer.status_code) == (step.key, wanted)
    assert desk.get(step_page(place, row, "nothing")).status_code == 404


def test_helpers_training_and_approval_are_typed(place, desk):
    row, here = until(place, 4), voters(place, 2)
    typed = act(version=row.version, done_on=str(DAYS[5]), members=[str(one.pk) for one in here])
    assert desk.post(step_page(place, row, "contacts"), typed).status_code == 302
    row = again(row)
    for number in range(6, 11):
        row = take(place, row, number)
    typed = act(version=row.version, done_on=str(DAYS[11]), training_days="2", training_hours="20")
    assert desk.post(step_page(place, row, "training"), typed).status_code == 422
    assert (
        desk.post(step_page(place, row, "training"), {**typed, **act(training_hours="24")}).status_code == 302
    )
    row = again(row)
    for number in range(12, 17):
        row = take(place, row, number)
    typed = act(
        version=row.version, done_on=str(DAYS[17]), approver="老街党总支", approver_level="general_branch"
    )
    assert desk.post(step_page(place, row, "approval"), typed).status_code == 422
    answer = desk.post(step_page(place, row, "approval"), {**typed, **act(approver_level="committee")})
    assert answer.status_code == 302
    assert PartyMember.objects.get(person=row.person).joined_on == DAYS[15]


def ballot(row, **more):
    counts = {
        "entitled": 16,
        "present": 12,
        "yes_present": 11,
        "no": 1,
        "abstain": 0,
        "written_yes": 0,
        "written_no": 0,
    }
    return act(version=row.version, **{**counts, "held_at": f"{DAYS[15]}T19:00", **more})


def test_the_assembly_votes_by_counts(place, desk):
    row = until(place, 14)
    page = step_page(place, row, "assembly")

    assert desk.post(page, ballot(row, present=8, yes_present=8, no=0)).status_code == 422
    assert desk.post(page, ballot(row, held_at="")).status_code == 422
    assert desk.post(page, ballot(row)).status_code == 302
    assert AssemblyVote.objects.get().carried
    assert "通过" in desk.get(url(place, "file_detail", row.pk)).content.decode()


def test_a_meeting_of_the_books_says_when_it_began(place, desk):
    from linli.admissions.models import Admission as File

    row = until(place, 14)
    held = meeting(place, "filed", organisation=row.branch)
    assert File.objects.get().branch == held.organisation

    desk.post(step_page(place, row, "assembly"), ballot(row, meeting=str(held.pk), held_at=""))
    assert (AssemblyVote.objects.get().meeting, AdmissionStep.objects.get(number=15).meeting) == (held, held)
    assert AssemblyVote.objects.get().held_at == held.starts_at


def test_the_number_entitled_is_proposed_by_the_roll(place, desk):
    row = until(place, 14)
    form = desk.get(step_page(place, row, "assembly")).context["form"]

    assert form.initial["entitled"] == 2


def test_conversion_offers_three_decisions(place, desk):
    row = until(place, 22)
    page = step_page(place, row, "conversion")
    typed = ballot(row, held_at=f"{DAYS[23]}T19:00", decision="extend", months="5", reason="再看看")

    assert desk.post(page, typed).status_code == 422
    assert desk.post(page, {**typed, **act(months="6")}).status_code == 302
    assert "延长 6 个月" in desk.get(url(place, "file_detail", row.pk)).content.decode()


def test_receipt_helpers_and_end_by_their_pages(place, desk):
    row, others = until(place, 15), voters(place, 2)
    answer = desk.post(
        url(place, "note_receipt", row.pk), act(version=row.version, received_on=str(DAYS[15] + DAY))
    )
    assert answer.status_code == 302
    row = again(row)
    typed = act(version=row.version, role="contact", done_on="2024-01-01", members=[str(others[0].pk)])
    assert desk.post(url(place, "name_helpers", row.pk), typed).status_code == 302
    row = again(row)
    assert (
        desk.post(
            url(place, "end", row.pk), act(version=row.version, ending="withdrawn", reason="")
        ).status_code
        == 422
    )
    typed = act(version=row.version, ending="withdrawn", reason="本人来信")
    assert desk.post(url(place, "end", row.pk), typed).status_code == 302
    assert again(row).status == "ended"
    page = desk.get(url(place, "file_detail", row.pk)).content.decode()
    assert "本人来信" in page
    assert "steps/" not in page


def test_who_is_overtaken_sees_the_newer_state(place, desk):
    row = until(place, 2)
    seen = row.version
    take(place, row, 3)

    answer = desk.post(step_page(place, row, "activist"), act(version=seen, done_on=str(DAYS[3])))
    assert answer.status_code == 409
    assert AdmissionStep.objects.filter(number=3).count() == 1


def test_what_is_due_comes_by_its_day_and_is_calm(place, desk):
    late = applied(place, done_on=dt.date(2026, 1, 5))
    applied(place, applicant(place, "还早的小于"), done_on=dt.date(2026, 3, 9))
    page = desk.get(url(place, "due")).content.decode()

    assert late.person.name in page
    assert "2026-01-05 + 1 个月 = 2026-02-05" in page
    assert "还早的小于" in page
    assert "bad" not in page.split("<main")[1]


def test_the_plan_of_a_year_against_what_was_done(place, desk):
    until(place, 17)
    here = branch(place)
    typed = act(branch=str(here.pk), year="2023", targets="3", probationary="2")

    assert desk.post(url(place, "set_plan"), typed).status_code == 302
    assert desk.post(url(place, "set_plan"), {**typed, **act()}).status_code == 422
    page = desk.get(url(place, "plan") + "?year=2023").content.decode()
    assert "完成 1，计划 3" in page
    assert "完成 1，计划 2" in page
    row = YearPlan.objects.get()
    form = desk.get(url(place, "amend_plan", row.pk)).context["form"]
    typed = act(state=form.initial["state"], targets="4", probationary="2")
    assert desk.post(url(place, "amend_plan", row.pk), typed).status_code == 302
    assert desk.post(url(place, "amend_plan", row.pk), {**typed, **act(targets="5")}).status_code == 409
    assert YearPlan.objects.get().targets == 4
    assert desk.get(url(place, "plan") + "?year=x").status_code == 200


def test_the_time_line_on_paper_has_twenty_five_rows(place, desk):
    row = until(place, 17)
    answer = desk.get(url(place, "timeline_pdf", row.pk))
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages)

    assert answer["Content-Type"] == "application/pdf"
    for words in ("递交入党申请书", "材料归档", "支部书记", row.person.name):
        assert words in text


def test_pages_ask_the_same_number_of_questions_however_many_files(place, desk):
    row = until(place, 17)
    paths = {"ledger": 4, "due": 4, "plan": 4}
    desk.get(url(place, "ledger"))
    before = {name: queries_of(lambda name=name: desk.get(url(place, name))) for name in paths}
    detail = queries_of(lambda: desk.get(url(place, "file_detail", row.pk)))
    for n in range(6):
        applied(place, applicant(place, f"第{n}位"), done_on=dt.date(2026, 1, 5))
    after = {name: queries_of(lambda name=name: desk.get(url(place, name))) for name in paths}

    assert {name: len(asked) for name, asked in before.items()} == {
        name: len(asked) for name, asked in after.items()
    }
    assert all(len(asked) <= paths[name] for name, asked in after.items()), after
    assert len(detail) <= 6


def test_forms_stay_within_their_questions(place, desk):
    row = until(place, 14)
    desk.get(url(place, "ledger"))
    assert len(queries_of(lambda: desk.get(step_page(place, row, "assembly")))) <= 6
    assert len(queries_of(lambda: desk.get(url(place, "open_file")))) <= 6
    row = until(place, 4, applicant(place, "另一位"))
    assert len(queries_of(lambda: desk.get(step_page(place, row, "contacts")))) <= 6


def test_what_is_kept_is_handed_to_the_person(place):
    row = until(place, 17)
    (part,) = [one for one in parts_of(row.person) if one.code == "admissions"]
    words = [fact.value for record in part.records for fact in record]

    assert any("递交入党申请书" in one for one in words)
    assert "学习认真" in words
    assert AdmissionReview.objects.count() == 1


def test_no_work_log_tells_of_a_file():
    assert said("admissions.take_step") is None
    assert said("admissions.open_file") is None


def test_a_worker_of_one_branch_opens_files_there_alone(place, enter):
    here, there = branch(place), branch(place, "汽运小区党支部")
    party_worker(place, "own", at=here)
    client = enter(place.users["own"])
    typed = act(name="小梁", born_on="2000-05-06", branch=str(there.pk), done_on="2026-03-01")

    assert client.post(url(place, "open_file"), typed).status_code == 422
    assert client.post(url(place, "open_file"), {**typed, **act(branch=str(here.pk))}).status_code == 302


def test_a_step_is_put_right_on_its_page(place, desk):
    row = until(place, 4)
    page = url(place, "correct_step", row.pk, "talk")
    typed = act(version=row.version, done_on=str(DAYS[3] + DAY), document_number="谈话记录", note="")

    assert desk.get(page).context["form"].initial["done_on"] == DAYS[2]
    assert desk.post(page, typed).status_code == 422
    assert desk.post(page, {**typed, **act(done_on=str(DAYS[2]))}).status_code == 302
    assert "谈话记录" in desk.get(url(place, "file_detail", row.pk)).content.decode()
    assert desk.get(url(place, "correct_step", row.pk, "target")).status_code == 404
    assert desk.get(url(place, "correct_step", row.pk, "nothing")).status_code == 404
