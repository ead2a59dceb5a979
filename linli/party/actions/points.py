"""积分: rules are written and ended, a member says yes or no more, entries are pulled from confirmed deeds, appeals answered.

Nothing here changes or erases an entry. A mistake is an entry against it (冲正).
"""

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from linli.core import audit, clock, keys
from linli.core.errors import DomainError
from linli.core.records import write_down
from linli.core.rights import Actor
from linli.core.spans import not_over
from linli.core.workflow import Overtaken
from linli.party import point_sources, points
from linli.party.models import PartyMember, PointAppeal, PointEntry, PointRule, PointsParticipation
from linli.places.models import Community

BATCH = 500  # rows per INSERT: SQLite takes 32,766 values in one statement
# The reason of the counter-entry that a pull writes.
TAKEN_BACK = _("The deed is confirmed no more.")


@transaction.atomic
def write_point_rule(
    community: Community,
    *,
    event: str,
    title: str,
    amount: Decimal,
    per: str,
    since: dt.date,
    by: Actor,
    rule_id: UUID | None = None,
) -> PointRule:
    """写积分规则 (R-11): only for a confirmed deed that is declared; what a screen counts of people is refused."""
    verdict = points.judge_source(event)
    if verdict.blocks:
        raise DomainError(
            _("R-11: %(why)s. Points come from confirmed deeds alone."), field="event", why=verdict.reason
        )
    source = point_sources.REGISTER.get(event)
    if source is None:
        raise DomainError(_("No confirmed deed of this kind is known here."), field="event")
    if per not in source.units:
        raise DomainError(_("Of this deed nobody counts the hours; give points for each time."), field="per")
    held = PointRule.objects.of(community).filter(not_over(since), event=event)
    if held.exists():
        raise DomainError(_("A rule for this deed stands in this time already; end it first."), field="event")
    rule = PointRule(
        id=rule_id or keys.uuid7(), community=community, event=event, title=title, amount=amount, per=per,
        valid_from=since,
    )  # fmt: skip
    return write_down(rule, "party.write_point_rule", by=by)


@transaction.atomic
def end_point_rule(rule: PointRule, *, on: dt.date, by: Actor) -> None:
    """The last day of a rule; what it gave stays. Raises Overtaken."""
    if on < rule.valid_from:
        raise DomainError(_("It began on %(day)s; it cannot end before."), field="on", day=rule.valid_from)
    rows = PointRule.objects.of(rule.community_id).filter(pk=rule.pk, valid_to__isnull=True)
    if not rows.update(valid_to=on):
        raise Overtaken
    audit.record(rule, "party.end_point_rule", by=by)


@transaction.atomic
def join_points(
    member: PartyMember, *, by: Actor, participation_id: UUID | None = None
) -> PointsParticipation:
    """自愿参加积分: from today on. Deeds of before give nothing."""
    if _open_ones(member).exists():
        raise DomainError(_("You take part already."))
    row = PointsParticipation(
        id=participation_id or keys.uuid7(), community_id=member.community_id, member=member,
        valid_from=clock.today(),
    )  # fmt: skip
    return write_down(row, "party.join_points", by=by)


@transaction.atomic
def leave_points(member: PartyMember, *, by: Actor) -> None:
    """不再参加: today is the last day. What is written stays and can be read; nothing follows from leaving. Raises Overtaken."""
    row = _open_ones(member).first()
    if row is None or not _open_ones(member).filter(pk=row.pk).update(valid_to=clock.today()):
        raise Overtaken
    audit.record(row, "party.leave_points", by=by)


def _open_ones(member: PartyMember) -> Any:
    return PointsParticipation.objects.of(member.community_id).filter(member=member, valid_to__isnull=True)


@transaction.atomic
def pull_points(community: Community, *, by: Actor) -> int:
    """归集积分: write the entries that the confirmed deeds call for, and an entry against each whose deed is confirmed no
    more. Pulling twice, or at once, writes once. How many entries were written.
    """
    rules = list(PointRule.objects.of(community).select_for_update().order_by("valid_from", "id"))
    partners = _partners(community)
    written = 0
    for rule in rules:
        source = point_sources.REGISTER.get(rule.event)
        if source is None:  # of an app that is gone: what it gave stays, and nothing is added
            continue
        written += _give(rule, source, partners) + _withdraw(rule, source)
    if written:
        audit.record(community, "party.pull_points", by=by, count=written)
    return written


def _partners(community: Community) -> list[points.Partner]:
    """Everybody who takes or took part, with the days; with a membership the taking part ends."""
    found: dict[tuple[UUID, UUID], list[points.Span]] = {}
    rows = PointsParticipation.objects.of(community).select_related("member").order_by("valid_from", "id")
    for row in rows:
        ends = [day for day in (row.valid_to, row.member.ended_on) if day]
        span = points.Span(row.valid_from, min(ends, default=None))
        found.setdefault((row.member_id, row.member.person_id), []).append(span)
    return [points.Partner(member, person, tuple(spans)) for (member, person), spans in found.items()]


def _give(rule: PointRule, source: point_sources.Source, partners: list[points.Partner]) -> int:
    if not partners:
        return 0
    first = max(rule.valid_from, min(span.first for one in partners for span in one.spans))
    deeds = source.deeds(rule.community_id, first, [one.person for one in partners])
    entries = PointEntry.objects.of(rule.community_id).filter(rule=rule, reverses__isnull=True)
    due = points.settle(
        points.Rule(rule.pk, rule.amount, rule.per, points.Span(rule.valid_from, rule.valid_to)),
        partners,
        deeds,
        written=set(entries.values_list("member_id", "deed_kind", "deed_id")),
    )
    today = clock.today()
    rows = [
        PointEntry(
            community_id=rule.community_id, member_id=one.member, rule_id=one.rule, deed_kind=one.deed.kind,
            deed_id=one.deed.key, words=one.deed.words, happened_on=one.deed.day, quantity=one.quantity,
            points=one.points, written_on=today,
        )
        for one in due
    ]  # fmt: skip
    PointEntry.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    return len(rows)


def _withdraw(rule: PointRule, source: point_sources.Source) -> int:
    confirmed = source.confirmed(rule.community_id).order_by().values("pk")
    rows = PointEntry.objects.of(rule.community_id).filter(
        rule=rule, reverses__isnull=True, counter_entries__isnull=True
    )
    wrong = list(rows.exclude(deed_id__in=confirmed))
    with translation.override(
        settings.LANGUAGE_CODE
    ):  # the ledger is kept in the language of the installation
        against = [_against(row, str(TAKEN_BACK)) for row in wrong]
    PointEntry.objects.bulk_create(against, batch_size=BATCH, ignore_conflicts=True)
    return len(against)


def _against(entry: PointEntry, reason: str) -> PointEntry:
    """冲正: the same with the sign turned, and the reason."""
    return PointEntry(
        community_id=entry.community_id, member_id=entry.member_id, rule_id=entry.rule_id, deed_kind=entry.deed_kind,
        deed_id=entry.deed_id, words=entry.words, happened_on=entry.happened_on, quantity=-entry.quantity,
        points=-entry.points, reverses=entry, reason=reason, written_on=clock.today(),
    )  # fmt: skip


@transaction.atomic
def appeal_points(
    member: PartyMember,
    *,
    words: str,
    entry: PointEntry | None = None,
    by: Actor,
    appeal_id: UUID | None = None,
) -> PointAppeal:
    """申诉: an entry of one's own is not right, or (without one) something is missing."""
    if entry and entry.member_id != member.pk:
        raise DomainError(_("This entry is not yours."), field="entry")
    open_ones = PointAppeal.objects.of(member.community_id).filter(member=member, entry=entry)
    if entry and open_ones.filter(answered_on__isnull=True).exists():
        raise DomainError(_("You have asked about this entry already; the answer will stand here."))
    row = PointAppeal(
        id=appeal_id or keys.uuid7(), community_id=member.community_id, member=member, entry=entry, words=words,
        asked_on=clock.today(),
    )  # fmt: skip
    return write_down(row, "party.appeal_points", by=by)


@transaction.atomic
def answer_points(appeal: PointAppeal, *, answer: str, take_back: bool = False, by: Actor) -> None:
    """答复申诉: an explanation, or besides it an entry against the one that was wrong. Raises Overtaken."""
    entry = appeal.entry
    if take_back and entry is None:
        raise DomainError(_("No entry is named, so none can be taken back."), field="take_back")
    rows = PointAppeal.objects.of(appeal.community_id).filter(pk=appeal.pk, answered_on__isnull=True)
    if not rows.update(answer=answer, taken_back=take_back, answered_on=clock.today()):
        raise Overtaken
    if take_back and entry:
        _take_back(entry, answer)
    audit.record(appeal, "party.answer_points", by=by, after="taken_back" if take_back else "")


def _take_back(entry: PointEntry, reason: str) -> None:
    rows = PointEntry.objects.of(entry.community_id)
    if entry.reverses_id or rows.filter(reverses=entry).exists():
        raise DomainError(_("This entry is taken back already."), field="take_back")
    against = _against(entry, reason)
    against.full_clean()
    against.save(force_insert=True)
