"""Tags every template has: built files, icons, status, time bars, initials, codes."""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from linli.core.markup import fill, joined

register = template.Library()

NOT_BUILT = "The front end is not built: run «npm ci» and «npm run build» ({path} is missing)."
WARN_FROM = 0.8
BADGE_ICONS = {
    "info": "arrow-right",
    "ok": "check-circle",
    "warn": "warn",
    "bad": "warn",
    "hold": "pause",
    "out": "dotted-circle",
    "party": "flag",
}


@lru_cache(maxsize=4)
def _read(path: str, _changed: int) -> dict[str, Any]:
    return json.loads(Path(path).read_text())


def manifest() -> dict[str, Any]:
    """What the build wrote: source name > built file, its imports and its style sheets."""
    path = f"{settings.ROOT}/frontend/dist/manifest.json"
    try:
        changed = os.stat(path).st_mtime_ns  # noqa: PTH116  a hundred icons on a page, each asks
    except FileNotFoundError:
        raise ImproperlyConfigured(NOT_BUILT.format(path=path)) from None
    return _read(path, changed)


def built(name: str) -> dict[str, Any]:
    """One line of the manifest."""
    try:
        return manifest()[name]
    except KeyError:
        raise ImproperlyConfigured(
            f"The front end has no «{name}»; is it built from these sources?"
        ) from None


def _with_imports(name: str) -> Iterator[dict[str, Any]]:
    """What `name` needs, deepest first, then itself."""
    seen: set[str] = set()

    def walk(key: str) -> Iterator[dict[str, Any]]:
        if key in seen:
            return
        seen.add(key)
        chunk = built(key)
        for imported in chunk.get("imports", ()):
            yield from walk(imported)
        yield chunk

    yield from walk(name)


@register.simple_tag
def asset(name: str) -> str:
    """The address of one built file: {% asset "favicon.svg" %}."""
    return static(built(name)["file"])


@register.simple_tag
def styles(name: str, optional: bool = False) -> SafeString:
    """The style sheets of an entry. `optional`: none where nothing is built (our own faults)."""
    try:
        sheets = dict.fromkeys(sheet for chunk in _with_imports(name) for sheet in chunk.get("css", ()))
    except ImproperlyConfigured:
        if optional:
            return SafeString("")
        raise
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((static(sheet),) for sheet in sheets))


@register.simple_tag
def scripts(name: str) -> SafeString:
    """The script of an entry, and what it imports, asked for early."""
    *imports, entry = [static(chunk["file"]) for chunk in _with_imports(name)]
    early = format_html_join(
        "\n", '<link rel="modulepreload" href="{}">', ((address,) for address in imports)
    )
    return format_html('{}\n<script type="module" src="{}"></script>', early, entry)


def _icon(name: str, classes: str = "", label: str = "") -> SafeString:
    return _drawn(built("icons.svg")["file"], name, f"icon {classes}".strip(), str(label))


@lru_cache(maxsize=512)
def _drawn(file: str, name: str, css: str, label: str) -> SafeString:
    sprite = static(file)
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}#{}"></use></svg>',
            css,
            label,
            sprite,
            name,
        )
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        css,
        sprite,
        name,
    )


@register.simple_tag
def icon(name: str, **more: str) -> SafeString:
    """{% icon "lamp" class="icon--large" label="Lamp" %}; without a label it is for the eye only."""
    return _icon(name, more.get("class", ""), more.get("label", "")) if name else SafeString("")


@register.simple_tag
def menu_items(items: Iterable[Mapping[str, Any]] = ()) -> SafeString:
    """The lines of the desk's menu. Drawn here, because every page of the desk has twenty of them."""
    return joined(_menu_item(item) for item in items or ())


def _menu_item(item: Mapping[str, Any]) -> SafeString:
    tone = SafeString(" nav__count--urgent" if item.get("urgent") else "")
    count = item.get("count")
    return fill(
        '<li><a class="nav__item" href="{}"{}>{}{}{}</a></li>',
        item["url"], SafeString(' aria-current="page"' if item.get("current") else ""),
        _icon(item["icon"]), item["label"],
        fill('<span class="nav__count{}">{}</span>', tone, count) if count else "",
    )  # fmt: skip


@register.simple_tag
def icon_names() -> list[str]:
    """Every icon of the sprite, for the style guide."""
    sprite = Path(settings.ROOT) / "frontend" / "dist" / built("icons.svg")["file"]
    return re.findall(r'<symbol id="([\w-]+)"', sprite.read_text())


@register.simple_tag
def badge(tone: str, icon: str, label: str) -> SafeString:
    """A status: colour, icon and word. {% badge "info" "arrow-right" order.word %}."""
    return fill('<span class="badge badge--{}">{}{}</span>', tone, _icon(icon) if icon else "", label)


@register.simple_tag
def status(shown: Any) -> SafeString:
    """A status from an object, a mapping or a triple of tone, icon, label."""
    if not shown:
        return SafeString("")
    if isinstance(shown, Mapping):
        tone, name, label = shown["tone"], shown.get("icon"), shown["label"]
    elif isinstance(shown, tuple | list):
        tone, name, label = shown
    else:
        tone, name, label = shown.tone, getattr(shown, "icon", None), shown.label
    return badge(tone, BADGE_ICONS.get(tone, "") if name is None else name, label)


def _percent(share: Any) -> int:
    return max(0, min(100, round(float(share or 0) * 100)))


@register.simple_tag
def deadline_bar(fraction: Any, tone: str, label: str, before: str = "") -> SafeString:
    """Time used as a bar, and in words below it. Tones: accent, warn, bad, hold; "" follows the fraction."""
    used = float(fraction or 0)
    if not tone:
        tone = "bad" if used >= 1 else "warn" if used >= WARN_FROM else "accent"
    width = 100 if tone == "bad" else max(2, _percent(used))
    look = SafeString(' fill="url(#hatch)"') if tone == "hold" else SafeString(' class="bar__fill"')
    if before:
        words = fill("<span>{}</span> <strong>{}</strong>", before, label)
    else:
        words = fill("<span>{}</span>" if tone == "accent" else "<strong>{}</strong>", label)
    return fill(
        '<div class="bar bar--{}">'
        '<svg class="bar__track" width="100%" height="6" aria-hidden="true">'
        '<rect class="bar__empty" width="100%" height="6" rx="3"/>'
        '<rect{} width="{}%" height="6" rx="3"/></svg>'
        '<p class="bar__words">{}</p></div>',
        tone, look, width, words,
    )  # fmt: skip


@register.simple_tag
def threshold_bar(share: Any, legal: Any, label: str, before: str = "") -> SafeString:
    """A share with a mark where the rule asks for it; the words say what the mark is."""
    words = format_html("<span>{}</span> <strong>{}</strong>", before, label) if before else label
    return format_html(
        '<div class="bar bar--threshold">'
        '<svg class="bar__track" width="100%" height="18" aria-hidden="true">'
        '<rect class="bar__empty" y="3" width="100%" height="12" rx="3"/>'
        '<rect class="bar__fill" y="3" width="{}%" height="12" rx="3"/>'
        '<rect class="bar__mark" x="{}%" width="2" height="18"/></svg><p class="bar__words">{}</p></div>',
        _percent(share), _percent(legal), words,
    )  # fmt: skip


@register.simple_tag
def initial(name: str) -> SafeString:
    """The first character of a name in a circle; the name itself stands beside it."""
    return format_html('<span class="avatar" aria-hidden="true">{}</span>', str(name or "")[:1].upper())


@register.filter
def spoken_code(code: str) -> SafeString:
    """Six characters shown three and three, and said one by one."""
    plain = str(code).replace("-", "").upper()
    return format_html(
        '<span class="code" aria-hidden="true">{}-{}</span><span class="visually-hidden">{}</span>',
        plain[:3], plain[3:], " ".join(plain),
    )  # fmt: skip
