"""Acts happen once."""

import pytest

from linli.core.acts import Act, AnotherAct, once
from linli.core.keys import uuid7


def test_a_repeat_gets_the_first_outcome_and_does_nothing(place):
    by, key, subject = place.actor("clerk"), uuid7(), uuid7()
    with once(key, "orders.admit", subject, by=by) as earlier:
        assert earlier is None

    with once(key, "orders.admit", uuid7(), by=by) as earlier:
        assert earlier.subject_id == subject

    assert Act.objects.count() == 1


def test_an_act_that_fails_may_be_tried_again(place):
    by, key = place.actor("clerk"), uuid7()
    with pytest.raises(ZeroDivisionError), once(key, "orders.admit", uuid7(), by=by):
        _ = 1 // 0

    with once(key, "orders.admit", uuid7(), by=by) as earlier:
        assert earlier is None


@pytest.mark.parametrize(("action", "who"), [("orders.close", "clerk"), ("orders.admit", "secretary")])
def test_a_key_serves_one_act_of_one_person(place, action, who):
    key = uuid7()
    with once(key, "orders.admit", uuid7(), by=place.actor("clerk")):
        pass

    with pytest.raises(AnotherAct), once(key, action, uuid7(), by=place.actor(who)):
        pytest.fail("the body must not run")


def test_a_key_of_another_community_is_not_looked_into(place, other_place):
    key = uuid7()
    with once(key, "orders.admit", uuid7(), by=place.actor("clerk")):
        pass

    with pytest.raises(AnotherAct), once(key, "orders.admit", uuid7(), by=other_place.actor("clerk")):
        pytest.fail("the body must not run")


def test_the_same_form_with_other_words_is_another_act(place):
    by, key = place.actor("clerk"), uuid7()
    with once(key, "orders.submit", uuid7(), by=by, typed="路灯坏了"):
        pass

    with once(key, "orders.submit", uuid7(), by=by, typed="路灯坏了") as earlier:
        assert earlier
    with pytest.raises(AnotherAct), once(key, "orders.submit", uuid7(), by=by, typed="下水道堵了"):
        pytest.fail("the body must not run")
