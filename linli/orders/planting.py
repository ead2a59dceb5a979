"""The categories that a community begins with."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from linli.orders.models import Category, Responsibility
from linli.places.models import Community

FILE = Path(__file__).with_name("categories.yaml")
HANDS = Path(__file__).with_name("responsibilities.yaml")


@cache
def _lines(file: Path) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return lines


def plant_categories(community: Community) -> None:
    """Give a new community its own copy of the category tree; what it has already stays as it is."""
    held = {row.name: row for row in Category.objects.of(community)}
    groups: dict[str, Category] = {}
    leaves: list[Category] = []
    for order, line in enumerate(_lines(FILE)):
        # The group of the remainder carries another name than its catch-all leaf: names are unique.
        name = f"{line['group']}类"
        group = held.get(name) or groups.setdefault(
            name, Category(community=community, name=name, order=order)
        )
        if line["name"] not in held:
            leaves.append(
                Category(
                    community=community,
                    name=line["name"],
                    parent=group,
                    kind=line["kind"],
                    icon=line["icon"],
                    keywords=line["words"],
                    aliases=line.get("called", []),
                    skills=line.get("skills", []),
                    asked=line.get("asked", True),
                    need=line.get("need", False),
                    order=order,
                )
            )
    Category.objects.bulk_create([*groups.values(), *leaves])
    plant_responsibilities(community)


def plant_responsibilities(community: Community) -> None:
    """Give a new community the usual answers to whose duty a matter is, to be changed to its own place; a kind that has
    any keeps what it has.
    """
    kinds = {row.name: row for row in Category.objects.of(community)}
    held = set(Responsibility.objects.of(community).values_list("category_id", flat=True))
    Responsibility.objects.bulk_create(
        Responsibility(
            community=community,
            category=kinds[line["category"]],
            situation=line["case"],
            hand=line["hand"],
            clause=line["clause"],
            order=order,
        )
        for order, line in enumerate(_lines(HANDS))
        if kinds[line["category"]].pk not in held
    )


def category_called(label: str) -> str:
    """The category of a new community that carries a name, or that other systems call so; else the last, for the rest."""
    for line in _lines(FILE):
        if label in {line["name"], *line.get("called", [])}:
            return str(line["name"])
    return str(_lines(FILE)[-1]["name"])
