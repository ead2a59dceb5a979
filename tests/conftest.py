"""What every test may use: a community with its people, and a clock that stands still."""

import datetime as dt

import pytest
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.test import Client
from django.test.utils import teardown_databases
from hypothesis import settings as hypothesis_settings

from linli.core import clock
from linli.core.tenancy import forget_communities
from tests import blueprint
from tests.kept import settled
from tests.people import Place

# The hasher of the product at a thousandth of its work: hundreds of tests set passwords, and none of them guesses one.
ScryptPasswordHasher.work_factor = 2**4
# A Tuesday morning without a holiday in the week.
MORNING = dt.datetime(2026, 3, 10, 9, 0, tzinfo=clock.BEIJING)
# Places were there before: their keys stay lower than those of the morning, also when an earlier test made them.
BEFORE = MORNING - dt.timedelta(milliseconds=1)
# Whoever asks for one of these, or for what is made from them, touches the database; nobody else is let near it.
DATABASE = {"db", "transactional_db"}
LEFT = pytest.StashKey[int]()


# No test fails because a machine is slow.
hypothesis_settings.register_profile("linli", deadline=None)
hypothesis_settings.load_profile("linli")


def pytest_addoption(parser):
    """The second database need not be shown what no database ever sees."""
    parser.addoption("--database-only", action="store_true", help="only tests that touch the database")


def touches_the_database(item) -> bool:
    """Whether a test may come out differently on another database: it has one, or starts processes that do."""
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("server")
    return bool(marked or DATABASE & set(item.fixturenames))


def pytest_collection_modifyitems(config, items):
    """Choose by the fixtures of each test, not by a list that somebody would have to keep."""
    if not config.option.database_only:
        return
    others = [item for item in items if not touches_the_database(item)]
    items[:] = [item for item in items if touches_the_database(item)]
    config.hook.pytest_deselected(items=others)
    config.stash[LEFT] = len(others)
    if hasattr(config, "workeroutput"):
        config.workeroutput["left"] = len(others)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    """A process of xdist tells how many it left, all the same number."""
    told = getattr(node, "workeroutput", {}).get("left", 0)
    node.config.stash[LEFT] = max(told, node.config.stash.get(LEFT, 0))


def pytest_terminal_summary(terminalreporter, config):
    """What did not run here is said."""
    if config.option.database_only:
        left = config.stash.get(LEFT, 0)
        terminalreporter.write_line(f"ONCE: {left} tests that touch no database run on SQLite alone")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """The database of this process, migrated once for all of them (`blueprint`)."""
    with django_db_blocker.unblock():
        config = blueprint.made()
    yield
    with django_db_blocker.unblock():
        teardown_databases(config, verbosity=0)


@pytest.fixture(autouse=True)
def _morning():
    """Tests live on one morning unless they say otherwise."""
    forget_communities()
    with clock.at(MORNING):
        yield


@pytest.fixture
def place(db) -> Place:
    """南门: a community with a desk, two grids, a team of two and a volunteer alone."""
    with clock.at(BEFORE):
        return settled("nanmen", "350824001003")


@pytest.fixture
def other_place(db) -> Place:
    """A second community, whose rows nobody of the first may see."""
    with clock.at(BEFORE):
        return settled("yongxinlu", "410181005003")


@pytest.fixture
def enter():
    """Log in as a user, without the slow password."""

    def log_in(user) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return log_in
