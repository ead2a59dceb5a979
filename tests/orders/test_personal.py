"""What is held of who asked: handed over to the requester alone, and closed to everybody once it is erased."""

import datetime as dt
import json

import pytest
from django.test import Client

from linli.core import clock
from linli.core.files.actions import attach, attachments_of
from linli.core.files.models import Attachment
from linli.core.files.pictures import read_picture
from linli.orders.receipts import digits_of, is_past
from linli.residents.retention import days_of
from linli.residents.tasks import purge
from tests.core.files.test_pictures import as_file, photo
from tests.orders.test_papers import proven

CONTACT = {"contact_name": "江晚", "contact_phone": "13900006021"}


def later(place, hours: int = 1):
    """The moment when the contact of what ends now has been kept for its days, and some hours."""
    days = days_of("orders.contact.days", place.community)
    return clock.at(clock.now() + dt.timedelta(days=days, hours=hours))


def test_the_requester_gets_what_is_held_in_the_matter(place):
    order = place.order("closed", **CONTACT)
    answer = proven(order).get(f"/nanmen/t/{order.code}/own_data.json")
    whole = json.loads(answer.content)
    said = {fact["field"]: fact["value"] for fact in whole["facts"]}

    assert (said["contact_name"], said["contact_phone"]) == ("江晚", "13900006021")
    assert (said["number"], said["text"], said["answer"]) == (order.number, order.text, "装好了")
    assert whole["happened"][0]["title"] == "收到"
    assert [row["text"] for row in whole["happened"] if row["text"]] == ["zhou", "装好了"]
    assert "no-store" in answer["Cache-Control"]


def test_no_internal_note_and_no_name_of_the_desk_is_in_it(place):
    order = place.order("accepted", **CONTACT)
    place.take(order, "send_back")
    text = proven(order).get(f"/nanmen/t/{order.code}/own_data.json").content.decode()

    assert "办不了" not in text
    assert "clerk" not in text


def test_nobody_else_gets_it(place, other_place, enter):
    order = place.order(**CONTACT)
    path = f"/nanmen/t/{order.code}/own_data.json"

    assert Client().get(path).status_code == 404
    assert enter(place.users["clerk"]).get(path).status_code == 404
    assert proven(other_place.order(**CONTACT)).get(path).status_code == 404
    assert proven(order).get(path.replace("nanmen", "yongxinlu")).status_code == 404


def test_the_page_of_the_matter_leads_to_it(place):
    order = place.order(**CONTACT)

    assert (
        f"/nanmen/t/{order.code}/own_data.json"
        in proven(order).get(f"/nanmen/t/{order.code}").content.decode()
    )


@pytest.mark.parametrize("contact", [CONTACT, {}], ids=["telephone", "none"])
def test_what_ended_long_ago_opens_no_longer_and_says_so_kindly(place, contact):
    order = place.order("closed", **contact)
    digits, client = digits_of(order), proven(order)
    with later(place, -1):
        assert client.get(f"/nanmen/t/{order.code}").templates[0].name == "orders/ask/follow.html"
    with later(place):
        purge()
        again = Client().post("/nanmen/t/", {"code": order.code, "digits": digits})
        remembered = client.get(f"/nanmen/t/{order.code}")

        assert again.status_code == 422
        assert "早已办完" in again.content.decode()
        assert "早已办完" in remembered.content.decode()
        assert order.subject not in again.content.decode() + remembered.content.decode()
        for name in ("own_data.json", "receipt.png"):
            assert client.get(f"/nanmen/t/{order.code}/{name}").status_code == 404


def test_what_has_not_ended_opens_however_old_it_is(place):
    order = place.order("resolved", **CONTACT)
    with later(place):
        purge()

        assert not is_past(order, place.community)
        assert proven(order).get(f"/nanmen/t/{order.code}").status_code == 200


def test_photos_of_a_matter_go_some_time_after_it_ended(place, settings, tmp_path):
    settings.FILES = tmp_path
    ended, open_order = place.order("declined"), place.order()
    for order in (ended, open_order):
        attach(order, "asked", [read_picture(as_file(photo()))], by=place.actor("clerk"))

    with clock.at(ended.ended_at + dt.timedelta(days=180)):
        purge()
    assert Attachment.objects.count() == 2
    with clock.at(ended.ended_at + dt.timedelta(days=180, seconds=1)):
        purge()

    assert attachments_of(open_order).exists()
    assert not attachments_of(ended).exists()
