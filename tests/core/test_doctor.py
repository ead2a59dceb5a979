"""The doctor finds what was made wrong by hand."""

import json

import pytest
from django.core.management import call_command

from linli.orders.models import Order


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
