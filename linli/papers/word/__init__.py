"""Word: the documents of `gongwen.typ` as a file in which somebody goes on writing, in the manner of GB/T 9704-2012 (R-48).

What it looks like stands in `parts/`, the pieces of an empty document; here the words come into it. The same values give
the same bytes: the file knows no time. The fonts are those of an office machine, with other names where it lacks one.
"""

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from linli.papers.excel.numerals import written
from linli.papers.typeset import Meta
from linli.papers.typeset.glyphs import BREAKS, unseen

PARTS = Path(__file__).parent / "parts"
BEGINNING = (1980, 1, 1, 0, 0, 0)  # the first day that a zip file can name
PROPERTY = 255  # characters of a property that Word reads
BLANK = "　"
CHARACTER = 15.8  # points of one of 28 characters in a line
CLOSE_INDENT = 2  # characters
# Style, words in front in 黑体, words.
Paragraph = tuple[str, str, str]


def docx(values: dict[str, Any], *, meta: Meta) -> bytes:
    """One document (number, title, to, opening, facts, sections, close, as `gongwen.typ` takes it) as a Word file.

    No words make it fail: what XML forbids and what nobody sees is left out, as in print.
    """
    from docx import Document  # 14 MB that a process needs only once somebody wants to edit a paper
    from docx.shared import Pt

    document = Document(io.BytesIO(_empty()))
    for style, name, words in _paragraphs(values):
        paragraph = document.add_paragraph(style=style)
        if name:
            paragraph.add_run(name, style="事项名")
        paragraph.add_run(words.rstrip(BLANK))
        if room := len(words) - len(
            words.rstrip(BLANK)
        ):  # for a signature; blanks at the end of a line have no width
            paragraph.paragraph_format.right_indent = Pt((CLOSE_INDENT + room) * CHARACTER)
    document.core_properties.title = plain(meta.title)[:PROPERTY]
    document.core_properties.author = plain(meta.issuer)[:PROPERTY]
    made = io.BytesIO()
    document.save(made)
    return _timeless(made)


def plain(text: str) -> str:
    """The text as XML may hold it: line breaks are one newline each, what has no look of its own is gone."""
    for found, instead in BREAKS.items():
        text = text.replace(found, instead)
    return "".join(letter for letter in text if letter == "\n" or not (unseen(letter) or _forbidden(letter)))


def _forbidden(letter: str) -> bool:
    """Half a surrogate pair, and the two code points that XML 1.0 leaves out."""
    return "\ud800" <= letter <= "\udfff" or letter in "\ufffe\uffff"


def _paragraphs(values: dict[str, Any]) -> Iterator[Paragraph]:
    """From the number to the close, in the order of `document` in `gongwen.typ`."""
    if values["number"]:
        yield "文号", "", plain(values["number"])
    yield "Title", "", plain(values["title"])
    if values.get("to"):
        yield "Normal", "", f"{plain(values['to'])}："
    yield from _indented(values.get("opening", ""))
    for name, words in values["facts"]:
        first, *others = plain(words).split("\n")
        yield "Normal", f"{plain(name)}：", first
        yield from (("Normal", "", line) for line in others)
    for number, section in enumerate(values["sections"], 1):
        yield "Heading 1", "", f"{written(number)}、{plain(section['heading'])}"
        yield from _items(section["items"])
    yield from (("落款", "", plain(words)) for words in values["close"])


def _items(items: list[dict[str, str]]) -> Iterator[Paragraph]:
    for number, item in enumerate(items, 1):
        if item["title"]:
            yield "Heading 2", "", f"（{written(number)}）{plain(item['title'])}"
        yield from _indented(item["text"])


def _indented(words: str) -> Iterator[Paragraph]:
    return (("Body Text", "", line) for line in plain(words).split("\n") if line.strip())


@cache
def _empty() -> bytes:
    """The document without words."""
    made = io.BytesIO()
    with ZipFile(made, "w") as parcel:
        for part in sorted(path for path in PARTS.rglob("*") if path.is_file()):
            parcel.write(part, part.relative_to(PARTS))
    return made.getvalue()


def _timeless(made: io.BytesIO) -> bytes:
    """The same parcel without the time at which it was packed."""
    out = io.BytesIO()
    with ZipFile(made) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name, BEGINNING), old.read(name), ZIP_DEFLATED)
    return out.getvalue()
