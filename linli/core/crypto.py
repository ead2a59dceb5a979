"""Personal data at rest: AES-256-GCM bound to its field and row, and keyed-HMAC blind indexes.

Standards: NIST SP 800-38D (GCM), RFC 2104 (HMAC), RFC 5869 (HKDF).

The keys are a ring, the oldest first: the newest seals, each opens what it sealed (the first byte says which), and the
oldest makes the digests, which could not be found again under another (docs/adr/0010-encrypted-fields.md).
"""

import hashlib
import hmac
import os
import re
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models

NONCE = 12
OLDEST = 1
MOST_KEYS = 255


@cache
def ring() -> tuple[str, ...]:
    """The master keys, the oldest first, from the environment or from their file."""
    file = settings.DATA_KEY_FILE
    words = file.read_text() if file else settings.DATA_KEY
    return tuple(key.strip() for key in re.split("[,\n]", words) if key.strip())


@cache
def _key(purpose: str, number: int) -> bytes:
    return HKDF(SHA256(), 32, None, purpose.encode()).derive(ring()[number - 1].encode())


def forget_keys() -> None:
    """Read the ring anew: a key was added, perhaps by another process."""
    ring.cache_clear()
    _key.cache_clear()


def newest() -> int:
    """The number of the key that seals."""
    return len(ring())


def key_checks() -> list[str]:
    """For each key what tells it from another without telling it."""
    return [hmac.digest(_key("check", number), b"", "sha256").hex() for number in range(1, newest() + 1)]


def seal_bytes(plain: bytes, place: str) -> bytes:
    """Encrypt so that it opens only at `place`: a field of a row, or a file."""
    nonce, number = os.urandom(NONCE), newest()
    return bytes([number]) + nonce + AESGCM(_key("field", number)).encrypt(nonce, plain, place.encode())


def unseal_bytes(sealed: bytes, place: str) -> bytes:
    """What was sealed for `place`; raises InvalidTag when it was moved or changed, or its key is not in the ring."""
    number, nonce = (sealed or b"\0")[0], sealed[1 : NONCE + 1]
    if number > newest():
        forget_keys()
    if not OLDEST <= number <= newest():
        raise InvalidTag
    return AESGCM(_key("field", number)).decrypt(nonce, sealed[NONCE + 1 :], place.encode())


def seal(text: str, place: str) -> bytes:
    """Encrypt `text` so that it opens only at `place` (field and row)."""
    return seal_bytes(text.encode(), place)


def unseal(sealed: bytes, place: str) -> str:
    """The text sealed for `place`; raises InvalidTag like `unseal_bytes`."""
    return unseal_bytes(sealed, place).decode()


def is_current(sealed: bytes) -> bool:
    """Whether the newest key sealed it."""
    return sealed[0] == newest()


def blind_index(value: str, place: str) -> str:
    """A keyed HMAC-SHA256 of `value`, to find or compare without storing it."""
    return hmac.new(_key("index", OLDEST), f"{place}\0{value}".encode(), hashlib.sha256).hexdigest()


def same(left: str, right: str) -> bool:
    """Compare two digests in constant time; what somebody wrote by hand may be any text."""
    return hmac.compare_digest(left.encode(), right.encode())


class _Opened:
    """The attribute of an encrypted field: bytes from the database open when they are first read."""

    def __init__(self, field: "EncryptedTextField") -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type | None = None) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            instance.refresh_from_db(fields=[name])
        value = instance.__dict__[name]
        if isinstance(value, (bytes, memoryview)):
            value = unseal(bytes(value), self.field.place(instance)) if value else ""
            instance.__dict__[name] = value
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedTextField(models.BinaryField):
    """Text encrypted at rest. It cannot be filtered, sorted or searched; give it a blind index for that."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", b"")
        kwargs["editable"] = True
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        return name, path, args, kwargs

    def place(self, instance: models.Model) -> str:
        """What the ciphertext is bound to: this field of this row."""
        return self.place_of(instance._meta.label_lower, instance.pk)

    def place_of(self, kind: str, key: Any) -> str:
        """The place of this field in the row `key` of a kind ("orders.order")."""
        return f"{kind}.{self.name}:{key}"

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Opened(self))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        text = getattr(model_instance, self.attname)
        return seal(text, self.place(model_instance)) if text else b""

    def get_default(self) -> str:
        return ""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Nothing is stored as nothing; text that was not sealed does not get through."""
        return super().get_db_prep_value(b"" if value == "" else value, connection, prepared)

    def to_python(self, value: Any) -> Any:
        """Text stays text; only the database holds bytes."""
        return value

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        models.Field.validate(self, value, model_instance)

    def value_to_string(self, obj: models.Model) -> str:
        """Serialised data carry the ciphertext, never the text."""
        return bytes(self.pre_save(obj, add=False)).hex()
