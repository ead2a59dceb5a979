"""Telephone numbers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.residents.phones import is_phone, mask_phone, read_phone


@pytest.mark.parametrize(
    ("typed", "digits", "good"),
    [
        ("138 0000 6021", "13800006021", True),
        ("１３８００００６０２１", "13800006021", True),
        ("+86 138-0000-6021", "13800006021", True),
        ("0597-4820016", "05974820016", True),
        ("4820016", "4820016", True),
        ("（0597）4820016", "05974820016", True),
        ("12345", "12345", False),
        ("12800006021", "12800006021", False),
        ("1380000602", "1380000602", False),
        ("电话", "电话", False),
        ("", "", False),
        ("13800006021\n", "13800006021", True),
    ],
)
def test_reading(typed, digits, good):
    assert read_phone(typed) == digits
    assert is_phone(digits) is good


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_a_mask_shows_the_ends_only(phone):
    assert mask_phone(phone) == f"{phone[:3]}****{phone[-4:]}"


def test_a_short_number_shows_two_digits():
    assert mask_phone("4820016") == "*****16"
