"""Every page of every room, empty, filled and in error, for every eye and every finger: WCAG 2.2 AA and our own rules."""

import datetime as dt
import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from linli.accounts import actions as accounts
from linli.accounts import delegations, hand_overs, tokens
from linli.accounts.models import Posting, User
from linli.core import clock
from linli.disclosure import actions as disclosure
from linli.gateways import actions as gateways
from linli.gateways.models import RemoteServer
from linli.hall import actions as hall
from linli.hall.actions.appointments import Wanted
from linli.hall.planting import plant_services
from linli.hall.queries import free_half_hours as half_hours
from linli.meetings import actions as meetings
from linli.notifications import actions as notifications
from linli.notifications.addresses import Address, Channel, Event
from linli.notifications.hours import Hours
from linli.orders import hot, planner
from linli.orders.actions import ask_call, plan_dispatch, take_call
from linli.orders.models import Order
from linli.orders.receipts import digits_of
from linli.organisations import actions as organisations
from linli.papers.printing import actions as printing
from linli.papers.printing.models import PrintJob
from linli.papers.printing.sheets import SIGN_IN_SHEET
from linli.papers.typeset import Meta
from linli.places import actions as places
from linli.places import planning
from linli.residents import actions as residents
from linli.residents import events
from linli.residents.purposes import CARE_POWER, PUBLIC_NAME
from linli.residents.retention import days_of
from linli.surveys import actions as surveys
from linli.volunteers import actions as volunteers
from linli.worklogs import actions as worklogs
from tests.e2e.conftest import DESK, PHONE
from tests.e2e.steps import press
from tests.hall.hall import began, do, number, service, stamped
from tests.papers.workbooks import workbook
from tests.people import SINCE, WAY
from tests.surveys.surveying import answered, drafted, fields, published

TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
# What the colours decide. The dark scheme changes nothing else (test_the_dark_scheme_changes_colours_and_nothing_else).
COLOUR = ["color-contrast", "link-in-text-block"]
VIOLATIONS = "axe.run(document, {runOnly: %s, resultTypes: ['violations']}).then(found => found.violations.map(" \
    "rule => `${rule.id}: ${rule.nodes.slice(0, 3).map(node => node.target + ' ' + node.failureSummary).join(' | ')}`))"  # fmt: skip
AXE = {"light": VIOLATIONS % TAGS, "dark": VIOLATIONS % {"type": "rule", "values": COLOUR}}
RULES_OF_COLOUR = """tags => axe.getRules(['cat.color']).filter(rule => rule.tags.some(tag => tags.includes(tag)))
  .map(rule => rule.ruleId).sort()"""
# The names of all properties that any style sheet sets for one scheme alone.
CHANGED_BY_SCHEME = """() => {
    const deep = rule => rule.cssRules ? [rule, ...[...rule.cssRules].flatMap(deep)] : [rule];
    const about = [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).flatMap(deep)
      .filter(rule => rule.media && rule.media.mediaText.includes('prefers-color-scheme'));
    return [...new Set(about.flatMap(deep).flatMap(rule => [...(rule.style || [])]))];
  }"""
WIDTH = "document.documentElement.scrollWidth"
# What a finger may press: its own box, or that of the label which belongs to it. The skip link appears with the keyboard only.
SMALL = """least => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')].map(thing => {
    const big = [thing, ...(thing.labels || [])].map(part => part.getBoundingClientRect()).filter(box => box.width);
    const high = Math.max(0, ...big.map(box => box.height)), wide = Math.max(0, ...big.map(box => box.width));
    return {thing, high, wide};
  }).filter(({thing, high, wide}) => high && !thing.matches('.skip') && (Math.round(high) < least || Math.round(wide) < least))
  .map(({thing, high, wide}) => `${thing.outerHTML.slice(0, 80)} ${Math.round(wide)}x${Math.round(high)}`)"""
SOLID = "[...document.querySelectorAll('.button--primary')].filter(button => button.offsetParent).map(b => b.innerText)"
# The smallest side of what one presses, in px; in the large version (ui of the elder) more.
LEAST, LEAST_LARGE = 44, 60
LONG = "楼道里的灯坏了很久没人修" * 600


def examine(page, *, resident: bool = True) -> list[str]:
    """Everything wrong with the page that is open, at both widths, in light and dark, and at 320 px."""
    found, where = [], page.url.split("/", 3)[3] or "/"
    page.evaluate(AXE_SCRIPT)
    for size in (DESK, PHONE):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme)
            found += [f"{where} {size[0]} {scheme} {rule}" for rule in page.evaluate(AXE[scheme])]
    if resident:
        found += [
            f"{where} small: {thing}"
            for thing in page.evaluate(SMALL, LEAST_LARGE if is_large(page) else LEAST)
        ]
    page.set_viewport_size({"width": 320, "height": 640})
    if (wide := page.evaluate(WIDTH)) > 320:
        found.append(f"{where} is {wide} px wide at 320")
    if len(solid := page.evaluate(SOLID)) > 1 and not where.endswith("/design"):
        found.append(f"{where} has solid buttons {solid}")
    if len(page.title()) > 28 and resident:
        found.append(f"{where} has the title {page.title()}")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    return found


def test_the_dark_scheme_changes_colours_and_nothing_else(street):
    """So what a screen reader or a keyboard finds is the same in both, and the rules for it are judged in one."""
    for page in (street.open("/nanmen/"), street.open("/desk/nanmen/", user="clerk")):
        page.evaluate(AXE_SCRIPT)
        changed = page.evaluate(CHANGED_BY_SCHEME)

        assert page.evaluate(RULES_OF_COLOUR, TAGS) == COLOUR
        assert changed
        assert [name for name in changed if not name.startswith("--")] == []


def is_large(page) -> bool:
    """Whether the page is drawn in the large version."""
    return page.locator("[data-elder]").count() > 0


def test_the_examination_finds_what_is_wrong(street):
    page = street.open("/nanmen/")
    assert not examine(page)
    page.evaluate(
        """document.querySelector('main').insertAdjacentHTML('beforeend',
        '<img src="/static/x.png"><button class="button button--primary">a</button><button class="button--primary"></button>'
        + '<p><a href="/">b</a></p><table><tbody><tr><td>' + 'w'.repeat(90) + '</td></tr></tbody></table>')"""
    )
    street.complaints.clear()
    found = "\n".join(examine(page))
    street.complaints.clear()

    for word in ("image-alt", "button-name", "small:", "solid buttons"):
        assert word in found


def walk(page, paths, **how) -> list[str]:
    """What is wrong on any of the pages. A path may end in « !»: then the form of the page is sent empty."""
    found = []
    for path in paths:
        page.goto(path.removesuffix(" !"))
        if path.endswith(" !"):
            send_empty(page)
        found += examine(page, **how)
    return found


def send_empty(page) -> None:
    """The first error state of a page: its form sent as it stands."""
    with page.expect_navigation():
        page.locator("main form .button--primary").first.click()


def open_by_code(page, order) -> None:
    """Prove that the order is one's own."""
    page.goto(f"/nanmen/t/{order.code}")
    page.fill("[name=digits]", digits_of(order))
    send_empty(page)


ASKING = [
    "/",
    "/nanmen/",
    "/nanmen/personal",
    "/nanmen/orders/submit",
    "/nanmen/orders/submit !",
    "/nanmen/t/",
    "/nanmen/t/ !",
]


@pytest.mark.parametrize("elder", [False, True], ids=["plain", "large"])
def test_pages_of_who_asks(street, place, elder):
    page = street.open()
    if elder:
        page.context.add_cookies([{"name": "elder", "value": "1", "url": street.server}])
    found = walk(page, ASKING)
    page.goto("/nanmen/orders/submit")
    page.fill("[name=text]", "楼上有人晕倒了")
    found += examine(page)
    for status in WAY:
        order = place.order(
            status,
            text=LONG if status == "submitted" else "巷道没有路灯。晚上黑",
            building=place.buildings[0],
        )
        open_by_code(page, order)
        found += examine(page)
        if status == "resolved":
            for fold in page.locator(".ask summary").all():
                fold.click()
            found += examine(page)
        if status == "submitted":
            page.goto(f"/nanmen/orders/{order.code}/received")
            found += examine(page)

    assert not found, "\n".join(found)


def test_pages_at_the_door(street, place, other_place):
    page = street.open()
    found = walk(
        page, ["/", "/accounts/login", "/accounts/login !", "/nowhere/", "/nanmen/orders/XXXXXX/received"]
    )
    found += walk(page, ["/accounts/invited", "/accounts/invited !", "/accounts/invited/AAAAAA"])
    page.goto("/nanmen/t/")
    page.context.clear_cookies()
    send_empty(page)
    found += examine(page)
    page.goto("/nanmen/t/")
    page.locator("footer button", has_text="English").click()
    found += walk(page, ["/nanmen/", "/nanmen/orders/submit !"])

    assert not found, "\n".join(found)


def test_pages_of_who_takes(street, place):
    page = street.open(user="zhou")
    found = walk(page, ["/serve/nanmen/", "/serve/nanmen/done", "/desk/nanmen/"])
    orders = {
        status: place.order(status, building=place.buildings[0], contact_phone="13900006021")
        for status in WAY
    }
    orders["accepted"].refresh_from_db()
    number = orders["accepted"].number
    found += walk(
        page,
        [
            "/serve/nanmen/",
            "/serve/nanmen/done",
            f"/serve/nanmen/orders/{orders['dispatched'].number}",
            f"/serve/nanmen/orders/{number}",
            f"/serve/nanmen/orders/{number} !",
            f"/serve/nanmen/orders/{orders['closed'].number}",
        ],
    )
    page.goto(f"/serve/nanmen/orders/{number}")
    page.locator("details.more summary").first.click()
    found += examine(page)
    page.locator("details[open] form button").click()
    page.wait_for_url("**/send_back")
    found += examine(page)
    page.goto("/serve/nanmen/")
    place.take(orders["dispatched"], "accept", taker="ma")
    page.locator("article form button").click()
    page.wait_for_url("**/accept")
    found += examine(page)

    assert not found, "\n".join(found)


def test_pages_of_the_desk_when_nothing_has_happened(street):
    page = street.open(user="clerk", size=DESK)

    paths = ["/desk/nanmen/", "/desk/nanmen/orders/", "/desk/nanmen/design", "/desk/nanmen/figures/"]
    paths += ["/desk/nanmen/print/", "/desk/nanmen/announcements/", "/desk/nanmen/figures/F14"]
    assert walk(page, paths, resident=False) == []


def test_pages_of_the_desk(street, place):
    page = street.open(user="clerk", size=DESK)
    orders = {status: place.order(status, building=place.buildings[0]) for status in WAY}
    for n in range(30):
        place.submit(LONG if n == 3 else f"第 {n} 件：下水道堵了")
    ledger = "/desk/nanmen/orders/"
    paths = [
        "/desk/nanmen/",
        ledger,
        f"{ledger}?state=ended",
        f"{ledger}?q=zzz",
        f"{ledger}submit",
        f"{ledger}submit !",
        "/desk/nanmen/figures/",
        "/desk/nanmen/figures/F45",
        "/desk/nanmen/figures/F82?from=2026-01-01&to=2026-12-31",
        "/desk/nanmen/figures/F82?from=2026-12-31&to=2026-01-01",
    ]
    paths += [
        f"{ledger}{orders[status].number}"
        for status in ("submitted", "accepted", "resolved", "declined", "closed")
    ]
    for status, verb in [
        ("submitted", "admit"), ("submitted", "decline"), ("submitted", "decline !"), ("submitted", "close"),
        ("admitted", "dispatch"), ("admitted", "dispatch !"), ("confirmed", "close"),
    ]:  # fmt: skip
        paths.append(f"{ledger}{orders[status].number}/{verb}")
    found = walk(page, paths, resident=False)
    page.goto(f"{ledger}submit")
    page.get_by_label("发生了什么").fill("路灯坏了")
    page.locator(".chip", has_text="路灯照明").locator("label").click()
    press(page, "登记，拿编号")
    page.wait_for_url("**/received")
    found += examine(page, resident=False)
    page.goto(f"{ledger}{orders['submitted'].number}/admit")
    place.take(orders["submitted"], "admit")
    send_empty(page)
    found += examine(page, resident=False)

    assert not found, "\n".join(found)


def test_pages_of_what_is_proposed(street, place):
    for turn in range(3):
        place.order("admitted", text="东巷路灯不亮，晚上看不见路", building=place.buildings[turn])
        place.order("resolved", contact_phone=f"1390000602{turn}")
    page, ledger = street.open(user="clerk", size=DESK), "/desk/nanmen/orders/"
    found = walk(
        page,
        [f"{ledger}plan", f"{ledger}hot", "/desk/nanmen/calls/backs", "/desk/nanmen/week/"],
        resident=False,
    )
    Order.objects.filter(status="resolved").update(resolved_at=clock.now() - dt.timedelta(days=1))
    hot.group(place.community, hot.first_day(clock.today()))
    plan = plan_dispatch(place.community, by=place.actor("clerk"))
    planner.make(plan)
    found += walk(
        page,
        [f"{ledger}plan", f"{ledger}hot", "/desk/nanmen/calls/backs", f"{ledger}paste", f"{ledger}paste !"],
        resident=False,
    )
    page.get_by_label("复制的聊天内容").fill("苏阿姨 9:12\n楼道灯坏了，谁来修修\n\n李姐 9:13\n收到")
    send_empty(page)
    found += examine(page, resident=False)

    assert not found, "\n".join(found)


def test_pages_of_the_rest_of_the_loop(street, place):
    page, ledger = street.open(user="clerk", size=DESK), "/desk/nanmen/orders/"
    orders = {status: place.order(status, building=place.buildings[0]) for status in WAY}
    by = place.actor("clerk")
    calls = [ask_call(place.community, phone=f"1380000222{n}", by=by) for n in (1, 2)]
    take_call(calls[0], by=by)
    category = place.category()
    paths = [f"{ledger}{orders[status].number}" for status in ("waiting", "merged", "unreached")]
    for status, verb in [
        ("accepted", "extend"), ("accepted", "extend !"), ("accepted", "escalate"), ("admitted", "split"),
        ("admitted", "merge"), ("admitted", "merge !"), ("waiting", "answer"), ("resolved", "call_back"),
        ("resolved", "call_back !"), ("resolved", "mark_unreached"), ("resolved", "mark_unreached !"),
    ]:  # fmt: skip
        paths.append(f"{ledger}{orders[status].number}/{verb}")
    paths += [
        "/desk/nanmen/calls/",
        "/desk/nanmen/rates",
        "/desk/nanmen/rates?since=2026-03&until=2026-03&rows=overdue_open",
        f"{ledger}categories/",
        f"{ledger}categories/{category.pk}",
        f"{ledger}categories/{category.pk}/responsibilities",
        f"{ledger}categories/{category.pk}/responsibilities !",
    ]
    found = walk(page, paths, resident=False)

    member, mine = street.open(user="zhou"), f"/serve/nanmen/orders/{orders['accepted'].number}"
    found += walk(member, [mine, f"{mine}/ask", f"{mine}/ask !", f"{mine}/transfer", f"{mine}/escalate"])
    township = User.objects.create(login="jiedao", name="街道")
    Posting.objects.create(
        user=township, role="township", division=place.community.division, valid_from=SINCE
    )
    place.users["jiedao"] = township
    Order.objects.filter(pk=orders["admitted"].pk).update(level="township")
    area = f"/desk/area/{place.community.division.code}/"
    office = street.open(user="jiedao", size=DESK)
    found += walk(office, [area, f"{area}orders/nanmen/{orders['admitted'].number}"], resident=False)

    anybody = street.open()
    found += walk(anybody, ["/nanmen/wall", "/nanmen/call_me", "/nanmen/call_me !", "/nanmen/call_me/done"])
    for status in ("waiting", "confirmed", "merged", "unreached"):
        open_by_code(anybody, orders[status])
        found += examine(anybody)

    assert not found, "\n".join(found)


def test_pages_of_imports(street, place):
    page, imports = street.open(user="clerk", size=DESK), "/desk/nanmen/imports/"
    found = walk(page, [imports, f"{imports}upload", f"{imports}upload !"], resident=False)
    head = ["姓名", "身份证号", "电话", "楼栋", "单元", "房号", "民族"]
    lines = [[f"试{n}", "", "13900000001", 1, 1, 101 + n, "汉族"] for n in range(3)]
    data = workbook(head, *lines, ["", "123", "1", "", "", "长" * 40, ""], lines[0])
    page.goto(f"{imports}upload")
    page.locator("label", has_text="居民").first.click()
    page.locator("input[type=file]").set_input_files(
        {"name": "名单.xlsx", "mimeType": "", "buffer": b"<html>"}
    )
    send_empty(page)
    found += examine(page, resident=False)
    page.locator("input[type=file]").set_input_files({"name": "名单.xlsx", "mimeType": "", "buffer": data})
    send_empty(page)
    found += examine(page, resident=False)
    send_empty(page)
    address = page.url
    for show in ("", "?show=all", "?show=rejected", "?show=changed"):
        found += walk(page, [address + show], resident=False)
    with page.expect_navigation():
        page.locator(".act-bar .button--primary").click()
    found += examine(page, resident=False)
    found += walk(page, [imports], resident=False)

    assert not found, "\n".join(found)


def test_the_menus_of_a_ledger_are_for_every_eye_and_lead_to_its_file(street, place):
    page, order = street.open("/desk/nanmen/orders/", user="clerk", size=DESK), place.order()
    place.order(category=place.category("噪音扰民"))
    found = []
    for word in ("类别", "小区", "日期"):
        page.reload()
        page.locator("summary.filter", has_text=word).click()
        found += examine(page, resident=False)
    page.reload()
    page.locator("summary.filter", has_text="类别").click()
    page.locator(".filter-menu").get_by_role("link", name="路灯照明").click()
    found += examine(page, resident=False)
    rows = page.locator(".table__title a")
    assert (rows.count(), order.number in rows.first.get_attribute("href")) == (1, True)
    with page.expect_download() as download:
        page.get_by_role("link", name="导出").click()

    assert re.fullmatch(r"诉求工单 [\d-]{10}\.xlsx", download.value.suggested_filename)
    assert not found, "\n".join(found)


def test_pages_of_paper_and_announcements(street, place):
    by, today = place.actor("clerk"), clock.today()
    one = disclosure.publish(
        place.community, title="周四停水", text="换水表。", since=today, until=today, signed="南门社区", by=by
    )
    sheet = printing.prepare_sheet(
        place.community,
        title="楼栋长会",
        happens_at=clock.now(),
        place="二楼",
        rows=30,
        telephone=True,
        by=by,
    )
    wanted = [printing.Wanted({}, Meta("告示"), place=f"{n}栋", place_order=str(n)) for n in range(12)]
    printing.request_print(SIGN_IN_SHEET, wanted, origin=sheet, by=by)
    printing.print_jobs(jobs := list(PrintJob.objects.all()[:2]), {job.pk: 1 for job in jobs}, by=by)
    desk, room = "/desk/nanmen/announcements/", "/desk/nanmen/print/"
    out = disclosure.publish(
        place.community,
        kind="power",
        title="停电",
        text="检修。",
        begins_at=clock.now(),
        signed="南门社区",
        by=by,
    )
    disclosure.end(lift := disclosure.publish(
        place.community, kind="lift", title="电梯停用", text="修。", begins_at=clock.now(), signed="南门社区", by=by
    ), text="修好了。", by=by)  # fmt: skip
    planning.propose(place.community, by=by)
    page = street.open(user="clerk", size=DESK)
    outages = [
        f"{desk}publish?kind=water", f"{desk}publish?kind=water !", f"{desk}{out.code}", f"{desk}{out.code}/replace",
        f"{desk}{out.code}/end", f"{desk}{out.code}/calls", f"{desk}{lift.code}/calls",
    ]  # fmt: skip
    places_of = ["/desk/nanmen/places/map", "/desk/nanmen/places/map/draw", "/desk/nanmen/places/map/draw !"]
    places_of += ["/desk/nanmen/places/contact-cards"]
    paths = [
        *outages,
        *places_of,
        desk,
        f"{desk}publish",
        f"{desk}publish !",
        f"{desk}{one.code}",
        room,
        f"{room}sheets/new",
    ]
    found = walk(page, [*paths, f"{room}sheets/new !", f"{room}sheets/{sheet.code}"], resident=False)
    found += walk(street.open(), [
        "/nanmen/", f"/nanmen/announcements/{one.code}", f"/nanmen/announcements/{out.code}",
        f"/nanmen/announcements/{lift.code}", "/nanmen/contacts/", f"/nanmen/contacts/{place.buildings[0].pk}",
    ])  # fmt: skip

    assert not found, "\n".join(found)


def test_pages_of_work_logs(street, place):
    today = clock.today()
    place.order("accepted", building=place.buildings[0])
    log = worklogs.hand_in(
        place.community, day=today, sentence="陪检修师傅看了电表箱。", by=place.actor("zhou")
    )
    serve, desk = "/serve/nanmen/log/", "/desk/nanmen/log/"
    page = street.open(user="zhou")
    found = walk(page, [serve, f"{serve}{today - dt.timedelta(days=1)}"])
    page = street.open(user="clerk", size=DESK)
    found += walk(page, [desk], resident=False)
    page = street.open(user="secretary", size=DESK)
    found += walk(page, [desk, "/desk/nanmen/logs/", f"/desk/nanmen/logs/{log.pk}"], resident=False)

    assert not found, "\n".join(found)


def test_pages_of_people_and_places(street, place):
    by, desk, house = place.actor("clerk"), "/desk/nanmen", place.buildings[0]
    door = places.register_entrance(house, name="4单元", by=by)
    home = places.register_dwelling(house, entrance=door, room="302", area_dm2=8835, since=SINCE, by=by)
    one = residents.enter(
        place.community, name="江晚", phone="13900006021", dwelling=home, since=SINCE, by=by
    )
    held = organisations.appoint(one, "entrance_leader", at=door, since=SINCE, by=by)
    firm = organisations.register(
        place.community, kind="property_company", name="安和物业", since=SINCE, by=by
    )
    agreed = organisations.contract(firm, compound=house.compound, since=SINCE, by=by)
    inside, person = f"{desk}/places/buildings/{house.pk}", f"{desk}/people/{one.pk}"
    forms = [
        f"{desk}/places/grids/register", f"{desk}/places/compounds/register", f"{desk}/places/buildings/register",
        f"{inside}/amend", f"{inside}/entrances", f"{inside}/dwellings", f"{desk}/places/dwellings/{home.pk}/amend",
        f"{desk}/people/enter", f"{person}/reveal", f"{desk}/appointments/appoint", f"{desk}/organisations/register",
        f"{desk}/organisations/{firm.pk}/contract",
    ]  # fmt: skip
    paths = [
        f"{desk}/people/", f"{desk}/dwellings/", f"{desk}/places/", inside, f"{inside}/end", person, f"{person}/amend", f"{person}/move",
        f"{desk}/appointments/", f"{desk}/appointments/{held.pk}", f"{desk}/appointments/{held.pk}/end",
        f"{desk}/appointments/appoint?person={one.pk}", f"{desk}/organisations/", f"{desk}/organisations/contracts/{agreed.pk}/end",
    ]  # fmt: skip
    page = street.open(user="clerk", size=DESK)
    found = walk(page, [*paths, *forms, *(f"{path} !" for path in forms[2:3] + forms[7:11])], resident=False)
    page.goto(f"{person}/reveal")
    page.locator(".chip label").first.click()
    send_empty(page)
    found += examine(page, resident=False)

    assert not found, "\n".join(found)


def test_pages_of_personal_data(street, place):
    clerk, desk = place.actor("clerk"), "/desk/nanmen"
    room = places.register_dwelling(place.buildings[0], entrance=None, room="302", since=SINCE, by=clerk)
    one, other = (
        residents.enter(place.community, name=name, dwelling=room, since=SINCE, by=clerk)
        for name in ("江晚", "欧阳知秋")
    )
    residents.set_reach(
        one, by=clerk, seen="", channel="call", from_hour=18, to_hour=21, language="客家话", read_aloud=True,
        do_not_visit=True,
    )  # fmt: skip
    residents.consent(one, purpose=PUBLIC_NAME, channel="paper", guardian="江晚晴", by=clerk)
    residents.consent(one, purpose=CARE_POWER, channel="paper", guardian="江晚晴", by=clerk)
    dead = residents.enter(place.community, name="柴大年", dwelling=room, since=SINCE, by=clerk)
    death = events.enter_event(dead, kind="death", on=clock.today(), by=clerk)
    gone = f"{desk}/people/{dead.pk}"
    agrees, asked = f"{desk}/people/{one.pk}", f"{desk}/people/{other.pk}"
    order = place.order("declined", contact_phone="13900006021")
    days = dt.timedelta(days=days_of("orders.contact.days", place.community) + 1)
    Order.objects.filter(pk=order.pk).update(ended_at=clock.now() - days)
    forms = [f"{asked}/set_reach", f"{asked}/consent/{PUBLIC_NAME.code}", f"{asked}/export_own"]
    paths = [
        agrees, asked, f"{agrees}/set_reach", f"{agrees}/withdraw_consent/{PUBLIC_NAME.code}", *forms, f"{forms[2]} !",
        f"{agrees}/erase", f"{desk}/personal/", f"{desk}/care/", f"{agrees}/proxies",
        f"{agrees}/name_proxy", f"{agrees}/name_proxy !", gone, f"{gone}/events/", f"{gone}/events/{death.pk}",
        f"{asked}/events/", *(f"{asked}/enter_event/{kind}" for kind in ("death", "moved_in", "telephone")),
    ]  # fmt: skip
    found = walk(street.open(user="secretary", size=DESK), paths, resident=False)
    page = street.open()
    found += walk(page, ["/nanmen/personal", f"/nanmen/t/{order.code}"])
    page.goto("/nanmen/personal")
    page.locator("details.more summary").first.click()
    found += examine(page)

    assert not found, "\n".join(found)


def test_pages_of_postings_invitations_and_passwords(street, place):
    invited = {
        "login": "wang@nanmen",
        "name": "王小川",
        "role": "clerk",
        "title": "综合岗",
        "since": clock.today(),
    }
    _user, token = accounts.invite(place.community, **invited, by=place.actor("secretary"))
    gone = place.users["qiu"].postings.get()
    accounts.end_posting(gone, last_day=clock.today(), at_once=True, by=place.actor("secretary"))
    desk, row = "/desk/nanmen/staff/", Posting.objects.get(user__login="wang@nanmen")
    page = street.open(user="secretary", size=DESK)
    paths = [desk, f"{desk}invite", f"{desk}invite !", f"{desk}{row.pk}", f"{desk}{gone.pk}"]
    found = walk(page, [*paths, f"{desk}{row.pk}/post", f"{desk}{row.pk}/post !"], resident=False)
    page.goto(f"{desk}{row.pk}")
    page.locator("details.more summary").click()
    found += examine(page, resident=False)
    page.goto(f"{desk}{place.users['clerk'].postings.get().pk}")
    press(page, "给新链接")
    found += examine(page, resident=False)
    found += walk(street.open(), [f"/accounts/invited/{token}", f"/accounts/invited/{token} !"])
    found += walk(street.open(user="zhou"), ["/accounts/password", "/accounts/password !"])

    assert not found, "\n".join(found)


def test_pages_of_delegations_tokens_and_hand_overs(street, place):
    desk, by, today = "/desk/nanmen/staff/", place.actor("secretary"), clock.today()
    clerk, worker = (place.users[name].postings.get() for name in ("clerk", "grid_worker"))
    lent = {"since": today, "until": today, "by": by}
    delegations.delegate(clerk, to=place.users["grid_worker"], **lent)
    delegations.end_delegation(delegations.delegate(worker, to=place.users["clerk"], **lent), by=by)
    tokens.make_token(clerk, name="大厅屏幕", until=today, may_write=False, by=place.actor("clerk"))
    page = street.open(user="clerk", size=DESK)
    paths = [
        "/desk/nanmen/mine/",
        f"{desk}{clerk.pk}/delegate",
        f"{desk}{clerk.pk}/delegate !",
        "/desk/nanmen/mine/tokens",
    ]
    found = walk(
        page, [*paths, "/desk/nanmen/mine/tokens/make", "/desk/nanmen/mine/tokens/make !"], resident=False
    )
    page.get_by_label("用途").fill("给街道的数据")
    page.get_by_label("最后一天").fill(today.isoformat())
    send_empty(page)
    found += examine(page, resident=False)
    boss = street.open(user="secretary", size=DESK)
    given = hand_overs.hand_over(worker, taker=place.users["clerk"], by=by, keys="东门钥匙两把")
    paths = [f"{desk}{clerk.pk}", f"{desk}{clerk.pk}/hand_over", f"{desk}{worker.pk}"]
    found += walk(boss, [*paths, f"{desk}hand_overs/{given.code}"], resident=False)
    boss.goto(f"{desk}{clerk.pk}/hand_over")
    press(boss, "确认移交")
    found += examine(boss, resident=False)

    assert not found, "\n".join(found)


def test_pages_of_messages(street, place):
    desk, page = "/desk/nanmen/telling/", street.open(user="secretary", size=DESK)
    found = walk(page, [desk, "/desk/nanmen/inbox/", f"{desk}robot", f"{desk}robot !"], resident=False)
    by, all_day = place.actor("clerk"), Hours(0, 24)
    for n, way in enumerate((Channel.CALL, Channel.PAPER, Channel.VISIT)):
        to = Address(
            way, "13900006021" if way == Channel.CALL else "青云首府 1栋 502", "林小夜", all_day, "说粤语"
        )
        event = Event.of("tests.happened", place.team, n)
        row = notifications.notify(event, [to], text="您反映的事办过了。" * 20, path=desk, by=by)
    for name in ("secretary", "zhou"):
        event = Event.of("tests.happened", place.team, "inbox")
        notifications.notify_inboxes(
            event, [place.users[name]], text="2026-0001 路灯坏了：派给您了", path=desk
        )
    found += walk(page, [desk, "/desk/nanmen/", "/desk/nanmen/inbox/"], resident=False)
    found += walk(page, [f"{desk}{row.pk}/drop", f"{desk}{row.pk}/drop !"], resident=False)
    page.goto(desk)
    press(page, "送打印间")
    found += examine(page, resident=False)
    notifications.set_robot(
        place.community, url="https://open.feishu.cn/open-apis/bot/v2/hook/x", by=place.actor("secretary")
    )
    found += walk(page, [f"{desk}robot"], resident=False)
    found += walk(street.open(user="zhou"), ["/serve/nanmen/inbox/", "/serve/nanmen/"])
    found += walk(street.open(user="qiu"), ["/serve/nanmen/inbox/"])

    assert not found, "\n".join(found)


def test_pages_of_directed_tasks(street, place):
    desk, by = "/desk/nanmen/tasks/", place.actor("clerk")
    page = street.open(user="clerk", size=DESK)
    found = walk(page, [desk, f"{desk}give", f"{desk}give !"], resident=False)
    due, handler = clock.now() + dt.timedelta(hours=3), place.users["clerk"]
    rows = [
        meetings.give(
            place.community, title="报送僵尸车数量", giver="street", office="街道城管办", due_at=due, handler=handler, by=by
        )
        for _ in range(2)
    ]  # fmt: skip
    meetings.await_reply(rows[0], note="等表样", by=by, version=1)
    paths = [desk, f"{desk}all/", "/desk/nanmen/", *(f"{desk}{row.pk}" for row in rows)]
    verbs = [f"{desk}{rows[1].pk}/{verb}" for verb in ("finish", "extend", "hand_on", "call_off")]
    found += walk(page, [*paths, *verbs, f"{verbs[0]} !"], resident=False)
    meetings.finish(rows[1], reply="报了", by=by, version=1)
    found += walk(page, [f"{desk}{rows[1].pk}"], resident=False)

    assert not found, "\n".join(found)


def test_pages_of_the_hall(street, place):
    plant_services(place.community)
    item = service(place)
    began(place, item)
    row = do(place, began(place, item), "admit", missing=["户口簿"])
    hall.take_papers(row, what="户口簿", kind="original", due_back_on=clock.today(), by=place.actor("clerk"))
    do(place, called := number(place), "call", counter="1")
    do(place, late := number(place), "call", counter="1")
    do(place, late, "skip")
    ticket, stamp = number(place), stamped(place, item)
    when, free = next(iter(half_hours(place.community)))
    assert free
    booked = hall.book(
        place.community, Wanted(item, when, "江晚", "13900006021", at_home=True, building=place.buildings[0]),
        by=place.actor("clerk"),
    )  # fmt: skip
    desk, ours = "/desk/nanmen/hall/", "/nanmen/hall/"
    one = f"{desk}transactions/{row.number}"
    paths = [
        desk, f"{desk}transactions/", one, f"{one}/supply", f"{one}/decline", f"{one}/take_papers",
        f"{one}/take_papers !", f"{one}/papers/{row.papers.get().pk}/return", f"{desk}transactions/BJ2026-0001/admit",
        f"{desk}transactions/begin", f"{desk}transactions/begin !", f"{desk}transactions/begin?q=江", f"{desk}seals/",
        f"{desk}seals/stamp", f"{desk}seals/stamp !", f"{desk}items/", f"{desk}items/add", f"{desk}items/add !",
        f"{desk}items/{item.pk}", f"{desk}items/{item.pk}/end", f"{desk}appointments/book", f"{desk}hours", f"{desk}hours !",
        f"{desk}appointments/?day={when:%Y-%m-%d}", f"{desk}appointments/?day=2026-01-01",
    ]  # fmt: skip
    found = walk(street.open(user="clerk", size=DESK), paths, resident=False)
    assert called.label != stamp.number
    phone = street.open()
    paths = [
        ours, f"{ours}?q=健在证明", f"{ours}?q=没有的词", f"{ours}items/{item.code}", f"{ours}number", f"{ours}numbers/{ticket.pk}",
        f"{ours}book", f"{ours}book !", f"{ours}t/", f"{ours}t/ !", "/screen/nanmen/hall/",
    ]  # fmt: skip
    found += walk(phone, paths)
    for path, record in ((f"{ours}t/{row.code}", row), (f"{ours}bookings/{booked.code}", booked)):
        phone.goto(path)
        phone.get_by_label("您的编号").fill(record.code)
        phone.get_by_label("手机后四位").fill("6021")
        press(phone, "查一下")
        found += examine(phone)


def test_pages_of_other_systems(street, place):
    desk, by = "/desk/nanmen/gateways/", place.actor("secretary")
    page = street.open(user="secretary", size=DESK)
    found = walk(page, [desk, f"{desk}connect", f"{desk}connect !"], resident=False)
    office = organisations.register(place.community, kind="local", name="市政养护所", since=SINCE, by=by)
    server = gateways.connect(
        place.community, organisation=office, endpoint="https://311.example.org/open311/v2", by=by
    )
    gateways.verify(server, [{"code": "7", "name": "路灯报修"}], by=by)
    order, server = place.order("admitted"), RemoteServer.objects.get()
    there = f"{desk}{order.number}/forward"
    found += walk(page, [there, f"{there} !", f"{desk}{server.pk}/amend"], resident=False)
    sent = gateways.forward(order, server=server, service_code="7", text="路灯不亮", place="巷口", by=by)
    gateways.fail(sent, note="HTTP 403", by=by)
    paths = [desk, f"{desk}{server.pk}/disconnect", f"/desk/nanmen/orders/{order.number}"]
    found += walk(page, paths, resident=False)

    assert not found, "\n".join(found)


def test_pages_of_volunteers(street, place):
    teams, page = "/desk/nanmen/teams/", street.open(user="clerk", size=DESK)
    member = place.team.members.get(user=place.users["zhou"])
    paths = [teams, f"{teams}found_team", f"{teams}found_team !", f"{teams}{place.team.pk}"]
    paths += [
        f"{teams}{place.team.pk}/join",
        f"{teams}{place.team.pk}/join !",
        f"{teams}{place.team.pk}/amend_team",
    ]
    paths += [f"{teams}members/{member.pk}/leave", "/desk/nanmen/service/"]
    found = walk(page, paths, resident=False)
    zhou, by = place.users["zhou"], place.actor("zhou")
    rows = [
        volunteers.propose_service(zhou, day=clock.today(), minutes=30, what="陪人看病", by=by)
        for _ in range(2)
    ]
    service = "/desk/nanmen/service/"
    found += walk(page, [service, f"{service} !", f"{service}{rows[0].pk}/refuse_service"], resident=False)
    volunteers.refuse_service(rows[0], note="取消了", by=place.actor("clerk"), version=1)
    serving = street.open(user="zhou")
    found += walk(serving, ["/serve/nanmen/service", "/serve/nanmen/profile"])
    serving.goto("/serve/nanmen/service")
    serving.locator("details.more summary").first.click()
    send_empty(serving)
    found += examine(serving)
    found += walk(street.open(user="qiu"), ["/serve/nanmen/service"])

    assert not found, "\n".join(found)


def test_pages_of_surveys(street, place):
    drafts, asked, over = drafted(place), published(place), published(place, shows_results=True)
    for how_many in range(1, 7):
        answered(asked, wants=["meal"], words="请加灯")
        answered(over, elder="yes", how_many=str(how_many), wants=["meal", "walk"])
    surveys.close(over, by=place.actor("clerk"), version=over.version)
    desk, ours = "/desk/nanmen/surveys/", "/nanmen/surveys/"
    one = f"{desk}{asked.number}/"
    words = f"{one}?words={fields(asked)['words'][1:]}"
    paths = [
        desk, f"{desk}draft", f"{desk}draft !", f"{desk}{drafts.number}/", f"{desk}{drafts.number}/revise",
        f"{desk}{drafts.number}/publish", f"{desk}{drafts.number}/preview", one, words, f"{one}enter", f"{one}enter !",
        f"{one}close", f"{desk}{over.number}/",
    ]  # fmt: skip
    found = walk(street.open(user="clerk", size=DESK), paths, resident=False)
    paths = [
        ours,
        f"{ours}{asked.code}/",
        f"{ours}{asked.code}/ !",
        f"{ours}{asked.code}/thanks",
        f"{ours}{over.code}/",
    ]
    found += walk(street.open(), [*paths, f"{ours}{over.code}/results"])

    assert not found, "\n".join(found)


def test_the_first_screen_of_a_phone_holds_what_most_came_for(street, place):
    order = place.order("resolved")
    page = street.open("/nanmen/")
    lowest = {
        "/nanmen/": ".tiles",
        "/nanmen/orders/submit": ".button--primary",
        "/nanmen/t/": ".button--primary",
    }
    for path, part in lowest.items():
        page.goto(path)
        box = page.locator(part).last.bounding_box()
        assert box["y"] + box["height"] <= PHONE[1], path
    open_by_code(page, order)
    box = page.locator(".ask .button").last.bounding_box()
    assert box["y"] + box["height"] <= PHONE[1]


def test_an_order_on_paper(street, place):
    order = place.order("accepted", text=LONG)
    page = street.open(f"/desk/nanmen/orders/{order.number}", user="clerk", size=DESK)
    page.emulate_media(media="print")
    hidden = page.evaluate(
        "['.nav', '.topbar', '.buttons', '.actions'].filter(part => [...document.querySelectorAll(part)].some(x => x.offsetParent))"
    )

    assert hidden == []
    assert page.locator(".quote--long").evaluate("text => text.scrollHeight - text.clientHeight") <= 1
    assert page.pdf(format="A4").count(b"/Type /Page\n") >= 1 or re.search(
        rb"/Count \d", page.pdf(format="A4")
    )
