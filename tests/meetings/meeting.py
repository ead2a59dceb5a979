"""A branch with members of its own, and meetings that have come so far, made through the same actions as a click."""

import datetime as dt

from linli.core import clock
from linli.meetings import actions
from linli.meetings.models import Meeting
from linli.organisations.models import CommitteeMember, Level, PartyOrganisation, PartyPost
from linli.party.models import BranchMembership, PartyMember
from linli.residents.models import Person
from tests.people import SINCE, person

NAMES = ("唐若溪", "贺听澜", "汪予安", "梁知夏", "邵望舒", "尹向晚")
WAY = ("hold", "minute", "file")


def branch(place, name="第一支部", members=NAMES, **more):
    """A branch with full members, three of them on the committee."""
    row = PartyOrganisation.objects.create(
        community=place.community,
        level=Level.BRANCH,
        name=name,
        valid_from=more.pop("valid_from", SINCE),
        **more,
    )
    posts = (PartyPost.SECRETARY, PartyPost.ORGANISATION, PartyPost.PUBLICITY)
    for n, called in enumerate(members):
        somebody = Person.objects.create(community=place.community, name=called)
        member = PartyMember.objects.create(
            community=place.community, person=somebody, joined_on=SINCE, full_on=SINCE
        )
        BranchMembership.objects.create(
            community=place.community, member=member, branch=row, valid_from=SINCE
        )
        if n < len(posts):
            CommitteeMember.objects.create(
                community=place.community, organisation=row, person=somebody, post=posts[n], valid_from=SINCE
            )
    return row


def probationary(place, branch, name="段晚晴"):
    """A member without a vote."""
    somebody = Person.objects.create(community=place.community, name=name)
    member = PartyMember.objects.create(community=place.community, person=somebody, joined_on=SINCE)
    BranchMembership.objects.create(community=place.community, member=member, branch=branch, valid_from=SINCE)
    return somebody


def convened(place, organisation=None, **more):
    """A meeting that is planned, for this morning unless said otherwise."""
    told = {
        "kind": "branch_assembly", "title": "一季度支部党员大会", "starts_at": clock.now() - dt.timedelta(hours=1),
        "place": "社区二楼会议室", "host": "唐若溪", "agenda": ("听取支委会工作报告", "讨论决定事项"), **more,
    }  # fmt: skip
    if "work_group" not in told:
        told["organisation"] = organisation or branch(place)
    return actions.convene(actions.Convened(**told), by=place.actor("secretary"))


def take(place, meeting, verb, **more):
    """One verb, as the secretary does it."""
    by = place.actor("secretary")
    if verb == "hold":
        more = {"presences": {}, "recorder": "贺听澜", **more}
    if verb == "minute":
        more = {"said": {meeting.items.first().pk: "大家同意报告。"}, "summary": "同意支委会报告。", **more}
    getattr(actions, verb)(meeting, by=by, version=meeting.version, **more)
    return meeting


def until(place, status, **more):
    """A meeting that has come to `held`, `minuted` or `filed`."""
    row = convened(place, **more)
    for verb in WAY[: ("held", "minuted", "filed").index(status) + 1]:
        take(place, row, verb)
    return row


def absent(meeting, count, presence=("absent", "")):
    """So many of the roll who do not come."""
    people = meeting.attendances.filter(may_vote=True).values_list("person", flat=True)[:count]
    return dict.fromkeys(people, presence)


def party_worker(place, organisation=None, name="dangwu"):
    """A Party affairs worker of the whole community, or of one organisation."""
    return person(place, name, "party_worker", place_id=organisation.pk if organisation else None)


def fresh(meeting):
    """The meeting as it stands in the database."""
    return Meeting.objects.get(pk=meeting.pk)
