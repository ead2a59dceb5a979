"""个人信息 in pledges: whose pledge it is, whether the name may be shown, and which leader reviewed it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

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
from linli.pledges.models import DutyReport, Goal, GoalNote, Pledge, PledgeItem, PledgeReview, PledgeRound

declare(
    Pledge, "member",
    what=_("whose pledge it is"),
    purpose=_("the affairs of the Party organisation: pledges, how they are kept and reviewed"),
    basis=Basis.DUTY, sensitivity=Sensitivity.SENSITIVE, subject=Subject.RESIDENT, kept=STANDING,
)  # fmt: skip
declare(
    Pledge, "named",
    what=_("whether the name may stand beside the pledge"),
    purpose=_("to show the name only to whom the member agreed"),
    basis=Basis.CONSENT, sensitivity=Sensitivity.SENSITIVE, subject=Subject.RESIDENT, kept=STANDING,
)  # fmt: skip
declare(
    PledgeItem, "deliverable", "evidence",
    what=_("what a member pledged and did"),
    purpose=_("the affairs of the Party organisation: pledges, how they are kept and reviewed"),
    basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.RESIDENT, kept=STANDING,
)  # fmt: skip
declare(
    PledgeReview, "leader", "words",
    what=_("which leader reviewed a pledge, and the words of a review"),
    purpose=_("the affairs of the Party organisation: pledges, how they are kept and reviewed"),
    basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.RESIDENT, kept=STANDING,
)  # fmt: skip
declare(
    DutyReport, "secretary", "done", "lacking", "next_steps", "questions", "opinion",
    what=_("the report of a secretary, and what was said of it"),
    purpose=_("the affairs of the Party organisation: the secretary's account"),
    basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.RESIDENT, kept=STANDING,
)  # fmt: skip
impersonal(PledgeRound, "title", why="what the pledges of a year are for; nobody is named")
impersonal(Goal, "text", why="a goal of the community; nobody is named")
impersonal(GoalNote, "text", why="what has come of a goal of the community; nobody is named")


def _shown(person: Any) -> list[Any]:
    rows = Pledge.objects.of(person.community_id).filter(member__person=person).order_by("id")
    items = PledgeItem.objects.of(person.community_id).filter(pledge__member__person=person)
    return [facts(row, "round", "status", "named", "published_on") for row in rows] + [
        facts(item, "area", "deliverable", "due_on", "delivered_on", "evidence")
        for item in items.order_by("pledge", "number")
    ]


def _stays(person: Any) -> str:
    """A membership of the Party stays, and with it what hangs on it."""
    rows = (
        Pledge.objects.of(person.community_id).filter(member__person=person),
        PledgeReview.objects.of(person.community_id).filter(leader=person),
        DutyReport.objects.of(person.community_id).filter(secretary=person),
    )
    return str(_("Pledges, reviews or reports of the Party organisation name them.")) if any(
        one.exists() for one in rows
    ) else ""  # fmt: skip


hold(OfPerson("pledges", _("Pledges"), show=_shown, stays=_stays))
