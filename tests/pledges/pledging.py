"""What the tests of pledges share: a branch with members, a round, and pledges as far as wanted."""

import datetime as dt

from linli.organisations.models import CommitteeMember, PartyOrganisation, PartyPost
from linli.party.models import BranchMembership, PartyMember
from linli.pledges import actions
from linli.pledges.actions import Promise, Said
from linli.pledges.models import Area, Kind, Pledge, Way
from linli.residents.models import Person
from tests.people import SINCE, person

DUE = dt.date(2026, 6, 30)
THREE = (
    Promise(Area.SERVICE, "每月陪两位独居老人说说话", DUE),
    Promise(Area.SURROUNDINGS, "每周清一次三栋楼道", DUE),
    Promise(Area.STUDY, "带三位邻居学会用手机挂号", DUE),
)


def branch(place, name="青云首府党支部"):
    return PartyOrganisation.objects.get_or_create(
        community=place.community, name=name, defaults={"level": "branch", "valid_from": SINCE}
    )[0]


def member(place, name, *, user=None, at=None):
    row = PartyMember.objects.create(
        community=place.community, joined_on=SINCE, full_on=SINCE,
        person=Person.objects.create(community=place.community, name=name, user=user),
    )  # fmt: skip
    BranchMembership.objects.create(
        community=place.community, member=row, branch=at or branch(place), valid_from=SINCE
    )
    return row


def leader(place, name="支部老韩"):
    seat = CommitteeMember.objects.filter(organisation=branch(place), post=PartyPost.SECRETARY).first()
    if seat:
        return seat.person
    row = Person.objects.create(community=place.community, name=name)
    CommitteeMember.objects.create(
        community=place.community, organisation=branch(place), person=row, post=PartyPost.SECRETARY, valid_from=SINCE
    )  # fmt: skip
    return row


def party_worker(place, *, at=None):
    person(place, "dangwu", "party_worker", place_id=at.pk if at else None)
    return place.actor("dangwu")


def round_of(place, year=2026):
    return actions.open_round(
        place.community, year=year, title="亮承诺", opens_on=dt.date(year, 1, 1), closes_on=dt.date(year, 12, 31),
        by=place.actor("secretary"),
    )  # fmt: skip


def drafted(place, who=None, *, round_=None, promises=THREE, **more):
    given = {"member": who or member(place, "党员小陶")} if "organisation" not in more else more
    return actions.pledge(round_ or round_of(place), promises, by=place.actor("secretary"), **given)


def published(place, who=None, *, named=False, **more):
    row = drafted(place, who, **more)
    actions.publish(row, named=named, by=place.actor("secretary"), version=row.version)
    return row


def in_review(place, who=None, **more):
    row = published(place, who, **more)
    actions.begin_review(row, by=place.actor("secretary"), version=row.version)
    return row


def reviewed(place, row, *, kinds=tuple(Kind), people=5):
    by = place.actor("secretary")
    if Kind.SELF in kinds:
        actions.review(row, Said(Kind.SELF, words="三件都在做"), by=by)
    if Kind.LEADER in kinds:
        actions.review(row, Said(Kind.LEADER, words="做得实", leader=leader(place)), by=by)
    if Kind.PUBLIC in kinds:
        actions.review(row, Said(Kind.PUBLIC, way=Way.PAPER, kept=people), by=by)


def closed(place, who=None, **more):
    row = in_review(place, who, **more)
    reviewed(place, row)
    actions.close(row, by=place.actor("secretary"), version=row.version)
    return row


def delivered(place, row, number=1, evidence="陪了两位老人"):
    item = row.items.get(number=number)
    actions.deliver(row, item=item, evidence=evidence, by=place.actor("secretary"), version=row.version)
    return item


def again(row):
    return Pledge.objects.select_related("round", "organisation", "member__person", "community").get(
        pk=row.pk
    )
