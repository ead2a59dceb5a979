"""The list and the record agree on who may do what; every view says what it asks for."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.accounts.models import Posting, User
from linli.accounts.queries import actor_in
from linli.accounts.roles import Role
from linli.core import clock
from linli.core.keys import uuid7
from linli.core.rights import REGISTER, access, visible_to
from linli.orders.models import Exclusion, Order
from linli.volunteers.models import TeamMember
from tests.people import SINCE, WAY

VERBS = [code.split(".")[1] for code in REGISTER if code.startswith("orders.")]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    role=st.sampled_from(Role.values),
    limited=st.booleans(),
    in_team=st.booleans(),
    excluded=st.booleans(),
    personally=st.booleans(),
    took_it=st.booleans(),
    grid=st.sampled_from([None, 0, 1]),
    status=st.sampled_from(list(WAY)),
    verb=st.sampled_from(VERBS),
)
def test_list_and_record_agree(
    place, role, limited, in_team, excluded, personally, took_it, grid, status, verb
):
    user = User.objects.create(login=f"u{User.objects.count()}", name="某人")
    Posting.objects.create(
        user=user, role=role, community=place.community, valid_from=SINCE,
        place_id=place.grids[0].pk if limited else None,
    )  # fmt: skip
    if in_team:
        TeamMember.objects.create(community=place.community, team=place.team, user=user, valid_from=SINCE)
    order = place.order(status, building=None if grid is None else place.buildings[1 - grid])
    if took_it and order.accepted_by_id:
        Order.objects.filter(pk=order.pk).update(accepted_by=user)
    if personally and status == "dispatched":
        Order.objects.filter(pk=order.pk).update(handler=user)
    if excluded:
        Exclusion.objects.create(community=place.community, order=order, user=user, happened_at=clock.now())
    actor = actor_in(user, place.community)
    rows = Order.objects.of(place.community)

    listed = visible_to(rows, actor, f"orders.{verb}").filter(pk=order.pk).exists()
    seen = visible_to(rows, actor, "orders.view").filter(pk=order.pk).exists()
    try:
        access(rows, actor, f"orders.{verb}", pk=order.pk)
        got = 200
    except Http404:
        got = 404
    except PermissionDenied:
        got = 403

    assert got == (404 if not seen else 200 if listed else 403)
    assert not listed or seen, "whoever may act on a record also sees it"


def test_a_right_is_one_condition_on_records(place):
    for right in REGISTER.values():
        assert isinstance(right.on(place.actor("clerk")), Q)


def views(patterns=None, prefix=""):
    """Every address of the product with its view."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern) and not prefix.startswith("api/"):  # their law is test_api.py
            yield prefix + str(pattern.pattern), pattern.callback


VIEWS = dict(views())


@pytest.mark.parametrize("address", VIEWS)
def test_every_view_says_what_it_asks_for(address):
    guard = getattr(VIEWS[address], "guard", None)

    assert guard is not None, f"{address} has neither @right nor @public"
    assert guard.reason or guard.right in REGISTER


GUARDED = [address for address, view in VIEWS.items() if view.guard.right and not view.guard.area]
AREAS = [address for address, view in VIEWS.items() if view.guard.area]
WHO = ["secretary", "clerk", "grid_worker", "zhou", "qiu", "nobody", "stranger", "anonymous"]


def test_no_two_views_stand_at_one_address():
    addresses = [address for address, _view in views()]
    assert sorted({one for one in addresses if addresses.count(one) > 1}) == []


def expected(place, who: str, right: str) -> int:
    """What the decorator alone promises: login, 404 to strangers, 403 to the wrong post, else the view decides."""
    if who == "anonymous":
        return 302
    if who in {"nobody", "stranger"}:
        return 404
    return 200 if REGISTER[right].held_by(place.actor(who)) else 403


def room_of(address: str) -> str:
    """The app whose view stands there."""
    return VIEWS[address].__module__.split(".")[1]


@pytest.mark.parametrize("room", sorted({room_of(address) for address in GUARDED}))
def test_who_comes_in_follows_from_the_decorator(place, other_place, room):
    users = {
        **place.users,
        "nobody": User.objects.create(login="nobody", name="无岗"),
        "stranger": other_place.users["clerk"],
    }
    order = place.order("dispatched", building=place.buildings[1])
    clients = {who: Client() for who in WHO}
    for who, client in clients.items():
        if who in users:
            client.force_login(users[who])
    wrong = {}
    for address in (one for one in GUARDED if room_of(one) == room):
        path = path_of(address, place, order)
        for who, client in clients.items():
            answer = client.get(path)
            status, wanted = answer.status_code, expected(place, who, VIEWS[address].guard.right)
            # Who is let in: then the record decides, and never with a fault; or is led on within the room.
            within = status == 302 and answer["Location"].startswith(path.split("/nanmen/")[0] + "/nanmen/")
            let_in = {200, 403, 404, 405} | ({302} if within else set())
            if status not in (let_in if wanted == 200 else {wanted}):
                wrong[address, who] = (status, wanted)

    assert wrong == {}


def path_of(address: str, place, order) -> str:
    """An address of the product, filled in for one order; whatever else it names is not there."""
    posting = place.users["ma"].postings.get()
    path = "/" + address.replace("<slug:slug>", place.community.slug).replace(
        "<order_number:number>", order.number
    ).replace("<uuid:posting_id>", str(posting.pk))
    path = re.sub(r"<uuid:\w+>", str(uuid7()), path)
    path = path.replace("<wish_number:number>", "W2026-9999").replace("<deed_number:number>", "D2026-9999")
    path = path.replace("<survey_number:number>", "Q2026-9999")
    return re.sub(r"<slug:\w+>", "word", path)


@pytest.mark.parametrize("address", AREAS)
def test_only_who_is_posted_at_the_division_comes_in(place, other_place, address):
    township, elsewhere = person_at(place.community.division), person_at(other_place.community.division)
    order = place.order("admitted", building=place.buildings[1])
    Order.objects.filter(pk=order.pk).update(level="township")
    path = "/" + address.replace("<division_code:division>", place.community.division.code).replace(
        "<slug:slug>", place.community.slug
    ).replace("<order_number:number>", order.number)
    users = {**place.users, "township": township, "elsewhere": elsewhere}
    got = {}
    for who in [*WHO[:5], "elsewhere", "township", "anonymous"]:
        client = Client()
        if who in users:
            client.force_login(users[who])
        got[who] = client.get(path).status_code

    assert got.pop("anonymous") == 302
    assert got.pop("township") == 200
    assert set(got.values()) == {404}


def person_at(division):
    """Somebody who works at a township."""
    user = User.objects.create(login=f"t{User.objects.count()}", name="街道干部")
    Posting.objects.create(user=user, role=Role.TOWNSHIP, division=division, valid_from=SINCE)
    return user
