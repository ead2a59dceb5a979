"""R-43: passwords that guessers try first are refused, from our own list and from the operator's file."""

import hashlib
from pathlib import Path

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.accounts.breached import is_known, stands_in
from tests.accounts.inviting import come, invite

SAID = "已泄露的密码名单"


@pytest.mark.parametrize(
    "password",
    ["Abc12345", "Aa123456", "Qwer1234", "Woaini1314", "Aa5201314", "5201314Aa", "W5201314", "Abc@12345", "Woaini.520",
     "Wang1234", "Admin888", "Shequ2026", "Shequ@2026", "Linli123!", "Zhang1984", "PASSWORD1", "Abc12345!", "Qq111111"],
)  # fmt: skip
def test_what_many_choose_is_known(password):
    assert is_known(password)


@pytest.mark.parametrize(
    "password",
    ["Fenghuang-71", "correct horse 9", "a-long-password-1", "Abd12345", "K7p4-Mq2x", "一二三四Ab1"],
)
def test_what_few_choose_is_not(password):
    assert not is_known(password)


def test_the_vector_of_the_rule_holds_at_the_door(place, enter, client):
    token = invite(enter(place.users["secretary"]))
    answer = come(client, token, "Abc12345")

    assert answer.status_code == 422
    assert SAID in answer.content.decode()


@pytest.mark.parametrize("password", ["Nanmen2026", "nanmen@2026", "2026Nanmen", "Nanmen-123"])
def test_the_name_of_ones_community_with_a_number_is_refused(place, other_place, password):
    with pytest.raises(ValidationError, match=SAID):
        validate_password(password, place.users["clerk"])
    validate_password(password, other_place.users["clerk"])


def listed(folder: Path, passwords: set[str], end: str = "\n") -> Path:
    """A file as the operator downloads it."""
    rows = sorted(
        hashlib.sha1(word.encode(), usedforsecurity=False).hexdigest().upper() for word in passwords
    )
    path = folder / "leaked.txt"
    path.write_bytes("".join(f"{row}:{n * 37}{end}" for n, row in enumerate(rows)).encode())
    return path


words = st.sets(st.text(st.characters(codec="utf-8"), max_size=8), max_size=60)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words, words, st.sampled_from(["\n", "\r\n"]))
def test_the_file_names_just_what_stands_in_it(tmp_path, leaked, others, end):
    path = listed(tmp_path, leaked, end)

    assert {word for word in leaked | others if stands_in(path, word)} == leaked


def test_a_last_line_without_an_end_and_small_letters_count(tmp_path):
    path = listed(tmp_path, {"one", "two", "three"})
    path.write_bytes(path.read_bytes().lower().rstrip())

    assert all(stands_in(path, word) for word in ("one", "two", "three"))


def test_a_password_of_the_operators_file_is_refused(place, tmp_path, settings):
    validate_password("Fenghuang-71", place.users["clerk"])
    settings.BREACHED_PASSWORDS = str(listed(tmp_path, {"Fenghuang-71", "other"}))

    with pytest.raises(ValidationError, match=SAID):
        validate_password("Fenghuang-71", place.users["clerk"])
    validate_password("Fenghuang-72", place.users["clerk"])
