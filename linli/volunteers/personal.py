"""个人信息 of who helps: that a user is in a team, from when to when."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.core.personal import (
    STANDING,
    Basis,
    Fact,
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
from linli.volunteers.models import Team, TeamMember

declare(
    TeamMember, "team", "user", "valid_from", "valid_to",
    purpose=_("to offer the work of a team to those who are in it"),
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


hold(OfPerson("volunteers", _("teams"), show=_show, touched=_touched))
