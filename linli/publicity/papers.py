"""上墙材料 on paper: organisation chart, regulations, covers and spine labels of the year's dossiers."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from linli.core import clock
from linli.core.rights import Actor
from linli.organisations.models import PartyOrganisation
from linli.papers.typeset import Meta, pdf
from linli.publicity import queries

FOLDER = Path(__file__).parent / "typst"
CHART, REGULATIONS, COVERS, SPINES = (
    FOLDER / f"{name}.typ" for name in ("chart", "regulations", "covers", "spines")
)
# 归档目录: the dossiers that a branch keeps of a year, and what lies in each.
DOSSIERS = (
    (gettext_lazy("Branch assemblies"), gettext_lazy("Notices, sign-in sheets, minutes, votes")),
    (gettext_lazy("Committee meetings"), gettext_lazy("Minutes and resolutions")),
    (gettext_lazy("Party group meetings"), gettext_lazy("Minutes")),
    (gettext_lazy("Party lectures"), gettext_lazy("Lecture notes, sign-in sheets")),
    (gettext_lazy("Theme days"), gettext_lazy("Plans, minutes, photos")),
    (
        gettext_lazy("Organisation life and appraisal"),
        gettext_lazy("Lists of problems, appraisal sheets, opinions"),
    ),
    (gettext_lazy("Development of members"), gettext_lazy("One file for each applicant")),
    (gettext_lazy("Members and dues"), gettext_lazy("Register, receipts, reports upward")),
    (gettext_lazy("Pledges and reports"), gettext_lazy("Pledges, reviews, duty reports")),
    (
        gettext_lazy("Disclosure and publicity"),
        gettext_lazy("Publications with signatures, photos of boards"),
    ),
)


def _meta(organisation: PartyOrganisation, title: str, by: Actor, **more: Any) -> Meta:
    return Meta(title=title, issuer=organisation.community.name, printed_by=by.name, **more)


@translation.override(settings.LANGUAGE_CODE)
def chart_pdf(organisation: PartyOrganisation, year: int, by: Actor) -> bytes:
    """组织架构图 on A3: the organisation with its posts, and each one right below it."""
    posts, below = queries.chart_of(organisation)
    values = {
        "heading": organisation.name,
        "above": str(organisation.parent or organisation.superior or ""),
        "posts": [list(post) for post in posts],
        "below": [[name, [list(post) for post in held]] for name, held in below],
        "empty": _("No post is written down yet."),
    }
    return pdf(CHART, values, meta=_meta(organisation, _("Organisation chart"), by, paper="a3", large=True))


@translation.override(settings.LANGUAGE_CODE)
def regulations_pdf(organisation: PartyOrganisation, year: int, by: Actor) -> bytes:
    """制度上墙 on A3: each published regulation on a sheet of its own."""
    rows = queries.regulations_of(organisation)
    values = {
        "regulations": [
            [
                row.title,
                row.text,
                f"{row.organisation.name}　{date_format(row.published_on or clock.today(), 'DATE_FORMAT')}",
            ]
            for row in rows
        ],
        "empty": _("No regulation is made known yet. Write one as a publication of the topic “regulations”."),
    }
    return pdf(REGULATIONS, values, meta=_meta(organisation, _("Regulations"), by, paper="a3", large=True))


def _dossiers(organisation: PartyOrganisation, year: int) -> dict[str, Any]:
    return {
        "organisation": organisation.name,
        "community": organisation.community.name,
        "year": _("Year %(year)s") % {"year": year},
        "number": _("No. %(number)s"),
        "labels": [
            pgettext("dossier", "From"),
            pgettext("dossier", "To"),
            pgettext("dossier", "Pages"),
            pgettext("dossier", "Kept by"),
        ],
        "dossiers": [
            [f"{number:02d}", str(title), str(holds)] for number, (title, holds) in enumerate(DOSSIERS, 1)
        ],
    }


@translation.override(settings.LANGUAGE_CODE)
def covers_pdf(organisation: PartyOrganisation, year: int, by: Actor) -> bytes:
    """档案封面 on A4: one for each dossier of the year."""
    return pdf(COVERS, _dossiers(organisation, year), meta=_meta(organisation, _("Covers of dossiers"), by))


@translation.override(settings.LANGUAGE_CODE)
def spines_pdf(organisation: PartyOrganisation, year: int, by: Actor) -> bytes:
    """脊背条 on A4, to cut along the lines: one for each dossier of the year."""
    return pdf(SPINES, _dossiers(organisation, year), meta=_meta(organisation, _("Spine labels"), by))


class Sheet(NamedTuple):
    """One kind of sheet: its words, the size of its paper, and how it is made."""

    title: Any
    size: str
    make: Callable[[PartyOrganisation, int, Actor], bytes]


SHEETS = {
    "chart": Sheet(gettext_lazy("Organisation chart"), "A3", chart_pdf),
    "regulations": Sheet(gettext_lazy("Regulations"), "A3", regulations_pdf),
    "covers": Sheet(gettext_lazy("Covers of dossiers"), "A4", covers_pdf),
    "spines": Sheet(gettext_lazy("Spine labels"), "A4", spines_pdf),
}
