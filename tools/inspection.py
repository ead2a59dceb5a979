"""`dev.py inspect` (and `dev.py inspect api`, tools/contracts.py): walk every page of the demonstration as every role, and say what is wrong with it.

Starts the product from an empty folder with the demo, follows the links of each role without pressing a button, and looks
at every page at the width of a telephone and of a desk: its answer, WCAG 2.2 AA by axe, complaints of the console, what
is wider than the screen, the length of the title. Pages that differ only in which row they show are one page. Ends with 1
when something was found.
"""

import argparse
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from axe_playwright_python.base import AXE_SCRIPT  # noqa: E402 (the folder is put on the path first)
from playwright.sync_api import Browser, BrowserContext, Page, Response, sync_playwright  # noqa: E402

from tools import contracts  # noqa: E402
from tools.console import Trouble, say, tail  # noqa: E402

# The same rules that the tests of the pages obey.
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
AXE = f"axe.run(document, {{runOnly: {TAGS}, resultTypes: ['violations']}}).then(found => found.violations.map(" \
    "rule => `${rule.id} ${rule.nodes.length}x ${rule.nodes[0].target}`))"  # fmt: skip
LINKS = "[...document.querySelectorAll('a[href]:not([download])')].map(link => new URL(link.getAttribute('href'), location).href)"
WIDTH = "document.documentElement.scrollWidth"
SIZES = ((390, 844), (1280, 900))
LIMIT, TITLE, PATIENCE = 150, 28, 60
# Who looks, and where they begin; the posts are told from the list of accounts that the demo writes.
ROLES = {
    "visitor": "",
    "clerk": "综合岗",
    "secretary": "社区书记",
    "grid worker": "网格员",
    "member": "志愿者",
    "property company": "物业",
    "township": "街道",
}
FILES = re.compile(r"\.(pdf|png|jpe?g|xlsx|csv|docx|json|svg)$|/pictures/|/image$")
ROW = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=[/=])\d[\d-]*(?=[/&]|$)|(?<=/)[A-HJ-NP-Z2-9]{6}(?=/|$)|(?<=/)F\d+(?=/|$)"
)


@dataclass
class Seen:
    """One page as one role saw it."""

    role: str
    path: str
    status: int
    title: str
    found: list[str] = field(default_factory=list)

    def line(self) -> str:
        """It, in one line, and what is wrong with it below."""
        head = f"{'!!' if self.found else 'ok'} {self.status} {self.role:<16} {self.path}  «{self.title}»"
        return "\n".join([head, *(f"     {thing}" for thing in self.found)])


def options(arguments: list[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="dev.py inspect", description="Walk every page as every role.")
    parser.add_argument("--json", action="store_true", help="print one JSON document, nothing else")
    parser.add_argument("--pictures", type=Path, metavar="FOLDER", help="keep a picture of every page")
    parser.add_argument(
        "--limit", type=int, default=LIMIT, help=f"pages at most, of all roles (default {LIMIT})"
    )
    parser.add_argument("--role", choices=ROLES, action="append", help="only this role; may be repeated")
    parser.add_argument("--community", default="nanmen", help="the slug to walk in (default nanmen)")
    return parser.parse_args(arguments)


# ---- the product ----


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(environment: dict[str, str], log: Path, *words: str) -> None:
    """One command of the product; it must succeed."""
    with log.open("ab") as file:
        done = subprocess.run(
            [sys.executable, "-m", "linli.command", *words],
            env=environment, cwd=ROOT, stdout=file, stderr=file, stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
    if done.returncode:
        raise Trouble(f"linli {words[0]} failed. 命令失败。\n{tail(log)}")


def await_answer(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Until the server listens."""
    limit, port = time.monotonic() + PATIENCE, urlsplit(address).port
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port or 0)) == 0:
                return
        if server.poll() is not None or time.monotonic() > limit:
            raise Trouble(f"The server did not start. 启动失败。\n{tail(log)}")
        time.sleep(0.1)


@contextmanager
def product(folder: Path) -> Iterator[str]:
    """The address of a product with the demo, alive as long as one looks at it."""
    address, log = f"http://127.0.0.1:{free_port()}", folder / "server.log"
    environment = {key: word for key, word in os.environ.items() if key != "DATABASE_URL"}
    environment |= {"LINLI_VAR": str(folder), "LINLI_ORIGINS": address, "PYTHONUNBUFFERED": "1"}
    run(environment, log, "migrate", "--no-input")
    run(environment, log, "demo")
    command = [sys.executable, "-m", "gunicorn", "config.wsgi:application", "--bind", address.split("//")[1]]
    more = ["--threads", "4", "--log-level", "warning", "--no-control-socket", "--chdir", str(ROOT)]
    with log.open("ab") as file:
        server = subprocess.Popen(
            [*command, *more], env=environment, cwd=ROOT, stdout=file, stderr=file, start_new_session=True
        )
    try:
        await_answer(address, server, log)
        yield address
    finally:
        server.terminate()
        server.wait()


def accounts(folder: Path, slug: str) -> dict[str, tuple[str, str]]:
    """Login and password of one holder of each post, from what the demo wrote."""
    found: dict[str, tuple[str, str]] = {}
    for line in (folder / "demo-accounts.txt").read_text(encoding="utf-8").splitlines():
        login, password, _name, post = line.split("\t")
        for role, word in ROLES.items():
            if word and word in post and (login.endswith(f"@{slug}") or role == "township"):
                found.setdefault(role, (login, password))
    return found


# ---- the walk ----


def kind(url: str) -> str:
    """An address without which row it shows, so that a thousand rows are one page."""
    parts = urlsplit(url)
    names = sorted(word.split("=")[0] for word in parts.query.split("&") if word)
    return ROW.sub("*", parts.path) + ("?" + "&".join(names) if names else "")


class Walk:
    """One role on its way through the pages."""

    def __init__(self, role: str, context: BrowserContext, address: str, slug: str):
        """At the door."""
        self.role, self.address, self.slug = role, address, slug
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("console", lambda said: self._hear(said.type, said.text))
        self.page.on("response", self._receive)

    def _hear(self, sort: str, text: str) -> None:
        if sort in {"error", "warning"} and "Failed to load resource" not in text:
            self.complaints.append(f"console: {text[:160]}")

    def _receive(self, answer: Response) -> None:
        """A part of a page, a picture or a script, which did not come."""
        if answer.status >= HTTPStatus.BAD_REQUEST and not answer.request.is_navigation_request():
            self.complaints.append(f"{answer.status}: {answer.url.removeprefix(self.address)}")

    def log_in(self, login: str, password: str) -> str:
        """Through the door; where one stands then."""
        self.page.goto(f"{self.address}/accounts/login")
        self.page.fill("[name=login]", login)
        self.page.fill("[name=password]", password)
        with self.page.expect_navigation():
            self.page.locator("main form [type=submit], main form button").first.click()
        if "/accounts/login" in self.page.url:
            raise Trouble(f"{login} could not log in. 登录失败。")
        return self.page.url

    def ours(self, link: str) -> bool:
        """Whether a link leads to another page of this product and community, and neither to a file nor out.
        What residents see is looked at once, by the visitor.
        """
        parts = urlsplit(link)
        if not link.startswith(f"{self.address}/") or FILES.search(parts.path):
            return False
        words = parts.path.strip("/").split("/")
        if words[0] in {"desk", "serve"}:
            return words[1:2] in ([self.slug], ["area"])
        if words[0] == "accounts":
            return "logout" not in words
        return self.role == "visitor" and words[0] in {self.slug, ""}

    def follow(self, start: str, limit: int, pictures: Path | None) -> Iterator[Seen]:
        """Every page that can be reached, nearest first; a list that is only filtered otherwise comes last."""
        waiting, known = [start], {kind(start)}
        while waiting and limit:
            waiting.sort(key=lambda link: "?" in link)
            link, limit = waiting.pop(0), limit - 1
            answer = self.page.goto(link)
            yield self.look(link, answer, pictures)
            for further in (urldefrag(found)[0] for found in self.page.evaluate(LINKS)):
                if self.ours(further) and kind(further) not in known:
                    known.add(kind(further))
                    waiting.append(further)

    def look(self, link: str, answer: Response | None, pictures: Path | None) -> Seen:
        """One page at both widths."""
        path = link.removeprefix(self.address)
        seen = Seen(self.role, path, answer.status if answer else 0, self.page.title())
        if seen.status != HTTPStatus.OK:
            seen.found.append(f"answers {seen.status}")
        if len(seen.title) > TITLE and not path.startswith("/desk/"):
            seen.found.append(f"title has {len(seen.title)} characters")
        if not seen.title.strip():
            seen.found.append("no title")
        self.page.evaluate(AXE_SCRIPT)
        for width, height in SIZES:
            self.page.set_viewport_size({"width": width, "height": height})
            seen.found += [f"{width} axe: {rule}" for rule in self.page.evaluate(AXE)]
            if (wide := self.page.evaluate(WIDTH)) > width:
                seen.found.append(f"{width} is {wide} px wide")
            if pictures:
                name = re.sub(r"\W+", "_", f"{self.role} {path}")[:100]
                self.page.screenshot(path=pictures / f"{name}_{width}.png", full_page=True)
        seen.found += self.complaints
        self.complaints.clear()
        return seen


def walks(browser: Browser, address: str, folder: Path, chosen: argparse.Namespace) -> Iterator[Seen]:
    """Role after role; each may have an even share of the pages that are left."""
    known, left = accounts(folder, chosen.community), chosen.limit
    roles = [role for role in chosen.role or ROLES if role == "visitor" or role in known]
    for n, role in enumerate(roles):
        options = {"locale": "zh-CN", "color_scheme": "light", "reduced_motion": "reduce"}
        context = browser.new_context(viewport={"width": SIZES[0][0], "height": SIZES[0][1]}, **options)
        walk = Walk(role, context, address, chosen.community)
        start = walk.log_in(*known[role]) if role in known else f"{address}/"
        for seen in walk.follow(start, left // (len(roles) - n), chosen.pictures):
            left -= 1
            yield seen
        context.close()


def inspect(chosen: argparse.Namespace) -> list[Seen]:
    """The product started, walked and ended; all that was seen."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        raise Trouble("There is no chromium to look with. 没有 chromium 浏览器。")
    if chosen.pictures:
        chosen.pictures.mkdir(parents=True, exist_ok=True)
    result = []
    with (
        tempfile.TemporaryDirectory(prefix="linli-inspect-") as name,
        product(Path(name)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for seen in walks(browser, address, Path(name), chosen):
            result.append(seen)
            if not chosen.json:
                say(seen.line())
        browser.close()
    return result


def main(arguments: list[str]) -> int:
    """The command; its exit code. `inspect api` is another walk (tools/contracts.py)."""
    if arguments[:1] == ["api"]:
        return contracts.main(arguments[1:])
    chosen = options(arguments)
    try:
        seen = inspect(chosen)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 2
    bad = [page for page in seen if page.found]
    roles = ", ".join(dict.fromkeys(page.role for page in seen))
    if chosen.json:
        say(
            json.dumps(
                {"pages": [asdict(page) for page in seen], "bad": len(bad)}, ensure_ascii=False, indent=2
            )
        )
    else:
        say(f"\n{len(seen)} pages as {roles}; {len(bad)} with something to mend.")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
