"""Orders on paper: the receipt for who asked, the order sheet for who works without a telephone."""

import io
import uuid

import pypdf
import pytest
from django.test import Client

from linli.orders import papers
from linli.orders.receipts import digits_of
from linli.papers.printing.models import PrintJob


def words(answer) -> str:
    found = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    return "".join(page.extract_text() for page in found).replace("\n", "").replace(" ", "")


def proven(order) -> Client:
    client = Client()
    client.post("/nanmen/t/", {"code": order.code, "digits": digits_of(order)})
    return client


@pytest.mark.parametrize("kind", ["pdf", "png"])
def test_only_who_has_proven_the_order_gets_its_receipt(place, kind):
    order = place.order(contact_phone="13900006021")
    path = f"/nanmen/t/{order.code}/receipt.{kind}"

    assert Client().get(path).status_code == 404
    assert proven(order).get(path).status_code == 200


def test_the_receipt_says_what_one_needs_to_ask_again_and_no_telephone_of_the_resident(place):
    place.community.look = {"phone": "0597-4820016"}
    place.community.save()
    order = place.order(contact_phone="13900006021")
    told = words(proven(order).get(f"/nanmen/t/{order.code}/receipt.pdf"))

    for part in (order.number, f"{order.code[:3]}-{order.code[3:]}", order.subject, "0597-4820016", "前办好"):
        assert part in told
    assert "13900006021" not in told


def test_the_qr_of_the_receipt_leads_to_the_matter(place):
    order = place.order()
    _values, meta = papers.receipt(order, f"http://testserver/nanmen/t/{order.code}")

    assert meta.qr == f"http://testserver/nanmen/t/{order.code}"


def test_the_pages_offer_the_picture_before_the_pdf(place):
    order = place.order()
    page = proven(order).get(f"/nanmen/t/{order.code}").content.decode()

    assert 0 < page.index("receipt.png") < page.index("receipt.pdf")


def sheet(place, enter, order, who="clerk") -> str:
    return words(enter(place.users[who]).get(f"/desk/nanmen/orders/{order.number}/sheet.pdf"))


def test_the_order_sheet_says_what_where_by_when_and_whom_to_ring(place, enter):
    order = place.order("accepted", building=place.buildings[0], contact_phone="13900006021")
    told = sheet(place, enter, order)

    for part in (order.subject, "1栋", "13900006021", "解决了", "没解决", "居民签名"):
        assert part in told


@pytest.mark.parametrize("status", ["accepted", "closed"])
def test_no_contact_stands_on_the_sheet_of_who_asked_not_to_be_shown_or_of_an_ended_order(
    place, enter, status
):
    order = place.order(status, contact_phone="13900006021", anonymous=status == "accepted")

    assert "13900006021" not in sheet(place, enter, order)


def test_the_sheet_is_of_the_desk(place, other_place, enter):
    order, foreign = place.order("accepted"), other_place.order("accepted")

    assert enter(place.users["zhou"]).get(f"/desk/nanmen/orders/{order.number}/sheet.pdf").status_code == 403
    assert foreign.number == order.number
    client = enter(other_place.users["clerk"])
    assert client.get(f"/desk/nanmen/orders/{order.number}/sheet.pdf").status_code == 404


def test_pressed_twice_one_sheet_waits_in_the_printing_room(place, enter):
    order, client = place.order("accepted", building=place.buildings[0]), enter(place.users["clerk"])
    for _ in range(2):
        form = {"act_id": str(uuid.uuid4())}
        client.post(f"/desk/nanmen/orders/{order.number}/request_print", form)

    job = PrintJob.objects.get()
    assert (job.kind, job.origin_id) == ("orders.sheet", order.pk)
    assert job.place_order == "青云首府/00001/1栋"
    assert client.get(f"/desk/nanmen/orders/{order.number}").status_code == 200


def test_who_wrote_an_order_down_prints_its_receipt_and_nobody_else(place, enter):
    client = enter(place.users["clerk"])
    form = {
        "act_id": str(uuid.uuid4()),
        "text": "没灯",
        "category": str(place.category().pk),
        "channel": "phone",
    }
    page = client.post("/desk/nanmen/orders/submit", form).url

    assert client.get(f"{page}.pdf")["Content-Type"] == "application/pdf"
    assert enter(place.users["secretary"]).get(f"{page}.pdf").status_code == 404
