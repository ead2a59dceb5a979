"""XLSForm (https://xlsform.org) workbooks: bytes in, our form out, or why not and where.

pyxform reads the workbook in a process of its own (`conversion`). What comes back is judged here: what may not be asked
of people (M-1), what is left out, and which expressions cannot be worked out.
"""

import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.papers.excel import limits
from linli.papers.excel.forbidden import forbidden_cell, forbidden_title
from linli.papers.excel.opening import MESSAGES, OUT_OF_BOUNDS, ROOT, Unreadable
from linli.surveys import xpath
from linli.surveys.xform import CLOSE, OPEN, XForm

logger = logging.getLogger("linli.surveys")
#: More than this nobody answers; the longest of the official resident surveys that we know has some 120.
MOST_QUESTIONS = 300
#: Choices of all lists together: what a telephone still shows, and what the filters still get through.
MOST_CHOICES = 3000
#: As many characters as the database takes for the name of a question or a choice.
LONGEST_NAME = 200
ASKED = ("text", "integer", "decimal", "range", "select_one", "select_multiple", "date", "time", "dateTime", "acknowledge")  # fmt: skip
EXPRESSIONS = ("relevant", "constraint", "calculate", "required", "readonly", "default", "items", "count")
REASONS = {
    "place": gettext_lazy("Where somebody is is never asked."),
    "file": gettext_lazy("Pictures, sound, files, barcodes and signatures are not taken."),
    "device": gettext_lazy("Nothing about the telephone, its owner or the time of answering is collected."),
    "rank": gettext_lazy("Putting things in an order is not asked on the web."),
    "elsewhere": gettext_lazy("It needs another file, which is no part of the workbook."),
}
#: What pyxform says, and how we say it.
SAYINGS = (
    ("Missing calculation", gettext_lazy("A calculation is missing.")),
    ("Duplicate column header", gettext_lazy("Two columns carry the same heading.")),
    ("with no name", gettext_lazy("A question or group has no name.")),
    ("has not been included", gettext_lazy("The form takes in a part that stands in another file.")),
    ("Invalid headers", gettext_lazy("Two headings mean the same column.")),
    ("Unknown question type", gettext_lazy("A type of question is not known.")),
    ("List name not in choices", gettext_lazy("A question names a list of choices that is not there.")),
    ("Unmatched", gettext_lazy("A group or repeat begins and does not end, or ends and did not begin.")),
    ("sheet", gettext_lazy("A sheet is missing or wrongly named.")),
    ("name", gettext_lazy("A name cannot be used: twice the same, or with blanks or other signs.")),
)
# What XML cannot hold and nobody sees; old workbooks carry it in their labels.
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|&#(?:0|x0);")
ROW = re.compile(r"\[row : (\d+)\]")
SHEET = re.compile(r"'(survey|choices|settings|entities|osm|external_choices)'")
IDENTITY = re.compile(r"身份证|公民身份号码|证件号|护照号|\b(?:national|identity card|id card|passport|social security) ?(?:id )?(?:number|no\b|id\b)", re.IGNORECASE)  # fmt: skip
#: The recognition of imports knows Chinese; workbooks of others ask in English.
DIVIDING = re.compile(r"\b(?:religio\w*|ethnic\w*|political (?:party|affiliation|status|views?)|party member\w*|sexual orientation|criminal record)\b", re.IGNORECASE)  # fmt: skip
NAMING = re.compile(r"姓名|名字|电话|手机|联系方式|住址|门牌|房号|微信号|\b(?:your|full|first|last|family) name\b|\bphone\b|\baddress\b", re.IGNORECASE)  # fmt: skip


class Refused(Unreadable):
    """The workbook becomes no form; `where` names sheet and row where they are known."""

    def __init__(self, message: Any, *, code: str, where: str = "", **values: Any) -> None:
        super().__init__(message, code=code, **values)
        self.where = where


@dataclass
class Form:
    """A form, and what was found while it was made. `broken` are expressions that cannot be worked out."""

    title: str
    tree: dict[str, Any]
    lists: dict[str, list[dict[str, Any]]]
    languages: list[str]
    left_out: list[dict[str, str]]
    warnings: list[str]
    broken: list[dict[str, str]] = field(default_factory=list)

    @property
    def stored(self) -> dict[str, Any]:
        """What the survey keeps of it."""
        return {
            "title": self.title, "tree": self.tree, "lists": self.lists, "languages": self.languages,
            "broken": self.broken, "warnings": self.warnings,
        }  # fmt: skip


def read(data: bytes, name: str) -> Form:
    """The form of a workbook. Raises Refused and Unreadable, both to be said beside the field `file`."""
    if len(data) > limits.UPLOAD:
        raise Unreadable(code="too_large")
    return judged(_converted(data), name)


def _converted(data: bytes) -> dict[str, Any]:
    """What the converting process says."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "linli.surveys.conversion"],
            input=data,
            capture_output=True,
            timeout=limits.WALL_SECONDS,
            check=False,
            cwd=ROOT,
            env={"PATH": os.defpath, "PYTHONUTF8": "1"},  # no key, no address of a database
        )
    except subprocess.TimeoutExpired as late:
        raise Unreadable(code="too_slow") from late
    if done.returncode:
        logger.warning("the converting process failed: %s", done.returncode)
        raise Unreadable(code="too_large" if done.returncode in OUT_OF_BOUNDS else "damaged")
    return json.loads(done.stdout)


def judged(document: dict[str, Any], name: str) -> Form:
    """The form of what the converting process said. Raises Refused and Unreadable."""
    if code := document.get("refused"):
        if code in MESSAGES:
            raise Unreadable(code=code, **document.get("values", {}))
        raise _refusal(document["message"])
    try:
        xform = XForm(UNSEEN.sub("", document["xform"]))
    except ParseError as wrong:
        raise Unreadable(code="damaged") from wrong
    tree = xform.tree()
    title = xform.title if xform.title not in ("", "data") else PurePath(name).stem
    form = Form(title[:60], tree, xform.lists, xform.languages, xform.left_out, document["warnings"])
    _number(form)
    _mind_size(form)
    _mind_people(form)
    form.broken = list(_broken(form))
    return form


def _refusal(message: str) -> Refused:
    rows, sheets = ROW.findall(message), SHEET.findall(message)
    sheet = sheets[0] if sheets else "survey" if rows else ""
    where = " ".join([*([sheet] if sheet else []), *([_("row %(row)s") % {"row": rows[0]}] if rows else [])])
    said = next((words for sign, words in SAYINGS if sign in message), gettext_lazy("It is no XLSForm as it stands."))  # fmt: skip
    told = ROW.sub("", message).strip()[:300]
    return Refused(
        gettext_lazy("%(place)s%(said)s In the words of pyxform: %(told)s"),
        code="xlsform", where=where or "workbook", place=f"{where}{_(': ')}" if where else "", said=said, told=told,
    )  # fmt: skip


def nodes_of(tree: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """All nodes of a tree, in the order of the form."""
    yield tree
    for child in tree.get("children", ()):
        yield from nodes_of(child)


def questions_of(form: dict[str, Any] | Form) -> list[dict[str, Any]]:
    """The questions that a person is asked, in their order."""
    tree = form.tree if isinstance(form, Form) else form["tree"]
    return [node for node in nodes_of(tree) if node.get("type") in ASKED]


def obstacles(form: dict[str, Any] | Form) -> list[str]:
    """What keeps a form from being published, in words."""
    broken = form.broken if isinstance(form, Form) else form["broken"]
    said = [
        _("“%(name)s” has an expression that cannot be worked out: %(expression)s (%(why)s).") % one
        for one in broken
    ]
    return said if questions_of(form) else [*said, _("No question is left that may be asked.")]


def _number(form: Form) -> None:
    for number, node in enumerate(nodes_of(form.tree)):
        node["n"] = number


def _mind_size(form: Form) -> None:
    if len(questions_of(form)) > MOST_QUESTIONS:
        raise Refused(
            gettext_lazy("More than %(most)d questions are too many for anybody. Please make several surveys of it."),
            code="too_many_questions", where="survey", most=MOST_QUESTIONS,
        )  # fmt: skip
    if sum(len(items) for items in form.lists.values()) > MOST_CHOICES:
        raise Refused(
            gettext_lazy("More than %(most)d choices are too many for a telephone. Please shorten the lists."),
            code="too_many_choices", where="choices", most=MOST_CHOICES,
        )  # fmt: skip
    names = [node["path"] for node in nodes_of(form.tree)]
    names += [item["cells"].get("name", "") for items in form.lists.values() for item in items]
    if long := next((name for name in names if len(name) > LONGEST_NAME), ""):
        raise Refused(
            gettext_lazy("A name is longer than %(most)d characters: %(name)s…"),
            code="long_name", where="survey", most=LONGEST_NAME, name=long[:40],
        )  # fmt: skip


def _mind_people(form: Form) -> None:
    """Refuse what divides people (M-1) and asks for identity numbers; warn of what makes answers less than anonymous."""
    for node in nodes_of(form.tree):
        words = [*node.get("label", {}).values(), *node.get("hint", {}).values()]
        choices = [words for item in node.get("choices", ()) for words in item["label"].values()]
        for said in words:
            _refuse_dividing(said, forbidden_title(said), node["name"], "survey")
        for said in choices:
            _refuse_dividing(said, "", node["name"], "choices")
        if any(map(NAMING.search, node.get("label", {}).values())) and node.get("type") in ASKED:
            form.warnings.append(_("“%(name)s” asks who somebody is; answers here are without a name. Better leave it out.") % {"name": node["name"]})  # fmt: skip
    for name, items in form.lists.items():
        for item in items:
            for said in item["label"].values():
                _refuse_dividing(said, "", name, "choices")


def _refuse_dividing(said: str, reason: str, name: str, sheet: str) -> None:
    reason = (
        reason
        or forbidden_cell(said)
        or (str(gettext_lazy("This divides people")) if DIVIDING.search(said) else "")
    )
    if not reason and IDENTITY.search(said):
        reason = _("Identity numbers are not asked in a survey")
    if reason:
        raise Refused(
            gettext_lazy("“%(name)s” (“%(said)s”) may not be asked: %(reason)s. Please take it out of the workbook."),
            code="forbidden", where=f"{sheet} {name}", name=name, said=said[:40], reason=reason,
        )  # fmt: skip


def _broken(form: Form) -> Iterator[dict[str, str]]:
    """Every expression that cannot be worked out, with the question it belongs to."""
    for node in nodes_of(form.tree):
        said = [node[part] for part in EXPRESSIONS if part in node]
        for words in (*node.get("label", {}).values(), *node.get("hint", {}).values()):
            said += [part.partition(CLOSE)[0] for part in words.split(OPEN)[1:]]
        for expression in said:
            try:
                xpath.parse(expression)
            except xpath.Unreadable as wrong:
                yield {"name": node["name"], "expression": expression[:200], "why": str(wrong)[:80]}
