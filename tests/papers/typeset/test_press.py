"""What people wrote comes out of the press as they wrote it, whatever it was."""

import io
from pathlib import Path

import pypdf
import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

import linli
from linli.papers.typeset import Meta, Paper, bind, pdf, png, qr_svg
from linli.papers.typeset.glyphs import Missing, printable
from linli.papers.typeset.press import _as_data

ROOT = Path(linli.__file__).parent
NOTICE = ROOT / "disclosure" / "typst" / "notice.typ"
POSTER = ROOT / "disclosure" / "typst" / "poster.typ"
SIGN_IN = ROOT / "papers" / "printing" / "typst" / "sign_in_sheet.typ"
META = Meta("停水", issuer="南门社区居民委员会", number="〔2026〕3 号", printed_by="何静文", hangs="张贴至月底",
            qr="https://example.org/nanmen/t/K7P4M2", qr_line="扫码看公告", large=True)  # fmt: skip


def notice(text: str, title: str = "停水") -> dict:
    return {
        "title": title,
        "place": "1栋",
        "text": text,
        "facts": [["电话", text[:30]]],
        "signed": "居委会",
        "day": "今天",
    }


def pages(made: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages]


def test_chinese_can_be_read_back_with_what_stands_around_it():
    (page,) = pages(pdf(NOTICE, notice("换水表，请提前存水。"), meta=META))

    for words in (
        "换水表，请提前存水。",
        "南门社区居民委员会",
        "〔2026〕3 号",
        "何静文",
        "张贴至月底",
        "第 1 页 共 1 页",
    ):
        assert words.replace(" ", "") in page.replace(" ", "")


@pytest.mark.parametrize(
    "text",
    [
        '#import "/etc/passwd"',
        "*bold* _it_",
        "$x^2$ `raw`",
        "\\ #panic()",
        "= heading",
        "// gone",
        "@label <l>",
        "~ --- ...",
    ],
)
def test_markup_that_somebody_typed_is_text(text):
    (page,) = pages(pdf(NOTICE, notice(text), meta=META))

    assert text.replace(" ", "") in page.replace(" ", "").replace("\n", "")


def test_a_character_the_font_lacks_is_shown_by_its_code_point_and_named():
    (page,) = pages(pdf(NOTICE, notice("住在𠮷里😀"), meta=META))
    flat = page.replace("\n", "").replace(" ", "")

    assert "住在〔U+20BB7〕里〔U+1F600〕" in flat
    assert "字体里没有的字：〔U+20BB7〕〔U+1F600〕" in flat


def test_the_reading_stands_with_the_code_point_where_it_is_known(monkeypatch):
    from linli.papers.typeset import glyphs

    narrow = frozenset(glyphs.known() - {ord("马")})
    monkeypatch.setattr(glyphs, "known", lambda: narrow)

    assert printable("老马") == ("老〔U+9A6C mǎ〕", [Missing("马", "〔U+9A6C mǎ〕")])


def test_unseen_characters_vanish_and_breaks_stay():
    assert printable("a\x00b\u202ec\r\nd\ufe0fe\u2028f") == ("abc\nde\nf", [])


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(), max_size=300))
def test_no_words_make_the_press_fail(text):
    assert pdf(NOTICE, notice(text, title=text[:40]), meta=META).startswith(b"%PDF")


@pytest.mark.parametrize(
    "text", ["字" * 7000, "a" * 7000, "\u05d0" * 500, "😀" * 300, "\ud800", "", "\n" * 500]
)
def test_long_and_strange_words_do_not_make_it_fail(text):
    assert len(pages(pdf(NOTICE, notice(text), meta=META))) >= 1


def test_nothing_of_seven_thousand_characters_is_lost():
    text = "".join(chr(0x4E00 + n % 500) for n in range(7000))
    told = "".join(pages(pdf(NOTICE, notice(text), meta=META)))

    assert sum(told.count(character) for character in set(text)) >= 7000


def test_a_wrong_template_raises(tmp_path):
    import typst

    with pytest.raises(typst.TypstError):
        pdf(ROOT / "papers" / "typeset" / "house.typ", {}, meta=META)


def test_the_head_of_a_table_comes_again_on_each_page_and_no_row_is_lost():
    values = {
        "title": "楼栋会",
        "facts": [["时间", "19:00"]],
        "columns": ["序号", "姓名", "签名"],
        "rows": 60,
    }
    found = pages(pdf(SIGN_IN, values, meta=Meta("签到表")))

    assert len(found) >= 2
    assert all("姓名" in page and "签名" in page for page in found)
    told = " ".join(found).split()
    assert [n for n in range(11, 61) if str(n) not in told] == []


def test_many_papers_are_one_pdf_in_order_with_their_copies_and_their_own_page_numbers():
    papers = [Paper(NOTICE, notice("停水") | {"place": f"{n}栋"}, META, copies=2) for n in range(1, 47)]
    found = pages(bind(papers))

    assert len(found) == 92
    for n in range(92):
        assert f"{n // 2 + 1}栋" in found[n].replace(" ", "")
        assert "第1页共1页" in found[n].replace(" ", "")


def test_the_qr_is_the_address_at_level_m_with_its_quiet_zone():
    drawn = qr_svg(META.qr)
    code = segno.make(META.qr, error="m", micro=False, boost_error=False)

    assert _as_data(Paper(NOTICE, {}, META))["meta"]["qr"] == drawn
    assert code.error == "M"
    assert _dark(drawn, code.symbol_size(border=4)[0]) == [
        (x + 4, y + 4) for y, row in enumerate(code.matrix) for x, dark in enumerate(row) if dark
    ]


def _dark(svg: str, width: int) -> list[tuple[int, int]]:
    """The dark modules that the path of an SVG draws: m moves from the last end, h draws to the right."""
    import re

    x, y, found = 0, 0.0, []
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", re.search(r' d="([^"]+)"', svg)[1]):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if command == "h":
            found += [(int(x + step), int(y)) for step in range(int(values[0]))]
            x += values[0]
        elif command == "M":
            x, y = values
        else:
            x, y = x + values[0], y + values[1]
    assert max(column for column, _row in found) < width - 4
    return found


def test_a_poster_is_a_picture_of_the_asked_width_and_small():
    made = png(POSTER, notice("停水" * 300), meta=META)

    assert made.startswith(b"\x89PNG")
    assert int.from_bytes(made[16:20], "big") == 1080
    assert len(made) < 500_000
