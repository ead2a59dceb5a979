"""A page a week: counted from the records, in public words, for one compound or all."""

import datetime as dt
import io

import pytest
from pypdf import PdfReader

from linli.core import clock
from linli.orders.models import Order
from linli.places.models import Compound
from linli.portal.weekly import values_of, week_of

TUESDAY = dt.date(2026, 3, 10)


def counts(place, compound=None) -> list[int]:
    return [part["count"] for part in values_of(place.community, compound, clock.today())["parts"]]


@pytest.mark.parametrize("day", [dt.date(2026, 3, 9), TUESDAY, dt.date(2026, 3, 15)])
def test_the_week_told_is_the_last_whole_one(day):
    assert week_of(day) == (dt.date(2026, 3, 2), dt.date(2026, 3, 8))


def at(order, **moments) -> None:
    Order.objects.filter(pk=order.pk).update(**moments)


def test_what_was_asked_done_and_is_late_is_counted(place):
    now = clock.now()
    asked, done, late, fresh = (
        place.order(status, building=place.buildings[0])
        for status in ("admitted", "resolved", "admitted", "admitted")
    )
    at(asked, submitted_at=now - dt.timedelta(days=4), due_at=now + dt.timedelta(days=2))
    at(done, submitted_at=now - dt.timedelta(days=20), resolved_at=now - dt.timedelta(days=3))
    at(late, submitted_at=now - dt.timedelta(days=20), due_at=now - dt.timedelta(days=1))
    at(fresh, due_at=now + dt.timedelta(days=30))
    assert counts(place) == [1, 1, 1, 1]
    assert counts(place, place.buildings[0].compound) == [1, 1, 1, 1]
    other = Compound.objects.create(community=place.community, name="中凯", valid_from=dt.date(2020, 1, 1))
    assert counts(place, other) == [0, 0, 0, 0]


def test_the_page_names_nobody_and_tells_no_words_of_a_resident(place, enter):
    order = place.order(
        "admitted",
        text="301室李阿婆家漏水",
        contact_name="李阿婆",
        contact_phone="13900003321",
        building=place.buildings[0],
    )
    at(order, submitted_at=clock.now() - dt.timedelta(days=4))
    client = enter(place.users["clerk"])
    assert client.get("/desk/nanmen/week/").status_code == 200
    answer = client.get("/desk/nanmen/week/all.pdf")
    words = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert "路灯照明" in words
    assert not any(secret in words for secret in ("李阿婆", "13900003321", "301", "漏水"))


def test_a_compound_of_another_community_is_not_there(place, other_place, enter):
    compound = other_place.buildings[0].compound
    assert enter(place.users["clerk"]).get(f"/desk/nanmen/week/{compound.pk}.pdf").status_code == 404
