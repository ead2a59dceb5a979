"""iCalendar (RFC 5545), read again by a library that we did not write."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from linli.calendars.icalendar import LONGEST_LINE, Event, write

NOW = dt.datetime(2026, 3, 10, 1, 0, tzinfo=dt.UTC)
BEIJING = dt.timezone(dt.timedelta(hours=8))
words = st.text(max_size=200)
printed = st.text(
    st.characters(exclude_categories=["C", "Z"], include_characters=" "), min_size=1, max_size=120
)
moments = st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2100, 1, 1), timezones=st.just(BEIJING))


def read(made: bytes) -> list:
    return list(Calendar.from_ical(made).walk("VEVENT"))


def event(**more) -> Event:
    given_ = {"uid": "1@linli", "starts_at": NOW, "lasts": dt.timedelta(hours=1), "title": "主题党日"}
    return Event(**(given_ | more))


def test_another_library_reads_what_we_wrote():
    made = write("南门党支部", [event(place="二楼会议室", text="党课 · 支部", changes=3)], stamp=NOW)
    calendar = Calendar.from_ical(made)
    (found,) = read(made)

    assert (str(calendar["VERSION"]), str(calendar["X-WR-CALNAME"])) == ("2.0", "南门党支部")
    assert (str(found["SUMMARY"]), str(found["LOCATION"]), str(found["DESCRIPTION"])) == (
        "主题党日",
        "二楼会议室",
        "党课 · 支部",
    )
    assert (found["DTSTART"].dt, found["DURATION"].dt, found["SEQUENCE"]) == (NOW, dt.timedelta(hours=1), 3)
    assert str(found["STATUS"]) == "CONFIRMED"


def test_cancelled_says_so_and_keeps_its_name():
    (found,) = read(write("x", [event(cancelled=True, changes=4)], stamp=NOW))
    assert (str(found["STATUS"]), str(found["UID"]), found["SEQUENCE"]) == ("CANCELLED", "1@linli", 4)


@given(title=printed, place=printed, when=moments)
def test_any_words_and_moments_come_back(title, place, when):
    (found,) = read(write("x", [event(title=title, place=place, starts_at=when)], stamp=NOW))
    assert str(found["SUMMARY"]) == title
    assert str(found["LOCATION"]) == place
    assert found["DTSTART"].dt == when.replace(microsecond=0)


@given(title=words, text=words)
def test_no_line_is_too_long_and_no_word_becomes_a_line_of_its_own(title, text):
    made = write("x", [event(title=title, text=text)], stamp=NOW)
    lines = made.split(b"\r\n")
    assert all(len(line) <= LONGEST_LINE for line in lines)
    assert all(line.decode() is not None for line in lines)
    assert made.count(b"\nBEGIN:") == 1
    assert len(read(made)) == 1
