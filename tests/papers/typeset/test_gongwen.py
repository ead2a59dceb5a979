"""An official paper has the lines that GB/T 9704-2012 asks for (R-48)."""

import io
from itertools import pairwise
from pathlib import Path

import pypdf

import linli
from linli.papers.typeset import Meta, pdf

ONE = Path(linli.__file__).parent / "meetings" / "typst" / "one.typ"


WHERE = tuple[float, str]


def lines(page) -> list[WHERE]:
    """Height in points and words of each line, from top to bottom; the last is the number of the page."""
    found: dict[float, str] = {}

    def note(text, outer, inner, _font, _size):
        if text.strip():
            height = round(inner[5] * outer[3] + outer[5], 1)
            found[height] = found.get(height, "") + text.strip()

    page.extract_text(visitor_text=note)
    return sorted(found.items(), reverse=True)


def test_a_full_page_holds_twenty_two_lines_of_twenty_eight_characters():
    values = {"number": "", "title": "题", "facts": [], "sections": [], "close": [], "opening": "字" * 2000}
    pages = pypdf.PdfReader(io.BytesIO(pdf(ONE, values, meta=Meta("题")))).pages
    *full, (foot, number) = lines(pages[1])
    heights = [height for height, _words in full]

    assert [len(words) for _height, words in full] == [28] * 22
    assert all(abs(upper - lower - 29) < 0.2 for upper, lower in pairwise(heights))
    assert number == "— 2 —"
    assert foot < heights[-1] - 7 / 25.4 * 72  # 7 mm
