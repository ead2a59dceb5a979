"""账目按子项: the figures of a year, counted over the records under each strand of a programme. Nothing here writes.

A figure is counted by its own declaration (conditions, period, way of counting), over the labelled records alone. What
only says whether something holds, or is a fact and no count, is not arranged by strand.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, IntegerField, QuerySet, Subquery, Sum, TextField, Value
from django.db.models.functions import Cast, Coalesce

from linli.core import clock, sums
from linli.core.audit import kind_of
from linli.core.counting import Distinct, Fact, Total
from linli.core.figures import Figure, all_figures
from linli.core.rights import EVERYTHING, REGISTER, Actor
from linli.organisations.models import Programme, Strand, StrandLabel
from linli.organisations.party_queries import kind_name
from linli.places.models import Community

Number = int | Decimal
# The keys of records, by their kind.
Keys = Mapping[str, set[UUID]]
# What the records of one part of a figure count: by the key of a record, the thing that is counted.
Things = Mapping[UUID, str]


@dataclass(frozen=True)
class Line:
    """A row of the account: how many records were put there in the year, by kind, and the figures in their order."""

    name: str
    records: list[tuple[str, int]]
    values: list[Number]
    strand: Strand | None = None

    @property
    def amount(self) -> int:
        """All kinds together."""
        return sum(some for _kind, some in self.records)


@dataclass(frozen=True)
class Account:
    """The account of a year. `together` counts a record under two strands once; `community` is the same figures of all."""

    programme: Programme
    year: int
    figures: list[Any]
    lines: list[Line]
    together: Line
    community: list[Number]


def years_of(programme: Programme) -> list[int]:
    """The years of a programme, the newest first, none of them in the future."""
    last = min(programme.valid_to or clock.today(), clock.today())
    return list(range(max(last.year, programme.valid_from.year), programme.valid_from.year - 1, -1))


def account_of(actor: Actor, programme: Programme, year: int) -> Account:
    """账目按子项 of a year (whole days, up to today). Four queries, whatever the number of strands, records and figures:
    strands, labels, the labelled records that count in any figure, the same figures of the community.
    """
    window = dt.date(year, 1, 1), dt.date(year, 12, 31)
    strands = list(programme.strands.all())
    labels = list(
        StrandLabel.objects.of(programme.community_id)
        .filter(strand__programme=programme)
        .order_by()
        .values_list("strand", "subject_kind", "subject_id", "labelled_on")
    )
    under: dict[UUID, dict[str, set[UUID]]] = defaultdict(lambda: defaultdict(set))
    newly: dict[UUID, dict[str, set[UUID]]] = defaultdict(lambda: defaultdict(set))
    for strand, kind, key, day in labels:
        under[strand][kind].add(key)
        if window[0] <= day <= window[1]:
            newly[strand][kind].add(key)
    every = _united(under.values())
    figures = _arranged(actor, every)
    found = _things(programme, figures, every, window)
    lines = [
        Line(row.name, _amounts(newly[row.pk]), _values(figures, found, under[row.pk]), row)
        for row in strands
    ]
    together = Line("", _amounts(_united(newly.values())), _values(figures, found, every))
    return Account(programme, year, figures, lines, together, _of_community(programme, figures, window))


def _united(held: Iterable[Keys]) -> dict[str, set[UUID]]:
    """The records of several strands, each once."""
    found: dict[str, set[UUID]] = defaultdict(set)
    for keys in held:
        for kind, some in keys.items():
            found[kind] |= some
    return found


def _amounts(keys: Keys) -> list[tuple[str, int]]:
    return sorted((kind_name(kind), len(some)) for kind, some in keys.items() if some)


def _arranged(actor: Actor, every: Keys) -> list[Any]:
    """The figures that count records of these kinds, by their id; one of which the actor does not see each record is left
    out, so a number here never differs from reader to reader.
    """
    return [
        figure
        for figure in all_figures()
        if type(figure) in {Figure, sums.Sum} and _fits(actor, figure, every)
    ]


def _fits(actor: Actor, figure: Any, every: Keys) -> bool:
    return any(kind_of(part.model) in every for part in figure.parts) and all(
        not isinstance(part.counts, Fact) and REGISTER[part.right].on(actor) is EVERYTHING
        for part in figure.parts
    )


def _parts(figures: list[Any]) -> Iterator[tuple[int, Figure]]:
    return enumerate(part for figure in figures for part in figure.parts)


def _as_of(window: tuple[dt.date, dt.date]) -> dt.date:
    return min(window[1], clock.today())


def _counted_field(part: Figure) -> str:
    return part.counts.field if isinstance(part.counts, Distinct | Total) else "pk"


def _things(
    programme: Programme, figures: list[Any], every: Keys, window: tuple[dt.date, dt.date]
) -> Mapping[int, Things]:
    """For each part of the figures in their order, the labelled records that it counts. One query."""
    asked: list[QuerySet] = []
    for number, part in _parts(figures):
        if keys := every.get(kind_of(part.model)):
            rows = part.rows(programme.community, window, _as_of(window)).filter(pk__among=keys)
            thing = Cast(_counted_field(part), TextField())
            told = rows.order_by().annotate(strand_part=Value(number, IntegerField()), strand_thing=thing)
            asked.append(told.values_list("strand_part", "pk", "strand_thing"))
    found: dict[int, dict[UUID, str]] = defaultdict(dict)
    for number, key, thing in asked[0].union(*asked[1:], all=True) if asked else ():
        found[number][key] = thing
    return found


def _values(figures: list[Any], found: Mapping[int, Things], keys: Keys) -> list[Number]:
    """The figures over some of the records."""
    values, number = [], 0
    for figure in figures:
        value: Number = 0
        for part in figure.parts:
            there = keys.get(kind_of(part.model), set())
            value += _value(part, [thing for key, thing in found.get(number, {}).items() if key in there])
            number += 1
        values.append(value)
    return values


def _value(part: Figure, things: list[str]) -> Number:
    match part.counts:
        case Total(_field, show):
            return show(sum(map(int, things)))
        case Distinct():
            return len(set(things))
        case _:
            return len(things)


def _of_community(programme: Programme, figures: list[Any], window: tuple[dt.date, dt.date]) -> list[Number]:
    """The same figures over all records of the community. One query."""
    if not figures:
        return []
    asked = {f"part_{n}": _whole(programme, part, window) for n, part in _parts(figures)}
    told = Community.objects.filter(pk=programme.community_id).annotate(**asked).values(*asked).get()
    values, number = [], 0
    for figure in figures:
        value: Number = 0
        for part in figure.parts:
            whole = told[f"part_{number}"]
            value += part.counts.show(whole) if isinstance(part.counts, Total) else whole
            number += 1
        values.append(value)
    return values


def _whole(programme: Programme, part: Figure, window: tuple[dt.date, dt.date]) -> Any:
    field = _counted_field(part)
    how = Sum(field) if isinstance(part.counts, Total) else Count(field, distinct=True)
    rows = part.rows(programme.community, window, _as_of(window)).order_by()
    return Coalesce(Subquery(rows.values("community").annotate(whole=how).values("whole")), 0)
