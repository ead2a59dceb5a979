"""From the XForm that pyxform made to our own small tree of the questions, plain enough for JSON.

A node of the tree: kind (group, repeat, question), name, path, and what was said of it. What a community does not ask
is left out by name and with a reason: where somebody is, pictures and sound, and everything about the device.
"""

import re
from typing import Any
from xml.etree import ElementTree as ET

XF = "{http://www.w3.org/2002/xforms}"
H = "{http://www.w3.org/1999/xhtml}"
JR = "{http://openrosa.org/javarosa}"
ODK = "{http://www.opendatakit.org/xforms}"
#: Around an expression within a label.
OPEN, CLOSE = "\ue000", "\ue001"
# What stands on the page > the type it gives its question; "" where the bind says it.
CONTROLS = {
    "input": "", "secret": "", "upload": "", "rank": "", "select1": "select_one", "select": "select_multiple",
    "trigger": "acknowledge", "range": "range",
}  # fmt: skip
PLACES = ("geopoint", "geotrace", "geoshape")
TYPES = {"int": "integer", "decimal": "decimal", "date": "date", "time": "time", "dateTime": "dateTime"}
METADATA = {
    "subscriberid": "subscriberid", "simserial": "simserial", "phonenumber": "phonenumber", "username": "username",
    "email": "email", "deviceid": "deviceid", "start": "start", "end": "end", "today": "today",
}  # fmt: skip
INSTANCE = re.compile(r"instance\(\s*['\"]([^'\"]+)['\"]\s*\)")
# What another file would be needed for.
PULLS = re.compile(r"\b(?:pulldata|search)\s*\(")
WHOLE = re.compile(r"(?:uri:)?(.*)")
Node = dict[str, Any]


class XForm:
    """One XForm, taken apart."""

    def __init__(self, text: str) -> None:
        self.html = ET.fromstring(text)  # noqa: S314  written by pyxform, which declares no entity
        model = self.html.find(f".//{XF}model")
        if model is None:
            raise ValueError("pyxform made a form without a model")
        self.model, self.body = model, self.html.find(f"{H}body")
        self.words, self.languages = self._itext()
        self.binds = {bind.get("nodeset", ""): bind for bind in model.iter(f"{XF}bind")}
        self.outside: set[str] = set()
        self.lists = self._lists()
        self.controls: dict[str, ET.Element] = {}
        self.groups: dict[str, ET.Element] = {}
        self.repeats: dict[str, ET.Element] = {}
        self._survey_body()
        self.sets = self._setvalues()
        self.left_out: list[dict[str, str]] = []

    @property
    def title(self) -> str:
        """What the settings sheet calls the form."""
        return (self.html.findtext(f"{H}head/{H}title") or "").strip()

    def tree(self) -> Node:
        """The form as a group of its questions, in their order."""
        instance = self.model.find(f"{XF}instance")
        root = next(iter(instance if instance is not None else []))
        path = f"/{_local(root)}"
        return {"kind": "group", "name": _local(root), "path": path, "children": self._children(root, path)}

    def _itext(self) -> tuple[dict[str, dict[str, str]], list[str]]:
        words: dict[str, dict[str, str]] = {}
        languages: list[str] = []
        for translation in self.model.iter(f"{XF}translation"):
            language = translation.get("lang", "")
            at = 0 if translation.get("default") else len(languages)
            languages.insert(at, language)
            for entry in translation.iter(f"{XF}text"):
                shown = [value for value in entry.iter(f"{XF}value") if value.get("form") is None]
                if shown and (said := _words(shown[0])) and said != "-":
                    words.setdefault(entry.get("id", ""), {})[language] = said
        return words, languages

    def _lists(self) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = {}
        for instance in list(self.model.iter(f"{XF}instance"))[1:]:
            name = instance.get("id", "")
            if instance.get("src"):
                self.outside.add(name)
                continue
            found[name] = [self._item(item) for item in instance.iter(f"{XF}item")]
        return found

    def _item(self, item: ET.Element) -> Node:
        cells = {_local(cell): (cell.text or "").strip() for cell in item}
        label = self.words.get(cells.get("itextId", ""), {})
        spoken = label or ({"": _words(found)} if (found := item.find(f"{XF}label")) is not None else {})
        return {"cells": cells, "label": {lang: said for lang, said in spoken.items() if said}}

    def _survey_body(self) -> None:
        for element in self.body.iter() if self.body is not None else ():
            name, path = _local(element), element.get("ref") or element.get("nodeset") or ""
            if name == "group":
                self.groups[path] = element
            elif name == "repeat":
                self.repeats[path] = element
            elif name in CONTROLS:
                self.controls[path] = element

    def _setvalues(self) -> dict[str, tuple[str, str]]:
        found = {}
        for element in self.html.iter(f"{XF}setvalue"):
            found[element.get("ref", "")] = (
                element.get("event", ""),
                element.get("value") or _quoted(element.text),
            )
        return found

    def _children(self, element: ET.Element, path: str) -> list[Node]:
        made, seen = [], set()
        for child in element:
            name = _local(child)
            if name in seen or name == "meta":  # a repeat stands there twice: once as its pattern
                continue
            seen.add(name)
            node = self._node(child, f"{path}/{name}")
            if node:
                made.append(node)
        if (meta := next((child for child in element if _local(child) == "meta"), None)) is not None:
            self._meta(meta, path)
        return made

    def _meta(self, meta: ET.Element, path: str) -> None:
        for child in meta:
            if self.binds.get(f"{path}/meta/{_local(child)}", ET.Element("")).get("type") == "binary":
                self._leave(_local(child), "audit", "device")

    def _leave(self, name: str, kind: str, reason: str) -> None:
        self.left_out.append({"name": name, "type": kind, "reason": reason})

    def _node(self, element: ET.Element, path: str) -> Node | None:
        if len(element) or path in self.repeats or path in self.groups:
            return self._group(element, path)
        return self._question(element, path)

    def _group(self, element: ET.Element, path: str) -> Node | None:
        control = self.groups.get(path)
        node: Node = {
            "kind": "repeat" if path in self.repeats else "group", "name": _local(element), "path": path,
            **self._said(control), **self._bound(path), "children": self._children(element, path),
        }  # fmt: skip
        if path in self.repeats and (count := self.repeats[path].get(f"{JR}count")):
            node["count"] = count
        return node if node["children"] else None

    def _said(self, control: ET.Element | None) -> Node:
        if control is None:
            return {}
        said: Node = {"label": self._spoken(control, "label"), "hint": self._spoken(control, "hint")}
        if appearance := control.get("appearance"):
            said["appearance"] = appearance
        return {name: value for name, value in said.items() if value}

    def _spoken(self, control: ET.Element, part: str) -> dict[str, str]:
        found = control.find(f"{XF}{part}")
        if found is None:
            return {}
        if reference := found.get("ref"):
            return self.words.get(_itext_id(reference), {})
        said = _words(found)
        return {"": said} if said else {}

    def _bound(self, path: str) -> Node:
        bind = self.binds.get(path)
        if bind is None:
            return {}
        bound: Node = {
            name: value.strip()
            for name in ("relevant", "constraint", "calculate", "required", "readonly")
            if (value := bind.get(name, "").strip())
        }
        for name, attribute in (("constraint_message", "constraintMsg"), ("required_message", "requiredMsg")):
            if said := bind.get(f"{JR}{attribute}"):
                bound[name] = (
                    self.words.get(_itext_id(said), {}) if said.startswith("jr:itext") else {"": said}
                )
        for name in ("required", "readonly"):
            if bound.get(name) == "false()":
                del bound[name]
        return bound

    def _question(self, element: ET.Element, path: str) -> Node | None:
        bind, control, name = self.binds.get(path, ET.Element("")), self.controls.get(path), _local(element)
        if (reason := self._reason(bind, control, path)) is not None:
            kind, why = reason
            if why:
                self._leave(name, kind, why)
            return None
        node: Node = {
            "kind": "question",
            "name": name,
            "path": path,
            **self._said(control),
            **self._bound(path),
        }
        node["type"] = _type(bind, control, node)
        event, set_to = self.sets.get(path, ("", ""))
        if set_to and control is None and "value-changed" in event:
            node["calculate"], node["type"] = set_to, "calculate"
        elif set_to:
            node["default"] = set_to
        elif element.text and element.text.strip():
            node["default"] = _quoted(element.text)
        if node["type"] == "note" and "default" in node:
            node["type"] = "text"  # an answer that is given and cannot be changed
        if control is not None:
            node |= self._choices(control) | _scale(control)
        return node

    def _reason(self, bind: ET.Element, control: ET.Element | None, path: str) -> tuple[str, str] | None:
        """Type and reason of what is not asked; reason "" for what is nobody's question; None for what is asked."""
        if preload := bind.get(f"{JR}preload"):
            params = WHOLE.fullmatch(bind.get(f"{JR}preloadParams", ""))
            kind = METADATA.get((params[1] if params else "").split(".")[-1], preload)
            return (kind, "" if preload == "uid" else "device")
        kind = bind.get("type", "")
        if kind in PLACES:
            return (kind, "place")
        if kind in ("barcode", "binary") or (control is not None and _local(control) == "upload"):
            return (kind if kind == "barcode" else _medium(control), "file")
        return self._unseen(bind, path) if control is None else self._unasked(control)

    def _unasked(self, control: ET.Element) -> tuple[str, str] | None:
        """The same of what has a place on the page."""
        if _local(control) == "rank":
            return ("rank", "rank")
        if control.get("appearance") == "label":
            return ("label", "")  # the head of a table of questions, which asks nothing
        nodesets = [found.get("nodeset", "") for found in control.iter(f"{XF}itemset")]
        if control.get("query") or self._reaches_out(*nodesets, control.get("appearance") or ""):
            return (
                "select_one" if _local(control) in ("input", "select1") else "select_multiple",
                "elsewhere",
            )
        return None

    def _unseen(self, bind: ET.Element, path: str) -> tuple[str, str] | None:
        calculation = bind.get("calculate") or self.sets.get(path, ("", ""))[1]
        return ("calculate", "elsewhere") if self._reaches_out(calculation, "") else None

    def _reaches_out(self, *texts: str) -> bool:
        used = {name for text in texts for name in INSTANCE.findall(text)}
        return bool(used & self.outside) or any(PULLS.search(text) for text in texts)

    def _choices(self, control: ET.Element) -> Node:
        itemset = control.find(f"{XF}itemset")
        if itemset is None:
            return (
                {"choices": [self._inline(item) for item in control.iter(f"{XF}item")]}
                if _local(control).startswith("select")
                else {}
            )
        value, label = itemset.find(f"{XF}value"), itemset.find(f"{XF}label")
        return {
            "items": itemset.get("nodeset", ""),
            "value_ref": value.get("ref", "name") if value is not None else "name",
            "label_ref": label.get("ref", "label") if label is not None else "label",
        }

    def _inline(self, item: ET.Element) -> Node:
        name = (item.findtext(f"{XF}value") or "").strip()
        return {"cells": {"name": name}, "label": self._spoken(item, "label") or {"": name}}


def _type(bind: ET.Element, control: ET.Element | None, node: Node) -> str:
    if control is None:
        return "calculate" if "calculate" in node else "hidden"
    if kind := CONTROLS[_local(control)]:
        return kind
    if "calculate" in node:
        return "calculate"
    if node.get("readonly") == "true()" and bind.get("type", "string") == "string":
        return "note"
    return TYPES.get(bind.get("type", ""), "text")


def _medium(control: ET.Element | None) -> str:
    kind = ((control.get("mediatype") if control is not None else "") or "").split("/", maxsplit=1)[0]
    appearance = (control.get("appearance") if control is not None else "") or ""
    if kind == "image" and "signature" in appearance:
        return "signature"
    return kind if kind in {"image", "audio", "video"} else "file"


def _scale(control: ET.Element) -> Node:
    if _local(control) != "range":
        return {}
    return {
        "range": [
            control.get(name) or usual for name, usual in (("start", "1"), ("end", "10"), ("step", "1"))
        ]
    }


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _itext_id(reference: str) -> str:
    found = re.search(r"jr:itext\(\s*['\"](.*)['\"]\s*\)", reference)
    return found[1] if found else ""


def _quoted(text: str | None) -> str:
    """Plain text as an expression."""
    said = (text or "").strip()
    return f'"{said}"' if "'" in said else f"'{said}'" if said else ""


def _words(element: ET.Element) -> str:
    """Text in which an expression stands between two marks."""
    parts = [element.text or ""]
    for child in element:
        if value := child.get("value"):
            parts.append(f"{OPEN}{value.strip()}{CLOSE}")
        parts.append(child.tail or "")
    return "".join(parts).strip()
