"""Search by words and similar matters among very many orders: how long a look takes in the largest community."""

import argparse
import json
import random
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 (Django must be ready first)
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from bench import generate  # noqa: E402
from bench.generate import BATCH, SEED, Place  # noqa: E402
from bench.processes import postmaster  # noqa: E402
from bench.samples import Sample, check  # noqa: E402
from linli.core.rights import Actor  # noqa: E402
from linli.core.search import index  # noqa: E402
from linli.orders import nearby  # noqa: E402
from linli.orders.models import Order  # noqa: E402
from linli.orders.workflow import OPEN  # noqa: E402

TIMES, LATEST = 60, 500
# What people write, in parts: many thousands of different texts, in which some words are common and some are rare.
WHERE = [
    "门口",
    "楼道",
    "地下车库",
    "电梯",
    "广场",
    "菜市场",
    "学校边",
    "河堤",
    "快递柜",
    "自行车棚",
    "屋顶",
    "外墙",
    "信箱",
    "健身角",
    "南大门",
    "北门岗亭",
]
THING = [
    "路灯",
    "下水道",
    "井盖",
    "垃圾桶",
    "水管",
    "栏杆",
    "树枝",
    "广告牌",
    "摄像头",
    "消防栓",
    "台阶",
    "地砖",
    "电线",
    "门禁",
    "排烟管",
    "空调外机",
]
TROUBLE = [
    "坏了",
    "堵住了",
    "松动",
    "漏水",
    "倒了",
    "没人清理",
    "太吵",
    "发臭",
    "冒烟",
    "掉下来",
    "打不开",
    "裂开",
    "生锈",
    "积水",
    "晃得厉害",
    "挡了路",
]
SINCE = [
    "昨天晚上",
    "三天前",
    "上个星期",
    "下雨以后",
    "施工以后",
    "半个月",
    "国庆节",
    "一直",
    "最近",
    "今天早上",
]
ASKED = [
    "请派人看看",
    "老人走路不方便",
    "孩子差点摔倒",
    "反映过一次没有回音",
    "希望尽快修好",
    "麻烦联系我",
    "已经有人受伤",
    "谢谢",
]


def tell(chance: random.Random) -> str:
    """What somebody writes: two or three sentences."""
    parts = [
        f"{chance.choice(SINCE)}{chance.choice(WHERE)}的{chance.choice(THING)}{chance.choice(TROUBLE)}"
        for _ in range(chance.randint(1, 2))
    ]
    return (
        "，".join([f"{chance.randint(1, 60)}栋{chance.randint(1, 4)}单元", *parts, chance.choice(ASKED)])
        + "。"
    )


def populate(places: list[Place], count: int) -> None:
    """The orders alone: no audit, which no search reads."""
    for n, (place, number) in enumerate(zip(places, generate.shares(count, len(places)), strict=True)):
        made = generate.bare_orders(place, number, random.Random(SEED + n), tell)
        while batch := [order for order, _way in islice(made, BATCH)]:
            Order.objects.bulk_create(batch, batch_size=BATCH)


def measure(place: Place) -> dict[str, Any]:
    """Each look many times, in the largest community: the page of the search, the ledger, the similar ones."""
    client, server = Client(), postmaster()
    client.force_login(place.clerk)
    desk = f"/desk/{place.community.slug}/"
    orders = list(
        Order.objects.of(place.community).filter(status__in=OPEN).order_by("-submitted_at")[:LATEST]
    )
    number = orders[0].number
    clerk = Actor(place.community.pk, place.clerk.name, place.clerk.pk)
    looks: dict[str, Callable[[int], Any]] = {
        "search, a common word": lambda n: page(client, f"{desk}search?q=路灯"),
        "search, two common words": lambda n: page(client, f"{desk}search?q=路灯 坏了"),
        "search, rare": lambda n: page(client, f"{desk}search?q=北门岗亭的消防栓冒烟"),
        "search, nothing there": lambda n: page(client, f"{desk}search?q=石榴"),
        "search, a number": lambda n: page(client, f"{desk}search?q={number}"),
        "ledger, a common word": lambda n: page(client, f"{desk}orders/?q=路灯"),
        "ledger, rare": lambda n: page(client, f"{desk}orders/?q=北门岗亭的消防栓冒烟"),
        "index alone, a common word": lambda n: list(index.found(clerk.community_id, Order, "路灯")[:50]),
        "similar, at the desk": lambda n: nearby.others(orders[n % len(orders)]),
    }
    return {name: timed(look, server) for name, look in looks.items()}


def page(client: Client, path: str) -> Any:
    """A page that comes back well."""
    return check(client.get(path), 200, path)


def timed(look: Callable[[int], Any], server: int | None) -> dict[str, float]:
    """Half of the looks are quicker than p50_ms, 95 of 100 than p95_ms."""
    for n in range(5):
        look(n)
    sample = Sample(server)
    with sample.costs():
        for n in range(TIMES):
            began = time.perf_counter()
            look(n)
            sample.times.append((time.perf_counter() - began) * 1000)
    told = sample.figures(TIMES)
    return {name: told[name] for name in ("p50_ms", "p95_ms", "cpu_ms")}


def main() -> None:
    """Called by run.py in an environment of its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, required=True)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    wanted = parser.parse_args()
    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    places, seconds = generate.settle(), {}
    for name, part in (
        ("orders", lambda: populate(places, wanted.size)),
        ("index", index.fill),
        ("analyse", generate.analyse),
    ):
        began = time.perf_counter()
        part()
        seconds[name] = round(time.perf_counter() - began, 1)
        print(f"    {name} {seconds[name]} s", file=sys.stderr, flush=True)
    found = {"orders": wanted.size, "seconds": seconds, "looks": measure(places[0])}
    wanted.out.write_text(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
