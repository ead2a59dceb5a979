"""What the tests of development files share: a branch of sixteen, an applicant, and files that have come so far."""

import datetime as dt
from decimal import Decimal

from linli.admissions import actions, steps
from linli.admissions.actions import Ballot, Evidence
from linli.admissions.actions.stepping import verb_of
from linli.admissions.models import Admission, Decision, Role
from linli.core import clock
from linli.organisations.models import Level
from linli.residents.models import Person
from tests.people import person
from tests.pledges.pledging import branch, member

BORN = dt.date(1996, 4, 2)
# A file that goes by the rules and has come to its end before the morning of the tests (2026-03-10).
DAYS = {
    1: dt.date(2022, 1, 10), 2: dt.date(2022, 2, 8), 3: dt.date(2022, 6, 1), 4: dt.date(2022, 6, 20), 5: dt.date(2022, 6, 10),
    6: dt.date(2023, 6, 1), 7: dt.date(2023, 6, 8), 8: dt.date(2023, 6, 20), 9: dt.date(2023, 6, 25), 10: dt.date(2023, 8, 1),
    11: dt.date(2023, 9, 1), 12: dt.date(2023, 10, 8), 13: dt.date(2023, 10, 20), 14: dt.date(2023, 11, 1),
    15: dt.date(2023, 11, 10), 16: dt.date(2023, 11, 28), 17: dt.date(2023, 12, 8), 18: dt.date(2024, 1, 5), 19: dt.date(2023, 12, 12),
    20: dt.date(2024, 1, 1), 21: dt.date(2024, 11, 1), 22: dt.date(2024, 11, 2), 23: dt.date(2024, 11, 12), 24: dt.date(2024, 12, 20),
    25: dt.date(2025, 1, 5),
}  # fmt: skip
REVIEWS = {6: dt.date(2022, 12, 1), 21: dt.date(2024, 5, 10)}
VOTE = {"entitled": 16, "present": 12, "yes_present": 11, "no": 1}


def moment(day, hour=9):
    return dt.datetime.combine(day, dt.time(hour), clock.BEIJING)


def voters(place, count=3, at=None):
    return [member(place, f"老党员{n}", at=at) for n in range(count)]


def applicant(place, name="申请的小程", born_on=BORN, **more):
    return Person.objects.create(community=place.community, name=name, born_on=born_on, **more)


def party_worker(place, login="dangwu", *, at=None):
    person(place, login, "party_worker", place_id=at.pk if at else None)
    return place.actor(login)


def again(row):
    return Admission.objects.select_related("person", "branch", "member", "community").get(pk=row.pk)


def applied(place, who=None, *, done_on=DAYS[1], at=None, **more):
    row = actions.open_file(
        who or applicant(place),
        branch=at or branch(place),
        done_on=done_on,
        by=place.actor("secretary"),
        **more,
    )
    return again(row)


def take(place, row, number, done_on=None, **more):
    """One step, as the secretary does it; what a step needs is given unless said otherwise."""
    row, day = again(row), done_on or DAYS[number]
    given = {"by": place.actor("secretary"), "version": row.version}
    verb = verb_of(number)
    if number in REVIEWS and not more.pop("unreviewed", False):
        actions.note_review(row, reviewed_on=REVIEWS[number], words="学习认真", by=given["by"])
    if verb == "vote":
        return vote(place, row, number, day, **more)
    given |= {"done_on": day, "shown": Evidence(f"〔2023〕{number}号")}
    if verb == "take_step":
        given["number"] = number
    if number == steps.TRAINED:
        given["shown"] = Evidence("培训班", "", None, 3, Decimal(24))
    if verb == "name_helpers":
        role = Role.CONTACT if number == steps.CONTACTS else Role.SPONSOR
        given |= {"role": role, "members": more.pop("members", None) or helpers(place)}
    if number in {steps.ADMITTED, steps.CONVERTED}:
        given |= {"approver_level": Level.COMMITTEE, "approver": "平川街道党工委"}
    getattr(actions, verb)(row, **{**given, **more})
    return again(row)


def helpers(place):
    from linli.party.models import PartyMember

    found = list(
        PartyMember.objects.filter(community=place.community, full_on__isnull=False).order_by("id")[:2]
    )
    return found if len(found) == 2 else voters(place, 2)


def vote(place, row, number=15, day=None, *, decision=None, months=None, reason="", **counts):
    row = again(row)
    first = Decision.ADMIT if number == 15 else Decision.ON_TIME
    ballot = Ballot(**{"held_at": moment(day or DAYS[number]), **VOTE, **counts})
    actions.vote(
        row, ballot, decision=decision or first, months=months, reason=reason, by=place.actor("secretary"),
        version=row.version,
    )  # fmt: skip
    return again(row)


def until(place, number, who=None, *, without=(), at=None):
    """A file of which all steps up to a number are done, but for some."""
    row = applied(place, who, at=at)
    order = sorted(DAYS, key=lambda one: (DAYS[one], one))
    for one in order:
        if 1 < one <= number and one not in without:
            row = take(place, row, one)
    return row
