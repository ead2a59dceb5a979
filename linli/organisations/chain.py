"""层级: how many organisations stand one under the other, from the topmost to the lowest (四级组织体系)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from linli.core.counting import Window
from linli.core.figures import document_of
from linli.core.sums import Sum


def depth(parents: dict[UUID, UUID | None]) -> int:
    """The length of the longest chain; `parents` says what each stands under. What stands under nothing known is a top."""

    def height(key: UUID | None) -> int:
        steps = 0
        while key in parents and steps <= len(parents):
            key, steps = parents[key], steps + 1
        return steps

    return max(map(height, parents), default=0)


@dataclass(frozen=True, kw_only=True)
class Chain(Sum):
    """链条长度: of the one figure that it looks at, whose rows have a `parent`."""

    def value(self, community: Any, window: Window, as_of: dt.date, **given: str) -> int:
        """How many stand one under the other: one query."""
        rows = self.parts[0].rows(community, window, as_of, **given).order_by()
        return depth(dict(rows.values_list("pk", "parent_id")))

    def shares_of(
        self, community: Any, window: Window, as_of: dt.date, **given: str
    ) -> list[tuple[Any, int, int]]:
        """A chain has no parts."""
        return []

    def formula(self, **given: str) -> str:
        """Whose longest chain."""
        return _("The longest chain of those that stand one under the other: %(rows)s") % {
            "rows": self.parts[0].formula(**given)
        }

    def answer(self, community: Any, window: Window, as_of: dt.date, **given: str) -> dict[str, Any]:
        """The figure as a document."""
        counted = self.counted(community, window, as_of, **given)
        value = self.value(community, window, as_of, **given)
        return document_of(self, value, counted, (window, as_of), given)
