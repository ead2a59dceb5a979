"""Plays the wishes of a community's history, from the wisher's words to the lamp."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

from linli.core.rights import Actor, Office
from linli.demo.chronicle import at
from linli.orders.rights import REQUESTER
from linli.wishes import actions
from linli.wishes.models import Channel, MicroWish, Way
from linli.wishes.receipts import wisher

WAY = ["examine", "publish", "claim", "fulfil", "light"]
# Every third wish came on paper: the desk typed it in, and a colleague asked the wisher on the telephone.
ON_PAPER = 3
HELPERS = ("zhou", "qiu")


def plan_wishes(history: Any) -> None:
    """Put the wishes of a scenario into its chronicle; `first` and `last` are the moments of the last act of a series."""
    texts = history.told.get("wish_texts", [])
    for line in history.told.get("wishes", []):
        first, last = (dt.datetime.fromisoformat(line[word]) for word in ("first", "last"))
        step = (last - first) / max(line["count"] - 1, 1)
        for n in range(line["count"]):
            ended = (first + step * n).replace(microsecond=0, tzinfo=at(history.begin).tzinfo)
            _wish(
                history,
                f"{line['series']}/{n}",
                texts[n % len(texts)],
                n,
                (line.get("until", "light"), ended),
            )


def _wish(history: Any, key: str, text: dict[str, Any], n: int, end: tuple[str, dt.datetime]) -> None:
    """One wish, to the verb it comes to at a moment."""
    until, ended = end
    day, on_paper, helper = dt.timedelta(days=1), n % ON_PAPER == 0, HELPERS[n % len(HELPERS)]
    wished = actions.Wished(
        text=text["text"], kind=text["kind"], value_fen=text.get("yuan", 0) * 100,
        channel=Channel.PAPER if on_paper else Channel.WEB,
    )  # fmt: skip
    anybody = Actor(history.pk, "", None, (Office(REQUESTER),))
    collected = ended - 9 * day
    wish = history.plan(
        collected, f"wish/{key}", "wishes.collect",
        lambda subject: actions.collect(
            history.community, wished, by=history.clerk() if on_paper else anybody, wish_id=subject
        ), by="zonghe" if on_paper else "",
    )  # fmt: skip
    does: dict[str, tuple[dt.datetime, str, Callable[[MicroWish], Any]]] = {
        "examine": (collected + day / 12, "zonghe", lambda w: actions.examine(
            w, title=text["text"], kind=w.kind, value_fen=w.value_fen, max_claimers=1, lawful=True, no_benefit=True,
            by=history.clerk(), version=w.version)),
        "publish": (collected + day / 8, "zonghe", lambda w: actions.publish(
            w, title=w.title, by=history.clerk(), version=w.version)),
        "claim": (collected + 2 * day, helper, lambda w: actions.claim(w, by=history.actor(helper))),
        "fulfil": (ended - day, helper, lambda w: actions.fulfil(
            w, words=text["done"], by=history.actor(helper), version=w.version)),
        "light": (ended, "shuji" if on_paper else "", lambda w: actions.light(
            w, by=history.clerk("shuji") if on_paper else wisher(w), version=w.version,
            way=Way.CALL if on_paper else Way.PAGE)),
    }  # fmt: skip
    for verb in WAY[: WAY.index(until) + 1]:
        when, by, act = does[verb]
        history.plan(
            when, f"wish/{key}/{verb}", f"wishes.{verb}",
            lambda subject, act=act: act(_row(history, subject)), by=by, subject=wish,
        )  # fmt: skip


def _row(history: Any, key: UUID) -> MicroWish:
    return MicroWish.objects.of(history.pk).select_related("community", "person").get(pk=key)
