"""Expressions of survey forms: what XPath 1.0 and ODK say they are."""

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.surveys import functions, xpath
from linli.surveys.evaluating import Node, TooMuch, World, as_text
from linli.surveys.functions import call

NOW = dt.datetime(2026, 3, 10, 9)


def world(**values):
    root = Node("data")
    for name, value in values.items():
        root.add(Node(name, value))
    lists = Node("towns")
    inside = lists.add(Node("root"))
    for name, of in (("east", "one"), ("west", "one"), ("north", "two")):
        item = inside.add(Node("item"))
        item.add(Node("name", name))
        item.add(Node("of", of))
    return World(root, {"towns": lists}, NOW, "seed", call)


def told(expression, here="a", **values):
    made = world(**{"a": "", **values})
    node = next(child for child in made.root.children if child.name == here)
    return made.work_out(expression, node)


@pytest.mark.parametrize(
    ("expression", "values", "expected"),
    [
        ("1 + 2 * 3 - 4 div 2", {}, 5.0),
        ("7 mod 3 = 1 and not(false())", {}, True),
        ("- 3 + 5", {}, 2.0),
        ("/data/b = 'yes'", {"b": "yes"}, True),
        ("../b > 3", {"b": ""}, False),
        ("../b = ''", {"b": ""}, True),
        ("selected(../b, 'x') and not(selected(../b, 'y'))", {"b": "x z"}, True),
        ("count-selected(../b)", {"b": "x z"}, 2.0),
        ("selected-at(../b, 1)", {"b": "x z"}, "z"),
        (". <= today()", {"a": "2026-03-10"}, True),
        (". > today()", {"a": "2026-03-11"}, True),
        ("today() - date('2026-03-01')", {}, 9.0),
        ("date(today() + 1)", {}, "2026-03-11"),
        ("format-date('2026-03-05', '%Y年%n月%e日')", {}, "2026年3月5日"),
        ("if(../b >= 18, 'adult', 'child')", {"b": "17"}, "child"),
        ("coalesce(../b, ../c)", {"b": "", "c": "3"}, "3"),
        ("round(2.345, 2)", {}, 2.35),
        ("int(7 div 2)", {}, 3.0),
        ("substring-before('1999/04/01', '/')", {}, "1999"),
        ("substring-before('1999', '')", {}, ""),
        ("substring-after('1999/04/01', '/')", {}, "04/01"),
        ("substring-after('1999', '')", {}, "1999"),
        ("regex(., '[0-9]{3}')", {"a": "123"}, True),
        ("regex(., '[0-9]{3}')", {"a": "1234"}, False),
        ("string-length(concat(../b, '好'))", {"b": "ab"}, 3.0),
        ("count(instance('towns')/root/item[of = /data/b])", {"b": "one"}, 2.0),
        ("instance('towns')/root/item[name = 'north']/of", {}, "two"),
        ("substr('abcdef', 1, 3)", {}, "bc"),
        ("checklist(2, 3, true(), false(), true())", {}, True),
        ("sum(../*)", {"b": "2", "c": "3"}, 5.0),
        ("position(..)", {}, 1.0),
        ("boolean-from-string('true')", {}, True),
    ],
)
def test_an_expression_is_worked_out_as_odk_says(expression, values, expected):
    found = told(expression, **values)

    assert (as_text(found) if isinstance(found, list) else found) == expected


@pytest.mark.parametrize("expression", ["pulldata('a', 'b')", "1 +", "because it doesn't", "a[", "foo()", "if(1)", "(" * 60, "x" * 5000])  # fmt: skip
def test_what_cannot_be_worked_out_is_known_when_it_is_read(expression):
    with pytest.raises(xpath.Unreadable):
        xpath.parse(expression)


def test_what_is_not_relevant_says_nothing():
    made = world(a="", b="yes")
    made.root.children[1].relevant = False

    assert made.work_out("../b = ''", made.root.children[0]) is True


def test_every_function_that_may_be_read_can_be_called():
    known = {*functions.LAZY, *functions.OF_NODES, *functions.NUMBERS, *functions.TEXTS}

    assert known == set(xpath.FUNCTIONS)


def test_an_expression_without_end_is_stopped():
    made = world(a="")
    made.steps = 100

    with pytest.raises(TooMuch):
        made.work_out("count(//*[count(//*[count(//*[count(//*) > 0]) > 0]) > 0])", made.root.children[0])


def test_a_pattern_that_never_ends_fits_nothing():
    assert told("regex(., '(a+)+b')", a="a" * 40 + "c") is False


@given(st.text(max_size=60))
def test_whatever_is_typed_as_an_expression_is_read_or_refused(text):
    try:
        value = told(text)
    except xpath.Unreadable:
        return
    assert isinstance(value, str | float | bool | list)


@given(st.sampled_from(sorted(xpath.FUNCTIONS)), st.lists(st.text(max_size=8), max_size=4))
def test_no_function_breaks_on_any_words(name, words):
    given_ = ", ".join(f"'{word}'" for word in words if "'" not in word)
    try:
        value = told(f"{name}({given_})")
    except xpath.Unreadable:
        return
    assert isinstance(value, str | float | bool | list)


def test_what_is_no_number_is_no_number():
    assert math.isnan(told("number('drei')"))
    assert told("1 div 0") == math.inf
