"""`dev.py run`: the product with its server and its background worker, until Ctrl-C."""

import argparse
import http.client
import os
import signal
import socket
import subprocess
import time

from tools import building
from tools.console import LOGS, ROOT, VAR, Trouble, say, step, tail

PATIENCE = 60
FAREWELL = 20


def options(arguments):
    """The command line of `run`."""
    parser = argparse.ArgumentParser(prog="dev.py run", description="Start the product.")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--no-demo", action="store_true", help="start with an empty database")
    return parser.parse_args(arguments)


def refuse_taken_port(host, port):
    """Say at once that the port is taken, not after a minute of building."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise Trouble(
                f"Cannot listen on {host}:{port} ({error}); choose another with --port, "
                f"e.g. --port {port + 1}. 端口 {port} 不可用, 请用 --port 另选一个。"
            ) from None


def load_demo():
    """The demonstration communities, when the database is empty; where the command exists."""
    if (ROOT / "linli" / "demo" / "management" / "commands" / "demo.py").exists():
        with step("demonstration"):
            building.linli("demo", "demo", sentence="Could not load the demonstration. 演示数据载入失败。")


def server_command(host, port):
    """gunicorn with threads: two processes, with fewer threads where SQLite lets one write at a time. They are
    forked from one that has read the product (--preload), so that both share its memory."""
    threads = 8 if os.environ.get("DATABASE_URL") else 4
    words = f"config.wsgi:application --bind {host}:{port} --worker-class gthread --workers 2 --preload"
    more = f"--threads {threads} --log-level warning --no-control-socket --chdir {{}}"
    return [building.BIN / "gunicorn", *words.split(), *(word.format(ROOT) for word in more.split())]


class Children:
    """The server and the worker: started together, ended together."""

    def __init__(self):
        """None yet."""
        self.running = {}

    def start(self, name, command, log=None):
        """Start one in a session of its own, so that Ctrl-C reaches it only through us."""
        self.running[name] = subprocess.Popen(
            [str(word) for word in command],
            cwd=ROOT,
            env=building.child_environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT if log else None,
            start_new_session=True,
        )

    def fallen(self):
        """The name of one that ended by itself, or nothing."""
        return next((name for name, child in self.running.items() if child.poll() is not None), None)

    def end(self):
        """Ask each to stop, wait, and insist."""
        for child in self.running.values():
            if child.poll() is None:
                child.terminate()
        limit = time.monotonic() + FAREWELL
        for child in self.running.values():
            try:
                child.wait(max(0.1, limit - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()


def answers(host, port):
    """Whether the server gives any answer yet."""
    connection = http.client.HTTPConnection("127.0.0.1" if host == "0.0.0.0" else host, port, timeout=10)
    try:
        connection.request("GET", "/", headers={"Host": "127.0.0.1"})
        return bool(connection.getresponse().status)
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def await_answer(children, host, port):
    """Wait until the server answers."""
    limit = time.monotonic() + PATIENCE
    while not answers(host, port):
        if (name := children.fallen()) or time.monotonic() > limit:
            raise Trouble(f"The {name or 'server'} did not start. 启动失败: {name or 'server'}。\n{logs()}")
        time.sleep(0.1)


def logs():
    """The ends of both logs."""
    return "\n".join(tail(LOGS / f"{name}.log") for name in ("server", "worker"))


def origin(host, port):
    """What links in messages begin with, unless the settings say so."""
    return f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"


def welcome(host, port, demo):
    """Addresses and accounts."""
    accounts = VAR / "demo-accounts.txt"
    say(f"\n  Linli 邻里   http://{host}:{port}/\n")
    if demo and accounts.exists():
        say(accounts.read_text())
    say("  Ctrl-C stops it. 按 Ctrl-C 停止。")


def interrupted(_number, _frame):
    """SIGTERM and a closed terminal are Ctrl-C."""
    raise KeyboardInterrupt


def run(arguments):
    """The command."""
    chosen = options(arguments)
    refuse_taken_port(chosen.host, chosen.port)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupted)
    building.build()
    building.migrate()
    if not chosen.no_demo:
        load_demo()
    return serve(chosen.host, chosen.port, demo=not chosen.no_demo)


def serve(host, port, *, demo):
    """Start both, say where, and stay until told to stop or until one of them falls."""
    children = Children()
    os.environ.setdefault("LINLI_ORIGINS", origin(host, port))
    with (LOGS / "server.log").open("wb") as server_log, (LOGS / "worker.log").open("wb") as worker_log:
        try:
            with step("start"):
                children.start("server", server_command(host, port), server_log)
                children.start("worker", [building.BIN / "linli", "worker"], worker_log)
                await_answer(children, host, port)
            welcome(host, port, demo)
            while not (name := children.fallen()):
                time.sleep(0.3)
            raise Trouble(f"The {name} has ended by itself. {name} 意外退出。\n{logs()}")
        except KeyboardInterrupt:
            say("\n  Stopping. 正在停止。")
            return 0
        finally:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            children.end()
