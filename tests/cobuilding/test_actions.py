"""三张清单: what is written down, matched once, given back, made a project of, and met."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.accounts.models import Posting
from linli.cobuilding import actions, queries
from linli.cobuilding.models import Match, Need, Project, Resource
from linli.core import clock, outbox
from linli.core.errors import DomainError
from linli.core.holdings import held_in
from linli.core.personal import parts_of
from linli.core.workflow import Overtaken, TransitionError
from linli.notifications import queries as messages
from linli.residents.models import Person
from tests.cobuilding import building
from tests.cobuilding.building import AFTERNOON, matched, meeting, needed, project, reached, room


def refused(act, field=None):
    with pytest.raises(DomainError) as why, transaction.atomic():
        act()
    if field is not None:
        assert why.value.field == field
    return str(why.value)


def test_a_need_has_a_number_and_its_words_name_nobody(place):
    Person.objects.create(community=place.community, name="林小夜")

    assert needed(place).number == "N2026-0001"
    for wrong, field in (
        ({"title": "林小夜家要椅子"}, "title"),
        ({"text": "打 13900006021"}, "text"),
        ({"text": "3栋2单元501要椅子"}, "text"),
    ):
        refused(lambda wrong=wrong: needed(place, **wrong), field)
    assert Need.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "skill"}, "skill"),
        ({"item": ""}, "item"),
        ({"unit": ""}, "unit"),
        ({"until": dt.date(2026, 3, 1)}, "until"),
        ({"since": dt.date(2026, 2, 1), "until": dt.date(2026, 3, 1)}, "until"),
    ],
)
def test_what_does_not_go_with_the_kind_is_refused_beside_its_field(place, wrong, field):
    refused(lambda: needed(place, **wrong), field)


def test_a_resource_is_of_one_giver_and_a_local_organisation(place):
    company = building.organisation(place, "和美物业")
    type(company).objects.filter(pk=company.pk).update(kind="property_company")
    company.refresh_from_db()

    refused(lambda: building.given(place, organisation=company), "organisation")
    refused(lambda: building.given(place, team=place.team), "team")
    assert building.given(place, organisation=None).giver == ""
    assert building.given(place, organisation=None, team=place.team).giver == "水电维修队"


def test_a_match_says_how_much_of_how_much_and_counts_it_away(place):
    row = matched(place)

    assert (row.quantity, row.there_was, row.resource.organisation.name) == (30, 40, "明远律师事务所")
    assert Resource.objects.get().left == 10
    assert building.now(row.need).status == "matched"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"item": "帐篷"}, "another kind"),
        ({"quantity": 41}, "Not enough"),
        ({"times": [AFTERNOON]}, ""),
    ],
)
def test_a_pair_that_does_not_fit_is_refused_with_the_reason(place, more, words):
    resource = building.given(place, times=[[0, "08:00", "12:00"]])
    need = needed(place, **more)

    refused(lambda: matched(place, need, resource), "resource")
    assert (building.standing(), Resource.objects.get().taken) == (0, 0)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.lists(st.integers(1, 12), min_size=1, max_size=6), most=st.integers(1, 20))
def test_nothing_is_given_beyond_what_there_is(place, asked, most):
    resource = building.given(place, quantity=most)
    stale = Resource.objects.get(pk=resource.pk)
    for quantity in asked:
        try:
            with transaction.atomic():
                matched(
                    place, needed(place, quantity=quantity), stale
                )  # as somebody saw it before all others
        except DomainError:
            continue

    given_away = sum(row.quantity for row in Match.objects.filter(resource=resource))
    assert given_away == Resource.objects.get(pk=resource.pk).taken <= most


def test_of_two_who_accept_at_once_one_gets_the_last_of_it(place):
    resource = building.given(place)
    first, second = (Resource.objects.get(pk=resource.pk) for _ in range(2))
    matched(place, needed(place), first)

    assert refused(lambda: matched(place, needed(place), second), "resource")
    assert building.standing() == 1


def test_of_two_clerks_who_match_one_need_one_wins(place):
    one, other = building.given(place), building.given(place)
    need = needed(place)
    seen = Need.objects.get(pk=need.pk)
    matched(place, need, one)

    with pytest.raises(Overtaken), transaction.atomic():
        matched(place, seen, other)
    assert Resource.objects.get(pk=other.pk).taken == 0


def test_a_room_is_not_had_twice_at_one_time(place):
    resource = room(place, times=[[2, "08:00", "18:00"]])
    stale = Resource.objects.get(pk=resource.pk)
    assert matched(place, meeting(place), resource).slot == AFTERNOON

    refused(lambda: matched(place, meeting(place, times=[[2, "15:00", "17:00"]]), stale), "resource")
    assert matched(place, meeting(place, times=[[2, "16:00", "17:00"]]), stale).slot == [2, "16:00", "17:00"]
    assert Resource.objects.get().taken == 0, "a room comes back"


def test_an_undone_match_gives_back_what_it_took_and_stays_with_its_reason(place):
    row = matched(place)
    actions.unmatch(row.need, reason="椅子太旧", by=place.actor("clerk"), version=row.need.version)

    assert (row.need.status, Resource.objects.get().taken) == ("open", 0)
    assert Match.objects.get().why_ended == "椅子太旧"
    actions.match(row.need, Resource.objects.get(), by=place.actor("clerk"), version=row.need.version)


def test_a_dropped_need_frees_what_was_to_serve_it(place):
    row = matched(place)
    actions.drop(row.need, reason="改在别处开", by=place.actor("clerk"), version=row.need.version)

    assert (row.need.status, Resource.objects.get().taken, building.standing()) == ("dropped", 0, 0)
    with pytest.raises(TransitionError):
        actions.match(row.need, Resource.objects.get(), by=place.actor("clerk"), version=row.need.version)


def test_a_met_need_keeps_what_it_used_and_a_room_is_free_again(place):
    row = matched(place)
    actions.meet(row.need, words="借了三十把", by=place.actor("clerk"), version=row.need.version)
    hall = room(place)
    used = matched(place, meeting(place), hall)
    actions.meet(used.need, words="开完了", by=place.actor("clerk"), version=used.need.version)

    assert Resource.objects.get(pk=row.resource_id).taken == 30
    assert matched(place, meeting(place), hall).slot == AFTERNOON


def test_a_resource_that_has_ended_serves_nothing_new(place):
    resource = building.given(place)
    actions.end_offer(resource, last_day=clock.today(), by=place.actor("clerk"))

    with clock.at(clock.now() + dt.timedelta(days=1)):
        assert Resource.objects.get().is_over
        assert queries.public_resources(place.community) == []
        refused(lambda: matched(place, needed(place), Resource.objects.get()), "resource")


def test_a_project_is_done_when_its_milestones_are_and_then_its_needs_are_met(place):
    row = project(place)
    refused(lambda: actions.finish(row, words="开了三次", by=place.actor("clerk"), version=row.version))

    reached(place, row)
    actions.finish(row, words="开了三次", by=place.actor("clerk"), version=row.version)

    assert (row.status, Need.objects.get().status, row.partner.name) == ("done", "met", "明远律师事务所")
    assert row.number == "P2026-0001"


def test_a_milestone_that_is_left_out_says_why_and_is_not_waited_for(place):
    row = project(place)
    milestone = row.milestones.get()
    actions.leave_out(
        row, milestone=milestone, note="不用送，就在隔壁", by=place.actor("clerk"), version=row.version
    )

    refused(lambda: reached(place, row))
    actions.finish(row, words="好了", by=place.actor("clerk"), version=row.version)
    assert Project.objects.get().status == "done"


def test_a_project_without_a_milestone_is_not_done(place):
    row = project(place)
    row.milestones.all().delete()

    refused(lambda: actions.finish(row, words="好了", by=place.actor("clerk"), version=row.version))


def test_what_belongs_to_a_project_is_neither_undone_nor_met_by_itself(place):
    row = project(place)
    need, by = Need.objects.get(), place.actor("clerk")

    for act in (
        lambda: actions.unmatch(need, reason="换", by=by, version=need.version),
        lambda: actions.drop(need, reason="换", by=by, version=need.version),
        lambda: actions.meet(need, words="换", by=by, version=need.version),
    ):
        assert row.number in refused(act)
    actions.stop(row, reason="对方搬走了", by=by, version=row.version)
    again = project(place, Match.objects.get())
    assert (again.number, Match.objects.get().project) == ("P2026-0002", again)


def test_a_project_is_made_of_matches_of_one_giver_each_in_one_project(place):
    first = matched(place)
    other = matched(
        place, needed(place), building.given(place, organisation=building.organisation(place, "新华书店"))
    )

    refused(lambda: project(place, first, other), "chosen")
    project(place, first)
    with pytest.raises(Overtaken), transaction.atomic():
        project(place, first)
    assert Project.objects.count() == 1


def test_milestones_lie_within_the_project_and_name_nobody(place):
    row, by = project(place), place.actor("clerk")
    late = clock.today() + 2 * building.MONTH

    refused(lambda: actions.add_milestone(row, title="晚", due_on=late, by=by, version=row.version), "due_on")
    refused(
        lambda: actions.add_milestone(
            row, title="打 13900006021", due_on=row.due_on, by=by, version=row.version
        ),
        "title",
    )
    refused(
        lambda: actions.add_milestone(row, title="椅子送到", due_on=row.due_on, by=by, version=row.version),
        "title",
    )


def test_who_sees_to_a_project_works_here_is_told_and_hands_it_on(place):
    refused(lambda: project(place, owner="zhou"), "owner")
    row = project(place, owner="grid_worker")
    outbox.follow_at_once()
    assert [row.number in message.text for message in messages.inbox_of(place.actor("grid_worker"))] == [True]

    posting = Posting.objects.get(user=place.users["grid_worker"])
    (held,) = [one for one in held_in(posting) if one.holding.code == "cobuilding.projects"]
    held.holding.settle(
        held.things[0], posting, taker=place.users["secretary"], by=place.actor("secretary"), note=""
    )
    assert Project.objects.get().owner == place.users["secretary"]


def test_who_may_do_what(place):
    row = project(place, owner="grid_worker")
    need = Need.objects.get()
    assert "reach" in queries.access_project(place.actor("grid_worker"), row.pk).may
    assert "reach" in queries.access_project(place.actor("secretary"), row.pk).may
    with pytest.raises(PermissionDenied):
        queries.access_project(place.actor("grid_worker"), row.pk, "stop")
    with pytest.raises(PermissionDenied):
        queries.access_need(place.actor("grid_worker"), need.pk, "match")
    with pytest.raises(Http404):
        queries.access_need(place.actor("zhou"), need.pk)
    other = project(place)
    assert "reach" not in queries.access_project(place.actor("grid_worker"), other.pk).may


def test_rows_of_another_community_are_not_there(place, other_place):
    row = matched(place)

    with pytest.raises(Http404):
        queries.access_need(other_place.actor("clerk"), row.need_id)
    with pytest.raises(Http404):
        queries.access_resource(other_place.actor("clerk"), row.resource_id)
    assert not queries.public_needs(other_place.community)


def test_whom_to_ring_is_handed_over_and_erased(place):
    from linli.cobuilding.personal import erase_contacts

    person = Person.objects.create(community=place.community, name="林小夜")
    resource = building.given(place, contact="林小夜 办公室")
    (part,) = [part for part in parts_of(person) if part.code == "cobuilding"]
    assert [fact.value for fact in part.records[0]] == [resource.number, resource.title, "林小夜 办公室"]

    actions.end_offer(resource, last_day=clock.today(), by=place.actor("clerk"))
    assert erase_contacts(place.community, clock.now()) == 0
    assert erase_contacts(place.community, clock.now() + dt.timedelta(days=2)) == 1
    assert Resource.objects.get().contact == ""
