"""轮廓: drawn shapes in the community's own local plan, in whole decimetres, x to the east and y to the north.

Pure: reads and judges shapes, moves a plan to its own corner, and lays out a plan where none was drawn. Where the plan
lies on the earth is nowhere kept.
"""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

from django.utils.translation import gettext as _

from linli.core.errors import DomainError

DM = 10  # decimetres in a metre
MOST_POINTS, MOST_SHAPES = 60, 1000
LEAST_PLAN_DM, MOST_PLAN_DM = 5 * DM, 20_000 * DM
LEAST_AREA_DM2 = 100
POLYGON, LINE = "Polygon", "LineString"

Point = tuple[int, int]
Shape = list[Point]


@dataclass(frozen=True)
class Drawn:
    """One shape of a plan file: of a building (compound and name), or of a lane (name)."""

    building: str
    compound: str
    lane: str
    shape: Shape

    @property
    def words(self) -> str:
        """What it is of, for messages."""
        return f"{self.compound} {self.building}".strip() or self.lane


def read_plan(content: bytes) -> list[Drawn]:
    """A plan file (GeoJSON FeatureCollection, coordinates in metres of a local plan): `Polygon` with the properties
    building and compound, `LineString` with the property lane. DomainError names the shape and what is wrong with it.
    """
    try:
        told = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except (UnicodeDecodeError, ValueError, RecursionError) as wrong:
        raise DomainError(_("This is no JSON file.")) from wrong
    features = told.get("features") if isinstance(told, dict) else None
    if not isinstance(features, list) or not features:
        raise DomainError(_("The file holds no features; it must be a FeatureCollection."))
    if len(features) > MOST_SHAPES:
        raise DomainError(_("At most %(most)d shapes in one plan."), most=MOST_SHAPES)
    drawn = [_drawn(feature, place) for place, feature in enumerate(features, start=1)]
    return _to_its_corner(drawn)


def _no_number(word: str) -> None:
    raise ValueError(word)


def _part(told: Any, name: str) -> dict[str, Any]:
    """A part of a feature, empty where the file has something else there."""
    part = told.get(name) if isinstance(told, dict) else None
    return part if isinstance(part, dict) else {}


def _drawn(feature: Any, place: int) -> Drawn:
    named, form = _part(feature, "properties"), _part(feature, "geometry")
    words = {name: str(named.get(name) or "").strip() for name in ("building", "compound", "lane")}
    called = (
        f"{words['compound']} {words['building']}".strip() or words["lane"] or _("shape %(n)d") % {"n": place}
    )
    wanted = LINE if words["lane"] else POLYGON
    if bool(words["building"]) == bool(words["lane"]):
        raise DomainError(
            _("%(name)s: give it either the property building or the property lane."), name=called
        )
    if form.get("type") != wanted:
        raise DomainError(_("%(name)s must be a %(kind)s."), name=called, kind=wanted)
    lines = form.get("coordinates")
    if wanted == POLYGON:
        if not isinstance(lines, list) or len(lines) != 1:
            raise DomainError(_("%(name)s: one outline without holes, please."), name=called)
        return Drawn(**words, shape=ring(_points(lines[0], called), called))
    return Drawn(**words, shape=line(_points(lines, called), called))


def _points(told: Any, called: str) -> Shape:
    if not isinstance(told, list) or len(told) > MOST_POINTS + 1:
        raise DomainError(_("%(name)s: at most %(most)d points."), name=called, most=MOST_POINTS)
    if not all(_is_point(point) for point in told):
        raise DomainError(_("%(name)s: each point is two numbers in metres."), name=called)
    return [(round(point[0] * DM), round(point[1] * DM)) for point in told]


def _is_point(told: Any) -> bool:
    return (
        isinstance(told, list)
        and len(told) == 2  # noqa: PLR2004  x and y
        and all(isinstance(n, int | float) and not isinstance(n, bool) and abs(n) < 1e8 for n in told)  # noqa: PLR2004
        and all(math.isfinite(n) for n in told)
    )


def ring(points: Sequence[Point], called: str = "") -> Shape:
    """A closed outline: the closing point and repeated points are left out. DomainError unless it is simple (no side
    touches another) and encloses at least one square metre.
    """
    kept = _without_repeats(points)
    if len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    if len(kept) < 3 or abs(area2(kept)) < 2 * LEAST_AREA_DM2:  # noqa: PLR2004  a triangle at least
        raise DomainError(_("%(name)s: the outline encloses nothing."), name=called)
    if not is_simple(kept):
        raise DomainError(_("%(name)s: the outline crosses or touches itself."), name=called)
    return kept


def line(points: Sequence[Point], called: str = "") -> Shape:
    """An open line of at least two points. DomainError."""
    kept = _without_repeats(points)
    if len(kept) < 2:  # noqa: PLR2004  from here to there
        raise DomainError(_("%(name)s: a line needs two points."), name=called)
    return kept


def _without_repeats(points: Sequence[Point]) -> Shape:
    return [point for place, point in enumerate(points) if place == 0 or point != points[place - 1]]


def area2(shape: Sequence[Point]) -> int:
    """Twice the area inside a ring, in square decimetres; negative where it runs clockwise."""
    return sum(x * v - u * y for (x, y), (u, v) in _sides(shape))


def _sides(shape: Sequence[Point]) -> list[tuple[Point, Point]]:
    return [*pairwise(shape), (shape[-1], shape[0])]


def is_simple(shape: Sequence[Point]) -> bool:
    """Whether no two sides of a ring meet but neighbours in their common corner."""
    sides = list(enumerate(_sides(shape)))
    last = len(sides) - 1
    for (i, (a, b)), (j, (c, d)) in combinations(sides, 2):
        if j == i + 1:
            wrong = _folds_back(a, b, d)
        elif (i, j) == (0, last):
            wrong = _folds_back(c, d, b)
        else:
            wrong = _meet(a, b, c, d)
        if wrong:
            return False
    return True


def _turn(a: Point, b: Point, c: Point) -> int:
    """Left, right or straight: the sign of the turn a, b, c."""
    cross = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (cross > 0) - (cross < 0)


def _folds_back(a: Point, b: Point, c: Point) -> bool:
    """Whether the side b-c runs back over the side a-b."""
    forward = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1])
    return _turn(a, b, c) == 0 and forward < 0


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two segments have a point in common."""
    if _turn(a, b, c) != _turn(a, b, d) and _turn(c, d, a) != _turn(c, d, b):
        return True
    return any(
        _turn(p, q, r) == 0 and _between(p, r, q) for p, q, r in ((a, b, c), (a, b, d), (c, d, a), (c, d, b))
    )


def _between(p: Point, r: Point, q: Point) -> bool:
    return min(p[0], q[0]) <= r[0] <= max(p[0], q[0]) and min(p[1], q[1]) <= r[1] <= max(p[1], q[1])


def bounds(shapes: Iterable[Iterable[Sequence[int]]]) -> tuple[int, int, int, int]:
    """West, south, east, north of shapes; at least one point is needed."""
    points = [point for shape in shapes for point in shape]
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return min(xs), min(ys), max(xs), max(ys)


def _to_its_corner(drawn: list[Drawn]) -> list[Drawn]:
    """The plan moved so that its south-western corner is 0, 0: where it lies on the earth is forgotten. Degrees are told
    from metres by their size.
    """
    west, south, east, north = bounds(one.shape for one in drawn)
    size = max(east - west, north - south)
    if not LEAST_PLAN_DM <= size <= MOST_PLAN_DM:
        raise DomainError(
            _("The plan must be 5 metres to 20 kilometres wide, with coordinates in metres, not degrees.")
        )
    return [
        Drawn(one.building, one.compound, one.lane, [(x - west, y - south) for x, y in one.shape])
        for one in drawn
    ]


# A plan that is laid out by itself: equal houses in rows, so large that a finger meets them on a telephone.
IN_A_ROW = 5
HOUSE, CELL, TITLE = (60 * DM, 46 * DM), (72 * DM, 58 * DM), 22 * DM


def laid_out(sizes: Sequence[int]) -> list[list[Shape]]:
    """An outline for each of the houses of some groups, group below group, in rows of five, with room for its title above
    each group.
    """
    top, groups = 0, []
    for size in sizes:
        top -= TITLE
        groups.append([_house(n % IN_A_ROW, top - n // IN_A_ROW * CELL[1]) for n in range(size)])
        top -= math.ceil(size / IN_A_ROW) * CELL[1]
    return groups


def _house(column: int, top: int) -> Shape:
    west = column * CELL[0]
    east, south = west + HOUSE[0], top - HOUSE[1]
    return [(west, south), (east, south), (east, top), (west, top)]
