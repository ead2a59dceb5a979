"""A roster comes in through the pages: matched, looked at, written, undone."""

import re

from playwright.sync_api import Page, expect

from linli.residents.models import Person, Residence
from tests.e2e.conftest import DESK
from tests.e2e.steps import press
from tests.papers.workbooks import PEOPLE, residents_two_row_header

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def choose(page: Page, data: bytes, kind: str = "居民", name: str = "花名册.xlsx") -> None:
    """Say what is in the file, and choose it."""
    page.goto("/desk/nanmen/imports/")
    press(page, "导入 Excel")
    page.locator("label", has_text=kind).first.click()
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": XLSX, "buffer": data})


def submit(page: Page) -> None:
    """The one solid button of the page."""
    with page.expect_navigation():
        page.locator("main .button--primary").first.click()


def test_a_roster_is_taken_in_and_back(street):
    page = street.open(user="clerk", size=DESK)
    choose(page, residents_two_row_header())
    submit(page)
    expect(page).to_have_url(re.compile("/columns$"))
    expect(page.locator("[name=column_name] option:checked")).to_contain_text("姓名")

    submit(page)
    assert not Person.objects.exists()
    expect(page.locator(".tally dd").nth(1)).to_have_text(str(len(PEOPLE)))
    page.locator("a.filter", has_text="全部").click()
    expect(page.locator("tbody tr")).to_have_count(len(PEOPLE))
    submit(page)
    expect(page.locator(".lede .badge")).to_have_text("已写入")
    assert Person.objects.count() == Residence.objects.count() == len(PEOPLE)
    expect(page.locator(".tally dd").nth(1)).to_have_text(str(len(PEOPLE)))

    with page.expect_navigation():
        page.locator(".act-bar .button--danger").click()
    expect(page.locator(".lede .badge")).to_have_text("已撤回")
    assert not Person.objects.exists()


def test_a_roster_is_taken_in_without_the_script(street):
    page = street.open(user="clerk", java_script_enabled=False)
    choose(page, residents_two_row_header())
    for _ in range(3):
        submit(page)

    expect(page.locator(".lede .badge")).to_have_text("已写入")
    assert Person.objects.count() == len(PEOPLE)
