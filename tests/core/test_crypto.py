"""Personal data at rest."""

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from linli.core import crypto
from linli.orders.models import Order


@given(st.text(max_size=200))
def test_what_is_sealed_opens_only_in_its_place(text):
    sealed = crypto.seal(text, "orders.order.phone:1")

    assert crypto.unseal(sealed, "orders.order.phone:1") == text
    assert crypto.seal(text, "orders.order.phone:1") != sealed
    with pytest.raises(InvalidTag):
        crypto.unseal(sealed, "orders.order.phone:2")


def raw(order, column="contact_phone") -> bytes:
    with connection.cursor() as cursor:
        key = Order._meta.pk.get_db_prep_value(order.pk, connection)
        cursor.execute(f"SELECT {column} FROM orders_order WHERE id = %s", [key])
        return bytes(cursor.fetchone()[0])


def test_the_database_never_holds_the_telephone(place):
    order = place.submit(contact_phone="13900006021", contact_name="某居民")

    assert b"13900006021" not in raw(order)
    assert "某居民".encode() not in raw(order, "contact_name")
    assert Order.objects.get(pk=order.pk).contact_phone == "13900006021"


def test_a_telephone_moved_to_another_row_does_not_open(place):
    first, second = place.submit(contact_phone="13900006021"), place.submit(contact_phone="13900006022")
    with connection.cursor() as cursor:
        key = Order._meta.pk.get_db_prep_value(second.pk, connection)
        cursor.execute("UPDATE orders_order SET contact_phone = %s WHERE id = %s", [raw(first), key])

    with pytest.raises(InvalidTag):
        _ = Order.objects.get(pk=second.pk).contact_phone


def test_a_blind_index_depends_on_value_and_place():
    assert crypto.blind_index("1", "a") == crypto.blind_index("1", "a")
    assert (
        len({crypto.blind_index("1", "a"), crypto.blind_index("1", "b"), crypto.blind_index("2", "a")}) == 3
    )


def test_an_empty_field_stays_empty(place):
    order = place.submit()

    assert raw(order) == b""
    assert Order.objects.get(pk=order.pk).contact_phone == ""


def test_a_deferred_field_opens_when_it_is_read(place):
    order = place.submit(contact_phone="13900006021")

    assert Order.objects.defer("contact_phone").get(pk=order.pk).contact_phone == "13900006021"


def test_saving_again_keeps_the_text(place):
    order = Order.objects.get(pk=place.submit(contact_phone="13900006021").pk)
    order.save()

    assert Order.objects.get(pk=order.pk).contact_phone == "13900006021"
