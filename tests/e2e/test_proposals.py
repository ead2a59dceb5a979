"""Journeys of what the product proposes: a person looks, and takes all of it, some of it, or nothing."""

import re

from playwright.sync_api import expect

from linli.core.worker import drain
from linli.orders.models import Order
from tests.e2e.conftest import DESK
from tests.e2e.steps import press

CHAT = """青云首府业主群的聊天记录

苏阿姨  09:12
3栋楼道路灯坏了三天，晚上老人看不见

李姐  09:13
收到，谢谢苏阿姨"""


def test_from_a_chat_to_an_order(street, place):
    page = street.open("/desk/nanmen/orders/submit", user="clerk", size=DESK)
    press(page, "从群聊登记")
    page.get_by_label("复制的聊天内容").fill(CHAT)
    press(page, "找出要办的事")
    expect(page.locator("main")).to_contain_text("另外 1 条读过就忘掉了")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="登记这条").click()
    entry = opened.value
    expect(entry.get_by_label("发生了什么")).to_have_value("3栋楼道路灯坏了三天，晚上老人看不见")
    press(entry, "登记，拿编号")
    expect(entry.locator(".field__error")).to_contain_text("写的人同意了才登记")
    entry.get_by_label("写的人同意转给社区办").check()
    press(entry, "登记，拿编号")
    expect(entry).to_have_url(re.compile("/received$"))
    order = Order.objects.get()
    assert (order.channel, order.category.name, order.contact_name) == ("group", "路灯照明", "")
    assert "苏阿姨" not in order.text


def test_a_plan_is_taken_in_part(street, place):
    for _number in range(3):
        place.order("admitted", building=place.buildings[0])
    page = street.open("/desk/nanmen/orders/plan", user="clerk", size=DESK)
    press(page, "算一算")
    expect(page.locator("main")).to_contain_text("正在算")
    drain()
    expect(page.locator("tbody tr")).to_have_count(3)  # the page looks again by itself
    boxes = page.locator("tbody input[type=checkbox]")
    for place_of in range(3):
        boxes.nth(place_of).set_checked(place_of != 1)
    press(page, "派出勾选的")
    expect(page.locator(".toast, .note")).to_contain_text(["派出了 2 件"])
    assert sorted(Order.objects.values_list("status", flat=True)) == ["admitted", "dispatched", "dispatched"]
