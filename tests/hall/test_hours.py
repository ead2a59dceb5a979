"""The hours that can be booked: seven lines of words, read into spans; what is wrong stands beside its day."""

import datetime as dt
import uuid

import pytest

from linli.hall.models import HallHours
from linli.hall.planting import plant_services

PAGE = "/desk/nanmen/hall/hours"


def sent(**days):
    return {"act_id": str(uuid.uuid4()), "places": "3", **{f"day_{day}": "" for day in range(7)}, **days}


def test_hours_are_set_as_they_are_written(place, enter):
    plant_services(place.community)
    client = enter(place.users["clerk"])
    assert 'value="09:00-11:30，14:30-17:00"' in client.get(PAGE).content.decode()
    answer = client.post(PAGE, sent(day_0="8:30—11：30、14:00至17:00", day_5="9:00-12:00"))
    assert answer.status_code == 302
    rows = HallHours.objects.of(place.community).order_by("weekday", "from_time")
    assert [(row.weekday, row.from_time, row.to_time, row.places) for row in rows] == [
        (0, dt.time(8, 30), dt.time(11, 30), 3),
        (0, dt.time(14), dt.time(17), 3),
        (5, dt.time(9), dt.time(12), 3),
    ]


@pytest.mark.parametrize(
    "wrong", ["上午", "9-11", "25:00-26:00", "11:00-9:00", "9:00-11:00，x", "9:00-11:00，10:00-12:00"]
)
def test_what_is_no_span_is_said_beside_its_day_and_nothing_changes(place, enter, wrong):
    plant_services(place.community)
    before = list(HallHours.objects.values_list("pk", flat=True))
    answer = enter(place.users["clerk"]).post(PAGE, sent(day_2=wrong))
    assert answer.status_code == 422
    assert "day_2" in answer.context["form"].errors
    assert sorted(HallHours.objects.values_list("pk", flat=True)) == sorted(before)


def test_a_member_sets_no_hours(place, enter):
    assert enter(place.users["zhou"]).get(PAGE).status_code in {403, 404}
