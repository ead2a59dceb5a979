"""What the Party organisation makes known these weeks: a regulation for the wall, a decision, one that waits for its
second person; the channel and the board on which it stands.
"""

import datetime as dt
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from linli.core import clock
from linli.demo.chronicle import Chronicle, at
from linli.organisations.models import Level, PartyOrganisation
from linli.places.models import Grid
from linli.publicity import actions
from linli.publicity.models import Audience, Board, Publication, PublicityChannel, Topic

WHERE = ("nanmen", "yongxinlu")
BACK = 30


class Told(NamedTuple):
    """One invented publication, and how far it is."""

    topic: str
    audience: str
    title: str
    text: str
    until: str


TOLD = (
    Told(Topic.RULES, Audience.SOCIETY, "三会一课制度", "一、支部党员大会一般每季度召开一次。\n二、支部委员会会议、党小组会一般每月召开一次。\n三、党课每季度一次，支部书记每年至少讲一次。\n四、会前有通知，会上有记录，会后能查到。", "publish"),
    Told(Topic.DECISION, Audience.SOCIETY, "本季度支委会定下的两件事", "一、北门路灯由社区和物业一起检修，月底前完成。\n二、每周三晚上服务站有人值班，居民下班后也能办事。", "publish"),
    Told(Topic.DUES, Audience.MEMBERS, "上季度党费收缴总数", "上季度党费按时收齐并全额上缴，总数和笔数在支部大会上通报。", "publish"),
    Told(Topic.MASSES, Audience.SOCIETY, "党员志愿服务队这个月做了什么", "陪诊六次，代买药四次，帮三户看了水电。", "propose"),
)  # fmt: skip
WAY = (("propose", "dangwu"), ("examine", "zonghe"), ("publish", "shuji"))


def plan_publicity(life: Chronicle) -> None:
    """Put what is made known these weeks into a chronicle."""
    if life.slug not in WHERE:
        return
    day = clock.today() - dt.timedelta(days=BACK)
    life.plan(at(day, 8), "publicity/channel", "publicity.open_channel", partial(_channel, life), by="dangwu")
    life.plan(
        at(day, 8, 30), "publicity/board", "publicity.register_board", partial(_board, life), by="zonghe"
    )
    for place, told in enumerate(TOLD):
        line = life.plan(
            at(day, 9, place),
            f"publicity/{place}",
            "publicity.draft",
            partial(_draft, life, told),
            by="dangwu",
        )
        for step, (verb, login) in enumerate(WAY[: [name for name, _login in WAY].index(told.until) + 1], 1):
            life.plan(
                at(day + dt.timedelta(days=2 * step), 10, place), f"{line}/{verb}", f"publicity.{verb}",
                partial(_step, life, verb, login), by=login, subject=line,
            )  # fmt: skip
    life.plan(
        at(day + dt.timedelta(days=8), 11),
        "publicity/1/out",
        "publicity.send_out",
        partial(_out, life),
        by="dangwu",
    )
    life.plan(
        at(day + dt.timedelta(days=8), 15),
        "publicity/hung",
        "publicity.put_up",
        partial(_hang, life),
        by="zonghe",
    )


def _branch(life: Chronicle) -> PartyOrganisation:
    rows = PartyOrganisation.objects.of(life.pk).filter(level=Level.BRANCH, valid_to__isnull=True)
    return rows.select_related("community").order_by("name")[0]


def _channel(life: Chronicle, key: UUID) -> None:
    actions.open_channel(
        life.community, kind="wechat", name=f"{life.community.name}公众号", keeper="党务工作岗",
        valid_from=clock.today(), by=life.actor("dangwu"), channel_id=key,
    )  # fmt: skip


def _board(life: Chronicle, key: UUID) -> None:
    actions.register_board(
        life.community, kind="notice", name="北门公示栏", stands="北门快递柜左侧",
        grid=Grid.objects.of(life.pk).first(), valid_from=clock.today(), by=life.actor("zonghe"), board_id=key,
    )  # fmt: skip


def _draft(life: Chronicle, told: Told, key: UUID) -> None:
    words = {"topic": told.topic, "audience": told.audience, "title": told.title, "text": told.text}
    actions.draft(_branch(life), **words, by=life.actor("dangwu"), publication_id=key)


def _row(life: Chronicle, key: UUID) -> Publication:
    return Publication.objects.of(life.pk).select_related("community", "organisation").get(pk=key)


def _step(life: Chronicle, verb: str, login: str, key: UUID) -> None:
    row = _row(life, key)
    act: Any = getattr(actions, verb)
    act(row, by=life.actor(login), version=row.version)


def _out(life: Chronicle, key: UUID) -> None:
    channel = PublicityChannel.objects.of(life.pk).get(pk=life.subjects["publicity/channel"])
    row = _row(life, life.subjects["publicity/1"])
    actions.send_out(row, channel=channel, out_on=clock.today(), by=life.actor("dangwu"), outlet_id=key)


def _hang(life: Chronicle, key: UUID) -> None:
    board = Board.objects.of(life.pk).select_related("community").get(pk=life.subjects["publicity/board"])
    actions.put_up(
        board, title="支委会定下的两件事", publication=_row(life, life.subjects["publicity/1"]),
        put_up_on=clock.today(), by=life.actor("zonghe"), version_id=key,
    )  # fmt: skip
