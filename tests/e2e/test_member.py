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
    today = convened(place, party.branch, title="讨论楼道充电")
    convened(place, party.branch, kind="lecture", title="听村史")

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

    page.goto(f"{OWN}meetings/{today.pk}")
    press(page, "我到了")
    expect(page.locator("main")).to_contain_text("您已登记到场")
    page.goto(OWN)
    press(page, "我的学习笔记")
    press(page, "写学习笔记")
    page.get_by_label("笔记标题").fill("三句话")
    page.get_by_label("笔记内容").fill("水渠是一锹一锹挖出来的。")
    page.get_by_label("是哪次会议的？").select_option(index=1)
    press(page, "保存")
    press(page, "分享给这次会议的人")
    expect(page.locator("main")).to_contain_text("带您的名字")
    note = page.url.rsplit("/", 1)[1]

    found = walk(
        street.open(user="zhou"),
        [
            f"{OWN}notes/",
            f"{OWN}notes/new",
            f"{OWN}notes/new !",
            f"{OWN}notes/{note}",
            f"{OWN}notes/{note}/amend_note",
            f"{OWN}meetings/{today.pk}",
            OWN,
            f"{OWN}calendar",
            f"{OWN}dues/",
            f"{OWN}points/",
            f"{OWN}pledges/",
        ],
    )
    assert not found, "\n".join(found)
