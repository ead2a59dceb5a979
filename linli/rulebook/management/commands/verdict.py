"""`linli verdict R-nn FILE|- [--schema]`: what a rule says, as one JSON document.

Exit 0: the verdict was given, whatever its level; 2: bad input, with its place.
"""

import io
import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from decimal import Decimal
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand

from linli.core.clock import today
from linli.rulebook.book import book
from linli.rulebook.fields import BadInput
from linli.rulebook.registry import checks, judge, schema
from linli.rulebook.verdict import Verdict

BAD_INPUT = 2
MOST = 20_000_000


class Command(BaseCommand):
    """Judge one input or a list of inputs by one rule."""

    help = "规则裁断：linli verdict R-25 FILE|-；--schema 输出 JSON Schema 与示例"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The rule, the file, and the wish for its schema."""
        parser.add_argument("rule", help="R-25")
        parser.add_argument("file", nargs="?", help="JSON file, - for standard input")
        parser.add_argument("--schema", action="store_true", help="print the JSON Schema and examples")
        parser.add_argument(
            "--json", action="store_true", help="accepted for uniformity; output is always JSON"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one document; leave with 2 on bad input."""
        load_verdicts()
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
        try:
            if options["schema"]:
                document: Any = schema(options["rule"])
            else:
                document = _answer(options["rule"], options["file"])
        except BadInput as error:
            self._print({"error": {"code": error.code, "message": error.message, "where": error.where}})
            sys.exit(BAD_INPUT)
        self._print(document)

    def _print(self, document: Any) -> None:
        self.stdout.write(json.dumps(document, ensure_ascii=False, indent=1))


def load_verdicts() -> None:
    """Import `verdicts.py` of every installed app that has one: importing registers."""
    for config in apps.get_app_configs():
        if config.name.startswith("linli.") and find_spec(f"{config.name}.verdicts"):
            import_module(f"{config.name}.verdicts")


def _answer(rule: str, file: str | None) -> Any:
    checks(rule)  # an unknown rule is named before the file is looked for
    if not file:
        raise BadInput("missing", "缺少输入文件（- 表示标准输入）", "file")
    found = judge(rule, _parse(_read(file)), today=today, book=book())
    return found.as_json() if isinstance(found, Verdict) else [one.as_json() for one in found]


def _read(file: str) -> str:
    """The text of the file or of standard input, UTF-8 with or without a mark."""
    try:
        if file == "-":
            raw = sys.stdin.buffer.read(MOST + 1)
        else:
            with Path(file).open("rb") as opened:
                raw = opened.read(MOST + 1)
    except OSError as error:
        raise BadInput("file", f"读不了文件：{error.strerror}", file) from error
    if len(raw) > MOST:
        raise BadInput("file", "文件太大", file)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput("encoding", "不是 UTF-8 文字", f"byte {error.start}") from error


def _parse(text: str) -> Any:
    """JSON without floats, without NaN, without a name written twice."""
    try:
        return json.loads(
            text, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_unique_names
        )
    except json.JSONDecodeError as error:
        raise BadInput(
            "json", f"不是有效的 JSON：{error.msg}", f"line {error.lineno} column {error.colno}"
        ) from error
    except RecursionError as error:
        raise BadInput("json", "嵌套太深", "") from error
    except ValueError as error:
        raise BadInput("json", "数字太长", "") from error


def _no_constant(name: str) -> None:
    raise BadInput("json", f"{name} 不是数字", "")


def _unique_names(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise BadInput("json", f"{name} 写了两次", name)
        found[name] = value
    return found
