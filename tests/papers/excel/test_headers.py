"""Finding the head under its titles, knowing its columns, and leaving out no row without a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.papers.excel.headers import Column, Header, bare, body, find_header, match, skipped
from linli.papers.excel.opening import Table, Unreadable, open_workbook
from tests.papers.workbooks import (
    MESSAGE_TITLES,
    amounts,
    messages,
    people,
    residents_two_row_header,
    workbook,
)

COLUMNS = (
    Column("name", "Name", ("姓名", "户主姓名"), required=True),
    Column("sex", "Sex", ("性别",)),
    Column("birth", "Born", ("出生年月", "出生日期")),
    Column("identity", "Identity number", ("公民身份号码", "身份证号", "身份证")),
    Column("building", "Building", ("楼栋", "楼号", "幢")),
    Column("unit", "Unit", ("单元",)),
    Column("room", "Room", ("房号", "室")),
    Column("phone", "Telephone", ("手机", "联系电话", "电话")),
    Column("landline", "Landline", ("固话",)),
)
TITLES = ["序号", "姓名", "性别", "出生年月", "公民身份号码", "住址/楼栋", "住址/单元", "住址/房号",
          "联系方式/手机", "联系方式/固话", "备注"]  # fmt: skip


def table(*rows: list, merges: list | None = None) -> Table:
    width = max(map(len, rows))
    return Table("x", [[*row, *[None] * (width - len(row))] for row in rows], merges or [], ())


@pytest.mark.parametrize("merged", [True, False])
def test_a_head_of_two_rows_is_found_with_or_without_merges(merged: bool):
    roster = open_workbook(residents_two_row_header(merged=merged), "x.xlsx")

    header = find_header(roster, COLUMNS)

    assert header == Header(2, 3, TITLES)
    assert match(header, COLUMNS) == {1: "name", 2: "sex", 3: "birth", 4: "identity", 5: "building",
                                      6: "unit", 7: "room", 8: "phone", 9: "landline"}  # fmt: skip


def test_every_row_of_the_roster_is_read_or_named():
    roster = open_workbook(residents_two_row_header(), "x.xlsx")
    header = find_header(roster, COLUMNS)

    rows = list(body(roster, header))
    left = skipped(roster, header)

    assert [(number, cells[1]) for number, cells in rows] == [
        (person.row, person.name) for person in people()
    ]
    assert left == [(15, "a total"), (16, "a note")]
    said = [index + 1 for index, row in enumerate(roster.rows) if any(row) and index > header.last]
    assert sorted([number for number, _ in rows] + [number for number, _ in left]) == said


def test_a_head_of_three_rows():
    found = find_header(
        table(
            ["花名册"],
            ["序号", "户主", None, None, None],
            [None, "本人", None, "住址", None],
            [None, "姓名", "性别", "楼栋", "房号"],
            [1, "试甲", "男", 2, 302],
            merges=[(0, 0, 0, 4), (1, 0, 3, 0), (1, 1, 1, 4), (2, 1, 2, 2), (2, 3, 2, 4)],
        ),
        COLUMNS,
    )

    assert found == Header(
        1, 3, ["序号", "户主/本人/姓名", "户主/本人/性别", "户主/住址/楼栋", "户主/住址/房号"]
    )


def test_groups_over_every_column_are_part_of_the_head():
    found = find_header(
        table(["本人", None, "住址", None], ["姓名", "性别", "楼栋", "房号"], ["试甲", "男", 2, 302]), COLUMNS
    )

    assert found.titles == ["本人/姓名", "本人/性别", "住址/楼栋", "住址/房号"]


def test_a_filler_row_with_blanks_is_not_part_of_the_head():
    found = find_header(
        table(
            ["填表人：试甲", None, "日期：3月", None],
            ["姓名", "性别", "楼栋", "房号"],
            ["试甲", "男", 2, 302],
        ),
        COLUMNS,
    )

    assert (found.first, found.last) == (1, 1)


@pytest.mark.parametrize("blank", [1, 2])
def test_a_column_without_a_title_does_not_make_the_first_row_a_head(blank: int):
    head = ["姓名", "性别", "楼栋", "房号"]
    head[blank] = None
    found = find_header(table(head, ["试甲", "男", "2栋", "302"], ["试乙", "女", "3栋", "101"]), COLUMNS)

    assert (found.first, found.last) == (0, 0)
    assert found.titles[blank] == ""


def test_merged_cells_of_data_are_no_part_of_the_head():
    sheet = table(
        ["户主姓名", "性别", "楼栋", None],
        ["试甲", "男", 2, "x"],
        [None, "女", 2, None],
        merges=[(1, 0, 2, 0)],
    )

    assert find_header(sheet, COLUMNS) == Header(0, 0, ["户主姓名", "性别", "楼栋", ""])


def test_a_sparse_first_row_with_figures_is_no_part_of_the_head():
    sheet = table(["户主", "姓名", None, "手机"], [None, "试甲", "139", None], ["试乙", "试丙", "138", "1"])

    assert find_header(sheet, COLUMNS) == Header(0, 0, ["户主", "姓名", "", "手机"])


def test_a_sheet_without_titles_is_refused_and_says_what_was_looked_for():
    with pytest.raises(Unreadable) as caught:
        find_header(table(["甲", 1], ["乙", 2]), COLUMNS)

    assert "姓名" in str(caught.value)


def test_a_head_below_row_thirty_is_not_looked_for():
    rows = [["一", "二"]] * 30 + [["姓名", "性别"]]

    with pytest.raises(Unreadable):
        find_header(table(*rows), COLUMNS)
    assert find_header(table(*rows[1:]), COLUMNS).first == 29


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("姓  名", "姓名"),
        ("出生\n年月", "出生年月"),
        ("＊姓名：", "姓名"),
        ("*姓名", "姓名"),
        ("姓名（必填）", "姓名"),
        ("姓名(必填)*:", "姓名"),
        ("\ufeff姓名\u200b", "姓名"),
        ("月保障金（元）", "月保障金(元)"),
        ("ＩＤ", "ID"),
        (2024.0, "2024"),
        (None, ""),
    ],
)
def test_titles_are_compared_bare(title, found: str):
    assert bare(title) == found


@given(st.text(max_size=40))
def test_a_bare_title_is_bare(title: str):
    assert not any(letter.isspace() for letter in bare(title))


@pytest.mark.parametrize(
    ("titles", "found"),
    [
        (["监护人姓名", "姓名"], {1: "name"}),  # the whole title wins over one that contains it
        (["姓名", "姓名"], {0: "name"}),
        (["户主/姓名", "配偶/姓名"], {0: "name"}),
        (["联系人手机", "联系电话"], {1: "phone"}),
        (["联系人手机号码"], {0: "phone"}),
        (["身份证号码"], {0: "identity"}),
        (["车位"], {}),
        ([""], {}),
    ],
)
def test_columns_are_matched_once_and_best_first(titles: list[str], found: dict[int, str]):
    assert match(Header(0, 0, titles), COLUMNS) == found


@given(
    st.lists(
        st.sampled_from(["姓名", "户主姓名", "电话", "手机", "楼栋", "楼栋号", "住址/楼栋", "x", ""]),
        max_size=9,
    )
)
def test_neither_column_nor_name_is_taken_twice(titles: list[str]):
    found = match(Header(0, 0, titles), COLUMNS)

    assert len(set(found.values())) == len(found)
    assert all(titles[index] for index in found)


def test_totals_notes_and_page_heads_are_skipped_with_a_reason():
    sheet = table(
        ["××社区花名册"],
        ["姓名", "楼栋", "房号", "金额"],
        ["试甲", 1, 101, 20],
        ["小  计", None, None, 20],
        ["××社区花名册"],
        ["姓名", "楼栋", "房号", "金额"],
        [None, None, None, None],
        ["试乙", 1, 102, 30],
        ["合计：", "2户", "2间", 50],
        ["说明：以上由各楼栋长上报"],
        ["填表人：", None, "审核人：", None],
        ["注1、房号以门牌为准"],
        ["备注", None, None, None],
    )
    header = find_header(sheet, COLUMNS)

    assert [cells[0] for _number, cells in body(sheet, header)] == ["试甲", "试乙"]
    assert skipped(sheet, header) == [
        (4, "a total"),
        (5, "the titles again"),
        (6, "the titles again"),
        (9, "a total"),
        (10, "a note"),
        (11, "a note"),
        (12, "a note"),
        (13, "a note"),
    ]


@pytest.mark.parametrize("name", ["合计明", "注意", "何合计", "制表明", "说"])
def test_a_person_is_no_total_and_no_note(name: str):
    sheet = table(["姓名", "楼栋", "房号"], [name, 1, 101])
    header = find_header(sheet, COLUMNS)

    assert [cells[0] for _number, cells in body(sheet, header)] == [name]


def test_messages_and_amounts_have_their_heads():
    columns = [Column(title, title, (title,)) for title in MESSAGE_TITLES]
    sheet = open_workbook(messages(30), "x.xlsx")
    header = find_header(sheet, columns)
    assert list(match(header, columns).values()) == MESSAGE_TITLES
    assert len(list(body(sheet, header))) == 30

    sheet = open_workbook(amounts(), "x.xlsx")
    assert find_header(sheet, COLUMNS).first == 1


def test_a_table_of_one_column_has_a_head():
    sheet = open_workbook(workbook(["姓名"], ["试甲"]), "x.xlsx")

    assert [cells for _number, cells in body(sheet, find_header(sheet, COLUMNS))] == [["试甲"]]
