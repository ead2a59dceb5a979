"""`linli found`: a community from nothing: its divisions, itself with its categories, its first secretary.

Exit 0: founded, or found done with the same facts; 2: bad input or other facts, with their place.
"""

import datetime as dt
import re
from argparse import ArgumentParser
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext, override

from linli.accounts import actions as accounts
from linli.accounts.handing_over import hand_over
from linli.accounts.models import Posting
from linli.accounts.roles import Role
from linli.core import clock, keys
from linli.core.documents import BadInput, document, mind_usage, refuse
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.hall.planting import plant_services
from linli.orders.planting import plant_categories
from linli.places import actions as places
from linli.places.codes import judge_prefix
from linli.places.models import CodeChange, Community, Division

OPERATOR = "linli found"
LEVELS = ("province", "city", "county", "township")
TWELVE = re.compile(r"[0-9]{12}")


class Command(BaseCommand):
    """Found a community."""

    help = "建社区：区划、社区、类别和第一位书记的邀请链接；重复执行不会改变什么"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The facts; what lies above the township may be left out."""
        mind_usage(parser, self.stdout)
        parser.add_argument("--slug", required=True, help="the community's word in addresses")
        parser.add_argument("--code", required=True, help="its 12 digits (统计用区划代码)")
        parser.add_argument("--name", required=True)
        for level in LEVELS:
            needed = level == "township"
            parser.add_argument(f"--{level}-code", required=needed, default="", metavar="CODE")
            parser.add_argument(f"--{level}-name", required=needed, default="", metavar="NAME")
        parser.add_argument("--form", choices=CodeChange.Form.values, default=CodeChange.Form.URBAN.value)
        parser.add_argument(
            "--since", required=True, metavar="DATE", help="the day from which the code holds"
        )
        parser.add_argument("--secretary", default="", metavar="LOGIN")
        parser.add_argument("--secretary-name", default="", metavar="NAME")
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and print what was done."""
        with override("zh-hans"):
            try:
                answer = found(options)
            except BadInput as problem:
                refuse(problem, self.stdout)
        if options["json"]:
            self.stdout.write(document(answer))
            return
        for name, value in answer.items():
            self.stdout.write(f"{name}: {value}")


def found(asked: dict[str, Any]) -> dict[str, Any]:
    """The community as asked for, made or found made; raises BadInput where the facts are wrong or others."""
    since, lines = _read(asked)
    with transaction.atomic():
        division = _divisions(lines)
        community = Community.objects.filter(slug=asked["slug"]).first()
        done = "founded"
        if community is None:
            community = _make(asked, division, since)
        else:
            done = "unchanged"
            _same(asked, community, division, since)
        token = _secretary(asked, community) if asked["secretary"] else ""
    answer = {"done": done, "slug": community.slug, "code": community.code, "name": community.name}
    if not token:
        return answer
    told = hand_over(token, community)
    return {
        **answer,
        "secretary": asked["secretary"].lower(),
        "link": told["link"],
        "invitation": told["code"],
        "until": told["until"],
        "file": told["file"],
    }


def _read(asked: dict[str, Any]) -> tuple[dt.date, list[tuple[str, str, str]]]:
    """The day, and the divisions from the top as level, code and name; the codes lie inside one another."""
    try:
        since = dt.date.fromisoformat(asked["since"])
    except ValueError as wrong:
        raise BadInput("date", "日期应写成 2026-01-31 这样", "--since") from wrong
    if bool(asked["secretary"]) != bool(asked["secretary_name"]):
        raise BadInput("secretary", "书记的登录名和姓名要一起给", "--secretary-name")
    lines = []
    for level in LEVELS:
        code, name = asked[f"{level}_code"], asked[f"{level}_name"]
        if bool(code) != bool(name):
            raise BadInput("division", "代码和名称要一起给", f"--{level}-name")
        if code:
            lines.append((level, code, name))
    _mind_codes([*lines, ("community", asked["code"], asked["name"])])
    return since, lines


def _mind_codes(lines: list[tuple[str, str, str]]) -> None:
    """Twelve digits each, and each begins like the one above it (R-28)."""
    for level, code, _name in lines:
        if not TWELVE.fullmatch(code):
            raise BadInput("code", "代码应为 12 位数字", _option(level))
    for (upper, above, _above), (level, code, _name) in pairwise(lines):
        verdict = judge_prefix(upper, above, level, code, grid_pattern="")
        if verdict.blocks:
            raise BadInput("code", verdict.reason, _option(level))


def _option(level: str) -> str:
    return "--code" if level == "community" else f"--{level}-code"


def _divisions(lines: list[tuple[str, str, str]]) -> Division:
    """Each division found or made under the one above; one that stands with another name is refused."""
    parent: Division | None = None
    for level, code, name in lines:
        division, made = Division.objects.get_or_create(
            code=code, defaults={"name": name, "level": level, "parent": parent}
        )
        if (division.name, division.level) != (name, level):
            raise BadInput("other_facts", f"{code} 已登记为{division.name}", f"--{level}-name")
        if parent and not made and division.parent_id is None:
            division.parent = parent
            division.save(update_fields=["parent"])
        elif parent and division.parent_id != parent.pk:
            raise BadInput("other_facts", f"{division.name}已登记在{division.parent}之下", f"--{level}-code")
        parent = division
    if parent is None:
        raise BadInput("division", "缺少街道、镇或乡", "--township-code")
    return parent


def _make(asked: dict[str, Any], division: Division, since: dt.date) -> Community:
    key = keys.uuid7()
    try:
        community = places.found(
            slug=asked["slug"],
            code=asked["code"],
            name=asked["name"],
            division=division,
            form=asked["form"],
            since=since,
            community_id=key,
            by=Actor(key, OPERATOR),
        )
    except ValidationError as wrong:
        field, words = next(iter(wrong.message_dict.items()))
        raise BadInput("invalid", words[0], f"--{field}" if field in asked else "--slug") from wrong
    plant_categories(community)
    plant_services(community)
    return community


def _same(asked: dict[str, Any], community: Community, division: Division, since: dt.date) -> None:
    """Refuse facts that differ from those of the founding. A code that has changed since is no difference."""
    first = CodeChange.objects.of(community).order_by("valid_from").first()
    stands = {
        "code": first.code if first else community.code,
        "name": community.name,
        "form": first.form if first else asked["form"],
        "since": first.valid_from if first else since,
    }
    for name, value in stands.items():
        if value != (since if name == "since" else asked[name]):
            raise BadInput("other_facts", f"已登记为 {value}", f"--{name}")
    if community.division_id != division.pk:
        raise BadInput("other_facts", f"已登记在{community.division}之下", "--township-code")


def _secretary(asked: dict[str, Any], community: Community) -> str:
    """The token for the first secretary; "" where that very secretary was invited before."""
    login, name = asked["secretary"].lower(), asked["secretary_name"]
    posted = Posting.objects.filter(community=community, role=Role.SECRETARY).select_related("user")
    known = {posting.user.login: posting.user.name for posting in posted}
    if known.get(login) == name:
        return ""
    if known:
        raise BadInput("other_facts", f"书记已登记为{'、'.join(known.values())}", "--secretary")
    try:
        _user, token = accounts.invite(
            community,
            login=login,
            name=name,
            role=Role.SECRETARY,
            title=gettext("Secretary"),
            since=clock.today(),
            by=Actor(community.pk, OPERATOR),
        )
    except DomainError as refusal:
        raise BadInput("refused", str(refusal), "--secretary") from refusal
    return token
