"""The map (平面图): stored outlines as shapes that a template draws, each filled by a count. No tiles, no position of a
person; whoever draws a map says what is counted and where a shape leads.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from linli.places.models import Building, Community, Outline
from linli.places.outlines import DM, bounds
from linli.places.queries import buildings, standing

WIDE = 360  # units of the view box; on a telephone one unit is one pixel
MARGIN = 6
STEPS = 4  # 0, 1, 2, 3, and 4 for more
LINE_HEIGHT, LETTERS = 15, 5


class Sign(NamedTuple):
    """What stands in a building besides its count: a few letters in the shape, and the words for who does not see it."""

    letters: str
    words: str


@dataclass(frozen=True)
class House:
    """A building of the map or of the list beside it: its words, its count (None where nothing is counted), where it leads,
    what stands in it.
    """

    building: Building
    url: str
    count: int | None
    points: str = ""
    x: str = ""
    y: str = ""
    y_count: str = ""
    y_sign: str = ""
    sign: Sign | None = None

    @property
    def step(self) -> int | None:
        """Which of the five fills."""
        return None if self.count is None else min(self.count, STEPS)

    @property
    def label(self) -> str:
        """The name as it fits into the shape."""
        name = self.building.name
        return name if len(name) <= LETTERS else f"{name[: LETTERS - 1]}…"


@dataclass(frozen=True)
class Words:
    """Words on the map: the name of a lane or of a compound, and the line it belongs to."""

    text: str
    x: str
    y: str
    points: str = ""


@dataclass(frozen=True)
class Plan:
    """Everything a map shows. `houses` are all buildings that stand, `shapes` those with an outline."""

    houses: list[House]
    compounds: list[Words]
    lanes: list[Words]
    width: int = WIDE
    height: int = 0
    proposed: bool = False

    @property
    def shapes(self) -> list[House]:
        """The buildings that are drawn."""
        return [house for house in self.houses if house.points]

    @property
    def left_out(self) -> list[House]:
        """The buildings that have no outline yet."""
        return [house for house in self.houses if not house.points]


class _Paper:
    """From decimetres of the plan, y to the north, to units of the view box, y downwards."""

    def __init__(self, shapes: Sequence[list[list[int]]], *, above: int) -> None:
        self.west, south, east, self.north = bounds(shapes)
        self.scale = (WIDE - 2 * MARGIN) / max(east - self.west, DM)
        self.above = above
        self.height = round((self.north - south) * self.scale) + 2 * MARGIN + above

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the plan on the paper."""
        return MARGIN + (x - self.west) * self.scale, MARGIN + self.above + (self.north - y) * self.scale

    def points(self, shape: list[list[int]]) -> str:
        """A shape as SVG writes it."""
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in (self.point(*corner) for corner in shape))

    def middle(self, shape: list[list[int]]) -> tuple[float, float]:
        """The middle of the box around a shape."""
        west, south, east, north = bounds([shape])
        return self.point((west + east) / 2, (south + north) / 2)


def plan(
    community: Community,
    counts: Mapping[UUID, int] | None,
    link: Callable[[Building], str],
    *,
    part: QuerySet[Building] | None = None,
    signs: Mapping[UUID, Sign] | None = None,
) -> Plan:
    """The map of a community: `counts` of each building (none counts as 0; None draws no numbers), `link` says where a
    shape leads, `signs` what else stands in it; `part` are the buildings to be drawn where it is not all of them, without
    the lanes, which lead beyond them. Two queries, whatever the number of rows.
    """
    outlines = list(Outline.objects.of(community))
    rows = list((buildings(community) if part is None else part).filter(standing()))
    of_building = {row.building_id: row.shape for row in outlines if row.building_id}
    lanes = [row for row in outlines if row.building_id is None and part is None]
    drawn = [row.shape for row in lanes] + [of_building[row.pk] for row in rows if row.pk in of_building]
    paper = _Paper(drawn, above=LINE_HEIGHT) if drawn else None
    houses = [
        _house(House(row, link(row), _count(counts, row), sign=(signs or {}).get(row.pk)), paper, of_building)
        for row in rows
    ]
    if paper is None:
        return Plan(houses, [], [])
    return Plan(
        houses,
        _compounds(rows, of_building, paper),
        [_lane(row, paper) for row in lanes],
        height=paper.height,
        proposed=any(row.proposed for row in outlines),
    )


def _count(counts: Mapping[UUID, int] | None, building: Building) -> int | None:
    return None if counts is None else counts.get(building.pk, 0)


def _house(house: House, paper: _Paper | None, shapes: Mapping[UUID | None, list[list[int]]]) -> House:
    """With its shape, if it has one: name, count and sign stand under one another in its middle."""
    shape = shapes.get(house.building.pk)
    if paper is None or shape is None:
        return house
    x, y = paper.middle(shape)
    lines = 1 + (house.count is not None) + (house.sign is not None)
    tops = [f"{y + (n - (lines - 1) / 2) * LINE_HEIGHT:.1f}" for n in range(lines)]
    return replace(
        house,
        points=paper.points(shape),
        x=f"{x:.1f}",
        y=tops[0],
        y_count=tops[min(1, lines - 1)],
        y_sign=tops[-1],
    )


def _compounds(
    rows: list[Building], of_building: dict[UUID | None, list[list[int]]], paper: _Paper
) -> list[Words]:
    """The name of each compound above its north-western corner."""
    held: dict[str, list[list[list[int]]]] = {}
    for row in rows:
        if row.compound and row.pk in of_building:
            held.setdefault(row.compound.name, []).append(of_building[row.pk])
    named = []
    for name, shapes in held.items():
        west, _south, _east, north = bounds(shapes)
        x, y = paper.point(west, north)
        named.append(Words(name, f"{x:.1f}", f"{y - 5:.1f}"))
    return named


def _lane(row: Outline, paper: _Paper) -> Words:
    x, y = paper.point(*row.shape[len(row.shape) // 2])
    if len(row.shape) == 2:  # noqa: PLR2004  the middle of its only stretch
        x, y = paper.middle(row.shape)
    return Words(row.name, f"{x:.1f}", f"{y - 3:.1f}", paper.points(row.shape))


def as_plan_file(community: Community) -> dict[str, object]:
    """The plan as a file that `draw` takes in, to be changed in any program that knows GeoJSON: metres, local."""
    rows = Outline.objects.of(community).select_related("building__compound")
    return {"type": "FeatureCollection", "features": [_feature(row) for row in rows]}


def _feature(row: Outline) -> dict[str, object]:
    points = [[x / DM, y / DM] for x, y in row.shape]
    if row.building is None:
        return {
            "type": "Feature",
            "properties": {"lane": row.name},
            "geometry": {"type": "LineString", "coordinates": points},
        }
    compound = row.building.compound.name if row.building.compound else ""
    return {
        "type": "Feature",
        "properties": {"building": row.building.name, "compound": compound},
        "geometry": {"type": "Polygon", "coordinates": [[*points, points[0]]]},
    }
