"""问题行: the refused rows of an import as a workbook that can be mended and read in again."""

import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from linli.papers.imports.importing import Importer, Judged, Verdict

# A cell that begins with = or looks like an address stays the text it is.
TEXT_ONLY = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def problems_workbook(importer: type[Importer], judged: Iterable[Judged]) -> bytes:
    """Row number, the cells under titles that the next import knows again, and why the row was refused."""
    import xlsxwriter  # 15 MB that a process needs only once rows were refused

    columns = [(column.name, column.titles[0]) for column in importer.columns]
    refused = [row for row in judged if row.verdict is Verdict.REJECTED]
    columns = [(name, title) for name, title in columns if any(row.raw.get(name) for row in refused)]
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, TEXT_ONLY) as book:
        sheet, text = book.add_worksheet(), book.add_format({"num_format": "@"})
        bold = book.add_format({"bold": True})
        for place, title in enumerate(
            [_("row"), *(title for _name, title in columns), _("why it was refused")]
        ):
            sheet.write_string(0, place, title, bold)
        for line, row in enumerate(refused, start=1):
            sheet.write_number(line, 0, row.row)
            for place, (name, _title) in enumerate(columns, start=1):
                sheet.write_string(line, place, row.raw.get(name, ""), text)
            reasons = "; ".join(f"{finding.column}: {finding.reason}" for finding in row.findings)
            sheet.write_string(line, len(columns) + 1, reasons)
        sheet.freeze_panes(1, 0)
        sheet.set_column(1, len(columns), 20)
        sheet.set_column(len(columns) + 1, len(columns) + 1, 60)
    return out.getvalue()
