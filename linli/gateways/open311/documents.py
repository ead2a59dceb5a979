"""One answer in both formats: JSON, and the XML that it is mapped from (GeoReport v2, «Spark convention»). Pure."""

import datetime as dt
import json
import re
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from linli.core import clock

JSON, XML = "json", "xml"
TYPES = {JSON: "application/json; charset=utf-8", XML: "text/xml; charset=utf-8"}
# What each of a list is called in XML.
MEMBERS = {
    "services": "service",
    "service_requests": "request",
    "errors": "error",
    "attributes": "attribute",
    "values": "value",
    "endpoints": "endpoint",
    "formats": "format",
}
# What XML 1.0 cannot hold (section 2.2).
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Document:
    """What is told: the name of its root in XML, and a list of records or one record."""

    root: str
    content: Any
    status: int = 200
    cache: str = "no-store"
    allow: str = ""

    def written(self, ending: str) -> bytes:
        """The document as UTF-8 in the format of an ending, `json` or `xml`."""
        return as_json(self.content) if ending == JSON else as_xml(self.root, self.content)


def as_json(content: Any) -> bytes:
    """JSON (RFC 8259), UTF-8."""
    return json.dumps(content, ensure_ascii=False).encode()


def as_xml(root: str, content: Any) -> bytes:
    """XML 1.0 with its declaration, UTF-8; a list holds its members under the name that is theirs."""
    return ET.tostring(_element(root, content), encoding="utf-8", xml_declaration=True)


def _element(name: str, content: Any) -> ET.Element:
    element = ET.Element(name)
    if isinstance(content, list):
        element.extend(_element(MEMBERS[name], one) for one in content)
    elif isinstance(content, dict):
        element.extend(_element(key, value) for key, value in content.items())
    elif content is not None:
        element.text = _text(content)
    return element


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _NO_XML.sub("", str(value))


def w3c(moment: dt.datetime) -> str:
    """A moment as the W3C note writes it, in the time of China: 2026-03-10T09:00:00+08:00."""
    return moment.astimezone(clock.BEIJING).replace(microsecond=0).isoformat()
