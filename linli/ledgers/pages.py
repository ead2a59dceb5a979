"""The two addresses of a ledger: its page, and its file."""

import hashlib
import weakref
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from linli.core import audit, clock
from linli.core.guards import ActorRequest, right
from linli.core.rights import NOTHING
from linli.core.rights import REGISTER as RIGHTS
from linli.ledgers.declaration import Ledger
from linli.ledgers.drawing import draw
from linli.ledgers.keyset import PAGE
from linli.ledgers.selection import Selection
from linli.ledgers.workbook import Sheet
from linli.papers.typeset.answers import XLSX

# A file up to this size never touches the disk.
SPOOL = 1_000_000
# So many rows are fetched at once.
CHUNK = 1_000


def pages(ledger: Ledger, prefix: str, name: str) -> list[URLPattern]:
    """The addresses `prefix` (it ends with a slash) and `prefix`export.xlsx, called `name` and `name`_export."""
    return [
        path(prefix, _list(ledger), name=name),
        path(f"{prefix}export.xlsx", _export(ledger), name=f"{name}_export"),
    ]


def _list(ledger: Ledger) -> Any:
    """The page of a ledger."""

    @right(ledger.right)
    @require_GET
    def view(request: ActorRequest) -> HttpResponse:
        selection, asked = Selection(ledger, request.actor, request.GET), request.GET
        rows = ledger.lines.read(selection.rows) if ledger.lines else selection.rows
        page = ledger.keyset.page(rows, after=asked.get("after", ""), before=asked.get("before", ""))
        here = request.path
        context = {
            "ledger": ledger,
            **_table(ledger, request, page.rows),
            "selection": selection,
            "menus": selection.menus(here),
            "query": selection.query,
            "here": here,
            "page": page,
            "newer": here + selection.address(before=page.newer) if page.newer else "",
            "older": here + selection.address(after=page.older) if page.older else "",
            "buttons": _buttons(ledger, request),
            "size": PAGE,
        }
        return render(request, "ledgers/list.html", context)

    view.__name__ = f"{ledger.code}_ledger"
    return view


def _table(ledger: Ledger, request: ActorRequest, rows: list[Any]) -> dict[str, Any]:
    """The words above the rows, and the rows as the table has them."""
    slug = request.community.slug
    if ledger.lines:
        return {"heads": ledger.lines.heads, "drawn": ledger.lines.draw(rows, slug)}
    columns = [column for column in ledger.columns_for(request.actor) if column.on_page]
    return {"heads": [column.label for column in columns], "drawn": draw(rows, columns, ledger.page, slug)}


def _buttons(ledger: Ledger, request: ActorRequest) -> list[dict[str, Any]]:
    """The buttons of the head that the person at work may press."""
    slug = request.community.slug
    return [
        {"label": button.label, "icon": button.icon, "url": reverse(button.view, args=[slug])}
        for button in ledger.actions
        if RIGHTS[button.right].on(request.actor) is not NOTHING
    ]


def _export(ledger: Ledger) -> Any:
    """The file of a ledger: what is selected, and an entry in the audit that says so."""

    @right(ledger.right)
    @require_GET
    def view(request: ActorRequest) -> Any:
        selection = Selection(ledger, request.actor, request.GET)
        file = SpooledTemporaryFile(max_size=SPOOL)  # noqa: SIM115  closed with the answer
        count = write(file, selection, request.community)
        _record(selection, request.community, count, file)
        file.seek(0)
        name = f"{ledger.title} {clock.today():%Y-%m-%d}.xlsx"
        answer = FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
        weakref.finalize(answer, file.close)  # also where nobody reads the answer to its end
        return answer

    view.__name__ = f"{ledger.code}_export"
    return view


def write(file: IO[bytes], selection: Selection, community: Any) -> int:
    """Write the workbook of a selection; how many rows it has. One query, read in chunks."""
    ledger, actor = selection.ledger, selection.actor
    said = _("%(selection)s. Exported on %(day)s by %(name)s.") % {
        "selection": selection.words() or _("All"),
        "day": f"{clock.now():%Y-%m-%d %H:%M}",
        "name": actor.name,
    }
    sheet = Sheet(
        file,
        title=f"{community} {ledger.title}",
        said=said,
        columns=ledger.columns_for(actor),
        by=actor.name,
    )
    return sheet.write(ledger.keyset.sorted(selection.rows).iterator(CHUNK))


def _record(selection: Selection, community: Any, count: int, file: IO[bytes]) -> None:
    """The audit entry of an export, about the community: which ledger, selected how, how many rows, which file."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    note = f"{selection.ledger.code}{selection.address()}"
    audit.record(community, "ledgers.export", by=selection.actor, note=note, count=count, digest=digest)
