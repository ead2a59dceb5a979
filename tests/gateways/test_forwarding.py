"""An order handed on to another system: in words that were looked at, followed there, closed here alone."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.core import clock, outbox
from linli.core.audit import AuditEntry
from linli.core.errors import DomainError
from linli.core.panels import panels_for
from linli.core.records import state_of
from linli.gateways import actions, queries, sending, tasks
from linli.gateways.models import Forwarding, RemoteServer
from linli.gateways.workflow import ForwardingStatus as S
from linli.notifications.models import Message
from linli.orders.models import Channel, Order
from linli.orders.queries import access_order
from linli.organisations.models import Organisation
from linli.residents.models import Person
from tests.gateways.test_wire import CLOSED, TOKEN, fake  # noqa: F401  the fixture
from tests.people import SINCE


@pytest.fixture
def server(place, fake) -> RemoteServer:  # noqa: F811
    """Another system that has been checked."""
    organisation = Organisation.objects.create(
        community=place.community, kind="local", name="市政养护所", valid_from=SINCE
    )
    made = actions.connect(
        place.community, organisation=organisation, endpoint=fake.endpoint, api_key="k",
        by=place.actor("secretary"),
    )  # fmt: skip
    actions.verify(made, [{"code": "7", "name": "路灯"}], by=place.actor("clerk"))
    made.refresh_from_db()
    return made


def forward(place, server, order=None, **more) -> Forwarding:
    order = order or place.order("admitted", contact_phone="13900006021")
    words = {"service_code": "7", "text": "路灯不亮", "place": "青云首府 1栋"} | more
    return actions.forward(order, server=server, by=place.actor("clerk"), **words)


def sent(place, server) -> Forwarding:
    forwarding = forward(place, server)
    tasks.send(str(forwarding.pk))
    forwarding.refresh_from_db()
    return forwarding


def later(**span):
    return clock.at(clock.now() + dt.timedelta(**span))


def test_what_is_forwarded_is_sent_by_the_worker_and_the_order_stays(place, server, fake):  # noqa: F811
    forwarding = forward(place, server)
    assert fake.asked == []
    tasks.send(str(forwarding.pk))
    tasks.send(str(forwarding.pk))
    forwarding.refresh_from_db()

    assert (forwarding.status, forwarding.remote_id) == (S.SENT, "42")
    assert [values["description"] for _path, values, _head in fake.asked] == [["路灯不亮"]]
    assert "13900006021" not in str(fake.asked)
    assert Order.objects.get(pk=forwarding.order_id).status == "admitted"
    entry = AuditEntry.objects.get(action="gateways.forward")
    assert entry.actor_id == place.users["clerk"].pk


def test_what_they_say_is_asked_for_and_a_closed_one_is_told_to_the_desk(place, server, fake):  # noqa: F811
    forwarding = sent(place, server)
    tasks.ask()
    assert len(fake.asked) == 1  # not so soon
    with later(hours=1):
        tasks.ask()
        forwarding.refresh_from_db()
        assert (forwarding.status, forwarding.remote_notes) == (S.SENT, "已派单")
    fake.answers["one"] = (200, CLOSED)
    with later(hours=2):
        tasks.ask()
        outbox.follow_at_once()
        tasks.ask()
    forwarding.refresh_from_db()

    assert (forwarding.status, forwarding.remote_notes) == (S.ENDED, "灯已换")
    assert Order.objects.get(pk=forwarding.order_id).status == "admitted"
    told = Message.objects.filter(code="gateways.end")
    assert {row.user.name for row in told} == {"secretary", "clerk"}
    assert "灯已换" in told[0].text


def test_a_token_becomes_a_number_when_there_is_one(place, server, fake):  # noqa: F811
    fake.answers["requests.xml"] = (200, TOKEN)
    forwarding = sent(place, server)
    assert (forwarding.remote_id, forwarding.remote_token) == ("", "t1")
    fake.answers["one"] = (200, TOKEN)
    with later(hours=1):
        tasks.ask()
    forwarding.refresh_from_db()

    assert (forwarding.status, forwarding.remote_id) == (S.SENT, "")


def test_who_is_busy_is_tried_again_and_at_last_given_up(place, server, fake):  # noqa: F811
    fake.answers["requests.xml"] = (500, "busy")
    forwarding = forward(place, server)
    for hours in range(0, 40, 7):
        with later(hours=hours):
            tasks.send_due()
            tasks.send_due()
    forwarding.refresh_from_db()

    assert (forwarding.status, forwarding.trouble, len(fake.asked)) == (S.FAILED, "HTTP 500", sending.TRIES)
    assert Message.objects.filter(code="gateways.fail").count() == 2
    fake.answers["requests.xml"] = (
        200,
        "<r><request><service_request_id>9</service_request_id></request></r>",
    )
    with later(hours=50):
        actions.send_again(forwarding, by=place.actor("clerk"), version=forwarding.version)
        tasks.send_due()
    forwarding.refresh_from_db()
    assert (forwarding.status, forwarding.remote_id) == (S.SENT, "9")


def test_who_refuses_is_not_asked_again(place, server, fake):  # noqa: F811
    fake.answers["requests.xml"] = (403, "no")
    forwarding = sent(place, server)

    assert (forwarding.status, forwarding.trouble) == (S.FAILED, "HTTP 403")


def test_silence_while_it_is_under_way_changes_nothing_and_costs_one_question(place, server, fake):  # noqa: F811
    first, second = sent(place, server), sent(place, server)
    fake.answers["one"] = (500, "")
    fake.asked.clear()
    with later(hours=1):
        tasks.ask()

    assert len(fake.asked) == 1
    assert {row.status for row in Forwarding.objects.filter(pk__in=[first.pk, second.pk])} == {S.SENT}


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"text": "林小满家的灯"}, "text"),
        ({"text": "请打 13800006021"}, "text"),
        ({"place": "1栋2单元302室"}, "place"),
        ({"service_code": "8"}, "service"),
    ],
)
def test_words_that_name_somebody_do_not_leave_the_house(place, server, more, field):
    Person.objects.create(community=place.community, name="林小满")
    with pytest.raises(DomainError) as refused:
        actions.forward(
            place.order("admitted"), server=server, by=place.actor("clerk"),
            **{"service_code": "7", "text": "路灯不亮", "place": "巷口", **more},
        )  # fmt: skip
    assert refused.value.field == field
    assert not Forwarding.objects.exists()


def test_what_came_from_another_system_never_goes_on_so(place, server):
    order = place.order("admitted", channel=Channel.OPEN311)
    with pytest.raises(DomainError):
        forward(place, server, order)


def test_an_order_goes_once_to_a_system_and_not_when_it_has_ended(place, server):
    order = place.order("admitted")
    forward(place, server, order)
    with pytest.raises(DomainError):
        forward(place, server, order)
    with pytest.raises(DomainError):
        forward(place, server, place.order("closed"))


def test_a_system_that_is_disconnected_is_sent_nothing_and_its_key_is_gone(place, server, fake):  # noqa: F811
    forwarding = forward(place, server)
    actions.disconnect(server, by=place.actor("secretary"))
    tasks.send(str(forwarding.pk))
    forwarding.refresh_from_db()
    server.refresh_from_db()

    assert fake.asked == []
    assert (forwarding.status, server.api_key) == (S.FAILED, "")
    with pytest.raises(DomainError):
        actions.disconnect(server, by=place.actor("secretary"))


def test_an_empty_key_keeps_the_one_that_is_held(place, server):
    actions.amend(
        server, endpoint="https://311.example.org", jurisdiction="town", api_key="",
        by=place.actor("secretary"), seen=state_of(server),
    )  # fmt: skip
    server.refresh_from_db()

    assert (server.api_key, server.verified_at) == ("k", None)


def test_an_organisation_has_one_system(place, server):
    with pytest.raises(DomainError):
        actions.connect(
            place.community, organisation=server.organisation, endpoint="https://311.example.org",
            by=place.actor("secretary"),
        )  # fmt: skip


def test_the_page_of_an_order_asks_once_whatever_was_forwarded(place, server):
    order = place.order("admitted")
    clerk = place.actor("clerk")
    empty = panels_for("orders.order", clerk, access_order(clerk, order.number, "desk"))
    forward(place, server, order)
    with CaptureQueriesContext(connection) as asked:
        shown = panels_for("orders.order", clerk, access_order(clerk, order.number, "desk"))
    panel = next(one for one in shown if one["template"] == "gateways/panel.html")

    assert any(one["may_forward"] for one in empty if "may_forward" in one)
    assert len([query for query in asked.captured_queries if "gateways" in query["sql"]]) == 1
    assert [one["server"] for one in panel["forwardings"]] == ["市政养护所"]


def test_without_a_system_the_page_of_an_order_shows_nothing(place):
    clerk = place.actor("clerk")
    order = access_order(clerk, place.order("admitted").number, "desk")
    shown = panels_for("orders.order", clerk, order)

    assert "gateways/panel.html" not in {one["template"] for one in shown}


def test_another_community_sees_nothing_of_it(place, other_place, server):
    forward(place, server)

    assert not queries.servers(other_place.actor("secretary")).exists()
    assert not queries.forwardings(other_place.actor("secretary")).exists()
