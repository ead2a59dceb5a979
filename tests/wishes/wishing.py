"""Wishes and deeds for tests, made through the same actions that a click calls."""

import datetime as dt

from linli.core import clock, outbox
from linli.core.rights import Actor, Office
from linli.orders.rights import REQUESTER
from linli.wishes import actions
from linli.wishes.receipts import wisher

# The way to each status, by verbs after collect.
WAY = {
    "collected": (),
    "examined": ("examine",),
    "published": ("examine", "publish"),
    "claimed": ("examine", "publish", "claim"),
    "fulfilled": ("examine", "publish", "claim", "fulfil"),
    "lit": ("examine", "publish", "claim", "fulfil", "light"),
    "declined": ("decline",),
    "withdrawn": ("withdraw",),
}
PHONE = "13900006021"
DUE = dt.timedelta(days=30)


def collected(place, /, *, by="", **more):
    """A wish from the phone page, or written down by somebody of the desk."""
    wished = {
        "text": "想要一盏床头小夜灯，起夜看得清",
        "wisher_name": "林小夜",
        "wisher_phone": PHONE,
        **more,
    }
    anybody = Actor(place.community.pk, "", None, (Office(REQUESTER),))
    if by:
        wished.setdefault("channel", "phone")
    return actions.collect(place.community, actions.Wished(**wished), by=place.actor(by) if by else anybody)


def take(place, wish, verb, *, helper="zhou", groups=1):
    """One verb on a wish, by who usually does it."""
    clerk, version = place.actor("clerk"), wish.version
    does = {
        "examine": lambda: actions.examine(
            wish, title="想要一盏床头小夜灯", kind="goods", value_fen=6000, max_claimers=groups, lawful=True,
            no_benefit=True, by=clerk, version=version,
        ),
        "publish": lambda: actions.publish(wish, title=wish.title, by=clerk, version=version),
        "claim": lambda: actions.claim(wish, by=place.actor(helper)),
        "release": lambda: actions.release(wish, by=place.actor(helper)),
        "fulfil": lambda: actions.fulfil(wish, words="灯送到了", by=place.actor(helper), version=version),
        "light": lambda: actions.light(wish, by=wisher(wish), version=version),
        "reopen": lambda: actions.reopen(wish, by=wisher(wish), version=version),
        "decline": lambda: actions.decline(
            wish, reason="这是低保", instead="请到街道窗口", by=clerk, version=version
        ),
        "withdraw": lambda: actions.withdraw(wish, by=wisher(wish), version=version),
        "thank": lambda: actions.thank(wish, by=wisher(wish), thanks="看得清了，谢谢"),
    }  # fmt: skip
    does[verb]()
    outbox.follow_at_once()


def wished(place, status="collected", /, *, by="", groups=1, **more):
    """A wish that has come to `status`; `zhou` has claimed and fulfilled it."""
    wish = collected(place, by=by, **more)
    for verb in WAY[status]:
        take(place, wish, verb, groups=groups)
    wish.refresh_from_db()
    return wish


def begun(place, **more):
    """A deed that goes on: `zhou` does it, unless told otherwise."""
    values = {
        "title": "给独居老人装扶手",
        "what": "卫生间和床边各一处",
        "due_on": clock.today() + DUE,
        **more,
    }
    if "organisation" not in values:
        values.setdefault("owner", place.users["zhou"])
    return actions.begin(place.community, by=place.actor("clerk"), **values)


def confirmed(place, **more):
    """A deed that the clerk has confirmed."""
    deed = begun(place, **more)
    actions.finish(deed, evidence="装好了", by=place.actor("zhou"), version=deed.version)
    actions.confirm(deed, satisfied="yes", by=place.actor("clerk"), version=deed.version)
    return deed
