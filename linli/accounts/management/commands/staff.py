"""`linli staff renew LOGIN --community SLUG [--json]`: a new link for somebody whom no community alone can help.

Exit 0: the link is on standard output and in a file that only this account reads; 2: bad input, with its place.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import override

from linli.accounts import actions
from linli.accounts.handing_over import hand_over
from linli.accounts.models import User
from linli.core.documents import BadInput, document, mind_usage, refuse
from linli.core.rights import Actor
from linli.places.models import Community

OPERATOR = "linli staff"


class Command(BaseCommand):
    """Give a new link."""

    help = "人员：linli staff renew LOGIN --community SLUG，给忘记密码的人一个新链接"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What, for whom, in the name of which community."""
        mind_usage(parser, self.stdout)
        parser.add_argument("verb", metavar="renew", choices=["renew"])
        parser.add_argument("login", metavar="LOGIN")
        parser.add_argument("--community", metavar="SLUG", required=True)
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and print the link."""
        with override("zh-hans"):
            try:
                answer = _renew(options["login"], options["community"])
            except BadInput as problem:
                refuse(problem, self.stdout)
        if options["json"]:
            self.stdout.write(document(answer))
            return
        for name, value in answer.items():
            self.stdout.write(f"{name}: {value}")


def _renew(login: str, slug: str) -> dict[str, Any]:
    community = Community.objects.filter(slug=slug).first()
    if community is None:
        raise BadInput("no_such_community", f"没有社区 {slug}", "--community")
    user = User.objects.filter(login__iexact=login, postings__community=community).first()
    if user is None:
        raise BadInput("no_such_login", f"{community.name}没有登录名 {login}", "LOGIN")
    token = actions.issue(user, community, "accounts.renew", by=Actor(community.pk, OPERATOR))
    return {"login": user.login, "name": user.name, **hand_over(token, community)}
