"""Several at the same moment: a code lets one in, a posting is lent and handed over once."""

import contextvars
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from linli.accounts import delegations, factors, hand_overs, totp
from linli.accounts.models import Delegation, HandOver, Posting
from linli.core import clock, keys
from linli.core.errors import DomainError
from tests.accounts.proving import digits
from tests.people import Place, person, settle

CROWD = 6


@pytest.fixture
def place(transactional_db) -> Place:
    return settle("nanmen", "350824001003")


def together(act: Callable[[], Any]) -> Counter:
    """What came of so many who do the same at once; each has a connection and the clock of this test."""
    start, came = threading.Barrier(CROWD), []

    def one() -> None:
        start.wait()
        try:
            came.append(bool(act()))
        except DomainError:
            came.append(False)
        finally:
            connection.close()

    threads = [threading.Thread(target=contextvars.copy_context().run, args=(one,)) for _ in range(CROWD)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(came)


def with_app(place: Place) -> str:
    """An app of the clerk, whose step of this moment is still good."""
    secret, user = totp.new_secret(), place.users["clerk"]
    user.factors.create(kind="app", name="手机", secret=secret, made_at=clock.now())
    return secret


def test_one_code_of_an_app_lets_one_in(place):
    code = digits(with_app(place))

    assert together(lambda: factors.is_good(place.users["clerk"], code)) == {True: 1, False: CROWD - 1}


def test_one_recovery_code_lets_one_in(place):
    with_app(place)
    code = factors.make_recovery_codes(place.users["clerk"], by=place.actor("clerk"))[0]

    assert together(lambda: factors.is_good(place.users["clerk"], code)) == {True: 1, False: CROWD - 1}


def test_the_same_days_are_lent_once(place):
    posting, today = Posting.objects.get(user=place.users["clerk"]), clock.today()
    by, to = place.actor("clerk"), place.users["grid_worker"]

    came = together(lambda: delegations.delegate(posting, to=to, since=today, until=today, by=by))

    assert came == {True: 1, False: CROWD - 1}
    assert Delegation.objects.count() == 1


def test_a_posting_is_handed_over_once(place):
    posting, by = Posting.objects.get(user=place.users["clerk"]), place.actor("secretary")
    takers = [person(place, f"taker{n}", "clerk") for n in range(CROWD)]
    turn = iter(takers)

    came = together(lambda: hand_overs.hand_over(posting, taker=next(turn), by=by, hand_over_id=keys.uuid7()))

    assert came == {True: 1, False: CROWD - 1}
    assert HandOver.objects.count() == 1
