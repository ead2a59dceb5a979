"""What every test may use: a community with its people, and a clock that stands still."""

import datetime as dt

import pytest
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.test import Client

from linli.core import clock
from linli.core.tenancy import forget_communities
from tests.people import Place, settle

# The hasher of the product at a thousandth of its work: hundreds of tests set passwords, and none of them guesses one.
ScryptPasswordHasher.work_factor = 2**4
# A Tuesday morning without a holiday in the week.
MORNING = dt.datetime(2026, 3, 10, 9, 0, tzinfo=clock.BEIJING)


@pytest.fixture(autouse=True)
def _morning():
    """Tests live on one morning unless they say otherwise."""
    forget_communities()
    with clock.at(MORNING):
        yield


@pytest.fixture
def place(db) -> Place:
    """南门: a community with a desk, two grids, a team of two and a volunteer alone."""
    return settle("nanmen", "350824001003")


@pytest.fixture
def other_place(db) -> Place:
    """A second community, whose rows nobody of the first may see."""
    return settle("yongxinlu", "410181005003")


@pytest.fixture
def enter():
    """Log in as a user, without the slow password."""

    def log_in(user) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return log_in
