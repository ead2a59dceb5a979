"""Pages of pledges and of the alliance are for everybody: axe, targets, width, dark, as `test_access` looks at all others."""

import datetime as dt

import pytest

from linli.cobuilding import actions as cobuilding
from linli.cobuilding.models import AllianceLevel, Track
from linli.core import clock
from linli.pledges import actions
from linli.pledges.models import Area
from tests.e2e.conftest import DESK
from tests.e2e.test_access import walk
from tests.pledges.pledging import branch, closed, delivered, drafted, in_review, leader, member, published


@pytest.fixture
def pledged(place):
    """A pledge of each status, one of them the own of a member; a goal, a report; an alliance."""
    by, today = place.actor("secretary"), clock.today()
    round_ = actions.open_round(
        place.community,
        year=today.year,
        title="亮承诺",
        opens_on=today,
        closes_on=today + dt.timedelta(days=200),
        by=by,
    )
    own = published(place, member(place, "周党员", user=place.users["zhou"]), round_=round_, named=True)
    delivered(place, own)
    rows = {
        "own": own,
        "draft": drafted(place, member(place, "陶党员"), round_=round_),
        "asked": in_review(place, member(place, "罗党员"), round_=round_),
        "closed": closed(place, round_=round_, organisation=branch(place)),
    }
    goal = actions.set_goal(place.community, year=today.year, area=Area.SERVICE, text="每周下楼一天", by=by)
    actions.note_goal(goal, text="去了四次", by=by)
    report = actions.report(
        branch(place), secretary=leader(place), year=today.year, done="开了会", lacking="人少", next_steps="改周末", by=by
    )  # fmt: skip
    return {**rows, "goal": goal, "round": round_, "report": report}


@pytest.fixture
def alliance(place):
    """An alliance with a chair, an agreement and a matter."""
    by, today = place.actor("secretary"), clock.today()
    row = cobuilding.ally(place.community, name="五级联盟", since=today, by=by)
    for level in AllianceLevel:
        cobuilding.join_alliance(row, level=level, name=f"{level}党支部", since=today, by=by)
    cobuilding.rotate(row, first=today, months=1, by=by)
    cobuilding.agree(
        row.members.first(), title="共建协议", signed_on=today, since=today, until=None, member_gives="场地",
        community_gives="人手", by=by,
    )  # fmt: skip
    return cobuilding.raise_matter(row, kind=Track.DISCUSS, title="巷口路灯", by=by)


def test_pages_of_pledges_at_the_desk(street, place, pledged, alliance):
    party, allied = "/desk/nanmen/party/", "/desk/nanmen/cobuilding/alliance/"
    desk = f"{party}pledges/"
    paths = [
        desk, f"{desk}new", f"{desk}new !", *(f"{desk}{pledged[name].pk}" for name in ("own", "draft", "asked", "closed")),
        f"{desk}{pledged['draft'].pk}/rewrite", f"{desk}{pledged['draft'].pk}/publish", f"{desk}{pledged['own'].pk}/deliver !",
        f"{desk}{pledged['own'].pk}/show_name", f"{desk}{pledged['own'].pk}/begin_review", f"{desk}{pledged['asked'].pk}/review !",
        f"{desk}{pledged['asked'].pk}/close !", f"{desk}{pledged['own'].pk}/withdraw", f"{party}pledge-rounds/",
        f"{party}pledge-rounds/new !", f"{party}pledge-rounds/{pledged['round'].pk}", f"{party}goals/", f"{party}goals/new !",
        f"{party}goals/{pledged['goal'].pk}/note !", f"{party}duty-reports/", f"{party}duty-reports/new !", f"{party}duty-reports/{pledged['report'].pk}",
        f"{party}duty-reports/{pledged['report'].pk}/appraise !", allied,
        f"{allied}members/new !", f"{allied}turns/new !", f"{allied}agreements/new !", f"{allied}matters/new !",
        f"{allied}matters/{alliance.pk}/settle !",
    ]  # fmt: skip
    found = walk(street.open(user="secretary", size=DESK), paths, resident=False)

    assert not found, "\n".join(found)


def test_pages_of_pledges_on_the_phone(street, pledged, alliance):
    public = [
        "/nanmen/pledges/",
        "/nanmen/pledges/done",
        f"/nanmen/pledges/{pledged['asked'].code}/",
        "/nanmen/cobuilding/",
        "/nanmen/cobuilding/alliance",
    ]
    found = walk(street.open(), public)
    own = "/serve/nanmen/party/pledges/"
    found += walk(street.open(user="zhou"), [own, f"{own}{pledged['own'].pk}"])

    assert not found, "\n".join(found)
