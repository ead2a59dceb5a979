"""The ways to a person, as the person said (N-18)."""

import datetime as dt

import pytest

from linli.core import clock
from linli.notifications.hours import Hours
from linli.places.models import Dwelling
from linli.residents.models import Person, Reach, Residence
from linli.residents.phones import is_mobile
from linli.residents.ways import addresses
from tests.people import SINCE

PHONE = "13900006021"


@pytest.fixture
def known(place):
    return Person.objects.create(community=place.community, name="林小夜", phone=PHONE)


def at_home(place, person, **more):
    dwelling = Dwelling.objects.create(
        community=place.community, building=place.buildings[0], room="502", valid_from=SINCE
    )
    return Residence.objects.create(
        community=place.community, person=person, dwelling=dwelling, valid_from=SINCE, kind="actual", **more
    )


def ways(place, phone=PHONE, name="林"):
    return [(way.channel.value, way.value, way.name) for way in addresses(place.community.pk, phone, name)]


def wish(place, person, **more):
    return Reach.objects.create(community=place.community, person=person, **more)


def test_without_a_telephone_there_is_no_way(place):
    assert ways(place, "") == []


def test_who_said_nothing_gets_a_text_message_or_a_call(place):
    assert ways(place) == [("sms", PHONE, "林"), ("call", PHONE, "林")]
    assert ways(place, "05974820016") == [("call", "05974820016", "林")]


@pytest.mark.parametrize(
    ("channel", "read_aloud", "wanted"),
    [("call", False, ["call"]), ("text", False, ["sms", "call"]), ("text", True, ["call"])],
)
def test_the_way_that_the_person_chose(place, known, channel, read_aloud, wanted):
    wish(place, known, channel=channel, read_aloud=read_aloud)

    assert [way for way, _value, _name in ways(place)] == wanted


@pytest.mark.parametrize("channel", ["paper", "visit"])
def test_a_letter_and_a_visit_go_home_and_without_a_home_somebody_rings(place, known, channel):
    wish(place, known, channel=channel)
    assert [way for way, _value, _name in ways(place)] == ["sms", "call"]

    at_home(place, known)
    assert ways(place) == [(channel, "青云首府 1栋 502", "林小夜")]


def test_a_home_that_was_left_is_no_home(place, known):
    wish(place, known, channel="paper")
    at_home(place, known, valid_to=clock.today() - dt.timedelta(days=1))

    assert ways(place)[0][0] == "sms"


def test_hours_and_what_the_carrier_minds_come_along(place, known):
    wish(place, known, channel="call", from_hour=18, to_hour=24, language="粤语", read_aloud=True)
    (way,) = addresses(place.community.pk, PHONE)

    assert way.hours == Hours(18, 24)
    assert way.note == "要念给本人听、粤语"


def test_of_two_who_share_a_telephone_neither_wish_is_guessed(place, known):
    wish(place, known, channel="call")
    other = Person.objects.create(community=place.community, name="柴大年", phone=PHONE)
    wish(place, other, channel="paper")

    assert [way for way, _value, _name in ways(place)] == ["sms", "call"]


def test_wishes_stay_in_their_community(place, other_place, known):
    wish(place, known, channel="call")

    assert [way.channel.value for way in addresses(other_place.community.pk, PHONE)] == ["sms", "call"]


@pytest.mark.parametrize(
    ("digits", "mobile"), [(PHONE, True), ("05974820016", False), ("4820016", False), ("12900006021", False)]
)
def test_which_numbers_take_text_messages(digits, mobile):
    assert is_mobile(digits) == mobile
