"""Money as it stands in ledgers (月保障金), in fen (分). Never rounded, never through a float."""

import datetime as dt
import re
import unicodedata
from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.papers.excel.numerals import number
from linli.papers.excel.reading import EXACT, LOST, Read, as_read, clean, is_blank
from linli.papers.excel.wire import Cell

NO_AMOUNT = _("This is not an amount of money.")
#: Words in a column of money that say there is none.
NO_MONEY = frozenset({"停发", "停保", "暂停", "未发", "不发", "未领", "取消"})
ROUND = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(万)?")
CHINESE = re.compile(
    r"(?:(?P<yuan>[^元角分]+)元)?(?P<zero>零)?(?:(?P<jiao>[^元角分零])角)?(?:零?(?P<fen>[^元角分零])分)?整?"
)


def amount(cell: Cell) -> Read[int]:
    """Money in fen (分). 668.5, "1,336.00", "￥702", "0.0702万", "陆佰陆拾捌元伍角". Never rounded.

    停发, － and the like are no amount, and the note says the word. Half a fen is for a person to look at.
    """
    if cell is None:
        return Read(None)
    if isinstance(cell, bool | dt.date | dt.time):
        return Read(None, NO_AMOUNT)
    if isinstance(cell, int | float):
        return _amount_of_figure(cell)
    shown = clean(cell)
    if is_blank(shown) or shown in NO_MONEY:
        return Read(None, note=gettext("“%(word)s”: no amount") % {"word": shown} if shown else "")
    folded = "".join(unicodedata.normalize("NFKC", shown).split())
    yuan = _yuan(folded)
    if yuan is None:
        return Read(None, NO_AMOUNT)
    return _fen(yuan, note=as_read(shown, f"{yuan:.2f}") if not re.fullmatch(r"[\d.]+", folded) else "")


def _amount_of_figure(cell: float) -> Read[int]:
    if abs(cell) >= EXACT:
        return Read(None, LOST)
    exact = _fen(Decimal(repr(cell)))
    if not exact.problem:
        return exact
    # A sum inside the workbook may be 668.5000000000001; Excel itself keeps and shows fifteen digits.
    kept = _fen(Decimal(f"{cell:.15g}"))
    return exact if kept.problem else kept


def _fen(yuan: Decimal, *, note: str = "") -> Read[int]:
    fen = yuan * 100
    if yuan < 0:
        return Read(None, _("The amount is negative. Please look at it."))
    if fen != fen.to_integral_value():
        return Read(None, _("The amount is finer than one fen, and is not rounded. Please look at it."))
    return Read(int(fen), note=note)


def _yuan(text: str) -> Decimal | None:
    """An amount without blanks, in yuan; None if it is none."""
    bare = re.sub(r"^(?:人民币|RMB|CNY)?[:¥]?|(?:元整?|圆整?|整)$", "", text)
    negative = bare.startswith("-")
    found = ROUND.fullmatch(bare.removeprefix("-"))
    if found:
        value = Decimal(found[1].replace(",", "") + (found[2] or "")) * (10_000 if found[3] else 1)
        return -value if negative else value
    return _chinese_yuan(re.sub(r"^人民币:?", "", text))


def _chinese_yuan(text: str) -> Decimal | None:
    text = text.replace("圆", "元").replace("正", "整").removesuffix("整")
    found = CHINESE.fullmatch(text if re.search("[元角分]", text) else f"{text}元")
    if not found or not text:
        return None
    parts = [number(found[name]) if found[name] else 0 for name in ("yuan", "jiao", "fen")]
    if None in parts or not any(found[name] for name in ("yuan", "jiao", "fen")):
        return None
    yuan, jiao, fen = (Decimal(part or 0) for part in parts)
    return None if max(jiao, fen) > 9 else yuan + jiao / 10 + fen / 100  # noqa: PLR2004  a digit
