"""A wish from the paper form to the lamp, and every page of wishes and deeds for every eye and finger."""

import re

from playwright.sync_api import expect

from linli.residents.models import Person
from linli.wishes.models import MicroWish
from linli.wishes.receipts import digits_of
from tests.e2e.conftest import DESK
from tests.e2e.steps import press
from tests.e2e.test_access import examine, walk
from tests.wishes.wishing import PHONE, WAY, begun, confirmed, wished


def test_a_wish_from_the_paper_to_the_lamp(street, place):
    known = Person.objects.create(community=place.community, name="林小夜", phone=PHONE)
    desk = street.open(user="clerk", size=DESK)
    desk.goto(f"/desk/nanmen/wishes/enter?channel=paper&paper=K7P-4M2&person={known.pk}")
    desk.get_by_label("心愿是什么").fill("想要一盏床头小夜灯，起夜看得清")
    desk.get_by_label("要东西").check()
    press(desk, "登记，拿编号")
    code = desk.locator(".panel .code").inner_text().replace("-", "")
    press(desk, "看这个心愿")

    press(desk, "审核")
    desk.get_by_label("估价（元）").fill("60")
    for question in ("合法，也不妨碍别人", "不是可以申请的待遇或补助"):
        desk.get_by_label(question).check()
    press(desk, "审核")
    press(desk, "公布")
    desk.get_by_label("公布的文字").fill("林小夜想要一盏灯")
    press(desk, "公布")
    expect(desk.locator(".error-summary")).to_contain_text("林小夜")
    desk.get_by_label("公布的文字").fill("想要一盏床头小夜灯")
    press(desk, "公布")

    anybody = street.open("/nanmen/wishes/")
    expect(anybody.locator("article.wish")).to_contain_text("想要一盏床头小夜灯")
    expect(anybody.locator("main")).not_to_contain_text("林小夜")
    member = street.open("/serve/nanmen/wishes/", user="zhou")
    press(member, "我来帮")
    expect(member.locator(".cells")).to_contain_text("想要一盏床头小夜灯")
    with member.expect_navigation():
        member.locator("a.cell").first.click()
    expect(member.locator("main")).to_contain_text("林小夜")
    member.get_by_label("办了什么").fill("灯送到了，教会了怎么开关")
    press(member, "已实现，请心愿人确认")
    assert MicroWish.objects.get().status == "fulfilled"

    wisher = street.open("/nanmen/wishes/follow")
    wisher.get_by_label("您的编号").fill(code)
    wisher.get_by_label("手机后四位").fill(PHONE[-4:])
    press(wisher, "查一下")
    expect(wisher).to_have_url(re.compile(f"/wishes/follow/{code}$"))
    press(wisher, "实现了")
    expect(wisher.locator(".lede .badge")).to_contain_text("已点亮")
    wisher.get_by_label("一句感谢的话").fill("看得清了，谢谢")
    wisher.get_by_label("这些可以公布在心愿墙上").check()
    press(wisher, "保存")
    anybody.goto("/nanmen/wishes/")
    expect(anybody.locator(".lamps__lit")).to_have_count(1)
    expect(anybody.locator("article.wish")).to_contain_text("看得清了，谢谢")


def test_pages_of_wishes_and_deeds(street, place):
    anybody = street.open()
    found = walk(anybody, ["/nanmen/wishes/", "/nanmen/deeds/"])
    wishes = {status: wished(place, status) for status in WAY}
    group = wished(place, "published", groups=3)
    deeds = [begun(place, pressing=True), confirmed(place)]
    found += walk(
        anybody,
        [
            "/nanmen/wishes/", "/nanmen/wishes/?show=goods", "/nanmen/wishes/new", "/nanmen/wishes/new !",
            "/nanmen/wishes/follow", "/nanmen/wishes/follow !", "/nanmen/deeds/",
        ],
    )  # fmt: skip
    for status in ("collected", "fulfilled", "lit", "declined"):
        wish = wishes[status]
        anybody.goto("/nanmen/wishes/follow")
        anybody.fill("[name=code]", wish.code)
        anybody.fill("[name=digits]", digits_of(wish))
        press(anybody, "查一下")
        found += examine(anybody)
    found += walk(anybody, [f"/nanmen/wishes/received/{wishes['lit'].code}"])
    serve, desk, board = "/serve/nanmen/wishes/", "/desk/nanmen/wishes/", "/desk/nanmen/deeds/"
    paths = [
        serve,
        f"{serve}{group.number}",
        f"{serve}{wishes['claimed'].number}",
        f"{serve}{wishes['lit'].number}",
    ]
    found += walk(street.open(user="zhou"), [*paths, f"/serve/nanmen/deeds/{deeds[0].number}"])
    paths = [desk, f"{desk}enter", f"{desk}enter !", f"{desk}paper", board, f"{board}all/", f"{board}begin", f"{board}begin !"]  # fmt: skip
    paths += [f"{desk}{wishes[status].number}" for status in ("collected", "claimed", "fulfilled", "lit")]
    for status, verb in (
        ("collected", "examine"), ("collected", "decline"), ("examined", "publish"), ("published", "claim"),
        ("claimed", "release"), ("claimed", "fulfil"), ("fulfilled", "light"), ("published", "withdraw"),
    ):  # fmt: skip
        paths.append(f"{desk}{wishes[status].number}/{verb}")
    paths += [
        f"{board}{deeds[0].number}",
        f"{board}{deeds[0].number}/finish",
        f"{board}{deeds[0].number}/hand_on",
    ]
    found += walk(street.open(user="clerk", size=DESK), paths, resident=False)

    assert not found, "\n".join(found)
