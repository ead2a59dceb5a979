"""The numbers of the rulebook that this app uses, for a place and a day."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from linli.core import clock
from linli.organisations.formation import Sizes
from linli.organisations.verdicts import SIZES
from linli.party import standing
from linli.party.dues import Scale, brackets
from linli.rulebook import book


class MedalNumbers(NamedTuple):
    """After how many full years, and where 29 February falls."""

    years: int
    leap_birthday: str


def scale(at: str, on: dt.date) -> Scale:
    """缴费标准 of a place on a day."""
    return Scale(
        brackets(book.value("party.dues.working", on=on, at=at)),
        brackets(book.value("party.dues.retired", on=on, at=at)),
        Decimal(book.value("party.dues.fixed", on=on, at=at)),
    )


def eras() -> tuple[standing.Era, ...]:
    """The table by which years in the Party count."""
    return standing.eras(book.value("party.probation.eras", on=clock.today()))


def medal_numbers(at: str) -> MedalNumbers:
    """光荣在党50年: the numbers of today."""
    today = clock.today()
    return MedalNumbers(
        int(book.value("party.medal.years", on=today, at=at)),
        str(book.value("calendars.leap_birthday", on=today, at=at)),
    )


def formation_sizes(at: str) -> Sizes:
    """设置形式 (R-01): the numbers of today."""
    found = {name: book.value(param.code, on=clock.today(), at=at) for name, param in SIZES.items()}
    return Sizes(**{**found, "committee": tuple(found["committee"])})


def term_years(at: str) -> int:
    """How many years a term lasts that begins today (R-01)."""
    return int(book.value("party.branch.term", on=clock.today(), at=at))


def transfer_months(at: str) -> int:
    """After how many months away with a fixed place the relation should move."""
    return int(book.value("party.floating.transfer_months", on=clock.today(), at=at))


class LapseNumbers(NamedTuple):
    """After how many months in a row it is said, and after how many a case is put before the assembly."""

    warn_months: tuple[int, ...]
    months: int


def lapse_numbers(at: str) -> LapseNumbers:
    """党章第九条 and the warnings before it."""
    today = clock.today()
    warn = book.value("party.lapse.warn_months", on=today, at=at)
    return LapseNumbers(
        tuple(int(one) for one in warn), int(book.value("party.lapse.months", on=today, at=at))
    )


def least_for_distribution(at: str) -> int:
    """How many must take part before a distribution of points is shown (M-15)."""
    return int(book.value("party.points.least_for_distribution", on=clock.today(), at=at))


class ReviewNumbers(NamedTuple):
    """优秀比例: the share, and of whom."""

    share: Fraction
    denominator: str


def review_numbers(at: str) -> ReviewNumbers:
    """民主评议党员: the numbers of today (R-05)."""
    today = clock.today()
    return ReviewNumbers(
        Fraction(str(book.value("party.review.excellent_share", on=today, at=at))),
        str(book.value("party.review.denominator", on=today, at=at)),
    )
