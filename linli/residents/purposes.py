"""处理目的 that need a person's agreement: each has words for the person; new words are a new version and ask anew."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Purpose:
    """One use of personal data that a person may agree to or not: a short name, and the words that are read out.
    `months_code` is the row of the rulebook that says after how many months it is asked anew; "" where it never is.
    """

    code: str
    label: Any
    words: Any
    version: int = 1
    months_code: str = ""


PURPOSES: dict[str, Purpose] = {}


def declare(purpose: Purpose) -> Purpose:
    """Enter a purpose; each code once. An app declares only what it really does."""
    if purpose.code in PURPOSES:
        raise ValueError(f"the purpose {purpose.code} is declared twice")
    PURPOSES[purpose.code] = purpose
    return purpose


PUBLIC_NAME = declare(
    Purpose(
        "residents.public_name",
        _("my name in announcements"),
        _(
            "My name may stand in announcements of the community, for example when I am thanked or hold a post."
        ),
    )
)
# 关爱名单: only that somebody wishes to be rung first, never why.
CARE_POWER = declare(
    Purpose(
        "residents.care_power",
        _("care list: when the power is cut"),
        _(
            "When the power is cut, please ring me first: I have a device that needs it. Staff of the community see my name, home and telephone on a list. It holds for a year, then you ask me anew."
        ),
        months_code="residents.care.months",
    )
)
CARE_STAIRS = declare(
    Purpose(
        "residents.care_stairs",
        _("care list: when the lift stands still"),
        _(
            "When the lift stands still or the stairs are blocked, please ring me first. Staff of the community see my name, home and telephone on a list. It holds for a year, then you ask me anew."
        ),
        months_code="residents.care.months",
    )
)
