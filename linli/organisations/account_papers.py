"""账目按子项 on paper and as a workbook: the same numbers as on the screen."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from linli.core.rights import Actor
from linli.ledgers.declaration import Column
from linli.organisations.strand_account import Account, Line, Number
from linli.papers.typeset import Meta, pdf
from linli.places.models import Community

TEMPLATE = Path(__file__).parent / "typst" / "strand_account.typ"
# So many figures stand side by side on a sheet of A4; the others follow in a table below.
ABREAST = 4


def number_words(value: Number) -> str:
    """A number of the account as it stands in a cell."""
    return f"{value:f}" if not isinstance(value, int) else str(value)


def _records(line: Line) -> str:
    return _(", ").join(f"{kind} {some}" for kind, some in line.records) or "—"


def _rows(told: Account) -> list[tuple[str, str, int | None, list[Number]]]:
    """Each strand, all together, and the whole community: name, records in words, how many, figures."""
    lines = [(line.name, _records(line), line.amount, line.values) for line in told.lines]
    together = (
        _("Together, each record once"),
        _records(told.together),
        told.together.amount,
        told.together.values,
    )
    return [*lines, together, (_("The whole community"), "", None, told.community)]


def _title(told: Account) -> str:
    return _("Account of %(programme)s by strand, %(year)d") % {
        "programme": told.programme.name,
        "year": told.year,
    }


def _notes(told: Account) -> list[str]:
    """What the numbers are, and how each is counted."""
    return [
        _(
            "Records: put under the strand in the year. Figures: of all records under the strand, those of the year."
        ),
        _("A record under two strands counts once in the row of all together."),
        *(f"{figure.name}{_(': ')}{figure.formula()}" for figure in told.figures),
    ]


@translation.override(settings.LANGUAGE_CODE)
def account_sheet(community: Community, told: Account, *, by: Actor) -> bytes:
    """As a PDF: first the records, then the figures, some at a time."""
    rows = _rows(told)
    parts = [slice(n, n + ABREAST) for n in range(0, len(told.figures), ABREAST)]
    tables = [
        [[_("strand"), _("records put there")], [[name, records] for name, records, _n, _v in rows[:-1]]]
    ]
    tables += [
        [
            [_("strand"), *(str(figure.name) for figure in told.figures[part])],
            [[name, *map(number_words, values[part])] for name, _records, _n, values in rows],
        ]
        for part in parts
    ]
    title = _title(told)
    values = {"heading": title, "tables": tables, "notes": _notes(told)}
    return pdf(TEMPLATE, values, meta=Meta(title=title, issuer=community.name, printed_by=by.name))


@translation.override(settings.LANGUAGE_CODE)
def account_workbook(community: Community, told: Account, *, by: Actor) -> bytes:
    """As a workbook: a row for each strand, one for all together, one for the community."""
    from linli.ledgers.workbook import Sheet  # only where somebody asks for the file

    def value(n: int) -> Callable[[Any], Any]:
        return lambda row: row[3][n] if isinstance(row[3][n], int) else number_words(row[3][n])

    columns = (
        Column("strand", _("strand"), lambda row: row[0], 14),
        Column("records", _("records put there"), lambda row: row[1], 20),
        Column("amount", _("records"), lambda row: row[2], 4),
        *(Column(one.id, one.name, value(n), 8) for n, one in enumerate(told.figures)),
    )
    file = io.BytesIO()
    said = _("A record under two strands counts once in the row of all together.")
    Sheet(file, title=_title(told), said=said, columns=columns, by=by.name).write(iter(_rows(told)))
    return file.getvalue()
