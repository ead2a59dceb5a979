"""Points and appraisals of members: rules, who takes part, an appeal that was answered; last year's appraisal and this year's."""

import datetime as dt
from decimal import Decimal
from functools import partial
from uuid import UUID

from linli.core import clock
from linli.demo.chronicle import Chronicle, at
from linli.party import actions, appraisals
from linli.party.actions import Marks
from linli.party.models import AppraisalRound, GradeWord, PartyMember, PointAppeal, PointEntry
from linli.party.models.members import BranchMembership

WHERE = ("nanmen", "yongxinlu")
RULES = (
    ("volunteer_hours_confirmed", "志愿服务一小时", "1", "hour"),
    ("meeting_attended_minuted", "参加组织生活一次", "2", "time"),
    ("pledge_item_delivered", "兑现一件承诺", "5", "time"),
)
PARTNERS = ("zhou", "ma", "shuji")
WORDS = (
    "按时参加会议和主题党日，楼里的事随叫随到。发言少，下一步多提建议。",
    "党费按月交，学习没有落下。和年轻党员谈心少，今年补上。",
    "参加了清明祭扫和夏天的巡逻。有两次会因为上班没到，已请假。",
)
SAID = ("肯帮忙，邻居信得过。", "建议多参加晚上的活动。")
THIRD = 3


def plan_appraisals(life: Chronicle) -> None:
    """Put points and appraisals into a chronicle: some fifteen acts."""
    if life.slug not in WHERE:
        return
    today = clock.today()
    began = today - dt.timedelta(days=60)
    for place, rule in enumerate(RULES):
        life.plan(
            at(began, 9, place), f"points/{place}", "party.write_point_rule", partial(_rule, life, rule), by="dangwu"
        )  # fmt: skip
    for place, login in enumerate(PARTNERS):
        life.plan(
            at(began, 19, place), f"points/{login}", "party.join_points", partial(_join, life, login), by=login
        )  # fmt: skip
    life.plan(
        at(today - dt.timedelta(days=3), 17), "points/pulled", "party.pull_points", partial(_pull, life), by="dangwu"
    )  # fmt: skip
    asked = life.plan(
        at(today - dt.timedelta(days=2), 20), "points/appeal", "party.appeal_points", partial(_appeal, life), by="zhou"
    )  # fmt: skip
    life.plan(
        at(today - dt.timedelta(days=1), 10), f"{asked}/answer", "party.answer_points", partial(_answer, life),
        by="dangwu", subject=asked,
    )  # fmt: skip
    last = life.plan(
        at(dt.date(today.year - 1, 12, 1), 9), "appraisal/last", "party.open_appraisal",
        partial(_open, life, today.year - 1), by="dangwu",
    )  # fmt: skip
    life.plan(
        at(dt.date(today.year - 1, 12, 28), 16), f"{last}/close", "party.close_appraisal", partial(_close, life),
        by="dangwu", subject=last,
    )  # fmt: skip
    now = life.plan(
        at(today - dt.timedelta(days=9), 9), "appraisal/now", "party.open_appraisal",
        partial(_open, life, today.year), by="dangwu",
    )  # fmt: skip
    life.plan(
        at(today - dt.timedelta(days=8), 9), f"{now}/ask", "party.ask_self_reviews", partial(_ask, life),
        by="dangwu", subject=now,
    )  # fmt: skip


def _member(life: Chronicle, login: str) -> PartyMember:
    return PartyMember.objects.of(life.pk).get(person__user=life.actor(login).user_id, ended_on__isnull=True)


def _rule(life: Chronicle, rule: tuple[str, str, str, str], key: UUID) -> None:
    event, title, amount, per = rule
    actions.write_point_rule(
        life.community, event=event, title=title, amount=Decimal(amount), per=per, since=clock.today(),
        by=life.actor("dangwu"), rule_id=key,
    )  # fmt: skip


def _join(life: Chronicle, login: str, key: UUID) -> None:
    actions.join_points(_member(life, login), by=life.actor(login), participation_id=key)


def _pull(life: Chronicle, _key: UUID) -> None:
    actions.pull_points(life.community, by=life.actor("dangwu"))


def _appeal(life: Chronicle, key: UUID) -> None:
    member = _member(life, "zhou")
    entry = PointEntry.objects.of(life.pk).filter(member=member).order_by("happened_on", "id").first()
    words = "这一次是我爱人去的，请看一下。" if entry else "上个月的一次服务没有记上。"
    actions.appeal_points(member, words=words, entry=entry, by=life.actor("zhou"), appeal_id=key)


def _answer(life: Chronicle, key: UUID) -> None:
    appeal = PointAppeal.objects.of(life.pk).select_related("entry").get(pk=key)
    answer = "查过记录，确实记错了，已冲正。" if appeal.entry else "服务还没有确认，确认后自动记上。"
    actions.answer_points(appeal, answer=answer, take_back=appeal.entry is not None, by=life.actor("dangwu"))


def _open(life: Chronicle, year: int, key: UUID) -> None:
    rows = BranchMembership.objects.of(life.pk).filter(member=_member(life, "zhou"), valid_to__isnull=True)
    branch = rows.select_related("branch").get().branch
    actions.open_appraisal(branch, year=year, by=life.actor("dangwu"), round_id=key)


def _round(life: Chronicle, key: UUID) -> AppraisalRound:
    return AppraisalRound.objects.of(life.pk).select_related("branch", "community").get(pk=key)


def _ask(life: Chronicle, key: UUID) -> None:
    row = _round(life, key)
    actions.ask_self_reviews(row, by=life.actor("dangwu"), version=row.version)


def _close(life: Chronicle, key: UUID) -> None:
    """All that lies between, as it was on paper: self-reviews, what was said, the test, the opinions."""
    row, by = _round(life, key), life.actor("dangwu")
    actions.ask_self_reviews(row, by=by, version=row.version)
    lines = appraisals.lines_of(row)
    full = [line.member for line in lines if line.full]
    for place, line in enumerate(lines):
        actions.write_self_review(row, line.member, words=WORDS[place % len(WORDS)], from_paper=True, by=by)
    for said in SAID:
        actions.note_opinion(row, full[0], words=said, by=by)
    actions.hold_test(row, ballots_out=len(full), ballots_in=len(full), by=by, version=row.version)
    for place, member in enumerate(full):
        actions.count_test(row, member, Marks(len(full) - place, place), by=by)
    actions.ask_opinions(row, by=by, version=row.version)
    for place, member in enumerate(full):
        word = GradeWord.EXCELLENT if place < len(full) // THIRD else GradeWord.QUALIFIED
        actions.grade(row, member, grade=word, opinion="支委会综合自评、互评和测评，一致同意。", by=by)
    actions.close_appraisal(row, by=by, version=row.version)
