"""Whole journeys through the pages: one matter from the street to its end, and what can happen to it on the way."""

import re

import pytest
from playwright.sync_api import expect

from linli.orders.models import Order
from tests.e2e.conftest import DESK, PASSWORD
from tests.e2e.steps import SENTENCE, accept, admit, dispatch, file_request, log_in, look_up, press, resolve

WECHAT = (
    "Mozilla/5.0 (Linux; Android 8.1.0; V1732A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
    "Chrome/86.0.4240.99 Mobile Safari/537.36 MicroMessenger/8.0.40(0x28002837) NetType/4G Language/zh_CN"
)


def press_at_once(pages):
    """Both press 我来接; the two requests are held until both are there and then let go together."""
    held = []

    def hold(route):
        held.append(route)

    for page in pages:
        page.context.route("**/accept", hold)
        page.goto("/serve/nanmen/")
    for page in pages:
        page.evaluate("setTimeout(() => document.querySelector('article form button').click(), 0)")
    while len(held) < len(pages):
        pages[0].wait_for_timeout(20)
    for route in held:
        route.continue_()
    for page in pages:
        page.context.unroute("**/accept")
        expect(page.locator(".toast, .note--warn")).to_be_visible()


def test_a_matter_from_the_street_to_its_end(street, place):
    clerk = place.users["clerk"]
    clerk.set_password(PASSWORD)
    clerk.save()
    resident = street.open(size=(390, 700), has_touch=True)
    code = file_request(resident)

    desk = street.open("/desk/nanmen/", size=DESK)
    log_in(desk, "clerk@nanmen", PASSWORD)
    expect(desk).to_have_url(re.compile("/desk/nanmen/$"))
    admit(desk)
    dispatch(desk)

    pages = {name: street.open(user=name) for name in ("zhou", "ma")}
    press_at_once(list(pages.values()))
    order = Order.objects.get(code=code)
    first = order.accepted_by.name
    second = ({"zhou", "ma"} - {first}).pop()
    expect(pages[first]).to_have_url(re.compile("/serve/nanmen/$"))
    expect(pages[second].get_by_role("heading", level=1)).to_have_text("有人先接了")
    press(pages[second], "看看还有什么")
    expect(pages[second].locator("article")).to_have_count(0)
    resolve(pages[first], "换了灯泡")

    again = street.open()
    look_up(again, code)
    expect(again.get_by_role("heading", name="这件事解决了吗")).to_be_visible()
    again.get_by_text("说说哪里还没好").click()
    again.get_by_label("哪里还没好").fill("还是不亮")
    press(again, "没解决")
    expect(again.locator(".ask")).to_have_count(0)

    desk.goto("/desk/nanmen/")
    press(desk, "派给…")
    names = desk.get_by_label("派给谁").locator("option").all_inner_texts()
    assert first not in names
    assert second in names
    dispatch(desk)
    pages[first].goto("/serve/nanmen/")
    expect(pages[first].locator("article")).to_have_count(0)
    accept(pages[second])
    resolve(pages[second], "换了线，亮了")

    look_up(again, code)
    press(again, "解决了")
    expect(again.locator(".lede .badge")).to_contain_text("已确认解决")
    desk.goto("/desk/nanmen/")
    press(desk, f"{SENTENCE} {order.number}")
    press(desk, "结案")
    press(desk, "结案")
    expect(desk.locator(".lede .badge")).to_contain_text("已结案")
    order.refresh_from_db()
    assert (order.status, order.accepted_by.name) == ("closed", second)
    on_the_wall_and_in_the_rates(again, desk)


def on_the_wall_and_in_the_rates(anybody, desk):
    """What was done is there for everybody, and counted for the desk."""
    anybody.goto("/nanmen/wall")
    expect(anybody.locator(".cells")).to_contain_text("路灯照明")
    expect(anybody.locator(".cells")).to_contain_text("已结案")
    desk.goto("/desk/nanmen/rates")
    expect(desk.locator("tr", has_text="按时办结率")).to_be_visible()
    expect(desk.locator("tr", has_text="回访到率")).to_contain_text("1 / 1")


def test_the_same_without_the_script(street):
    resident = street.open(java_script_enabled=False)
    desk = street.open(user="clerk", size=DESK, java_script_enabled=False)
    member = street.open(user="zhou", java_script_enabled=False)
    code = file_request(resident)
    admit(desk)
    dispatch(desk)
    accept(member)
    resolve(member, "换了灯泡")
    look_up(resident, code)
    press(resident, "解决了")

    expect(resident.locator(".lede .badge")).to_contain_text("已确认解决")
    assert Order.objects.get(code=code).status == "confirmed"


def test_mistakes_are_told_without_the_script(street):
    page = street.open("/nanmen/orders/submit", java_script_enabled=False)
    page.get_by_label("您的电话").fill("1390000602")
    press(page, "交上去，拿编号")

    expect(page.locator(".error-summary li")).to_have_count(3)
    expect(page.get_by_label("您的电话")).to_have_value("1390000602")
    expect(page).to_have_title(re.compile("^有错误"))


def clear(page):
    """What WeChat does when memory is short: cookies and storage are gone."""
    page.evaluate("localStorage.clear(); sessionStorage.clear()")
    page.context.clear_cookies()


def test_wechat_that_forgets_everything_between_pages(street, place):
    page = street.open(user_agent=WECHAT)
    titles = {}
    code = file_request(page, phone="")
    digits = re.search(r"数字 (\d{4})", page.locator(".panel").inner_text()).group(1)
    titles["received"] = page.title()
    picture = page.locator("main img").first
    assert picture.evaluate("image => image.naturalWidth") >= 300
    order = Order.objects.get(code=code)
    for verb in ("admit", "dispatch", "accept", "resolve"):
        place.take(order, verb)
    for path in (
        "/",
        "/nanmen/",
        "/nanmen/orders/submit",
        "/nanmen/t/",
        f"/nanmen/t/{code}",
        "/accounts/login",
    ):
        clear(page)
        page.goto(path)
        titles[path] = page.title()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    clear(page)
    look_up(page, code, digits)
    titles["follow"] = page.title()
    clear(page)
    look_up(page, code, digits)
    press(page, "解决了")

    assert Order.objects.get(code=code).status == "confirmed"
    assert {place: title for place, title in titles.items() if not 2 <= len(title) <= 28} == {}
    assert not [title for title in titles.values() if "6021" in title or SENTENCE[:6] in title]


def test_forgotten_in_the_middle_of_a_form_loses_nothing(street):
    page = street.open("/nanmen/orders/submit", user_agent=WECHAT)
    page.get_by_label("发生了什么").fill(SENTENCE)
    page.locator(".chip", has_text="路灯照明").locator("label").click()
    page.context.clear_cookies()
    press(page, "交上去，拿编号")
    expect(page.get_by_role("heading", level=1)).to_have_text("还没交上")
    press(page, "现在交上去")

    expect(page.get_by_role("heading", level=1)).to_have_text("收到了")
    assert Order.objects.get().text == SENTENCE


def test_a_draft_outlives_a_reload_and_goes_when_sent(street):
    page = street.open("/nanmen/orders/submit")
    page.get_by_label("发生了什么").fill(SENTENCE)
    page.get_by_label("具体在哪里").fill("12 号旁边")
    page.wait_for_timeout(400)  # the script waits until the hands rest
    page.reload()
    expect(page.get_by_label("发生了什么")).to_have_value(SENTENCE)
    expect(page.get_by_label("具体在哪里")).to_have_value("12 号旁边")
    expect(page.locator(".chip input:checked")).to_have_count(1)
    press(page, "交上去，拿编号")
    expect(page).to_have_url(re.compile("/received$"))

    page.goto("/nanmen/orders/submit")
    expect(page.get_by_label("发生了什么")).to_have_value("")


def test_a_double_click_sends_once(street):
    page, sent = street.open("/nanmen/orders/submit"), []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    page.get_by_label("发生了什么").fill(SENTENCE)
    page.get_by_role("button", name="交上去，拿编号").dblclick()
    page.wait_for_url("**/received")

    assert len(sent) == 1
    assert Order.objects.count() == 1


@pytest.mark.parametrize(("words", "number"), [("楼上有人晕倒了", "120"), ("楼道里有煤气味", "119")])
def test_an_emergency_shows_the_number_before_anything_is_sent(street, words, number):
    page = street.open("/nanmen/orders/submit")
    box = page.locator(".emergency:visible")
    expect(box).to_have_count(0)
    page.get_by_label("发生了什么").press_sequentially(words)
    expect(box.locator(f"a[href='tel:{number}']")).to_be_visible()
    box.get_by_role("button", name="不是紧急情况").click()
    expect(box).to_have_count(0)
    expect(page.get_by_label("发生了什么")).to_be_focused()
    page.get_by_label("发生了什么").press_sequentially("，快来")
    expect(box).to_have_count(0)


def test_large_print_puts_the_telephone_first(street):
    page = street.open()
    page.context.add_cookies([{"name": "elder", "value": "1", "url": street.server}])
    page.goto("/nanmen/")
    expect(page.locator("main a").first).to_have_attribute("href", "tel:0597-4820016")


def test_large_print_keeps_the_address_and_goes_back(street):
    page = street.open("/nanmen/t/?from=wall")
    with page.expect_navigation():
        page.get_by_role("button", name="大字版").click()
    expect(page).to_have_url(re.compile(r"/nanmen/t/\?from=wall$"))
    assert page.locator("html").get_attribute("data-elder") == ""
    assert page.locator("main p").first.evaluate("p => parseFloat(getComputedStyle(p).fontSize)") >= 20
    page.goto("/nanmen/")
    with page.expect_navigation():
        page.get_by_role("button", name="换回普通版").click()
    expect(page).to_have_url(re.compile("/nanmen/$"))
    assert page.locator("html").get_attribute("data-elder") is None


def test_english_and_back(street):
    page = street.open("/nanmen/orders/submit")
    with page.expect_navigation():
        page.get_by_role("button", name="English").click()
    expect(page).to_have_url(re.compile("/nanmen/orders/submit$"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tell us about a matter")
    with page.expect_navigation():
        page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("反映一件事")


def tab_to(page, selector):
    """Press Tab until the focus stands on `selector`; what has the focus must be seen."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"no way to {selector} with the keyboard")


def test_filing_with_the_keyboard_alone(street):
    page = street.open("/nanmen/", size=DESK)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    tab_to(page, ".hero")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "textarea")
    page.keyboard.type("邻居太吵")
    tab_to(page, "input[name=category]")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    tab_to(page, "input[name=anonymous]")
    page.keyboard.press("Space")
    tab_to(page, "main form button.button--primary")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/received$"))

    assert Order.objects.get().anonymous


def test_somebody_is_invited_works_and_leaves(street, place):
    order = place.order("admitted")
    secretary = street.open("/desk/nanmen/", user="secretary", size=DESK)
    secretary.get_by_role("link", name="人员").click()
    press(secretary, "邀请人员")
    secretary.get_by_label("姓名").fill("王小川")
    secretary.get_by_label("登录名").fill("wang@nanmen")
    secretary.get_by_label("角色").select_option(label="综合岗")
    press(secretary, "邀请")
    link = secretary.get_by_label("链接").input_value()

    phone = street.open(link, has_touch=True)
    expect(phone.get_by_role("heading", level=1)).to_have_text("王小川，您好")
    phone.get_by_label("新密码").fill("12345678")
    phone.get_by_label("再输一遍").fill("12345678")
    press(phone, "设好密码，进去")
    expect(phone.locator(".error-summary")).to_contain_text("太常见")
    phone.get_by_label("新密码").fill(PASSWORD)
    phone.get_by_label("再输一遍").fill(PASSWORD)
    press(phone, "设好密码，进去")
    expect(phone).to_have_url(re.compile("/desk/nanmen/$"))
    phone.goto(f"/desk/nanmen/orders/{order.number}")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("巷道没有路灯")

    secretary.goto("/desk/nanmen/staff/")
    press(secretary, "王小川")
    secretary.locator("details.more summary").click()
    secretary.get_by_label("立即结束").check()
    press(secretary, "结束这项任职")
    expect(secretary.locator("section", has_text="以前的").last).to_contain_text("王小川")
    for path in ("/desk/nanmen/", f"/desk/nanmen/orders/{order.number}", "/serve/nanmen/"):
        phone.goto(path)
        expect(phone.get_by_role("heading", level=1)).to_have_text("没有这一页")
