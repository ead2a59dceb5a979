"""An invented roster (花名册) of one compound, as a clerk would have it, taken in through the same import as any other."""

import io
import random
from collections.abc import Iterator
from itertools import islice, product
from typing import Any
from uuid import UUID

import xlsxwriter

from linli.core.rights import Actor
from linli.demo.names import SEED, names
from linli.papers import actions
from linli.places.models import Building, Community

HEAD = ("序号", "姓名", "小区", "楼栋", "单元", "房号", "居住情况")
BUILDINGS, ENTRANCES, FLOORS, DOORS = 3, 2, 6, 2
LIVED_IN = 0.85


def people_of(community: Community) -> Iterator[tuple[str, ...]]:
    """The lines of the roster: who lives in the first buildings of the first compound. No numbers of any kind."""
    dice, found = random.Random(f"{SEED}{community.slug}"), names(f"{community.slug}/roster")  # noqa: S311  invented people
    buildings = Building.objects.of(community).filter(compound__isnull=False).select_related("compound")
    first = list(buildings.order_by("compound__name", "order", "name")[:BUILDINGS])
    for building, entrance, floor, door in product(
        first, range(1, ENTRANCES + 1), range(1, FLOORS + 1), range(1, DOORS + 1)
    ):
        if dice.random() > LIVED_IN:
            continue
        kind = dice.choice(("自住", "自住", "自住", "租住", "户籍"))
        for name in islice(found, dice.choice((1, 2, 2, 3))):
            compound = building.compound.name if building.compound else ""
            yield name, compound, building.name, f"{entrance}单元", f"{floor}{door:02d}", kind


def workbook(community: Community) -> bytes:
    """The roster as an xlsx file with a title line."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("花名册")
        sheet.merge_range(0, 0, 0, len(HEAD) - 1, f"{community.name}居民花名册")
        sheet.write_row(1, 0, HEAD)
        for number, line in enumerate(people_of(community), start=1):
            sheet.write_row(number + 1, 0, (number, *line))
    return out.getvalue()


def take_in(community: Community, run_id: UUID, by: Actor) -> Any:
    """导入: read the roster in, and write it."""
    run = actions.upload(community, "residents", workbook(community), "居民花名册.xlsx", by=by, run_id=run_id)
    actions.apply(run, by=by, version=run.version)
    return run
