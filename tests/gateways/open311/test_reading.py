"""What another system may send, and what is refused: without a database."""

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.gateways.open311.reading import MOST, SPAN, read_report, read_wanted
from linli.gateways.open311.refusals import Refused

NOW = dt.datetime(2026, 3, 10, 1, tzinfo=dt.UTC)
CODE = "0195a6b0-0000-7000-8000-000000000001"
LEAST = {"service_code": [CODE], "address_string": ["南门巷口"]}


def wanted(**values: str):
    return read_wanted({name: [value] for name, value in values.items()}, NOW)


def report(**values: str):
    return read_report(LEAST | {name: [value] for name, value in values.items()})


def test_without_dates_the_latest_ninety_days_are_meant():
    assert (wanted().begins_at, wanted().ends_at) == (NOW - SPAN, NOW)


def test_one_date_gives_the_other():
    assert wanted(start_date="2025-01-01T00:00:00Z").ends_at == dt.datetime(2025, 4, 1, tzinfo=dt.UTC)
    assert wanted(end_date="2025-04-01T00:00:00Z").begins_at == dt.datetime(2025, 1, 1, tzinfo=dt.UTC)


def test_a_plus_sign_that_was_not_escaped_is_understood():
    assert wanted(end_date="2026-03-01T00:00:00-20:32").ends_at.utcoffset() == dt.timedelta(0)
    assert wanted(start_date="2026-03-01T08:00:00 08:00").begins_at == dt.datetime(2026, 3, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "values",
    [
        {"start_date": "yesterday"},
        {"start_date": "2026-03-01"},
        {"start_date": "2026-03-01T00:00:00"},
        {"start_date": "0001-01-01T00:00:00Z"},
        {"end_date": "9999-12-31T23:59:59Z"},
        {"start_date": "2025-01-01T00:00:00Z", "end_date": "2025-06-01T00:00:00Z"},
        {"start_date": "2025-02-01T00:00:00Z", "end_date": "2025-01-01T00:00:00Z"},
        {"status": "pending"},
        {"page": "0"},
        {"page": "٣"},
        {"page": "-1"},
        {"page_size": str(MOST + 1)},
    ],
)
def test_a_filter_that_means_nothing_is_refused(values):
    with pytest.raises(Refused) as refused:
        wanted(**values)
    assert refused.value.number == 400


def test_lists_are_comma_delimited_or_said_again():
    found = read_wanted({"status": ["open", "closed,open"], "service_code": [f"{CODE}, x", CODE]}, NOW)

    assert found.status == ("open", "closed", "open")
    assert [str(code) for code in found.services or []] == [CODE, CODE]


def test_an_empty_value_is_no_value():
    assert wanted(status="", start_date="", page="", service_code="", service_request_id="") == wanted()


def test_pages_are_parts_of_the_list():
    assert wanted(page="3", page_size="20").part == slice(40, 60)


def test_the_least_report_is_a_service_and_a_place():
    assert report().address == "南门巷口"
    assert read_report({"service_code": [CODE], "lat": ["26.6"], "long": ["118.1"]}).point == (26.6, 118.1)


@pytest.mark.parametrize(
    "values",
    [
        {"service_code": [CODE]},
        {"address_string": ["南门巷口"]},
        LEAST | {"lat": ["26.6"]},
        LEAST | {"lat": ["north"], "long": ["118"]},
        LEAST | {"lat": ["91"], "long": ["118"]},
        LEAST | {"lat": ["nan"], "long": ["118"]},
        LEAST | {"lat": ["1e999"], "long": ["118"]},
        LEAST | {"description": ["长" * 4001]},
        LEAST | {"address_string": ["长" * 501]},
        LEAST | {"address_id": ["7"]},
        LEAST | {"media_url": ["file:///etc/passwd"]},
        LEAST | {"media_url": ["http://[::1/x"]},
    ],
)
def test_a_report_that_cannot_be_used_is_refused(values):
    with pytest.raises(Refused) as refused:
        read_report(values)
    assert refused.value.number == 400


def test_names_stand_as_people_write_them():
    assert report(first_name="小满", last_name="林").name == "林小满"
    assert report(first_name="Mary", last_name="Smith").name == "Mary Smith"
    assert report(last_name="林").name == "林"


def test_attributes_have_one_value_or_several():
    found = read_report(
        LEAST
        | {"attribute[a]": ["1"], "attribute[b][]": ["2", "3"], "attribute[c]": [""], "attribute": ["4"]}
    )

    assert found.attributes == {"a": ["1"], "b": ["2", "3"]}


@given(
    st.dictionaries(
        st.sampled_from([*LEAST, "lat", "long", "phone", "media_url", "attribute[x]"]), st.lists(st.text())
    )
)
def test_whatever_is_sent_is_read_or_refused(values):
    with suppress(Refused):
        assert read_report(values).service_code or values["service_code"]


@given(
    st.dictionaries(
        st.sampled_from(["start_date", "end_date", "status", "page", "page_size"]), st.lists(st.text())
    )
)
def test_whatever_is_asked_is_read_or_refused(values):
    with suppress(Refused):
        found = read_wanted(values, NOW)
        assert found.ends_at - found.begins_at <= SPAN
