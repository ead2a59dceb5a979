"""个人信息 in ballots: who has a vote, who stands, who is elected, who counted. Never who came or voted for whom (N10)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.ballots.models import Candidate, Count, CountLine, Elected, Elector, Poll
from linli.core.personal import (
    STANDING,
    Basis,
    OfPerson,
    Sensitivity,
    Subject,
    declare,
    facts,
    hold,
    impersonal,
)

PURPOSE = _("to hold elections of the Party organisation as its rules say")
declare(
    Elector, "person", "left_out", "paper",
    what=_("who has a vote in an election of the Party, and why somebody does not count"),
    purpose=PURPOSE, basis=Basis.DUTY, sensitivity=Sensitivity.SENSITIVE, subject=Subject.RESIDENT, kept=STANDING,
)  # fmt: skip
declare(
    Candidate, "elector",
    what=_("who stands in an election of the Party"),
    purpose=PURPOSE, basis=Basis.DUTY, sensitivity=Sensitivity.SENSITIVE, subject=Subject.RESIDENT, kept=STANDING,
)  # fmt: skip
declare(
    CountLine, "elector", "votes",
    what=_("how many votes somebody has; not whose"),
    purpose=PURPOSE, basis=Basis.DUTY, sensitivity=Sensitivity.SENSITIVE, subject=Subject.RESIDENT, kept=STANDING,
)  # fmt: skip
declare(
    Elected, "elector", "post",
    what=_("who is elected, and to which post"),
    purpose=PURPOSE, basis=Basis.DUTY, sensitivity=Sensitivity.SENSITIVE, subject=Subject.RESIDENT, kept=STANDING,
)  # fmt: skip
declare(
    Count, "entered_by", "counter", "scrutineer", "reason",
    what=_("who counted, who watched the count, and why it was counted again"),
    purpose=PURPOSE, basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF, kept=STANDING,
)  # fmt: skip
declare(
    Poll, "ruled_by",
    what=_("who ruled as chief scrutineer"),
    purpose=PURPOSE, basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF, kept=STANDING,
)  # fmt: skip
impersonal(Poll, "void_reason", "ruled_source", why="what a rule says of a vote; nobody is named")


def _shown(person: Any) -> list[Any]:
    rows = Elector.objects.of(person.community_id).filter(person=person).select_related("election")
    elected = Elected.objects.of(person.community_id).filter(elector__person=person)
    return [facts(row, "election", "number", "left_out", "paper") for row in rows.order_by("id")] + [
        facts(one, "votes", "post") for one in elected.order_by("id")
    ]


def _stays(person: Any) -> str:
    """The list of an election stays, and with it who stood on it."""
    rows = Elector.objects.of(person.community_id).filter(person=person)
    return str(_("The list of an election of the Party names them.")) if rows.exists() else ""


hold(OfPerson("ballots", _("Elections of the Party"), show=_shown, stays=_stays))
