"""Addresses, events and a gateway for tests of messages."""

import pytest

from linli.notifications import actions
from linli.notifications.addresses import Address, Channel, Event
from tests.notifications.gateways import listening

PHONE = "13900006021"
SECRET = "a-secret-of-the-test-run"


@pytest.fixture
def gateway(settings):
    """An installation that can send text messages, to a gateway on this machine."""
    with listening() as made:
        settings.SMS_URL, settings.SMS_SECRET = made.url, SECRET
        yield made


@pytest.fixture
def say(place):
    """Let somebody be told about the place's team; `turn` makes it another event."""

    def told(*ways, turn=1, text="您反映的事办过了", **more):
        event = Event.of("tests.happened", place.team, turn)
        to = [way if isinstance(way, Address) else Address(Channel(way), PHONE) for way in ways]
        return actions.notify(event, to, text=text, by=place.actor("clerk"), **more)

    return told
