"""The three pages of an order with its photos: what they cost, and that a refusal is seen on each."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from linli.core.files.actions import attach, attachments_of
from linli.core.files.pictures import read_picture
from linli.orders.models import Order
from linli.orders.pictures import WORK
from tests.core.files.test_pictures import as_file, photo


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.FILES = tmp_path


@pytest.fixture
def rooms(place, enter):
    """An accepted order, and for each room a browser, its page and where photos are added."""
    asker = Client()
    form = {"act_id": uuid.uuid4(), "text": "巷道没有路灯", "category": place.category().pk}
    asker.post(f"/{place.community.slug}/orders/submit", form)
    order = Order.objects.get()
    for verb in ("admit", "dispatch", "accept"):
        place.take(order, verb)
    slug = place.community.slug
    clients = {"desk": enter(place.users["clerk"]), "serve": enter(place.users["zhou"]), "ask": asker}
    views = {"desk": "desk_detail", "serve": "serve_detail", "ask": "follow"}
    adds = {"desk": "desk_attach", "serve": "serve_attach", "ask": "attach"}
    keys = {"desk": order.number, "serve": order.number, "ask": order.code}
    return order, {
        room: (
            clients[room],
            reverse(f"orders:{views[room]}", args=[slug, keys[room]]),
            reverse(f"orders:{adds[room]}", args=[slug, keys[room]]),
        )
        for room in clients
    }


def test_photos_cost_a_page_the_same_however_many(rooms, place):
    order, pages = rooms
    costs: dict[str, set[int]] = {room: set() for room in pages}
    for count in (0, 3, 9):
        many = [read_picture(as_file(photo(20 + n, 20))) for n in range(count)]
        attach(order, WORK, many, by=place.actor("clerk"))
        for room, (client, page, _add) in pages.items():
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(page)
            assert answer.content.decode().count("?small") == count
            costs[room].add(len([q for q in queries if "SAVEPOINT" not in q["sql"]]))

    assert all(len(cost) == 1 for cost in costs.values()), costs


@pytest.mark.parametrize("room", ["desk", "serve", "ask"])
def test_why_a_file_was_refused_is_shown_as_an_error(rooms, room):
    order, pages = rooms
    client, _page, add = pages[room]
    wrong = SimpleUploadedFile("a.jpg", b"GIF89a", "image/jpeg")

    told = client.post(add, {"act_id": uuid.uuid4(), "pictures": [wrong]}, follow=True).content.decode()

    assert 'role="alert"' in told
    assert "note--bad" in told
    assert "不是" in told[told.index("note--bad") :][:400]
    assert client.post(add, {"act_id": uuid.uuid4()}, follow=True).content.decode().count("note--bad") == 1
    assert not attachments_of(order).exists()
