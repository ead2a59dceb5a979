"""Whatever is typed into an address or a form: never a fault of ours, and nothing half-written."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from linli.core.audit import AuditEntry
from linli.core.forms import ActForm
from linli.orders.models import Order
from tests.laws.test_rights import VIEWS

NAUGHTY = [
    "\x00", "\u202etxt.exe", "𠮷", "😀" * 50, "١٢٣", "１２３", "%s%n%d", "{{7*7}}", "../../etc/passwd", "' OR 1=1 --",
    "<script>alert(1)</script>", "=cmd|'/c calc'!A1", "\ufeff", "a" * 7001, "-1", "9" * 40, "NaN", "1e309", "\r\nX: y",
]  # fmt: skip
naughty = st.one_of(st.sampled_from(NAUGHTY), st.text(max_size=40))
ASKED = ["q", "state", "after", "before", "compound", "category", "day_from", "day_to", "show", "from", "kind", "next",
         "elder", "language", "person", "post", "channel", "again"]  # fmt: skip
# Every address is visited as a resident, by the desk, by a member; few words at each, other ones every time.
patient = settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def kinds(form: type[ActForm]) -> Iterator[type[ActForm]]:
    """A form and everything made from it: importing the addresses has loaded them all."""
    yield form
    for more in form.__subclasses__():
        yield from kinds(more)


FIELDS = sorted(
    {*ASKED, *(name for form in kinds(ActForm) for name in form.base_fields), "login", "password"}
)


def filled(address: str, place) -> str:
    """An address of the product, filled in for one order."""
    order = Order.objects.of(place.community).first() or place.order("dispatched")
    path = address.replace("<slug:slug>", place.community.slug).replace("<order_number:number>", order.number)
    path = path.replace("<order_code:code>", order.code).replace("<str:code>", order.code)
    return "/" + re.sub(r"<(uuid|str):\w+>", str(order.pk), path)


@pytest.fixture
def clients(place) -> list[Client]:
    """A resident, the desk, a member: logged in once for all words of an address."""
    staff, member = Client(raise_request_exception=True), Client(raise_request_exception=True)
    staff.force_login(place.users["secretary"])
    member.force_login(place.users["zhou"])
    return [Client(raise_request_exception=True), staff, member]


@pytest.mark.parametrize("address", VIEWS)
@patient
@given(word=naughty, field=st.sampled_from(FIELDS))
@example(word="\x00", field="q")
def test_an_address_with_any_words(place, clients, address, word, field):
    path = filled(address, place)

    assert [code for client in clients if (code := client.get(path, {field: word}).status_code) >= 500] == []


@pytest.mark.parametrize("address", [address for address in VIEWS if address != "accounts/logout"])
@patient
@given(words=st.dictionaries(st.sampled_from(FIELDS), naughty, min_size=1, max_size=12))
def test_a_form_with_any_words(place, clients, address, words):
    path = filled(address, place)

    assert [code for client in clients if (code := client.post(path, words).status_code) >= 500] == []
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
