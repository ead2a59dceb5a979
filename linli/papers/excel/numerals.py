"""Chinese numerals (中文数字, 大写数字) as numbers. Strict: what can be read in two ways is not read."""

import re

NUMERALS = "零一二三四五六七八九"
DIGITS = {numeral: value for value, numeral in enumerate(NUMERALS)}
#: Everyday and banker's forms to one form. 两 is 二, 〇 and ○ are 零.
SAME = str.maketrans("〇○壹贰两叁肆伍陆柒捌玖拾佰仟圆", "零零一二二三四五六七八九十百千元")
D = "[一二三四五六七八九]"
BELOW_MYRIAD = re.compile(
    rf"(?:(?P<k>{D})千)?(?:(?P<h>{D})百)?(?P<zt>零)?(?:(?P<t>{D})?(?P<ten>十))?(?P<zo>零)?(?P<o>{D})?"
)
MYRIAD = 10_000


def number(text: str) -> int | None:
    """七百零二 is 702; None if the text is not one number (七百二 may be 702 or 720). Below 10 thousand myriads."""
    text = text.translate(SAME)
    if text == "零":
        return 0
    head, myriad, tail = text.rpartition("万")
    if not myriad:
        return _below_myriad(text, inner=False)
    many, few = _below_myriad(head, inner=False), _below_myriad(tail, inner=True) if tail else 0
    return None if many is None or few is None else many * MYRIAD + few


def _below_myriad(text: str, *, inner: bool) -> int | None:
    """1 to 9999. `inner`: behind 万, where a missing thousand is told by 零."""
    leading = inner and text.startswith("零")
    found = BELOW_MYRIAD.fullmatch(text[1:] if leading else text)
    if not found or not text or text.endswith("零"):
        return None
    thousands, hundreds, ones = (DIGITS[found[place] or "零"] for place in "kho")
    tens = DIGITS[found["t"]] if found["t"] else bool(found["ten"])
    if (inner and leading == bool(thousands)) or (
        found["ten"] and not found["t"] and (thousands or hundreds)
    ):
        return None  # 一万五百; 一百十五
    gap = bool(thousands and not hundreds and (tens or ones))
    jump = bool(hundreds and not tens and ones)
    if bool(found["zt"]) + bool(found["zo"]) != gap + jump or (found["zo"] and tens):
        return None
    return thousands * 1000 + hundreds * 100 + tens * 10 + ones


def written(number: int) -> str:
    """105 is 一百零五, 12 is 十二: as headings are numbered. From 1 to 9999."""
    out = ""
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            out += NUMERALS[digit] + unit
        elif out and not out.endswith("零"):
            out += "零"
    return out.rstrip("零").removeprefix("一" if 10 <= number < 20 else "")  # noqa: PLR2004  十二, never 一十二


def digitwise(text: str) -> str:
    """二〇二〇 is "2020": numerals read one by one; others stay."""
    return "".join(str(DIGITS.get(letter, letter)) for letter in text.translate(SAME))
