"""Personal data at rest: AES-256-GCM bound to its field and row, and keyed-HMAC blind indexes.

Standards: NIST SP 800-38D (GCM), RFC 2104 (HMAC), RFC 5869 (HKDF).
"""

import hashlib
import hmac
import os
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models

NONCE = 12
# The first byte says which key sealed it, so that keys can be changed one row after the other.
KEY_ONE = b"\x01"


@cache
def _key(purpose: str) -> bytes:
    return HKDF(SHA256(), 32, None, purpose.encode()).derive(settings.DATA_KEY.encode())


def seal(text: str, place: str) -> bytes:
    """Encrypt `text` so that it opens only at `place` (field and row)."""
    nonce = os.urandom(NONCE)
    return KEY_ONE + nonce + AESGCM(_key("field")).encrypt(nonce, text.encode(), place.encode())


def unseal(sealed: bytes, place: str) -> str:
    """The text sealed for `place`; raises InvalidTag when it was moved or changed."""
    if sealed[:1] != KEY_ONE:
        raise InvalidTag
    nonce, text = sealed[1 : NONCE + 1], sealed[NONCE + 1 :]
    return AESGCM(_key("field")).decrypt(nonce, text, place.encode()).decode()


def blind_index(value: str, place: str) -> str:
    """A keyed HMAC-SHA256 of `value`, to find or compare without storing it."""
    return hmac.new(_key("index"), f"{place}\0{value}".encode(), hashlib.sha256).hexdigest()


def same(left: str, right: str) -> bool:
    """Compare two digests in constant time."""
    return hmac.compare_digest(left, right)


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
        return f"{instance._meta.label_lower}.{self.name}:{instance.pk}"

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
