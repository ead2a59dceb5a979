"""A secretary plans, holds, minutes and files a meeting of a branch, in the words of the pages."""

from playwright.sync_api import expect

from linli.meetings.models import Meeting, Problem
from tests.e2e.conftest import DESK
from tests.e2e.steps import press
from tests.e2e.test_access import walk
from tests.meetings.meeting import branch, until

PARTY = "/desk/nanmen/party/"


def test_a_secretary_plans_holds_minutes_and_files_a_meeting(street, place):
    organisation = branch(place)
    page = street.open(PARTY, user="secretary", size=DESK)
    press(page, "安排一次会")
    page.get_by_label("哪个组织开会").select_option(label=str(organisation))
    page.get_by_label("主题或名称").fill("讨论楼道充电")
    page.get_by_label("在哪里开").fill("二楼会议室")
    press(page, "安排")
    press(page, "登记到会")
    page.get_by_label("贺听澜").select_option(label="请假：因公")
    press(page, "记下到会情况")
    press(page, "写会议记录")
    page.get_by_label("1. 听取支委会本季度工作报告").fill("大家同意报告。")
    press(page, "写会议记录")
    press(page, "备案")
    press(page, "备案")
    expect(page.locator(".lede .badge")).to_contain_text("已备案")

    row = Meeting.objects.get()
    assert (row.status, row.entitled, row.present) == ("filed", 6, 5)


def test_a_list_of_problems_is_written_and_worked_off(street, place):
    row = until(
        place, "minuted", organisation=branch(place), kind="organisation_life", title="开展批评和自我批评"
    )
    page = street.open(f"{PARTY}meetings/{row.pk}", user="secretary", size=DESK)
    press(page, "问题清单")
    page.get_by_label("是谁的问题？").select_option(label="唐若溪")
    page.get_by_label("整改期限").fill("2099-01-31")
    page.get_by_label("有什么问题？").fill("下楼走访少")
    page.get_by_label("怎么整改？").fill("每周走访两户")
    press(page, "列入清单")
    expect(page.locator("main")).to_contain_text("待整改")
    page.locator("main").get_by_text("下楼走访少").click()
    press(page, "整改完成")
    page.get_by_label("做了什么？").fill("走访了二十户")
    press(page, "整改完成")
    expect(page.locator(".lede .badge")).to_contain_text("已整改")

    one = Problem.objects.get()
    room = f"{PARTY}problems/"
    paths = [
        PARTY, room, f"{room}{one.pk}", f"{room}{one.pk}/relist", f"{PARTY}meetings/{row.pk}",
        f"{PARTY}meetings/{row.pk}/problems", f"{PARTY}meetings/{row.pk}/problems !",
    ]  # fmt: skip
    found = walk(page, paths, resident=False)
    assert not found, "\n".join(found)


def test_pages_of_meetings(street, place):
    held, filed = until(place, "held"), until(place, "filed", organisation=branch(place, "第二支部"))
    page = street.open(PARTY, user="secretary", size=DESK)
    room = f"{PARTY}meetings/"
    paths = [
        PARTY, room, f"{room}new", f"{room}new !", f"{room}{filed.pk}", f"{room}{filed.pk}/supplement",
        *(f"{room}{held.pk}/{verb}" for verb in ("hold", "minute", "put_to_vote", "put_to_vote !", "adopt", "cancel_meeting")),
        f"{PARTY}lectures/", f"{PARTY}lectures/new", f"{PARTY}lectures/new !",
        f"{PARTY}excuse/{held.organisation_id}/committee_meeting/2026-01",
    ]  # fmt: skip
    found = walk(page, paths, resident=False)

    assert not found, "\n".join(found)
