"""Surveys of the last weeks: a needs survey that is over (永新路), and one that is open (南门). People and answers are invented."""

import datetime as dt
import random
from functools import partial
from typing import Any
from uuid import UUID

from linli.core import clock
from linli.core.rights import Actor
from linli.demo.chronicle import Chronicle, at
from linli.surveys import actions, workbook
from linli.surveys.evaluating import Node
from linli.surveys.filling import Filling, key
from linli.surveys.models import Channel, Survey
from linli.surveys.sample import SHEETS, as_workbook

NEEDS: dict[str, list[list[str]]] = {
    "survey": [
        ["type", "name", "label", "hint", "required", "relevant", "constraint", "constraint_message", "parameters"],
        ["begin group", "home", "您家里", "", "", "", "", ""],
        ["integer", "people", "家里住几口人？", "", "yes", "", ". >= 1 and . <= 15", "请填 1 到 15"],
        ["select_one yes_no", "elder", "有没有六十岁以上的老人？", "", "yes", "", "", ""],
        ["select_multiple care", "care", "老人最需要什么？", "可以选几样", "", "${elder} = 'yes'", "", ""],
        ["select_one yes_no", "child", "有没有上小学的孩子？", "", "yes", "", "", ""],
        ["select_multiple after", "after", "放学以后最需要什么？", "可以选几样", "", "${child} = 'yes'", "", ""],
        ["end group", "", "", "", "", "", "", ""],
        ["begin group", "yard", "院子里", "", "", "", "", ""],
        ["select_multiple works", "works", "公共的地方先办哪几件？", "最多选三样", "yes", "", "count-selected(.) <= 3", "最多选三样"],
        ["range", "lamps", "夜里回家，路灯够亮吗？", "1 是很暗，5 是很亮", "", "", "", "", "start=1 end=5 step=1"],
        ["select_one when", "when", "社区活动什么时候办方便？", "", "", "", "", ""],
        ["end group", "", "", "", "", "", "", ""],
        ["text", "words", "还有什么要告诉我们？", "不用写姓名和电话", "", "", "", ""],
    ],
    "choices": [
        ["list_name", "name", "label"],
        ["yes_no", "yes", "有"], ["yes_no", "no", "没有"],
        ["care", "meal", "助餐送饭"], ["care", "visit", "常有人来看看"], ["care", "doctor", "陪着看病"], ["care", "rail", "家里装扶手"],
        ["after", "homework", "写作业的地方"], ["after", "sport", "运动"], ["after", "reading", "看书"],
        ["works", "lamp", "修路灯"], ["works", "drain", "通下水道"], ["works", "parking", "划车位"], ["works", "charge", "电动车充电"], ["works", "bench", "添长椅"],
        ["when", "morning", "工作日上午"], ["when", "evening", "工作日晚上"], ["when", "weekend", "周末"],
    ],
    "settings": [["form_title"], ["居民群众需求调查"]],
}  # fmt: skip
WORDS = (
    "二单元门口的灯坏了好久，老人晚上不敢出门。", "希望食堂早饭早一点开。", "周末有没有教用手机的课？", "电动车没地方充电，都拉线到楼下。",
    "院子里添两把长椅就好。", "孩子放学到大人下班这两个小时没地方去。", "下雨天西门口积水，鞋都湿了。", "挺好的，辛苦了。",
)  # fmt: skip
ANSWERS, ON_PAPER, OPEN_ANSWERS = 42, 14, 9
MOST_CHOSEN = 3


def plan_surveys(life: Chronicle) -> None:
    """Put the surveys of a community into its chronicle."""
    today = clock.today()
    if life.slug == "yongxinlu":
        key_ = _plan(
            life,
            at(today - dt.timedelta(days=16), 9),
            "needs",
            NEEDS,
            "想知道您最需要什么，先办哪几件。结果会贴在公告栏，也会写进今年的实事清单。",
        )
        for place in range(ANSWERS):
            _plan_answer(
                life, key_, place, at(today - dt.timedelta(days=14 - place // 4), 9 + place % 4 * 2, place)
            )
        life.plan(
            at(today - dt.timedelta(days=2), 17),
            f"{key_}/close",
            "surveys.close",
            partial(_step, life, "close"),
            subject=key_,
        )
    if life.slug == "nanmen":
        last = today + dt.timedelta(days=10)
        key_ = _plan(
            life,
            at(today - dt.timedelta(days=3), 9),
            "canteen",
            SHEETS,
            "社区食堂开了三个月，想听听怎么改。",
            title="社区食堂怎么改",
            closes_on=last,
        )
        for place in range(OPEN_ANSWERS):
            _plan_answer(
                life, key_, place, at(today - dt.timedelta(days=2 - place // 5), 10 + place % 5, place)
            )


def _plan(life: Chronicle, when: dt.datetime, name: str, sheets: Any, purpose: str, **more: Any) -> str:
    said = {"title": "", "purpose": purpose, "shows_results": True, **more}
    key_ = life.plan(when, f"survey/{name}", "surveys.draft", partial(_draft, life, sheets, said))
    life.plan(
        when + dt.timedelta(hours=2),
        f"{key_}/publish",
        "surveys.publish",
        partial(_step, life, "publish"),
        subject=key_,
    )
    return key_


def _plan_answer(life: Chronicle, survey: str, place: int, when: dt.datetime) -> None:
    """A third comes on paper and is typed in; the rest on the web, by nobody that is known."""
    paper = place % 3 == 0 and place // 3 < ON_PAPER
    verb, by = ("enter", "zonghe") if paper else ("answer", "")
    life.plan(
        min(when, clock.now()), f"{survey}/{place}", f"surveys.{verb}", partial(_answer, life, place, verb), by=by, subject=survey
    )  # fmt: skip


def _draft(life: Chronicle, sheets: Any, said: dict[str, Any], key_: UUID) -> None:
    form = workbook.read(as_workbook(sheets), "问卷.xlsx")
    actions.draft(
        life.community, form, workbook_name="问卷.xlsx", by=life.actor("zonghe"), survey_id=key_, **said
    )


def _survey(life: Chronicle, key_: UUID) -> Survey:
    return Survey.objects.of(life.pk).select_related("community").get(pk=key_)


def _step(life: Chronicle, verb: str, key_: UUID) -> None:
    survey = _survey(life, key_)
    getattr(actions, verb)(survey, by=life.actor("zonghe"), version=survey.version)


def _answer(life: Chronicle, place: int, verb: str, key_: UUID) -> None:
    survey = _survey(life, key_)
    rows = _filled(survey, random.Random(f"{life.slug} {place}")).rows()  # noqa: S311  invented answers
    if verb == "enter":
        actions.enter(survey, rows, channel=Channel.PAPER, by=life.actor("zonghe"))
    else:
        actions.answer(survey, rows, by=Actor(life.pk, ""))


def _filled(survey: Survey, dice: random.Random) -> Filling:
    """The form filled in by chance, question after question, as far as each opens the next."""
    said: dict[str, list[str]] = {}
    while True:
        made = Filling(survey.form, said, now=clock.now())
        asked = [node for node in made.world.root.walk() if made.is_asked(node) and key(node) not in said]
        if not asked:
            return made
        said[key(asked[0])] = _guess(made, asked[0], dice)


def _guess(made: Filling, node: Node, dice: random.Random) -> list[str]:
    kind = node.spec["type"]
    if choices := [name for name, _label in made.choices(node)]:
        weights = list(range(len(choices) + 1, 1, -1))
        if kind == "select_one":
            return dice.choices(choices, weights)
        return list(dict.fromkeys(dice.choices(choices, weights, k=dice.randint(1, MOST_CHOSEN))))
    if kind == "text":
        return [dice.choice(WORDS)] if dice.random() < 0.4 else []  # noqa: PLR2004  few write a word
    return [str(dice.randint(1, 5))]
