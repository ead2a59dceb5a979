"""`linli staff renew|drop_factors LOGIN --community SLUG [--json]`: a new link, or a login without its lost second
factor, for somebody whom no community alone can help.

Exit 0: done; the link is on standard output and in a file that only this account reads; 2: bad input, with its place.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import override

from linli.accounts import actions, factors
from linli.accounts.handing_over import hand_over
from linli.accounts.models import User
from linli.core.documents import BadInput, document, mind_usage, refuse
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.places.models import Community

OPERATOR = "linli staff"


class Command(BaseCommand):
    """Give a new link, or drop a lost second factor."""

    help = "人员：linli staff renew LOGIN --community SLUG，给忘记密码的人一个新链接；drop_factors 停用丢失的第二因素"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What, for whom, in the name of which community."""
        mind_usage(parser, self.stdout)
        parser.add_argument("verb", metavar="renew|drop_factors", choices=list(DOES))
        parser.add_argument("login", metavar="LOGIN")
        parser.add_argument("--community", metavar="SLUG", required=True)
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and print what came of it."""
        with override("zh-hans"):
            try:
                user, community = _found(options["login"], options["community"])
                answer = DOES[options["verb"]](user, community)
            except BadInput as problem:
                refuse(problem, self.stdout)
        if options["json"]:
            self.stdout.write(document(answer))
            return
        for name, value in answer.items():
            self.stdout.write(f"{name}: {value}")


def _found(login: str, slug: str) -> tuple[User, Community]:
    community = Community.objects.filter(slug=slug).first()
    if community is None:
        raise BadInput("no_such_community", f"没有社区 {slug}", "--community")
    user = User.objects.filter(login__iexact=login, postings__community=community).first()
    if user is None:
        raise BadInput("no_such_login", f"{community.name}没有登录名 {login}", "LOGIN")
    return user, community


def _renew(user: User, community: Community) -> dict[str, Any]:
    token = actions.issue(user, community, "accounts.renew", by=Actor(community.pk, OPERATOR))
    return {"login": user.login, "name": user.name, **hand_over(token, community)}


def _drop_factors(user: User, community: Community) -> dict[str, Any]:
    try:
        factors.drop(user, by=Actor(community.pk, OPERATOR))
    except DomainError as refusal:
        raise BadInput("nothing_to_drop", refusal, "LOGIN") from refusal
    return {"login": user.login, "name": user.name, "dropped": True}


DOES = {"renew": _renew, "drop_factors": _drop_factors}
