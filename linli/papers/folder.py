"""材料夹: files in folders, as one parcel that every computer opens. The same files give the same bytes."""

import io
from collections.abc import Iterable
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# What no system takes in a name, and what would lead out of the folder.
FORBIDDEN = str.maketrans({**dict.fromkeys('<>"|?*', "_"), ":": "：", "/": "／", "\\": "＼"})
LONGEST, ENDING = 60, 5
BEGINNING = (1980, 1, 1, 0, 0, 0)  # the first day that a zip file can name


def folder(files: Iterable[tuple[tuple[str, ...], bytes]]) -> bytes:
    """A zip of files, each with the folders that lead to it and its name. Names are made fit; a name that is there
    already gets a number.
    """
    made, known = io.BytesIO(), set[str]()
    with ZipFile(made, "w") as parcel:
        for way, data in files:
            name = _once("/".join(fit(part) for part in way), known)
            info = ZipInfo(name, BEGINNING)
            info.external_attr = 0o644 << 16
            parcel.writestr(info, data, ZIP_DEFLATED)
    return made.getvalue()


def fit(name: str) -> str:
    """A name that Windows, macOS and Linux take: printable, at most 60 characters, the ending kept, no dot or blank at its ends."""
    shown = "".join(letter for letter in name.translate(FORBIDDEN) if letter.isprintable())
    stem, dot, ending = shown.rpartition(".")
    whole = not dot or not stem.strip(" .") or len(ending) > ENDING
    short = shown[:LONGEST] if whole else f"{stem[:LONGEST].strip(' .')}.{ending}"
    return short.strip(" .") or "_"


def _once(name: str, known: set[str]) -> str:
    """Windows takes names that differ in case alone for the same."""
    stem, dot, ending = name.rpartition(".")
    found, n = name, 2
    while found.casefold() in known:
        found = f"{stem} {n}{dot}{ending}" if dot else f"{name} {n}"
        n += 1
    known.add(found.casefold())
    return found
