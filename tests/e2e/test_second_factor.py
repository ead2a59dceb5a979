"""Second factors in a real browser, with an authenticator that the browser itself simulates (CDP, WebAuthn)."""

import re

import pyotp
import pytest
from playwright.sync_api import CDPSession, Page, expect

from linli.accounts.models import Factor
from linli.core import clock
from tests.e2e.conftest import PASSWORD, PHONE
from tests.e2e.steps import log_in, press
from tests.e2e.test_access import examine, walk


@pytest.fixture
def home(street) -> str:
    """The address by name: passkeys belong to a name, never to a number."""
    user = street.place.users["clerk"]
    user.set_password(PASSWORD)
    user.save()
    return street.server.replace("127.0.0.1", "localhost")


def device(page: Page) -> tuple[CDPSession, str]:
    """A device with a sensor for fingers, whose owner always puts the finger on."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
               "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, made["authenticatorId"]


def enter(page: Page, home: str) -> None:
    page.goto(f"{home}/accounts/login")
    log_in(page, "clerk@nanmen", PASSWORD)


def test_a_passkey_is_made_used_as_second_step_and_alone(street, home):
    page = street.open(size=PHONE)
    device(page)
    enter(page, home)
    page.goto(f"{home}/accounts/security")
    press(page, "添加通行密钥")
    page.get_by_label("起个名字").fill("指纹")
    press(page, "生成通行密钥")
    expect(page.get_by_role("heading", name="指纹")).to_be_visible()

    page.context.clear_cookies()
    enter(page, home)
    expect(page).to_have_url(f"{home}/accounts/second")
    press(page, "使用通行密钥")
    expect(page).to_have_url(f"{home}/desk/nanmen/")

    page.context.clear_cookies()
    page.goto(f"{home}/accounts/login")
    press(page, "用通行密钥登录")
    press(page, "使用通行密钥")
    expect(page).to_have_url(f"{home}/desk/nanmen/")
    assert Factor.objects.get().counter > 1


def test_a_device_that_says_no_is_told_and_the_code_still_opens(street, home):
    page = street.open(size=PHONE)
    session, authenticator = device(page)
    enter(page, home)
    for kind in ("添加通行密钥", "添加验证器"):
        page.goto(f"{home}/accounts/security")
        press(page, kind)
        if kind == "添加验证器":
            secret = page.locator(".secret").inner_text()
            page.get_by_label("验证器显示的六位数字").fill(
                pyotp.TOTP(secret).at(clock.now(), counter_offset=-1)
            )
            press(page, "添加")
        else:
            press(page, "生成通行密钥")
    page.context.clear_cookies()
    session.send("WebAuthn.clearCredentials", {"authenticatorId": authenticator})
    enter(page, home)
    page.get_by_role("button", name="使用通行密钥").click()
    expect(page.get_by_role("alert")).to_contain_text("设备没有回应")
    page.get_by_label("验证码").fill(pyotp.TOTP(secret).at(clock.now()))
    press(page, "下一步")

    expect(page).to_have_url(f"{home}/desk/nanmen/")


def test_without_its_script_the_page_says_what_it_takes(street, home):
    page = street.open(java_script_enabled=False)
    page.goto(f"{home}/accounts/passkey")

    expect(page.get_by_role("button", name="使用通行密钥")).to_be_hidden()
    expect(page.get_by_text("这个浏览器在这里用不了通行密钥")).to_be_visible()
    press(page, "用登录名和密码登录")
    expect(page).to_have_url(re.compile("/accounts/login$"))


def test_pages_of_login_security_are_for_every_eye(street, home):
    page = street.open(size=PHONE)
    device(page)
    enter(page, home)
    own = f"{home}/accounts/security"
    found = walk(
        page, [own, f"{own}/proof", f"{own}/proof !", f"{own}/app", f"{own}/app !", f"{own}/passkey"]
    )
    press(page, "生成通行密钥")
    found += examine(page)
    page.locator("details.more summary").click()
    found += examine(page)
    press(page, "重新生成十个")
    found += examine(page)
    page.context.clear_cookies()
    found += walk(page, [f"{home}/accounts/passkey"])
    enter(page, home)
    found += examine(page)
    press(page, "下一步")
    found += examine(page)

    assert not found, "\n".join(found)
