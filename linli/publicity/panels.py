"""What stands of publications on a member's own page: the newest that is for members."""

from typing import Any

from linli.core.panels import Panel, declare
from linli.core.rights import Actor
from linli.publicity import queries

FEW = 3


def _shown(actor: Actor, person: Any) -> dict[str, Any]:
    """The newest few. One query."""
    return {"publications": list(queries.for_member(actor)[:FEW])}


declare("meetings.own", Panel("publicity/parts/own_panel.html", "publicity.read_own", _shown))
