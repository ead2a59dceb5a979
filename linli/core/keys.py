"""Keys made in the application: UUIDv7 for rows, six-character codes for people."""

import datetime as dt
import secrets
import threading
import uuid

from linli.core import clock

# No 0 O 1 I L: a code survives being read aloud and written by hand.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 6


_TAIL = 74  # the bits of a UUIDv7 that are neither time nor version nor variant
_lock = threading.Lock()
_last = [0, 0]  # the millisecond of the latest key, and its tail


def uuid7() -> uuid.UUID:
    """A UUID version 7 (RFC 9562 section 5.7) whose time part comes from `core.clock`, so a replayed act keeps its
    place. Within one millisecond of one process keys rise (section 6.2, method 2), so rows keep their order.
    """
    milliseconds = int(clock.now().timestamp() * 1000)
    with _lock:
        if milliseconds == _last[0]:
            tail = (_last[1] + 1 + secrets.randbits(32)) % (1 << _TAIL)
        else:
            tail = secrets.randbits(_TAIL - 1)
        _last[:] = milliseconds, tail
    high, low = tail >> 62, tail & ((1 << 62) - 1)
    return uuid.UUID(int=milliseconds << 80 | 7 << 76 | high << 64 | 0b10 << 62 | low)


def key_at(moment: dt.datetime) -> uuid.UUID:
    """Not larger than any key made at this moment or later, and larger than those made before its millisecond."""
    return uuid.UUID(int=int(moment.timestamp() * 1000) << 80)


def new_code() -> str:
    """Six characters from the unambiguous alphabet; 31**6, about 887 million."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def read_code(typed: str) -> str:
    """What a person typed, as a code: any case, full-width, with or without hyphen or blanks; "" if it is none."""
    folded = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in typed)
    code = "".join(c for c in folded.upper() if c not in "- ·—\u3000")
    return code if len(code) == CODE_LENGTH and set(code) <= set(CODE_ALPHABET) else ""


def show_code(code: str) -> str:
    """K7P4M2 is shown as K7P-4M2."""
    return f"{code[:3]}-{code[3:]}"
