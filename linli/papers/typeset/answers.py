"""What a browser is handed of a paper: shown in the page or saved, kept by no cache on the way."""

from django.http import HttpResponse

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_pdf(made: bytes, name: str) -> HttpResponse:
    """A PDF that the browser shows; `name` is what a saved file is called, without the ending."""
    return _answer(made, "application/pdf", f"{name}.pdf")


def as_png(made: bytes, name: str) -> HttpResponse:
    """A picture that the browser shows; `name` is what a saved file is called, without the ending."""
    return _answer(made, "image/png", f"{name}.png")


def as_docx(made: bytes, name: str) -> HttpResponse:
    """A Word file that the browser saves; `name` is what it is called, without the ending."""
    return _answer(made, WORD, f"{name}.docx", shown="attachment")


def as_xlsx(made: bytes, name: str) -> HttpResponse:
    """A workbook that the browser saves; `name` is what it is called, without the ending."""
    return _answer(made, XLSX, f"{name}.xlsx", shown="attachment")


def as_zip(made: bytes, name: str) -> HttpResponse:
    """A folder of files that the browser saves; `name` is what it is called, without the ending."""
    return _answer(made, "application/zip", f"{name}.zip", shown="attachment")


def _answer(made: bytes, kind: str, name: str, *, shown: str = "inline") -> HttpResponse:
    answer = HttpResponse(made, content_type=kind)
    answer["Content-Disposition"] = f'{shown}; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
