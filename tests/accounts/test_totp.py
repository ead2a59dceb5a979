"""Six digits by the clock: the vectors of RFC 6238 appendix B, and pyotp as an app would use it."""

import base64
import datetime as dt

import pyotp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.accounts import totp

SECRET = base64.b32encode(b"12345678901234567890").decode()
# The published codes have eight digits; six digits are their end (RFC 4226 section 5.3).
VECTORS = [
    (59, "94287082"), (1111111109, "07081804"), (1111111111, "14050471"),
    (1234567890, "89005924"), (2000000000, "69279037"), (20000000000, "65353130"),
]  # fmt: skip
moments = st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2060, 1, 1), timezones=st.just(dt.UTC))


@pytest.mark.parametrize(("seconds", "code"), VECTORS)
def test_the_vectors_of_the_standard(seconds, code):
    moment = dt.datetime.fromtimestamp(seconds, dt.UTC)

    assert totp.step_of(SECRET, code[-6:], moment) == seconds // 30


@settings(deadline=None)
@given(moments, st.integers(-3, 3))
def test_a_code_is_good_one_step_early_or_late(moment, shift):
    code = pyotp.TOTP(SECRET).at(moment, counter_offset=shift)

    found = totp.step_of(SECRET, code, moment)

    assert (found is not None) == (abs(shift) <= 1) or code in {
        pyotp.TOTP(SECRET).at(moment, counter_offset=n) for n in (-1, 0, 1)
    }


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "1234567", "💥"])
def test_what_is_no_code_fits_nothing(typed):
    assert totp.step_of(SECRET, typed, dt.datetime.fromtimestamp(59, dt.UTC)) is None


def test_the_picture_says_what_every_app_reads():
    said = pyotp.parse_uri(totp.address_of(SECRET, login="clerk@nanmen", issuer="邻里"))

    assert (said.secret, said.name, said.issuer, said.digits, said.interval) == (
        SECRET,
        "clerk@nanmen",
        "邻里",
        6,
        30,
    )


def test_secrets_have_160_bits_and_differ():
    made = {totp.new_secret() for _ in range(20)}

    assert len(made) == 20
    assert {len(base64.b32decode(secret)) for secret in made} == {20}
