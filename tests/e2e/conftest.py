"""A real browser before the real pages: a server of our own in this process, phones and desks to open them on."""

import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from linli.core.tenancy import forget_communities
from tests.people import Place, settle

# Playwright keeps an event loop in this thread; the tests themselves use the database one after the other.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE, DESK = (390, 700), (1280, 900)
PASSWORD = "a-long-password-1"
# A page that says no is an answer, not a fault of the script.
ANSWERS = ("status of 403", "status of 404", "status of 409", "status of 422")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in here is a journey; without a browser, or on PostgreSQL, it is left out."""
    for item in items:
        if Path(__file__).parent not in item.path.parents:
            continue
        item.add_marker(pytest.mark.e2e)
        if CHROMIUM is None:
            item.add_marker(pytest.mark.skip(reason="no chromium on this machine"))
        elif "sqlite" not in settings.DATABASES["default"]["ENGINE"]:
            item.add_marker(pytest.mark.skip(reason="journeys run on SQLite"))


@pytest.fixture(autouse=True)
def _morning() -> Iterator[None]:
    """The server's threads see the real time, so the journeys live in it too."""
    forget_communities()
    yield
    forget_communities()


@pytest.fixture
def place(transactional_db) -> Place:
    """南门, with a telephone and an address as a real community has them."""
    made = settle("nanmen", "350824001003")
    made.community.name = "南门社区"
    made.community.look = {
        "phone": "0597-4820016",
        "address": "平川街道南门路 1 号",
        "hours": "每天 8:00—17:30",
    }
    made.community.save()
    return made


class Quiet(WSGIRequestHandler):
    """Writes no line for every request."""

    def log_message(self, *arguments: object) -> None:
        """Nothing."""


@pytest.fixture
def server(transactional_db) -> Iterator[str]:
    """The address of the product, served by threads of this process from the test database."""
    from config.wsgi import application

    connection.close()
    httpd = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    httpd.set_app(application)
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()
    thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One chromium per test process."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


@dataclass
class Street:
    """Where the people of a journey stand with their devices; it remembers what their consoles complained about."""

    browser: Browser
    server: str
    place: Place
    contexts: list[BrowserContext] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(
        self, path: str = "", *, user: str = "", size: tuple[int, int] = PHONE, **options: object
    ) -> Page:
        """A new device with one page; `user` has logged in on it."""
        options.setdefault("reduced_motion", "reduce")
        context = self.browser.new_context(
            base_url=self.server, viewport={"width": size[0], "height": size[1]}, locale="zh-CN", **options
        )
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        if user:
            client = Client()
            client.force_login(self.place.users[user])
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self.server}])
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda said: self._hear(page.url, said.type, said.text))
        if path:
            page.goto(path)
        return page

    def _hear(self, url: str, kind: str, text: str) -> None:
        if kind in {"error", "warning"} and not any(answer in text for answer in ANSWERS):
            self.complaints.append(f"{url}: {text}")


@pytest.fixture
def street(browser, server, place) -> Iterator[Street]:
    """The devices of one journey. No console may have complained: no fault of a script, no breach of the policy."""
    made = Street(browser, server, place)
    yield made
    for context in made.contexts:
        context.close()
    assert made.complaints == []
