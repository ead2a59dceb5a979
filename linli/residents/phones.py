"""Telephone numbers of mainland China (工信部 numbering plan): reading what people type, and masking."""

import re

_MOBILE = re.compile(r"^1[3-9]\d{9}\Z")
_LANDLINE = re.compile(r"^(0\d{2,3})?[2-8]\d{6,7}\Z")
MOBILE_DIGITS = 11


def read_phone(typed: str) -> str:
    """The digits of a telephone number as typed: full-width, blanks, hyphens, +86 allowed. Not yet checked."""
    folded = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in typed)
    bare = re.sub(r"[\s\-()（）.]", "", folded)
    return re.sub(r"^(\+86|0086)", "", bare)


def is_phone(digits: str) -> bool:
    """Whether the digits are a mobile or a landline number."""
    return bool(_MOBILE.match(digits) or _LANDLINE.match(digits))


def is_mobile(digits: str) -> bool:
    """Whether the digits are a mobile number, which takes text messages."""
    return bool(_MOBILE.match(digits))


def mask_phone(digits: str) -> str:
    """138****6021; a shorter number shows only its last two digits."""
    if len(digits) == MOBILE_DIGITS:
        return f"{digits[:3]}****{digits[-4:]}"
    return "*" * max(len(digits) - 2, 0) + digits[-2:]
