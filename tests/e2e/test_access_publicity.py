"""Pages of publicity are for everybody: axe, targets, width, dark, as `test_access` looks at all others."""

import pytest

from linli.publicity import actions
from linli.publicity.models import Audience
from tests.e2e.conftest import DESK
from tests.e2e.test_access import walk
from tests.pledges.pledging import branch, member
from tests.publicity.publishing import board, channel, drafted, examined, proposed, published, worker


@pytest.fixture
def known(place):
    """A publication of each status, a channel, a board with what hangs on it, a member who reads."""
    member(place, "周党员", user=place.users["zhou"])
    rows = {
        "draft": drafted(place, title="起草中"),
        "waiting": proposed(place, title="待审核的一份"),
        "signed": examined(place, title="已审核的一份"),
        "known": published(place, title="支委会定下两件事"),
        "inner": published(place, title="上季度党费总数", audience=Audience.MEMBERS),
    }
    out = rows["known"]
    rows["channel"] = channel(place)
    actions.send_out(out, channel=rows["channel"], out_on=out.published_on, by=worker(place))
    rows["board"] = board(place)
    rows["version"] = actions.put_up(
        rows["board"], title="一期", publication=out, put_up_on=out.published_on, by=place.actor("clerk")
    )
    return {name: row.pk for name, row in rows.items()} | {"code": out.code, "branch": branch(place).pk}


def test_pages_of_publicity(street, place, known):
    party = "/desk/nanmen/party/"
    desk, boards = f"{party}publications/", f"{party}boards/"
    paths = [
        desk, f"{desk}new !", *(f"{desk}{known[name]}" for name in ("draft", "waiting", "signed", "known", "inner")),
        f"{desk}{known['draft']}/propose", f"{desk}{known['draft']}/rewrite !", f"{desk}{known['waiting']}/examine !",
        f"{desk}{known['waiting']}/send_back !", f"{desk}{known['signed']}/publish", f"{desk}{known['known']}/send_out !",
        f"{desk}{known['known']}/take_down", f"{party}quarters/", f"{party}channels/", f"{party}channels/new !",
        f"{party}channels/{known['channel']}/end", boards, f"{boards}new !", f"{boards}{known['board']}",
        f"{boards}{known['board']}/put_up !", f"{boards}{known['board']}/end", f"{boards}versions/{known['version']}",
        f"{party}wall/",
    ]  # fmt: skip
    found = walk(street.open(user="secretary", size=DESK), paths, resident=False)
    found += walk(street.open(), ["/nanmen/publications/", f"/nanmen/publications/{known['code']}/"])
    own = "/serve/nanmen/party/publications/"
    found += walk(street.open(user="zhou"), [own, f"{own}{known['known']}", f"{own}{known['inner']}"])

    assert not found, "\n".join(found)
