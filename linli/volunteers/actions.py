"""Everything that changes teams, profiles and service records."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core import audit, clock, keys
from linli.core.errors import DomainError
from linli.core.records import amend, write_down
from linli.core.rights import Actor
from linli.core.workflow import move, start
from linli.places.models import Building, Community
from linli.volunteers.models import (
    DAY_MINUTES,
    Profile,
    ProfileSkill,
    ProfileTime,
    ServiceRecord,
    Team,
    TeamMember,
)
from linli.volunteers.workflow import COUNTED


@transaction.atomic
def found_team(
    community: Community, *, name: str, purpose: str = "", by: Actor, team_id: UUID | None = None
) -> Team:
    """成立队伍."""
    team = Team(id=team_id or keys.uuid7(), community=community, name=name, purpose=purpose)
    return write_down(team, "volunteers.found_team", by=by)


@transaction.atomic
def join(team: Team, user: User, *, since: dt.date, by: Actor, member_id: UUID | None = None) -> TeamMember:
    """入队: the user is a member from `since`."""
    member = TeamMember(
        id=member_id or keys.uuid7(), community_id=team.community_id, team=team, user=user, valid_from=since
    )
    return write_down(member, "volunteers.join", by=by)


def amend_team(team: Team, *, by: Actor, seen: str, **changes: Any) -> None:
    """更正队伍: its name, and what it does."""
    amend(team, "volunteers.amend_team", by=by, seen=seen, **changes)


@transaction.atomic
def leave(member: TeamMember, *, last_day: dt.date, by: Actor, note: str = "") -> None:
    """退队: the member takes orders of the team to the end of the last day."""
    if last_day < member.valid_from:
        raise DomainError(_("They joined later than that."), field="last_day")
    rows = TeamMember.objects.of(member.community_id).filter(pk=member.pk, valid_to__isnull=True)
    if not rows.update(valid_to=last_day):
        raise DomainError(_("The last day is written down already."))
    member.valid_to = last_day
    audit.record(member, "volunteers.leave", by=by, note=note)


@transaction.atomic
def keep_profile(
    community: Community,
    *,
    skills: Collection[str],
    times: Iterable[tuple[int, str]],
    starts_from: Building | None = None,
    by: Actor,
) -> Profile | None:
    """志愿者档案: what one can do, when, and from where; written by the person and nobody else. Who says nothing any more
    has no profile. The audit says that it was written, not what.
    """
    if by.user_id is None:
        raise PermissionDenied
    Profile.objects.of(community).filter(user_id=by.user_id).delete()
    times = list(times)
    if not (skills or times or starts_from):
        audit.record(community, "volunteers.profile", by=by)
        return None
    profile = Profile(community=community, user_id=by.user_id, starts_from=starts_from)
    write_down(profile, "volunteers.profile", by=by)
    ProfileSkill.objects.bulk_create(
        ProfileSkill(community=community, profile=profile, skill=skill) for skill in skills
    )
    ProfileTime.objects.bulk_create(
        ProfileTime(community=community, profile=profile, weekday=weekday, part=part)
        for weekday, part in times
    )
    return profile


@transaction.atomic
def propose_service(
    user: User,
    *,
    day: dt.date,
    minutes: int,
    what: str,
    by: Actor,
    origin: Any = None,
    record_id: UUID | None = None,
) -> ServiceRecord:
    """登记服务: it counts when somebody else has confirmed it. `origin` is the record it came from, such as an order."""
    _fits(user, day, minutes, by.community_id)
    record = ServiceRecord(
        id=record_id or keys.uuid7(),
        community_id=by.community_id,
        user=user,
        day=day,
        minutes=minutes,
        what=what,
        origin_kind=audit.kind_of(origin) if origin else "",
        origin_id=origin.pk if origin else None,
    )
    start(record, by=by)
    return record


def propose(user: User, *, day: dt.date, minutes: int, what: str, origin: Any, by: Actor) -> ServiceRecord:
    """登记服务 from another app, once for each record it came from: what is proposed or confirmed already comes back."""
    known = ServiceRecord.objects.of(by.community_id).filter(
        user=user, origin_kind=audit.kind_of(origin), origin_id=origin.pk, status__in=COUNTED
    )
    return known.first() or propose_service(user, day=day, minutes=minutes, what=what, origin=origin, by=by)


def _fits(user: User, day: dt.date, minutes: int, community_id: UUID) -> None:
    """A day that has come, and no more minutes on it than it has."""
    if day > clock.today():
        raise DomainError(_("This day has not come yet."), field="day")
    same_day = ServiceRecord.objects.of(community_id).filter(user=user, day=day, status__in=COUNTED)
    before = same_day.aggregate(sum=Sum("minutes"))["sum"] or 0
    if minutes < 1 or before + minutes > DAY_MINUTES:
        raise DomainError(_("No day has so many minutes."), field="minutes")


def confirm_service(record: ServiceRecord, *, by: Actor, version: int) -> None:
    """确认服务: by somebody else than who served, and who acts for them."""
    _of_another(record, by)
    move(record, "confirm_service", by=by, version=version)


@transaction.atomic
def confirm_all(seen: Iterable[tuple[ServiceRecord, int]], *, by: Actor) -> None:
    """确认服务, in one pass: all of them or, where one has changed meanwhile, none."""
    for record, version in seen:
        confirm_service(record, by=by, version=version)


def refuse_service(record: ServiceRecord, *, note: str, by: Actor, version: int) -> None:
    """不予确认: with the reason, which who served reads."""
    _of_another(record, by)
    move(record, "refuse_service", by=by, version=version, told=note)


def withdraw_service(record: ServiceRecord, *, by: Actor, version: int) -> None:
    """撤回服务记录: who wrote it down takes it back while nobody has confirmed it."""
    move(record, "withdraw_service", by=by, version=version)


def _of_another(record: ServiceRecord, by: Actor) -> None:
    if record.user_id in by.hands:
        raise DomainError(_("Nobody confirms the own service."))
