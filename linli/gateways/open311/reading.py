"""What is asked of the list of service requests, and what stands in a new one: read and judged before anything is looked
up. Pure.
"""

import datetime as dt
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.core.forms import plain
from linli.gateways.open311.refusals import WRONG, Refused

# GeoReport v2, «GET Service Requests»: ninety days, or the first thousand requests.
SPAN = dt.timedelta(days=90)
MOST = 1000
MOST_PAGES = 10_000
# Ninety days more or less are still years of four digits.
EARLIEST, LATEST = 2, 9998
# GeoReport v2, «POST Service Request»: a description is limited to 4,000 characters. The others are ours.
DESCRIPTION, ADDRESS, NAME, LINK, PLACE = 4000, 500, 40, 1000, 100
_ATTRIBUTE = re.compile(r"^attribute\[([^\[\]]+)\](\[\])?\Z")
Values = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Wanted:
    """Which service requests: by their ids, or by time, kinds and state; and which page of them."""

    begins_at: dt.datetime
    ends_at: dt.datetime
    ids: list[UUID] | None = None
    services: list[UUID] | None = None
    status: tuple[str, ...] = ()
    page: int = 1
    page_size: int = MOST

    @property
    def part(self) -> slice:
        """The rows of the page."""
        return slice((self.page - 1) * self.page_size, self.page * self.page_size)


@dataclass(frozen=True)
class Report:
    """A request as another system sends it, before anything in it is looked up."""

    service_code: UUID | None
    description: str
    address: str
    address_id: UUID | None
    point: tuple[float, float] | None
    name: str
    phone: str
    media_url: str
    attributes: dict[str, list[str]]


def one(values: Values, name: str) -> str:
    """The value of a parameter; nothing and an empty value are the same (GeoReport v2, «Optional Arguments»)."""
    given = values.get(name) or [""]
    return plain(given[-1])


def _many(values: Values, name: str) -> list[str]:
    """Declared many times, comma delimited, or both."""
    told = (part.strip() for given in values.get(name) or [] for part in plain(given).split(","))
    return [part for part in told if part]


def key_of(told: str) -> UUID | None:
    """One of our keys; None for anything else, which nothing of ours is called."""
    try:
        return UUID(told)
    except ValueError:
        return None


def _keys(told: list[str]) -> list[UUID] | None:
    """The keys among these; None where nothing was asked for."""
    return [key for part in told if (key := key_of(part))] if told else None


def read_wanted(values: Values, now: dt.datetime) -> Wanted:
    """What a list is asked for. Raises Refused."""
    begins, ends = _moment(values, "start_date"), _moment(values, "end_date")
    if begins is None and ends is None:
        ends = now
    ends = ends or (begins or now) + SPAN
    begins = begins or ends - SPAN
    if begins > ends or ends - begins > SPAN:
        raise Refused(WRONG, _("start_date and end_date may span at most 90 days."))
    status = tuple(_many(values, "status"))
    if unknown := [word for word in status if word not in {"open", "closed"}]:
        raise Refused(WRONG, _("status is open or closed, not “%(word)s”."), word=unknown[0])
    return Wanted(
        begins_at=begins,
        ends_at=ends,
        ids=_keys(_many(values, "service_request_id")),
        services=_keys(_many(values, "service_code")),
        status=status,
        page=_whole(values, "page", 1, MOST_PAGES),
        page_size=_whole(values, "page_size", MOST, MOST),
    )


def _moment(values: Values, name: str) -> dt.datetime | None:
    """A moment with its offset. A plus sign that was not escaped arrives as a blank."""
    told = one(values, name)
    if not told:
        return None
    try:
        moment = dt.datetime.fromisoformat(told.replace(" ", "+"))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or not EARLIEST <= moment.year <= LATEST:
        raise Refused(WRONG, _("%(name)s must look like 2010-01-01T00:00:00Z."), name=name)
    return moment.astimezone(dt.UTC)  # PostgreSQL knows no offset beyond sixteen hours


def _whole(values: Values, name: str, usual: int, most: int) -> int:
    told = one(values, name)
    if not told:
        return usual
    if not re.fullmatch(r"[0-9]{1,6}", told) or not 1 <= int(told) <= most:
        raise Refused(WRONG, _("%(name)s is a whole number from 1 to %(most)d."), name=name, most=most)
    return int(told)


def read_report(values: Values) -> Report:
    """What a new request says. Raises Refused: what is missing, too long, or no such value."""
    if not one(values, "service_code"):
        raise Refused(WRONG, _("service_code is missing."))
    report = Report(
        service_code=key_of(one(values, "service_code")),
        description=_text(values, "description", DESCRIPTION),
        address=" ".join(_text(values, "address_string", ADDRESS).split()),
        address_id=_address_id(values),
        point=_point(values),
        name=_name(values),
        phone=_text(values, "phone", NAME),
        media_url=_link(values),
        attributes=_attributes(values),
    )
    if not (report.address or report.address_id or report.point):
        raise Refused(WRONG, _("Say where: lat and long, address_string or address_id."))
    return report


def _text(values: Values, name: str, most: int) -> str:
    told = one(values, name)
    if len(told) > most:
        raise Refused(WRONG, _("%(name)s is longer than %(most)d characters."), name=name, most=most)
    return told


def _address_id(values: Values) -> UUID | None:
    told = one(values, "address_id")
    key = key_of(told)
    if told and key is None:
        raise Refused(WRONG, _("There is no building with this address_id."))
    return key


def _point(values: Values) -> tuple[float, float] | None:
    """WGS 84, in degrees. Both or none."""
    told = one(values, "lat"), one(values, "long")
    if not any(told):
        return None
    try:
        north, east = (float(part) for part in told)
    except ValueError:
        north = east = math.nan
    if not (abs(north) <= 90 and abs(east) <= 180):  # noqa: PLR2004  degrees; not a number is neither
        raise Refused(WRONG, _("lat and long must both be degrees of WGS 84, such as 26.64 and 118.17."))
    return north, east


def _name(values: Values) -> str:
    """The name as people write it here: 林小满, but Mary Smith."""
    first, last = _text(values, "first_name", NAME), _text(values, "last_name", NAME)
    return f"{first} {last}".strip() if f"{first}{last}".isascii() else f"{last}{first}"


def _link(values: Values) -> str:
    """A link is kept in words and never opened by us: who could make a server open it could make it ask anybody."""
    told = _text(values, "media_url", LINK)
    try:
        scheme = urlsplit(told).scheme
    except ValueError:
        scheme = "?"
    if told and (scheme not in {"http", "https"} or " " in told):
        raise Refused(WRONG, _("media_url must begin with https:// or http://."))
    return told


def _attributes(values: Values) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, given in values.items():
        if match := _ATTRIBUTE.match(name):
            told = [words for words in map(plain, given) if words]
            found.setdefault(match[1], []).extend(told)
    return {code: told for code, told in found.items() if told}
