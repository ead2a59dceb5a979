"""What is told in JSON and in XML, without a database."""

import datetime as dt
import json
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from linli.core import clock
from linli.gateways.open311.documents import Document, as_json, as_xml, w3c

words = st.text(max_size=30)
records = st.dictionaries(st.sampled_from(["code", "description", "group"]), words, max_size=3)


@given(st.lists(records, max_size=4))
def test_any_words_are_well_formed_in_both_formats(rows):
    clean = [{name: text.replace("\r", "\n") for name, text in row.items()} for row in rows]
    root = ET.fromstring(as_xml("services", clean))

    assert json.loads(as_json(clean)) == clean
    assert [one.tag for one in root] == ["service"] * len(clean)


def test_a_control_character_is_left_out_of_xml_and_markup_stays_text():
    root = ET.fromstring(as_xml("errors", [{"code": 400, "description": "a\x00\x1b<b>&\ud7ff"}]))

    assert root.findtext("error/description") == "a<b>&\ud7ff"


def test_xml_says_its_encoding_and_booleans_as_words():
    written = as_xml("services", [{"metadata": True, "type": "realtime", "keywords": None}])

    assert written.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    assert b"<metadata>true</metadata>" in written
    assert b"<keywords />" in written


def test_lists_within_records_have_the_names_of_the_specification():
    told = {"service_code": "1", "attributes": [{"code": "x", "values": [{"key": "1", "name": "甲"}]}]}
    root = ET.fromstring(as_xml("service_definition", told))

    assert root.findtext("attributes/attribute/values/value/name") == "甲"


def test_moments_are_told_in_the_time_of_china():
    assert w3c(dt.datetime(2026, 3, 10, 1, 0, 0, 7, tzinfo=dt.UTC)) == "2026-03-10T09:00:00+08:00"
    assert w3c(dt.datetime(2026, 3, 10, 9, tzinfo=clock.BEIJING)) == "2026-03-10T09:00:00+08:00"


def test_a_document_knows_its_formats():
    document = Document("errors", [])

    assert document.written("json") == b"[]"
    assert document.written("xml").endswith(b"<errors />")
