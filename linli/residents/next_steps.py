"""给家属的一页纸 (N-4): what a family does after a death, where, with which papers. The rows are reviewed and dated.

The community gives no certificate of death and asks for none (民发〔2020〕20号): the medical route does.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from linli.core.rights import Actor
from linli.papers.typeset import Meta, pdf
from linli.places.models import Community
from linli.residents.papers import download

ROWS = Path(__file__).with_name("next_steps.yaml")
TEMPLATE = Path(__file__).parent / "typst" / "next_steps.typ"


@dataclass(frozen=True)
class Step:
    """One thing to do: what, where, which papers, until when; the source, and how sure we are of it (S, F, V)."""

    what: str
    where: str
    bring: str
    when: str
    source: str
    confidence: str


@cache
def reviewed() -> tuple[dt.date, tuple[Step, ...]]:
    """The day on which the rows were reviewed, and the rows in their order."""
    read: dict[str, Any] = yaml.safe_load(ROWS.read_text("utf-8"))
    return read["reviewed"], tuple(Step(**row) for row in read["steps"])


@translation.override(settings.LANGUAGE_CODE)
def paper(community: Community, by: Actor) -> HttpResponse:
    """The sheet (A4). It names nobody, so that it may lie on a table."""
    day, steps = reviewed()
    title = _("What comes next")
    telephone = (
        _("Telephone of the community: %(number)s") % {"number": community.telephone}
        if community.telephone
        else ""
    )
    values = {
        "heading": title,
        "lede": _("We are sorry for your loss. You need not do all of this at once; we gladly help with each step."),
        "heads": [_("What"), _("Where"), _("Papers"), _("When")],
        "steps": [[step.what, step.where, step.bring, step.when] for step in steps],
        "none": _("The community gives no certificate of death or of being alive, and asks you for none."),
        "verify": _("Rules differ from place to place; the office that you go to has the last word. Reviewed on %(day)s.") % {"day": date_format(day, "DATE_FORMAT")},
        "sources": _("Sources: %(list)s") % {"list": "；".join(dict.fromkeys(step.source for step in steps))},
        "telephone": telephone,
    }  # fmt: skip
    meta = Meta(title=title, issuer=community.name, printed_by=by.name)
    return download(pdf(TEMPLATE, values, meta=meta), "application/pdf", "next-steps.pdf")
