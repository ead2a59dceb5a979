"""A PostgreSQL server of our own for one test run: empty, on a free port of 127.0.0.1, gone afterwards."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from tools.console import Trouble, must

FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
# For who measures: what is committed is on the disk.
DURABLE = "-c max_connections=60"


def programs():
    """The folder with initdb and pg_ctl, or nothing."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next(
        (place for place in folders if (place / "initdb").exists() and (place / "pg_ctl").exists()), None
    )


def account():
    """Whom to run as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return {}
    try:
        person = pwd.getpwnam("postgres")
    except KeyError:
        person = pwd.getpwnam("nobody")
    return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}


def free_port():
    """A port that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def postgres(options=FAST):
    """The DATABASE_URL of a throwaway server. It lives in the system's temporary folder, because the account
    that runs it cannot enter a home folder of root."""
    folder, binaries, who = Path(tempfile.mkdtemp(prefix="linli-pg-")), programs(), account()
    if who:
        os.chown(folder, who["user"], who["group"])
    data, password = folder / "data", secrets.token_urlsafe(12)
    common = {"cwd": "/", **who}
    try:
        make(binaries, data, password, common)
        port = start(binaries, data, common, options)
        yield f"postgres://linli:{password}@127.0.0.1:{port}/postgres"
    finally:
        stop = [binaries / "pg_ctl", "stop", "-D", data, "-m", "immediate", "-w"]
        subprocess.run(stop, check=False, capture_output=True, **common)
        shutil.rmtree(folder, ignore_errors=True)


def make(binaries, data, password, common):
    """Make the empty cluster; only who knows the password gets in."""
    secret = data.parent / "password"
    secret.write_text(password)
    secret.chmod(0o600)
    if "user" in common:
        os.chown(secret, common["user"], common["group"])
    words = "-U linli --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync"
    command = [binaries / "initdb", "-D", data, f"--pwfile={secret}", *words.split()]
    must("initdb", command, "Could not make a PostgreSQL cluster. 无法创建 PostgreSQL 数据目录。", **common)


def start(binaries, data, common, options):
    """Start it; the port. Another program may take the port first, so three are tried."""
    sentence = "Could not start PostgreSQL. 无法启动 PostgreSQL。"
    for chance in range(3):
        port = free_port()
        words = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' {options}"
        log = ["-l", data.parent / "server.log"]
        command = [binaries / "pg_ctl", "start", "-w", "-D", data, *log, "-o", words]
        try:
            must("pg_ctl", command, sentence, **common)
        except Trouble:
            if chance == 2:  # noqa: PLR2004
                raise
        else:
            return port
    return None
