"""Opening what somebody sent: what is no workbook, what would burst, and what comes back of one that is read."""

import datetime as dt
import io
import os
import re
import struct
import zipfile
import zlib

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from linli.papers.excel import limits
from linli.papers.excel.faults import column
from linli.papers.excel.opening import Table, Unreadable, open_workbook
from linli.papers.excel.parcel import OLE, Refused, inspect
from tests.papers.workbooks import messages, old_xls, residents_two_row_header, saved, sheet_of, workbook

SMALL = workbook(["姓名", "楼栋"], ["试甲", 2])


def opened(data: bytes, **options) -> Table:
    return open_workbook(data, "花名册.xlsx", **options)


def refusal(data: bytes, **options) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        opened(data, **options)
    assert caught.value.field == "file"
    assert str(caught.value)
    return caught.value


def repacked(data: bytes, **parts: bytes) -> bytes:
    """The package with some parts replaced or added; "xl/workbook.xml" is written xl__workbook."""
    out = io.BytesIO()
    new = {name.replace("__", "/") + ".xml": content for name, content in parts.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in [*old.namelist(), *(name for name in new if name not in old.namelist())]:
            package.writestr(name, new.get(name) or old.read(name))
    return out.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name)


def lying(data: bytes, name: str, size: int) -> bytes:
    """The package whose directory and local header say that a part has `size` bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        member = package.getinfo(name)
    true, said = struct.pack("<L", member.file_size), struct.pack("<L", size)
    at = member.header_offset
    data = data[: at + 22] + said + data[at + 26 :]
    entry = data.index(name.encode(), data.index(b"PK\x01\x02")) - 46
    assert data[entry + 24 : entry + 28] == true
    return data[: entry + 24] + said + data[entry + 28 :]


def test_cells_come_back_as_what_they_are():
    moment = dt.datetime(2026, 3, 10, 8, 30, 15)
    row = ["王", 2, 2.5, True, dt.date(2026, 3, 1), moment, dt.time(8, 30), dt.timedelta(hours=30)]

    table = opened(workbook(row))

    assert table.rows == [["王", 2, 2.5, True, dt.date(2026, 3, 1), moment, dt.time(8, 30), "30:00:00"]]
    assert isinstance(table.rows[0][3], bool)


def test_a_row_keeps_its_number_and_the_margins_are_dropped():
    book = Workbook()
    sheet = book.active
    sheet["C3"], sheet["D5"], sheet["E6"], sheet["C7"] = "x", 1, " ", "\u3000"
    sheet.cell(200, 30).fill = PatternFill("solid", fgColor="FFFF00")

    table = opened(saved(book))

    assert table.rows == [
        [None] * 4,
        [None] * 4,
        [None, None, "x", None],
        [None] * 4,
        [None, None, None, 1.0],
    ]
    assert table.width == 4


def test_error_cells_stay_visible_where_they_stand():
    data = workbook(["姓名", "楼栋"], ["试甲", "#N/A"], ["=1/0", 3])
    sheet, found = re.subn(
        rb'<c r="A3"><f>1/0</f><v(?: ?/>|></v>)</c>',
        b'<c r="A3" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        part(data, "xl/worksheets/sheet1.xml"),
    )
    assert found == 1

    table = opened(repacked(data, xl__worksheets__sheet1=sheet))

    assert table.rows[1:] == [["试甲", "#N/A"], ["#DIV/0!", 3]]
    assert [column(letters) for letters in ("A", "Z", "AA", "XFD")] == [0, 25, 26, 16383]


def test_merges_and_hidden_rows_come_back():
    table = opened(residents_two_row_header())

    assert (0, 0, 0, 10) in table.merges
    assert (2, 5, 2, 7) in table.merges
    assert table.rows[8][1] == "𠮷田试四"  # row 9 is hidden
    assert table.name == "居民花名册"


def sheets() -> bytes:
    book = sheet_of(title="空")
    book.create_sheet("藏").append(["藏着"])
    book["藏"].sheet_state = "hidden"
    book.create_sheet("人").append(["人们"])
    book.create_sheet("房").append(["房子"])
    return saved(book)


def test_the_first_visible_sheet_with_anything_is_taken_and_the_others_are_named():
    table = opened(sheets())

    assert (table.name, table.rows) == ("人", [["人们"]])
    assert table.other_sheets == ("空", "藏", "房")


def test_a_sheet_may_be_asked_for():
    assert opened(sheets(), sheet="房").rows == [["房子"]]
    assert opened(sheets(), sheet="藏").rows == [["藏着"]]
    assert refusal(sheets(), sheet="空").code == "empty_sheet"
    no_sheet = refusal(sheets(), sheet="车位")
    assert no_sheet.code == "no_sheet"
    assert "车位" in str(no_sheet)


def test_a_workbook_without_a_word_is_refused():
    assert refusal(saved(sheet_of())).code == "empty_sheet"


def test_claimed_rows_do_not_count():
    table = opened(messages(50))

    assert len(table.rows) == 51


def test_the_old_form_is_read():
    table = opened(old_xls([["姓名", "楼栋"], ["𠮷田试一", 2.0]], sheet="花名册"))

    assert (table.name, table.rows) == ("花名册", [["姓名", "楼栋"], ["𠮷田试一", 2.0]])


CSV = "姓名,楼栋\n试甲,2\n"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"<html><body><table><tr><td>1</td></tr></table></body></html>", "html"),
        (b"\xef\xbb\xbf \r\n<!DOCTYPE html><html>", "html"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "xml_2003"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"%PDF-1.7", "pdf"),
        (CSV.encode(), "csv"),
        (CSV.encode("gb18030"), "csv"),
        (CSV.encode("utf-16"), "csv"),
        (b"\x00\x01\x02\x03" * 100, "other"),
        (OLE + bytes(512) + "EncryptionInfo".encode("utf-16-le") + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLE + bytes(512) + "WordDocument".encode("utf-16-le"), "word"),
        (OLE + bytes(512), "other"),
        (OLE + bytes(512) + "Workbook".encode("utf-16-le"), "damaged"),
        (SMALL[: len(SMALL) // 2], "damaged"),
        (SMALL[:-30], "damaged"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_told_so(data: bytes, code: str):
    assert refusal(data).code == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("word/document.xml", "word"),
        ("content.xml", "opendocument"),
        ("xl/workbook.bin", "binary"),
        ("花名册.jpg", "archive"),
    ],
)
def test_other_packages_are_told_apart(name: str, code: str):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(name, "x")

    assert refusal(out.getvalue()).code == code


def test_a_part_that_unpacks_to_far_more_than_it_weighs_is_not_opened():
    bomb = repacked(SMALL, xl__media=b" " * (limits.RATIO_FROM * 2))

    assert refusal(bomb).code == "bomb"


def test_a_part_that_lies_about_its_size_is_not_opened():
    blanks = part(SMALL, "xl/worksheets/sheet1.xml") + b" " * (limits.RATIO_FROM - 10_000)
    honest = repacked(SMALL, xl__worksheets__sheet1=blanks)

    assert opened(honest).rows[1] == ["试甲", 2]
    assert refusal(lying(honest, "xl/worksheets/sheet1.xml", 1000)).code == "bomb"


def test_all_parts_together_have_a_limit(monkeypatch):
    """In this process, where the limit can be lowered; the reading process calls the same."""
    monkeypatch.setattr(limits, "UNPACKED", 3000)

    with pytest.raises(Refused, match="too_large"):
        inspect(SMALL)


def test_a_package_of_very_many_parts_is_not_opened():
    many = repacked(SMALL, **{f"xl__media{n}": b"x" for n in range(limits.MEMBERS)})

    assert refusal(many).code == "too_large"


def test_two_parts_of_one_name_are_not_opened():
    out = io.BytesIO(SMALL)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")

    assert refusal(out.getvalue()).code == "damaged"


@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
def test_declarations_of_entities_are_not_read(coding: str):
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    text = f'<?xml version="1.0"?><!DOCTYPE sst [{entities}]><sst><si><t>&l11;</t></si></sst>'

    assert refusal(repacked(SMALL, xl__sharedStrings=text.encode(coding))).code == "dtd"


def test_a_declaration_is_found_across_two_pieces():
    start = b'<?xml version="1.0"?>'
    for shift in range(12):
        blanks = b" " * (256 * 1024 - len(start) - shift)
        noise = os.urandom(40_000).hex().encode()  # so that the ratio is no reason
        data = repacked(SMALL, xl__x=start + blanks + b"<!DOCTYPE x>" + noise)

        assert refusal(data).code == "dtd"


def test_a_damaged_stream_is_told():
    with zipfile.ZipFile(io.BytesIO(SMALL)) as package:
        member = package.getinfo("xl/worksheets/sheet1.xml")
    at = member.header_offset + 30 + len(member.filename)
    broken = SMALL[:at] + b"\xff" * 20 + SMALL[at + 20 :]

    assert refusal(broken).code == "damaged"
    with pytest.raises(zlib.error):
        zlib.decompress(b"\xff" * 20, -15)


def test_broken_xml_is_told():
    assert refusal(repacked(SMALL, xl__workbook=b"<workbook><sheets>")).code in {"damaged", "empty_sheet"}
    assert refusal(repacked(SMALL, xl__worksheets__sheet1=b"<worksheet><sheetData><row")).code == "damaged"


def test_too_large_an_upload_is_not_even_looked_at():
    assert refusal(bytes(limits.UPLOAD + 1)).code == "too_large"


def test_the_dimensions_of_excel_itself_are_refused():
    book = Workbook()
    book.active["A1"], book.active["XFD1048576"] = 1, 1

    assert refusal(saved(book)).code in {"too_many_cells", "too_large"}


def test_two_million_cells_are_refused():
    cells = (
        "<row>" + "".join(f"<c><v>{row * 1000 + at}</v></c>" for at in range(1000)) + "</row>"
        for row in range(2000)
    )
    start, end = part(SMALL, "xl/worksheets/sheet1.xml").split(b"</sheetData>")

    problem = refusal(
        repacked(SMALL, xl__worksheets__sheet1=start + "".join(cells).encode() + b"</sheetData>" + end)
    )

    assert problem.code == "too_many_cells"
    assert str(limits.CELLS) in str(problem)


def test_a_reading_process_that_takes_too_long_is_ended():
    assert refusal(SMALL, seconds=0).code == "too_slow"


def test_a_reading_process_has_no_secret(monkeypatch, tmp_path):
    """Its environment is made from nothing; a key in ours does not reach it."""
    seen = tmp_path / "seen"
    monkeypatch.setenv("LINLI_TEST_SECRET", "secret")
    script = tmp_path / "python"
    script.write_text(f"#!/bin/sh\nenv > {seen}\nexit 1\n")
    script.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(script))

    assert refusal(SMALL).code == "damaged"
    assert "secret" not in seen.read_text()
