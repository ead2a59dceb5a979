"""The empty database of a test run is made once; every further test process takes a copy of it.

To migrate takes half a minute of one core, a copy a tenth of a second. A copy is of the same migrations: their text, the
settings and the versions of the libraries make its name. On PostgreSQL it is a database beside those of the tests.
"""

import fcntl
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "linli_blueprint_"


def name() -> str:
    """What the blueprint of this very code is called."""
    said = [ROOT / "requirements-test.txt", ROOT / "config" / "settings.py"]
    told = hashlib.sha256()
    for path in [*said, *sorted(ROOT.glob("linli/*/migrations/*.py"))]:
        told.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return PREFIX + told.hexdigest()[:16]


def made(verbosity: int = 0) -> list:
    """The test database of this process, from the blueprint, which is drawn first where there is none."""
    store = _Databases() if connection.vendor == "postgresql" else _Files()
    wanted = name()
    with _alone():
        known = store.has(wanted)
        if known:
            store.lay_out(wanted)
        # `keepdb` of SQLite: what lies there is taken. PostgreSQL has copied it by TEST["TEMPLATE"].
        config = setup_databases(
            verbosity, interactive=False, keepdb=known and store.in_place, serialized_aliases=set()
        )
        if not known:
            store.keep(wanted)
    return config


def draw() -> None:
    """Have the blueprint ready, on whatever DATABASE_URL names; the test database of this process goes again."""
    import django

    django.setup()
    teardown_databases(made(), verbosity=0)


@contextmanager
def _alone() -> Iterator[None]:
    """One process of this folder at a time for each kind of database; the lock goes with its holder."""
    settings.VAR.mkdir(parents=True, exist_ok=True)
    with (settings.VAR / f"blueprint-{connection.vendor}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class _Files:
    """Blueprints of SQLite, files in the folder of the tests."""

    in_place = True

    def has(self, wanted: str) -> bool:
        return self._path(wanted).exists()

    def lay_out(self, wanted: str) -> None:
        target = Path(connection.creation._get_test_db_name())
        for ending in ("", "-wal", "-shm"):
            target.with_name(target.name + ending).unlink(missing_ok=True)
        shutil.copyfile(self._path(wanted), target)

    def keep(self, wanted: str) -> None:
        for old in settings.VAR.glob(f"{PREFIX}*"):
            old.unlink()
        draft = settings.VAR / f"{PREFIX}draft"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(draft)])
        draft.replace(self._path(wanted))  # a run that was stopped leaves no half of one

    def _path(self, wanted: str) -> Path:
        return settings.VAR / f"{wanted}.sqlite3"


class _Databases:
    """Blueprints of PostgreSQL, databases on the server of the tests."""

    in_place = False

    def has(self, wanted: str) -> bool:
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [wanted])
            return cursor.fetchone() is not None

    def lay_out(self, wanted: str) -> None:
        connection.settings_dict["TEST"]["TEMPLATE"] = wanted

    def keep(self, wanted: str) -> None:
        source = connection.settings_dict["NAME"]
        connection.close()  # who is copied must be alone
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
            for (old,) in cursor.fetchall():
                cursor.execute(f'DROP DATABASE "{old}"')
            cursor.execute(f'CREATE DATABASE "{PREFIX}draft" TEMPLATE "{source}"')
            cursor.execute(f'ALTER DATABASE "{PREFIX}draft" RENAME TO "{wanted}"')
