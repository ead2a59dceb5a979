"""Two who press at once, each with a connection of their own, as two clerks have."""

import threading

import pytest
from django.db import connection

from linli.core import clock
from linli.hall import actions
from linli.hall.models import HallAppointment, QueueTicket
from linli.hall.planting import plant_services
from linli.hall.queries import free_half_hours
from tests.conftest import MORNING
from tests.hall.hall import number, service
from tests.people import settle


@pytest.fixture
def square(transactional_db):
    """A community whose rows other connections see."""
    return settle("nanmen", "350824001003")


def at_once(*acts):
    """Do all acts at the same moment, each in a thread; what each gave, or raised."""
    start, came = threading.Barrier(len(acts)), [None] * len(acts)

    def one(place, act):
        start.wait()
        try:
            with clock.at(MORNING):
                came[place] = act()
        except Exception as error:  # noqa: BLE001  the test looks at it
            came[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


def test_two_clerks_who_call_at_once_call_two_numbers(square):
    for _ in range(2):
        number(square)
    clerks = [square.actor("clerk"), square.actor("secretary")]
    acts = [
        lambda by=by, counter=str(n): actions.call_next(square.community, letter="A", counter=counter, by=by)
        for n, by in enumerate(clerks, 1)
    ]

    came = at_once(*acts)

    assert {one.label for one in came} == {"A001", "A002"}
    assert set(QueueTicket.objects.values_list("counter", "status")) == {("1", "called"), ("2", "called")}


def test_eight_who_take_a_number_at_once_get_eight(square):
    by = square.actor("clerk")

    came = at_once(*[lambda: actions.take(square.community, letter="A", by=by)] * 8)

    assert {one.running for one in came} == set(range(1, 9))


def test_of_three_who_want_two_places_one_is_asked_to_choose_another(square):
    plant_services(square.community)
    item, by = service(square), square.actor("clerk")
    when, places = free_half_hours(square.community)[0]
    assert places == 2
    wanted = actions.appointments.Wanted(item, when, "江晚", "13900006021")

    came = at_once(*[lambda: actions.book(square.community, wanted, by=by)] * 3)

    assert sum(isinstance(one, HallAppointment) for one in came) == HallAppointment.objects.count() == places
