"""The tree of the Party: what stands under what, who leads it, and that nothing of it is lost."""

import datetime as dt
import uuid

import pytest

from linli.core.audit import AuditEntry
from linli.core.errors import DomainError
from linli.core.records import state_of
from linli.core.workflow import Overtaken
from linli.organisations import actions, rolls
from linli.organisations import party_queries as queries
from linli.organisations.models import (
    Approval,
    CommitteeMember,
    Level,
    PartyOrganisation,
    WorkGroup,
)
from tests.orders.test_pages import queries_of
from tests.organisations.party import branch, committee, person
from tests.people import SINCE

TREE, GROUPS = "/desk/nanmen/party/organisations/", "/desk/nanmen/party/groups/"
TODAY = dt.date(2026, 3, 10)


def typed(**more) -> dict:
    return {"act_id": str(uuid.uuid4()), "since": TODAY.isoformat(), **more}


def test_a_branch_stands_under_a_committee_and_never_the_other_way_round(place):
    top = committee(place)
    under = branch(place, top)
    with pytest.raises(DomainError) as refusal:
        actions.found(
            place.community, level=Level.COMMITTEE, name="另一个", since=SINCE, parent=under, by=place.actor("secretary")
        )  # fmt: skip
    assert refusal.value.field == "parent"
    assert [node.row for node in queries.tree(place.actor("secretary"), "CN")[0].under] == [under]


def test_nothing_stands_under_itself(place):
    top = committee(place)
    with pytest.raises(DomainError) as refusal:
        actions.change(top, parent=top, by=place.actor("secretary"), seen=state_of(top))
    assert refusal.value.field == "parent"


def test_what_has_others_under_it_is_not_dissolved(place):
    top = committee(place)
    under = branch(place, top)
    by = place.actor("secretary")
    with pytest.raises(DomainError):
        actions.dissolve(top, on=TODAY, by=by, seen=state_of(top))
    actions.dissolve(under, on=TODAY, by=by, seen=state_of(under))
    actions.dissolve(top, on=TODAY, by=by, seen=state_of(top))
    assert PartyOrganisation.objects.of(place.community).filter(valid_to=TODAY).count() == 2


def test_a_term_lasts_five_years_and_the_next_ends_it_with_its_posts(place):
    row, by = committee(place), place.actor("secretary")
    first = actions.begin_term(row, begins_on=dt.date(2021, 3, 1), by=by)
    assert first.ends_on == dt.date(2026, 2, 28)
    seat = actions.seat(row, person(place), post="secretary", since=dt.date(2021, 3, 1), by=by)
    assert queries.alarm_of(first.ends_on, "CN") == "over"
    actions.begin_term(row, begins_on=TODAY, by=by)
    first.refresh_from_db()
    seat.refresh_from_db()
    assert (first.ended_on, seat.valid_to) == (dt.date(2026, 3, 9), dt.date(2026, 3, 9))
    with pytest.raises(DomainError):
        actions.begin_term(row, begins_on=TODAY, by=by)


@pytest.mark.parametrize(
    ("ends_on", "alarm"),
    [("2026-09-11", ""), ("2026-09-10", "soon"), ("2026-03-10", "soon"), ("2026-03-09", "over")],
)
def test_a_term_is_called_in_its_last_six_months(ends_on, alarm):
    assert queries.alarm_of(dt.date.fromisoformat(ends_on), "CN") == alarm


def test_one_secretary_at_a_time_and_one_seat_for_a_person(place):
    row, by, who = committee(place), place.actor("secretary"), person(place)
    actions.seat(row, who, post="secretary", since=TODAY, by=by)
    for post, other in (("secretary", person(place, "苏远")), ("member", who)):
        with pytest.raises(DomainError):
            actions.seat(row, other, post=post, since=TODAY, by=by)
    assert CommitteeMember.objects.of(place.community).count() == 1


def test_a_seat_is_ended_as_it_was_seen(place):
    row, by = committee(place), place.actor("secretary")
    seat = actions.seat(row, person(place), post="secretary", since=TODAY, by=by)
    seen = state_of(seat)
    actions.unseat(seat, on=TODAY, by=by, seen=seen)
    with pytest.raises(Overtaken):
        actions.unseat(seat, on=TODAY, by=by, seen=seen)


def test_the_roll_of_a_committee_is_who_sat_there_that_day(place):
    row, by = committee(place), place.actor("secretary")
    actions.seat(row, person(place, "苏远"), post="member", since=TODAY, by=by)
    actions.seat(row, person(place), post="secretary", since=TODAY, by=by)
    on_roll = rolls.roll_of(rolls.Body.COMMITTEE, row, TODAY)
    assert [(one.name, one.may_vote) for one in on_roll] == [("江晚", True), ("苏远", True)]
    assert rolls.roll_of(rolls.Body.COMMITTEE, row, TODAY - dt.timedelta(days=1)) == []


def test_a_paper_of_the_superior_is_filed_once(place, enter):
    row = committee(place)
    client, form = (
        enter(place.users["secretary"]),
        typed(
            matter="founding",
            office="平川街道党工委",
            document_number="平街党〔2020〕3号",
            approved_on="2020-01-02",
        ),
    )
    for _ in range(2):
        assert client.post(f"{TREE}{row.pk}/file_approval", form).status_code == 302
    assert Approval.objects.of(place.community).count() == 1
    assert "平街党〔2020〕3号" in client.get(f"{TREE}{row.pk}").content.decode()


def test_the_whole_tree_is_written_down_on_pages(place, enter):
    client = enter(place.users["secretary"])
    form = typed(level="committee", form="ordinary", name="南门社区党委", superior="平川街道党工委")
    page = client.post(f"{TREE}found", form)
    row = PartyOrganisation.objects.get()
    assert page.url == f"{TREE}{row.pk}"
    client.post(
        f"{TREE}{row.pk}/begin_term", {"act_id": str(uuid.uuid4()), "begins_on": "2026-03-10", "ends_on": ""}
    )
    client.post(f"{TREE}{row.pk}/seat", typed(name="江晚", post="secretary", unit=""))
    shown = client.get(f"{TREE}{row.pk}").content.decode()
    assert "江晚" in shown
    assert "2031年3月9日" in shown
    seat = CommitteeMember.objects.get()
    state = client.get(f"{TREE}seats/{seat.pk}/unseat").context["form"]["state"].value()
    client.post(
        f"{TREE}seats/{seat.pk}/unseat",
        {"act_id": str(uuid.uuid4()), "state": state, "on": "2026-03-10", "note": ""},
    )
    seat.refresh_from_db()
    assert seat.valid_to == TODAY
    state = client.get(f"{TREE}{row.pk}/change").context["form"]["state"].value()
    client.post(
        f"{TREE}{row.pk}/change",
        {"act_id": str(uuid.uuid4()), "state": state, "name": "南门社区第一党委", "superior": "", "parent": "", "compound": "", "building": ""},
    )  # fmt: skip
    row.refresh_from_db()
    assert row.name == "南门社区第一党委"
    assert AuditEntry.objects.filter(action="organisations.change").exists()


def test_a_work_group_is_formed_joined_and_left(place, enter):
    client = enter(place.users["secretary"])
    client.post(f"{GROUPS}form", typed(kind="leading", name="学习教育领导小组", purpose="", organisation=""))
    group = WorkGroup.objects.get()
    client.post(f"{GROUPS}{group.pk}/join", typed(name="江晚", part="head"))
    member = group.members.get()
    assert "江晚" in client.get(GROUPS).content.decode()
    assert rolls.roll_of(rolls.Body.WORK_GROUP, group, TODAY)[0].name == "江晚"
    for path in (f"{GROUPS}members/{member.pk}/leave", f"{GROUPS}{group.pk}/dissolve"):
        state = client.get(path).context["form"]["state"].value()
        form = {"act_id": str(uuid.uuid4()), "state": state, "on": "2026-03-10", "note": ""}
        assert client.post(path, form).status_code == 302
    group.refresh_from_db()
    assert group.valid_to == TODAY


@pytest.mark.parametrize(("role", "status"), [("clerk", 200), ("zhou", 403)])
def test_the_clerk_looks_at_the_tree_and_changes_nothing_of_it(place, enter, role, status):
    committee(place)
    client = enter(place.users[role])
    assert client.get(TREE).status_code == status
    assert client.get(f"{TREE}found").status_code == 403


@pytest.mark.parametrize("branches", [1, 8])
def test_the_tree_asks_the_same_however_large_it_is(place, enter, branches):
    top = committee(place)
    for n in range(branches):
        actions.begin_term(branch(place, top, f"第{n}党支部"), begins_on=SINCE, by=place.actor("secretary"))
    client = enter(place.users["secretary"])
    assert len(queries_of(lambda: client.get(TREE))) <= 4
    assert len(queries_of(lambda: client.get(f"{TREE}{top.pk}"))) <= 6
    assert len(queries_of(lambda: client.get(GROUPS))) <= 4


def test_the_tree_stands_in_a_room_of_its_own_below_the_address_of_another(place, enter):
    committee(place)
    page = enter(place.users["secretary"]).get(TREE)
    assert [line["url"] for line in page.context["nav"] if line["current"]] == [TREE]
    assert [tab["url"] for tab in page.context["room"] if tab["current"]] == [TREE]
