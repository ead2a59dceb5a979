"""Pages of teams: founded, joined, left, and what they do changed."""

import datetime as dt

import pytest

from linli.core.audit import AuditEntry
from linli.core.errors import DomainError
from linli.core.keys import uuid7
from linli.volunteers import actions
from linli.volunteers.models import Team, TeamMember

TEAMS = "/desk/nanmen/teams/"


def act(**more):
    return {"act_id": str(uuid7()), **more}


def member(place, name="zhou"):
    return TeamMember.objects.get(user=place.users[name])


def test_a_double_press_is_one_team(place, enter):
    client, data = enter(place.users["clerk"]), act(name="理发队", purpose="上门理发")
    first, second = (client.post(f"{TEAMS}found_team", data) for _ in range(2))

    team = Team.objects.get(name="理发队")
    assert first["Location"] == second["Location"] == f"{TEAMS}{team.pk}"
    assert "上门理发" in client.get(TEAMS).content.decode()


def test_a_name_stands_once(place, enter):
    answer = enter(place.users["clerk"]).post(f"{TEAMS}found_team", act(name="水电维修队"))

    assert answer.status_code == 422
    assert Team.objects.count() == 1


def test_somebody_joins_once_and_leaves(place, enter):
    client, page = enter(place.users["clerk"]), f"{TEAMS}{place.team.pk}"
    data = {"user": str(place.users["qiu"].pk), "since": "2026-03-10"}
    assert client.post(f"{page}/join", act(**data))["Location"] == page
    assert client.post(f"{page}/join", act(**data)).status_code == 422
    row = member(place, "qiu")
    assert "qiu" in client.get(page).content.decode()

    sent = act(last_day="2026-03-12", note="搬走")
    for _press in range(2):
        assert client.post(f"{TEAMS}members/{row.pk}/leave", sent)["Location"] == page
    assert member(place, "qiu").valid_to == dt.date(2026, 3, 12)
    assert AuditEntry.objects.filter(action="volunteers.leave").count() == 1


def test_nobody_leaves_before_joining_or_twice(place):
    row, by = member(place), place.actor("clerk")
    with pytest.raises(DomainError) as refused:
        actions.leave(row, last_day=dt.date(2019, 1, 1), by=by)
    assert refused.value.field == "last_day"
    actions.leave(row, last_day=dt.date(2026, 3, 10), by=by)
    with pytest.raises(DomainError):
        actions.leave(row, last_day=dt.date(2026, 3, 11), by=by)


def test_a_stale_page_keeps_what_was_typed_and_changes_nothing(place, enter):
    client, page = enter(place.users["clerk"]), f"{TEAMS}{place.team.pk}/amend_team"
    state = client.get(page).context["form"]["state"].value()
    Team.objects.filter(pk=place.team.pk).update(purpose="别人写的")
    answer = client.post(page, act(name="水电维修队", purpose="我写的", state=state))

    assert answer.status_code == 409
    assert "我写的" in answer.content.decode()
    assert Team.objects.get().purpose == "别人写的"
    again = answer.context["form"].data
    assert (
        client.post(page, {name: again[name] for name in ("act_id", "name", "purpose", "state")}).status_code
        == 302
    )
    assert Team.objects.get().purpose == "我写的"


def test_a_grid_worker_sees_teams_and_changes_none(place, enter):
    client = enter(place.users["grid_worker"])

    assert client.get(TEAMS).status_code == 200
    page = client.get(f"{TEAMS}{place.team.pk}").content.decode()
    assert "/join" not in page
    assert "/leave" not in page
    assert client.get(f"{TEAMS}{place.team.pk}/join").status_code == 403
    assert enter(place.users["zhou"]).get(TEAMS).status_code == 403


def test_nobody_sees_across(place, other_place, enter):
    client = enter(place.users["clerk"])

    assert client.get(f"{TEAMS}{other_place.team.pk}").status_code == 404
    assert client.get(f"{TEAMS}members/{member(other_place).pk}/leave").status_code == 404
