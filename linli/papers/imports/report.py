"""The verdict on a whole file: counts, and what is to be known about each row."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from linli.papers.imports.importing import Change, Finding, Importer, Judged, Question, Verdict, as_typed
from linli.papers.imports.sheets import Sheet

WRITTEN = (Verdict.INSERTED, Verdict.CHANGED)


@dataclass
class Report:
    """Every data row of a file has exactly one verdict here."""

    judged: list[Judged]
    questions: list[Question]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows were read, and what becomes of them."""
        found = Counter(row.verdict for row in self.judged)
        return {"read": len(self.judged), **{verdict.value: found[verdict] for verdict in Verdict}}

    @property
    def to_write(self) -> list[Judged]:
        """The rows that an apply writes."""
        return [row for row in self.judged if row.verdict in WRITTEN]

    def keep(self, rows: Collection[int]) -> None:
        """Leave the books as they are for these changed rows; a person decided so."""
        for judged in self.judged:
            if judged.verdict is Verdict.CHANGED and judged.row in rows:
                judged.verdict = Verdict.UNCHANGED

    def agrees_with(self, seen: Sequence[Judged]) -> bool:
        """Whether the same would be written as was seen; in which language the reasons stand does not matter."""
        return [_written(row) for row in self.judged] == [_written(row) for row in seen]

    def document(self) -> dict[str, Any]:
        """The contract of the command line: counts, and every refused row with column, value and reason."""
        refused = [row for row in self.judged if row.verdict is Verdict.REJECTED]
        return {**self.counts, "rejected": [line for row in refused for line in findings_of(row)]}

    def as_json(self) -> list[dict[str, Any]]:
        """For storing, sealed; `judged_from` reads it."""
        return [
            {
                "row": judged.row, "verdict": judged.verdict.value, "values": judged.values, "raw": judged.raw,
                "adds": judged.adds,
                "findings": [asdict(finding) for finding in judged.findings],
                "changes": [asdict(change) for change in judged.changes],
            }
            for judged in self.judged
        ]  # fmt: skip


def _written(row: Judged) -> tuple[Any, ...]:
    return row.row, row.verdict, row.values, [(change.old, change.new) for change in row.changes]


def judged_from(kept: list[dict[str, Any]]) -> list[Judged]:
    """What `as_json` kept, for a page."""
    return [
        Judged(
            line["row"],
            Verdict(line["verdict"]),
            line["values"],
            [Finding(**finding) for finding in line["findings"]],
            [Change(**change) for change in line["changes"]],
            line["adds"],
            line["raw"],
        )
        for line in kept
    ]


def findings_of(row: Judged) -> list[dict[str, Any]]:
    """The findings of a row, as the command line prints them."""
    return [{"row": row.row, **asdict(finding)} for finding in row.findings]


def judge(importer: Importer, sheet: Sheet, mapping: dict[str, int]) -> Report:
    """Judge every row of a sheet; nothing is written."""
    rows = list(sheet.named(mapping))
    questions = importer.questions([cells for _number, cells in rows])
    judged = []
    for number, cells in rows:
        verdict = importer.judge(number, cells)
        if verdict.verdict is Verdict.REJECTED:
            verdict.raw = {name: as_typed(cell) for name, cell in cells.items()}
        judged.append(verdict)
    return Report(judged, questions)
