"""样表: a small XLSForm workbook to start from, with the three sheets and three questions in Chinese."""

import io
from collections.abc import Mapping, Sequence

SHEETS: dict[str, list[list[str]]] = {
    "survey": [
        ["type", "name", "label", "hint", "required", "relevant", "constraint", "constraint_message"],
        ["select_one yes_no", "used", "您用过社区食堂吗？", "", "yes", "", "", ""],
        ["select_multiple dishes", "wanted", "您想多吃到什么？", "可以选几样", "", "${used} = 'yes'", "", ""],
        ["integer", "times", "一个月大约去几次？", "", "", "${used} = 'yes'", ". >= 0 and . <= 100", "请填 0 到 100"],
        ["text", "words", "还有什么要告诉我们？", "不用写姓名和电话", "", "", "", ""],
    ],
    "choices": [
        ["list_name", "name", "label"],
        ["yes_no", "yes", "用过"],
        ["yes_no", "no", "没用过"],
        ["dishes", "soft", "软一点的饭菜"],
        ["dishes", "light", "清淡的菜"],
        ["dishes", "soup", "汤和粥"],
    ],
    "settings": [["form_title", "form_id"], ["社区食堂问卷（样表）", "canteen"]],
}  # fmt: skip


def sample() -> bytes:
    """The workbook."""
    return as_workbook(SHEETS)


def as_workbook(sheets: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """Sheets as an xlsx file, their first rows as headings."""
    from xlsxwriter import Workbook  # only once somebody wants it

    file = io.BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True, "bg_color": "#F1EFEA"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.set_column(0, len(rows[0]), 22)
            for number, row in enumerate(rows):
                for column, words in enumerate(row):
                    sheet.write_string(number, column, words, *([bold] if number == 0 else []))
    return file.getvalue()
