"""The ledger of orders: what may be asked of it, what its file holds, and what it never tells."""

import datetime as dt
import re
from io import BytesIO

import pytest
from openpyxl import load_workbook

from linli.core import clock
from linli.core.search import index
from linli.orders.ledger import ORDERS
from linli.orders.models import Order
from linli.orders.terms import time_taken
from linli.places.models import Building, Compound
from tests.conftest import MORNING
from tests.people import SINCE

LIST, FILE = "/desk/nanmen/orders/", "/desk/nanmen/orders/export.xlsx"


def numbers(client, **asked):
    """The orders that the page lists."""
    return re.findall(r'orders/(2026-\d+)"', client.get(LIST, asked).content.decode())


def rows(client, **asked):
    """The lines of the file, each as header > value."""
    sheet = load_workbook(BytesIO(b"".join(client.get(FILE, asked).streaming_content))).active
    lines = list(sheet.values)
    return [dict(zip(lines[2], line, strict=True)) for line in lines[3:]]


def counts(client, **asked):
    """The chips with their counts."""
    page = client.get(LIST, asked).content.decode()
    return dict(re.findall(r'state=(\w+)[^>]*>[^<]* <span class="count">(\d+)</span>', page))


@pytest.fixture
def clerk(place, enter):
    """The desk at work."""
    return enter(place.users["clerk"])


def test_the_chips_count_what_they_show(place, clerk):
    for status in ("submitted", "submitted", "accepted", "resolved", "closed", "withdrawn"):
        place.order(status)

    found = counts(clerk)
    assert found == {
        "open": "3", "overdue": "0", "submitted": "2", "admitted": "0", "in_hand": "1", "resolved": "1",
        "paused": "0", "raised": "0",
        "confirmed": "0", "ended": "2", "all": "6",
    }  # fmt: skip
    assert {state: len(numbers(clerk, state=state)) for state in found} == {
        k: int(n) for k, n in found.items()
    }


def test_late_ones_are_those_past_their_time(place, clerk):
    place.order()
    with clock.at(MORNING + dt.timedelta(days=30)):
        new = place.submit()

        assert len(numbers(clerk, state="overdue")) == 1
        assert new.number not in numbers(clerk, state="overdue")


def test_without_a_word_the_open_ones_are_shown_and_with_an_unknown_one_all(place, clerk):
    still_open, ended = place.order(), place.order("withdrawn")

    assert numbers(clerk) == [still_open.number]
    assert numbers(clerk, state="nonsense") == [ended.number, still_open.number]


def test_a_search_goes_through_all_states_unless_one_is_named(place, clerk):
    ended, still_open = place.order("withdrawn", text="路灯坏了"), place.order(text="路灯不亮")
    place.order(text="下水道堵了")
    index.sweep()

    assert numbers(clerk, q="路灯") == [still_open.number, ended.number]
    assert numbers(clerk, q="灯") == [still_open.number, ended.number], "one character will do as well"
    assert numbers(clerk, q="路灯", state="ended") == [ended.number]
    assert counts(clerk, q="路灯")["open"] == "1"
    assert numbers(clerk, q="路灯 坏") == [ended.number], "every word must be there"


def test_category_compound_and_days_narrow_together(place, clerk):
    lone = Building.objects.create(
        community=place.community, grid=place.grids[0], name="老楼", valid_from=SINCE
    )
    lamp, noise = place.category(), place.category("噪音扰民")
    wanted = place.order(category=lamp, building=place.buildings[0])
    place.order(category=noise, building=place.buildings[0])
    place.order(category=lamp, building=lone)
    place.order(category=lamp)
    with clock.at(MORNING + dt.timedelta(days=1)):
        place.order(category=lamp, building=place.buildings[0])
    asked = {"category": lamp.pk, "compound": Compound.objects.get().pk, "day_to": "2026-03-10"}

    assert numbers(clerk, **asked) == [wanted.number]
    assert counts(clerk, **asked)["all"] == "1"
    assert [row["编号"] for row in rows(clerk, **asked)] == [wanted.number]


def test_days_are_those_of_beijing(place, clerk):
    made = []
    for moment in (
        dt.datetime(2026, 3, 9, 23, 59, 59),
        dt.datetime(2026, 3, 10),
        dt.datetime(2026, 3, 10, 23, 59, 59),
    ):
        with clock.at(moment.replace(tzinfo=clock.BEIJING)):
            made.append(place.submit().number)

    assert numbers(clerk, day_from="2026-03-10", day_to="2026-03-10") == [made[2], made[1]]
    assert numbers(clerk, day_to="2026-03-09") == [made[0]]


def test_the_file_says_what_was_done(place, clerk):
    order = place.order(building=place.buildings[0], contact_name="林晓梅", contact_phone="13900006021")
    with clock.at(MORNING + dt.timedelta(days=2)):
        for verb in ("admit", "dispatch", "accept", "resolve", "confirm", "close"):
            place.take(order, verb)
    order.refresh_from_db()
    (row,) = rows(clerk, state="all")

    assert row == {
        "编号": order.number,
        "状态": order.get_status_display(),
        "类别": "路灯照明",
        "什么事": order.subject,
        "发生了什么": order.text,
        "地点": "青云首府 1栋",
        "渠道": "手机",
        "反映时间": MORNING.replace(tzinfo=None),
        "期限": order.due_at.astimezone(clock.BEIJING).replace(tzinfo=None),
        "接单人": "zhou",
        "办结时间": dt.datetime(2026, 3, 12, 9),
        "给反映人的答复": "装好了",
        "用时": "2 个工作日",
    }
    assert not {"林晓梅", "13900006021", order.code} & {str(value) for value in row.values()}


def test_no_column_and_no_filter_knows_who_asked():
    named = [column.name for column in ORDERS.columns] + [one.field for one in ORDERS.filters]

    assert not re.search(r"contact|requester|phone|anonymous|code", " ".join(named))


def test_words_of_residents_are_never_a_formula(place, clerk):
    place.order(text='=HYPERLINK("http://example.org")', place="+86")
    (row,) = rows(clerk)

    assert {'=HYPERLINK("http://example.org")', "+86"} <= set(row.values())


def test_a_grid_worker_exports_the_own_grid_only(place, enter):
    mine, _others = place.order(building=place.buildings[1]), place.order(building=place.buildings[0])

    assert [row["编号"] for row in rows(enter(place.users["grid_worker"]), state="all")] == [mine.number]


def test_the_file_of_another_community_is_not_found(place, other_place, clerk):
    other_place.order()

    assert clerk.get("/desk/yongxinlu/orders/export.xlsx").status_code == 404


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (dt.timedelta(minutes=59), "不到 1 小时"),
        (dt.timedelta(hours=3, minutes=59), "3 小时"),
        (dt.timedelta(days=1), "1 个工作日"),
        (dt.timedelta(days=6), "4 个工作日"),
    ],
)
def test_time_taken_is_told_in_working_days_and_within_one_in_hours(place, passed, said):
    order = place.order("accepted")
    assert time_taken(order) == ""
    with clock.at(MORNING + passed):
        place.take(order, "resolve")

    assert time_taken(Order.objects.get()) == said


def test_a_matter_that_was_reopened_has_no_time_taken(place):
    order = place.order("resolved")
    place.take(order, "reopen")

    assert time_taken(Order.objects.get()) == ""


def test_an_ended_order_shows_its_time_on_the_page(place, clerk):
    place.order("closed")

    assert "用时 不到 1 小时" in clerk.get(LIST, {"state": "ended"}).content.decode()
