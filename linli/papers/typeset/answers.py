"""What a browser is handed of a typeset paper: shown in the page, kept by no cache on the way."""

from django.http import HttpResponse


def as_pdf(made: bytes, name: str) -> HttpResponse:
    """A PDF that the browser shows; `name` is what a saved file is called, without the ending."""
    return _answer(made, "application/pdf", f"{name}.pdf")


def as_png(made: bytes, name: str) -> HttpResponse:
    """A picture that the browser shows; `name` is what a saved file is called, without the ending."""
    return _answer(made, "image/png", f"{name}.png")


def _answer(made: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(made, content_type=kind)
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
