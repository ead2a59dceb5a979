"""The hall: a number is taken and called on the screen, a paper is missing, and in the end the result is handed out."""

import re

from playwright.sync_api import expect

from linli.hall.models import Transaction
from linli.hall.planting import plant_services
from tests.e2e.conftest import DESK
from tests.e2e.steps import press


def test_from_a_number_to_the_result(street, place):
    plant_services(place.community)
    phone = street.open("/nanmen/")
    press(phone, "便民服务大厅 要带什么、取号、预约")
    press(phone, "取今天的号 不用留姓名，看得到前面几位")
    press(phone, "取号")
    expect(phone.locator(".panel")).to_contain_text("A001")
    expect(phone.locator(".panel")).to_contain_text("下一个就是您")

    screen = street.open("/screen/nanmen/hall/", size=(1920, 1080))
    expect(screen.locator("main")).to_contain_text("等候 1 位")
    desk = street.open("/desk/nanmen/hall/", user="clerk", size=DESK)
    desk.get_by_label("我的窗口").select_option("3")
    press(desk, "叫下一个 A 号（等 1 位）")
    expect(desk.locator("main")).to_contain_text("请 A001 号到 3 号窗口")
    expect(screen.locator(".screen__call--now")).to_contain_text("3 号窗口", timeout=8_000)
    press(phone, "再看一眼")
    expect(phone.locator(".panel")).to_contain_text("请到 3 号窗口")

    press(desk, "登记办件")
    desk.get_by_label("办什么事").select_option(label="公租房申请协助")
    desk.get_by_label("来办的人的姓名").fill("江晚")
    desk.get_by_label("电话").last.fill("13900006021")
    press(desk, "登记")
    press(desk, "受理")
    for paper in ("居民身份证", "婚姻证件"):
        desk.get_by_label(paper).check()
    press(desk, "受理")
    expect(desk.locator(".card--ask")).to_contain_text("户口簿")
    row = Transaction.objects.get()

    phone.goto("/nanmen/hall/t/")
    phone.get_by_label("您的编号").fill(row.code.lower())
    phone.get_by_label("手机后四位").fill("6021")
    press(phone, "查一下")
    expect(phone.locator(".card--ask")).to_contain_text("户口簿")

    press(desk, "材料补齐了")
    press(desk, "材料补齐了")
    press(desk, "登记结果")
    desk.get_by_label("结果怎样").fill("已通过，进入轮候。")
    desk.get_by_label("要取的件").fill("轮候通知")
    press(desk, "登记结果")
    phone.reload()
    expect(phone.locator(".card--ask")).to_contain_text("轮候通知")
    press(desk, "取件")
    press(desk, "取件")
    expect(desk.locator(".lede .badge")).to_contain_text("已取件")
    expect(desk).to_have_url(re.compile(f"/transactions/{row.number}$"))
    desk.goto("/desk/nanmen/hall/")
    press(desk, "A001 办好了")
    expect(screen.locator("main")).not_to_contain_text("A001", timeout=8_000)
