"""A member of the Party reads the own page on a telephone: meetings, dues, pledges, points, what is made known, a calendar."""

import re

from playwright.sync_api import expect

from linli.publicity.models import Audience
from tests.e2e.steps import press
from tests.e2e.test_access import walk
from tests.meetings.meeting import convened
from tests.party.party import Party
from tests.pledges.pledging import published as pledged
from tests.pledges.pledging import round_of
from tests.publicity.publishing import published

OWN = "/serve/nanmen/party/"


def test_a_member_reads_the_own_page_on_a_telephone(street, place):
    party = Party(place)
    member = party.member("周党员", user=place.users["zhou"], group=party.groups[0])
    party.pays(member)
    party.paid(member)
    pledged(place, member, round_=round_of(place))
    published(place, title="上季度党费总数", audience=Audience.MEMBERS)
    convened(place, party.branch, title="讨论楼道充电")

    page = street.open(OWN, user="zhou")
    expect(page.get_by_role("heading", name="我的组织生活")).to_be_visible()
    for words in ("讨论楼道充电", "我的承诺", "上季度党费总数", "第一党小组"):
        expect(page.locator("main")).to_contain_text(words)
    expect(page.locator("main")).not_to_contain_text(re.compile(r"排名|第\d+名|逾期"))

    page.locator("main").get_by_text("上季度党费总数").click()
    expect(page.get_by_role("heading", name="上季度党费总数")).to_be_visible()
    page.go_back()
    press(page, "订阅到我的日历")
    press(page, "生成地址")
    address = page.get_by_label("给日历用").input_value()
    assert address.endswith(".ics")
    answer = page.request.get(address)
    assert (answer.status, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert "讨论楼道充电" in answer.text().replace("\r\n ", "")
    assert "周党员" not in answer.text()

    found = walk(
        street.open(user="zhou"), [OWN, f"{OWN}calendar", f"{OWN}dues/", f"{OWN}points/", f"{OWN}pledges/"]
    )
    assert not found, "\n".join(found)
