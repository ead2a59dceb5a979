"""留言工作簿: messages from a workbook as communities and hotlines send them, for the commands. Who wrote is not read."""

from pathlib import Path
from typing import NamedTuple

from linli.core.documents import BadInput
from linli.orders.imports import OrdersImport
from linli.papers.excel import cells as readers
from linli.papers.excel.opening import Unreadable
from linli.papers.imports.importing import word
from linli.papers.imports.sheets import read_sheet


class Line(NamedTuple):
    """One message: its row in the workbook, its subject, words and label ("" where the file has none)."""

    row: int
    subject: str
    text: str
    label: str


def read(file: str) -> list[Line]:
    """The messages of a workbook, rows without words left out. BadInput for what cannot be read."""
    path = Path(file)
    if not path.is_file():
        raise BadInput("no_such_file", "没有这个文件", file)
    try:
        sheet = read_sheet(path.read_bytes(), path.name, OrdersImport.columns)
    except Unreadable as wrong:
        raise BadInput("unreadable", wrong, file) from wrong
    found = []
    for row, cells in sheet.named(sheet.match(OrdersImport.columns)):
        text = readers.text(cells.get("text")).value or ""
        subject = readers.text(cells.get("subject")).value or ""
        if text or subject:
            found.append(Line(row, subject, text, word(cells.get("label"))))
    return found
