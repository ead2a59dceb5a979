"""`linli survey check FILE [--json]`: what a workbook (XLSForm) becomes, without storing anything.

Exit 0: it becomes a survey; 2: it does not, with the reason and the place. The document: `title`, `questions` (name, type,
label of what is asked), `languages`, `left_out` (name, type, reason), `warnings` (those of pyxform, and ours: what keeps
the form from being published stands first).
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import override

from linli.core.documents import BadInput, document, mind_usage, refuse
from linli.papers.excel.opening import Unreadable
from linli.surveys import workbook
from linli.surveys.filling import spoken


class Command(BaseCommand):
    """Check a workbook."""

    help = "问卷：linli survey check FILE --json，看一份 XLSForm 工作簿能不能做成问卷"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What is done, with which file."""
        mind_usage(parser, self.stdout)
        parser.add_argument("verb", choices=["check"])
        parser.add_argument("file", metavar="FILE", help="an xlsx, xlsm or xls workbook")
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check it and print the document."""
        with override("zh-hans"):
            try:
                answer = checked(Path(options["file"]))
            except BadInput as problem:
                refuse(problem, self.stdout)
            if options["json"]:
                self.stdout.write(document(answer))
                return
            for name, value in answer.items():
                self.stdout.write(f"{name}: {_lines(value) if isinstance(value, list) else value}")


def checked(path: Path) -> dict[str, Any]:
    """The document of a workbook. Raises BadInput."""
    if not path.is_file():
        raise BadInput("no_such_file", "没有这个文件", str(path))
    try:
        form = workbook.read(path.read_bytes(), path.name)
    except Unreadable as wrong:
        raise BadInput(wrong.code, wrong, getattr(wrong, "where", "") or path.name) from wrong
    questions = workbook.questions_of(form)
    return {
        "title": form.title,
        "questions": [
            {"name": node["name"], "type": node["type"], "label": spoken(node.get("label", {}), "zh")}
            for node in questions
        ],
        "languages": form.languages,
        "left_out": [{**one, "reason": str(workbook.REASONS[one["reason"]])} for one in form.left_out],
        "warnings": [*workbook.obstacles(form), *form.warnings],
    }


def _lines(rows: list[Any]) -> str:
    return "".join(
        f"\n  {'  '.join(map(str, row.values())) if isinstance(row, dict) else row}" for row in rows
    )
