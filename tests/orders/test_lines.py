"""Lines of lists: rows of values that say of an order what the record itself says."""

import datetime as dt

import pytest

from linli.core import clock
from linli.orders.lines import lines, read, table_rows, time_bar, waiting_cells
from linli.orders.models import Order
from linli.orders.terms import time_left, time_taken
from linli.places.models import Building
from tests.conftest import MORNING
from tests.people import SINCE

STATUSES = ("submitted", "admitted", "dispatched", "accepted", "resolved", "closed", "withdrawn", "declined")
SAID = ("number", "subject", "is_open", "is_late", "holder", "where", "stopped_at", "kind", "code_of_place")


def line_of(order):
    """The order as a list has it."""
    (found,) = lines(read(Order.objects.filter(pk=order.pk)))
    return found


@pytest.mark.parametrize("status", STATUSES)
def test_a_line_says_what_the_record_says(place, status):
    order = place.order(status, building=place.buildings[0], place="二楼")
    with clock.at(MORNING + dt.timedelta(days=30)):
        order, line = Order.objects.get(pk=order.pk), line_of(order)

        assert {name: getattr(line, name) for name in SAID} == {name: getattr(order, name) for name in SAID}
        assert (line.category, str(line.channel_word)) == (str(order.category), order.get_channel_display())
        assert [str(part) for part in line.badge] == [str(part) for part in order.badge]
        assert (time_left(line), time_taken(line)) == (time_left(order), time_taken(order))
        assert time_bar(line) == time_bar(order)


def test_a_building_without_a_compound_and_no_building_at_all_are_said_as_they_are(place):
    lone = Building.objects.create(
        community=place.community, grid=place.grids[0], name="老楼", valid_from=SINCE
    )

    assert line_of(place.order(building=lone)).where == "老楼"
    assert line_of(place.order(place="桥头")).where == "桥头"


def test_what_somebody_typed_is_never_markup(place):
    shown = [line_of(place.order(text="<b>灯</b>坏了", place='"<i>桥头'))]

    for drawn in (table_rows(shown, "nanmen"), waiting_cells(shown, "nanmen")):
        assert "&lt;b&gt;灯&lt;/b&gt;" in drawn
        assert "<b>灯" not in drawn
        assert "<i>" not in drawn


def test_a_list_without_lines_is_nothing():
    assert table_rows([], "nanmen") == waiting_cells([], "nanmen") == ""
