"""A paper as a Word file is the paper in print: its measures, its faces, every word of it in order."""

import io
import unicodedata
import zipfile
from pathlib import Path

import pypdf
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st

import linli
from linli.papers.excel.numerals import number, written
from linli.papers.typeset import Meta, as_docx, pdf
from linli.papers.word import docx, plain

ONE = Path(linli.__file__).parent / "meetings" / "typst" / "one.typ"
META = Meta("党员大会会议记录", issuer="南门社区居民委员会")
MINUTES = {
    "number": "会〔2026〕1号",
    "title": "党员大会会议记录",
    "facts": [["时间", "2026年3月10日 09:00"], ["列席", "网格员三人\n物业一人"]],
    "sections": [
        {"heading": "充电棚选址", "items": [{"title": "", "text": "应当尽快选址。\r\n\n一楼有意见。"}]},
        {"heading": "表决", "items": [{"title": "同意在东侧建", "text": "通过。"}, {"title": "缓建", "text": ""}]},
    ],
    "close": ["主持人签名：　　　　　　", "记录人签名：　　　　　　"],
}  # fmt: skip
ALL = [
    "会〔2026〕1号", "党员大会会议记录", "时间：2026年3月10日 09:00", "列席：网格员三人", "物业一人",
    "一、充电棚选址", "应当尽快选址。", "一楼有意见。", "二、表决", "（一）同意在东侧建", "通过。", "（二）缓建",
    "主持人签名：", "记录人签名：",
]  # fmt: skip
ANY = st.text(st.characters(), max_size=200)


def opened(values: dict, meta: Meta = META):
    return Document(io.BytesIO(docx(values, meta=meta)))


def lines(values: dict) -> list[str]:
    return [paragraph.text for paragraph in opened(values).paragraphs]


def paper(**words) -> dict:
    return {"number": "", "title": "题", "facts": [], "sections": [], "close": []} | words


def face(document, style: str) -> str:
    """The east-asian font of a style, or of what it rests on."""
    found = document.styles[style]
    while found is not None:
        for fonts in found.element.iter(qn("w:rFonts")):
            return fonts.get(qn("w:eastAsia"))
        found = found.base_style
    return next(document.styles.element.iter(qn("w:rFonts"))).get(qn("w:eastAsia"))


def test_every_word_stands_there_in_its_order():
    assert lines(MINUTES) == ALL


def test_whom_it_goes_to_and_how_it_opens_stand_before_the_facts():
    assert lines(paper(to="各支部", opening="定于近日开会。", facts=[["时间", "明天"]])) == [
        "题",
        "各支部：",
        "定于近日开会。",
        "时间：明天",
    ]


def test_the_page_is_that_of_the_standard():
    (section,) = opened(MINUTES).sections

    def near(length, millimetres):
        return abs(length - Mm(millimetres)) < Mm(0.1)

    assert near(section.page_width, 210)
    assert near(section.page_height, 297)
    assert near(section.top_margin, 37)
    assert near(section.left_margin, 28)
    assert near(section.page_width - section.left_margin - section.right_margin, 156)
    assert near(section.page_height - section.top_margin - section.bottom_margin, 225)


def test_twenty_two_lines_of_twenty_eight_characters_fit():
    document = opened(MINUTES)
    (section,) = document.sections
    body = document.styles["Normal"]
    spread = next(body.element.rPr.iter(qn("w:spacing"))).get(qn("w:val"))
    wide = section.page_width - section.left_margin - section.right_margin
    high = section.page_height - section.top_margin - section.bottom_margin

    assert body.font.size == Pt(16)
    assert high // body.paragraph_format.line_spacing == 22
    assert wide // (body.font.size + Pt(int(spread) / 20)) == 28
    assert document.styles["Body Text"].element.pPr.ind.get(qn("w:firstLineChars")) == "200"


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("Body Text", "仿宋_GB2312", None),
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", None),
        ("Heading 2", "楷体_GB2312", None),
        ("事项名", "黑体", None),
        ("footer", "宋体", 14),
        ("文号", "仿宋_GB2312", 14),
    ],
)
def test_each_part_has_its_face(style, font, size):
    document = opened(MINUTES)

    assert face(document, style) == font
    assert document.styles[style].font.size == (Pt(size) if size else None)  # None: that of the body


def test_each_paragraph_has_its_style():
    styles = [paragraph.style.name for paragraph in opened(MINUTES).paragraphs]

    assert styles[:3] == ["文号", "Title", "Normal"]
    assert styles[5:12] == ["Heading 1", "Body Text", "Body Text", "Heading 1", "Heading 2", "Body Text", "Heading 2"]  # fmt: skip
    assert styles[12:] == ["落款", "落款"]


def test_the_number_of_the_page_stands_outside():
    document = opened(MINUTES)
    (section,) = document.sections

    assert document.settings.odd_and_even_pages_header_footer
    for foot, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = foot.paragraphs
        properties = paragraph._p.pPr
        assert "".join(word.text for word in paragraph._p.iter(qn("w:t"))) == "— 1 —"
        assert [field.get(qn("w:instr")).strip() for field in paragraph._p.iter(qn("w:fldSimple"))] == ["PAGE"]  # fmt: skip
        assert properties.jc.get(qn("w:val")) == side
        assert properties.ind.get(qn(f"w:{side}")) == "280"  # one character of 14 pt


def test_room_for_a_signature_is_kept_at_the_right():
    signed, dated = opened(paper(close=["签名：　　　", "2026年3月10日"])).paragraphs[1:]

    assert signed.paragraph_format.right_indent == Pt(5 * 15.8)
    assert dated.paragraph_format.right_indent is None  # that of the style
    assert dated.style.paragraph_format.right_indent == Pt(31.6)


def test_the_file_says_who_issued_what_in_which_language():
    said = opened(MINUTES, Meta("题" * 300, issuer="居委会\x07")).core_properties

    assert (said.title, said.author, said.language) == ("题" * 255, "居委会", "zh-CN")


def test_the_same_words_give_the_same_bytes(monkeypatch):
    first = docx(MINUTES, meta=META)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)

    assert docx(MINUTES, meta=META) == first
    assert {part.date_time for part in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {(1980, 1, 1, 0, 0, 0)}  # fmt: skip
    assert docx(MINUTES | {"title": "另一份"}, meta=META) != first


def test_print_and_file_say_the_same():
    printed = pypdf.PdfReader(io.BytesIO(pdf(ONE, MINUTES, meta=META))).pages[0].extract_text()
    told = "".join("".join(printed.split()).rsplit("—1—", 1))

    assert told == "".join("".join(ALL).split())


def bare(text: str) -> str:
    return "".join(plain(text).split())


@settings(max_examples=60, deadline=None)
@given(ANY, ANY)
def test_no_words_make_it_fail_and_none_is_lost(text, short):
    values = paper(
        number=short, title=text, facts=[[short, text]], close=[text],
        sections=[{"heading": short, "items": [{"title": short, "text": text}]}],
    )  # fmt: skip
    told = "".join("".join(lines(values)).split())
    item = f"（一）{bare(short)}" if short else ""

    # `bare` of a sum: a mark that stands alone on its line may not be taken for the end of another.
    assert told == "".join([bare(short), bare(text), bare(short), "：", bare(text), "一、", bare(short), item, bare(text), bare(text)])  # fmt: skip


@given(ANY)
def test_what_is_left_out_has_no_look(text):
    kept = plain(text)
    gone = [letter for letter in text if letter not in kept and letter not in "\r\t\u2028\u2029"]

    assert all(
        unicodedata.category(letter) in {"Cc", "Cf", "Cs"}
        or "\ufe00" <= letter <= "\ufe0f"
        or "\U000e0100" <= letter <= "\U000e01ef"
        or letter in "\ufffe\uffff"
        for letter in gone
    )


@pytest.mark.parametrize(
    "text", ["字" * 70_000, "a" * 70_000, "😀👨‍👩‍👧" * 300, "\ud800x\x00\x0b\x1f", "<w:p>&amp;</w:p>"]
)
def test_long_and_strange_words_are_there(text):
    (_title, told) = lines(paper(opening=text))

    assert told == plain(text)


def test_line_breaks_and_tabs_are_those_of_print():
    assert lines(paper(opening="a\x00b\u202ec\r\nd\ufe0fe\u2028f\tg")) == ["题", "abc", "de", "f    g"]


@given(st.integers(1, 9999))
def test_headings_are_numbered_as_numbers_are_read(n):
    assert number(written(n)) == n


@pytest.mark.parametrize(("n", "words"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五"), (110, "一百一十"), (1001, "一千零一")])  # fmt: skip
def test_headings_are_numbered_as_people_write(n, words):
    assert written(n) == words


def test_a_browser_saves_it_under_its_name():
    answer = as_docx(b"made", "H2026-1")

    assert answer["Content-Type"] == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert answer["Content-Disposition"] == 'attachment; filename="H2026-1.docx"'
    assert answer["Cache-Control"] == "private, no-store"
