"""给本人一份: everything that is kept of a person, on paper and as a file for computers."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from linli.core import clock, documents, personal
from linli.core.rights import Actor
from linli.papers.typeset import Meta, pdf
from linli.residents.models import Person

TEMPLATE = Path(__file__).parent / "typst" / "own_data.typ"
OWN = "residents"


def parts_of(person: Person) -> list[personal.Part]:
    """What the apps hold of a person, the person first."""
    return sorted(personal.parts_of(person), key=lambda part: not part.code.startswith(OWN))


@translation.override(settings.LANGUAGE_CODE)
def own_data_json(person: Person, by: Actor) -> HttpResponse:
    """One UTF-8 document: each field with its name in words, nothing masked."""
    parts = [
        {
            "code": part.code,
            "label": part.label,
            "records": [[fact._asdict() for fact in record] for record in part.records],
        }
        for part in parts_of(person)
    ]
    whole = {
        "title": _("What is kept of you"),
        "community": person.community.name,
        "made_at": clock.now().isoformat(timespec="seconds"),
        "made_by": by.name,
        "parts": parts,
    }
    return download(documents.document(whole), "application/json; charset=utf-8", "own-data.json")


def download(content: Any, kind: str, name: str) -> HttpResponse:
    """A file that no cache keeps. Its name says nothing about the person."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@translation.override(settings.LANGUAGE_CODE)
def own_data_pdf(person: Person, by: Actor) -> HttpResponse:
    """The same on paper (A4)."""
    values = {
        "heading": _("What is kept of you"),
        "none": _("Nothing is kept."),
        "parts": [
            {
                "label": str(part.label),
                "records": [[[fact.label, fact.value or "—"] for fact in record] for record in part.records],
            }
            for part in parts_of(person)
        ],
        "rights": _("You may have it corrected or erased, and take back what you agreed to. Come in or ring us; it costs nothing."),
    }  # fmt: skip
    meta = Meta(title=_("What is kept of you"), issuer=person.community.name, printed_by=by.name)
    return download(pdf(TEMPLATE, values, meta=meta), "application/pdf", "own-data.pdf")
