"""Opening a workbook that somebody sent, safely.

The bytes go to a process of its own (`child`) with limits on memory and time, which looks at the package
before it parses it. What comes back is one sheet as rows of plain cells. The file itself is trusted in nothing:
neither its name nor its sizes nor its dimensions.
"""

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from django.utils.translation import gettext_lazy as _

from linli.core.errors import DomainError
from linli.papers.excel import limits
from linli.papers.excel.wire import Cell, decode

__all__ = ["Cell", "Table", "Unreadable", "open_workbook"]

logger = logging.getLogger("linli.papers")
ROOT = Path(__file__).resolve().parents[3]
#: Exit of a process that was ended by the limit on its processor time, its memory, or by the timer.
OUT_OF_BOUNDS = {-9, -24, -6, 134, 137, 152}
MESSAGES = {
    "empty_file": _("The file is empty. Please choose it again."),
    "pdf": _("This is a PDF, not a workbook. Please ask for the table itself, as .xlsx."),
    "picture": _("This is a picture, not a workbook. Please ask for the table itself, as .xlsx."),
    "archive": _("This is an archive, not a workbook. Please unpack it and choose the .xlsx inside."),
    "word": _("This is a text document. Please copy its table into a workbook and save it as .xlsx."),
    "html": _(
        "This is a web page that carries the name of a workbook. Please open it in WPS or Excel and save it as .xlsx."
    ),
    "xml_2003": _(
        "This is a workbook in the old XML form. Please open it in WPS or Excel and save it as .xlsx."
    ),
    "csv": _("This is a plain text table (CSV). Please open it in WPS or Excel and save it as .xlsx."),
    "binary": _("This is a binary workbook (.xlsb). Please open it in WPS or Excel and save it as .xlsx."),
    "opendocument": _("This is an OpenDocument file. Please open it in WPS or Excel and save it as .xlsx."),
    "other": _("This is not a workbook. Please choose a file saved as .xlsx or .xls."),
    "password": _("The workbook has a password. Please remove the password, save it, and choose it again."),
    "damaged": _(
        "The workbook is damaged or incomplete. Please open it in WPS or Excel, save it again as .xlsx."
    ),
    "bomb": _("The workbook is not what it says it is, and was not opened. Please save it again as .xlsx."),
    "dtd": _("The workbook holds declarations that no workbook needs, and was not opened."),
    "too_large": _("The workbook is too large. Please split it and bring in the parts one by one."),
    "too_slow": _("Reading took too long. Please split the workbook and bring in the parts one by one."),
    "too_many_cells": _(
        "The sheet has more than %(limit)s cells. Please delete what is not needed, or split it."
    ),
    "empty_sheet": _("The workbook has no sheet with anything on it."),
    "no_sheet": _("There is no sheet named “%(sheet)s”."),
}


class Unreadable(DomainError):
    """The workbook cannot be read, and what to do about it."""

    def __init__(self, message: Any = "", *, field: str = "file", code: str = "", **values: Any) -> None:
        super().__init__(message or MESSAGES[code], field=field, **values)
        self.code = code


@dataclass(frozen=True)
class Table:
    """One sheet (工作表). `rows[i]` is row i+1 of Excel, all of one width; nothing but blank cells is None.

    `merges` are (first row, first column, last row, last column), zero-based. Hidden rows are like all others.
    """

    name: str
    rows: list[list[Cell]]
    merges: list[tuple[int, int, int, int]]
    other_sheets: tuple[str, ...]

    @property
    def width(self) -> int:
        """How many columns there are, up to the last that holds anything."""
        return len(self.rows[0]) if self.rows else 0


def open_workbook(data: bytes, name: str, *, sheet: str = "", seconds: float = limits.WALL_SECONDS) -> Table:
    """The sheet asked for, or the first visible one that is not empty; Unreadable says why it cannot be.

    `name` is what the person calls the file; it is only told to the log when the file cannot be read.
    """
    if len(data) > limits.UPLOAD:
        raise Unreadable(code="too_large")
    about: dict[str, Any] = {}
    rows: list[list[Cell]] = []
    with closing(_documents(data, sheet, seconds)) as documents:
        for document in documents:
            if isinstance(document, list):
                rows.append(document)
                continue
            if "refused" in document:
                logger.info("workbook refused: %s", document["refused"])
                raise Unreadable(code=document["refused"], **document["values"])
            about |= document
    if not about.get("end"):
        raise Unreadable(code="damaged")
    width = max(map(len, rows))
    for row in rows:
        row.extend([None] * (width - len(row)))
    merges = [(top, left, bottom, right) for top, left, bottom, right in about["merges"]]
    return Table(about["sheet"], rows, merges, tuple(about["other_sheets"]))


def _documents(data: bytes, sheet: str, seconds: float) -> Generator[Any, None, None]:
    """What the reading process says, line by line; it is ended when its time is over, or nobody listens."""
    late = threading.Event()
    with subprocess.Popen(  # noqa: S603  our own module; the sheet's name is one argument, not a shell's
        [sys.executable, "-m", "linli.papers.excel.child", sheet],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a parser's last words may quote a cell
        cwd=ROOT,
        env={"PATH": os.defpath, "PYTHONUTF8": "1"},  # no key, no address of a database
    ) as child:
        timer = threading.Timer(seconds, _end, (child, late))
        timer.start()
        try:
            yield from _converse(child, data)
            code = child.wait()
        finally:
            timer.cancel()
            child.kill()
    _judge(code, late=late.is_set())


def _end(child: "subprocess.Popen[bytes]", late: threading.Event) -> None:
    late.set()
    child.kill()


def _converse(child: "subprocess.Popen[bytes]", data: bytes) -> Iterator[Any]:
    """Give the bytes, then take the lines; the process writes nothing before it has read everything."""
    into, out = cast(IO[bytes], child.stdin), cast(IO[bytes], child.stdout)  # both are pipes
    try:
        with into:
            into.write(data)
    except BrokenPipeError:
        logger.info("the reading process ended before it had the whole workbook")
    for line in out:
        if line.endswith(b"\n"):  # else it was ended in the middle of a line, and its exit says so
            yield decode(line)


def _judge(code: int, *, late: bool) -> None:
    """Unreadable unless the process ended well."""
    if late:
        raise Unreadable(code="too_slow")
    if code in OUT_OF_BOUNDS:
        logger.warning("a workbook ended its reading process: %s", code)
        raise Unreadable(code="too_large")
    if code:
        logger.warning("the reading process failed: %s", code)
        raise Unreadable(code="damaged")
