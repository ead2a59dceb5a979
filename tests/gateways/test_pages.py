"""The desk's pages of other systems, as a person uses them."""

import uuid

import pytest

from linli.core import tasks as queue
from linli.core.audit import AuditEntry
from linli.gateways.models import Forwarding, RemoteServer
from linli.orders.models import Channel
from linli.organisations.models import Organisation
from tests.gateways.test_forwarding import server  # noqa: F401  the fixture
from tests.gateways.test_wire import fake  # noqa: F401  the fixture
from tests.orders.test_pages import queries_of
from tests.people import SINCE

DESK = "/desk/nanmen/gateways/"


def act(**values) -> dict:
    return {"act_id": str(uuid.uuid4())} | values


def test_the_secretary_connects_a_system_and_checks_it(place, enter, fake):  # noqa: F811
    office = Organisation.objects.create(
        community=place.community, kind="local", name="市政养护所", valid_from=SINCE
    )
    browser = enter(place.users["secretary"])
    sent = act(organisation=office.pk, endpoint=fake.endpoint, api_key="geheim-1")
    assert browser.post(f"{DESK}connect", sent).status_code == 302
    assert browser.post(f"{DESK}connect", sent).status_code == 302
    made = RemoteServer.objects.get()
    shown = browser.post(f"{DESK}{made.pk}/verify", act(), follow=True).content.decode()
    made.refresh_from_db()

    assert made.services == [{"code": "7", "name": "路灯"}]
    assert "有应答" in shown
    assert "geheim-1" not in shown
    assert "geheim-1" not in browser.get(f"{DESK}{made.pk}/amend").content.decode()


def test_a_system_that_does_not_answer_is_said_and_nothing_is_noted(place, enter, server, fake):  # noqa: F811
    fake.answers["services.xml"] = (302, "")
    shown = enter(place.users["clerk"]).post(f"{DESK}{server.pk}/verify", act(), follow=True)

    assert "HTTP 302" in shown.content.decode()
    assert AuditEntry.objects.filter(action="gateways.verify").count() == 1


def test_the_clerk_may_check_and_forward_but_not_connect(place, enter, server):  # noqa: F811
    browser = enter(place.users["clerk"])

    assert browser.get(f"{DESK}connect").status_code == 403
    assert browser.get(f"{DESK}{server.pk}/amend").status_code == 403
    assert browser.get(DESK).status_code == 200


@pytest.mark.parametrize("address", ["http://311.example.org", "https://u:p@311.example.org"])
def test_an_address_that_is_not_safe_is_refused_beside_its_field(place, enter, address):
    office = Organisation.objects.create(
        community=place.community, kind="local", name="市政养护所", valid_from=SINCE
    )
    answer = enter(place.users["secretary"]).post(
        f"{DESK}connect", act(organisation=office.pk, endpoint=address)
    )

    assert answer.status_code == 422
    assert not RemoteServer.objects.exists()


def test_an_order_is_forwarded_once_in_words_that_were_looked_at(place, enter, server):  # noqa: F811
    order = place.order("admitted", text="林小满家门口路灯不亮", building=place.buildings[0])
    browser = enter(place.users["clerk"])
    address = f"{DESK}{order.number}/forward"
    page = browser.get(address).content.decode()
    sent = act(service=f"{server.pk} 7", text="路灯不亮", place="青云首府 1栋")
    first, again = browser.post(address, sent), browser.post(address, sent)
    forwarding = Forwarding.objects.get()

    form = page[page.index("<form") :]
    assert "林小满" not in form[form.index("textarea") :]
    assert (first.status_code, again.status_code) == (302, 302)
    assert (forwarding.text, forwarding.place) == ("路灯不亮", "青云首府 1栋")
    assert queue.queue().count() >= 1
    detail = browser.get(f"/desk/nanmen/orders/{order.number}").content.decode()
    assert "市政养护所" in detail
    assert "待送出" in detail


def test_what_came_from_another_system_shows_no_button(place, enter, server):  # noqa: F811
    order = place.order("admitted", channel=Channel.OPEN311)
    browser = enter(place.users["clerk"])
    refused = browser.post(
        f"{DESK}{order.number}/forward", act(service=f"{server.pk} 7", text="灯", place="巷口")
    )

    assert (
        f"{order.number}/forward" not in browser.get(f"/desk/nanmen/orders/{order.number}").content.decode()
    )
    assert refused.status_code == 422


def test_the_page_of_systems_asks_little_whatever_was_forwarded(place, enter, server):  # noqa: F811
    browser = enter(place.users["clerk"])
    browser.get(DESK)

    def asked() -> int:
        return len(queries_of(lambda: browser.get(DESK)))

    empty = asked()
    for _ in range(3):
        order = place.order("admitted")
        browser.post(
            f"{DESK}{order.number}/forward", act(service=f"{server.pk} 7", text="灯不亮", place="巷口")
        )
    assert asked() == empty <= 4
