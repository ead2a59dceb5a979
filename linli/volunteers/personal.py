"""个人信息 of who helps: teams, what one can do and when, from where, and the service one did."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.core.personal import (
    STANDING,
    Basis,
    Fact,
    Kept,
    OfPerson,
    Proposal,
    Sensitivity,
    Subject,
    declare,
    facts,
    hold,
    impersonal,
)
from linli.volunteers.holdings import leave, memberships
from linli.volunteers.models import Profile, ProfileSkill, ProfileTime, ServiceRecord, Team, TeamMember

declare(
    TeamMember, "team", "user", "valid_from", "valid_to",
    what=_("team, first and last day"),
    purpose=_("to offer the work of a team to those who are in it"),
    basis=Basis.CONSENT, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF, kept=STANDING,
)  # fmt: skip
declare(
    Profile, "user", "starts_from",
    what=_("where you set out"),
    purpose=_("to measure distances from a place that the person named"),
    basis=Basis.CONSENT, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF,
    kept=Kept(_("until the person takes it back, or leaves")),
)  # fmt: skip
declare(
    ProfileSkill, "skill",
    purpose=_("to ask those who can do what is needed"),
    basis=Basis.CONSENT, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF,
    kept=Kept(_("until the person takes it back, or leaves")),
)  # fmt: skip
declare(
    ProfileTime, "weekday", "part",
    what=_("on which days and at which hours you have time"),
    purpose=_("to ask people when they usually have time; nobody else sees it"),
    basis=Basis.CONSENT, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF,
    kept=Kept(_("until the person takes it back, or leaves")),
)  # fmt: skip
declare(
    ServiceRecord, "user", "day", "minutes", "what",
    what=_("day, minutes, what was done"),
    purpose=_("to prove to who served how long it was"),
    basis=Basis.CONSENT, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF, kept=STANDING,
)  # fmt: skip
impersonal(Team, "name", why="names a team")


def _show(person: Any) -> list[list[Fact]]:
    if person.user_id is None:
        return []
    rows = TeamMember.objects.of(person.community_id).filter(user_id=person.user_id)
    return [facts(row, "team", "valid_from", "valid_to") for row in rows.select_related("team")]


def _touched(person: Any, kind: str, _day: dt.date) -> list[Proposal]:
    """The teams of who died or moved away."""
    if kind not in {"death", "moved_out"} or person.user_id is None:
        return []
    return [_leave(row) for row in memberships(person)]


def _leave(row: TeamMember) -> Proposal:
    what = gettext("The membership ends; the team offers no more work.")
    do: Any = lambda by: leave(row, None, taker=None, by=by, note="")  # noqa: E731
    return Proposal(f"member:{row.pk}", str(row.team), what, "volunteers.leave", do)


def _profile(person: Any) -> list[list[Fact]]:
    if person.user_id is None:
        return []
    rows = Profile.objects.of(person.community_id).filter(user_id=person.user_id)
    return [
        [
            *facts(row, "starts_from"),
            *(Fact("skill", str(_("skill")), str(skill)) for skill in row.skills.all()),
            *(Fact("time", str(_("time to help")), str(time)) for time in row.times.all()),
        ]
        for row in rows.select_related("starts_from")
    ]


def _service(person: Any) -> list[list[Fact]]:
    if person.user_id is None:
        return []
    rows = ServiceRecord.objects.of(person.community_id).filter(user_id=person.user_id)
    return [facts(row, "day", "minutes", "what", "status") for row in rows.order_by("day", "id")]


def _erase(person: Any) -> None:
    """The profile goes; of service stays how long it was, not what."""
    if person.user_id:
        Profile.objects.of(person.community_id).filter(user_id=person.user_id).delete()
        ServiceRecord.objects.of(person.community_id).filter(user_id=person.user_id).update(what="")


hold(OfPerson("volunteers", _("teams"), show=_show, touched=_touched))
hold(OfPerson("volunteers.profile", _("skills and times to help"), show=_profile, erase=_erase))
hold(OfPerson("volunteers.service", _("service"), show=_service))
