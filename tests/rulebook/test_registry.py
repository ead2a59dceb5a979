"""Registered checks: reading, overriding, tempering, schema."""

import datetime as dt
import re
from typing import Any

import pytest

from linli.rulebook import registry
from linli.rulebook.book import Book, book
from linli.rulebook.fields import (
    BadInput,
    Field,
    anything,
    clock,
    count,
    day,
    flag,
    list_of,
    maybe,
    moment,
    nullable,
    number,
    record,
    table_of,
    text,
    when,
)
from linli.rulebook.registry import Given, Param, judge, rule, rules, schema
from linli.rulebook.verdict import Level, Verdict
from tests.vectors.judging import TODAY, verdict


def deep() -> Field:
    return record("", orders=list_of(record("", handler=text(), minutes=nullable(count()))))


@pytest.mark.parametrize(
    ("spec", "value", "where"),
    [
        (text(), 3, "x"),
        (text(choices=("a",)), "b", "x"),
        (text(), "\ud800", "x"),
        (flag(), 1, "x"),
        (count(), True, "x"),
        (count(), "1", "x"),
        (count(), -1, "x"),
        (number(), True, "x"),
        (number(), "1e5", "x"),
        (number(), [], "x"),
        (day(), "2026-02-30", "x"),
        (day(), "20260213", "x"),
        (moment(), "2026-02-13", "x"),
        (moment(), "2026-02-13T16:30+08:00", "x"),
        (moment(), "2026-02-13T25:30", "x"),
        (when(), "soon", "x"),
        (clock(), "25:00", "x"),
        (clock(), "12:60", "x"),
        (list_of(text()), ["a", 1], "x[1]"),
        (list_of(text()), "a", "x"),
        (table_of(count()), {"a": "b"}, "x.a"),
        (table_of(count()), [], "x"),
        (deep(), {"orders": [{"handler": "w", "minutes": None}, {"minutes": 1}]}, "x.orders[1].handler"),
        (deep(), {"orders": [3]}, "x.orders[0]"),
        (deep(), {}, "x.orders"),
        (text(), None, "x"),
    ],
)
def test_a_bad_value_is_named_by_its_place(spec: Field, value: Any, where: str) -> None:
    with pytest.raises(BadInput) as caught:
        spec.read(value, "x")
    assert caught.value.where == where


@pytest.mark.parametrize(
    ("spec", "value", "read"),
    [
        (when(), "2026-02-13", dt.date(2026, 2, 13)),
        (moment(), "2026-02-13T16:30", dt.datetime(2026, 2, 13, 16, 30)),
        (clock(), "24:00", "24:00"),
        (maybe(text()), None, None),
        (anything(), {"a": 1}, {"a": 1}),
        (table_of(count()), {"a": 1}, {"a": 1}),
    ],
)
def test_a_good_value_is_read(spec: Field, value: Any, read: Any) -> None:
    assert spec.read(value, "x") == read


def test_lists_answer_in_order_and_name_the_place_in_the_list() -> None:
    good = {"check": "wishes", "wishes": []}
    found = judge("R-25", [good, good], today=lambda: TODAY, book=book())
    assert isinstance(found, list)
    assert len(found) == 2
    with pytest.raises(BadInput) as caught:
        judge("R-25", [good, {"check": "wishes"}], today=lambda: TODAY, book=book())
    assert caught.value.where == "[1].wishes"


@pytest.mark.parametrize(
    ("number_", "document", "where"),
    [
        ("R-99", {}, "rule"),
        ("R-25", {}, "check"),
        ("R-25", {"check": "no"}, "check"),
        ("R-25", {"check": 3}, "check"),
        ("R-25", "text", ""),
        ("R-25", [3], "[0]"),
        ("R-26", {"orders": [], "param": {"contact_hours": "24"}}, "param.contact_hours"),
        ("R-25", {"check": "contact", "submitted": "9999-12-31T23:00", "contacted": None}, ""),
        ("R-43", {"check": "password_age", "set_on": "9999-12-30", "today": "9999-12-31"}, ""),
    ],
)
def test_bad_documents(number_: str, document: Any, where: str) -> None:
    with pytest.raises(BadInput) as caught:
        judge(number_, document, today=lambda: TODAY, book=book())
    assert caught.value.where == where


def test_a_missing_rulebook_row_is_bad_input_that_names_the_code() -> None:
    given = {"check": "contact", "submitted": "2018-02-27T16:30", "contacted": None}
    with pytest.raises(BadInput, match=re.escape("orders.contact.hours")) as caught:
        verdict("R-25", given)
    assert caught.value.where == "param.hours"
    assert verdict("R-25", given | {"param": {"hours": 24}}).level is Level.INFO
    assert verdict("R-25", given | {"on": "2026-01-01"}).level is Level.INFO


def test_a_number_that_is_not_sure_never_blocks_alone() -> None:
    def ask(given: Given) -> Verdict:
        """A test rule."""
        given.param("most")
        return given.tempered(Verdict("R-00", Level.BLOCK, "x", "不行"), "most")

    try:
        most = Param(count(), "places.grid.people")
        rule("R-00", "only", fields={}, example={}, params={"most": most}, default=True)(ask)
        assert verdict("R-00", {}).level is Level.WARN  # confidence F
        assert verdict("R-00", {"param": {"most": 3}}).blocks  # the caller entered it as binding
    finally:
        registry._checks.pop("R-00")


def test_one_check_is_registered_once() -> None:
    def other(given: Given) -> Verdict:
        """Another."""
        raise NotImplementedError

    with pytest.raises(ValueError, match="twice"):
        rule("R-26", "rates", fields={}, example={})(other)


def test_the_caller_s_null_means_the_rulebook() -> None:
    empty = Book({})
    with pytest.raises(BadInput):
        judge("R-26", {"orders": [], "param": {"contact_hours": None}}, today=lambda: TODAY, book=empty)


@pytest.mark.parametrize("number_", ["R-25", "R-26", "R-27", "R-28", "R-41", "R-43"])
def test_every_schema_example_is_accepted(number_: str) -> None:
    assert number_ in rules()
    document = schema(number_)
    assert document["$schema"].endswith("2020-12/schema")
    for branch, example in zip(document["oneOf"], document["examples"], strict=True):
        said = verdict(number_, example).as_json()
        assert said["rule"] == number_
        assert said["reason"]
        assert set(branch["required"]) <= set(example)
