"""Files taken in by the clerk, through the same actions that a click calls; and what the database holds of it."""

from typing import Any

from django.apps import apps

from linli.core.tenancy import CommunityModel
from linli.papers import actions
from linli.papers.imports.models import ImportRun
from linli.residents.identity import check_digit
from tests.papers.workbooks import workbook
from tests.people import Place

# What an import leaves behind on purpose, also when it is undone.
KEPT = {"Act", "Counter", "ImportRun", "ImportMapping", "ImportedRow"}
ROSTER = ["姓名", "身份证号", "电话", "楼栋", "单元", "房号"]
DWELLINGS = ["小区", "楼栋", "单元", "房号", "楼层", "专有面积"]
MESSAGES = ["留言编号", "留言主题", "留言时间", "留言详情", "一级分类"]


def identity(sequence: int, born: str = "19800101") -> str:
    """A valid identity number that belongs to nobody: area 350824, the sequence as wanted."""
    first = f"350824{born}{sequence:03}"
    return first + check_digit(first)


def read_in(
    place: Place, kind: str, *rows: list[Any], data: bytes = b"", name: str = "名单.xlsx"
) -> ImportRun:
    """A file that waits to be looked at, as the database holds it."""
    run = actions.upload(
        place.community, kind, data or workbook(*rows), name, by=place.actor("clerk")
    )  # fmt: skip
    return again(run)


def answer(place: Place, run: ImportRun, **answers: str) -> ImportRun:
    """The columns as they were proposed, and these answers."""
    actions.match_columns(
        run, mapping=run.mapping, answers=answers, by=place.actor("clerk"), version=run.version
    )
    return again(run)


def write(place: Place, run: ImportRun, **more: Any) -> ImportRun:
    """Written, as the database holds it."""
    actions.apply(run, by=place.actor("clerk"), version=run.version, **more)
    return again(run)


def undo(place: Place, run: ImportRun) -> ImportRun:
    """Undone, as the database holds it."""
    actions.undo(run, by=place.actor("clerk"), version=run.version)
    return again(run)


def taken(place: Place, kind: str, *rows: list[Any], data: bytes = b"") -> ImportRun:
    """Read in and written."""
    return write(place, read_in(place, kind, *rows, data=data))


def again(run: ImportRun) -> ImportRun:
    """The row anew from the database."""
    return ImportRun.objects.select_related("community").get(pk=run.pk)


def verdicts(run: ImportRun) -> list[str]:
    """What was said about each row."""
    return [row.verdict.value for row in run.verdicts]


def reasons(run: ImportRun) -> list[tuple[int, str, str]]:
    """Row, column and reason of everything that was found."""
    return [(row.row, each.column, each.reason) for row in run.verdicts for each in row.findings]


def books() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the communities, opened; without what an import leaves behind on purpose."""
    models = [
        model
        for model in apps.get_models()
        if issubclass(model, CommunityModel) and model.__name__ not in KEPT
    ]
    return {
        model._meta.label: sorted(
            tuple(str(getattr(row, field.attname)) for field in model._meta.concrete_fields)
            for row in model._base_manager.all()
        )
        for model in models
    }
