"""Translations: English is the source, locale/zh_Hans must be complete.

python tools/translations.py update        collect all messages into locale/*/LC_MESSAGES/django.po
python tools/translations.py fill FILE     take over `english<TAB>中文` lines
python tools/translations.py check         exit 1 and name what lacks Chinese
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("linli", "config")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: {language}\\n"\n'
    '"Plural-Forms: {plurals};\\n"\n\n'
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


def python_text(path: Path) -> str:
    """The file as Python; a template becomes Django's own rendering of its messages as calls of gettext."""
    text = path.read_text()
    if path.suffix == ".py":
        return text
    return re.sub(r"(?m)^[ \t]+", "", templatize(text))  # Python minds indentation, templates do not


def sources(root: Path = ROOT) -> list[Path]:
    """Every Python file and template of the product."""
    found = [path for folder in FOLDERS for path in (root / folder).rglob("*")]
    return sorted(
        path
        for path in found
        if (path.suffix == ".py" and "migrations" not in path.parts)
        or ("templates" in path.parts and path.suffix in {".html", ".txt", ".typ", ".xml", ".svg"})
    )


def messages(text: str) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """The messages of a Python text, each with its context."""
    for _line, message, _comments, context in extract("python", io.BytesIO(text.encode()), KEYWORDS):
        yield message, context


def collect(root: Path = ROOT) -> Catalog:
    """All messages of the product, with the files they are in."""
    catalog = Catalog()
    for path in sources(root):
        for message, context in messages(python_text(path)):
            catalog.add(message, locations=[(path.relative_to(root).as_posix(), 0)], context=context)
    return catalog


def place(language: str, root: Path = ROOT) -> Path:
    """The .po file of a language."""
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def read(language: str, root: Path = ROOT) -> Catalog:
    """What is translated so far."""
    path = place(language, root)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write(catalog: Catalog, language: str, root: Path = ROOT) -> None:
    """Write the .po file: sorted by source, without line numbers or dates, so that changes stay small."""
    body = io.BytesIO()
    write_po(
        body,
        catalog,
        width=110,
        omit_header=True,
        sort_by_file=True,
        include_lineno=False,
        ignore_obsolete=True,
    )
    path = place(language, root)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER.format(language=language, plurals=catalog.plural_forms) + body.getvalue().decode())


def update(root: Path = ROOT) -> None:
    """Bring both languages up to the sources: new messages in, unused ones out, translations kept."""
    for language in ("zh_Hans", "en"):
        catalog = read(language, root)
        catalog.update(collect(root), no_fuzzy_matching=True)
        if language == "en":
            identity(catalog)
        write(catalog, language, root)


def identity(catalog: Catalog) -> None:
    """English says what the source says, unless somebody wrote something else."""
    for message in catalog:
        if message.id and not any(message.string if message.pluralizable else [message.string]):
            message.string = message.id


def forms(message: Message) -> tuple[str, ...]:
    """The translation as a tuple of its plural forms."""
    return tuple(message.string) if message.pluralizable else (message.string,)


def ids(message: Message) -> tuple[str, ...]:
    """The source as a tuple of its plural forms."""
    return tuple(message.id) if message.pluralizable else (message.id,)


def lacks(message: Message | None) -> str:
    """Why a translation is not good enough, or nothing."""
    if message is None or not all(forms(message)):
        return "no Chinese"
    if message.fuzzy:
        return "fuzzy"
    wanted = set(PLACEHOLDER.findall(ids(message)[-1]))
    if any(set(PLACEHOLDER.findall(form)) - wanted for form in forms(message)):
        return "names a placeholder that the English does not have"
    if not message.pluralizable and set(PLACEHOLDER.findall(message.string)) != wanted:
        return "leaves out a placeholder"
    return ""


def missing(root: Path = ROOT) -> list[str]:
    """One line for every message that lacks Chinese."""
    chinese = read("zh_Hans", root)
    lines = []
    for message in collect(root):
        if message.id and (why := lacks(chinese.get(message.id, message.context))):
            files = ", ".join(sorted({name for name, _line in message.locations}))
            lines.append(f"{why}: {ids(message)[0]!r} ({files})")
    return lines


def fill(path: Path, root: Path = ROOT) -> int:
    """Take over `english<TAB>中文` or `context|english<TAB>中文` lines (a line break is \\n); how many were filled."""
    pairs = [line.split("\t", 1) for line in path.read_text().splitlines() if "\t" in line]
    chinese_of = {english.replace("\\n", "\n"): chinese.replace("\\n", "\n") for english, chinese in pairs}
    update(root)
    catalog, filled = read("zh_Hans", root), 0
    for message in catalog:
        word = ids(message)[0] if message.id else ""
        # A word without its context fills what is empty, and changes nothing that somebody has said.
        said = any(forms(message))
        if chinese := chinese_of.get(f"{message.context}|{word}") or ("" if said else chinese_of.get(word)):
            message.string = (chinese,) if message.pluralizable else chinese
            message.flags.discard("fuzzy")
            filled += 1
    write(catalog, "zh_Hans", root)
    return filled


def check() -> int:
    """Print what is missing."""
    lines = missing()
    for line in lines:
        print(line)
    if lines:
        print(f"{len(lines)} messages; write them with: python dev.py translations, then edit locale/zh_Hans")
    return 1 if lines else 0


def main(arguments: list[str]) -> int:
    """The three commands."""
    match arguments:
        case ["update"]:
            update()
        case ["fill", name]:
            print(f"{fill(Path(name))} filled")
        case ["check"]:
            return check()
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
