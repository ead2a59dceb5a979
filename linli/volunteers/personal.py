"""个人信息 of who helps: that a user is in a team, from when to when."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.core.personal import (
    STANDING,
    Basis,
    Fact,
    OfPerson,
    Sensitivity,
    Subject,
    declare,
    facts,
    hold,
    impersonal,
)
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


hold(OfPerson("volunteers", _("teams"), show=_show))
