"""换密钥: a new key joins the ring, and everything sealed is sealed again with it, row after row while people work.

Who writes meanwhile with the ring of before seals with the former key, which stays and opens; running it again
finishes the rest. Digests stay under the oldest key.
"""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from linli.core import crypto
from linli.core.crypto import EncryptedTextField
from linli.core.documents import BadInput
from linli.core.files import store

CHUNK = 500


def add_key() -> int:
    """Write a new key behind the others in their file; its number."""
    path = settings.DATA_KEY_FILE
    if path is None:
        raise BadInput(
            "keys_in_environment",
            _(
                "The keys stand in LINLI_DATA_KEY: add a new one behind a comma, start again, then run linli keys reseal."
            ),
            "LINLI_DATA_KEY",
        )
    if crypto.newest() >= crypto.MOST_KEYS:
        raise BadInput("too_many_keys", _("The ring is full."), str(path))
    _append(path, secrets.token_urlsafe(48))
    crypto.forget_keys()
    return crypto.newest()


def _append(path: Path, key: str) -> None:
    """Whole or not at all, for the same readers as before. The draft is the lock: two at once must not both follow the
    same ring, the key of one would be lost.
    """
    draft, before = path.with_suffix(".new"), path.stat()
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as other:
        words = _("Keys are being changed, or that was interrupted: if nobody is at it, remove this file.")
        raise BadInput("in_change", words, str(draft)) from other
    with os.fdopen(handle, "w") as file:
        if (before.st_uid, before.st_gid) != (os.getuid(), os.getgid()):
            os.fchown(handle, before.st_uid, before.st_gid)
        os.fchmod(handle, before.st_mode & 0o640)
        crypto.forget_keys()
        file.write("\n".join([*crypto.ring(), key]))
        file.flush()
        os.fsync(handle)
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)  # the new key lasts before anything is sealed with it
    os.close(folder)


def reseal() -> dict[str, int]:
    """Seal everything again that another key than the newest sealed: for each field, and the files, how many."""
    told = {}
    for model, field in sealed_fields():
        told[f"{model._meta.label_lower}.{field.name}"] = _reseal_field(model, field)
    told["files"] = store.reseal()
    return told


def sealed_fields() -> Iterator[tuple[type[models.Model], EncryptedTextField]]:
    """Every encrypted field of the product."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, EncryptedTextField):
                yield model, field


def _reseal_field(model: type[models.Model], field: EncryptedTextField) -> int:
    """Each value as it stands: one that somebody changes at this moment is left to the newer value."""
    done = 0
    for key, value in _values(model, field):
        old = bytes(value)
        if crypto.is_current(old):
            continue
        place = field.place_of(model._meta.label_lower, key)
        new = crypto.seal_bytes(crypto.unseal_bytes(old, place), place)
        done += model._base_manager.filter(pk=key, **{field.name: old}).update(**{field.name: new})
    return done


def _values(model: type[models.Model], field: EncryptedTextField) -> Iterator[tuple[Any, Any]]:
    """Keys and values, some at a time: SQLite does not let one write who still reads while others write."""
    rows = model._base_manager.exclude(**{field.name: b""}).order_by("pk").values_list("pk", field.name)
    found = list(rows[:CHUNK])
    while found:
        yield from found
        found = list(rows.filter(pk__gt=found[-1][0])[:CHUNK])
