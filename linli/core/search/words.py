"""字与词: what of a text is kept to be found by, and what a search asks for. Pure.

Chinese is kept as single characters and as each two that stand beside one another, so any run of it is found without a
dictionary; letters and digits are kept as whole words and found by how they begin.
"""

import re
import unicodedata
import zlib
from collections.abc import Iterable
from uuid import UUID

# Marks of what is kept beside the words; they are cut out of every text, so no text can say them.
COMMUNITY, SKETCH = "\ue000", "\ue001"
HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
RUN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
IS_HAN = re.compile(rf"[{HAN}]")
# A word of letters and digits is kept so far; nobody types more of it.
LONGEST_WORD = 40
# What stands in every message tells nothing of its matter.
EVERYWHERE = frozenset(
    "的了是在我有和不就都一也很到要会着没这那你们他她它请您好吗呢吧啊个把被给让与及或但而且等"
)
# So many of its pairs stand for a text where texts are compared.
PAIRS_KEPT = 10


def folded(text: str) -> str:
    """A text as it is compared: half-width, small letters, without marks of ours."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return plain.replace(COMMUNITY, " ").replace(SKETCH, " ")


def words_of(text: str) -> set[str]:
    """What a text is found by."""
    found: set[str] = set()
    for run in RUN.findall(folded(text)):
        if IS_HAN.match(run):
            found.update(run)
            found.update(_pairs(run))
        else:
            found.add(run[:LONGEST_WORD])
    return found


def asked_of(query: str) -> tuple[set[str], set[str]]:
    """What must stand in a text that a search finds: whole words, and beginnings of words."""
    whole: set[str] = set()
    begin: set[str] = set()
    for run in RUN.findall(folded(query)):
        if IS_HAN.match(run):
            whole.update(_pairs(run) if len(run) > 1 else run)
        else:
            begin.add(run[:LONGEST_WORD])
    return whole, begin


def sketch_of(text: str) -> list[str]:
    """A few pairs of characters that stand for a text: the same few for texts in much the same words, and others for
    others, because each text keeps those whose checksum is smallest (bottom-k sketch, Broder 1997).
    """
    pairs = {
        pair
        for run in RUN.findall(folded(text))
        if IS_HAN.match(run)
        for pair in _pairs(run)
        if not EVERYWHERE & set(pair)
    }
    return sorted(pairs, key=lambda pair: (zlib.crc32(pair.encode()), pair))[:PAIRS_KEPT]


def kept_of(community: UUID, text: str, *, alike: str = "") -> str:
    """All that is kept of a record: its community, its words, and the sketch of the text by which it is compared."""
    kept = {COMMUNITY + community.hex, *words_of(text), *(SKETCH + pair for pair in sketch_of(alike))}
    return " ".join(sorted(kept))


def _pairs(run: str) -> Iterable[str]:
    return (run[place : place + 2] for place in range(len(run) - 1))
