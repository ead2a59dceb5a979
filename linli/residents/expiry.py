"""到期: until when a consent holds whose purpose is asked anew after some months (care lists: every year)."""

import datetime as dt

from linli.calendars.months import add_months
from linli.core import clock
from linli.places.models import Community
from linli.residents.models import Consent
from linli.residents.purposes import PURPOSES, Purpose
from linli.rulebook import book

ONE_DAY = dt.timedelta(days=1)


def last_day(given: dt.date, months: int) -> dt.date:
    """The last day of a consent that was given on a day."""
    return add_months(given, months)


def earliest(day: dt.date, months: int) -> dt.date:
    """The earliest day on which a consent was given that still holds on `day`."""
    given = add_months(day, -months)
    return given if last_day(given, months) >= day else given + ONE_DAY


def months_of(purpose: Purpose, community: Community) -> int:
    """After how many months a purpose is asked anew; 0 where it never is."""
    if not purpose.months_code:
        return 0
    return int(book.value(purpose.months_code, on=clock.today(), at=community.code))


def given_since(purpose: Purpose, community: Community) -> dt.datetime | None:
    """The moment since which a consent was given that holds today; None where consents never expire."""
    months = months_of(purpose, community)
    if not months:
        return None
    return dt.datetime.combine(earliest(clock.today(), months), dt.time(), clock.BEIJING)


def until(consent: Consent, community: Community) -> dt.date | None:
    """The last day of a consent; None where it never expires, or no app has the purpose any more."""
    purpose = PURPOSES.get(consent.purpose)
    months = months_of(purpose, community) if purpose else 0
    return last_day(consent.given_at.astimezone(clock.BEIJING).date(), months) if months else None
