"""Whatever is typed into an address or a form: never a fault of ours, and nothing half-written."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from linli.core.audit import AuditEntry
from linli.orders.models import Order
from tests.laws.test_rights import VIEWS

NAUGHTY = [
    "\x00", "\u202etxt.exe", "𠮷", "😀" * 50, "١٢٣", "１２３", "%s%n%d", "{{7*7}}", "../../etc/passwd", "' OR 1=1 --",
    "<script>alert(1)</script>", "=cmd|'/c calc'!A1", "\ufeff", "a" * 7001, "-1", "9" * 40, "NaN", "1e309", "\r\nX: y",
]  # fmt: skip
naughty = st.one_of(st.sampled_from(NAUGHTY), st.text(max_size=40))
FIELDS = ["q", "state", "after", "before", "compound", "day_from", "day_to", "text", "category", "building", "place", "contact_phone", "contact_name", "channel",
          "act_id", "version", "to", "note", "answer", "told", "code", "digits", "login", "password", "next", "elder",
          "language", "seen_emergency", "anonymous"]  # fmt: skip
patient = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def addresses(place) -> list[str]:
    """Every address of the product, filled in for one order."""
    order = Order.objects.of(place.community).first() or place.order("dispatched")
    return [
        "/"
        + address.replace("<slug:slug>", place.community.slug)
        .replace("<order_number:number>", order.number)
        .replace("<order_code:code>", order.code)
        .rstrip("$")
        for address in VIEWS
    ]


def clients(place) -> list[Client]:
    staff, member = Client(raise_request_exception=True), Client(raise_request_exception=True)
    staff.force_login(place.users["clerk"])
    member.force_login(place.users["zhou"])
    return [Client(raise_request_exception=True), staff, member]


@patient
@given(word=naughty, field=st.sampled_from(FIELDS))
@example(word="\x00", field="q")
def test_addresses_with_any_words(place, word, field):
    for client in clients(place):
        for address in addresses(place):
            assert client.get(address, {field: word}).status_code < 500


@patient
@given(words=st.dictionaries(st.sampled_from(FIELDS), naughty, min_size=1, max_size=6))
def test_forms_with_any_words(place, words):
    for client in clients(place):
        for address in addresses(place):
            if address not in {"/accounts/logout"}:
                assert client.post(address, words).status_code < 500

    assert {order.status for order in Order.objects.all()} == {"dispatched"}
    assert AuditEntry.objects.count() == 3


@pytest.mark.parametrize("word", NAUGHTY)
@pytest.mark.parametrize(
    "where", ["/{}/", "/desk/{}/", "/desk/nanmen/orders/{}", "/nanmen/t/{}", "/serve/nanmen/orders/{}/accept"]
)
def test_any_words_inside_an_address(place, enter, where, word):
    from urllib.parse import quote

    path = where.format(quote(word, safe=""))

    assert enter(place.users["clerk"]).get(path).status_code in {302, 400, 403, 404, 405}
