"""Invented workbooks with everything that real ledgers do: titles, merged heads, hidden rows, broken numbers."""

import datetime as dt
import io
import struct
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import PatternFill

from linli.residents.identity import check_digit

NBSP = "\xa0"
WIDE = {ord("0") + n: 0xFF10 + n for n in range(10)} | {ord("X"): 0xFF38}


@dataclass
class Person:
    """A row of the roster as a person means it, and what stands in its cells."""

    name: str
    born: dt.date
    building: int
    unit: int
    room: int
    phone: str
    landline: str
    cells: list[Any] = field(default_factory=list)
    row: int = 0
    sex: str = "女"

    @property
    def identity(self) -> str:
        """A valid number of the invented area 350824, its sequence made of the address."""
        sequence = self.building * 100 + self.unit * 10 + (self.room % 2)
        first = f"350824{self.born:%Y%m%d}{sequence:03}"
        return first + check_digit(first)


PEOPLE = (
    ("欧阳试一", dt.date(1947, 1, 20), 2, 4, 302, "13900000001", "0597-1234567"),
    ("司空试二", dt.date(1989, 6, 30), 1, 4, 102, "13900000002", "/"),
    ("艾尼·试三", dt.date(1972, 11, 13), 2, 3, 1101, "13900000003", "/"),
    ("㛃", dt.date(2010, 5, 10), 1, 2, 101, "13900000004", "0597-1234568"),
    ("𠮷田试四", dt.date(2004, 2, 16), 3, 4, 1101, "13900000005", "/"),
    ("试  五", dt.date(2007, 8, 4), 8, 3, 302, "13900000006", "/"),
    ("李Test", dt.date(1941, 9, 19), 6, 3, 101, "13900000007", "－"),
    ("试七" + NBSP, dt.date(2011, 7, 21), 9, 1, 102, "13900000008", "/"),
    ("试八", dt.date(1966, 10, 18), 7, 2, 201, "13900000009", "无"),
)
BIRTHS = ("1947.1", "1989年6月", "1972/11/13", 2010.05, 38033, "07.8.4", "41.9.19", "20110721", "1966.10")
BUILDINGS = (2, "1栋", "２栋", 1, "三栋", "八栋", 6, "9 栋", "7号楼")


def people() -> list[Person]:
    """The people of `residents_two_row_header`, each with its row in Excel."""
    found = [Person(*facts) for facts in PEOPLE]
    writings = (
        lambda number: number,
        lambda number: f" {number[:6]} {number[6:14]} {number[14:]}",
        lambda number: f" {number}{NBSP}",
        lambda number: f"'{number}",
        lambda number: number.translate(WIDE),
        lambda number: f"{number}\n",
    )
    for index, person in enumerate(found):
        write = writings[index % len(writings)]
        person.row = 5 + index
        person.cells = [
            index + 1,
            person.name,
            person.sex,
            BIRTHS[index],
            write(person.identity),
            BUILDINGS[index],
            f"{person.unit}单元",
            person.room,
            int(person.phone) if index % 2 else person.phone,
            person.landline,
            None,
        ]
    return found


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_of(*rows: list[Any], title: str = "Sheet1") -> Workbook:
    """A workbook with one sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return book


def workbook(*rows: list[Any]) -> bytes:
    """The bytes of a workbook with one sheet."""
    return saved(sheet_of(*rows))


def residents_two_row_header(*, merged: bool = True) -> bytes:
    """A roster under two titles, with a head of two rows, a hidden row, a blank row, a total and a note."""
    upper = [
        "序号",
        "姓  名",
        "性别",
        "出生\n年月",
        "公民身份号码",
        "住  址",
        None,
        None,
        "联系方式",
        None,
        "备注",
    ]
    lower = [None, None, None, None, None, "楼栋", "单元", "房号", "手机", "固话", None]
    book = sheet_of(
        ["××社区居民花名册（2026年度）"],
        ["填表单位（盖章）：        填表人：        填表日期：2026年  月  日"],
        upper,
        lower,
        *(person.cells for person in people()),
        [],
        ["合计", None, None, None, None, f"{len(PEOPLE)}人"],
        ["注：户籍不在本社区的请在备注栏注明"],
        title="居民花名册",
    )
    sheet = book.active
    last = 8 + len(PEOPLE)
    sheet["A14"].value = sheet["A14"].value  # a blank row that exists
    assert sheet.max_row == last - 1
    sheet.row_dimensions[9].hidden = True
    if merged:
        spans = ["A1:K1", "A2:K2", "F3:H3", "I3:J3", *(f"{letter}3:{letter}4" for letter in "ABCDEK")]
        for span in spans:
            sheet.merge_cells(span)
    return saved(book)


def residents_identity_lost() -> bytes:
    """Identity numbers that the spreadsheet has turned into figures; none may be read."""
    rows = [
        [person.name, float(person.identity[:17] + "0") if index % 2 else "3.50824E+17", person.phone]
        for index, person in enumerate(people())
    ]
    return workbook(["姓名", "身份证号", "电话"], *rows)


MESSAGE_TITLES = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "一级分类"]
LABELS = ("城乡建设", "环境保护", "交通运输", "劳动和社会保障")


def messages(n: int = 495, *, claimed: int = 65_203) -> bytes:
    """Messages in six columns; number 1000 comes twice, with two labels. The sheet claims `claimed` rows."""
    book = sheet_of(MESSAGE_TITLES)
    sheet = book.active
    for index in range(n):
        number = str(1000 + index) if index + 1 < n else "1000"
        moment = dt.datetime(2026, 1, 1, 8) + dt.timedelta(hours=index, minutes=index, seconds=index)
        shown = (
            f"{moment.year}/{moment.month}/{moment.day} {moment.hour}:{moment:%M:%S}",
            f"{moment:%Y-%m-%d %H:%M}",
            moment,
        )[index % 3]
        detail = f"\n\t\t\t\n\t\t\t{index}号楼的路灯不亮了，中共党员也好，群众也好，大家都盼着修。"
        sheet.append([number, f"U{index:05}", f"路灯不亮之{index}", shown, detail, LABELS[index % 4]])
    if claimed > n:
        sheet.cell(claimed, 6).fill = PatternFill("solid", fgColor="FFFF00")
    return saved(book)


FORBIDDEN_TITLES = (
    "民 族",
    "宗教信仰",
    "政治面貌",
    "是否党员",
    "重点人员",
    "是否信访",
    "精神障碍",
    "吸毒史",
    "社区矫正",
    "刑满释放",
    "性取向",
    "HIV",
)
FORBIDDEN_VALUES = (
    "回族",
    "信基督教",
    "中共党员",
    "党员",
    "重点人员",
    "上访户",
    "精神障碍二级",
    "吸毒人员",
    "社区矫正对象",
    "刑满释放人员",
    "同性恋",
    "HIV阳性",
)


def everything_forbidden() -> bytes:
    """Every forbidden column by title; two by content alone; cells among harmless ones; titles and totals too."""
    titles = ["姓名", "楼栋", *FORBIDDEN_TITLES, "其他一", "其他二", "备注", "来信"]
    rows = [
        [
            f"试{numeral}",
            f"{index + 1}栋",
            *FORBIDDEN_VALUES,
            ("汉族", "藏族", "满")[index % 3] if index != 2 else "满族",
            ("群众", "共青团员", "无党派人士")[index % 3],
            ("回族，低保", "独居", "张试（上访户）", "喜欢唱歌", "低保", None)[index],
            "楼下有位老党员总来帮忙，谢谢他。",
        ]
        for index, numeral in enumerate("甲乙丙丁戊己")
    ]
    book = sheet_of(
        ["重点人员（回族、上访户）台账"],
        ["填表人：上访户张试"],
        titles,
        *rows,
        ["合计", "中共党员6人"],
        ["注：精神障碍人员另表"],
        title="社区矫正",
    )
    book.create_sheet("上访户")["A1"] = "x"
    book.create_sheet("楼栋")["A1"] = "x"
    return saved(book)


AMOUNTS: tuple[tuple[Any, int | None, str], ...] = (
    ("668", 66_800, ""),
    (668.5, 66_850, ""),
    ("1,336.00", 133_600, ""),
    ("￥702", 70_200, ""),
    ("702元", 70_200, ""),
    ("0.0702万", 70_200, ""),
    ("七百零二元整", 70_200, ""),
    ("陆佰陆拾捌元伍角", 66_850, ""),
    ("－", None, ""),
    ("停发", None, ""),
    ("６６８", 66_800, ""),
    ("668.505", None, "finer"),
)
STARTS = ("2021年9月", "21/9/1", 44440, "2021-09-31", "民国110年", "2021.9")


def amounts() -> bytes:
    """Amounts, leading zeros, card numbers of nineteen digits, and days that are none."""
    rows = [
        [f"{index + 1:05}", f"试{index}", 2, amount, f"62170000000000{index:05}", STARTS[index % len(STARTS)]]
        for index, (amount, _fen, _problem) in enumerate(AMOUNTS)
    ]
    book = sheet_of(
        ["××社区城市低保户台账"],
        ["低保证号", "户主姓名", "保障人口", "月保障金（元）", "银行卡号", "起始时间"],
        *rows,
    )
    book.active.merge_cells("A1:F1")
    return saved(book)


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _unicode(text: str, size: str) -> bytes:
    return struct.pack(f"<{size}B", len(text.encode("utf-16-le")) // 2, 1) + text.encode("utf-16-le")


def old_xls(rows: list[list[Any]], *, sheet: str = "Sheet1") -> bytes:
    """A workbook of Excel 97 (BIFF8 in OLE2), with texts and figures: nothing here writes the old form."""
    cells = b"".join(
        _record(0x0204, struct.pack("<HHH", row, column, 0) + _unicode(cell, "H"))
        if isinstance(cell, str)
        else _record(0x0203, struct.pack("<HHHd", row, column, 0, cell))
        for row, line in enumerate(rows)
        for column, cell in enumerate(line)
    )
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 1997, 0, 6))
    name = _unicode(sheet, "B")
    at = len(start) + 4 + 6 + len(name) + 4
    stream = start + _record(0x0085, struct.pack("<IH", at, 0) + name) + _record(0x000A, b"")
    stream += (
        _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 1997, 0, 6)) + cells + _record(0x000A, b"")
    )
    return _compound("Workbook", stream)


def _compound(name: str, stream: bytes) -> bytes:
    """One stream as an OLE2 file: header, table of sectors, directory, the stream itself."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    sectors = len(stream) // 512
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + sectors), 0xFFFFFFFE]
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    entries = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1) + _entry(name, 2, 2, len(stream))
    free = struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table)))
    return header + free + entries.ljust(512, b"\0") + stream


def _entry(name: str, kind: int, sector: int, size: int, *, child: int = 0xFFFFFFFF) -> bytes:
    spelt = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<BBIII", kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
    return (
        spelt.ljust(64, b"\0")
        + struct.pack("<H", len(spelt))
        + links
        + bytes(36)
        + struct.pack("<IQ", sector, size)
    )
