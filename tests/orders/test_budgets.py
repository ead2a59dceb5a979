"""How often a press asks the database: for each verb a number that does not grow with who is told."""

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.core import outbox
from linli.core.audit import AuditEntry
from linli.orders.models import Level, Order
from linli.orders.receipts import digits_of
from tests.laws.test_api import call, token_of
from tests.orders.test_pages import queries_of
from tests.people import person

DESK, SERVE, ASK = "/desk/nanmen/orders/{number}/", "/serve/nanmen/orders/{number}/", "/nanmen/t/{code}/"
ROOMS = {"clerk": DESK, "zhou": SERVE, "asker": ASK}
PHONE = "13900006021"


def pressed(place, enter, order, verb, who, filled) -> list[str]:
    """What one press asks inside the view; the press is done."""
    order.refresh_from_db()
    client = Client() if who == "asker" else enter(place.users[who])
    if who == "asker":
        client.post(f"/nanmen/t/{order.code}", {"code": order.code, "digits": digits_of(order)})
    client.get("/nanmen/")  # the community is kept for some seconds
    version = order.version
    sent = {"act_id": str(uuid.uuid4()), "version": version, **filled}
    address = ROOMS[who].format(number=order.number, code=order.code) + verb
    asked = queries_of(lambda: client.post(address, sent))
    order.refresh_from_db()
    assert order.version == version + (verb != "chase")
    return asked


def chosen(place, filled) -> dict:
    """The values of a form, where T stands for the team, U for somebody, C for a category, B for a building."""
    names = {
        "T": f"team:{place.team.pk}",
        "U": f"user:{place.users['qiu'].pk}",
        "C": str(place.category().pk),
        "B": str(place.buildings[0].pk),
    }
    return {name: names.get(value, value) for name, value in filled.items()}


def at(place, status, verb) -> Order:
    order = place.order(status, contact_phone=PHONE, building=place.buildings[0])
    if verb == "hand_down":
        Order.objects.filter(pk=order.pk).update(level=Level.COMMUNITY)
    return order


CALLED = {"way": "call", "answered": "yes", "solved": "yes", "satisfied": "yes"}
# Five are the press itself: the office, the order with its rights, the act, the guarded change, the audit. Who asks has no
# office. What is told follows later (core.outbox).
PRESSES = {
    # The kinds offered.
    "admit": ("submitted", "clerk", {"category": "C", "building": "B"}, 6),
    "decline": ("submitted", "clerk", {"answer": "请打 12333"}, 5),
    # The team, or the one person.
    "dispatch": ("admitted", "clerk", {"to": "T"}, 6),
    "dispatch to one": ("admitted", "clerk", {"to": "U"}, 6),
    "transfer": ("accepted", "zhou", {"to": "U"}, 6),
    "accept": ("dispatched", "zhou", {}, 5),
    "send_back": ("accepted", "zhou", {"note": "办不了"}, 5),
    "escalate": ("accepted", "zhou", {"note": "要关阀门"}, 5),
    "hand_down": ("accepted", "clerk", {"note": "阀门已关"}, 5),
    "ask": ("accepted", "zhou", {"question": "哪一盏？"}, 5),
    "answer": ("waiting", "asker", {"words": "东头那盏"}, 4),
    "extend": ("accepted", "clerk", {"reason": "等配件"}, 5),
    "resolve": ("accepted", "zhou", {"answer": "装好了"}, 5),
    # Whether it is the taker who asked; what was said.
    "confirm": ("resolved", "asker", {}, 6),
    # Who is not to get it again; what was said.
    "reopen": ("resolved", "asker", {"told": "还是不亮"}, 6),
    # Whether neighbours joined.
    "withdraw": ("submitted", "asker", {}, 5),
    "chase": ("accepted", "asker", {}, 4),
    "close": ("confirmed", "clerk", {}, 5),
    # Three things at once: the call with its entry, what was said, and the confirmation.
    "call_back": ("resolved", "clerk", CALLED, 8),
}


@pytest.mark.parametrize("press", PRESSES)
def test_a_press_asks_so_often_and_no_more(place, enter, press):
    status, who, filled, most = PRESSES[press]
    verb = press.split()[0]
    asked = pressed(place, enter, at(place, status, verb), verb, who, chosen(place, filled))

    assert len(asked) <= most, "\n".join(asked)


@pytest.mark.parametrize("verb", ["dispatch", "send_back", "escalate", "reopen"])
def test_to_tell_thirty_asks_no_more_than_to_tell_one(place, verb):
    counts = []
    for size in (0, 2, 29):
        for n in range(size):
            name = f"m{size}-{n}"
            person(place, name, "member" if verb == "dispatch" else "clerk", team=place.team)
        order = at(place, PRESSES[verb][0], verb)
        with outbox.silent():
            place.take(order, verb)
        entry = AuditEntry.objects.filter(subject_id=order.pk).latest("id")
        with CaptureQueriesContext(connection) as asked:
            outbox.follow(str(entry.pk))
        counts.append(len(asked))

    assert len(set(counts)) == 1, counts


# A program shows its token.
PROGRAMS = {
    "admit": ("submitted", {"category": "C"}, 6),
    "dispatch": ("admitted", {"team": "T"}, 6),
    "close": ("confirmed", {}, 5),
}


@pytest.mark.parametrize("verb", PROGRAMS)
def test_a_press_of_a_program(place, verb):
    status, body, most = PROGRAMS[verb]
    token, order = token_of(place, "clerk"), place.order(status, contact_phone=PHONE)
    call("/api/v1/nanmen/orders?limit=1", "GET", token)
    names = {"T": str(place.team.pk), "C": str(place.category().pk)}
    sent = {"version": order.version, **{name: names[value] for name, value in body.items()}}
    asked = queries_of(lambda: call(f"/api/v1/nanmen/orders/{order.number}/{verb}", "POST", token, sent))

    assert len(asked) <= most, "\n".join(asked)
