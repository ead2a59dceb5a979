"""Wording that must not wait for a form."""

import pytest

from linli.orders.emergency import EMERGENCIES, emergencies_in


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("三楼有人晕倒了", "120"),
        ("厨房着火了快来", "119"),
        ("楼道里有煤气味", "119"),
        ("有人困在 电梯里了", "119"),
        ("有人持刀在门口", "110"),
    ],
)
def test_the_number_to_ring(text, number):
    assert emergencies_in(text)[0].number == number


@pytest.mark.parametrize("text", ["路灯坏了", "", "想咨询医保", "消防通道被车堵了"])
def test_ordinary_matters_are_left_alone(text):
    assert emergencies_in(text) == []


@pytest.mark.parametrize("known", EMERGENCIES, ids=lambda known: known.kind)
def test_every_word_is_recognised_and_every_kind_has_its_box(known):
    from linli.orders.warnings import box

    assert all(known in emergencies_in(word) for word in known.words)
    assert box(known)["numbers"][0]["number"] == known.number


def test_two_emergencies_in_one_text_are_both_told():
    assert [found.number for found in emergencies_in("厨房着火，老人晕倒了")] == ["120", "119"]
