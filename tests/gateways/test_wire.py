"""Asking another server: what comes back is bounded, parsed with care, and never followed elsewhere."""

import contextlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.errors import DomainError
from linli.gateways import wire
from linli.gateways.models import RemoteServer
from linli.notifications.channels.outcomes import NotNow, Refused

SERVICES = (
    "<services><service><service_code>7</service_code><service_name>路灯</service_name></service></services>"
)
MADE = "<service_requests><request><service_request_id>42</service_request_id></request></service_requests>"
TOKEN = "<service_requests><request><token>t1</token></request></service_requests>"
OPEN = "<service_requests><request><status>open</status><status_notes>已派单</status_notes></request></service_requests>"
CLOSED = "<service_requests><request><status>CLOSED</status><status_notes>灯已换</status_notes></request></service_requests>"


class Fake(BaseHTTPRequestHandler):
    """Answers what its server was told to, and remembers what was asked."""

    def do_GET(self):
        self._answer("")

    def do_POST(self):
        self._answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def _answer(self, body):
        parts = urlsplit(self.path)
        self.server.asked.append((parts.path, parse_qs(parts.query or body), dict(self.headers)))
        status, said = self.server.answers[
            parts.path.rsplit("/", 1)[-1] if parts.path.count("/") < 3 else "one"
        ]
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/elsewhere.xml")
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(said if isinstance(said, bytes) else said.encode())

    def log_message(self, *_words):
        """Silent."""


@pytest.fixture
def fake(settings):
    """A server on this machine; `answers` by the last part of the address, `one` for a single request."""
    settings.OPEN311_PLAIN_HOSTS = ("127.0.0.1",)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Fake)
    server.asked, server.answers = [], {
        "services.xml": (200, SERVICES), "requests.xml": (200, MADE), "one": (200, OPEN),
    }  # fmt: skip
    server.endpoint = f"http://127.0.0.1:{server.server_port}/v2"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def remote(fake) -> RemoteServer:
    return RemoteServer(endpoint=fake.endpoint, jurisdiction="town", api_key="k")


def test_its_services_are_read(fake):
    assert wire.services(remote(fake)) == [{"code": "7", "name": "路灯"}]
    assert fake.asked[0][:2] == ("/v2/services.xml", {"jurisdiction_id": ["town"]})


def test_a_request_is_made_with_the_key_and_nothing_of_a_person(fake):
    made = wire.create(remote(fake), service_code="7", text="灯不亮", place="巷口", key="act-1")
    _path, sent, head = fake.asked[0]

    assert made == wire.Created("42", "")
    assert sent == {
        "jurisdiction_id": ["town"], "api_key": ["k"], "service_code": ["7"],
        "description": ["灯不亮"], "address_string": ["巷口"],
    }  # fmt: skip
    assert head["Idempotency-Key"] == "act-1"


def test_a_server_that_gives_a_token_is_asked_for_the_number(fake):
    fake.answers["requests.xml"] = (200, TOKEN)
    fake.answers["one"] = (200, MADE)

    assert wire.create(remote(fake), service_code="7", text="a", place="b", key="k").token == "t1"
    assert wire.number_of(remote(fake), "t/1") == "42"
    assert fake.asked[-1][0] == "/v2/tokens/t%2F1.xml"


def test_how_far_it_is(fake):
    assert wire.progress(remote(fake), "42") == wire.Progress(False, "已派单")
    fake.answers["one"] = (200, CLOSED)
    assert wire.progress(remote(fake), "42") == wire.Progress(True, "灯已换")


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ((500, "busy"), NotNow),
        ((429, "wait"), NotNow),
        ((403, "no key"), Refused),
        ((404, "nothing"), Refused),
        ((302, ""), Refused),
        ((200, "not xml"), NotNow),
        ((200, b"\xff\xfe\x00"), NotNow),
        ((200, ""), NotNow),
        ((200, "<!DOCTYPE x [<!ENTITY a 'b'>]><services>&a;</services>"), NotNow),
        ((200, b"<services>" + b" " * wire.LONGEST_ANSWER), NotNow),
    ],
)
def test_an_answer_that_is_none_is_later_or_never(fake, answer, outcome):
    fake.answers["services.xml"] = answer
    with pytest.raises(outcome):
        wire.services(remote(fake))
    assert len(fake.asked) == 1


def test_who_does_not_answer_is_waited_for_a_bounded_time(fake, monkeypatch):
    monkeypatch.setattr(wire, "TIMEOUT", 0.2)
    silent = threading.Event()
    fake.RequestHandlerClass = type("Silent", (Fake,), {"do_GET": lambda self: silent.wait(5)})
    try:
        with pytest.raises(NotNow):
            wire.services(remote(fake))
    finally:
        silent.set()


def test_nobody_at_the_door_is_later(fake):
    gone = RemoteServer(endpoint="http://127.0.0.1:1/v2")
    with pytest.raises(NotNow):
        wire.services(gone)


@pytest.mark.parametrize(
    "endpoint",
    ["https://localhost/v2", "https://127.0.0.1/v2", "https://[::1]/v2", "https://169.254.169.254/latest"],
)
def test_this_machine_and_its_neighbour_are_never_asked(endpoint):
    with pytest.raises(Refused):
        wire.services(RemoteServer(endpoint=endpoint))


@pytest.mark.parametrize(
    "endpoint",
    ["http://311.example.org/v2", "ftp://x", "file:///etc/passwd", "https://", "https://a@b/", "https://a/?b", "https://a:0/", "https://[", "x"],
)  # fmt: skip
def test_only_https_is_an_address(endpoint):
    with pytest.raises(DomainError):
        wire.judge_endpoint(endpoint)


def test_an_address_is_kept_without_the_slash_at_its_end():
    assert wire.judge_endpoint("https://311.example.org/v2/") == "https://311.example.org/v2"


@given(st.binary(max_size=300))
def test_any_bytes_are_xml_or_not_now(body):
    with contextlib.suppress(NotNow):
        wire._parsed(body)
