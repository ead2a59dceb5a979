"""The workbook of all answers (导出): a row for each response, choices as their labels, days without the hour."""

import random
from collections import defaultdict
from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext as _

from linli.core import clock
from linli.core.rights import Actor
from linli.ledgers.declaration import Column
from linli.ledgers.workbook import Sheet
from linli.surveys import queries
from linli.surveys.models import Survey
from linli.surveys.results import choices_of, label_of, name_of
from linli.surveys.workbook import nodes_of

BETWEEN = "；"


def write(survey: Survey, file: IO[bytes], *, by: Actor, worded: bool, language: str) -> int:
    """Write the workbook; how many responses. Free words only where `worded`. The rows stand by chance: a response's key
    tells when it came.
    """
    nodes = {
        name_of(node): node for node in nodes_of(survey.form["tree"]) if _has_column(node, worded=worded)
    }
    labels = {name: choices_of(survey.form, node, language) for name, node in nodes.items()}
    rows: dict[Any, dict[str, Any]] = defaultdict(lambda: defaultdict(list))
    for answer in queries.exported(survey):
        row, name = rows[answer.response_id], answer.question
        row["channel"] = answer.response.get_channel_display()
        row["day"] = answer.response.happened_at.astimezone(clock.BEIJING).date()
        if said := labels.get(name, {}).get(answer.value, answer.value) or (answer.text if worded else ""):
            row[name].append(said)
    columns = [
        Column("channel", _("channel"), lambda row: row["channel"], 6),
        Column("day", _("day"), lambda row: row["day"], 7),
        *(Column(name, label_of(node, language), _cell(name), 12) for name, node in nodes.items()),
    ]
    sheet = Sheet(file, title=survey.title, said=_("%(number)s; nobody who answered is known.") % {"number": survey.number}, columns=columns, by=by.name)  # fmt: skip
    shuffled = list(rows.values())
    random.SystemRandom().shuffle(shuffled)
    return sheet.write(shuffled)


def _has_column(node: Mapping[str, Any], *, worded: bool) -> bool:
    kind = node.get("type", "note")
    return kind not in ("note", "hidden") and (worded or kind != "text")


def _cell(name: str) -> Any:
    return lambda row: BETWEEN.join(row.get(name, ()))
