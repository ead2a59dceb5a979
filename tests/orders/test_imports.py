"""Messages of another system: found again by number, under the category that their label means, words as words."""

import datetime as dt
from io import BytesIO

import pytest
from openpyxl import load_workbook
from xlsxwriter import Workbook

from linli.core import clock
from linli.orders.models import Order
from linli.orders.queries import categories
from linli.papers.imports.importing import importers
from linli.papers.imports.problems import problems_workbook
from tests.papers.taking import MESSAGES, answer, read_in, reasons, taken, verdicts, write
from tests.papers.workbooks import LABELS, messages
from tests.vectors.judging import SHARED

COMPLAINTS = SHARED.parent / "complaints" / "citizen_messages_495.xlsx"


def message(**more):
    """One row."""
    told = {
        "留言编号": "1000", "留言主题": "路灯不亮", "留言时间": "2026-01-05 08:00", "留言详情": "三号楼前路灯不亮。", "一级分类": "",
    }  # fmt: skip
    return [*(told | more).values()]


def test_of_495_messages_494_are_taken_and_the_second_label_of_one_number_is_told(place):
    run = taken(place, "orders", data=messages())

    assert (run.read, run.inserted, run.repeated, run.rejected) == (495, 494, 1, 0)
    number, label = next(row for row in run.verdicts if row.verdict == "repeated").findings
    assert (number.value, "2" in number.reason, LABELS[0] in number.reason) == ("1000", True, True)
    assert label.value == LABELS[494 % 4]
    assert Order.objects.count() == 494
    assert Order.objects.get(external_number="1000").text.startswith("0号楼的路灯不亮了，中共党员也好")


@pytest.mark.parametrize(("length", "verdict"), [(7000, "inserted"), (7001, "rejected")])
def test_a_text_may_be_as_long_as_one_that_is_typed(place, length, verdict):
    run = taken(place, "orders", MESSAGES, message(留言详情="字" * length))

    assert verdicts(run) == [verdict]
    assert [len(order.text) for order in Order.objects.all()] == ([length] if verdict == "inserted" else [])


def test_cells_that_look_like_formulas_stay_words_also_in_the_file_of_refused_rows(place):
    words = ["=1+1", '=HYPERLINK("http://x")', "+86", "@SUM(A1)", "http://example.invalid/"]
    rows = [message(留言编号="1" * 41, 留言主题=word, 留言详情=word) for word in words]
    out = BytesIO()
    with Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([MESSAGES, *rows]):
            sheet.write_row(number, 0, row)
    run = read_in(place, "orders", data=out.getvalue())
    assert set(verdicts(run)) == {"rejected"}

    sheet = load_workbook(BytesIO(problems_workbook(importers()["orders"], run.verdicts))).active
    lines = list(sheet.iter_rows(min_row=2))
    assert [line[0].value for line in lines] == [2, 3, 4, 5, 6]
    for word, line in zip(words, lines, strict=True):
        assert [cell.value for cell in line].count(word) == 2
        assert {cell.data_type for cell in line[1:] if cell.value} == {"s"}
        assert not any(cell.hyperlink for cell in line)


def test_a_label_means_the_category_that_is_called_so(place):
    taken(place, "orders", MESSAGES, message(一级分类="交通运输"), message(留言编号="2", 一级分类="路灯照明"))

    assert dict(Order.objects.values_list("external_number", "category__name")) == {
        "1000": "道路交通", "2": "路灯照明",
    }  # fmt: skip


def test_a_label_that_nobody_knows_falls_to_the_last_category_unless_it_is_said(place):
    last = list(categories(place.community))[-1]
    run = read_in(place, "orders", MESSAGES, message(一级分类="没人知道"), message(留言编号="2"))
    assert {row.values["category"] for row in run.verdicts} == {last.name}

    lamp = place.category("路灯照明")
    write(place, answer(place, run, **{"label:没人知道": str(lamp.pk), "channel": "paper"}))
    assert Order.objects.get(external_number="1000").category == lamp
    assert Order.objects.get(external_number="2").category == last
    assert set(Order.objects.values_list("channel", flat=True)) == {"paper"}


@pytest.mark.parametrize("number", ["", None, "/", "无", "－"])
def test_messages_without_a_number_are_found_again_by_their_words(place, number):
    rows = [MESSAGES, message(留言编号=number), message(留言编号=number, 留言详情="下水道堵了")]
    run = taken(place, "orders", *rows)
    assert verdicts(run) == ["inserted", "inserted"]

    assert verdicts(read_in(place, "orders", *rows)) == ["unchanged", "unchanged"]
    assert verdicts(read_in(place, "orders", MESSAGES, message(留言编号=number, 留言时间="2026-01-06"))) == [
        "inserted"
    ]


@pytest.mark.parametrize(
    "moment", [dt.datetime(2026, 3, 10, 9, 1), "1989-12-31 23:59", "2126/1/1", "昨天", 3]
)
def test_a_moment_that_cannot_be_is_refused(place, moment):
    run = read_in(place, "orders", MESSAGES, message(留言时间=moment))

    assert verdicts(run) == ["rejected"]
    assert [row for row, _column, _reason in reasons(run)] == [2]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2026/1/5 8:00:07", (8, 0, 7)),
        (dt.datetime(2026, 1, 5, 23, 59), (23, 59, 0)),
        ("2026年1月5日", (0, 0, 0)),
    ],
)
def test_when_it_was_said_is_kept_and_the_deadline_runs_from_today(place, typed, stored):
    taken(place, "orders", MESSAGES, message(留言时间=typed))
    order = Order.objects.get()
    said = order.asked_at.astimezone(clock.BEIJING)

    assert (said.day, said.hour, said.minute, said.second) == (5, *stored)
    assert order.submitted_at == clock.now()
    assert order.due_at > clock.now()


def test_without_words_there_is_no_order(place):
    assert verdicts(read_in(place, "orders", MESSAGES, message(留言详情=""))) == ["rejected"]


def test_a_number_that_the_spreadsheet_has_spoilt_is_refused(place):
    run = read_in(place, "orders", MESSAGES, message(留言编号=1.23e17))

    assert verdicts(run) == ["rejected"]


def test_line_ends_of_the_web_stay_inside_their_cell(place):
    taken(place, "orders", MESSAGES, message(留言详情="一\u2028二\u2029三\x85四"), message(留言编号="2"))

    assert Order.objects.count() == 2
    assert Order.objects.get(external_number="1000").text.startswith("一\u2028二\u2029三")


def test_an_order_of_another_channel_may_carry_the_same_number(place):
    taken(place, "orders", MESSAGES, message())
    run = read_in(place, "orders", MESSAGES, message())

    assert verdicts(answer(place, run, channel="paper")) == ["inserted"]


@pytest.mark.skipif(not COMPLAINTS.is_file(), reason="the shared messages are not beside this checkout")
def test_the_shared_messages_are_taken_whole(place):
    run = taken(place, "orders", data=COMPLAINTS.read_bytes())

    assert (run.read, run.inserted, run.rejected) == (495, 494, 0)
    assert Order.objects.count() == 494
