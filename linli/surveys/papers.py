"""Surveys on paper (纸质问卷): the whole questionnaire with boxes and lines; and the text for a chat group (N-1)."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from linli.core.keys import show_code
from linli.core.rights import Actor
from linli.papers.typeset import Meta, pdf
from linli.surveys.filling import spoken
from linli.surveys.models import Survey
from linli.surveys.results import choices_of, label_of
from linli.surveys.workbook import ASKED, nodes_of

TEMPLATE = Path(__file__).parent / "typst" / "questionnaire.typ"
# A condition that paper can say: one question, one choice.
SIMPLE = re.compile(r"\s*(?:selected\(\s*(\S+?)\s*,\s*'([^']*)'\s*\)|(\S+?)\s*=\s*'([^']*)')\s*")
LANGUAGE = "zh"
#: A list longer than this is written down, not ticked.
MOST_BOXES = 30
LINES = {"text": 2}


@translation.override(settings.LANGUAGE_CODE)
def questionnaire_pdf(survey: Survey, *, address: str, by: Actor) -> bytes:
    """问卷 as PDF, numbered as the questions are asked; the QR opens the same on the telephone."""
    values = {
        "heading": survey.title,
        "purpose": survey.purpose,
        "nameless": _("Please write no name and no telephone. Nobody can tell who answered."),
        "last": _("Please hand it in by %(day)s.") % {"day": date_format(survey.closes_on, "DATE_FORMAT")}
        if survey.closes_on else "",
        "parts": list(_parts(survey.form)),
        "back": _("Hand it in at the desk, to your building leader or to the grid worker.")
        + (" " + _("Or ring %(number)s.") % {"number": survey.community.telephone} if survey.community.telephone else ""),
    }  # fmt: skip
    meta = Meta(
        title=survey.title, issuer=survey.community.name, number=f"{survey.number} {show_code(survey.code)}",
        printed_by=by.name, qr=address, qr_line=_("Answer on the telephone"),
    )  # fmt: skip
    return pdf(TEMPLATE, values, meta=meta)


def _parts(form: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Headings, notes and numbered questions, in the order of the form."""
    numbers: dict[str, int] = {}
    labels = {node["path"]: node for node in nodes_of(form["tree"])}
    for node in list(nodes_of(form["tree"]))[1:]:
        only = _only_if(form, node, numbers, labels)
        if node["kind"] != "question":
            if node.get("label"):
                times = (
                    _("Once for each; use another sheet if there are more.")
                    if node["kind"] == "repeat"
                    else ""
                )
                yield {"kind": "heading", "words": label_of(node, LANGUAGE), "only": " ".join(filter(None, [only, times]))}  # fmt: skip
        elif node["type"] == "note" and node.get("label"):
            yield {"kind": "note", "words": label_of(node, LANGUAGE), "only": only}
        elif node["type"] in ASKED:
            numbers[node["path"]] = len(numbers) + 1
            yield _question(form, node, len(numbers), only)


def _question(form: Mapping[str, Any], node: Mapping[str, Any], number: int, only: str) -> dict[str, Any]:
    kind = node["type"]
    choices = list(choices_of(form, node, LANGUAGE).values()) if kind.startswith("select") else []
    hints = {
        "select_multiple": _("You may choose several."),
        "range": _("A number from %(start)s to %(end)s") % dict(zip(("start", "end"), node.get("range", ("", ""))[:2], strict=True)),
        "integer": _("A number"), "decimal": _("A number"), "date": _("Year, month, day"), "time": _("Hour and minute"),
        "dateTime": _("Day and time"),
    }  # fmt: skip
    if kind == "acknowledge":
        choices = [_("Yes, I have read it.")]
    told = [hints.get(kind, ""), spoken(node.get("hint", {}), LANGUAGE)]
    hint = " · ".join(filter(None, told[1:] if kind == "select_multiple" and told[1] else told))
    return {
        "kind": "question", "number": str(number), "words": label_of(node, LANGUAGE), "hint": hint, "only": only,
        "choices": choices if len(choices) <= MOST_BOXES else [],
        "lines": 0 if choices and len(choices) <= MOST_BOXES else LINES.get(kind, 1),
    }  # fmt: skip


def _only_if(
    form: Mapping[str, Any], node: Mapping[str, Any], numbers: Mapping[str, int], labels: Mapping[str, Any]
) -> str:
    """When a question is to be answered, in words where it hangs on one choice of one question."""
    if "relevant" not in node:
        return ""
    found = SIMPLE.fullmatch(node["relevant"])
    if found:
        path, value = found[1] or found[3], found[2] or found[4]
        asked = next((labels[full] for full in numbers if full == path or _ends(full, path)), None)
        if asked and (label := choices_of(form, asked, LANGUAGE).get(value or "")):
            return _("Only if you chose “%(choice)s” at %(number)d.") % {"choice": label, "number": numbers[asked["path"]]}  # fmt: skip
    return _("Only where it applies.")


def _ends(path: str, relative: str) -> bool:
    return relative.startswith("../") and path.endswith("/" + relative.rsplit("/", maxsplit=1)[-1])


@translation.override(settings.LANGUAGE_CODE)
def group_message(survey: Survey, absolute: Callable[[str], str]) -> str:
    """群消息 of a survey, far below 300 characters."""
    kind = _("Survey")
    lines = [
        f"【{kind}】{survey.title}",
        survey.purpose if len(survey.purpose) <= 80 else survey.purpose[:79] + "…",  # noqa: PLR2004  a group reads two lines
        _("Without a name; a few minutes.")
        + (" " + _("Until %(day)s.") % {"day": date_format(survey.closes_on, "MONTH_DAY_FORMAT")} if survey.closes_on else ""),
        absolute(reverse("surveys:answer", args=[survey.community.slug, survey.code])),
        _("Paper forms are at the desk.")
        + (" " + _("Or ring %(number)s.") % {"number": survey.community.telephone} if survey.community.telephone else ""),
    ]  # fmt: skip
    return "\n".join(lines)
