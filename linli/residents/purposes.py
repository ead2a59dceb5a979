"""处理目的 that need a person's agreement: each has words for the person; new words are a new version and ask anew."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Purpose:
    """One use of personal data that a person may agree to or not: a short name, and the words that are read out."""

    code: str
    label: Any
    words: Any
    version: int = 1


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
