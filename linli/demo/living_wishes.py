"""Wishes and practical deeds of the last weeks, through the same actions that a click calls."""

import datetime as dt
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from linli.accounts.models import User
from linli.core import clock
from linli.core.rights import Actor, Office
from linli.demo.chronicle import Chronicle, at
from linli.orders.models import Order
from linli.orders.rights import REQUESTER
from linli.wishes import actions
from linli.wishes.models import Channel, Kind, MicroWish, PracticalDeed, Way
from linli.wishes.receipts import wisher


class Told(NamedTuple):
    """One invented wish: its words, how many days ago it came and how, how far it is, who helps, and what is said."""

    text: str
    kind: str
    yuan: int
    days: int
    channel: str
    until: str
    groups: int = 1
    helper: str = "qiu"
    done: str = ""
    thanks: str = ""


WISHES = (
    Told("想要一盏床头小夜灯，起夜看得清", Kind.GOODS, 60, 4, Channel.PAPER, "publish"),
    Told("想学会用手机视频，看看在外地的外孙", Kind.COMPANY, 0, 6, Channel.WEB, "publish"),
    Told("想借一套小学四年级的课外书", Kind.GOODS, 120, 8, Channel.VISIT, "claim", 3),
    Told("轮椅刹车松了，想有人帮忙紧一紧", Kind.HELP, 0, 9, Channel.PHONE, "claim", 1, "zhou"),
    Told("想在院子里办一次包饺子", Kind.EVENT, 300, 12, Channel.WEB, "fulfil", 1, "qiu", "周日包了两百个，来了二十多位邻居。"),
    Told("腿脚不便，想有人上门理个发", Kind.HELP, 0, 16, Channel.WEB, "light", 1, "shan", "上门理了发。", "理得精神，谢谢您。"),
    Told("想要一个老花镜看报", Kind.GOODS, 40, 21, Channel.PAPER, "light", 1, "zhou", "配了一副，看报不费劲。"),
    Told("想把旧缝纫机搬下楼", Kind.HELP, 0, 1, Channel.WEB, "collect"),
    Told("想每月多领一份补助", Kind.GOODS, 400, 5, Channel.WEB, "decline"),
)  # fmt: skip
WAY = ("examine", "publish", "claim", "fulfil", "light")
# Title, what, kind in words, owner or organisation, due in how many days, how far.
DEEDS = (
    ("给六位独居老人家里装扶手", "卫生间和床边各装一处，先上门量尺寸。", "适老", "zhou", 9, "begin"),
    ("西门口的坡道重新铺平", "轮椅和婴儿车过不去，雨天打滑。", "出行", "", -2, "begin"),
    ("楼道里加装声控灯", "三个单元，十二盏。", "照明", "qiu", 4, "finish"),
    ("教三十位老人用手机挂号", "每周二下午一次，四次教完。", "数字助老", "shan", 6, "confirm"),
)


def plan_wishes(life: Chronicle) -> None:
    """Put wishes and deeds of a community into its chronicle."""
    for place, told in enumerate(WISHES):
        _plan_wish(life, place, told)
    for place in range(len(DEEDS)):
        _plan_deed(life, place)


def _plan_wish(life: Chronicle, place: int, told: Told) -> None:
    came = at(clock.today() - dt.timedelta(days=told.days), 8, 10 + place)
    clerk = "" if told.channel == Channel.WEB else "zonghe"
    key = life.plan(came, f"wish/{place}", "wishes.collect", partial(_collect, life, told, clerk), by=clerk)
    if told.until == "decline":
        life.plan(
            came + dt.timedelta(hours=3),
            f"wish/{place}/decline",
            "wishes.decline",
            partial(_decline, life),
            subject=key,
        )
    steps = WAY[: WAY.index(told.until) + 1] if told.until in WAY else ()
    later = {"examine": 0.1, "publish": 0.15, "claim": 1, "fulfil": 3, "light": 4}
    for verb in steps:
        by = {"claim": told.helper, "fulfil": told.helper, "light": "shuji" if clerk else ""}.get(
            verb, "zonghe"
        )
        life.plan(
            came + dt.timedelta(days=later[verb]), f"wish/{place}/{verb}", f"wishes.{verb}",
            partial(_step, life, told, verb, by), by=by, subject=key,
        )  # fmt: skip
    if told.thanks:
        life.plan(
            came + dt.timedelta(days=4, hours=1), f"wish/{place}/thank", "wishes.thank", partial(_thank, life, told),
            by="", subject=key,
        )  # fmt: skip


def _collect(life: Chronicle, told: Told, clerk: str, key: UUID) -> None:
    by = life.actor(clerk) if clerk else Actor(life.pk, "", None, (Office(REQUESTER),))
    wished = actions.Wished(text=told.text, kind=told.kind, value_fen=told.yuan * 100, channel=told.channel)
    actions.collect(life.community, wished, by=by, wish_id=key)


def _decline(life: Chronicle, key: UUID) -> None:
    wish = _wish(life, key)
    actions.decline(
        wish, reason="补助是可以申请的待遇，不靠许愿。", instead="请带身份证到社区窗口，我们帮您看看够不够条件，一起填表。",
        by=life.actor("zonghe"), version=wish.version,
    )  # fmt: skip


def _step(life: Chronicle, told: Told, verb: str, by: str, key: UUID) -> None:
    wish = _wish(life, key)
    actor = life.actor(by) if by else wisher(wish)
    more: dict[str, dict[str, Any]] = {
        "examine": {
            "title": told.text, "kind": told.kind, "value_fen": told.yuan * 100, "max_claimers": told.groups,
            "lawful": True, "no_benefit": True,
        },
        "publish": {"title": told.text},
        "fulfil": {"words": told.done},
        "light": {"way": Way.CALL if by else Way.PAGE},
    }  # fmt: skip
    seen = {} if verb == "claim" else {"version": wish.version}
    getattr(actions, verb)(wish, by=actor, **seen, **more.get(verb, {}))


def _thank(life: Chronicle, told: Told, key: UUID) -> None:
    wish = _wish(life, key)
    actions.thank(wish, by=wisher(wish), thanks=told.thanks, consent=True)


def _wish(life: Chronicle, key: UUID) -> MicroWish:
    return MicroWish.objects.of(life.pk).select_related("community", "person").get(pk=key)


def _plan_deed(life: Chronicle, place: int) -> None:
    *_words, owner, _due, until = DEEDS[place]
    begun = at(clock.today() - dt.timedelta(days=14), 9, place)
    key = life.plan(begun, f"deed/{place}", "wishes.begin", partial(_begin, life, place))
    if until in {"finish", "confirm"}:
        life.plan(
            begun + dt.timedelta(days=6), f"deed/{place}/finish", "wishes.finish", partial(_finish, life, owner),
            by=owner, subject=key,
        )  # fmt: skip
    if until == "confirm":
        life.plan(
            begun + dt.timedelta(days=8),
            f"deed/{place}/confirm",
            "wishes.confirm",
            partial(_confirm, life),
            subject=key,
        )


def _begin(life: Chronicle, place: int, key: UUID) -> None:
    title, what, category, owner, due, _until = DEEDS[place]
    lamp = Order.objects.of(life.pk).filter(category__name="路灯照明").order_by("number").first()
    who = (
        {"owner": User.objects.get(login=f"{owner}@{life.slug}")} if owner else {"organisation": "街道建设办"}
    )
    actions.begin(
        life.community, title=title, what=what, category=category, pressing=place == 0,
        due_on=clock.today() + dt.timedelta(days=14 + due), origin=lamp if category == "照明" else None,
        by=life.actor("zonghe"), deed_id=key, **who,
    )  # fmt: skip


def _finish(life: Chronicle, owner: str, key: UUID) -> None:
    deed = PracticalDeed.objects.of(life.pk).get(pk=key)
    actions.finish(deed, evidence="做完了，用的人都试过。", by=life.actor(owner), version=deed.version)


def _confirm(life: Chronicle, key: UUID) -> None:
    deed = PracticalDeed.objects.of(life.pk).get(pk=key)
    actions.confirm(deed, satisfied="yes", by=life.actor("zonghe"), version=deed.version)
