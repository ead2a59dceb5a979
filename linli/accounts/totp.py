"""动态口令: six digits by the clock (RFC 6238, SHA-1, steps of thirty seconds), as every authenticator app shows them."""

import datetime as dt

import pyotp

STEP_SECONDS = 30
# One step early or late: clocks differ, and typing takes time (RFC 6238 section 5.2).
NEAR = (0, -1, 1)
DIGITS = 6


def new_secret() -> str:
    """160 random bits in base 32, as RFC 4226 section 4 recommends."""
    return pyotp.random_base32()


def address_of(secret: str, *, login: str, issuer: str) -> str:
    """The otpauth:// address that the picture shows to an app."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=issuer)


def step_of(secret: str, code: str, at: dt.datetime) -> int | None:
    """The time-step whose code this is, near the moment; None where it is none. A step may be accepted only once."""
    now = int(at.timestamp()) // STEP_SECONDS
    steps = [
        now + shift for shift in NEAR if pyotp.utils.strings_equal(pyotp.HOTP(secret).at(now + shift), code)
    ]
    return steps[0] if steps else None
