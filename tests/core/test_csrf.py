"""A lost cookie loses nothing that was typed."""

import re
import uuid

from django.test import Client

from linli.orders.models import Order

FORM = {"text": "路灯坏了 <b>", "place": "门口"}


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))


def test_a_resident_presses_once_more_and_it_is_sent(place):
    client = Client(enforce_csrf_checks=True)
    form = {**FORM, "act_id": str(uuid.uuid4()), "category": str(place.category().pk)}
    lost = client.post("/nanmen/orders/submit", form)
    page = lost.content.decode()

    assert lost.status_code == 403
    assert not Order.objects.exists()
    kept = hidden(page)
    assert kept["place"] == "门口"
    sent = client.post("/nanmen/orders/submit", {**form, "csrfmiddlewaretoken": kept["csrfmiddlewaretoken"]})
    assert sent.status_code == 302
    assert Order.objects.get().text == FORM["text"]


def test_who_has_logged_in_opens_the_page_anew(place):
    client = Client(enforce_csrf_checks=True)
    client.force_login(place.users["clerk"])
    order = place.order()
    page = client.post(f"/desk/nanmen/orders/{order.number}/admit", {"category": "x"})

    assert page.status_code == 403
    assert "category" not in hidden(page.content.decode())


def test_a_password_is_never_written_into_a_page(db):
    page = Client(enforce_csrf_checks=True).post("/accounts/login", {"login": "a", "password": "geheim-1"})

    assert page.status_code == 403
    assert "geheim-1" not in page.content.decode()
