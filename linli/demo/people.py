"""The places and people of the demo: written once, left alone when they are there."""

import datetime as dt
import secrets
from pathlib import Path
from typing import Any

import yaml

from linli.accounts.models import Posting, User
from linli.orders.planting import plant_categories
from linli.places.models import Building, Community, Compound, Division, Grid
from linli.volunteers.models import Team, TeamMember

HERE = Path(__file__).parent
SINCE = dt.date(2022, 1, 1)


def told(name: str) -> Any:
    """One of the demo's YAML files."""
    return yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))


def settle(line: dict[str, Any]) -> Community:
    """A community with its divisions, compounds, buildings, grids and categories."""
    parent: Division | None = None
    for code, name, level in line["divisions"]:
        parent, _ = Division.objects.get_or_create(
            code=code, defaults={"name": name, "level": level, "parent": parent}
        )
    community, _ = Community.objects.get_or_create(
        slug=line["slug"],
        defaults={"code": line["code"], "name": line["name"], "division": parent, "look": line["look"]},
    )
    grids = [
        Grid.objects.get_or_create(
            community=community, code=f"{line['code']}{n:03d}", defaults={"name": f"第{n}网格"}
        )[0]
        for n in range(1, line["grids"] + 1)
    ]
    for place, (name, count) in enumerate(line["compounds"].items()):
        compound, _ = Compound.objects.get_or_create(community=community, name=name)
        for n in range(1, count + 1):
            Building.objects.get_or_create(
                community=community,
                compound=compound,
                name=f"{n}栋",
                defaults={"grid": grids[place % len(grids)], "order": n},
            )
    plant_categories(community)
    return community


def staff(community: Community) -> list[tuple[User, str, str]]:
    """The people of a community: users with postings and teams. Returns user, password and post of the new ones."""
    told_people = told("people")
    made = []
    for line in [*told_people["staff"], *told_people["members"]]:
        login = f"{line['login']}@{community.slug}"
        if User.objects.filter(login=login).exists():
            continue
        password = secrets.token_urlsafe(9)
        user = User.objects.create_user(login, line["name"], password)
        Posting.objects.create(
            user=user,
            role=line["role"],
            community=community,
            place_id=_grid(community, line["role"]),
            title=line["title"],
            valid_from=SINCE,
        )
        if "team" in line:
            team, _ = Team.objects.get_or_create(community=community, name=line["team"])
            TeamMember.objects.get_or_create(community=community, team=team, user=user, valid_from=SINCE)
        made.append((user, password, f"{community.name} {line['title']}"))
    return made


def _grid(community: Community, role: str) -> Any:
    """A grid worker is posted to the first grid, everybody else to the whole community."""
    return Grid.objects.of(community).order_by("code")[0].pk if role == "grid_worker" else None
