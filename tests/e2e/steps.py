"""What people do on the pages, in the words of the pages; each step works with and without the script."""

import re

from playwright.sync_api import Page, expect

SENTENCE = "巷道没有路灯，晚上黑，孩子放学摔了一跤"


def press(page: Page, name: str) -> None:
    """Press the button or link of this name in the content, and wait for the page that answers."""
    main = page.locator("main")
    target = main.get_by_role("button", name=name, exact=True).or_(
        main.get_by_role("link", name=name, exact=True)
    )
    with page.expect_navigation():
        target.first.click()


def file_request(page: Page, text: str = SENTENCE, phone: str = "13900006021") -> str:
    """From the home page to the receipt; the code on it."""
    page.goto("/nanmen/")
    press(page, "反映一件事 路灯、下水道、噪音都行")
    page.get_by_label("发生了什么").fill(text)
    page.locator(".chip", has_text="路灯照明").locator("label").click()
    page.get_by_label("您的电话").fill(phone)
    press(page, "交上去，拿编号")
    expect(page.get_by_role("heading", level=1)).to_have_text("收到了")
    return page.locator(".panel .code").inner_text().replace("-", "")


def look_up(page: Page, code: str, digits: str = "6021") -> None:
    """Find a matter again, with what the receipt says."""
    page.goto("/nanmen/t/")
    page.get_by_label("您的编号").fill(f"{code[:3]}-{code[3:]}".lower())
    page.get_by_label("手机后四位").fill(digits)
    press(page, "查一下")
    expect(page).to_have_url(re.compile(f"/t/{code}$"))


def admit(page: Page) -> None:
    """受理, from the list of today."""
    page.goto("/desk/nanmen/")
    press(page, "受理")
    press(page, "受理")
    expect(page.locator(".lede .badge")).to_contain_text("待分派")


def dispatch(page: Page, to: str = "水电维修队") -> None:
    """派单, from the list of today."""
    page.goto("/desk/nanmen/")
    press(page, "派给…")
    page.get_by_label("派给谁").select_option(label=to)
    press(page, "派单")
    expect(page.locator(".lede .badge")).to_contain_text("等人接单")


def accept(page: Page) -> None:
    """接单, from the member's own list."""
    page.goto("/serve/nanmen/")
    press(page, "我来接")
    expect(page).to_have_url(re.compile("/serve/nanmen/$"))


def resolve(page: Page, answer: str) -> None:
    """办结: say what was done."""
    page.goto("/serve/nanmen/")
    with page.expect_navigation():
        page.locator("a.cell").first.click()
    page.get_by_label("告诉居民的话").fill(answer)
    press(page, "办好了，请居民确认")
    expect(page).to_have_url(re.compile("/serve/nanmen/$"))


def log_in(page: Page, login: str, password: str) -> None:
    """登录, with name and password."""
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill(password)
    press(page, "登录")
