"""Orders on paper: the receipt (回执) for who asked, and the order sheet (派工单) for a worker without a telephone."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core.keys import show_code
from linli.core.rights import Actor
from linli.orders import queries
from linli.orders.models import Order
from linli.papers.printing.actions import Wanted
from linli.papers.printing.documents import Document, declare
from linli.papers.typeset import Meta, as_pdf, as_png, pdf, png, qr_svg
from linli.places.models import Building, Community

FOLDER = Path(__file__).parent / "typst"
RECEIPT, PICTURE = FOLDER / "receipt.typ", FOLDER / "receipt_picture.typ"
ORDER_SHEET = declare(
    Document("orders.sheet", gettext_lazy("Order sheet"), FOLDER / "order_sheet.typ", "orders.desk")
)


def receipt_pdf(order: Order, address: str) -> HttpResponse:
    """回执 as PDF (A5)."""
    values, meta = receipt(order, address)
    return as_pdf(pdf(RECEIPT, values, meta=meta), order.number)


def receipt_png(order: Order, address: str) -> HttpResponse:
    """回执 as a picture."""
    values, meta = receipt(order, address)
    return as_png(png(PICTURE, values, meta=meta), order.number)


def sheet_pdf(order: Order, address: str, by: Actor) -> HttpResponse:
    """派工单 as PDF."""
    wanted = order_sheet(order, address, by)
    made = pdf(ORDER_SHEET.template, wanted.values, meta=wanted.meta)
    return as_pdf(made, order.number)


def _moment(moment: Any) -> str:
    return f"{date_format(localtime(moment), 'DATE_FORMAT')} {localtime(moment):%H:%M}"


def receipt(order: Order, address: str) -> tuple[dict[str, Any], Meta]:
    """What the receipt says, in the language of the page; `address` follows the matter. No telephone stands on it."""
    community = order.community
    facts = [
        [_("Your matter"), order.subject],
        [_("Number"), order.number],
        [_("Promised"), _("done by %(moment)s") % {"moment": _moment(order.due_at)}],
        [_("Ring us"), community.telephone],
    ]
    values = {
        "heading": _("We have got it"),
        "code_label": _("Your code"),
        "code": show_code(order.code),
        "facts": [fact for fact in facts if fact[1]],
        "again": _("To ask again: scan this picture, or ring and read out the code."),
    }
    return values, Meta(
        title=f"{_('Receipt')} {order.number}",
        issuer=community.name,
        number=order.number,
        qr=address,
        qr_line=_("How far is it?"),
        paper="a5",
    )


def walk_order(building: Building | None) -> str:
    """A building's place in a round through the houses: as `places.queries.buildings` sorts them; "" for none."""
    if building is None:
        return ""
    compound = building.compound.name if building.compound else ""
    return f"{compound}/{building.order:05d}/{building.name}"


@translation.override(settings.LANGUAGE_CODE)
def order_sheet(order: Order, address: str, by: Actor) -> Wanted:
    """派工单: what, where, by when; the requester's contact only as `by` may see it now."""
    facts = [
        [_("Where"), order.where],
        [_("Kind"), str(order.category)],
        [_("Done by"), _moment(order.due_at)],
        [_("Who"), order.holder],
        [_("Contact"), _contact(order, by)],
    ]
    values = {
        "heading": f"{_('Order sheet')} {order.number}",
        "subject": order.subject,
        "facts": [fact for fact in facts if fact[1]],
        "text_label": _("What the resident wrote"),
        "text": order.text,
        "done_label": _("What was done"),
        "worker_label": _("Signature of who did the work"),
        "resident_label": _("Signature of the resident"),
        "date_label": _("Date"),
        "solved_question": _("Is it solved?"),
        "solved": _("Solved"),
        "not_solved": _("Not solved"),
    }
    meta = Meta(
        title=f"{_('Order sheet')} {order.number}",
        issuer=order.community.name,
        number=order.number,
        printed_by=by.name,
        qr=address,
        qr_line=_("Opens the order at the desk"),
    )
    return Wanted(values, meta, place=order.where[:140], place_order=walk_order(order.building))


def _contact(order: Order, by: Actor) -> str:
    """Name and telephone for the one who goes there; an anonymous requester stands on no paper."""
    contact = None if order.anonymous else queries.contact_of(order, by)
    if not contact or contact["masked"]:
        return ""
    return " ".join(part for part in (contact["name"], contact["phone"]) if part)


FORM_LINES = (
    ("name", gettext_lazy("Name")),
    ("phone", gettext_lazy("Telephone")),
    ("place", gettext_lazy("Where exactly?")),
)
REQUEST_FORM = FOLDER / "request_form.typ"
RULES = 5


def request_form(
    community: Community, kinds: Sequence[str], *, ask: str, entry: str, by: Actor, filled: dict[str, str]
) -> HttpResponse:
    """空白登记表 as PDF: `ask` is where residents tell it themselves, `entry` the desk's page that types it in; `filled` is
    what is known beforehand of name, telephone and place.
    """
    values = {
        "heading": _("What is to be done?"),
        "lede": _("Fill in what you like. The desk, your building leader or the grid worker takes it."),
        "lines": [[str(label), filled.get(name, "")] for name, label in FORM_LINES],
        "kinds_label": _("What kind of matter?"),
        "kinds": list(kinds),
        "text_label": _("What happened?"),
        "rows": RULES,
        "consent": _("Name and telephone serve to ring back about this matter alone, and are erased some time after it ended."),
        "signature": _("Signature"),
        "date": _("Date"),
        "otherwise": _("Or tell us yourself: scan, or ring %(number)s.") % {"number": community.telephone}
        if community.telephone
        else _("Or tell us yourself: scan."),
        "own_qr": qr_svg(ask),
        "own_line": _("For residents"),
    }  # fmt: skip
    meta = Meta(
        title=_("Request form"), issuer=community.name, number="", printed_by=by.name, qr=entry, qr_line=_("For the desk"),
    )  # fmt: skip
    return as_pdf(pdf(REQUEST_FORM, values, meta=meta), "request-form")
