"""The numbers of the rulebook that the files use, for a place and a day; and where they come from."""

import datetime as dt

from linli.admissions.judging import Numbers
from linli.core import clock
from linli.rulebook import book
from linli.rulebook.book import NoSuchRow

CODES = (
    "talk_months", "activist_years", "sponsors", "training_days", "training_hours", "assembly_months", "approval_months",
    "approval_special_months", "probation_years", "review_months", "least_age",
)  # fmt: skip


def numbers(at: str, on: dt.date | None = None) -> Numbers:
    """The numbers in force at a place on a day (today where none is given); those of today for a day older than the rulebook."""
    try:
        return _numbers(at, on or clock.today())
    except NoSuchRow:
        return _numbers(at, clock.today())


def _numbers(at: str, day: dt.date) -> Numbers:
    least, most = book.value("party.develop.extension_months", on=day, at=at)
    return Numbers(
        **{name: int(book.value(f"party.develop.{name}", on=day, at=at)) for name in CODES},
        extension_months=(int(least), int(most)),
        leap_birthday=str(book.value("calendars.leap_birthday", on=day, at=at)),
    )


def source(name: str, at: str) -> str:
    """From which text a number comes."""
    return book.parameter(f"party.develop.{name}", on=clock.today(), at=at).source
