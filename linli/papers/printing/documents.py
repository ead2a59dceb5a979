"""文书种类: each app declares the documents it can put on paper; the printing room knows no domain word."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Document:
    """A kind of document: its code, its name, its template, who may ask for it, and on which paper it usually is."""

    code: str
    label: Any
    template: Path
    right: str
    paper: str = "a4"


REGISTER: dict[str, Document] = {}


def declare(document: Document) -> Document:
    """Enter a kind of document; each is declared once."""
    if document.code in REGISTER:
        raise ValueError(f"the document {document.code} is declared twice")
    REGISTER[document.code] = document
    return document
