"""The alliance of a community's history: its members of five levels, the turns of a year, agreements and matters."""

from typing import Any
from uuid import UUID

from linli.cobuilding import actions
from linli.cobuilding.models import Alliance, AllianceMatter, AllianceMember
from linli.core.records import state_of
from linli.demo.chronicle import at


def plan_alliance(history: Any) -> None:
    """Put the alliance of a scenario into its chronicle."""
    told = history.told.get("alliance")
    if not told:
        return
    since = told["since"]
    line = history.plan(
        at(since, 9), "alliance", "cobuilding.ally",
        lambda key: actions.ally(
            history.community, name=told["name"], since=since, by=history.clerk("shuji"), alliance_id=key
        ), by="shuji",
    )  # fmt: skip
    for place, (level, name) in enumerate(told["members"]):
        history.plan(
            at(since, 9, 10 + place), f"{line}/{name}", "cobuilding.join_alliance",
            lambda key, level=level, name=name: actions.join_alliance(
                history.row(Alliance, line), level=level, name=name, since=since, by=history.clerk("shuji"), member_id=key
            ), by="shuji",
        )  # fmt: skip
    for first in told["turns"]:
        history.plan(
            at(first, 10), f"{line}/turns/{first}", "cobuilding.rotate",
            lambda key, first=first: actions.rotate(
                Alliance.objects.of(history.pk).get(pk=key), first=first, months=1, by=history.clerk("shuji")
            ), by="shuji", subject=line,
        )  # fmt: skip
    for agreed in told["agreements"]:
        history.plan(
            at(agreed["signed"], 15), f"{line}/agreement/{agreed['with']}", "cobuilding.agree",
            lambda key, agreed=agreed: _agree(history, line, agreed, key), by="shuji",
        )  # fmt: skip
    for matter in told["matters"]:
        _matter(history, line, matter)


def _agree(history: Any, line: str, agreed: dict[str, Any], key: UUID) -> None:
    actions.agree(
        history.row(AllianceMember, f"{line}/{agreed['with']}"), title=agreed["title"], signed_on=agreed["signed"],
        since=agreed["signed"], until=None, member_gives=agreed["gives"], community_gives=agreed["gets"],
        by=history.clerk("shuji"), agreement_id=key,
    )  # fmt: skip


def _matter(history: Any, line: str, matter: dict[str, Any]) -> None:
    key = history.plan(
        at(matter["raised"], 16), f"{line}/matter/{matter['title']}", "cobuilding.raise_matter",
        lambda key: actions.raise_matter(
            history.row(Alliance, line), kind=matter["track"], title=matter["title"], by=history.clerk("shuji"),
            matter_id=key,
        ), by="shuji",
    )  # fmt: skip
    if outcome := matter.get("outcome"):
        history.plan(
            at(matter["settled"], 16), f"{key}/settle", "cobuilding.settle_matter",
            lambda pk: _settle(history, pk, outcome), by="shuji", subject=key,
        )  # fmt: skip


def _settle(history: Any, pk: UUID, outcome: str) -> None:
    row = AllianceMatter.objects.of(history.pk).get(pk=pk)
    actions.settle_matter(row, outcome=outcome, by=history.clerk("shuji"), seen=state_of(row))
