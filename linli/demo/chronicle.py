"""A chronicle: acts of one community, each at its own moment and each once.

The id of an act follows from its line in the scenario, so a replay finds what is done and goes on where one was broken off.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from linli.accounts.models import User
from linli.accounts.queries import actor_in
from linli.core import clock, keys, outbox
from linli.core.acts import once
from linli.core.rights import Actor
from linli.places.models import Community

SCENARIOS = UUID("0b1f7a52-7b0f-5d0e-9a3c-6f2d6c1e4a10")


def community_id(slug: str) -> UUID:
    """The id of a demo community: known before it is founded, for its founding is an act in it."""
    return uuid5(SCENARIOS, slug)


class Line(NamedTuple):
    """One act of the scenario. `act` gets the id of its subject; `subject` names the line whose subject it is about."""

    when: dt.datetime
    key: str
    action: str
    act: Callable[..., Any]
    by: str
    subject: str


class Chronicle:
    """The acts of one scenario in one community."""

    def __init__(self, scenario: str, slug: str) -> None:
        self.scenario, self.slug, self.pk = scenario, slug, community_id(slug)
        self.lines: list[Line] = []
        self.subjects: dict[str, UUID] = {}
        self.done = self.repeated = 0
        self._actors: dict[str, Actor] = {}
        self._community: Community | None = None

    @property
    def community(self) -> Community:
        """The community, once it is founded."""
        if self._community is None:
            self._community = Community.objects.select_related("division").get(pk=self.pk)
        return self._community

    def plan(
        self,
        when: dt.datetime,
        key: str,
        action: str,
        act: Callable[..., Any],
        *,
        by: str = "zonghe",
        subject: str = "",
    ) -> str:
        """Put a line into the scenario; its key is returned, for later lines to name its subject."""
        self.lines.append(Line(when, key, action, act, by, subject))
        return key

    def play(self) -> None:
        """Do what is planned, in the order of time."""
        for line in sorted(self.lines, key=lambda line: line.when):
            self.do(line)

    def do(self, line: Line) -> None:
        """Do one line at its moment, unless it has been done."""
        with clock.at(line.when):
            by = self.actor(line.by)
            subject = self._subject(line)
            act_id = uuid5(SCENARIOS, f"{self.scenario}/{self.slug}/{line.key}")
            with once(act_id, line.action, subject, by=by) as earlier:
                if earlier is None:
                    line.act(subject)
                    self.done += 1
                else:
                    subject = earlier.subject_id
                    self.repeated += 1
            self.subjects[line.key] = subject
            outbox.follow_at_once()

    def _subject(self, line: Line) -> UUID:
        """What the line is about: an earlier line's subject, the community itself, or something new."""
        if line.subject:
            return self.subjects[line.subject]
        return self.pk if line.action == "places.found" else keys.uuid7()

    def actor(self, login: str) -> Actor:
        """Who acts: somebody of the community by login, or the one who writes the first things down ("")."""
        if not login:
            return Actor(self.pk, "初始登记")
        if login not in self._actors:
            self._actors[login] = actor_in(User.objects.get(login=f"{login}@{self.slug}"), self.community)
        return self._actors[login]


def at(day: dt.date, hour: int = 9, minute: int = 0, second: int = 0) -> dt.datetime:
    """A moment of a day in Beijing."""
    return dt.datetime.combine(day, dt.time(hour, minute, second), clock.BEIJING)


def numbered(first_and_last: list[int]) -> Iterator[int]:
    """[4, 7] is 4, 5, 6, 7."""
    first, last = first_and_last
    yield from range(first, last + 1)
