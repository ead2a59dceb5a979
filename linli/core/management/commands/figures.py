"""`linli figures --community SLUG --as-of DATE [--id Fnn ...] [--from DATE] --json`: what is counted, and from what.

Exit 0: counted; 2: bad input, with its place.
"""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import override

from linli.core.documents import BadInput, document, mind_usage, refuse
from linli.core.figures import REGISTER, Figure, all_figures


class Command(BaseCommand):
    """Count the figures of one community."""

    help = "数字：linli figures --community SLUG --as-of 2022-12-31 --id F14 --json"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where, when, which."""
        mind_usage(parser, self.stdout)
        parser.add_argument("--community", metavar="SLUG", default="")
        parser.add_argument("--as-of", metavar="DATE", default="")
        parser.add_argument(
            "--from", metavar="DATE", default="", help="first day of the period that ends as of"
        )
        parser.add_argument("--id", action="extend", nargs="+", default=[], help="F14")
        parser.add_argument(
            "--with", metavar="NAME=VALUE", action="append", default=[], help="what a figure asks"
        )
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the answers."""
        with override("zh-hans"):
            try:
                answers = _answers(options)
            except BadInput as problem:
                refuse(problem, self.stdout)
        if options["json"]:
            self.stdout.write(document(answers))
            return
        for line in answers:
            self.stdout.write(
                f"{line['id']}  {line['text']}  {line['unit']}  {line['name']}\n     {line['formula']}"
            )


def _answers(options: dict[str, Any]) -> list[dict[str, Any]]:
    if not options["community"]:
        raise BadInput("missing", "缺少社区", "--community")
    as_of = _day(options["as_of"], "--as-of")
    window = (_day(options["from"], "--from"), as_of) if options["from"] else None
    if window and window[0] > as_of:
        raise BadInput("window", "起始日晚于截止日", "--from")
    given = _given(options["with"])
    figures = [_figure(key) for key in dict.fromkeys(options["id"])] or all_figures()
    model: Any = apps.get_model(settings.COMMUNITY_MODEL)
    community = model.objects.filter(slug=options["community"]).first()
    if community is None:
        raise BadInput("no_such_community", f"没有社区 {options['community']}", "--community")
    return [
        figure.answer(
            community, window, as_of, **{name: given[name] for name in figure.parameters if name in given}
        )
        for figure in figures
    ]


def _given(pairs: list[str]) -> dict[str, str]:
    split = [pair.partition("=") for pair in pairs]
    if any(not (name and dots and value) for name, dots, value in split):
        raise BadInput("parameter", "要写成 名=值", "--with")
    known = {name for figure in all_figures() for name in figure.parameters}
    for name, _dots, _value in split:
        if name not in known:
            raise BadInput("parameter", f"没有数字用到 {name}", "--with")
    return {name: value for name, _dots, value in split}


def _figure(key: str) -> Figure:
    if key not in REGISTER:
        raise BadInput("no_such_figure", f"没有数字 {key}", "--id")
    return REGISTER[key]


def _day(typed: str, where: str) -> dt.date:
    if not typed:
        raise BadInput("missing", "缺少日期", where)
    try:
        return dt.date.fromisoformat(typed)
    except ValueError as error:
        raise BadInput("date", "日期要像 2022-12-31", where) from error
