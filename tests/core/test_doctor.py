"""The doctor finds what was made wrong by hand."""

import json

import pytest
from django.core.management import call_command

from linli.core.audit import AuditEntry
from linli.core.doctor import gaps, mismatches
from linli.orders.actions import Request, submit_many
from linli.orders.models import Order
from tests.conftest import MORNING
from tests.papers.taking import MESSAGES, taken, undo

# What the database asks of a closed order.
DONE = {"answer": "装好了", "accepted_at": MORNING, "resolved_at": MORNING, "confirmed_at": MORNING}


def examine(capsys) -> dict:
    call_command("doctor", as_json=True)
    return json.loads(capsys.readouterr().out)


def test_a_healthy_house(place, other_place, capsys):
    for status in ("closed", "declined", "accepted"):
        place.order(status, building=place.buildings[0])
    call_command("doctor")

    assert capsys.readouterr().out == "healthy\n"


def test_a_row_that_points_into_another_community_is_counted(place, other_place, capsys):
    Order.objects.filter(pk=place.order().pk).update(building_id=other_place.buildings[0].pk)

    with pytest.raises(SystemExit) as ended:
        examine(capsys)

    assert ended.value.code == 1
    assert json.loads(capsys.readouterr().out)["crossing"] == [{"key": "orders.Order.building", "rows": 1}]


def test_a_status_changed_by_hand_is_named(place, capsys):
    order = place.order("admitted")
    Order.objects.filter(pk=order.pk).update(**{"status": "declined"})

    with pytest.raises(SystemExit):
        examine(capsys)

    assert json.loads(capsys.readouterr().out)["mismatched"] == [
        {"kind": "orders.order", "pk": str(order.pk), "status": "declined", "said": "admitted"}
    ]


def test_orders_that_came_in_a_file_are_healthy_until_one_is_changed_by_hand(place, capsys):
    origin = place.order()  # any record may stand for the import here
    asked = [Request(text="路口积水", category=place.category()) for _ in range(2)]
    first, second = submit_many(place.community, asked, origin=origin, by=place.actor("clerk"))
    place.take(second, "admit")
    call_command("doctor")
    assert capsys.readouterr().out == "healthy\n"

    Order.objects.filter(pk=first.pk).update(
        **{"status": "closed", "accepted_by": place.users["zhou"]} | DONE
    )
    with pytest.raises(SystemExit):
        examine(capsys)

    assert json.loads(capsys.readouterr().out)["mismatched"] == [
        {"kind": "orders.order", "pk": str(first.pk), "status": "closed", "said": "submitted"}
    ]


def test_a_record_without_any_entry_is_named(place, capsys):
    order = place.order()
    AuditEntry.objects.filter(subject_id=order.pk).delete()

    with pytest.raises(SystemExit):
        examine(capsys)

    assert [row["said"] for row in json.loads(capsys.readouterr().out)["mismatched"]] == [""]


def test_a_file_of_orders_that_was_taken_in_and_undone_leaves_no_alarm(place):
    row = ["1", "路灯", "2026/1/5 8:00", "巷道没有路灯", "路灯照明"]
    run = taken(place, "orders", MESSAGES, row)
    assert Order.objects.filter(origin_id=run.pk).exists()
    assert [*mismatches(), *gaps()] == []

    undo(place, run)
    assert [*mismatches(), *gaps()] == []
