"""Everything a developer does, from a bare machine with nothing but Python: python3 dev.py COMMAND.

Standard library only. docs/operations/development.md explains each command.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 (somebody may well try with an older one)
    sys.exit(f"Linli needs Python 3.11 or newer; this is {sys.version.split()[0]}. 需要 Python 3.11 以上。")

from contextlib import redirect_stdout
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))

from tools import building, serving, testing  # noqa: E402 (the version is judged first)
from tools.console import Trouble  # noqa: E402


def script(path):
    """A command which runs a script of ours inside .venv, with the rest of the line as its arguments."""

    def run(arguments):
        with redirect_stdout(sys.stderr):  # a document on standard output stays one
            building.build(tests=True)
        return building.run_python(path, *arguments)

    return run


# name: (what it does, the function, the script it needs or None)
COMMANDS = {
    "run": ("start the product on http://127.0.0.1:8000 (--port, --host, --no-demo)", serving.run, None),
    "setup": ("install, build and migrate without starting anything", building.setup, None),
    "test": ("every check and test; with arguments: only pytest with these", testing.test, None),
    "check": ("lint, types, import rules, migrations, translations", testing.check, None),
    "translations": (
        "collect messages into locale/, then say what lacks Chinese",
        testing.translations,
        None,
    ),
    "bench": ("measure against the budgets", script("bench/run.py"), "bench/run.py"),
    "inspect": (
        "walk every page as every role; inspect api: every operation",
        script("tools/inspection.py"),
        "tools/inspection.py",
    ),
    "docs": ("build the documentation", script("docs/build.py"), "docs/build.py"),
    "faults": ("break things on purpose and watch", script("tools/faults.py"), "tools/faults.py"),
}


def offered():
    """The commands that have something behind them here."""
    return {
        name: command
        for name, command in COMMANDS.items()
        if command[2] is None or (ROOT / command[2]).is_file()
    }


def overview():
    """The list, for nobody and for those who mistyped."""
    lines = [f"  {name:<13} {command[0]}" for name, command in offered().items()]
    return "\n".join(["python3 dev.py COMMAND", *lines])


def main(arguments):
    """Run one command; the exit code."""
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(overview())
        return 0
    name, *rest = arguments
    if name not in offered():
        print(f"There is no command {name}. 没有 {name} 这个命令。\n{overview()}", file=sys.stderr)
        return 2
    try:
        return offered()[name][1](rest)
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. 已停止。", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
