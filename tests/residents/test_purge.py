"""What is over is erased at night, at its hour and not before; everybody can read how long something is kept."""

import datetime as dt

import pytest

from linli.core import clock
from linli.core.audit import AuditEntry
from linli.core.personal import declarations, purges
from linli.core.tasks import TIMETABLE, jobs
from linli.orders.models import Order
from linli.orders.personal import erase_contacts
from linli.residents.retention import days_of, in_words
from linli.residents.tasks import purge
from tests.people import WAY

CONTACT = {"contact_name": "江晚", "contact_phone": "13900006021"}
ENDED = ("closed", "declined", "merged", "withdrawn")


def contacts(place) -> dict[str, bool]:
    """Whose contact is still held, by status."""
    rows = Order.objects.of(place.community)
    return {order.status: bool(order.contact_name and order.contact_phone) for order in rows}


def entries() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action="orders.purge"))


def test_the_purge_is_on_the_timetable():
    assert "residents.purge" in jobs()
    assert TIMETABLE["residents.purge"].at == dt.time(3, 20)


def test_contacts_of_ended_matters_go_after_their_days_and_not_one_hour_before(place):
    for status in WAY:
        place.order(status, **CONTACT)
    days = dt.timedelta(days=days_of("orders.contact.days", place.community))

    with clock.at(clock.now() + days - dt.timedelta(hours=1)):
        purge()
        assert set(contacts(place).values()) == {True}
        assert entries() == []
    with clock.at(clock.now() + days + dt.timedelta(hours=1)):
        purge()

    assert {status for status, held in contacts(place).items() if not held} == set(ENDED)


def test_a_second_run_changes_nothing_and_the_entry_names_nobody(place):
    place.order("closed", **CONTACT), place.order("declined", contact_name="江晚")
    with clock.at(clock.now() + dt.timedelta(days=400)):
        for _ in range(2):
            purge()

    (entry,) = entries()
    assert (entry.action, entry.count, entry.note, entry.subject_id) == (
        "orders.purge", 2, "orders.contact.days", place.community.pk,
    )  # fmt: skip
    assert (entry.told, entry.actor_name, entry.actor_id) == ("", "Linli", None)
    assert erase_contacts(place.community, clock.now() + dt.timedelta(days=400)) == 0


def test_each_community_is_counted_by_itself(place, other_place):
    place.order("closed", **CONTACT)
    for status in ("closed", "withdrawn"):
        other_place.order(status, **CONTACT)
    with clock.at(clock.now() + dt.timedelta(days=400)):
        purge()

    assert {entry.community_id: entry.count for entry in entries()} == {
        place.community.pk: 1,
        other_place.community.pk: 2,
    }


def test_the_rest_of_the_order_stays(place):
    order = place.order("closed", **CONTACT)
    before = {
        name: getattr(order, name) for name in ("number", "code", "text", "answer", "status", "version")
    }
    with clock.at(clock.now() + dt.timedelta(days=400)):
        purge()
    order = Order.objects.get(pk=order.pk)

    assert {name: getattr(order, name) for name in before} == before


@pytest.mark.parametrize("code", ["orders.contact.days", "papers.imports.days", "papers.printed.days"])
def test_how_long_is_said_with_the_number_of_the_rulebook(place, code):
    (said,) = {said.kept for said in declarations() if said.kept.code == code}

    assert f" {days_of(code, place.community)} 天" in in_words(said, place.community)
    assert code in purges()


@pytest.mark.parametrize("path", ["/nanmen/personal", "/desk/nanmen/personal/"])
def test_the_notice_says_everything_that_is_declared(place, enter, path):
    from django.utils.html import escape

    page = enter(place.users["zhou"]).get(path).content.decode()

    for said in declarations():
        for words in (said.purpose, said.basis.label, in_words(said.kept, place.community)):
            assert escape(str(words)) in page
        assert escape(said.words) in page or escape(said.words[:1].upper() + said.words[1:]) in page
    assert "办结后 180 天" in page
    assert "撤回同意" in page


def test_the_notice_is_one_press_from_every_page_of_who_asks(place, client):
    page = client.get("/nanmen/").content.decode()

    assert 'href="/nanmen/personal"' in page
    assert client.get("/nanmen/personal").status_code == 200
