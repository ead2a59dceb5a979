"""Small XLSForm workbooks for the tests, written here."""

import io

from xlsxwriter import Workbook

from linli.surveys.conversion import convert
from linli.surveys.workbook import judged

HEAD = ["type", "name", "label"]


def book(survey, choices=(), settings=(), more=()) -> bytes:
    """A workbook; `more` are further columns of the survey sheet."""
    file = io.BytesIO()
    sheets = {
        "survey": [[*HEAD, *more], *survey],
        "choices": [["list_name", "name", "label", "of"], *choices],
        "settings": [["form_title"], *settings],
    }
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return file.getvalue()


def form(*arguments, **more):
    """The form of such a workbook, without a process of its own."""
    return judged(convert(book(*arguments, **more)), "问卷.xlsx")


YES_NO = [["yes_no", "yes", "是"], ["yes_no", "no", "否"]]
NEEDS = [
    ["begin group", "home", "您家"],
    ["select_one yes_no", "elder", "家里有老人吗？", "yes"],
    ["integer", "how_many", "几位老人？", "yes", "${elder} = 'yes'", ". > 0 and . < 10", "请填 1 到 9"],
    ["end group", "", ""],
    ["select_multiple wants", "wants", "想要哪些服务？", ""],
    ["text", "words", "还想说什么？", ""],
]
WANTS = [["wants", "meal", "助餐"], ["wants", "bath", "助浴"], ["wants", "walk", "陪伴"]]
MORE = ["required", "relevant", "constraint", "constraint_message"]


def needs_book(title="需求问卷") -> bytes:
    """A survey of needs: a group with a condition, a choice of several, free words."""
    return book(NEEDS, [*YES_NO, *WANTS], [[title]], MORE)


def needs(title="需求问卷"):
    """Its form."""
    return judged(convert(needs_book(title)), "需求.xlsx")
