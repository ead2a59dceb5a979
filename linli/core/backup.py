"""备份: the whole installation in one file that either database restores: every row, every picture, how many of each.

Rows are written as they stand in the database, so what is sealed stays sealed; the keys are not in it. Sessions, the
queue of tasks and the timetable are not in it either: they begin anew.
"""

import base64
import datetime as dt
import hashlib
import io
import itertools
import json
import os
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from linli.core import clock, crypto
from linli.core.acts import columns_of, values_of
from linli.core.checks import ours
from linli.core.documents import BadInput
from linli.core.files import store
from linli.core.search.models import SearchEntry
from linli.core.tasks_models import CronRun, TaskWorker

# Not in a backup: what the worker makes anew by itself.
MADE_ANEW = {CronRun, SearchEntry, TaskWorker}
BATCH = 500
MANIFEST = "manifest.json"
FORMAT = 1
# What a file that is no backup, or was damaged, makes the readers of zip, zlib and JSON say.
BROKEN = (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error, KeyError, TypeError, ValueError)


def kept_models() -> list[type[models.Model]]:
    """Every model whose rows are in a backup."""
    return [model for model in apps.get_models() if ours(model) and model not in MADE_ANEW]


def backup(path: Path) -> dict[str, Any]:
    """Write the file (mode 0600, whole or not at all); what is in it."""
    if path.exists():
        raise BadInput("exists", _("There is a file of this name already."), str(path))
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    members: dict[str, Any] = {}
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w") as archive, _snapshot():
            for model in kept_models():
                members |= _write(archive, f"rows/{model._meta.label_lower}.jsonl", _lines(model))
            for name, data in _files():
                members |= _write(archive, name, [data], packed=False)
            archive.writestr(MANIFEST, json.dumps(_manifest(members), indent=1))
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return _told(members)


def _manifest(members: dict[str, Any]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "made_at": clock.now().isoformat(),
        "migrations": _migrations(),
        "keys": crypto.key_checks(),
        "members": members,
    }


def _migrations() -> list[str]:
    applied = MigrationRecorder(connection).applied_migrations()
    labels = {model._meta.app_label for model in kept_models()}
    return sorted(f"{app}.{name}" for app, name in applied if app in labels)


def _keys_are_missing(manifest: dict[str, Any]) -> bool:
    told: list[str] = manifest["keys"]
    return crypto.key_checks()[: len(told)] != told


def _told(members: dict[str, Any]) -> dict[str, Any]:
    rows = {name: one["count"] for name, one in members.items() if name.startswith("rows/")}
    return {"rows": sum(rows.values()), "models": len(rows), "files": len(members) - len(rows)}


@contextmanager
def _snapshot() -> Iterator[None]:
    """One moment of the database, while people go on writing."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _write(
    archive: zipfile.ZipFile, name: str, parts: Iterable[bytes], *, packed: bool = True
) -> dict[str, dict[str, Any]]:
    """One member, part by part; its count of parts and its SHA-256."""
    digest, count = hashlib.sha256(), 0
    info = zipfile.ZipInfo(name, clock.now().timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with archive.open(info, "w", force_zip64=True) as member:
        for part in parts:
            member.write(part)
            digest.update(part)
            count += 1
    return {name: {"count": count, "sha256": digest.hexdigest()}}


def _lines(model: type[models.Model]) -> Iterator[bytes]:
    names = [field.attname for field in model._meta.concrete_fields]
    rows = model._base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(BATCH):
        yield json.dumps([_plain(value) for value in row], ensure_ascii=False).encode() + b"\n"


def _files() -> Iterator[tuple[str, bytes]]:
    """Every picture; one that the sweep of the night takes away meanwhile was shown by nothing."""
    for community_id, digest, lying in store.everything():
        try:
            yield f"files/{community_id.hex}/{digest}", lying.read_bytes()
        except FileNotFoundError:
            continue


def _plain(value: Any) -> Any:
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def restore(path: Path) -> dict[str, Any]:
    """Read a backup into an empty database of the same version; what was in it. All of it or nothing."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = json.loads(archive.read(MANIFEST))
            _check(archive, manifest, str(path))
            with transaction.atomic():
                for model in kept_models():
                    _read_rows(archive, model)
                _read_files(archive, manifest["members"])
    except BROKEN as broken:
        raise BadInput("broken", _("This is not a whole backup: %s") % broken, str(path)) from broken
    return _told(manifest["members"])


def _check(archive: zipfile.ZipFile, manifest: dict[str, Any], where: str) -> None:
    """Everything that could go wrong, before anything is written."""
    faults: list[tuple[str, Callable[[], bool], str]] = [
        ("version", lambda: manifest["migrations"] != _migrations(), _("It was made by another version of Linli.")),
        ("keys", lambda: _keys_are_missing(manifest), _("LINLI_DATA_KEY does not hold the keys it was sealed with.")),
        ("not_empty", lambda: any(m._base_manager.exists() for m in kept_models()), _("This installation is not empty.")),
        ("damaged", lambda: any(_differs(archive, *one) for one in manifest["members"].items()), _("The file is damaged.")),
    ]  # fmt: skip
    for code, found, words in faults:
        if found():
            raise BadInput(code, words, where)


def _differs(archive: zipfile.ZipFile, name: str, told: dict[str, Any]) -> bool:
    with archive.open(name) as member:
        digest = hashlib.sha256()
        while part := member.read(1 << 20):
            digest.update(part)
        return digest.hexdigest() != told["sha256"]


def _read_rows(archive: zipfile.ZipFile, model: type[models.Model]) -> None:
    """Insert as it stood: no default, no sealing anew, no rule in between but those of the database."""
    fields = list(model._meta.concrete_fields)
    marks = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({columns_of(fields)}) VALUES ({marks})"  # noqa: S608  our own names
    with archive.open(f"rows/{model._meta.label_lower}.jsonl") as member, connection.cursor() as cursor:
        lines = io.TextIOWrapper(member, "utf-8")
        while batch := list(itertools.islice(lines, BATCH)):
            cursor.executemany(sql, [_values(fields, json.loads(line)) for line in batch])


def _values(fields: list[Any], row: list[Any]) -> list[Any]:
    return values_of(
        [
            (
                field,
                base64.b64decode(value) if isinstance(field, models.BinaryField) else field.to_python(value),
            )
            for field, value in zip(fields, row, strict=True)
        ]
    )


def _read_files(archive: zipfile.ZipFile, members: dict[str, Any]) -> None:
    for name in members:
        kind, *parts = name.split("/")
        if kind == "files":
            store.put_sealed(UUID(parts[0]), parts[1], archive.read(name))
