"""A real installation of its own for a test: a fresh database, two server processes, and people with sessions."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection

from tests import blueprint

ROOT = Path(__file__).resolve().parent.parent


def environment(folder: Path, name: str) -> dict[str, str]:
    """The environment of the installation: its own folder, and its own database on the server of the test run."""
    env = {**os.environ, "LINLI_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"}
    if url := os.environ.get("DATABASE_URL"):
        env["DATABASE_URL"] = urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    return env


@contextlib.contextmanager
def database(folder: Path, name: str) -> Iterator[None]:
    """A scratch database in the installation's folder, or beside the test's own where the server is PostgreSQL."""
    if connection.vendor != "postgresql":
        shutil.copyfile(settings.VAR / f"{blueprint.name()}.sqlite3", folder / "linli.sqlite3")
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{blueprint.name()}"')
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def run(env: dict[str, str], *arguments: str) -> str:
    """Run python with these arguments in the installation; what it printed."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextlib.contextmanager
def serving(env: dict[str, str], count: int) -> Iterator[list[str]]:
    """`count` separate server processes on free ports of this machine; their addresses."""
    ports = [_free_port() for _ in range(count)]
    servers = [
        subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "16",
             "--no-control-socket", "--log-level", "error"],
            cwd=ROOT, env=env,
        )
        for port in ports
    ]  # fmt: skip
    addresses = [f"http://127.0.0.1:{port}" for port in ports]
    try:
        for address in addresses:
            _wait(address)
        yield addresses
    finally:
        for server in servers:
            server.terminate()
        for server in servers:
            server.wait(20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(address: str) -> None:
    for _ in range(100):
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=2) as answer:
                assert answer.read() == b"ok\n"
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")


def populate(members: int) -> None:
    """Run inside the installation: a community, an order dispatched to a team of `members`, a session for each."""
    import django

    django.setup()
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from tests.people import person, settle

    place = settle("nanmen", "350824001003")
    for n in range(members):
        person(place, f"m{n}", "member", team=place.team)
    order = place.order("dispatched")
    store = import_module(settings.SESSION_ENGINE).SessionStore
    sessions = []
    for n in range(members):
        user = place.users[f"m{n}"]
        session = store()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        sessions.append(session.session_key)
    category = place.category()
    print(
        json.dumps(
            {
                "number": order.number,
                "version": order.version,
                "sessions": sessions,
                "category": str(category.pk),
            }
        )
    )


def count() -> None:
    """Run inside the installation: how many orders there are, and who took the first."""
    import django

    django.setup()
    from linli.core.audit import AuditEntry
    from linli.orders.models import Order

    taken = AuditEntry.objects.filter(action="orders.accept").count()
    print(
        json.dumps(
            {
                "orders": Order.objects.count(),
                "taken": taken,
                "status": Order.objects.earliest("number").status,
            }
        )
    )
