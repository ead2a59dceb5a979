"""对接方案: proposed with reasons, accepted in part, and never beyond what there is."""

import subprocess
import sys
import uuid

from linli.cobuilding import actions, planner
from linli.cobuilding.models import MatchProposal, Resource
from tests.cobuilding import building
from tests.cobuilding.building import AFTERNOON, matched, meeting, needed, planned, room

PLAN = "/desk/nanmen/cobuilding/plan"


def proposals(plan):
    rows = plan.proposals.select_related("need", "resource__organisation", "resource__team", "next")
    return list(rows.order_by("place"))


def test_a_proposal_says_why_and_what_else_would_do(place):
    small, large = (
        room(place),
        room(place, quantity=200, organisation=building.organisation(place, "新华书店")),
    )
    meeting(place)
    (row,) = proposals(planned(place))

    assert (row.resource, row.next, row.slot, row.there_was) == (small, large, AFTERNOON, 50)
    assert row.waits


def test_what_stays_over_says_why(place):
    building.given(place, quantity=10)
    room(place, times=[[0, "08:00", "12:00"]])
    needs = [needed(place), meeting(place), needed(place, kind="money", quantity=500_00)]
    plan = planned(place)

    said = {row.need_id: (row.resource, row.over) for row in proposals(plan)}
    assert [said[need.pk] for need in needs] == [(None, "little"), (None, "time"), (None, "nothing")]


def test_the_urgent_comes_first(place):
    building.given(place)
    needed(place)
    urgent = needed(place, urgent=True)

    assert [row.need for row in proposals(planned(place)) if row.resource] == [urgent]


def test_what_was_tried_and_undone_is_left_out_with_its_reason(place):
    row = matched(place)
    actions.unmatch(row.need, reason="椅子太旧", by=place.actor("clerk"), version=row.need.version)
    (proposal,) = proposals(planned(place))

    assert (proposal.over, proposal.excluded) == ("excluded", [[str(row.resource), "椅子太旧"]])


def test_a_room_that_is_had_is_not_proposed_for_that_time(place):
    hall = room(place)
    matched(place, meeting(place), hall)
    meeting(place)
    later = meeting(place, times=[AFTERNOON, [3, "09:00", "10:00"]])

    rows = {row.need_id: row for row in proposals(planned(place))}
    assert rows[later.pk].slot == [3, "09:00", "10:00"]
    assert [row.over for row in rows.values() if not row.resource] == ["taken"]


def test_a_plan_made_again_is_the_same_plan(place):
    building.given(place)
    needed(place)
    plan = planned(place)
    before = [(row.need_id, row.resource_id) for row in proposals(plan)]
    planner.make(plan)

    assert [(row.need_id, row.resource_id) for row in proposals(plan)] == before


def choose(client, plan, rows):
    sent = {"act_id": str(uuid.uuid4()), "chosen": [str(row.pk) for row in rows]}
    return client.post(f"{PLAN}/{plan.pk}/carry_out", sent, follow=True)


def test_a_clerk_matches_some_and_the_others_wait(place, enter):
    building.given(place, quantity=100)
    needs = [needed(place) for _number in range(3)]
    plan = planned(place)
    first, _second, third = proposals(plan)
    client = enter(place.users["clerk"])
    assert choose(client, plan, []).status_code == 422

    page = choose(client, plan, [first, third]).content.decode()

    assert needs[0].number in page
    assert [building.now(need).status for need in needs] == ["matched", "open", "matched"]
    assert Resource.objects.get().taken == 60
    choose(client, plan, [first])
    assert building.standing() == 2, "what is matched is not matched again"


def test_two_proposals_of_one_room_keep_the_times_that_were_proposed(place):
    room(place)
    meeting(place, times=[AFTERNOON, [3, "09:00", "10:00"]])
    meeting(place)
    plan = planned(place)

    done = actions.carry_out_matches(plan, proposals(plan), by=place.actor("clerk"))

    assert (len(done.done), done.overtaken) == (2, [])


def test_what_has_gone_on_meanwhile_is_named_and_left(place, enter):
    building.given(place)
    need = needed(place)
    plan = planned(place)
    (row,) = proposals(plan)
    building.given(place, title="又来一批")
    matched(place, need, Resource.objects.get(title="又来一批"))

    done = actions.carry_out_matches(plan, [row], by=place.actor("clerk"))

    assert ([each.need for each in done.overtaken], done.done) == ([need], [])
    assert not MatchProposal.objects.select_related("need", "resource").get().waits
    assert enter(place.users["clerk"]).get(f"{PLAN}/{plan.pk}").status_code == 200


def test_two_plans_accepted_at_once_never_give_more_than_there_is(place):
    building.given(place, quantity=50)
    needed(place)
    one = planned(place)
    (first,) = proposals(one)
    needed(place, urgent=True)
    (second, *_over) = proposals(planned(place))
    clerk, secretary = place.actor("clerk"), place.actor("secretary")

    assert len(actions.carry_out_matches(one, [first], by=clerk).done) == 1
    late = actions.carry_out_matches(one, [second], by=secretary)

    assert ([row.pk for row in late.overtaken], Resource.objects.get().taken) == ([second.pk], 30)


def test_work_it_out_is_one_plan_however_often_it_is_pressed(place, enter):
    needed(place)
    client, sent = enter(place.users["clerk"]), {"act_id": str(uuid.uuid4())}

    pages = [client.post(f"{PLAN}/new", sent) for _ in range(2)]

    assert pages[0]["Location"] == pages[1]["Location"]
    waiting = client.get(pages[0]["Location"]).content.decode()
    assert 'http-equiv="refresh"' in waiting


def test_no_page_loads_the_libraries_of_the_planner():
    told = (
        "import django, sys; django.setup(); import config.urls; from django.urls import get_resolver; "
        "get_resolver().url_patterns; print(sorted({'numpy', 'scipy'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"
