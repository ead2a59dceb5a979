"""The same product behind a real gunicorn with two workers: creating by the JSON API, the list as a page, memory.

The load comes from threads of this process on the same machine; its own CPU is not counted, but it shares the cores.
"""

import http.client
import json
import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from bench.generate import SEED, Place
from bench.processes import cpu_ms, postmaster, pss_mb
from bench.samples import Refused, percentile
from linli.accounts.models import Posting, User
from linli.accounts.queries import actor_in
from linli.accounts.tokens import make_token
from linli.core import clock
from linli.core.keys import uuid7

ROOT = Path(__file__).resolve().parent.parent
WORKERS, AT_ONCE = 2, 4
BUSY = 8  # the communities that the creates go to, by Zipf

Request = Callable[[random.Random], tuple[str, str, str, dict[str, str]]]


@contextmanager
def gunicorn() -> Iterator[tuple[int, int]]:
    """The server as `dev.py run` starts it, on a free port: its process and its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    threads = 8 if os.environ.get("DATABASE_URL") else 4
    words = f"-m gunicorn config.wsgi --bind 127.0.0.1:{port} --worker-class gthread --workers {WORKERS} --preload"
    more = f"--threads {threads} --no-control-socket --log-level error"
    server = subprocess.Popen([sys.executable, *words.split(), *more.split()], cwd=ROOT)
    try:
        _wait(port)
        yield server.pid, port
    finally:
        server.terminate()
        server.wait(20)


def _wait(port: int) -> None:
    for _ in range(600):  # it listens only once everything has been read (--preload)
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                break
        except OSError:
            time.sleep(0.1)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/health")
    if connection.getresponse().status != http.HTTPStatus.OK:
        raise Refused("the server does not answer")


def measure(places: list[Place], *, creates: int, lists: int) -> dict[str, Any]:
    """Creates and lists against the server, and what it holds of memory afterwards."""
    session = session_of(places[0].clerk)
    tokens = [(place, token_of(place)) for place in places[:BUSY]]
    page, api = _pages(places[0], session), _lists(*tokens[0])
    with gunicorn() as (pid, port):
        told = {
            "create": load(pid, port, _creates(tokens), creates, 201),
            "list_page": load(pid, port, page, lists, 200),
            "list_api": load(pid, port, api, lists, 200),
            "pss_mb": round(pss_mb(pid), 1),
        }
    told["workers"] = WORKERS
    return told


def token_of(place: Place) -> str:
    """A token of the clerk that may write, good today."""
    posting = Posting.objects.get(user=place.clerk)
    by = actor_in(place.clerk, place.community)
    return make_token(posting, name="bench", until=clock.today(), may_write=True, by=by)


def session_of(user: User) -> str:
    """The key of a session in which the user has logged in."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


def _creates(tokens: list[tuple[Place, str]]) -> Request:
    weights = [1 / n for n in range(1, len(tokens) + 1)]

    def request(chance: random.Random) -> tuple[str, str, str, dict[str, str]]:
        place, token = chance.choices(tokens, weights)[0]
        body = {
            "text": "楼道灯不亮，晚上很黑", "channel": "phone", "category": str(chance.choice(place.categories).pk),
            "building": str(chance.choice(place.buildings).pk), "contact_phone": "13900006021",
        }  # fmt: skip
        heads = {
            "Authorization": f"Bearer {token}", "Content-Type": "application/json", "Idempotency-Key": str(uuid7()),
        }  # fmt: skip
        return "POST", f"/api/v1/{place.community.slug}/orders", json.dumps(body), heads

    return request


def _pages(place: Place, session: str) -> Request:
    heads = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"}
    return lambda _chance: ("GET", f"/desk/{place.community.slug}/orders/?state=ended", "", heads)


def _lists(place: Place, token: str) -> Request:
    heads = {"Authorization": f"Bearer {token}"}
    return lambda _chance: ("GET", f"/api/v1/{place.community.slug}/orders?status=closed&limit=50", "", heads)


def load(pid: int, port: int, request: Request, number: int, status: int) -> dict[str, Any]:
    """So many requests, four at once, after some that warm the workers up; every status is checked."""
    _fire(port, request, max(AT_ONCE * 10, number // 10), status, seed=1)
    database = postmaster()
    before = (cpu_ms(pid), cpu_ms(database) if database else 0.0)
    began = time.perf_counter()
    times, statuses = _fire(port, request, number, status, seed=2)
    took = time.perf_counter() - began
    app = cpu_ms(pid) - before[0]
    there = cpu_ms(database) - before[1] if database else 0.0
    done = sum(statuses.values())
    return {
        "requests": done,
        "statuses": {str(code): count for code, count in statuses.items()},
        "at_once": AT_ONCE,
        "per_second": round(done / took, 1),
        **{f"p{share}_ms": round(percentile(times, share / 100), 2) for share in (50, 95, 99)},
        "app_cpu_ms": round(app / done, 2),
        "database_cpu_ms": round(there / done, 2),
        "cpu_ms": round((app + there) / done, 2),
    }


def _fire(
    port: int, request: Request, number: int, status: int, *, seed: int
) -> tuple[list[float], Counter[int]]:
    times: list[float] = []
    statuses: Counter[int] = Counter()
    faults: list[str] = []

    def one_after_the_other(worker: int) -> None:
        chance = random.Random(f"{SEED}/{seed}/{worker}")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for _ in range(number // AT_ONCE):
            method, path, body, heads = request(chance)
            began = time.perf_counter()
            connection.request(method, path, body.encode() or None, heads)
            answer = connection.getresponse()
            told = answer.read()
            times.append((time.perf_counter() - began) * 1000)
            statuses[answer.status] += 1
            if answer.status != status:
                faults.append(f"{method} {path}: {answer.status} instead of {status}\n{told[:300]!r}")
                return

    threads = [threading.Thread(target=one_after_the_other, args=(worker,)) for worker in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults or sum(statuses.values()) != number // AT_ONCE * AT_ONCE:
        raise Refused("\n".join(faults) or "requests were lost")
    return times, statuses
