"""A gateway for text messages on this machine: a real HTTP server that says what the test wants it to say."""

import contextlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Gateway:
    """What came in, and what it answers: statuses one after the other, then 200; 0 is silence until the end."""

    answers: list[int] = field(default_factory=list)
    got: list[tuple[dict, bytes]] = field(default_factory=list)
    url: str = ""
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def documents(self) -> list[dict]:
        """The bodies, read."""
        return [json.loads(body) for _headers, body in self.got]


@contextlib.contextmanager
def listening() -> Iterator[Gateway]:
    """A gateway on a free port."""
    gateway = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            gateway.got.append((dict(self.headers), body))
            status = gateway.answers.pop(0) if gateway.answers else 200
            if not status:
                gateway.over.wait(30)
                return
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    gateway.url = f"http://127.0.0.1:{server.server_port}/send"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield gateway
    finally:
        gateway.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
