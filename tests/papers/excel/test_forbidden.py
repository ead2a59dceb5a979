"""What may not be kept is recognised by title and by content, and people's names are not mistaken for it."""

import itertools
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.papers.excel import forbidden
from linli.papers.excel.forbidden import (
    REASONS,
    forbidden_cell,
    forbidden_columns,
    forbidden_title,
    kinds,
    strip,
    without,
)
from linli.papers.excel.headers import Column, Header, find_header
from linli.papers.excel.opening import Table, open_workbook
from tests.papers.workbooks import FORBIDDEN_TITLES, FORBIDDEN_VALUES, everything_forbidden

BOOK = yaml.safe_load(Path(forbidden.__file__).with_name("forbidden.yaml").read_text(encoding="utf-8"))
NAMES = BOOK["ethnicity"]["names"]


def column(*cells, title: str = "其他") -> dict[int, str]:
    """What is said of a column with these cells."""
    return forbidden_columns(
        Table("x", [[title], *([cell] for cell in cells)], [], ()), Header(0, 0, [title])
    )


def test_every_kind_has_its_reason():
    assert set(BOOK) == set(REASONS)
    assert all(words["because"] for words in BOOK.values())
    assert len(NAMES) == len(set(NAMES)) == 56


@pytest.mark.parametrize("kind", BOOK)
def test_the_signs_of_a_kind_stand_in_all_its_words(kind: str):
    """Else the quick look would pass over them."""
    words = BOOK[kind]
    optional = re.compile(r"\(\?<?!(?:[^()]|\([^()]*\))*\)|\(\?:[^()]*\)\?")
    patterns = [optional.sub("", pattern) for pattern in words["contains"]]
    spelt = [word for pattern in patterns for word in spellings(pattern)]

    for word in [*spelt, *words.get("tokens", ()), *words.get("alone", ())]:
        assert set(word) & set(words["signs"]), word


def spellings(pattern: str) -> list[str]:
    """佛|道 inside brackets as separate words."""
    parts = re.split(r"\(\?:([^()]*)\)", pattern.removeprefix("^"))
    return ["".join(found) for found in itertools.product(*(part.split("|") for part in parts))]


@pytest.mark.parametrize(
    "title",
    [*FORBIDDEN_TITLES, "民\n族", "民 族：", "族别", "少数民族", "信仰", "教派", "党派", "重点人群", "信访", "上访情况", "信访情况",
     "精神病史", "涉毒", "前科", "涉邪教", "性倾向", "艾滋病", "基本情况/民族", "政治面貌/党员", "个人信息/政治面貌", "hiv检测"],
)  # fmt: skip
def test_titles_that_may_not_be_kept(title: str):
    assert forbidden_title(title)


@pytest.mark.parametrize(
    "title",
    ["姓名", "族谱", "民族路门牌", "信访件编号", "信访事项", "来信内容", "网上访谈", "党员活动室", "重点人才", "前科室", "备注",
     "住址/楼栋", "家庭情况", "精神文明", "是否低保", "残疾等级", ""],
)  # fmt: skip
def test_titles_that_may(title: str):
    assert not forbidden_title(title)


@pytest.mark.parametrize(
    "cell",
    [*FORBIDDEN_VALUES, *(f"{name}族" for name in NAMES), "张试（回族）", "回族，低保", "低保 回族", "中共党员", "中共预备党员", "群众",
     "低保、群众", "共青团员", "团员", "民革", "无党派人士", "九三学社社员", "佛教", "道教", "信道教", "天主教", "伊斯兰教", "无宗教信仰",
     "穆斯林", "老上访户", "多次上访", "精神病人", "吸毒史", "社矫对象", "刑释人员", "有前科", "法轮功人员", "ＨＩＶ", "hiv 阳性",
     "感染HIV", "回\u200b族"],
)  # fmt: skip
def test_cells_that_may_not_be_kept(cell: str):
    assert forbidden_cell(cell)


@pytest.mark.parametrize(
    "cell",
    ["马回", "满意", "白小兰", "党卫平", "马回民", "李民建", "王 民建", "高山", "保安", "水", "土", "白", "蒙古包", "水族馆", "水族箱",
     "回族乡", "门源回族自治县", "群众反映", "王群", "团结路", "低保", "独居", "残疾二级", "天主教堂对面", "佛教协会旁", "精神病院西侧",
     "戒毒所路", "网上访谈", "马上访问", "上门访问", "党员活动室", "家族", "贵族", "精神很好", "信教授", "李信佛", "胡前科", "无", "",
     None, 1.0, True, "13900000001", "0597-1234567", "archive", "艾依", "访客"],
)  # fmt: skip
def test_cells_that_may(cell):
    assert not forbidden_cell(cell)


FAMILY = "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗满白党回苗金水石向蒙包东布"
GIVEN = (
    "伟芳娜秀敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英兰玉建国民进革团众员重点访信教佛道主上前科满白回汉水土山安"
)
PEOPLE_NAMES = st.builds(
    lambda family, given: family + given, st.sampled_from(FAMILY), st.text(GIVEN, min_size=1, max_size=2)
)
# Given names that are such a word themselves cannot be told from it.
INVENTED = PEOPLE_NAMES.filter(lambda name: not re.search("党员|佛教|上访|^回民$", name))


@settings(max_examples=500)
@given(INVENTED)
def test_no_name_is_taken_for_such_a_word(name: str):
    assert forbidden_cell(name) == ""


@given(st.lists(st.text("王李张刘陈满白高水土苗黎", min_size=1, max_size=1), min_size=1, max_size=30))
def test_a_column_of_surnames_is_none_of_ethnicities(cells: list[str]):
    assert column(*cells) == {}


@pytest.mark.parametrize(
    "cells",
    [
        ["汉", "汉", "回", "汉", "藏"],
        ["汉", "满", "汉", "满", "汉", "／"],
        ["汉族", "回族", None, "藏族"],
        ["汉族", "回族", "藏族", "不详"],
        ["中共党员", "群众", "群众", "共青团员"],
        ["群众"] * 3 + ["退休"] * 2,
        ["佛教", "无宗教信仰", "基督教"],
        ["无宗教信仰", "无宗教信仰", "无宗教信仰", "无"],
    ],
)
def test_columns_are_recognised_by_what_most_of_their_cells_say(cells: list):
    assert list(column(*cells)) == [0]


@pytest.mark.parametrize(
    "cells",
    [
        ["汉族", "回族"],
        ["汉", "回", "王", "汉", "藏", "汉"],
        ["保安"] * 20,
        ["水", "土", "水", "土", "水"],
        ["群众"] * 2 + ["退休"] * 8,
        [1.0] * 10,
        [None] * 10,
    ],
)
def test_other_columns_stay(cells: list):
    assert column(*cells) == {}


def stripped():
    table = open_workbook(everything_forbidden(), "x.xlsx")
    header = find_header(table, [Column("name", "Name", ("姓名",), required=True)])
    return table, header, *strip(table, header, None, prose={17})


def test_nothing_forbidden_remains_anywhere():
    table, _header, clean, _left = stripped()

    remains = str([clean.name, clean.other_sheets, [row[:17] for row in clean.rows]])
    for word in [
        *FORBIDDEN_VALUES,
        *map("".join, map(str.split, FORBIDDEN_TITLES)),
        "族",
        "群众",
        "党",
        "上访",
        "访",
    ]:
        assert word not in remains
    assert len(clean.rows) == len(table.rows)


def test_what_was_left_out_is_named_but_never_its_content():
    _table, _header, _clean, left = stripped()

    columns = [found.column for found in left if found.row is None]
    assert columns == [
        *("".join(title.split()) for title in FORBIDDEN_TITLES),
        "其他一",
        "其他二",
        "name of the sheet",
    ]
    assert [(found.row, found.column) for found in left if found.row] == [(4, "备注"), (6, "备注")]
    assert not any(value in found.reason for found in left for value in FORBIDDEN_VALUES)


def test_everything_else_remains_in_its_row():
    table, _header, clean, _left = stripped()

    assert [row[:2] for row in clean.rows[2:9]] == [row[:2] for row in table.rows[2:9]]
    assert [row[16] for row in clean.rows[3:9]] == [None, "独居", None, "喜欢唱歌", "低保", None]
    assert all(row[17] for row in clean.rows[2:9])  # what residents said is not searched
    assert not any(cell for row in [*clean.rows[:2], *clean.rows[9:]] for cell in row)


def test_the_head_is_found_again_in_what_remains():
    _table, header, clean, left = stripped()
    columns = [Column("name", "Name", ("姓名",), required=True)]

    again = find_header(clean, columns)

    assert (again.first, again.last) == (header.first, header.last)
    assert again.titles == ["姓名", "楼栋", *[""] * 14, "备注", "来信"]
    assert strip(clean, again, None, prose={17}) == (clean, [])
    assert left
    assert without(header, range(2, 16)) == again


def test_a_shared_title_stays_for_the_columns_that_stay():
    rows = [
        ["基本情况", None, "民族宗教", None],
        ["民族", "姓名", "民族", "备注"],
        ["汉族", "试甲", "汉族", "x"],
    ]
    table = Table("x", rows, [(0, 0, 0, 1), (0, 2, 0, 3)], ())
    header = find_header(table, [Column("name", "Name", ("姓名",), required=True)])

    clean, left = strip(table, header, None)

    assert header.titles == ["基本情况/民族", "基本情况/姓名", "民族宗教/民族", "民族宗教/备注"]
    assert clean.rows == [
        ["基本情况", None, None, None],
        [None, "姓名", None, None],
        [None, "试甲", None, None],
    ]
    assert [found.column for found in left] == ["基本情况/民族", "民族宗教/民族", "民族宗教/备注"]


def test_a_column_without_title_is_named_by_what_it_is_mapped_to():
    table = Table("x", [["姓名", None], ["试甲", "回族"]], [], ())

    _clean, left = strip(table, Header(0, 0, ["姓名", ""]), {0: "name", 1: "note"})

    assert [(found.row, found.column) for found in left] == [(2, "note")]


def test_the_words_are_read_once():
    assert kinds() is kinds()
