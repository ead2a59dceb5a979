"""`linli import KIND FILE --community SLUG [--dry-run] [--set NAME=VALUE] [--json]` and `linli import undo ID`.

Exit 0: read and judged (rows that were refused are listed), or undone; 2: bad input, with its place.

The document: `id` (null with --dry-run), `read`, `inserted`, `changed`, `unchanged`, `repeated` (counts), `rejected` and
`notes` (lists of row, column, value, reason; of a line that was left out without value), and with --dry-run `rows`
(row, verdict and the values that would be stored). Of an undo: `id` and `undone`, how many records.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import override

from linli.core.documents import BadInput, document, mind_usage, refuse
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.papers import actions
from linli.papers.imports.importing import Importer, importers
from linli.papers.imports.models import ImportRun
from linli.papers.imports.report import Report, findings_of, judge
from linli.papers.imports.sheets import Sheet, read_sheet

OPERATOR = "linli import"


class Command(BaseCommand):
    """Take a file in, or take an import back."""

    help = "导入：linli import residents FILE --community SLUG --dry-run --json；撤回：linli import undo ID"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What, from which file, for which community."""
        mind_usage(parser, self.stdout)
        parser.add_argument(
            "kind", metavar="KIND", help="orders, dwellings, residents, appointments; or undo"
        )
        parser.add_argument("file", metavar="FILE", help="an xlsx or xls file; the id of the import to undo")
        parser.add_argument("--community", metavar="SLUG", default="")
        parser.add_argument("--sheet", metavar="NAME", default="", help="the sheet, if not the first")
        parser.add_argument(
            "--set",
            metavar="NAME=VALUE",
            action="append",
            default=[],
            help="the answer to a question of the file",
        )
        parser.add_argument("--dry-run", action="store_true", help="judge only; nothing is stored")
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and print the document."""
        with override("zh-hans"):
            try:
                answer = _undo(options) if options["kind"] == "undo" else _import(options)
            except BadInput as problem:
                refuse(problem, self.stdout)
            except DomainError as refusal:
                refuse(BadInput("refused", str(refusal), refusal.field or "FILE"), self.stdout)
        if options["json"]:
            self.stdout.write(document(answer))
            return
        for name, value in answer.items():
            self.stdout.write(f"{name}: {_lines(value) if isinstance(value, list) else value}")


def _lines(rows: list[dict[str, Any]]) -> str:
    return "".join(f"\n  {'  '.join(str(part) for part in row.values())}" for row in rows)


def _import(options: dict[str, Any]) -> dict[str, Any]:
    if options["kind"] not in importers():
        raise BadInput(
            "no_such_kind", f"不能导入 {options['kind']}；能导入：{'、'.join(importers())}", "KIND"
        )
    path = Path(options["file"])
    if not path.is_file():
        raise BadInput("no_such_file", "没有这个文件", str(path))
    community = _community(options["community"])
    by = Actor(community.pk, OPERATOR)
    answers = dict(_pair(text) for text in options["set"])
    if options["dry_run"]:
        return _dry_run(community, options, path, by, answers)
    run, table = _written(community, options, path, by, answers)
    counts = {name: getattr(run, name) for name in actions.COUNTS}
    refused = [line for row in run.verdicts if row.verdict == "rejected" for line in findings_of(row)]
    return {
        "id": str(run.pk),
        **counts,
        "rejected": refused,
        "notes": _notes(table, Report(run.verdicts, [])),
    }


@transaction.atomic
def _written(
    community: Any, options: dict[str, Any], path: Path, by: Actor, answers: dict[str, str]
) -> tuple[ImportRun, Sheet | None]:
    """The import and what it read; what cannot be written leaves nothing behind."""
    run = actions.upload(
        community, options["kind"], path.read_bytes(), path.name, by=by, sheet=options["sheet"]
    )
    table = run.table
    if answers and table:
        _mind(importers()[run.kind](community, by, answers), table, run.mapping)
        more = run.answers | answers
        actions.match_columns(run, mapping=run.mapping, answers=more, by=by, version=run.version)
    actions.apply(run, by=by, version=run.version)
    return run, table


def _mind(importer: Importer, table: Sheet, mapping: dict[str, int]) -> None:
    """Only what is asked may be answered, and only with one of the choices."""
    asked = {row.name: row for row in importer.questions([cells for _number, cells in table.named(mapping)])}
    for name, value in importer.answers.items():
        if name not in asked:
            raise BadInput("parameter", f"没有 {name} 这一问；能答：{'、'.join(asked)}", f"--set {name}")
        choices = [key for key, _label in asked[name].choices]
        if value not in choices:
            raise BadInput(
                "parameter", f"{value} 不在可选的里面；可选：{'、'.join(choices)}", f"--set {name}"
            )


def _dry_run(
    community: Any, options: dict[str, Any], path: Path, by: Actor, answers: dict[str, str]
) -> dict[str, Any]:
    kind = importers()[options["kind"]]
    sheet = read_sheet(path.read_bytes(), path.name, kind.columns, sheet=options["sheet"])
    mapping, known = actions.understood(community, kind.kind, sheet)
    _mind(kind(community, by, answers), sheet, mapping)
    report = judge(kind(community, by, known | answers), sheet, mapping)
    rows = [{"row": row.row, "verdict": row.verdict.value, **row.values} for row in report.judged]
    return {"id": None, **report.document(), "notes": _notes(sheet, report), "rows": rows}


def _notes(sheet: Sheet | None, report: Report) -> list[dict[str, Any]]:
    """What else a person should know: repeated rows, lines and columns left out, values read as something."""
    left = [vars(line) for line in sheet.left_out] if sheet else []
    adds = [
        {"row": row.row, "column": "", "reason": f"新增房屋 {row.adds}"} for row in report.judged if row.adds
    ]
    told = [line for row in report.judged if row.verdict != "rejected" for line in findings_of(row)]
    return [*left, *adds, *told]


def _undo(options: dict[str, Any]) -> dict[str, Any]:
    key = options["file"]
    if options["dry_run"]:
        raise BadInput("usage", "撤回没有试运行", "--dry-run")
    try:
        run = ImportRun.objects.select_related("community").filter(pk=UUID(key)).first()
    except ValueError:
        run = None
    if run is None:
        raise BadInput("no_such_import", f"没有这次导入：{key}", "ID")
    records = run.records.count()
    actions.undo(run, by=Actor(run.community_id, OPERATOR), version=run.version)
    return {"id": str(run.pk), "undone": records}


def _community(slug: str) -> Any:
    if not slug:
        raise BadInput("missing", "缺少社区", "--community")
    model: Any = apps.get_model(settings.COMMUNITY_MODEL)
    found = model.objects.filter(slug=slug).first()
    if found is None:
        raise BadInput("no_such_community", f"没有社区 {slug}", "--community")
    return found


def _pair(text: str) -> tuple[str, str]:
    name, dots, value = text.partition("=")
    if not (name and dots):
        raise BadInput("parameter", "要写成 名=值", "--set")
    return name, value
