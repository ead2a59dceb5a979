"""The services and the hours that a community begins with; they are general and wait to be checked by the community."""

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from linli.core import clock
from linli.hall.materials import read_lines
from linli.hall.models import HallHours, ServiceItem, ServiceMaterial
from linli.places.models import Community

FILE = Path(__file__).with_name("services.yaml")
HOURS = ((dt.time(9), dt.time(11, 30)), (dt.time(14, 30), dt.time(17)))
WORKING_WEEK = range(5)


@cache
def lines() -> list[dict[str, Any]]:
    """The services of the file."""
    read: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return read


def plant_services(community: Community) -> None:
    """Give a community the usual services and the hours of a working week; what it has already stays as it is."""
    held = set(ServiceItem.objects.of(community).values_list("code", flat=True))
    new = [
        (_item(community, line, order), line)
        for order, line in enumerate(lines())
        if line["code"] not in held
    ]
    for item, _line in new:
        item.clean()
    ServiceItem.objects.bulk_create([item for item, _line in new])
    ServiceMaterial.objects.bulk_create(
        ServiceMaterial(community=community, item=item, order=place, **vars(one))
        for item, line in new
        for place, one in enumerate(read_lines(line["papers"]))
    )
    if not HallHours.objects.of(community).exists():
        HallHours.objects.bulk_create(
            HallHours(community=community, weekday=day, from_time=start, to_time=end)
            for day in WORKING_WEEK
            for start, end in HOURS
        )


def _item(community: Community, line: dict[str, Any], order: int) -> ServiceItem:
    return ServiceItem(
        community=community,
        code=line["code"],
        name=line["name"],
        kind=line["kind"],
        handling=line["handling"],
        office=line["office"],
        limit_workdays=line.get("limit"),
        legal_basis=line.get("basis", ""),
        words=line["words"],
        order=order,
        valid_from=clock.today(),
        amended_at=clock.now(),
    )
