"""Numbers as the published accounts say them (C-40): 二十多, 120余, 15000多; a round number stands plain."""

_DIGITS = "零一二三四五六七八九"
HUNDRED, THOUSAND = 100, 1000


def cn_round(n: int) -> str:
    """About `n`, never more than `n`: below a hundred in Chinese numerals, below a thousand to the ten, then to the
    thousand. A number below ten is said as it is.
    """
    if n < 0:
        raise ValueError("a count is not negative")
    if n < HUNDRED:
        return _numeral(n)
    step, word = (10, "余") if n < THOUSAND else (THOUSAND, "多")
    rest = n % step
    return f"{n - rest}{word if rest else ''}"


def _numeral(n: int) -> str:
    tens, ones = divmod(n, 10)
    if not tens:
        return _DIGITS[ones]
    return f"{_DIGITS[tens] if tens > 1 else ''}十{'多' if ones else ''}"
