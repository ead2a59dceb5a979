"""What the tests of publicity share: publications as far as wanted, a channel, a board."""

import datetime as dt

from linli.publicity import actions
from linli.publicity.models import Audience, Topic
from tests.pledges.pledging import branch, party_worker

TEXT = "九月以来开了三次支委会，定下两件事。\n第一件已经办成，第二件十月办。"
DAY = dt.date(2026, 3, 1)


def worker(place):
    """The Party affairs worker, made once."""
    return place.actor("dangwu") if "dangwu" in place.users else party_worker(place)


def drafted(
    place, *, title="三月支部工作", audience=Audience.SOCIETY, topic=Topic.DECISION, text=TEXT, by=None
):
    return actions.draft(
        branch(place), topic=topic, audience=audience, title=title, text=text, by=by or worker(place)
    )


def proposed(place, **more):
    row = drafted(place, **more)
    actions.propose(row, by=worker(place), version=row.version)
    return row


def examined(place, **more):
    row = proposed(place, **more)
    actions.examine(row, by=place.actor("clerk"), version=row.version)
    return row


def published(place, **more):
    row = examined(place, **more)
    actions.publish(row, by=place.actor("secretary"), version=row.version)
    return row


def channel(place, name="南门社区公众号"):
    return actions.open_channel(
        place.community,
        kind="wechat",
        name=name,
        keeper="党务工作岗",
        valid_from=DAY,
        by=place.actor("clerk"),
    )


def board(place, name="北门公示栏"):
    return actions.register_board(
        place.community, kind="notice", name=name, stands="北门快递柜左侧", grid=place.grids[0], valid_from=DAY,
        by=place.actor("clerk"),
    )  # fmt: skip
