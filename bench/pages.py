"""The works of the bench through the HTTP views, one after the other, in this process: what each request costs."""

import re
from collections.abc import Callable
from typing import Any

from django.test import Client

from bench.generate import Place
from bench.processes import postmaster
from bench.samples import Refused, Sample, asked, check
from linli.core.keys import uuid7
from linli.core.worker import drain
from linli.orders.ledger import ORDERS
from linli.orders.models import Order

WARM_UP = 5
PAGE = 50
STATE = "ended"
FIELD = re.compile(rb'name="version" value="(\d+)"')


class Desk:
    """The people of one community, each with a browser."""

    def __init__(self, place: Place) -> None:
        """Everybody logs in."""
        self.place, self.slug = place, place.community.slug
        self.asker, self.clerk, self.member = Client(), Client(), Client()
        self.clerk.force_login(place.clerk)
        self.member.force_login(place.member)
        self.desk, self.serve = f"/desk/{self.slug}/", f"/serve/{self.slug}/"

    def submit(self) -> Callable[[], Any]:
        """点单 by the form for residents."""
        filled = {
            "act_id": str(uuid7()), "text": "楼道灯不亮，晚上很黑", "category": str(self.place.categories[0].pk),
            "building": str(self.place.buildings[0].pk), "contact_phone": "13900006021",
            "seen_similar": "1",  # what neighbours told is shown once; this is the press after it
        }  # fmt: skip
        return lambda: self.asker.post(f"/{self.slug}/orders/submit", filled)

    def newest(self) -> Order:
        """The order that was written down last."""
        return Order.objects.of(self.place.community).order_by("-submitted_at", "-id")[0]

    def step(self, verb: str, order: Order) -> Callable[[], Any]:
        """One verb on the order, by who usually does it."""
        act = {"act_id": str(uuid7()), "version": order.version}
        more = {
            "admit": {"category": str(order.category_id), "building": str(order.building_id)},
            "dispatch": {"to": f"team:{self.place.team.pk}"},
        }.get(verb, {})
        client, room = (self.member, self.serve) if verb == "accept" else (self.clerk, self.desk)
        return lambda: client.post(f"{room}orders/{order.number}/{verb}", {**act, **more})


def measure(place: Place, *, creates: int, loops: int, reads: int) -> dict[str, Any]:
    """Every work in the largest community; `place` is that one."""
    desk, server = Desk(place), postmaster()
    paths = _paths(desk)
    told = {name: _reading(desk, path, reads, server) for name, path in paths.items()}
    told["create"] = _creating(desk, creates, server)
    told["loop"], told["transition"] = _looping(desk, loops, server)
    return told


def _paths(desk: Desk) -> dict[str, str]:
    """What is read: the first page of a filtered list, one near its end, one order, today's desk, the figures."""
    rows = Order.objects.of(desk.place.community).filter(status__in=["closed", "declined", "withdrawn"])
    listed = ORDERS.keyset.sorted(rows)
    deep = listed[int(rows.count() * 0.9) - PAGE]
    shown = listed.filter(status="closed")[rows.count() // 3]
    return {
        "list": f"{desk.desk}orders/?state={STATE}",
        "list_deep": f"{desk.desk}orders/?state={STATE}&after={ORDERS.keyset.cursor(deep)}",
        "detail": f"{desk.desk}orders/{shown.number}",
        "dashboard": desk.desk,
        "figures": f"{desk.desk}figures/",
    }


def _reading(desk: Desk, path: str, number: int, server: int | None) -> dict[str, Any]:
    sample = Sample(server)
    for _ in range(WARM_UP):
        answer = check(desk.clerk.get(path), 200, path)
    if "orders/?" in path and answer.content.count(b'<th scope="row"') != PAGE:
        raise Refused(f"{path} does not show {PAGE} rows")
    with asked() as statements:
        desk.clerk.get(path)
    sample.queries.append(len(statements))
    with sample.costs():
        for _ in range(number):
            sample.take(lambda: desk.clerk.get(path), 200, path)
    return sample.figures(number)


def _creating(desk: Desk, number: int, server: int | None) -> dict[str, Any]:
    sample = Sample(server)
    for _ in range(WARM_UP):
        check(desk.submit()(), 302, "submit")
    with asked() as statements:
        desk.submit()()
    sample.queries.append(len(statements))
    with sample.costs():
        for _ in range(number):
            sample.take(desk.submit(), 302, "submit")
    return sample.figures(number)


def _looping(desk: Desk, number: int, server: int | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """The four steps, one order after the other; the second figures are those of the three transitions alone."""
    loop, moves = Sample(server), Sample(server)
    _one_loop(desk, Sample(None), Sample(None))
    with asked() as statements:
        _one_loop(desk, loop, moves, told=statements)
    with loop.costs():
        for _ in range(number):
            _one_loop(desk, loop, moves)
    whole, steps = loop.figures(number), moves.figures(number * 3)
    # The steps run inside the loop: their CPU is not told apart, and the look-up of the new order is no part of it.
    for figure in ("cpu_ms", "app_cpu_ms", "database_cpu_ms"):
        del steps[figure]
    whole["queries_each"] = dict(zip(("submit", "admit", "dispatch", "accept"), loop.queries, strict=True))
    whole["queries"], steps["queries"] = sum(loop.queries), max(loop.queries[1:])
    return whole, steps


def _one_loop(desk: Desk, loop: Sample, moves: Sample, *, told: list[str] | None = None) -> None:
    """The four steps; after each transition the worker tells what there is to tell, which is part of the loop's CPU."""

    def count(since: int) -> int:
        if told is not None:
            loop.queries.append(len(told) - since)
        return len(told or ())

    since = len(told or ())
    loop.take(desk.submit(), 302, "submit")
    count(since)
    order = desk.newest()
    for verb in ("admit", "dispatch", "accept"):
        since = len(told or ())
        moves.take(desk.step(verb, order), 302, verb)
        count(since)
        loop.times.append(moves.times[-1])
        loop.statuses[302] += 1
        order.version += 1
        drain()
