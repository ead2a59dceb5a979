"""What each audit entry carries against hand-made changes: a keyed mark of its key, and one of what it says.

The two halves tell what happened: an entry whose key bears no mark of ours was inserted by hand, one whose words bear
none was edited. Free text enters only as an HMAC under a salt of the entry (RFC 2104), so that it can be erased
without breaking anything (PIPL 47).
"""

import hashlib
import hmac
import json
import secrets
from typing import Any

from linli.core import crypto
from linli.core.values import plain_value

SALT_BYTES = 16
HALF = 32
# Everything an entry says but its free text, in this order for ever: marks and leaves of old entries depend on it.
SAID = (
    "id", "community_id", "subject_kind", "subject_id", "action", "before", "after", "actor_id", "actor_title",
    "posting_id", "count", "digest", "happened_at", "recorded_at", "text_digest",
)  # fmt: skip
FREE_TEXT = ("actor_name", "on_behalf_of", "note", "told")


def set_marks(entry: Any) -> None:
    """Salt and mark a new entry; everything else of it stands already."""
    entry.salt = secrets.token_hex(SALT_BYTES)
    entry.text_digest = text_digest(entry)
    entry.mark = _of_key(entry) + _of_words(entry)


def text_digest(entry: Any) -> str:
    """HMAC-SHA256 of the free text under the entry's salt."""
    text = json.dumps([getattr(entry, name) for name in FREE_TEXT], ensure_ascii=False)
    return hmac.new(entry.salt.encode(), text.encode(), hashlib.sha256).hexdigest()


def is_ours(entry: Any) -> bool:
    """Whether the entry was written by the product, whatever has become of its words."""
    return crypto.same(entry.mark[:HALF], _of_key(entry))


def is_unchanged(entry: Any) -> bool:
    """Whether the entry still says what was recorded; erased free text is no change, other free text is."""
    erased = not entry.salt and not any(getattr(entry, name) for name in FREE_TEXT)
    words = erased or crypto.same(entry.text_digest, text_digest(entry))
    return words and crypto.same(entry.mark[HALF:], _of_words(entry))


def leaf_of(entry: Any) -> str:
    """SHA-256 of what the entry says: its leaf under a seal."""
    return hashlib.sha256(_words(entry).encode()).hexdigest()


def _words(entry: Any) -> str:
    return json.dumps([plain_value(getattr(entry, name)) for name in SAID], ensure_ascii=False)


def _of_key(entry: Any) -> str:
    return crypto.blind_index(str(entry.id), "core.audit.key")[:HALF]


def _of_words(entry: Any) -> str:
    return crypto.blind_index(_words(entry), "core.audit.words")[:HALF]
