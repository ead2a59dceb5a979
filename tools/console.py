"""One line per step, one clear sentence per trouble."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / (os.environ.get("LINLI_VAR") or "var")
LOGS = ROOT / "var" / "log"
HEAD, TAIL = 6, 20


class Trouble(Exception):
    """Something the person at the keyboard can do something about; the text is what is printed."""


def say(text=""):
    """Print at once, also into a pipe."""
    print(text, flush=True)


@contextmanager
def step(name):
    """Print the name of a step and how many seconds it took."""
    began = time.monotonic()
    yield
    say(f"  {name:<34} {time.monotonic() - began:6.1f} s")


def tail(path):
    """The end of a log, and its beginning, where some programs say what is wrong."""
    lines = path.read_text(errors="replace").splitlines() if path.exists() else []
    if len(lines) > HEAD + TAIL:
        lines = [*lines[:HEAD], "...", *lines[-TAIL:]]
    return "\n".join(f"    {line}" for line in lines)


def quietly(name, command, **options):
    """Run a command with its output in var/log; whether it succeeded, and the log."""
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{name}.log"
    with log.open("wb") as file:
        done = subprocess.run(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            check=False,
            **({"cwd": ROOT} | options),
        )
    return done.returncode == 0, log


def must(name, command, sentence, **options):
    """Run a command; if it fails, stop with the sentence and the end of its log."""
    try:
        succeeded, log = quietly(name, command, **options)
    except OSError as error:
        raise Trouble(f"{sentence}\n    {error}") from None
    if not succeeded:
        raise Trouble(f"{sentence}\n{tail(log)}\n    ({log})")
    return log


def loudly(command, **options):
    """Run a command with its output on the screen; its exit code."""
    sys.stdout.flush()
    options = {"cwd": ROOT, "stdin": subprocess.DEVNULL} | options
    return subprocess.run([str(word) for word in command], check=False, **options).returncode
