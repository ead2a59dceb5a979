"""The printing room: what waits, in which order, for whom, and only once."""

import datetime as dt
import io
import uuid

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.core import clock
from linli.core.audit import AuditEntry
from linli.core.errors import DomainError
from linli.papers.printing import actions, queries
from linli.papers.printing.documents import REGISTER
from linli.papers.printing.models import PrintJob, SignInSheet
from linli.papers.typeset import Meta
from linli.residents.tasks import purge

SHEET = REGISTER["papers.sign_in_sheet"]
ROOM = "/desk/nanmen/print/"


def sheet(place, **more) -> SignInSheet:
    asked = {"title": "楼栋长会", "happens_at": clock.now(), "place": "二楼", "rows": 30, "telephone": False}
    return actions.prepare_sheet(place.community, by=place.actor("clerk"), **{**asked, **more})


def wanted(order: str, copies: int = 1) -> actions.Wanted:
    values = {"title": f"第{order}号", "facts": [], "columns": ["序号", "姓名", "签名"], "rows": 10}
    return actions.Wanted(values, Meta(f"第{order}号"), place=order, place_order=order, copies=copies)


def lay(place, *orders, origin=None) -> list[PrintJob]:
    actions.request_print(
        SHEET, [wanted(order) for order in orders], origin=origin or sheet(place), by=place.actor("clerk")
    )
    return queries.by_walk(list(PrintJob.objects.of(place.community).filter(printed_at__isnull=True)))


def pressed(jobs, act_id=None, **more) -> dict:
    picks = {f"pick-{job.pk}": "on" for job in jobs} | {f"copies-{job.pk}": job.copies for job in jobs}
    return {"act_id": act_id or str(uuid.uuid4()), **picks, **more}


def pages(answer) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages]


def test_what_is_laid_twice_waits_once(place):
    origin = sheet(place)
    lay(place, "01", "02", origin=origin)

    assert [job.place_order for job in lay(place, "02", "03", origin=origin)] == ["01", "02", "03"]


def test_one_pdf_in_the_order_of_the_round_with_its_copies(place, enter):
    jobs = lay(place, "", *[f"{n:02d}" for n in range(46, 0, -1)])
    form = pressed(jobs)
    form[f"copies-{jobs[0].pk}"] = 3
    answer = enter(place.users["clerk"]).post(f"{ROOM}jobs.pdf", form)

    assert answer["Content-Type"] == "application/pdf"
    found = [page.replace(" ", "") for page in pages(answer)]
    assert len(found) == 49
    expected = ["01"] * 3 + [f"{n:02d}" for n in range(2, 47)] + [""]
    assert all(f"第{number}号" in page for number, page in zip(expected, found, strict=True))
    assert not queries.waiting(place.community)
    assert AuditEntry.objects.filter(action="papers.print_jobs").get().note == "47 / 49"


def test_a_double_press_is_one_act_and_gives_the_sheets_again(place, enter):
    client, form = enter(place.users["clerk"]), pressed(lay(place, "01"))
    answers = [client.post(f"{ROOM}jobs.pdf", form) for _ in range(2)]

    assert [len(pages(answer)) for answer in answers] == [1, 1]
    assert AuditEntry.objects.filter(action="papers.print_jobs").count() == 1


def test_what_was_printed_may_be_printed_again(place, enter):
    client, jobs = enter(place.users["clerk"]), lay(place, "01")
    client.post(f"{ROOM}jobs.pdf", pressed(jobs))

    assert str(jobs[0].pk) in client.get(ROOM).content.decode()
    assert len(pages(client.post(f"{ROOM}jobs.pdf", pressed(jobs, again="1")))) == 1


def test_what_somebody_else_has_just_printed_is_not_printed_twice(place, enter):
    jobs = lay(place, "01", "02")
    enter(place.users["secretary"]).post(f"{ROOM}jobs.pdf", pressed(jobs[:1]))
    client = enter(place.users["clerk"])
    answer = client.post(f"{ROOM}jobs.pdf", pressed(jobs), follow=True)

    assert "secretary 刚打印了其中几份" in answer.content.decode()
    assert [job.printed_by_name for job in queries.printed(place.community)] == ["secretary"]


@pytest.mark.parametrize("copies", ["0", "501", "x", ""])
def test_a_wrong_number_of_copies_is_told_and_nothing_is_printed(place, enter, copies):
    jobs = lay(place, "01")
    answer = enter(place.users["clerk"]).post(
        f"{ROOM}jobs.pdf", {**pressed(jobs), f"copies-{jobs[0].pk}": copies}
    )

    assert answer.status_code == 422
    assert queries.waiting(place.community)


def test_nothing_ticked_is_told(place, enter):
    lay(place, "01")

    assert "请勾选" in enter(place.users["clerk"]).post(f"{ROOM}jobs.pdf", pressed([])).content.decode()


def test_too_many_copies_at_once_are_refused(place):
    jobs = lay(place, *[f"{n}" for n in range(5)])

    with pytest.raises(DomainError):
        actions.print_jobs(jobs, {job.pk: 500 for job in jobs}, by=place.actor("clerk"))


def test_sheets_of_another_community_are_not_found(place, other_place, enter):
    foreign, client = lay(other_place, "01"), enter(place.users["clerk"])
    theirs = sheet(other_place)

    assert client.post(f"{ROOM}jobs.pdf", pressed(foreign)).status_code == 404
    drop = client.post(f"{ROOM}jobs/{foreign[0].pk}/drop", {"act_id": str(uuid.uuid4())})
    assert drop.status_code == 404
    assert client.get(f"{ROOM}sheets/{theirs.code}").status_code == 404
    assert queries.waiting(other_place.community)


def test_one_taken_out_is_gone(place, enter):
    (job,) = lay(place, "01")
    form = {"act_id": str(uuid.uuid4())}
    answers = [enter(place.users["clerk"]).post(f"{ROOM}jobs/{job.pk}/drop", form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert not PrintJob.objects.exists()


def test_what_stood_on_printed_sheets_is_erased_after_thirty_days(place):
    old, young, waits = lay(place, "01", "02", "03")
    actions.print_jobs([old], {old.pk: 1}, by=place.actor("clerk"))
    with clock.at(clock.now() + dt.timedelta(days=29)):
        actions.print_jobs([young], {young.pk: 1}, by=place.actor("clerk"))
    with clock.at(clock.now() + dt.timedelta(days=31)):
        purge()
        purge()

    kept = {job.place_order: bool(job.values) for job in PrintJob.objects.all()}
    assert {job.place_order: bool(job.place) for job in PrintJob.objects.all()} == kept
    assert kept == {"01": False, "02": True}  # and the third, which nobody printed, is gone
    assert waits.values


def test_what_nobody_prints_in_thirty_days_goes_and_what_is_for_later_waits(place):
    lay(place, "01")
    later = clock.today() + dt.timedelta(days=5)
    origin = sheet(place, title="下周的会")
    actions.request_print(SHEET, [wanted("02")], origin=origin, by=place.actor("clerk"), on=later)
    assert [job.place_order for job in queries.waiting(place.community)] == ["01"]
    with clock.at(clock.now() + dt.timedelta(days=31)):
        purge()

        assert [job.place_order for job in queries.waiting(place.community)] == ["02"]


def test_the_room_asks_as_much_for_many_as_for_one(place, enter):
    client, counts = enter(place.users["clerk"]), []
    client.get(ROOM)  # the community is kept for a while
    for orders in (["01"], [f"{n:02d}" for n in range(40)]):
        lay(place, *orders)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(ROOM).status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert counts[0] <= 4 + 3  # session, user, postings


@pytest.mark.parametrize(
    ("who", "status"), [("secretary", 200), ("clerk", 200), ("grid_worker", 403), ("zhou", 403)]
)
def test_who_comes_into_the_room(place, enter, who, status):
    assert enter(place.users[who]).get(ROOM).status_code == status


def test_a_sign_in_sheet_comes_back_by_its_code(place, enter):
    client = enter(place.users["clerk"])
    form = {
        "act_id": str(uuid.uuid4()),
        "title": "楼栋长会",
        "happens_at": "2026-03-12T19:00",
        "place": "二楼",
        "rows": 40,
    }
    answers = [client.post(f"{ROOM}sheets/new", form) for _ in range(2)]
    row = SignInSheet.objects.get()

    assert {answer.url for answer in answers} == {f"{ROOM}sheets/{row.code}"}
    printed = "".join(pages(client.get(f"{ROOM}sheets/{row.code}/sheet.pdf")))
    assert f"{row.code[:3]}-{row.code[3:]}" in printed
    assert "电话" not in printed
    back = {"act_id": str(uuid.uuid4()), "signatures": "41"}
    assert client.post(f"{ROOM}sheets/{row.code}", back).status_code == 422
    assert client.post(f"{ROOM}sheets/{row.code}", {**back, "signatures": "38"}).status_code == 302
    row.refresh_from_db()
    assert (row.signatures, row.returned_on) == (38, clock.today())


@pytest.mark.parametrize(
    ("field", "value"),
    [("rows", "9"), ("rows", "201"), ("title", ""), ("happens_at", "x"), ("title", "长" * 41)],
)
def test_a_wrong_sheet_is_told(place, enter, field, value):
    form = {
        "act_id": str(uuid.uuid4()),
        "title": "会",
        "happens_at": "2026-03-12T19:00",
        "place": "二楼",
        "rows": 40,
    }

    assert enter(place.users["clerk"]).post(f"{ROOM}sheets/new", {**form, field: value}).status_code == 422
    assert not SignInSheet.objects.exists()
