"""What the tests of elections share: a branch with members, and an election that has come so far, by the same acts as a click."""

import datetime as dt

from linli.ballots import actions, queries
from linli.ballots.actions import Counted
from linli.ballots.models import PartyElection, What, Why
from linli.organisations.models import Level, PartyOrganisation
from linli.party.models import BranchMembership, PartyMember
from linli.residents.models import Person
from tests.people import SINCE, person

DAY = dt.date(2026, 3, 10)
# 40 invented members; the first stand as candidates.
FAMILY, GIVEN = "赵钱孙李周吴郑冯", ("春生", "夏荷", "秋实", "冬青", "晨曦")
NAMES = tuple(f"{first}{last}" for first in FAMILY for last in GIVEN)
COUNTERS = {"secretary": ("计票甲", "监票丙"), "dangwu": ("计票乙", "监票丙")}


def branch(place, name="青云首府党支部", members=40, **more):
    row, new = PartyOrganisation.objects.get_or_create(
        community=place.community, name=name, defaults={"level": Level.BRANCH, "valid_from": SINCE, **more}
    )
    if new:
        _join_many(place, row, NAMES[:members])
    return row


def _join_many(place, organisation, names):
    told = {"community": place.community}
    people = Person.objects.bulk_create(Person(name=name, **told) for name in names)
    members = PartyMember.objects.bulk_create(
        PartyMember(person=one, joined_on=SINCE, full_on=SINCE, **told) for one in people
    )
    BranchMembership.objects.bulk_create(
        BranchMembership(member=one, branch=organisation, valid_from=SINCE, **told) for one in members
    )


def join(place, organisation, called, *, user=None, full=True):
    who = Person.objects.create(community=place.community, name=called, user=user)
    member = PartyMember.objects.create(
        community=place.community, person=who, joined_on=SINCE, full_on=SINCE if full else None
    )
    BranchMembership.objects.create(
        community=place.community, member=member, branch=organisation, valid_from=SINCE
    )
    return who


def party_worker(place, *, at=None, name="dangwu"):
    if name not in place.users:
        person(place, name, "party_worker", place_id=at.pk if at else None)
    return place.actor(name)


def again(row):
    return PartyElection.objects.select_related(*queries.JOINED).get(pk=row.pk)


def planned(place, organisation=None, *, seats=5, what=What.COMMITTEE, why=Why.TERM, day=DAY):
    party_worker(place)
    return actions.plan(
        organisation or branch(place), what=what, why=why, seats=seats, meeting_on=day, by=place.actor("secretary")
    )  # fmt: skip


def take(place, row, verb, *, who="secretary", **more):
    """One verb, as somebody does it who saw the election as it stands."""
    fresh = again(row)
    getattr(actions, verb)(fresh, by=place.actor(who), version=fresh.version, **more)
    return again(row)


def listed(place, *args, **more):
    return take(place, planned(place, *args, **more), "list_electors")


def listed_names(row):
    """The list as it stands: by name."""
    return [one.label for one in queries.electors_of(row)]


def electors(row, *names):
    found = {one.person.name: one for one in queries.electors_of(row)}
    return [found[name] for name in names]


def nominated(place, *args, candidates=6, **more):
    row = listed(place, *args, **more)
    return take(place, row, "nominate", candidates=list(queries.electors_of(row))[:candidates])


def polling(place, *args, present=32, ballots_out=None, **more):
    row = nominated(place, *args, **more)
    out = present if ballots_out is None else ballots_out
    return take(place, row, "open_poll", held_on=DAY, present=present, ballots_out=out)


def sums(row, votes, *, who="secretary", ballots_in=32, void=0, **more):
    """What a counter found: the votes of the candidates in the order of the ballot, and of others by name."""
    held = queries.last_round(again(row))
    found = {one.elector_id: number for one, number in zip(held.candidates, votes, strict=False)}
    found |= {electors(row, name)[0].pk: number for name, number in more.items()}
    counter, scrutineer = COUNTERS[who]
    return Counted(counter, scrutineer, ballots_in, void, found)


def count(place, row, votes, *, who="secretary", **more):
    return actions.count(again(row), sums(row, votes, who=who, **more), by=place.actor(who))


def both(place, row, votes, **more):
    """Two equal counts by two people."""
    for who in COUNTERS:
        count(place, row, votes, who=who, **more)
    return again(row)


def decided(place, *args, votes=(30, 29, 28, 27, 26, 10), **more):
    return take(place, both(place, polling(place, *args, **more), votes), "conclude")


def reported(place, *args, **more):
    return take(place, decided(place, *args, **more), "report", reported_on=DAY)


def posts(row):
    """The first is the secretary."""
    return {one.pk: "member" if n else "secretary" for n, one in enumerate(queries.elected_in(row))}


def approved(place, *args, **more):
    row = reported(place, *args, **more)
    return take(
        place, row, "approve", office="平川街道党工委", document_number="平街党组〔2026〕7号", approved_on=DAY, posts=posts(row)
    )  # fmt: skip
