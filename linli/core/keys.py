"""Keys made in the application: UUIDv7 for rows, six-character codes for people."""

import secrets
import uuid

from linli.core import clock

# No 0 O 1 I L: a code survives being read aloud and written by hand.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 6


def uuid7() -> uuid.UUID:
    """A UUID version 7 (RFC 9562) whose time part comes from `core.clock`, so a replayed act keeps its place."""
    milliseconds = int(clock.now().timestamp() * 1000)
    value = milliseconds << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 7 << 76
    value = value & ~(0b11 << 62) | 0b10 << 62
    return uuid.UUID(int=value)


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
