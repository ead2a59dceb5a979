"""What a command prints with --json: one UTF-8 document, exact numbers, and one shape for bad input."""

import json
import re
import sys
from argparse import ArgumentParser
from decimal import Decimal
from typing import Any, NoReturn

from django.core.management.base import OutputWrapper

BAD_INPUT = 2
_EXACT = re.compile('"\ue000(-?[0-9.]+)\ue000"')


class BadInput(Exception):
    """What was asked cannot be read; `where` names the place."""

    def __init__(self, code: str, message: Any, where: str = "") -> None:
        super().__init__(str(message))
        self.code, self.message, self.where = code, str(message), where

    def as_json(self) -> dict[str, Any]:
        """The document of exit 2."""
        return {"error": {"code": self.code, "message": self.message, "where": self.where}}


def document(value: Any) -> str:
    """JSON in which a Decimal is written digit by digit, never through a float."""
    return _EXACT.sub(r"\1", json.dumps(value, default=_default, ensure_ascii=False, indent=1))


def _default(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"\ue000{value:f}\ue000"
    return str(value)  # lazy words


def refuse(problem: BadInput, out: OutputWrapper) -> NoReturn:
    """Print the problem and leave with 2."""
    out.write(document(problem.as_json()))
    sys.exit(BAD_INPUT)


def mind_usage(parser: ArgumentParser, out: OutputWrapper) -> None:
    """A wrong option is bad input like any other: the document, not only words on standard error."""

    def error(message: str) -> NoReturn:
        refuse(BadInput("usage", message, "arguments"), out)

    parser.error = error  # type: ignore[method-assign]
