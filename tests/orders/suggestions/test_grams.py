"""What is compared of a message: its words, not its numbers, and the subject more than the rest."""

from hypothesis import given
from hypothesis import strategies as st

from linli.orders.suggestions.grams import grams, prepared


def test_numbers_and_codes_are_all_the_same():
    assert prepared("", "A3区 12栋，ＡＢ 7路") == "0区0栋,0路"


def test_the_subject_counts_three_times():
    assert prepared("停车", "堵住了").count("停车") == 3


def test_runs_are_of_one_to_three_characters():
    assert grams("路灯坏") == ["路", "灯", "坏", "路灯", "灯坏", "路灯坏"]


@given(st.text(max_size=50), st.text(max_size=50))
def test_no_message_is_too_odd_to_be_read(subject, text):
    ready = prepared(subject, text)
    assert not any(letter.isspace() for letter in ready)
    assert len(grams(ready)) == max(0, len(ready)) + max(0, len(ready) - 1) + max(0, len(ready) - 2)
