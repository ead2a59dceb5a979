"""The press: compiles papers with Typst, with the embedded fonts alone and the product's own folder as its root."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.utils.formats import date_format
from django.utils.translation import gettext as _

import linli
from linli.core import clock
from linli.papers.typeset.glyphs import FOLDER, printable_values
from linli.papers.typeset.qr import qr_svg

ROOT = Path(linli.__file__).resolve().parent
PRESS = ROOT / "papers" / "typeset" / "press.typ"
PICTURE_POINTS = 360  # the width of a picture in house.typ
POINTS_PER_INCH = 72


@dataclass(frozen=True)
class Meta:
    """What the house says around a document: who issues it, its number, who prints it, until when it hangs.

    `qr` is the address that the QR code opens, `qr_line` says so in words; `paper` is a3, a4 or a5.
    """

    title: str
    issuer: str = ""
    number: str = ""
    printed_by: str = ""
    hangs: str = ""
    qr: str = ""
    qr_line: str = ""
    paper: str = "a4"
    large: bool = False


@dataclass(frozen=True)
class Paper:
    """One document to be set: its template below `linli/`, its values (plain, JSON), and how many copies."""

    template: Path
    values: dict[str, Any] = field(default_factory=dict)
    meta: Meta = field(default_factory=lambda: Meta(""))
    copies: int = 1


def pdf(template: Path, values: dict[str, Any], *, meta: Meta) -> bytes:
    """One document as PDF. Raises typst.TypstError where the template is wrong; no values can make it fail."""
    return bind([Paper(template, values, meta)])


def bind(papers: Sequence[Paper]) -> bytes:
    """Many documents as one PDF, in this order, each with its own page numbers and its copies after one another."""
    return _compile(papers, format="pdf", timestamp=int(clock.now().timestamp()))


def png(template: Path, values: dict[str, Any], *, meta: Meta, width_px: int = 1080) -> bytes:
    """The first page of a picture template as PNG, `width_px` pixels wide."""
    made = _compile(
        [Paper(template, values, meta)], format="png", ppi=width_px * POINTS_PER_INCH / PICTURE_POINTS
    )
    return made[0] if isinstance(made, list) else made


def _compile(papers: Sequence[Paper], **how: Any) -> Any:
    told = json.dumps([_as_data(paper) for paper in papers])
    return typst.compile(
        PRESS,
        root=ROOT,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"papers": told},
        **how,
    )


@cache
def _fonts() -> Any:
    """The embedded fonts, read once."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])


def _as_data(paper: Paper) -> dict[str, Any]:
    """A paper as Typst reads it: printable, with the foot in words and the list of what the fonts lack."""
    values, missing = printable_values(paper.values)
    meta, more = printable_values(asdict(paper.meta) | {"foot": _foot(paper.meta)})
    named = dict.fromkeys(one.shown for one in [*missing, *more])
    return {
        "template": "/" + paper.template.resolve().relative_to(ROOT).as_posix(),
        "copies": paper.copies,
        "values": values,
        "meta": meta
        | {
            "qr": qr_svg(paper.meta.qr) if paper.meta.qr else "",
            "missing": _("Characters the font lacks: %(list)s") % {"list": " ".join(named)} if named else "",
            "page": _("page {n} of {m}"),
        },
    }


def _foot(meta: Meta) -> str:
    day = date_format(clock.today(), "DATE_FORMAT")
    printed = (
        _("Printed on %(day)s by %(name)s") % {"day": day, "name": meta.printed_by}
        if meta.printed_by
        else _("Printed on %(day)s") % {"day": day}
    )
    return f"{meta.hangs}\n{printed}" if meta.hangs else printed
