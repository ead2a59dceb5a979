"""The orders of the bench are as acts would have left them, and the report says what it must."""

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import generate, pages, truth
from bench.rows import rows_of
from bench.run import told
from bench.samples import percentile
from linli.core import doctor
from linli.core.audit import AuditEntry
from linli.core.marks import is_ours, is_unchanged
from linli.notifications.models import Message
from linli.orders.models import Order

ORDERS, PLACES = 200, 5


@pytest.fixture
def places(db):
    """Few communities with few orders."""
    made = generate.settle(PLACES)
    generate.populate(made, ORDERS)
    return made


@given(count=st.integers(0, 10**6), places=st.integers(1, 200))
def test_every_order_is_given_out_and_the_first_communities_have_most(count, places):
    numbers = generate.shares(count, places)

    assert sum(numbers) == count
    assert len(numbers) == places
    assert numbers == sorted(numbers, reverse=True)


def test_the_doctor_finds_nothing_wrong(places):
    assert Order.objects.count() == ORDERS
    assert doctor.mismatches() == []
    assert doctor.gaps() == []
    assert [found for found in doctor.strays() if found["rows"]] == []
    assert all(is_ours(entry) and is_unchanged(entry) for entry in AuditEntry.objects.all())


def test_the_same_seed_makes_the_same_matters(places):
    def told_of(seed):
        made = generate.orders_of(places[0], 30, random.Random(seed))
        return [(order.status, order.subject, order.building_id, len(acts)) for order, acts in made]

    assert told_of(1) == told_of(1) != told_of(2)


def test_what_is_true_of_it_and_what_would_be_noticed(places):
    assert truth.judge(places, ORDERS)["holds"]
    assert not truth.judge(places, ORDERS + 1)["holds"]

    AuditEntry.objects.filter(action="orders.admit").first().delete()
    assert not truth.judge(places, ORDERS)["holds"]


def test_every_work_is_done_and_leaves_what_it_says(places):
    works = pages.measure(places[0], creates=2, loops=2, reads=2)
    written = 2 + pages.WARM_UP + 1 + 2 + 2

    assert truth.judge(places, ORDERS + written)["holds"]
    assert set(works) == {
        "list",
        "list_deep",
        "detail",
        "dashboard",
        "figures",
        "create",
        "loop",
        "transition",
    }
    assert not AuditEntry.objects.filter(followed=False).exists()
    assert Message.objects.filter(code="orders.dispatch").count() == 2 + 2
    for work in works.values():
        assert {"requests", "statuses", "p50_ms", "p95_ms", "queries"} <= set(work)
    assert set(works["loop"]["queries_each"]) == {"submit", "admit", "dispatch", "accept"}


def run(factor=1.0):
    """The figures of a run, as measure.py prints them."""
    work = {"p50_ms": 1.0, "p95_ms": 2.0 * factor, "cpu_ms": 3.0, "queries": 4}
    load = {"p95_ms": 2.0, "p99_ms": 5.0, "cpu_ms": 3.0, "per_second": 400.0}
    names = ("list", "list_deep", "detail", "dashboard", "figures", "create", "loop", "transition")
    server = {"create": load, "list_page": load, "list_api": load, "pss_mb": 100.0}
    return {"works": dict.fromkeys(names, work), "server": server, "truth": {"holds": True}}


def test_the_rows_say_what_is_reached_and_what_is_not():
    runs = {
        (name, size): run(size / 10_000) for name in ("sqlite", "postgresql") for size in (10_000, 100_000)
    }
    rows = rows_of(runs)

    assert {row["row"] for row in rows} == {1, 2, 3, 4, 5, 6, 7, 8, 9, 17}
    assert not any(row["reached"] for row in rows if row["row"] == 6)
    assert {row["database"] for row in rows if row["row"] == 17} == {"sqlite"}
    assert all(row["reached"] for row in rows if row["row"] in {1, 7, 17})
    assert {"database", "size", "row", "what", "unit", "reach", "reach_is", "measured", "reached"} == set(
        rows[0]
    )
    found = {"machine": {"cpus": 2, "model": "x"}, "seconds": 1, "rows": rows, "runs": []}
    assert json.loads(json.dumps(found)) == found
    assert "MISSED" in told(found)


@given(values=st.lists(st.floats(0, 1000), min_size=1), share=st.sampled_from([0.5, 0.95, 0.99]))
def test_a_percentile_is_one_of_the_values_and_not_less_than_its_share(values, share):
    found = percentile(values, share)

    assert found in values
    assert sum(value <= found for value in values) >= share * len(values) - 1e-6
