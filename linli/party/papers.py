"""Dues on paper: the receipt of a payment, and the month's report upward, with totals and no names."""

import io
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from linli.calendars.months import write_month
from linli.core.rights import Actor
from linli.ledgers.declaration import Column
from linli.papers.typeset import Meta, pdf
from linli.party.collecting import Line, yuan
from linli.party.models import DuesPayment
from linli.party.queries import DuesMonth, receipt_rows
from linli.places.models import Community

HERE = Path(__file__).parent / "typst"
# Branch, how many members, and the amounts of a line.
Totals = tuple[str, int, Line]


@translation.override(settings.LANGUAGE_CODE)
def receipt_pdf(community: Community, payment: DuesPayment, *, by: Actor) -> bytes:
    """党费收据: who paid what for which months; of a counter-entry, what it takes back."""
    rows = receipt_rows(payment)
    values = {
        "heading": _("Receipt of Party dues"),
        "facts": [
            [_("number of the receipt"), payment.receipt],
            [_("Name"), payment.member.person.name],
            [_("paid on"), date_format(payment.paid_on, "DATE_FORMAT")],
            *([[_("takes back the receipt"), payment.reverses]] if payment.reverses else []),
        ],
        "header": [_("for which month"), _("yuan")],
        "rows": [[write_month(row.month), yuan(row.amount_fen)] for row in rows],
        "total": _("Together %(yuan)s yuan") % {"yuan": yuan(sum(row.amount_fen for row in rows))},
        "taken": _("Taken by"),
        "paid": _("Paid by"),
    }
    meta = Meta(title=_("Receipt of Party dues"), issuer=community.name, printed_by=by.name)
    return pdf(HERE / "receipt.typ", values, meta=meta)


def _lines(told: DuesMonth) -> list[Totals]:
    branches = told.by_branch()
    return [*branches, (_("Together"), len(told.rows), told.total)]


@translation.override(settings.LANGUAGE_CODE)
def month_pdf(community: Community, told: DuesMonth, *, by: Actor) -> bytes:
    """党费收缴情况 of a month."""
    title = _("Party dues of %(month)s") % {"month": write_month(told.month)}
    values = {
        "heading": title,
        "header": [
            _("Party branch"), _("members"), _("to pay"), _("reduced"), _("paid"), _("owing"), _("paid beyond"),
        ],
        "rows": [
            [name, str(count), *(yuan(fen) for fen in (line.due, line.reduced, line.paid, line.left, line.extra))]
            for name, count, line in _lines(told)
        ],
        "note": _("In yuan. To pay − reduced − paid = owing − paid beyond, for each branch and together."),
        "sign": [_("Secretary"), _("Who collects")],
    }  # fmt: skip
    meta = Meta(title=title, issuer=community.name, printed_by=by.name)
    return pdf(HERE / "month.typ", values, meta=meta)


@translation.override(settings.LANGUAGE_CODE)
def month_xlsx(community: Community, told: DuesMonth, *, by: Actor) -> bytes:
    """The same as a workbook; amounts in yuan as text, to the cent."""
    from linli.ledgers.workbook import Sheet  # only where somebody asks for the file

    def amount(name: str, label: Any, read: Any) -> Column:
        return Column(name, label, lambda row: yuan(read(row[2])), 6)

    columns = (
        Column("branch", _("Party branch"), lambda row: row[0], 14),
        Column("members", _("members"), lambda row: row[1], 4),
        amount("due", _("to pay"), lambda line: line.due),
        amount("reduced", _("reduced"), lambda line: line.reduced),
        amount("paid", _("paid"), lambda line: line.paid),
        amount("owing", _("owing"), lambda line: line.left),
        amount("extra", _("paid beyond"), lambda line: line.extra),
    )
    file = io.BytesIO()
    title = _("Party dues of %(month)s") % {"month": write_month(told.month)}
    Sheet(
        file, title=f"{community} {title}", said=_("Totals by branch, in yuan."), columns=columns, by=by.name
    ).write(iter(_lines(told)))
    return file.getvalue()
