"""排版: from a Typst template and plain values to PDF and PNG.

What people wrote travels as data (JSON), never as markup, so `#import` and `*bold*` print as they were typed. Every
string is made printable first (`glyphs`), so no template can forget it. A failure of Typst is a defect of ours: it raises.
"""

from linli.papers.typeset.answers import as_docx, as_pdf, as_png, as_xlsx, as_zip
from linli.papers.typeset.press import Meta, Paper, bind, pdf, png
from linli.papers.typeset.qr import qr_svg

__all__ = [
    "Meta",
    "Paper",
    "as_docx",
    "as_pdf",
    "as_png",
    "as_xlsx",
    "as_zip",
    "bind",
    "pdf",
    "png",
    "qr_svg",
]
