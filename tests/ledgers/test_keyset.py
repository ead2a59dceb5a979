"""Keyset pages: every row once, in both directions, whatever stands in the address."""

import datetime as dt
import uuid

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linli.core import clock
from linli.ledgers import keyset
from linli.ledgers.keyset import Keyset
from linli.orders.models import Order
from linli.places.models import Building
from tests.conftest import MORNING

TIMES = Keyset(Order, "-submitted_at")
NAMES = Keyset(Building, "name")
NUMBERS = Keyset(Building, "order")
DAYS = Keyset(Building, "-valid_from")
moments = st.datetimes(dt.datetime(1971, 1, 1), dt.datetime(2199, 12, 31), timezones=st.just(dt.UTC))


@given(moment=moments, key=st.uuids())
def test_a_cursor_leads_back_to_its_row(moment, key):
    assert TIMES.read(TIMES.cursor(Order(pk=key, submitted_at=moment))) == (moment, key)


@given(name=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), key=st.uuids())
@example(name="1~2~", key=uuid.UUID(int=1))
@example(name="a b+c", key=uuid.UUID(int=1))
def test_a_name_with_any_signs_is_a_cursor(name, key):
    assert NAMES.read(NAMES.cursor(Building(pk=key, name=name))) == (name, key)


@given(number=st.integers(0, 32767), day=st.dates(), key=st.uuids())
def test_numbers_and_days_are_cursors(number, day, key):
    row = Building(pk=key, order=number, valid_from=day)

    assert (NUMBERS.read(NUMBERS.cursor(row)), DAYS.read(DAYS.cursor(row))) == ((number, key), (day, key))


@given(st.text(max_size=60))
@example("2026-03-10T09:00:00~0198c0de-0000-7000-8000-000000000000")
@example("0001-01-01T00:00:00+00:00~0198c0de-0000-7000-8000-000000000000")
@example("9" * 5000 + "~0198c0de-0000-7000-8000-000000000000")
@example("9" * 30 + "~0198c0de-0000-7000-8000-000000000000")
@example("\x00~0198c0de-0000-7000-8000-000000000000")
def test_anything_else_is_no_cursor(written):
    assert TIMES.read(written) is None
    assert NUMBERS.read(written) is None
    assert DAYS.read(written) is None
    assert "\x00" not in str((NAMES.read(written) or ("",))[0])


def walk(keyset, rows, way, start=""):
    """The pages in one direction, each as a list of keys, and the cursor back from the last."""
    pages, page = [], keyset.page(rows, **({way: start} if start else {}))
    while True:
        pages.append([row.pk for row in page.rows])
        onward = page.older if way == "after" else page.newer
        if not onward:
            return pages, page
        page = keyset.page(rows, **{way: onward})


@pytest.mark.parametrize("count", [0, 1, 3, 4, 7, 12])
@pytest.mark.parametrize("order", ["-submitted_at", "submitted_at", "number"])
def test_the_pages_hold_every_row_once_there_and_back(place, monkeypatch, order, count):
    monkeypatch.setattr(keyset, "PAGE", 3)
    for n in range(count):
        with clock.at(MORNING + dt.timedelta(minutes=n // 4)):  # several in one minute
            place.submit()
    rows, by = Order.objects.of(place.community), Keyset(Order, order)
    wanted = [row.pk for row in by.sorted(rows)]

    there, last = walk(by, rows, "after")
    back, first = walk(by, rows, "before", last.newer) if last.newer else ([], None)

    assert [key for page in there for key in page] == wanted
    assert [len(page) for page in there[:-1]] == [3] * (len(there) - 1)
    assert back == there[:-1][::-1]
    assert first is None or first.newer == ""


def test_a_page_is_one_query(place, django_assert_num_queries):
    orders = [place.submit() for _ in range(3)]
    rows = Order.objects.of(place.community)

    with django_assert_num_queries(1):
        TIMES.page(rows, after=TIMES.cursor(orders[1]))
