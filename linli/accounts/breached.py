"""泄露口令: passwords that guessers try first (R-43): our own short list of what people here choose, and the operator's
file in the format of the public “Pwned Passwords” download. Nothing is sent anywhere.
"""

import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from linli.accounts.models import Posting, User

# What stands before or after a run of digits: rows of the keyboard, what one says, where one works, family names.
_WORDS = """
a aa aaa ab abc abcd abcde abcdef q qq qaz qwe qwer qwert qwerty asd asdf asdfg zxc zxcv zxcvbn w ww x xx
z zz woaini wo ai ni wan an love iloveyou admin administrator root test user guest pass passwd password
pwd mima denglu shequ jiedao wangge wanggeyuan dangyuan zhibu zhishu shuji juweihui linli china zhongguo
beijing shanghai wang li zhang liu chen yang zhao huang zhou wu xu sun ma zhu hu guo he lin gao luo
"""
WORDS = frozenset(_WORDS.split())
_RUNS = """
1 12 123 1234 12345 123456 1234567 12345678 123456789 1234567890 0123456789 987654321 87654321 7654321
654321 54321 4321 321 123123 123321 112233 1122 147 258 369 147258 258369 147258369 159357 741852 789456
456789 520 521 1314 5201314 5211314 13145 1314520 1314521 110 119 120 10086 10010 12306
12345678910 11223344 7758521
"""
RUNS = frozenset(_RUNS.split())
SAME_OR_YEAR = re.compile(r"(\d)\1*|(?:19|20)\d\d")
WORD_AND_RUN = re.compile(r"([a-z]+)(\d*)|(\d+)([a-z]*)")


class BreachedPasswordValidator:
    """Among Django's validators; named in the settings."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError for what guessers try first."""
        path = settings.BREACHED_PASSWORDS
        if is_known(password, _slugs(user)) or (path and stands_in(Path(path), password)):
            raise ValidationError(_("This password stands on a list of leaked passwords. Choose another."))

    def get_help_text(self) -> str:
        """What to mind, for the page."""
        return _("Not one that many people use, and not the name of the community with a number.")


def _slugs(user: User | None) -> list[str]:
    if user is None:
        return []
    rows = Posting.objects.filter(user_id=user.pk, community__isnull=False)
    return list(rows.values_list("community__slug", flat=True).distinct())


def is_known(password: str, slugs: Iterable[str] = ()) -> bool:
    """Whether it is one of our words, or the short name of a community, with a run of digits before or behind it;
    capitals and signs do not make it better.
    """
    bare = "".join(letter for letter in password.casefold() if letter.isalnum())
    parts = WORD_AND_RUN.fullmatch(bare)
    if parts is None:
        return False
    word, run = parts[1] or parts[4] or "", parts[2] or parts[3] or ""
    words = WORDS | {"".join(letter for letter in slug if letter.isalpha()) for slug in slugs} | {""}
    return word in words and (not run or run in RUNS or SAME_OR_YEAR.fullmatch(run) is not None)


def stands_in(path: Path, password: str) -> bool:
    """Whether the sorted file of lines `SHA1:count` names the password: some forty short reads, however long it is."""
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with path.open("rb") as file:
        low, high = 0, file.seek(0, os.SEEK_END)
        while low < high:
            middle = (low + high) // 2
            line = _line_from(file, middle)
            if line and _digest(line) < wanted:
                low = middle + 1
            else:
                high = middle
        return _digest(_line_from(file, low)) == wanted


def _line_from(file: BinaryIO, at: int) -> bytes:
    """The first whole line that begins at this byte or later; b"" behind the last."""
    file.seek(max(at - 1, 0))
    if at:
        file.readline()
    return file.readline()


def _digest(line: bytes) -> bytes:
    return line[:40].upper()
