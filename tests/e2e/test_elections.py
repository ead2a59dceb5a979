"""An election from the plan to the approval, in a real browser: two people count on two devices, first with a difference."""

import datetime as dt

import pytest

from linli.ballots.models import PartyElection
from linli.core import clock
from linli.organisations.models import CommitteeMember
from tests.ballots.electing import both, branch, listed_names, nominated, party_worker, planned, polling
from tests.e2e.conftest import DESK
from tests.e2e.test_access import examine, walk

ROOM = "/desk/nanmen/party/elections/"
VOTES = (9, 8, 7, 2)


@pytest.fixture
def organisation(place):
    party_worker(place)
    return branch(place, members=10)


def press(page, words):
    """The one solid button of the page."""
    with page.expect_navigation():
        page.get_by_role("button", name=words, exact=True).click()


def go(page, words):
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=words, exact=True).click()


def count(page, counter, votes):
    go(page, "录入我的计票")
    enter(page, counter, votes)
    press(page, "录入我的计票")


def enter(page, counter, votes):
    page.get_by_label("计票人").fill(counter)
    page.get_by_label("监票人").fill("监票老丁")
    page.get_by_label("收回选票").fill("10")
    page.get_by_label("无效票").fill("0")
    for number, told in enumerate(votes, 1):
        page.locator(f"#id_votes_{number}").fill(str(told))


def test_an_election_from_the_plan_to_the_approval(street, place, organisation):
    desk = street.open(ROOM, user="secretary", size=DESK)
    go(desk, "安排换届选举")
    desk.get_by_label("哪个单位").select_option(label=organisation.name)
    desk.get_by_label("应选几名").fill("3")
    desk.get_by_label("选举大会哪天开").fill((clock.today() + dt.timedelta(days=7)).isoformat())
    press(desk, "登记")
    go(desk, "核定选举人名单")
    press(desk, "核定选举人名单")
    row = PartyElection.objects.get()
    names = listed_names(row)
    go(desk, "确定候选人")
    desk.get_by_label("候选人，一行一名").fill("\n".join(names[:3]))
    press(desk, "确定候选人")
    assert desk.get_by_text("至少 4 名").count()
    desk.get_by_label("候选人，一行一名").fill("\n".join(names[:4]))
    press(desk, "确定候选人")
    go(desk, "开始投票")
    desk.get_by_label("实到会有选举权的党员几名").fill("10")
    desk.get_by_label("发出选票几张").fill("10")
    press(desk, "开始投票")

    other = street.open(f"{ROOM}{row.pk}", user="dangwu")
    count(desk, "计票老甲", VOTES)
    assert desk.get_by_text("您的计票已录入").count()
    count(other, "计票老乙", (9, 8, 6, 2))
    assert other.get_by_text("两份计票不一致").count()
    assert examine(other, resident=False) == []
    go(other, "重新录入我的计票")
    enter(other, "计票老乙", VOTES)
    other.get_by_label("哪里记错了").fill("漏唱一票")
    press(other, "重新录入我的计票")

    desk.reload()
    go(desk, "宣布当选")
    press(desk, "宣布当选")
    go(desk, "登记已上报")
    press(desk, "登记已上报")
    go(desk, "登记上级批复")
    desk.get_by_label("批复机关").fill("平川街道党工委")
    desk.get_by_label("文号").fill("平街党组〔2026〕7号")
    desk.get_by_label(f"{names[0]}任").select_option("secretary")
    press(desk, "登记上级批复")

    assert desk.get_by_text("平街党组〔2026〕7号").count()
    assert sorted(CommitteeMember.objects.values_list("person__name", "post")) == sorted(
        zip(names[:3], ("secretary", "member", "member"), strict=True)
    )


def test_pages_of_elections_are_for_everybody(street, place):
    party_worker(place)
    rows = {
        "planned": planned(place, branch(place, "一支部", members=8), seats=1),
        "named": nominated(place, branch(place, "二支部", members=8), seats=1, candidates=2),
        "counted": both(place, polling(place, branch(place, "三支部", members=8), seats=1, candidates=2, present=8), (4, 1), ballots_in=8),
    }  # fmt: skip
    one = {name: f"{ROOM}{row.pk}" for name, row in rows.items()}
    paths = [
        ROOM, f"{ROOM}new", f"{ROOM}new !", *one.values(), f"{one['planned']}/list_electors", f"{one['planned']}/tick",
        f"{one['named']}/electors", f"{one['named']}/nominate", f"{one['named']}/leave_out", f"{one['named']}/open_poll !",
        f"{one['counted']}/void_poll", f"{one['counted']}/call_off",
    ]  # fmt: skip
    found = walk(street.open(user="secretary", size=DESK), paths, resident=False)

    assert not found, "\n".join(found)
