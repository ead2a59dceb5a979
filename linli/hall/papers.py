"""The hall on paper: number slip, one-time notice (一次性告知书), receipt for papers (收件回执), item sheet, prefilled form, seal month."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from linli.calendars.months import add_months
from linli.core.keys import show_code
from linli.core.rights import Actor
from linli.hall import queries, receipts
from linli.hall.models import PaperReceipt, QueueTicket, SealUse, ServiceItem, ServiceMaterial, Transaction
from linli.hall.timeline import moment
from linli.papers.typeset import Meta, pdf
from linli.places.models import Community

FOLDER = Path(__file__).parent / "typst"


def _pdf(name: str, values: dict[str, Any], meta: Meta) -> bytes:
    return pdf(FOLDER / f"{name}.typ", values, meta=meta)


def _facts(*pairs: tuple[Any, Any]) -> list[list[str]]:
    """Pairs of a word and its value, as Typst reads them; pairs without a value are left out."""
    return [[str(label), str(value)] for label, value in pairs if value]


def limit_words(item: ServiceItem) -> str:
    """By when, as a resident reads it."""
    if item.limit_workdays is None:
        return _("as the office that decides says")
    if item.limit_workdays == 0:
        return _("at once")
    days = ngettext("within %(n)d working day", "within %(n)d working days", item.limit_workdays)
    return days % {"n": item.limit_workdays}


def fee_words(item: ServiceItem) -> str:
    """What it costs: almost always nothing."""
    if not item.fee_fen:
        return _("free of charge")
    yuan, fen = divmod(item.fee_fen, 100)
    return _("%(yuan)s yuan") % {"yuan": f"{yuan}.{fen:02d}"}


def material_words(one: ServiceMaterial) -> str:
    """原件 1，复印件 2（核对身份；查得到的不用交）."""
    counts = [
        _("original %(n)d") % {"n": one.originals} if one.originals else "",
        _("copy %(n)d") % {"n": one.copies} if one.copies else "",
    ]
    more = [one.why, _("not needed where it is known here") if one.if_unknown else ""]
    told = _(", ").join(part for part in counts if part)
    beside = "；".join(part for part in more if part)
    return f"{told}（{beside}）" if beside else told


@translation.override(settings.LANGUAGE_CODE)
def item_sheet(item: ServiceItem, address: str) -> bytes:
    """办事指南: one service on one sheet."""
    values = {
        "heading": item.name,
        "words": item.words,
        "facts": _facts(
            (_("Who decides"), item.office),
            (_("How long it takes"), limit_words(item)),
            (_("Fee"), fee_words(item)),
            (_("Where"), item.place or item.community.profile.address),
            (_("Opening hours"), item.hours or item.community.profile.hours),
            (_("Telephone"), item.telephone or item.community.telephone),
            (_("Who helps"), item.helper),
            (_("Legal basis"), item.legal_basis),
        ),
        "materials_heading": _("What to bring"),
        "header": [_("Material"), _("How many, and why")],
        "materials": [[one.name, material_words(one)] for one in item.materials.all()],
        "unchecked": ""
        if item.checked
        else _("Papers and hours may differ here. Please ring before you come."),
    }
    meta = Meta(title=item.name, issuer=item.community.name, qr=address, qr_line=_("The newest version"))
    return _pdf("item", values, meta)


@translation.override(settings.LANGUAGE_CODE)
def slip(community: Community, ticket: QueueTicket, before: int, address: str) -> bytes:
    """号票."""
    told = ngettext("%(n)d person waits before you.", "%(n)d people wait before you.", before) % {"n": before}
    values = {
        "label": ticket.label,
        "before": told,
        "taken": moment(ticket.taken_at),
        "words": _(
            "Please look at the screen. Good today only. If you were called and not here, tell the counter."
        ),
    }
    meta = Meta(
        title=ticket.label, issuer=community.name, paper="a5", qr=address, qr_line=_("Look on the phone")
    )
    return _pdf("slip", values, meta)


def _head(row: Transaction, *, phone: bool = False) -> list[list[str]]:
    return _facts(
        (_("Number"), row.number),
        (_("Service"), row.item.name),
        (_("Who came"), row.contact_name),
        (_("For whom"), row.on_behalf_of),
        (_("Telephone"), row.contact_phone if phone else ""),
    )


def _around(row: Transaction, title: str, printed_by: str, address: str = "") -> Meta:
    return Meta(
        title=f"{title} {row.number}",
        issuer=row.community.name,
        number=row.number,
        printed_by=printed_by,
        qr=address,
        qr_line=_("How far is it?") if address else "",
        paper="a5",
    )


@translation.override(settings.LANGUAGE_CODE)
def notice(row: Transaction, printed_by: str) -> bytes:
    """一次性告知书: everything that is missing, told once and whole."""
    title = _("Notice of all that is missing")
    needed = {one.name: one for one in row.item.materials.all()}
    values = {
        "heading": title,
        "facts": _head(row),
        "sentence": _(
            "All that is missing stands here; nothing else will be asked for. The time runs when it is here."
        ),
        "header": [_("Material"), _("How many, and why")],
        "rows": [[name, material_words(needed[name]) if name in needed else ""] for name in row.missing],
        "none": _("Nothing is missing."),
        "where": _facts(
            (_("Where"), row.item.place or row.community.profile.address),
            (_("Opening hours"), row.item.hours or row.community.profile.hours),
            (_("Telephone"), row.item.telephone or row.community.telephone),
        ),
        "signatures": [_("Told by"), _("Who came"), _("Date")],
    }
    return _pdf("notice", values, _around(row, title, printed_by))


@translation.override(settings.LANGUAGE_CODE)
def papers_receipt(row: Transaction, papers: list[PaperReceipt], printed_by: str, address: str) -> bytes:
    """收件回执 (N-20): what was taken, and when it goes back."""
    title = _("Receipt for papers")
    digits = "" if row.contact_phone else receipts.digits_of(row)
    values = {
        "heading": title,
        "facts": [*_head(row), *_facts((_("Your code"), show_code(row.code)), (_("Digits"), digits))],
        "header": [_("Material"), _("Kind"), _("How many"), _("Taken"), _("Goes back")],
        "rows": [_paper(one) for one in papers],
        "none": _("No paper was taken."),
        "sentence": _(
            "With code and digits you see how far it is. Bring this sheet when you collect originals."
        ),
        "signatures": [pgettext("papers at the hall", "Taken by"), _("Who came"), _("Date")],
    }
    return _pdf("papers", values, _around(row, title, printed_by, address))


def _paper(one: PaperReceipt) -> list[str]:
    if one.returned_at:
        back = _("went back on %(day)s") % {"day": moment(one.returned_at)}
    else:
        back = date_format(one.due_back_on, "DATE_FORMAT") if one.due_back_on else _("stays in the file")
    return [one.what, one.get_kind_display(), str(one.copies), moment(one.taken_at), back]


@translation.override(settings.LANGUAGE_CODE)
def prefilled(row: Transaction, person: Any) -> bytes:
    """预填表格: what is known stands there; the identity number is written by the person, never printed."""
    title = _("Application: %(service)s") % {"service": row.item.name}
    home = " ".join((person.home or "").split()) if person else ""
    values = {
        "heading": title,
        "facts": [
            [_("Name"), row.on_behalf_of or row.contact_name],
            [_("Identity number"), ""],
            [_("Telephone"), row.contact_phone],
            [pgettext("of a person", "Address"), home],
            [_("Filled in by"), row.contact_name if row.on_behalf_of else ""],
        ],
        "reason": _("What I ask for, and why"),
        "materials_heading": _("Papers that come with it"),
        "materials": [f"{one.name} {material_words(one)}" for one in row.item.materials.all()],
        "promise": _("What stands here is true."),
        "signatures": [_("Signature"), _("Date")],
    }
    meta = Meta(title=title, issuer=row.community.name, number=row.number)
    return _pdf("form", values, meta)


@translation.override(settings.LANGUAGE_CODE)
def seal_month(community: Community, by: Actor, year: int, month: int) -> bytes:
    """用印登记 of a month as one ledger."""
    first = dt.date(year, month, 1)
    last = add_months(first, 1) - dt.timedelta(days=1)
    title = _("Register of the seal, %(month)s") % {"month": date_format(first, "YEAR_MONTH_FORMAT")}
    rows = list(queries.months_seals(by, first, last))
    values = {
        "heading": title,
        "header": [
            _("Number"),
            _("Day"),
            _("Service and paper"),
            _("Basis"),
            _("For whom"),
            _("Copies"),
            _("Stamped, approved"),
        ],
        "rows": [_seal(row) for row in rows],
        "none": _("The seal was not used."),
        "total": ngettext("%(n)d use of the seal.", "%(n)d uses of the seal.", len(rows)) % {"n": len(rows)},
        "signatures": [_("Who keeps the seal"), _("Who checked"), _("Date")],
    }
    meta = Meta(title=title, issuer=community.name, number=f"{year}-{month:02d}", printed_by=by.name)
    return _pdf("seals", values, meta)


def _seal(row: SealUse) -> list[str]:
    paper = f"{row.item.name}\n{row.paper}" if row.paper != row.item.name else row.paper
    return [
        row.number,
        date_format(row.stamped_on, "MONTH_DAY_FORMAT"),
        paper,
        row.legal_basis,
        row.for_whom,
        str(row.copies),
        f"{row.stamped_by.name}\n{row.approved_by.name}",
    ]
