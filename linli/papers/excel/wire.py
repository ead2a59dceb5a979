"""How rows travel from the reading process: one JSON document a line, an array for a row, an object else."""

import datetime as dt
import json
import math
from typing import Any

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | None

_READERS: dict[str, Any] = {
    "moment": dt.datetime.fromisoformat,
    "day": dt.date.fromisoformat,
    "time": dt.time.fromisoformat,
}


def settle(cell: Any) -> Cell:
    """A cell as calamine gives it, as we keep it: text without content is None, a duration its hours."""
    if isinstance(cell, str):
        return cell if cell and not cell.isspace() else None
    if isinstance(cell, dt.timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    if isinstance(cell, float) and not math.isfinite(cell):
        return str(cell)
    return cell


def _tag(value: Any) -> list[str]:
    if isinstance(value, dt.datetime):
        return ["moment", value.isoformat()]
    if isinstance(value, dt.date):
        return ["day", value.isoformat()]
    if isinstance(value, dt.time):
        return ["time", value.isoformat()]
    raise TypeError(type(value).__name__)


def encode(document: Any) -> str:
    """One line."""
    return json.dumps(document, default=_tag, ensure_ascii=False, separators=(",", ":")) + "\n"


def decode(line: bytes) -> Any:
    """A row as a list of cells, or a document that is none."""
    document = json.loads(line)
    if not isinstance(document, list):
        return document
    return [_READERS[cell[0]](cell[1]) if isinstance(cell, list) else cell for cell in document]
