"""培养联系人、入党介绍人 and the half-yearly review."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.admissions import queries, steps
from linli.admissions.actions.stepping import NOTHING_SHOWN, Evidence, check, refuse_future, write
from linli.admissions.models import Admission, AdmissionHelper, AdmissionReview, Role
from linli.admissions.numbers import numbers
from linli.admissions.refusals import stop
from linli.core import keys
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.core.workflow import move, write_fact
from linli.party import development
from linli.party.development import judge_helpers
from linli.party.models import PartyMember

STEP_OF = {Role.CONTACT: steps.CONTACTS, Role.SPONSOR: steps.SPONSORS}
NAMES = {Role.CONTACT: development.CONTACT, Role.SPONSOR: development.SPONSOR}
ONE_DAY = dt.timedelta(days=1)


@transaction.atomic
def name_helpers(
    row: Admission, *, role: str, members: Sequence[PartyMember], done_on: dt.date,
    shown: Evidence = NOTHING_SHOWN, by: Actor, version: int,
) -> None:  # fmt: skip
    """指定培养联系人 (one or two), 确定入党介绍人 (two): full members with a vote on that day; later they may be replaced."""
    chosen = list({member.pk: member for member in members}.values())
    number = STEP_OF[Role(role)]
    move(row, "name_helpers", by=by, version=version, note=role)
    refuse_future(done_on)
    _judge(row, role, chosen, done_on)
    file = queries.file_of(row)
    if number not in file.done:
        check(row, number, done_on)
        write(row, number, done_on, shown)
    _replace(row, role, chosen, done_on)


def _judge(row: Admission, role: str, members: Sequence[PartyMember], day: dt.date) -> None:
    if any(member.person_id == row.person_id for member in members):
        raise DomainError(_("Nobody helps the own file."), field="members")
    at, barred = row.community.code, queries.barred_on(members, day)
    people = [
        development.Helper(
            development.FULL if member.is_full(day) and not _left(member, day) else "预备",
            member.pk in barred,
        )
        for member in members
    ]
    verdict = judge_helpers(NAMES[Role(role)], people, sponsors=numbers(at, day).sponsors)
    stop([verdict], at, field="members")


def _left(member: PartyMember, day: dt.date) -> bool:
    return member.ended_on is not None and member.ended_on < day


def _replace(row: Admission, role: str, members: Sequence[PartyMember], since: dt.date) -> None:
    """Who stays goes on; who is named no more ends the day before; who is new begins."""
    now = AdmissionHelper.objects.of(row.community_id).filter(admission=row, role=role, valid_to__isnull=True)
    wanted = {member.pk for member in members}
    for one in now:
        if one.member_id in wanted:
            wanted.discard(one.member_id)
            continue
        if since <= one.valid_from:
            raise DomainError(
                _("Who helps now was named on %(day)s; choose a later day."), field="done_on", day=one.valid_from
            )  # fmt: skip
        one.valid_to = since - ONE_DAY
        one.save(update_fields=["valid_to"])
    AdmissionHelper.objects.bulk_create(
        AdmissionHelper(community=row.community, admission=row, member=member, role=role, valid_from=since)
        for member in members
        if member.pk in wanted
    )


@transaction.atomic
def note_review(
    row: Admission, *, reviewed_on: dt.date, words: str, by: Actor, review_id: UUID | None = None
) -> AdmissionReview:
    """考察: what the branch found on a day. Not before the person was named an activist, and once a day."""
    refuse_future(reviewed_on, "reviewed_on")
    since = queries.file_of(row).done.get(steps.ACTIVIST)
    if since is None or reviewed_on < since:
        raise DomainError(_("Reviews begin when somebody is an activist."), field="reviewed_on")
    if AdmissionReview.objects.of(row.community_id).filter(admission=row, reviewed_on=reviewed_on).exists():
        raise DomainError(_("A review of this day is written down already."), field="reviewed_on")
    write_fact(row, "note_review", by=by, note=str(reviewed_on))
    made = AdmissionReview(
        id=review_id or keys.uuid7(),
        community=row.community,
        admission=row,
        reviewed_on=reviewed_on,
        words=words,
    )
    made.clean_fields(exclude=["community", "admission"])
    made.save(force_insert=True)
    return made
