"""Tasks for the tests, and (run as a program) a worker process that knows them."""

import os
import time
from pathlib import Path

if __name__ == "__main__":
    import django

    django.setup()

from linli.core import tasks


@tasks.task("samples.write")
def write(path: str, word: str) -> None:
    """Leave a word in a file."""
    Path(path).write_text(word)


@tasks.task("samples.fail", attempts=2)
def fail() -> None:
    """Fail every time."""
    raise ValueError("no luck")


@tasks.task("samples.hold")
def hold(folder: str) -> None:
    """Say that it began, wait until it may go on, say that it is done."""
    place = Path(folder)
    with (place / "began").open("a") as file:
        file.write(f"{os.getpid()}\n")
    while not (place / "go").exists():
        time.sleep(0.02)
    (place / "done").write_text("done")


@tasks.every("samples.tick", minutes=10)
def tick() -> None:
    """Do nothing, often."""


if __name__ == "__main__":
    from django.db import connection

    from linli.core import worker

    connection.settings_dict["NAME"] = os.environ["TEST_DATABASE"]
    worker.serve(interval=0.05, beat=0.2)
