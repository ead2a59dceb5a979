"""Many press at once, through HTTP, against two server processes: exactly one act is done."""

import collections
import json
import threading
import urllib.error
import urllib.parse
import urllib.request
import uuid

import pytest

from tests import servers

CROWD = 50
REPEATS = 20
pytestmark = [pytest.mark.server, pytest.mark.django_db(transaction=True)]


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer to look at, not to follow."""

    def redirect_request(self, *_args):
        return None


def post(address: str, path: str, form: dict, *, session: str = "") -> int:
    """Send a form as a browser does, with its CSRF token; the status of the answer."""
    token = "a" * 32
    cookies = f"csrftoken={token}" + (f"; sessionid={session}" if session else "")
    request = urllib.request.Request(
        address + path,
        data=urllib.parse.urlencode({**form, "csrfmiddlewaretoken": token}).encode(),
        headers={"Cookie": cookies, "Referer": address},
    )
    try:
        with urllib.request.build_opener(NoRedirect).open(request, timeout=60) as answer:
            return answer.status
    except urllib.error.HTTPError as answer:
        return answer.code


def together(calls) -> list[int]:
    """Make all calls in the same moment."""
    start, statuses = threading.Barrier(len(calls)), [0] * len(calls)

    def one(place, call):
        start.wait()
        statuses[place] = call()

    threads = [threading.Thread(target=one, args=(place, call)) for place, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


@pytest.fixture
def installation(tmp_path, worker_id):
    name = f"linli_crowd_{worker_id}"
    env = servers.environment(tmp_path, name)
    with servers.database(tmp_path, name):
        servers.run(env, "-m", "linli.command", "migrate", "--verbosity", "0")
        told = json.loads(servers.run(env, "-c", f"from tests.servers import populate; populate({CROWD})"))
        with servers.serving(env, 2) as addresses:
            yield env, addresses, told


def counted(env) -> dict:
    return json.loads(servers.run(env, "-c", "from tests.servers import count; count()"))


def test_of_fifty_who_press_at_once_one_takes_the_order_and_a_form_sent_twenty_times_is_one_order(
    installation,
):
    env, addresses, told = installation
    path = f"/serve/nanmen/orders/{told['number']}/accept"

    takes = [
        lambda n=n, key=key: post(
            addresses[n % 2], path, {"act_id": uuid.uuid4(), "version": told["version"]}, session=key
        )
        for n, key in enumerate(told["sessions"])
    ]
    statuses = collections.Counter(together(takes))

    assert statuses[302] == 1
    assert set(statuses) <= {302, 404, 409}, statuses
    assert counted(env) == {"orders": 1, "taken": 1, "status": "accepted"}

    form = {"act_id": uuid.uuid4(), "text": "路灯坏了", "category": told["category"], "seen_similar": "on"}
    sends = [lambda n=n: post(addresses[n % 2], "/nanmen/orders/submit", form) for n in range(REPEATS)]
    statuses = collections.Counter(together(sends))

    assert statuses == {302: REPEATS}
    assert counted(env)["orders"] == 2
