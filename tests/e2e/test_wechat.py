"""The ten commonest tasks of residents inside WeChat, without JavaScript, on a telephone that forgets between two pages."""

import datetime as dt
import re

from playwright.sync_api import Page, expect

from linli.core import clock
from linli.disclosure import actions as disclosure
from linli.orders.models import CallRequest, Order
from linli.orders.receipts import digits_of
from tests.e2e.steps import SENTENCE, look_up, press
from tests.e2e.test_journeys import WECHAT


def forgetful(street) -> Page:
    """A page inside WeChat that runs no script, the JS-SDK neither."""
    return street.open(user_agent=WECHAT, java_script_enabled=False)


def forget(page: Page) -> None:
    """WeChat clears up: nothing is kept from the last page to the next."""
    page.context.clear_cookies()


def open_anew(page: Page, order: Order) -> None:
    """Come back with code and digits, as somebody who has only the receipt."""
    forget(page)
    look_up(page, order.code, digits_of(order))


def send(page: Page, selector: str) -> None:
    """Press the one button that the selector means, and wait for the page that answers."""
    with page.expect_navigation():
        page.locator(selector).click()


def test_ask_and_follow_by_the_code(street, place):
    page = forgetful(street)
    page.goto("/nanmen/orders/submit")
    page.get_by_label("发生了什么").fill(SENTENCE)
    page.locator(".chip", has_text="路灯照明").locator("label").click()
    page.get_by_label("您的电话").fill("13900006021")
    press(page, "交上去，拿编号")
    expect(page.get_by_role("heading", level=1)).to_have_text("收到了")
    order = Order.objects.get()
    open_anew(page, order)

    expect(page.get_by_text(SENTENCE).first).to_be_visible()


def test_answer_chase_confirm_and_take_the_own_data(street, place):
    page = forgetful(street)
    asked, running, done = (place.order(status) for status in ("waiting", "accepted", "resolved"))
    open_anew(page, asked)
    page.locator("[name=words]").fill("三楼，白天在家")
    send(page, "form[action$=answer] button")
    open_anew(page, running)
    send(page, "form[action$=chase] button")
    open_anew(page, done)
    send(page, "button[formaction$=confirm]")
    open_anew(page, running)
    data = page.request.get(f"/nanmen/t/{running.code}/own_data.json")

    found = {row.code: row for row in Order.objects.all()}
    assert found[asked.code].status == "accepted"
    assert found[running.code].chased_at is not None
    assert found[done.code].status == "confirmed"
    assert data.status == 200
    assert running.number in data.text()


def test_wall_contacts_and_announcement_are_read(street, place):
    page, now = forgetful(street), clock.now()
    place.order("closed")
    cut = disclosure.publish(
        place.community,
        kind="water",
        title="青云首府停水",
        text="更换阀门。",
        begins_at=now - dt.timedelta(hours=1),
        expected_end=now + dt.timedelta(hours=5),
        signed="南门社区",
        by=place.actor("secretary"),
    )
    said = {"wall": "路灯照明", "contacts/": "青云首府 1栋", f"announcements/{cut.code}": "更换阀门。"}
    for path, words in said.items():
        forget(page)
        page.goto("/nanmen/")
        with page.expect_navigation():
            page.locator(f"a[href='/nanmen/{path}']").click()
        expect(page.get_by_text(words).first).to_be_visible()
    forget(page)
    page.goto(f"/nanmen/contacts/{place.buildings[0].pk}")

    expect(page.locator("a[href^='tel:']").first).to_be_visible()


def test_please_ring_me(street, place):
    page = forgetful(street)
    page.goto("/nanmen/call_me")
    page.locator("[name=phone]").fill("13900006021")
    send(page, "main form .button--primary")
    expect(page).to_have_url(re.compile("/call_me/done$"))

    assert CallRequest.objects.get().phone == "13900006021"
