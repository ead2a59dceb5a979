"""One person filling a survey in, page after page. Nothing is stored before the last press: what was answered on other
pages travels in the form, and everything is worked out anew on each press.
"""

import json
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from linli.core import clock, keys
from linli.core.forms import ActForm
from linli.surveys.evaluating import Node
from linli.surveys.filling import MOST_TIMES, TIMES, Filling, key, times_key
from linli.surveys.forms import PageForm
from linli.surveys.models import Survey

#: Fields that one form may carry from page to page, and characters of a name.
MOST_KEPT, LONGEST_KEY = 1000, 80
SAID = {
    "not_whole": gettext_lazy("Please write a whole number."),
    "not_number": gettext_lazy("Please write a number."),
    "not_day": gettext_lazy("Please write a day as 2026-03-10."),
    "not_time": gettext_lazy("Please write a time as 09:30."),
    "not_on_scale": gettext_lazy("This number is not on the scale."),
    "too_long": gettext_lazy("This is too long; at most 2000 characters."),
    "missing": gettext_lazy("Please answer this."),
    "refused": gettext_lazy("This answer does not fit. Please look again."),
}


class Sitting:
    """A survey with what one person has typed so far, and the page that stands before them."""

    def __init__(self, survey: Survey, post: QueryDict | None = None, *, channel: str = "") -> None:
        self.survey, self.channel = survey, channel
        self.post = post if post is not None else QueryDict("")
        self.act_id = _act_id(self.post.get("act_id", ""))
        self.shown = self.post.get("shown", "").split()
        self.said = _carried(self.post.get("kept", ""))
        self.said |= {name: self.post.getlist(name) for name in self.shown if name.startswith("q")}
        self.wrong: dict[str, str] = {}
        self.note = ""
        self._count_again()
        self.filling = Filling(
            survey.form, self.said, now=clock.now().astimezone(clock.BEIJING).replace(tzinfo=None),
            seed=self.act_id, language=get_language() or "zh",
        )  # fmt: skip
        self.pages = self.filling.pages()
        self.open = [at for at, page in enumerate(self.pages) if self.filling.shows(page)]
        typed = self.post.get("page", "")
        at = int(typed) if typed.isascii() and typed.isdecimal() else 0
        self.at = at if at < len(self.pages) else next(iter(self.open), 0)
        if post is None:
            self.at = next(iter(self.open), 0)

    def _count_again(self) -> None:
        """«Once more» and «once less» of a repeat."""
        verb, _colon, name = self.post.get("go", "").partition(":")
        if verb in {"more", "less"} and name.startswith("r"):
            typed = next(iter(self.said.get(name, [])), "1")
            now = int(typed) if TIMES.fullmatch(typed) else 1
            self.said[name] = [str(max(1, min(MOST_TIMES, now + (1 if verb == "more" else -1))))]

    def press(self) -> bool:
        """Do what was pressed; True when everything is answered and may be stored."""
        pressed = self.post.get("go", "")
        if pressed == "back":
            self.at = max((at for at in self.open if at < self.at), default=self.at)
            return False
        if pressed.startswith(("more:", "less:")):
            return False
        return self._forward()

    def _forward(self) -> bool:
        if not self._is_done(self.at):
            return False
        if (later := next((at for at in self.open if at > self.at), None)) is not None:
            self.at = later
            return False
        for at in self.open:  # an answer may have opened a question on an earlier page
            if not self._is_done(at):
                self.at = at
                return False
        return True

    def _is_done(self, at: int) -> bool:
        """Whether a page is answered; what is wrong is kept for the page, and what has come up is said."""
        asked = self.filling.asked_on(self.pages[at]) if self.pages else []
        fresh = [node for node in asked if key(node) not in self.said]
        for node in asked:
            code, words = self.filling.problem(node) if node not in fresh else ("", "")
            if code:
                self.wrong[key(node)] = words or str(SAID[code])
        if fresh and not self.wrong:
            self.note = _("Please also answer what has come up below.")
        return not self.wrong and not fresh

    def refuse(self, form: ActForm) -> bool:
        """What an act refused is said above the page; whether it refused. A changed form is an act of its own."""
        for said in form.non_field_errors() or form.errors.get("act_id") or ():
            self.wrong["__all__"] = str(said)
        self.act_id = _act_id(str(form.data.get("act_id", "")))
        return bool(self.wrong)

    @property
    def first(self) -> bool:
        """Whether no page stands before this one."""
        return not any(at < self.at for at in self.open)

    @property
    def last(self) -> bool:
        """Whether no page follows, as far as one can tell now."""
        return not any(at > self.at for at in self.open)

    def form(self) -> PageForm:
        """The page that stands before the person, as a form."""
        asked = self.filling.asked_on(self.pages[self.at]) if self.pages else []
        here = {key(node) for node in asked}
        kept = {name: values for name, values in self.said.items() if name not in here}
        hidden = {
            "act_id": self.act_id,
            "kept": json.dumps(kept, ensure_ascii=False),
            "shown": " ".join(key(node) for node in asked),
            "page": str(self.at),
            "channel": self.post.get("channel") or self.channel,
        }
        return PageForm(self.filling, asked, hidden, wrong=self.wrong, by_hand=bool(self.channel))

    def context(self) -> dict[str, Any]:
        """What the template draws."""
        form = self.form()
        page = self.pages[self.at] if self.pages else []
        return {
            "survey": self.survey,
            "form": form,
            "items": [item for node in page for item in self._items(form, node)],
            "note": self.note,
            "first": self.first,
            "last": self.last,
            "step": self.open.index(self.at) + 1 if self.at in self.open else 1,
            "steps": len(self.open),
        }

    def _items(self, form: PageForm, node: Node) -> list[dict[str, Any]]:
        """Headings, notes and fields of a node, one after the other."""
        if not node.relevant or not self.filling.shows([node]):
            return []
        if node.spec["kind"] == "question":
            return [self._item(form, node)] if self.filling.is_shown(node) else []
        inner = [item for child in node.children for item in self._items(form, child)]
        title = self.filling.words(node)
        if node.spec["kind"] == "repeat":
            title = f"{title} {node.occurrence[-1]}".strip()
            inner += self._buttons(node)
        return [{"kind": "heading", "words": title}, *inner] if title else inner

    def _item(self, form: PageForm, node: Node) -> dict[str, Any]:
        if self.filling.is_asked(node):
            return {"kind": "field", "field": form[key(node)]}
        words = self.filling.words(node)
        if node.spec["type"] == "calculate":
            words = f"{words}{_(': ')}{node.value or '—'}"
        return {"kind": "note", "words": words, "hint": self.filling.words(node, "hint")}

    def _buttons(self, node: Node) -> list[dict[str, Any]]:
        """Behind the last time of a repeat that people count themselves: once more, once less."""
        alike = [other for other in (node.parent.children if node.parent else []) if other.spec is node.spec]
        if "count" in node.spec or alike[-1] is not node:
            return []
        name = times_key(node.spec, node.occurrence[:-1])
        return [{"kind": "times", "name": name, "more": len(alike) < MOST_TIMES, "less": len(alike) > 1}]


def _act_id(typed: str) -> str:
    try:
        return str(UUID(typed))
    except ValueError:
        return str(keys.uuid7())


def _carried(typed: str) -> dict[str, list[str]]:
    """The answers of other pages; whatever is no such thing is not read."""
    try:
        found = json.loads(typed or "{}")
    except (ValueError, RecursionError):
        return {}
    pairs = found.items() if isinstance(found, dict) else ()
    return {
        name: [str(value) for value in values]
        for name, values in list(pairs)[:MOST_KEPT]
        if isinstance(values, list) and len(name) <= LONGEST_KEY
    }
