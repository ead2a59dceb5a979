"""邀请码: the token of an invitation, as a link and as four groups of six characters on paper.

It carries some 118 bits and is stored as keyed digests only. Wrong ones are counted on the invitation whose first
six characters they carry (R-43), so that nobody tries the rest out.
"""

import datetime as dt
import unicodedata

from django.db.models import F
from django.urls import reverse

from linli.accounts.models import Invitation
from linli.core import clock, crypto, keys
from linli.core.links import absolute
from linli.rulebook import book

GROUPS = 4
LENGTH = GROUPS * keys.CODE_LENGTH


def new_token() -> str:
    """24 characters from the unambiguous alphabet."""
    return "".join(keys.new_code() for _ in range(GROUPS))


def read_token(typed: str) -> str:
    """What a person typed or a link carries, as a token: any case, full-width, any hyphens or blanks; "" if none."""
    token = "".join(c for c in unicodedata.normalize("NFKC", typed).upper() if c.isalnum())
    return token if len(token) == LENGTH and set(token) <= set(keys.CODE_ALPHABET) else ""


def show_token(token: str) -> str:
    """K7P4M2-9XWQ3D-…, to read aloud and to write by hand."""
    return "-".join(token[at : at + keys.CODE_LENGTH] for at in range(0, LENGTH, keys.CODE_LENGTH))


def handle_of(token: str) -> str:
    """The keyed digest that finds the invitation."""
    return crypto.blind_index(token[: keys.CODE_LENGTH], "accounts.invitation.handle")


def digest_of(token: str) -> str:
    """The keyed digest that judges the whole token."""
    return crypto.blind_index(token, "accounts.invitation")


def prove(token: str) -> Invitation | None:
    """The invitation of this token, open or not. Each try is counted before it is judged, as with receipts."""
    now, today = clock.now(), clock.today()
    allowed = int(book.value("accounts.lockout.failures", on=today))
    rows = Invitation.objects.filter(handle=handle_of(token))
    rows.filter(locked_until__lte=now).update(failures=0, locked_until=None)
    if not rows.filter(failures__lt=allowed).update(failures=F("failures") + 1):
        return None
    invitation = rows.select_related("user", "community").get()
    if crypto.same(invitation.digest, digest_of(token)):
        rows.update(failures=0, locked_until=None)
        return invitation
    minutes = int(book.value("accounts.lockout.minutes", on=today))
    rows.filter(failures__gte=allowed).update(locked_until=now + dt.timedelta(minutes=minutes))
    return None


def address(token: str) -> str:
    """The link where no request tells the installation's address: the first origin of the settings, else its host."""
    return absolute(reverse("accounts:invited", args=[token]))
