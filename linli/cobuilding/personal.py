"""个人信息 in co-building: whom to ring about a resource, who sees to a project, who chose a match."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy

from linli.cobuilding.models import (
    Alliance,
    AllianceAgreement,
    AllianceMatter,
    AllianceMember,
    Match,
    MatchPlan,
    Milestone,
    Need,
    Project,
    Resource,
)
from linli.core.personal import (
    STANDING,
    Basis,
    Kept,
    OfPerson,
    Sensitivity,
    Subject,
    declare,
    facts,
    hold,
    impersonal,
)
from linli.places.models import Community


def erase_contacts(community: Community, before: dt.datetime) -> int:
    """Erase whom to ring about a resource that ended before a moment; of how many resources."""
    ended = Resource.objects.of(community).filter(valid_to__lt=before.date())
    return ended.exclude(contact=b"").update(contact=b"")


declare(
    Resource, "contact",
    purpose=gettext_lazy("to arrange with who gives it when it is fetched or used"),
    basis=Basis.CONSENT, sensitivity=Sensitivity.ORDINARY, subject=Subject.NAMED,
    kept=Kept(gettext_lazy("after the last day of the resource"), "cobuilding.contact.days", erase_contacts),
)  # fmt: skip
declare(
    Project, "owner",
    purpose=gettext_lazy("to know who sees to a project"),
    basis=Basis.CONTRACT, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF, kept=STANDING,
)  # fmt: skip
declare(
    Match, "chosen_by",
    purpose=gettext_lazy("to know who matched what, and to ask"),
    basis=Basis.CONTRACT, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF, kept=STANDING,
)  # fmt: skip
declare(
    MatchPlan, "asked_by",
    purpose=gettext_lazy("to know who asked for a plan"),
    basis=Basis.CONTRACT, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF, kept=STANDING,
)  # fmt: skip
impersonal(
    Need,
    "title",
    "text",
    "drop_reason",
    why="words for everybody, in which names, telephones and doors are refused",
)
impersonal(Resource, "title", why="words for everybody, in which names, telephones and doors are refused")
impersonal(
    Project,
    "title",
    "what_for",
    "stop_reason",
    why="words about a thing that is done, in which people are refused",
)
impersonal(Milestone, "title", "note", why="what was done, in which names, telephones and doors are refused")


def _about(person: Any) -> list[Resource]:
    """The resources whose contact names the person. Contacts are sealed, so each is opened and looked at."""
    rows = Resource.objects.of(person.community_id).exclude(contact=b"").order_by("number")
    words = [word for word in (person.phone, person.name) if word]
    return [row for row in rows.iterator() if any(word in row.contact for word in words)]


def _erase(person: Any) -> None:
    keys = [row.pk for row in _about(person)]
    Resource.objects.of(person.community_id).filter(pk__in=keys).update(contact=b"")


hold(
    OfPerson(
        "cobuilding",
        gettext_lazy("Resources of others"),
        show=lambda person: [facts(row, "number", "title", "contact") for row in _about(person)],
        erase=_erase,
    )
)
impersonal(Alliance, "name", why="the name of an alliance of organisations")
impersonal(AllianceMember, "name", why="the name of a Party organisation or unit")
impersonal(
    AllianceAgreement,
    "title",
    "member_gives",
    "community_gives",
    why="what two organisations give each other",
)
impersonal(AllianceMatter, "title", "outcome", why="a matter of organisations, in which people are not named")
