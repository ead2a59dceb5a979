"""字组: the runs of one to three characters by which messages are compared. Chinese needs no words for it."""

import re
import unicodedata
from collections import Counter

# Numbers of houses, codes of districts, links: they tell one message from another and nothing of its kind.
FOREIGN = re.compile(r"[a-z0-9]+")
BLANK = re.compile(r"\s+")
# The subject says in one line what the text says in twenty.
SUBJECT_COUNTS = 3
LONGEST = 3


def prepared(subject: str, text: str) -> str:
    """One message as it is read: no blanks, half-width, small letters, every number and Latin word the same."""
    told = "\n".join([*([subject] if subject else []) * SUBJECT_COUNTS, text])
    plain = unicodedata.normalize("NFKC", told).lower()
    return FOREIGN.sub("0", BLANK.sub("", plain))


def grams(message: str) -> list[str]:
    """Every run of one to three characters, as often as it stands there."""
    return [
        message[start : start + size]
        for size in range(1, LONGEST + 1)
        for start in range(len(message) - size + 1)
    ]


def counted(subject: str, text: str) -> Counter[str]:
    """The runs of a message with their counts."""
    return Counter(grams(prepared(subject, text)))
