"""Scans at a step: who sees them, what is taken, what is not, and that none is exchanged in silence."""

import datetime as dt
import io
from uuid import uuid4

import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from linli.admissions import actions, queries
from linli.admissions.models import AdmissionScan
from linli.admissions.personal import erase_withdrawn
from linli.core import clock
from linli.core.audit import AuditEntry
from linli.core.errors import DomainError
from linli.core.files.actions import sweep_files
from linli.core.files.models import Attachment, File
from linli.core.files.pictures import NotAPicture, read_picture
from linli.core.personal import parts_of
from linli.core.workflow import Overtaken
from linli.papers.pdf_pages import pages_of
from tests.admissions.admitting import again, applicant, applied, party_worker, until
from tests.orders.test_pages import queries_of
from tests.pledges.pledging import branch

GPS = 0x8825


def drawn(colour="red", kind="JPEG"):
    out, exif = io.BytesIO(), Image.Exif()
    exif[GPS] = {1: "N", 2: (30.0, 1.0, 2.0)}
    Image.new("RGB", (60, 80), colour).save(out, kind, exif=exif)
    return out.getvalue()


def pdf(pages=2):
    return typst.compile("#pagebreak()".join(f"第 {n} 页" for n in range(pages)).encode(), format="pdf")


def upload(data=None, name="a.jpg", kind="image/jpeg"):
    return SimpleUploadedFile(name, drawn() if data is None else data, kind)


def url(place, name, *rest):
    return reverse(f"admissions:{name}", args=[place.community.slug, *rest])


def act(**more):
    return {"act_id": str(uuid4()), **more}


def entry_of(row, number=1):
    return queries.entries_of(row).get(number=number)


def scanned(place, row, number=1, colour="red", title="入党申请书"):
    return actions.add_scan(
        row, entry_of(row, number), title=title, pictures=[read_picture(drawn(colour))], by=place.actor("secretary")
    )  # fmt: skip


@pytest.fixture
def desk(place, enter) -> Client:
    return enter(place.users["secretary"])


def test_a_photo_hangs_on_its_step_without_where_it_was_taken(place, desk):
    row = applied(place)
    page = url(place, "add_scan", row.pk, "application")

    answer = desk.post(page, act(title="入党申请书", pictures=[upload(), upload(drawn("blue"))]))
    assert answer["Location"] == url(place, "step_scans", row.pk, "application")
    assert "入党申请书" in desk.get(answer["Location"]).content.decode()
    assert "扫描件：1" in desk.get(url(place, "file_detail", row.pk)).content.decode()
    scan, shown = AdmissionScan.objects.get(), list(Attachment.objects.order_by("id"))
    assert (scan.entry.number, len(shown)) == (1, 2)
    picture = desk.get(url(place, "scan_page", row.pk, scan.pk, shown[0].pk))
    assert picture["Content-Type"] == "image/jpeg"
    assert not Image.open(io.BytesIO(picture.content)).getexif()
    assert AuditEntry.objects.filter(action="admissions.add_scan", subject_id=row.pk, note="1").exists()


def test_a_pdf_comes_as_pictures_of_its_pages(place, desk):
    row = applied(place)
    given = upload(pdf(3), "a.pdf", "application/pdf")

    answer = desk.post(url(place, "add_scan", row.pk, "application"), act(title="申请书", pictures=[given]))
    assert answer.status_code == 302
    assert Attachment.objects.count() == 3
    first = Attachment.objects.order_by("id").first()
    shown = desk.get(url(place, "scan_page", row.pk, AdmissionScan.objects.get().pk, first.pk)).content
    assert Image.open(io.BytesIO(shown)).format == "JPEG"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (lambda: [upload(b"<html>", "a.jpg")], "JPEG"),
        (lambda: [upload(b"PK\x03\x04", "a.docx")], "JPEG"),
        (lambda: [upload(b"%PDF-1.7 nothing", "a.pdf")], "PDF"),
        (lambda: [upload(pdf(10), "a.pdf")], "9"),
        (lambda: [upload(pdf(5), "a.pdf"), upload(pdf(5), "b.pdf")], "9"),
        (lambda: [upload(drawn(), f"{n}.jpg") for n in range(10)], "9"),
        (list, "PDF"),
    ],
)
def test_what_is_no_scan_is_refused_beside_the_field(place, desk, given, said):
    row = applied(place)

    answer = desk.post(url(place, "add_scan", row.pk, "application"), act(title="申请书", pictures=given()))
    assert answer.status_code == 422
    assert said in str(answer.context["form"].errors["pictures"])
    assert not AdmissionScan.objects.exists()
    assert not File.objects.exists()


def test_a_pdf_that_is_too_large_is_not_even_opened(monkeypatch):
    monkeypatch.setattr("linli.papers.pdf_pages.LARGEST", 10)
    with pytest.raises(NotAPicture):
        pages_of(pdf(1), most=9)


def test_a_scan_needs_a_title(place, desk):
    row = applied(place)
    answer = desk.post(url(place, "add_scan", row.pk, "application"), act(title=" ", pictures=[upload()]))

    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"title"})


def test_two_presses_of_one_form_make_one_scan_and_other_pages_another_act(place, desk):
    row = applied(place)
    page, sent = url(place, "add_scan", row.pk, "application"), act(title="申请书")

    assert desk.post(page, {**sent, "pictures": [upload()]}).status_code == 302
    assert desk.post(page, {**sent, "pictures": [upload()]}).status_code == 302
    assert AdmissionScan.objects.count() == 1
    assert desk.post(page, {**sent, "pictures": [upload(drawn("blue"))]}).status_code == 422
    assert AdmissionScan.objects.count() == 1


def test_only_the_party_organisation_of_the_branch_opens_a_page(place, enter):
    row = applied(place)
    scan = scanned(place, row)
    page = Attachment.objects.get()
    party_worker(place, "own_worker", at=branch(place))
    party_worker(place, "other_worker", at=branch(place, "汽运小区党支部"))
    paths = {
        "page": url(place, "scan_page", row.pk, scan.pk, page.pk),
        "list": url(place, "step_scans", row.pk, "application"),
        "add": url(place, "add_scan", row.pk, "application"),
        "withdraw": url(place, "withdraw_scan", row.pk, scan.pk),
    }
    for who, wanted in (
        ("secretary", 200), ("own_worker", 200), ("other_worker", 404), ("clerk", 403), ("grid_worker", 403), ("zhou", 403),
    ):  # fmt: skip
        client = enter(place.users[who])
        assert {name: client.get(path).status_code for name, path in paths.items()} == dict.fromkeys(
            paths, wanted
        )
    stranger = Client().get(paths["page"])
    assert stranger.status_code == 302


def test_a_page_opens_only_below_its_own_file(place, desk):
    row, another = applied(place), applied(place, applicant(place, "另一位"))
    scan = scanned(place, row)
    page = Attachment.objects.get()
    assert desk.get(url(place, "scan_page", another.pk, scan.pk, page.pk)).status_code == 404
    assert desk.get(url(place, "scan_page", row.pk, scan.pk, uuid4())).status_code == 404
    assert desk.get(url(place, "withdraw_scan", another.pk, scan.pk)).status_code == 404
    assert desk.get(url(place, "step_scans", row.pk, "talk")).status_code == 404
    assert desk.get(url(place, "step_scans", row.pk, "nothing")).status_code == 404


def test_a_scan_is_withdrawn_with_a_reason_and_stays_in_sight(place, desk):
    row = applied(place)
    scan = scanned(place, row)
    page, here = url(place, "withdraw_scan", row.pk, scan.pk), url(place, "step_scans", row.pk, "application")

    assert desk.post(page, act(reason=" ")).status_code == 422
    sent = act(reason="拍成别人的了")
    assert desk.post(page, sent)["Location"] == here
    assert desk.post(page, sent)["Location"] == here
    assert desk.post(page, act(reason="又一次")).status_code == 409
    assert desk.get(page)["Location"] == here
    shown = desk.get(here).content.decode()
    assert "拍成别人的了" in shown
    assert "扫描件：0" in desk.get(url(place, "file_detail", row.pk)).content.decode()
    assert AdmissionScan.objects.get().withdrawal == "拍成别人的了"
    assert Attachment.objects.count() == 1


def test_a_file_that_ended_takes_no_scan(place, desk):
    row = applied(place)
    scan = scanned(place, row)
    actions.end(row, ending="withdrawn", reason="本人来信", by=place.actor("secretary"), version=row.version)
    here = url(place, "step_scans", row.pk, "application")

    for page in (url(place, "add_scan", row.pk, "application"), url(place, "withdraw_scan", row.pk, scan.pk)):
        assert desk.get(page)["Location"] == here
    answer = desk.post(
        url(place, "add_scan", row.pk, "application"), act(title="申请书", pictures=[upload()])
    )
    assert (answer.status_code, AdmissionScan.objects.count()) == (409, 1)
    assert "撤下</a>" not in desk.get(here).content.decode()


def test_who_was_slower_to_withdraw_is_told(place):
    row = applied(place)
    first, second = scanned(place, row), AdmissionScan.objects.select_related("entry").get()
    actions.withdraw_scan(row, first, reason="拍糊了", by=place.actor("secretary"))

    with pytest.raises(Overtaken):
        actions.withdraw_scan(row, second, reason="不是这份", by=place.actor("secretary"))
    assert AdmissionScan.objects.get().withdrawal == "拍糊了"


def test_no_scan_without_pages_nor_at_a_step_of_another_file(place):
    row, another = applied(place), applied(place, applicant(place, "另一位"))
    picture = read_picture(drawn())
    for given in ({"pictures": []}, {"pictures": [picture], "entry": entry_of(another)}):
        entry = given.pop("entry", entry_of(row))
        with pytest.raises(DomainError):
            actions.add_scan(row, entry, title="申请书", by=place.actor("secretary"), **given)


def test_pages_of_a_withdrawn_scan_go_after_their_time_and_others_stay(place):
    row = applied(place)
    kept, gone = scanned(place, row), scanned(place, row, colour="blue", title="拍错的")
    actions.withdraw_scan(row, gone, reason="拍错", by=place.actor("secretary"))

    assert erase_withdrawn(place.community, clock.now()) == 0
    assert erase_withdrawn(place.community, clock.now() + dt.timedelta(days=1)) == 1
    assert Attachment.objects.get().subject_id == kept.pk
    with clock.at(clock.now() + dt.timedelta(days=3)):
        sweep_files()
    assert File.objects.count() == 1
    assert AdmissionScan.objects.get(pk=gone.pk).withdrawal == "拍错"


def test_the_archive_names_the_steps_without_a_scan_and_stops_nothing(place, desk):
    row = until(place, 24)
    scanned(place, row, 3)
    page = url(place, "take_step", row.pk, "archive")

    shown = desk.get(page)
    assert shown.context["without"] == [number for number in range(1, 25) if number != 3]
    assert "没有扫描件的步骤：23" in shown.content.decode()
    assert "没有扫描件的步骤：1、2、4" in desk.get(url(place, "file_detail", row.pk)).content.decode()
    assert desk.post(page, act(version=row.version, done_on="2025-01-05")).status_code == 302


def test_pages_of_scans_stay_within_their_questions(place, desk):
    row = applied(place)
    scanned(place, row)
    here = url(place, "step_scans", row.pk, "application")
    desk.get(here)
    before = len(queries_of(lambda: desk.get(here)))
    for colour in ("blue", "green", "white"):
        scanned(place, row, colour=colour)

    assert len(queries_of(lambda: desk.get(here))) == before <= 6
    assert len(queries_of(lambda: desk.get(url(place, "file_detail", row.pk)))) <= 6
    assert len(queries_of(lambda: desk.get(url(place, "add_scan", row.pk, "application")))) <= 6


def test_the_person_is_handed_what_lies_in_the_own_file(place):
    row = applied(place)
    scanned(place, row)
    (part,) = [one for one in parts_of(again(row).person) if one.code == "admissions"]

    assert "入党申请书" in [fact.value for record in part.records for fact in record]
