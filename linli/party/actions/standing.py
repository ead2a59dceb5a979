"""Good reasons, honours, duty posts and care. Nothing here changes what a member is."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.core import audit, clock, keys
from linli.core.errors import DomainError
from linli.core.records import write_down
from linli.core.rights import Actor
from linli.core.workflow import Overtaken
from linli.party import standing
from linli.party.models import CareRecord, DutyPost, GoodReason, Honour, PartyMember
from linli.party.numbers import eras, medal_numbers
from linli.places.models import Compound


@transaction.atomic
def note_reason(
    member: PartyMember, *, duty: str, first_month: dt.date, last_month: dt.date, reason: str, by: Actor
) -> GoodReason:
    """正当理由: documented, it stops the count of the warnings for these months (R-10)."""
    if last_month < first_month:
        raise DomainError(_("The last month is before the first."), field="last_month")
    row = GoodReason(
        community_id=member.community_id, member=member, duty=duty, first_month=first_month,
        last_month=last_month, reason=reason,
    )  # fmt: skip
    return write_down(row, "party.note_reason", by=by)


@transaction.atomic
def honour(
    member: PartyMember,
    *,
    kind: str,
    year: int,
    office: str,
    decided_on: dt.date,
    by: Actor,
    honour_id: UUID | None = None,
) -> Honour:
    """记入荣誉: somebody decided it; the medal of fifty years only with fifty full years on 1 July of its year (R-10)."""
    rows = Honour.objects.of(member.community_id).filter(member=member, kind=kind)
    if (rows if kind == Honour.Kind.MEDAL_50 else rows.filter(year=year)).exists():
        raise DomainError(_("This honour is written down already."), field="kind")
    if kind == Honour.Kind.MEDAL_50:
        _refuse_early(member, year)
    row = Honour(
        id=honour_id or keys.uuid7(), community_id=member.community_id, member=member, kind=kind, year=year,
        office=office, decided_on=decided_on,
    )  # fmt: skip
    return write_down(row, "party.honour", by=by)


def _refuse_early(member: PartyMember, year: int) -> None:
    """A medal before its time is a mistake of who writes it down."""
    numbers = medal_numbers(member.community.code)
    since = member.full_on or standing.count_from(member.joined_on, eras())
    if since is None:
        return  # before the table: the archive decides
    said = standing.judge_medal(since, year, years=numbers.years, leap_birthday=numbers.leap_birthday)
    if not (said.result or {})["candidate"]:
        raise DomainError(
            _("On 1 July %(year)s it is %(full)d full years in the Party, counted from %(day)s; %(years)d are needed."),
            field="year", year=str(year), full=(said.result or {})["full_years"], day=since, years=numbers.years,
        )  # fmt: skip


@transaction.atomic
def give_post(
    member: PartyMember,
    *,
    name: str,
    duties: str = "",
    compound: Compound | None = None,
    pioneer: bool = False,
    since: dt.date,
    by: Actor,
    post_id: UUID | None = None,
) -> DutyPost:
    """设岗定责: the member chose a duty, from a day on."""
    row = DutyPost(
        id=post_id or keys.uuid7(), community_id=member.community_id, member=member, name=name, duties=duties,
        compound=compound, pioneer=pioneer, valid_from=since,
    )  # fmt: skip
    return write_down(row, "party.give_post", by=by)


@transaction.atomic
def end_post(post: DutyPost, *, on: dt.date, by: Actor) -> None:
    """The last day of a duty post. Raises Overtaken."""
    if on < post.valid_from:
        raise DomainError(_("It began on %(day)s; it cannot end before."), field="on", day=post.valid_from)
    if (
        not DutyPost.objects.of(post.community_id)
        .filter(pk=post.pk, valid_to__isnull=True)
        .update(valid_to=on)
    ):
        raise Overtaken
    audit.record(post, "party.end_post", by=by)


@transaction.atomic
def note_care(
    member: PartyMember,
    *,
    kind: str,
    given_on: dt.date,
    office: str,
    words: str = "",
    amount: str = "",
    by: Actor,
) -> CareRecord:
    """党内关怀: what was done for a member, by whose decision; `amount` is yuan as people write them."""
    if given_on > clock.today():
        raise DomainError(_("This day has not come yet; write it down when it has."), field="given_on")
    row = CareRecord(
        community_id=member.community_id, member=member, kind=kind, given_on=given_on, office=office,
        words=words, amount=amount,
    )  # fmt: skip
    return write_down(row, "party.note_care", by=by)
