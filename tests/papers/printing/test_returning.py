"""The photo of a signed paper finds its record by the QR that was printed on it."""

import io
import uuid

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, ImageFilter

from linli.core.files.actions import attachments_of
from linli.core.files.models import Attachment
from linli.core.files.pictures import read_picture
from linli.orders import papers as order_papers
from linli.papers.printing.sheets import SIGN_IN_SHEET, sign_in_sheet
from linli.papers.scanning import codes_on
from linli.papers.typeset import png
from tests.core.files.test_pictures import as_file, photo
from tests.papers.printing.test_room import sheet

BACK = "/desk/nanmen/print/returned"
HOST = "http://testserver"


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.FILES = tmp_path


def photographed(paper: bytes, *, angle: float = 7) -> bytes:
    """The paper on a table: turned a little, unsharp, under a lamp."""
    page = Image.open(io.BytesIO(paper)).convert("L").resize((1240, 1754))
    table = Image.new("L", (1700, 2300), 90)
    table.paste(page, (230, 270))
    turned = table.rotate(angle, fillcolor=90).filter(ImageFilter.GaussianBlur(1.2))
    return as_file(turned.point(lambda light: 40 + light * 3 // 4).convert("RGB"), quality=80)


def paper_of(row) -> bytes:
    address = HOST + reverse("printing:sheet", args=["nanmen", row.code])
    values, meta = sign_in_sheet(row, issuer="南门社区", address=address)
    return png(SIGN_IN_SHEET.template, values, meta=meta)


def send(client, *photos: bytes, act_id=None):
    files = [SimpleUploadedFile(f"{n}.jpg", data, "image/jpeg") for n, data in enumerate(photos)]
    return client.post(BACK, {"act_id": act_id or uuid.uuid4(), "pictures": files})


def test_a_heap_of_photos_finds_its_records(place, enter):
    first, second = sheet(place), sheet(place, title="消防培训")
    order = place.order()
    wanted = order_papers.order_sheet(
        order, f"{HOST}/desk/nanmen/orders/{order.number}", place.actor("clerk")
    )
    order_paper = png(order_papers.ORDER_SHEET.template, wanted.values, meta=wanted.meta)
    photos = [
        photographed(paper_of(second)),
        photographed(paper_of(first), angle=-12),
        photographed(order_paper),
        as_file(photo(400, 400)),
    ]

    page = send(enter(place.users["clerk"]), *photos)

    assert page.status_code == 200
    assert [attachments_of(row).count() for row in (first, second, order)] == [1, 1, 1]
    assert "第 4 张" in page.content.decode()
    assert Attachment.objects.count() == 3


def test_a_double_press_keeps_it_once(place, enter):
    row, act_id = sheet(place), uuid.uuid4()
    paper, client = photographed(paper_of(row)), enter(place.users["clerk"])
    for _press in range(2):
        assert send(client, paper, act_id=act_id).status_code == 200

    assert attachments_of(row).count() == 1


def test_a_paper_of_another_community_is_not_found(place, other_place, enter):
    row = sheet(other_place)
    address = HOST + reverse("printing:sheet", args=["yongxinlu", row.code])
    values, meta = sign_in_sheet(row, issuer="x", address=address)
    paper = photographed(png(SIGN_IN_SHEET.template, values, meta=meta))

    assert "没有找到" in send(enter(place.users["clerk"]), paper).content.decode()
    assert not Attachment.objects.exists()


def test_a_code_that_leads_elsewhere_is_no_record(place, enter):
    row = sheet(place)
    for address in (f"{HOST}/desk/nanmen/staff/", "https://example.org/desk/nanmen/", "没有网址", "x" * 200):
        values, meta = sign_in_sheet(row, issuer="x", address=address)
        paper = png(SIGN_IN_SHEET.template, values, meta=meta)
        assert "没有找到" in send(enter(place.users["clerk"]), paper).content.decode()

    assert not Attachment.objects.exists()


def test_no_photo_at_all_is_said_beside_the_field(place, enter):
    answer = send(enter(place.users["clerk"]))

    assert answer.status_code == 422


def test_the_sheet_shows_its_photo_and_takes_it_away_again(place, enter):
    row, client = sheet(place), enter(place.users["secretary"])
    send(client, photographed(paper_of(row)))
    record = reverse("printing:sheet", args=["nanmen", row.code])
    kept = attachments_of(row).get()

    assert client.get(f"{record}/pictures/{kept.pk}")["Content-Type"] == "image/jpeg"
    assert "?small" in client.get(record).content.decode()
    answer = client.post(f"{record}/detach", {"act_id": uuid.uuid4(), "attachment": kept.pk})
    assert answer.status_code == 302
    assert not attachments_of(row).exists()
    assert enter(place.users["zhou"]).get(f"{record}/pictures/{kept.pk}").status_code == 403


@pytest.mark.parametrize(
    "words",
    [
        "http://[",
        "http://[::1",
        "//]/desk",
        "desk/nanmen",
        "javascript:1",
        "http://x/desk/nanmen/print/\u6c49",
    ],
)
def test_a_code_that_is_no_address_finds_nothing_and_breaks_nothing(place, enter, words):
    out = io.BytesIO()
    segno.make(words, micro=False).save(out, kind="png", scale=8, border=4)
    data = as_file(Image.open(out).convert("RGB"))
    assert codes_on(read_picture(data)) == [words]

    assert send(enter(place.users["clerk"]), data).status_code == 200
    assert not Attachment.objects.exists()
