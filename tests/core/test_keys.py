"""Keys and codes."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core import clock, keys

moments = st.datetimes(
    min_value=dt.datetime(1990, 1, 1), max_value=dt.datetime(2090, 1, 1), timezones=st.just(clock.BEIJING)
)


@given(moments)
def test_a_key_is_a_uuid_of_version_seven_and_carries_its_moment(moment):
    with clock.at(moment):
        key = keys.uuid7()

    assert (key.version, key.variant) == (7, "specified in RFC 4122")
    assert key.int >> 80 == int(moment.timestamp() * 1000)


def test_keys_of_one_moment_rise():
    made = [keys.uuid7() for _ in range(2000)]

    assert made == sorted(made)
    assert len(set(made)) == len(made)


@given(st.text(alphabet=keys.CODE_ALPHABET, min_size=6, max_size=6))
def test_a_code_is_read_however_it_is_typed(code):
    wide = "".join(chr(ord(c) + 0xFEE0) for c in code)

    assert {keys.read_code(t) for t in (code, code.lower(), keys.show_code(code), f" {code} ", wide)} == {
        code
    }


@pytest.mark.parametrize("typed", ["", "K7P4M", "K7P4M22", "O0I1L2", "编号", "K7P-4M\u202e"])
def test_what_is_no_code_is_refused(typed):
    assert keys.read_code(typed) == ""


def test_new_codes_have_no_letter_that_reads_like_another():
    assert not set("".join(keys.new_code() for _ in range(200))) & set("0O1IL")
