"""The pledges of a community's history, with their three reviews, and its goals of a year."""

import datetime as dt
from typing import Any, NamedTuple
from uuid import UUID

from linli.demo.chronicle import at
from linli.demo.history.membership import members_of
from linli.organisations.models import PartyOrganisation
from linli.party.models import PartyMember
from linli.pledges import actions, queries
from linli.pledges.actions import Promise, Said
from linli.pledges.models import Kind, Pledge, PledgeRound, Way


class Scene(NamedTuple):
    """A round of a scenario: the chronicle, what is told of the round, and the key of its line."""

    history: Any
    told: dict[str, Any]
    line: str


def plan_pledges(history: Any) -> None:
    """Put pledges and goals of a scenario into its chronicle. One act is one pledge with its items, or one pledge's reviews."""
    for number, line in enumerate(history.told.get("goals", [])):
        history.plan(
            at(line["set"], 10, number), f"goal/{line['text']}", "pledges.set_goal",
            lambda key, line=line: actions.set_goal(
                history.community, year=line["set"].year, area=line["area"], text=line["text"],
                by=history.clerk("shuji"), goal_id=key,
            ), by="shuji",
        )  # fmt: skip
    for told in history.told.get("pledges", []):
        _round(history, told)


def _round(history: Any, told: dict[str, Any]) -> None:
    line = f"pledges/{told['title']}"
    history.plan(
        at(told["opens"], 8, 30), line, "pledges.open_round",
        lambda key: actions.open_round(
            history.community, year=told["opens"].year, title=told["title"], opens_on=told["opens"],
            closes_on=told["closes"], by=history.clerk("shuji"), round_id=key,
        ), by="shuji",
    )  # fmt: skip
    scene = Scene(history, told, line)
    for place, name in enumerate(told.get("organisations", [])):
        key = _pledge(scene, place, f"party/{name}", PartyOrganisation)
        _review(history, told, key)
    count = told.get("drafts", told.get("members", 0))
    for place, member in enumerate(members_of(history)[:count]):
        key = _pledge(scene, place, member, PartyMember)
        if place < told.get("reviewed", 0):
            _review(history, told, key)


def _pledge(scene: Scene, place: int, whose: str, model: Any) -> str:
    """One pledge with its items, published unless the round has drafts alone."""
    key: str = scene.history.plan(
        at(scene.told["opens"], 9) + dt.timedelta(minutes=place), f"{scene.line}/{whose}", "pledges.pledge",
        lambda key: _write(scene, place, scene.history.row(model, whose), key), by="dangwu",
    )  # fmt: skip
    return key


def _write(scene: Scene, place: int, owner: Any, key: UUID) -> None:
    told, by = scene.told, scene.history.actor("dangwu")
    items = told["items"]
    given = {"member": owner} if isinstance(owner, PartyMember) else {"organisation": owner}
    promises = [
        Promise(area, words, told["closes"])
        for area, words in (items[(place + step) % len(items)] for step in range(told["each"]))
    ]
    round_ = scene.history.row(PledgeRound, scene.line)
    row = actions.pledge(round_, promises, **given, by=by, pledge_id=key)
    if "drafts" not in told:
        actions.publish(row, named=False, by=by, version=row.version)


def _review(history: Any, told: dict[str, Any], key: str) -> None:
    """What is done, and the three reviews on one day: the sheets of residents are typed as two numbers."""
    history.plan(
        at(told["reviews"], 15), f"{key}/reviews", "pledges.close",
        lambda pk: _close(history, pk), by="dangwu", subject=key,
    )  # fmt: skip


def _close(history: Any, pk: UUID) -> None:
    rows = Pledge.objects.of(history.pk).select_related(
        "round", "organisation", "member__person", "community"
    )
    row, by = rows.get(pk=pk), history.actor("dangwu")
    item = row.items.all()[0]
    actions.deliver(row, item=item, evidence="按说好的做了，来的人都看得见。", by=by, version=row.version)
    actions.begin_review(row, by=by, version=row.version)
    actions.review(row, Said(Kind.SELF, Way.PAPER, words="说到的在做，还差的年底前补上。"), by=by)
    leader = queries.leaders(row)[0]
    actions.review(row, Said(Kind.LEADER, Way.PAPER, words="做得实，居民看得见。", leader=leader), by=by)
    actions.review(row, Said(Kind.PUBLIC, Way.PAPER, kept=7, not_kept=1), by=by)
    actions.close(row, by=by, version=row.version)
