"""`dev.py test` and `dev.py check`: everything that judges the code, on both databases and in a browser."""

import os
import shutil
import subprocess
import time
import xml.etree.ElementTree as ET
from contextlib import contextmanager, nullcontext
from pathlib import Path

from tools import building, cluster
from tools.building import BIN, PYTHON
from tools.console import ROOT, Trouble, loudly, quietly, say, step

RESULTS = ROOT / "var" / "results"
NOTHING_COLLECTED = 5
CHECKS = {
    "ruff": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
    "imports": ["lint-imports"],
    "migrations": ["linli", "makemigrations", "--check", "--dry-run"],
    "django": ["linli", "check", "--fail-level", "WARNING"],
    "messages": ["python", "tools/translations.py", "check"],
}


class Report:
    """What the parts came to."""

    def __init__(self):
        """Nothing yet."""
        self.passed = self.failed = self.skipped = 0
        self.minutes, self.left_out, self.broken = {}, [], []

    def leave_out(self, part, why):
        """Say what is left out; where everything must run (CI=true) that is a failure."""
        self.left_out.append(f"LEFT OUT: {part} ({why})")
        if os.environ.get("CI") == "true":
            self.failed += 1

    def add(self, part, passed, failed, skipped):
        """Count the results of a part."""
        self.passed, self.failed = self.passed + passed, self.failed + failed
        self.skipped += skipped
        if failed:
            self.broken.append(part)

    def end(self):
        """Print everything; the last line is the sum; the exit code."""
        say("\nMinutes")
        for part, seconds in self.minutes.items():
            say(f"  {part:<20} {seconds / 60:5.1f}{'   FAILED' if part in self.broken else ''}")
        for line in self.left_out:
            say(line)
        say(f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped")
        return 1 if self.failed else 0


def test_environment(**more):
    """Tests have a var folder, hence a database and secrets, of their own. What is compiled is kept, also where the
    machine forbids it: every process that a test starts would compile Django anew, seconds each time.
    """
    own = {"LINLI_VAR": str(ROOT / "var" / "tests"), "PYTHONDONTWRITEBYTECODE": ""}
    return building.child_environment(**own, **more)


# Checks


def run_checks(report):
    """Each check counts as one passed or failed."""
    environment = test_environment(DATABASE_URL="")
    for name, command in CHECKS.items():
        with step(name):
            succeeded, log = quietly(f"check-{name}", [BIN / command[0], *command[1:]], env=environment)
        report.add("checks", int(succeeded), int(not succeeded), 0)
        if not succeeded:
            say(f"FAILED {name}: {' '.join(command)}\n{log.read_text(errors='replace')}")


def check(arguments):
    """The command."""
    if arguments:
        raise Trouble("check takes no arguments. check 不带参数。")
    building.environment(tests=True)
    building.compile_translations()
    report = Report()
    timed(report, "checks", lambda: run_checks(report))
    return report.end()


def translations(arguments):
    """The command: collect, then name what lacks Chinese."""
    building.environment(tests=True)
    words = [str(Path(word).resolve()) if Path(word).is_file() else word for word in arguments or ["update"]]
    done = loudly([PYTHON, "tools/translations.py", *words], env=test_environment())
    return done or loudly([PYTHON, "tools/translations.py", "check"], env=test_environment())


# Tests


def timed(report, part, action):
    """Do a part and note how long it took."""
    say(f"\n{part}")
    began = time.monotonic()
    try:
        action()
    finally:
        report.minutes[part] = time.monotonic() - began


def pytest(report, part, arguments, **environment):
    """Run pytest on the screen and add up what its result file says."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    result = RESULTS / f"{part.replace(' ', '-').lower()}.xml"
    result.unlink(missing_ok=True)
    command = [PYTHON, "-m", "pytest", "-q", f"--junit-xml={result}", *arguments]
    code = loudly(command, env=test_environment(**environment))
    passed, failed, skipped = counted(result)
    if code not in {0, NOTHING_COLLECTED} and not failed:
        failed = 1  # pytest itself broke
    report.add(part, passed, failed, skipped)


def counted(result):
    """Passed, failed, skipped in a JUnit file."""
    if not result.exists():
        return 0, 0, 0
    suites = list(ET.parse(result).getroot().iter("testsuite"))
    total, failures, errors, skipped = (
        sum(int(suite.get(name, 0)) for suite in suites)
        for name in ("tests", "failures", "errors", "skipped")
    )
    return total - failures - errors - skipped, failures + errors, skipped


def processes():
    """One test process per core, at most four; who has finished takes over from the others."""
    return ["-n", str(min(os.cpu_count() or 2, 4)), "--dist=worksteal"]


@contextmanager
def drawing(*urls):
    """Meanwhile the empty databases are made which the tests copy (tests/blueprint.py); who needs one too soon waits."""
    command = [PYTHON, "-c", "from tests.blueprint import draw; draw()"]
    drawn = [
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=test_environment(DATABASE_URL=url, DJANGO_SETTINGS_MODULE="config.settings"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,  # where it fails, the tests make theirs themselves and say why they cannot
        )
        for url in urls
    ]
    try:
        yield
    finally:
        for one in drawn:
            one.terminate()
            one.wait()


def on_postgres(report, url):
    """The tests that touch the database once more, on PostgreSQL."""
    # What tests/tools starts brings its own database.
    chosen = [*processes(), "-m", "not e2e", "--database-only", "--ignore=tests/tools"]
    pytest(report, "PostgreSQL", chosen, DATABASE_URL=url)


def chromium():
    """The browser, or nothing."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def everything():
    """Checks, tests on SQLite, tests on PostgreSQL, journeys in the browser."""
    report = Report()
    with cluster.postgres() if cluster.programs() else nullcontext("") as url:
        with drawing("", *([url] if url else [])):
            timed(report, "checks", lambda: run_checks(report))
            sqlite = [*processes(), "-m", "not e2e"]
            timed(report, "SQLite", lambda: pytest(report, "SQLite", sqlite, DATABASE_URL=""))
        if url:
            timed(report, "PostgreSQL", lambda: on_postgres(report, url))
        else:
            report.leave_out("PostgreSQL", "no initdb and pg_ctl on this machine: apt-get install postgresql")
    if not chromium():
        report.leave_out("browser journeys", "no browser on this machine: apt-get install chromium")
    elif (ROOT / "tests" / "e2e").is_dir():
        journeys = [*processes(), "-m", "e2e", "tests/e2e"]
        timed(report, "browser", lambda: pytest(report, "browser", journeys, DATABASE_URL=""))
    return report.end()


def some(arguments):
    """Only what was asked for, on SQLite or whatever DATABASE_URL names."""
    report = Report()
    timed(report, "tests", lambda: pytest(report, "tests", arguments))
    return report.end()


def test(arguments):
    """The command."""
    building.build(tests=True)
    return some(arguments) if arguments else everything()
