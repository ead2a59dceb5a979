"""Needs, resources and projects for tests, made through the same actions that a click calls."""

import datetime as dt

from linli.cobuilding import actions, planner
from linli.cobuilding.models import Match, Need
from linli.core import clock
from linli.organisations import actions as organisations
from linli.organisations.models import Organisation

MONTH = dt.timedelta(days=30)
AFTERNOON = [2, "14:00", "16:00"]


def organisation(place, name="明远律师事务所"):
    """A local organisation."""
    found = Organisation.objects.filter(community=place.community, name=name).first()
    return found or organisations.register(
        place.community, kind="local", name=name, since=clock.today(), by=place.actor("clerk")
    )


def needed(place, **more):
    """A need that is open: thirty folding chairs."""
    filled = {
        "title": "楼栋议事会要折叠椅", "kind": "goods", "quantity": 30, "item": "折叠椅", "unit": "把",
        "since": clock.today(), **more,
    }  # fmt: skip
    origin = filled.pop("origin", None)
    return actions.note_need(place.community, actions.Asked(**filled), by=place.actor("clerk"), origin=origin)


def given(place, **more):
    """A resource: forty folding chairs of a local organisation."""
    filled = {
        "title": "可借折叠椅", "kind": "goods", "quantity": 40, "item": "折叠椅", "unit": "把",
        "since": clock.today(), "organisation": organisation(place), **more,
    }  # fmt: skip
    return actions.offer(place.community, actions.Offered(**filled), by=place.actor("clerk"))


def room(place, **more):
    """A room with fifty seats."""
    return given(
        place, **{"title": "二楼会议室", "kind": "room", "quantity": 50, "item": "", "unit": "", **more}
    )


def meeting(place, **more):
    """A need of a room for twenty on Wednesday afternoon."""
    first = {
        "title": "找一间会议室",
        "kind": "room",
        "quantity": 20,
        "item": "",
        "unit": "",
        "times": [AFTERNOON],
    }
    return needed(place, **{**first, **more})


def matched(place, need=None, resource=None):
    """A standing match."""
    need = need or needed(place)
    return actions.match(need, resource or given(place), by=place.actor("clerk"), version=need.version)


def project(place, *matches, running=True, owner="clerk", **more):
    """A project with one milestone that is not reached."""
    filled = {
        "title": "议事会搬到家门口", "owner": place.users[owner], "starts_on": clock.today(),
        "due_on": clock.today() + MONTH, **more,
    }  # fmt: skip
    row = actions.begin(
        place.community,
        actions.Intended(**filled),
        list(matches) or [matched(place)],
        by=place.actor("clerk"),
    )
    by = place.actor("clerk")
    actions.add_milestone(
        row, title="椅子送到", due_on=clock.today() + dt.timedelta(days=7), by=by, version=row.version
    )
    if running:
        actions.launch(row, by=by, version=row.version)
    return row


def reached(place, row, **more):
    """The first milestone is reached."""
    return actions.reach(
        row,
        milestone=row.milestones.first(),
        note="送到了",
        by=more.pop("by", place.actor("clerk")),
        version=row.version,
    )


def planned(place):
    """A plan that the worker has made."""
    plan = actions.plan_matches(place.community, by=place.actor("clerk"))
    planner.make(plan)
    return plan


def standing():
    """How many matches stand."""
    return Match.objects.filter(ended_at__isnull=True).count()


def now(need):
    """The need as the books have it."""
    return Need.objects.get(pk=need.pk)
