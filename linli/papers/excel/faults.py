"""Error cells (#N/A, #DIV/0!) of an xlsx sheet: calamine reads them as empty, and an empty cell says nothing.

Only asked after `parcel.inspect` has found the package safe.
"""

import io
import re
import zipfile
from xml.etree import ElementTree

SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FAULT = re.compile(
    rb"""<c\b(?=[^>]*\bt=["']e["'])[^>]*\br=["']([A-Z]{1,3})([0-9]{1,7})["'][^>]*>"""
    rb"""(?:<f\b[^>]*/>|<f\b[^>]*>[^<]*</f>)?<v>([^<]{1,20})</v>"""
)


def faults(data: bytes, sheet: str) -> dict[tuple[int, int], str]:
    """(row, column), zero-based, to the text of the error. Empty for the old .xls."""
    if not data.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        part = _part(package, sheet)
        text = package.read(part) if part in package.namelist() else b""
    return {
        (int(found[2]) - 1, column(found[1].decode())): found[3].decode("utf-8", "replace")
        for found in FAULT.finditer(text)
    }


def _part(package: zipfile.ZipFile, sheet: str) -> str:
    """Which part of the package holds a sheet."""
    if "xl/_rels/workbook.xml.rels" not in package.namelist():
        return ""
    book = ElementTree.fromstring(package.read("xl/workbook.xml"))  # noqa: S314  no document type: parcel
    links = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for entry in book.iter(f"{SPREADSHEET}sheet"):
        if entry.get("name") == sheet:
            target = targets.get(entry.get(f"{RELATION}id"), "")
            return target[1:] if target.startswith("/") else f"xl/{target}"
    return ""


def column(letters: str) -> int:
    """A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
