"""R-41: identity numbers of GB 11643 and credit codes of GB 32100. All numbers are synthetic."""

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from linli.residents.identity import (
    CREDIT_LETTERS,
    IdentityError,
    check_digit,
    credit_check_character,
    fold,
    mask,
    read,
    read_credit_code,
)
from tests.vectors.judging import HERE, SHARED, agree, vectors, verdict

TODAY = dt.date(2026, 11, 21)
NUMBERS = json.loads((HERE / "identity_numbers.json").read_text(encoding="utf-8"))


def ask(check: str, value: str, **names: Any) -> dict[str, Any]:
    if check == "identity_number":
        names.setdefault("today", "2026-11-21")
    return verdict("R-41", {"check": check, "value": value, **names}).as_json()


@pytest.mark.parametrize("vector", vectors("R-41"), ids=lambda vector: vector["name"])
def test_vectors(vector: dict[str, Any]) -> None:
    agree("R-41", vector)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared vectors are not beside this checkout")
def test_shared_vectors() -> None:
    for vector in vectors("R-41", SHARED):
        agree("R-41", vector)


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number["why"])
def test_identity_numbers(number: dict[str, Any]) -> None:
    said = ask("identity_number", number["value"])
    assert (said["level"] != "BLOCK") is number["expect_valid"]
    if "converts_to" in number:
        assert said["result"]["normal"] == number["converts_to"]
        assert said["level"] == "WARN"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("", "format"),
        ("1101051949123100", "format"),
        ("11010519491231002Ⅹ", "format"),
        ("１１０１０５１９４９１２３１００２Х", "format"),
        ("1101051949123100X2", "format"),
        ("340123194102290018", "date"),  # the check digit is right
        ("340123194102290010", "date"),  # both wrong: the date comes first
        ("340123194013290010", "date"),
        ("110105194912310021", "check"),
        ("110105209901010012", "future"),
        ("000000199001010018", "area"),
        ("1.10105E+17", "format"),
        ("١١٠١٠٥١٩٤٩١٢٣١٠٠٢X", "format"),
    ],
)
def test_the_first_fault_is_named(value: str, code: str) -> None:
    assert ask("identity_number", value)["code"] == f"residents.identity.{code}"


def test_a_number_of_huizhou_is_valid() -> None:
    assert ask("identity_number", "441302199005051011")["result"]["born"] == "1990-05-05"


def test_born_today_is_not_in_the_future() -> None:
    first = "34012320261121001"
    number = first + check_digit(first)
    assert ask("identity_number", number)["level"] == "PASS"
    assert ask("identity_number", number, today="2026-11-20")["level"] == "BLOCK"


def test_today_may_be_left_out() -> None:
    first = "34012320261121001"
    number = first + check_digit(first)
    assert verdict("R-41", {"check": "identity_number", "value": number}).level == "PASS"


@pytest.mark.parametrize(
    "value",
    ["'11010519491231002x", " 110105 1949\u00a01231\u3000002X\t", "＇１１０１０５１９４９１２３１００２ｘ"],
)
def test_folding(value: str) -> None:
    assert fold(value) == "11010519491231002X"


def test_a_great_age_is_valid_and_asks_for_a_look() -> None:
    said = ask("identity_number", "440524188001010014")
    assert said["level"] == "PASS"
    assert "146" in said["reason"]


def test_no_verdict_repeats_a_refused_number() -> None:
    said = ask("identity_number", "110105194912310021")
    assert "110105194912310021" not in json.dumps(said)
    assert mask("340102195307010035") == "340102********0035"


@pytest.mark.parametrize(
    ("value", "level"),
    [
        ("91350100M000100Y43", "PASS"),
        ("91350100m000100y43", "PASS"),
        ("９１３５０１００Ｍ０００１００Ｙ４３", "PASS"),
        ("55410181MEA0000016", "PASS"),
        ("55410181MEA0000017", "BLOCK"),
        ("91350100M000100Y4", "BLOCK"),
        ("91350100M000100Y433", "BLOCK"),
        ("91350100I000100Y43", "BLOCK"),
        ("91350100O000100Y43", "BLOCK"),
        ("91350100S000100Y43", "BLOCK"),
        ("91350100V000100Y43", "BLOCK"),
        ("91350100Z000100Y43", "BLOCK"),
        ("91350A00M000100Y43", "BLOCK"),
        ("", "BLOCK"),
    ],
)
def test_credit_codes(value: str, level: str) -> None:
    assert ask("credit_code", value)["level"] == level


areas = st.sampled_from(["340123", "350824", "410181", "340102", "630104", "810000"])
born = st.dates(dt.date(1900, 1, 1), TODAY)


@st.composite
def numbers(draw: st.DrawFn) -> str:
    first = draw(areas) + draw(born).strftime("%Y%m%d") + f"{draw(st.integers(0, 999)):03}"
    return first + check_digit(first)


@given(numbers())
def test_a_number_with_its_check_digit_is_read(number: str) -> None:
    found = read(number, today=TODAY)
    assert found.normal == number
    assert found.born.strftime("%Y%m%d") == number[6:14]
    assert found.sex == ("男" if int(number[16]) % 2 else "女")
    assert read(fold(number.lower()), today=TODAY) == found


@given(numbers(), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_any_single_changed_digit_fails(number: str, place: int, digit: str) -> None:
    assume(number[place] != digit)
    with pytest.raises(IdentityError):
        read(number[:place] + digit + number[place + 1 :], today=TODAY)


@given(numbers(), st.integers(0, 16))
def test_two_neighbours_swapped_fail(number: str, place: int) -> None:
    assume(number[place] != number[place + 1])
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    with pytest.raises(IdentityError):
        read(swapped, today=TODAY)


@given(st.text(max_size=24))
def test_any_text_is_answered(text: str) -> None:
    said = ask("identity_number", text)
    assert said["code"].rpartition(".")[2] in {
        "valid",
        "converted",
        "format",
        "area",
        "date",
        "check",
        "future",
    }


letters = st.text(CREDIT_LETTERS, min_size=9, max_size=9)


@given(
    st.text(CREDIT_LETTERS, min_size=2, max_size=2),
    st.integers(0, 999999),
    letters,
    st.integers(0, 17),
    st.sampled_from(CREDIT_LETTERS),
)
def test_credit_codes_catch_any_single_change(
    head: str, area: int, tail: str, place: int, letter: str
) -> None:
    first = f"{head}{area:06}{tail}"
    code = first + credit_check_character(first)
    assert read_credit_code(code) == code
    assume(code[place] != letter)
    with pytest.raises(IdentityError):
        read_credit_code(code[:place] + letter + code[place + 1 :])
