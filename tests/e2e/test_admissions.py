"""A development file from the application to conversion in the words of the pages, with one step that must wait (R-06)."""

import datetime as dt
import re

from playwright.sync_api import Page, expect

from linli.admissions.models import Admission
from linli.calendars.months import add_months, anniversary
from linli.core import clock
from linli.party.models import PartyMember
from tests.admissions.admitting import applicant, applied, take, until, voters
from tests.admissions.test_scans import scanned
from tests.e2e.conftest import DESK
from tests.e2e.steps import press
from tests.e2e.test_access import walk
from tests.pledges.pledging import branch

PARTY = "/desk/nanmen/party/"
ROOM = f"{PARTY}admissions/"
DAY = dt.timedelta(days=1)


def write(page: Page, words: str, day: dt.date) -> None:
    """One step from the page of the file: its button, the day, and back."""
    link = page.get_by_role("link", name=re.compile(f"(^|[.:] ){words}$"))
    with page.expect_navigation():
        link.first.click()
    if page.get_by_label("哪一天").count():
        page.get_by_label("哪一天").fill(day.isoformat())
    fill_more(page)
    press(page, "登记")


def fill_more(page: Page) -> None:
    """What some steps ask for besides a day."""
    for box in page.get_by_role("checkbox").all()[:2]:
        box.check()
    if page.get_by_label("天数").count():
        page.get_by_label("天数").fill("3")
        page.get_by_label("学时", exact=True).fill("24")
    if page.get_by_label("由哪一级党组织审批").count():
        page.get_by_label("由哪一级党组织审批").fill("平川街道党工委")


def votes(page: Page, words: str, day: dt.date) -> None:
    """The counts of an assembly of three."""
    link = page.get_by_role("link", name=re.compile(f"(^|[.:] ){words}$"))
    with page.expect_navigation():
        link.first.click()
    page.get_by_label("支部大会什么时候开始").fill(f"{day}T19:00")
    for label, count in (("应到会有表决权", 3), ("实到会有表决权", 3), ("到会赞成", 3)):
        page.get_by_label(label, exact=True).fill(str(count))
    press(page, "登记")


def reviewed(page: Page, day: dt.date) -> None:
    """A half-yearly review."""
    press(page, "记一次考察")
    page.get_by_label("哪一天").fill(day.isoformat())
    page.get_by_label("考察情况").fill("学习认真，肯为大家做事")
    press(page, "登记")


def test_a_file_from_the_application_to_conversion_with_one_step_that_must_wait(street, place):
    voters(place, 3)
    today = clock.today()
    named = add_months(today, -40)
    year = anniversary(named, 1, leap_birthday="0228")
    page = street.open(ROOM, user="secretary", size=DESK)
    press(page, "建发展党员档案")
    page.get_by_label("姓名").fill("申请的小程")
    page.get_by_label("出生日期").fill("1996-04-02")
    page.get_by_label("递交入党申请书的日期").fill((named - 40 * DAY).isoformat())
    page.get_by_label("党支部").select_option(label=str(branch(place)))
    press(page, "建档")
    write(page, "党组织派人谈话", named - 20 * DAY)
    write(page, "推荐和确定入党积极分子", named)
    write(page, "上级党委备案（积极分子）", named + DAY)
    write(page, "指定培养联系人", named + DAY)
    expect(page.locator("main")).to_contain_text("要先有考察记录")
    reviewed(page, named + 180 * DAY)
    write(page, "培养教育考察", year - 5 * DAY)

    # A day before the year is over the step is refused, with the arithmetic; the page keeps what was typed.
    press(page, "7. 确定发展对象")
    page.get_by_label("哪一天").fill((year - DAY).isoformat())
    page.get_by_label("文号").fill("支委会〔1〕号")
    press(page, "登记")
    expect(page.locator("main")).to_contain_text(f"{named} + 1 年 = {year}")
    expect(page.get_by_label("文号")).to_have_value("支委会〔1〕号")
    page.get_by_label("哪一天").fill(year.isoformat())
    press(page, "登记")
    expect(page.locator(".lede .badge")).to_contain_text("发展对象")

    for days, words in enumerate(
        ("报上级党委备案（发展对象）", "确定入党介绍人", "进行政治审查", "开展集中培训", "支部委员会审查", "上级党委预审", "填写入党志愿书"), 1
    ):  # fmt: skip
        write(page, words, year + days * DAY)
    joined = year + 10 * DAY
    votes(page, "支部大会讨论接收", joined)
    for days, words in enumerate(
        ("上级党委派人谈话", "上级党委审批", "再上一级党委组织部门备案", "编入党支部和党小组", "入党宣誓"), 1
    ):
        write(page, words, joined + days * DAY)
    expect(page.locator(".lede .badge")).to_contain_text("预备党员")
    reviewed(page, joined + 150 * DAY)
    write(page, "继续教育考察", joined + 300 * DAY)
    write(page, "提出转正申请", joined + 350 * DAY)
    votes(page, "支部大会讨论转正", anniversary(joined, 1, leap_birthday="0228"))
    write(page, "上级党委审批转正", anniversary(joined, 1, leap_birthday="0228") + 20 * DAY)
    write(page, "材料归档", anniversary(joined, 1, leap_birthday="0228") + 30 * DAY)

    row = Admission.objects.select_related("member").get()
    assert (row.status, row.entries.count()) == ("full", 25)
    assert row.member.joined_on == joined
    assert row.member.full_on == anniversary(joined, 1, leap_birthday="0228")
    assert PartyMember.objects.filter(person=row.person).count() == 1


def test_pages_of_development_files(street, place):
    late = applied(place, done_on=clock.today() - 40 * DAY)
    waiting = until(place, 14, applicant(place, "快要表决的小于"))
    trial = until(place, 22, applicant(place, "预备的小倪"))
    contacts = take(place, until(place, 3, applicant(place, "积极分子小尤")), 4)
    one, scan = f"{ROOM}{waiting.pk}", scanned(place, waiting)
    paths = [
        ROOM, f"{ROOM}new", f"{ROOM}new !", f"{ROOM}due", f"{ROOM}{late.pk}", one, f"{ROOM}{trial.pk}",
        f"{ROOM}{late.pk}/steps/talk", f"{one}/steps/assembly", f"{one}/steps/assembly !", f"{ROOM}{contacts.pk}/steps/contacts !",
        f"{ROOM}{trial.pk}/steps/conversion !", f"{one}/correct/talk !", f"{one}/note_review !", f"{one}/name_helpers !", f"{one}/note_receipt", f"{one}/end",
        f"{one}/scans/application", f"{one}/scans/application/add_scan", f"{one}/scans/application/add_scan !",
        f"{one}/scans/{scan.pk}/withdraw_scan", f"{PARTY}admission-plan/", f"{PARTY}admission-plan/new !",
    ]  # fmt: skip
    found = walk(street.open(user="secretary", size=DESK), paths, resident=False)

    assert not found, "\n".join(found)
