"""The categories that a community begins with."""

from pathlib import Path
from typing import Any

import yaml

from linli.orders.models import Category, Responsibility
from linli.places.models import Community

FILE = Path(__file__).with_name("categories.yaml")
HANDS = Path(__file__).with_name("responsibilities.yaml")


def plant_categories(community: Community) -> None:
    """Give a new community its own copy of the category tree; what it has already stays as it is."""
    lines: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    for order, line in enumerate(lines):
        # The group of the remainder carries another name than its catch-all leaf: names are unique.
        group, _created = Category.objects.get_or_create(
            community=community, name=f"{line['group']}类", defaults={"order": order}
        )
        Category.objects.get_or_create(
            community=community,
            name=line["name"],
            defaults={
                "parent": group,
                "kind": line["kind"],
                "icon": line["icon"],
                "keywords": line["words"],
                "aliases": line.get("called", []),
                "skills": line.get("skills", []),
                "asked": line.get("asked", True),
                "order": order,
            },
        )
    plant_responsibilities(community)


def plant_responsibilities(community: Community) -> None:
    """Give a new community the usual answers to whose duty a matter is, to be changed to its own place; a kind that has
    any keeps what it has.
    """
    lines: list[dict[str, Any]] = yaml.safe_load(HANDS.read_text(encoding="utf-8"))
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
        for order, line in enumerate(lines)
        if kinds[line["category"]].pk not in held
    )
