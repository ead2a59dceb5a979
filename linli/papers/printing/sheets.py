"""签到表 on paper: the printing room's own document. No names and no identity numbers are put on it."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from linli.core.keys import show_code
from linli.papers.printing.documents import Document, declare
from linli.papers.printing.models import SignInSheet
from linli.papers.typeset import Meta

SIGN_IN_SHEET = declare(
    Document(
        "papers.sign_in_sheet",
        gettext_lazy("Sign-in sheet"),
        Path(__file__).parent / "typst" / "sign_in_sheet.typ",
        "papers.print",
    )
)


@translation.override(settings.LANGUAGE_CODE)
def sign_in_sheet(sheet: SignInSheet, *, issuer: str, address: str) -> tuple[dict[str, Any], Meta]:
    """The values of an empty sheet and what stands around it; `address` is its record page."""
    when = localtime(sheet.happens_at)
    columns = [pgettext("running number", "No."), _("Name"), _("Telephone"), _("Signature")]
    values = {
        "title": sheet.title,
        "facts": [
            [_("When"), f"{date_format(when, 'DATE_FORMAT')} {when:%H:%M}"],
            [pgettext("of a meeting", "Where"), sheet.place],
        ],
        "columns": columns if sheet.telephone else [column for column in columns if column != _("Telephone")],
        "rows": sheet.rows,
    }
    return values, Meta(
        title=sheet.title,
        issuer=issuer,
        number=f"{_('Sign-in sheet')} {show_code(sheet.code)}",
        qr=address,
        qr_line=_("Opens the record of this sheet"),
    )
