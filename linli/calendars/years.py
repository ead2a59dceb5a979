"""The holidays (放假) and make-up working days (调休上班) of China, 2019-2026 complete, 2027 provisional.

Source: each autumn the General Office of the State Council publishes next year's arrangement
(国务院办公厅关于某年部分节假日安排的通知); the statutory days themselves stand in 全国年节及纪念日放假办法.
Reviewed by hand. 2020 holds the prolonged Spring Festival (延长春节假期, to 2 February).
2027 is not yet published: statutory days and the compensation for those that fall on a weekend only.
"""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Rest:
    """One run of days off, first and last day included, weekends inside it too."""

    name: str
    first: dt.date
    last: dt.date

    def days(self) -> list[dt.date]:
        """Every day of the run."""
        return [self.first + dt.timedelta(n) for n in range((self.last - self.first).days + 1)]


@dataclass(frozen=True)
class Year:
    """One year's arrangement."""

    number: int
    source: str
    rests: tuple[Rest, ...]
    make_up: tuple[dt.date, ...]
    provisional: bool = False


def _day(year: int, text: str) -> dt.date:
    """`0213` of a year."""
    return dt.date(year, int(text[:2]), int(text[2:]))


def _year(number: int, rests: str, make_up: str, *, provisional: bool = False) -> Year:
    """One year from two lines of text: `name first-last, ...` and `day day ...`."""
    runs = []
    for part in rests.split(","):
        name, span = part.split()
        first, _, last = span.partition("-")
        runs.append(Rest(name, _day(number, first), _day(number, last or first)))
    source = f"国务院办公厅关于{number}年部分节假日安排的通知"
    if provisional:
        source = "全国年节及纪念日放假办法（当年安排尚未公布，暂定）"
    days = tuple(_day(number, text) for text in make_up.split())
    return Year(number, source, tuple(runs), days, provisional)


YEARS: tuple[Year, ...] = (
    _year(
        2019,
        "元旦 0101, 春节 0204-0210, 清明节 0405-0407, 劳动节 0501-0504, 端午节 0607-0609, "
        "中秋节 0913-0915, 国庆节 1001-1007",
        "0202 0203 0428 0505 0929 1012",
    ),
    _year(
        2020,
        "元旦 0101, 春节 0124-0202, 清明节 0404-0406, 劳动节 0501-0505, 端午节 0625-0627, "
        "国庆节、中秋节 1001-1008",
        "0119 0426 0509 0628 0927 1010",
    ),
    _year(
        2021,
        "元旦 0101-0103, 春节 0211-0217, 清明节 0403-0405, 劳动节 0501-0505, 端午节 0612-0614, "
        "中秋节 0919-0921, 国庆节 1001-1007",
        "0207 0220 0425 0508 0918 0926 1009",
    ),
    _year(
        2022,
        "元旦 0101-0103, 春节 0131-0206, 清明节 0403-0405, 劳动节 0430-0504, 端午节 0603-0605, "
        "中秋节 0910-0912, 国庆节 1001-1007",
        "0129 0130 0402 0424 0507 1008 1009",
    ),
    _year(
        2023,
        "元旦 0101-0102, 春节 0121-0127, 清明节 0405, 劳动节 0429-0503, 端午节 0622-0624, "
        "中秋节、国庆节 0929-1006",
        "0128 0129 0423 0506 0625 1007 1008",
    ),
    _year(
        2024,
        "元旦 0101, 春节 0210-0217, 清明节 0404-0406, 劳动节 0501-0505, 端午节 0610, 中秋节 0915-0917, "
        "国庆节 1001-1007",
        "0204 0218 0407 0428 0511 0914 0929 1012",
    ),
    _year(
        2025,
        "元旦 0101, 春节 0128-0204, 清明节 0404-0406, 劳动节 0501-0505, 端午节 0531-0602, "
        "国庆节、中秋节 1001-1008",
        "0126 0208 0427 0928 1011",
    ),
    _year(
        2026,
        "元旦 0101-0103, 春节 0215-0223, 清明节 0404-0406, 劳动节 0501-0505, 端午节 0619-0621, "
        "中秋节 0925-0927, 国庆节 1001-1007",
        "0104 0214 0228 0509 0920 1010",
    ),
    _year(
        2027,
        "元旦 0101, 春节 0205-0210, 清明节 0405, 劳动节 0501-0504, 端午节 0609, 中秋节 0915, "
        "国庆节 1001-1005",
        "",
        provisional=True,
    ),
)
