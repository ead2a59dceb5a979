"""iCalendar (RFC 5545): the few lines by which a telephone shows meetings in its own calendar. Pure: no Django, no clock."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONGEST_LINE = 75  # octets, RFC 5545 section 3.1
PRODUCT = "-//Linli//邻里//ZH"
REFRESH = "PT6H"


@dataclass(frozen=True)
class Event:
    """日程: when it begins and how long it is thought to last; `changes` grows with each change, a cancelled one says so."""

    uid: str
    starts_at: dt.datetime
    lasts: dt.timedelta
    title: str
    place: str = ""
    text: str = ""
    changes: int = 0
    cancelled: bool = False


def write(name: str, events: Iterable[Event], *, stamp: dt.datetime) -> bytes:
    """日历 as a file: `stamp` is the moment in which it is made. Moments must know their zone; they are written in UTC."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}", f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}", f"X-PUBLISHED-TTL:{REFRESH}",
    ]  # fmt: skip
    for event in events:
        lines += _event(event, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{piece}\r\n" for line in lines for piece in _folded(line)).encode()


def _event(event: Event, stamp: dt.datetime) -> list[str]:
    told = [
        "BEGIN:VEVENT", f"UID:{event.uid}", f"DTSTAMP:{_moment(stamp)}", f"DTSTART:{_moment(event.starts_at)}",
        f"DURATION:PT{int(event.lasts.total_seconds()) // 60}M", f"SEQUENCE:{event.changes}",
        f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}", f"SUMMARY:{_text(event.title)}",
    ]  # fmt: skip
    told += [f"LOCATION:{_text(event.place)}"] if event.place else []
    told += [f"DESCRIPTION:{_text(event.text)}"] if event.text else []
    return [*told, "END:VEVENT"]


def _moment(when: dt.datetime) -> str:
    return f"{when.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    """Words as a value: backslash, semicolon, comma and line breaks are written with a backslash; control characters go."""
    broken = words.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(sign for sign in broken if sign == "\n" or sign.isprintable())
    for sign in ("\\", ";", ","):
        kept = kept.replace(sign, f"\\{sign}")
    return kept.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line of at most 75 octets, and its continuations, each after a blank; no character is torn."""
    piece, size = "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > LONGEST_LINE:
            yield piece
            piece, size = " ", 1
        piece, size = piece + sign, size + width
    yield piece
