"""The service hall of the last days: transactions, papers, the seal, today's numbers, appointments."""

import datetime as dt
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from linli.accounts.models import User
from linli.calendars.workdays import is_workday, next_workday
from linli.core import clock
from linli.core.rights import Actor
from linli.demo.chronicle import Chronicle, at
from linli.hall import actions
from linli.hall.actions.appointments import Wanted
from linli.hall.actions.catalogue import Described
from linli.hall.actions.seals import Stamped
from linli.hall.actions.transactions import Came
from linli.hall.materials import Material
from linli.hall.models import QueueTicket, ServiceItem, Transaction
from linli.hall.planting import plant_services
from linli.hall.workflow import TicketStatus
from linli.places.models import Building


class Told(NamedTuple):
    """One invented transaction: what for, who came, how many days ago, and the verbs with their words."""

    code: str
    name: str
    phone: str
    channel: str
    days: int
    steps: tuple[tuple[str, dict[str, Any]], ...]


TOLD = (
    Told("sb-renzheng", "江晚", "13900006101", "counter", 6, (
        ("admit", {}), ("finish", {"result": "在手机上认证好了，明年这时候再来一次就行。"}),
    )),
    Told("gongzufang", "欧阳知秋", "13900006102", "counter", 5, (
        ("admit", {"missing": ["户口簿"]}), ("supply", {"note": "户口簿复印件送来了"}),
        ("refer", {"office": "街道住房保障窗口", "handed_over": "申请表一份，证件复印件四份"}),
    )),
    Told("lnyd", "柴大年", "", "visit", 12, (
        ("admit", {}), ("refer", {"office": "街道民政服务窗口", "handed_over": "照片两张，身份证复印件"}),
        ("finish", {"result": "证办好了，凭回执来取。", "result_paper": "老年优待证"}),
    )),
    Told("gljt", "祝长庚", "13900006104", "counter", 15, (
        ("admit", {}), ("refer", {"office": "街道民政服务窗口", "handed_over": "申请表和银行卡复印件"}),
        ("finish", {"result": "审核通过，下个月起打到卡上。", "result_paper": "审核通知"}),
        ("hand_out", {"collected_by": "祝长庚"}),
    )),
    Told("dibao", "江晚晴", "13900006105", "counter", 1, (("admit", {"missing": ["申请书和核对授权书"]}),)),
    Told("siwang", "成秋白", "13900006106", "phone", 3, (
        ("decline", {"result": "死亡证明社区不能开。老人在家去世的，请到社区卫生服务中心，夜里也开；要人陪就打我们电话。"}),
    )),
    Told("jiuye", "庾小满", "13900006107", "counter", 0, ()),
)  # fmt: skip


def plan_hall(life: Chronicle) -> None:
    """Put the hall of a community into its chronicle."""
    today = clock.today()
    life.plan(
        at(today - dt.timedelta(days=19), 9), "hall", "hall.add_item",
        lambda _key: plant_services(life.community), by="shuji",
    )  # fmt: skip
    for place, told in enumerate(TOLD):
        moment = _past(at(today - dt.timedelta(days=told.days), 9, 5 + place))
        key = life.plan(moment, f"hall/{place}", "hall.begin", partial(_begin, life, told))
        for number, (verb, words) in enumerate(told.steps):
            moment = _past(moment + dt.timedelta(minutes=4 + number * 70))
            step = partial(_step, life, verb, words)
            life.plan(moment, f"hall/{place}/{number}", f"hall.{verb}", step, subject=key)
        if told.code in {"gongzufang", "dibao"}:
            take = partial(_take_paper, life)
            later = _past(moment + dt.timedelta(minutes=1))
            life.plan(later, f"hall/{place}/paper", "hall.take_papers", take, subject=key)
    _plan_seal(life, today)
    _plan_numbers(life)
    _plan_appointments(life, today)


def _past(moment: dt.datetime) -> dt.datetime:
    """No moment of the demo has yet to come."""
    return min(moment, clock.now())


def _item(life: Chronicle, code: str) -> ServiceItem:
    return ServiceItem.objects.of(life.pk).select_related("community").get(code=code)


def _begin(life: Chronicle, told: Told, key: UUID) -> None:
    came = Came(told.name, told.channel, told.phone)
    actions.begin(life.community, _item(life, told.code), came, by=life.actor("zonghe"), transaction_id=key)


def _step(life: Chronicle, verb: str, words: dict[str, Any], key: UUID) -> None:
    row = Transaction.objects.of(life.pk).select_related("item", "community").get(pk=key)
    getattr(actions, verb)(row, by=life.actor("zonghe"), version=row.version, **words)


def _take_paper(life: Chronicle, key: UUID) -> None:
    row = Transaction.objects.of(life.pk).get(pk=key)
    day = clock.today() + dt.timedelta(days=10)
    actions.take_papers(row, what="户口簿", kind="original", due_back_on=day, by=life.actor("zonghe"))


def _plan_seal(life: Chronicle, today: dt.date) -> None:
    """A service with a basis, and two papers that were stamped."""
    life.plan(
        at(today - dt.timedelta(days=9), 8, 40), "hall/item", "hall.add_item",
        lambda key: actions.add_item(
            life.community, "shouyang", Described(
                name="收养评估协助意见", kind="service", handling="here", office="县级民政部门", checked=True, limit_workdays=3,
                legal_basis="《收养评估办法（试行）》（民发〔2020〕144号）",
                words="民政部门来了解情况时，社区写一份平时看到的情况。由民政部门直接来取，不用居民跑。",
                materials=[Material("民政部门的来函", originals=1)],
            ), by=life.actor("shuji"), item_id=key,
        ), by="shuji",
    )  # fmt: skip
    for place, (days, code, paper, basis) in enumerate((
        (8, "shouyang", "收养评估协助意见", ""),
        (4, "gljt", "高龄津贴申请表社区意见栏", "当地高龄津贴发放办法（由社区核对名称）"),
    )):  # fmt: skip
        life.plan(
            at(today - dt.timedelta(days=days), 10, 10), f"hall/seal/{place}", "hall.stamp",
            partial(_stamp, life, code, paper, basis),
        )  # fmt: skip


def _stamp(life: Chronicle, code: str, paper: str, basis: str, key: UUID) -> None:
    item = _item(life, code)
    users = {name: User.objects.get(login=f"{name}@{life.slug}").pk for name in ("zonghe", "shuji")}
    stamped = Stamped(
        item.pk, paper, basis or item.legal_basis, "祝长庚", clock.today(), kept_where="大厅二号柜"
    )
    actions.stamp(
        life.community, stamped, stamped_by_id=users["zonghe"], approved_by_id=users["shuji"],
        by=life.actor("zonghe"), seal_id=key,
    )  # fmt: skip


def _plan_numbers(life: Chronicle) -> None:
    """Today's queue: some wait, one is at the counter."""
    begin = clock.now() - dt.timedelta(minutes=40)
    for place, letter in enumerate("AABAA"):
        take = partial(_take, life, letter)
        life.plan(begin + dt.timedelta(minutes=place), f"hall/number/{place}", "hall.take", take)
    for counter in ("1", "2"):
        call = partial(_call, life, counter)
        life.plan(clock.now(), f"hall/call/{counter}", "hall.call", call)


def _take(life: Chronicle, letter: str, key: UUID) -> None:
    actions.take(life.community, letter=letter, by=life.actor("zonghe"), ticket_id=key)


def _call(life: Chronicle, counter: str, _key: UUID) -> None:
    waits = QueueTicket.objects.of(life.pk).filter(day=clock.today(), status=TicketStatus.WAITING)
    if waits.filter(letter="A").exists():  # shortly after midnight nobody has taken a number yet
        actions.call_next(life.community, letter="A", counter=counter, by=life.actor("zonghe"))


def _plan_appointments(life: Chronicle, today: dt.date) -> None:
    """Two on the next day of work, one of them at home."""
    day = today if is_workday(today) else next_workday(today)
    while day <= today:
        day = next_workday(day + dt.timedelta(days=1))
    booked = _past(at(today - dt.timedelta(days=1), 20, 5))
    for place, (hour, code, name, home) in enumerate((
        (9, "sb-renzheng", "米老太太", True), (15, "yibao", "庾小满", False),
    )):  # fmt: skip
        act = partial(_book, life, when=at(day, hour, 30), code=code, name=name, home=home)
        life.plan(booked, f"hall/appointment/{place}", "hall.book", act, by="")


def _book(life: Chronicle, key: UUID, *, when: dt.datetime, code: str, name: str, home: bool) -> None:
    house = Building.objects.of(life.pk).order_by("order", "name").first() if home else None
    wanted = Wanted(_item(life, code), when, name, "13900006110", home, house)
    actions.book(life.community, wanted, by=Actor(life.pk, ""), appointment_id=key)
