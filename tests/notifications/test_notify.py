"""The outbox: one row for an event and an address, in the transaction of the act, and gone when it has served."""

import datetime as dt
import uuid

import pytest
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.core import clock
from linli.core.audit import AuditEntry
from linli.core.outbox import silent
from linli.core.personal import OF_PERSONS
from linli.notifications import actions, queries
from linli.notifications.addresses import Address, Channel, Event
from linli.notifications.hours import Hours
from linli.notifications.models import Delivery, Message
from linli.notifications.silence import by_hand_only
from linli.notifications.tasks import settle
from linli.residents.models import Person
from linli.residents.tasks import purge
from tests.conftest import MORNING
from tests.notifications.conftest import PHONE


def inbox(user):
    return Address(Channel.INBOX, str(user.pk))


def test_an_event_is_told_to_an_address_once(place, say):
    first, again, other = say("call"), say("call"), say("call", turn=2)

    assert first.pk == again.pk
    assert other.pk != first.pk
    assert Delivery.objects.count() == 2
    assert AuditEntry.objects.filter(action="notifications.notify").count() == 2


def test_an_inbox_has_an_event_once_and_its_owner_is_counted_by_nobody(place, say):
    zhou = place.users["zhou"]
    first, again = say(inbox(zhou)), say(inbox(zhou))
    actions.clear(place.actor("zhou"), message=first.pk)
    third = say(inbox(zhou))

    assert first.pk == again.pk == third.pk
    assert Message.objects.count() == 1
    assert not AuditEntry.objects.exists()


def test_who_asks_to_be_erased_takes_along_what_was_told(place, say):
    known = Person(community=place.community, name="林小夜", phone=PHONE)
    told, other, waits = say("call"), say(Address(Channel.CALL, "13900009999")), say("call", turn=2)
    for row in (told, other):
        actions.tell(row, by=place.actor("clerk"), version=row.version)
    OF_PERSONS["notifications"].erase(known)

    assert [Delivery.objects.get(pk=row.pk).value for row in (told, other, waits)] == [
        "",
        "13900009999",
        PHONE,
    ]


def test_the_first_way_that_the_installation_has_is_taken(place, say, gateway):
    assert say("email", "sms", "call").channel == "sms"

    with by_hand_only():
        assert say("email", "sms", "call", turn=2).channel == "call"


def test_without_settings_nothing_is_sent(place, say, settings):
    assert (settings.SMS_URL, settings.EMAIL_URL) == ("", "")

    assert say("sms", "email", "call").channel == "call"
    assert say("sms", turn=2) is None
    assert not DBTaskResult.objects.exists()


def test_a_replay_tells_nobody(place, say):
    with silent():
        assert say("call") is None
        assert say(inbox(place.users["zhou"])) is None
        actions.notify_inboxes(
            Event.of("tests.happened", place.team, 3), [place.users["zhou"]], text="好", path=""
        )

    assert not Delivery.objects.exists()
    assert not Message.objects.exists()


def test_what_is_rolled_back_is_told_to_nobody(place, say, gateway):
    with transaction.atomic():
        say("sms")
        transaction.set_rollback(True)

    assert not Delivery.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_a_long_text_is_refused_before_anything_is_written(place, say):
    with pytest.raises(ValueError, match="301 characters"):
        say("call", text="长" * 301)

    assert not Delivery.objects.exists()


def test_many_inboxes_are_one_statement(place, django_assert_num_queries):
    event, users = Event.of("tests.happened", place.team, 1), list(place.users.values())
    with django_assert_num_queries(1):
        actions.notify_inboxes(event, users, text="好", path="/x")
    actions.notify_inboxes(event, users, text="好", path="/x")

    assert Message.objects.count() == len(users)


def test_neither_address_nor_words_lie_open_in_the_database(place, say):
    row = say(Address(Channel.CALL, PHONE, "林小夜", None, "粤语"), text="办过了，请看")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM notifications_delivery")
        held = b"".join(
            bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()
            for cell in cursor.fetchone()
        )

    for word in (PHONE, "林小夜", "粤语", "办过了"):
        assert word.encode() not in held
        assert word not in str(row)


def test_one_person_is_not_recognised_from_event_to_event(place, say):
    first, second = say("call"), say("call", turn=2)

    assert first.address_digest != second.address_digest


def test_words_and_address_are_erased_when_they_have_served(place, say):
    zhou = place.users["zhou"]
    told, waits, lies, cleared = say("call"), say("call", turn=2), say(inbox(zhou)), say(inbox(zhou), turn=2)
    actions.tell(told, by=place.actor("clerk"), version=told.version)
    actions.clear(place.actor("zhou"), message=cleared.pk)
    for days, gone in ((29, False), (31, True)):
        with clock.at(MORNING + dt.timedelta(days=days)):
            for _ in range(2):
                settle()
                purge()
            row = Delivery.objects.get(pk=told.pk)
            assert (row.text == "", row.value == "", row.erased_at is not None) == (gone, gone, gone)
            assert (Message.objects.get(pk=cleared.pk).text == "") == gone

    assert Delivery.objects.get(pk=waits.pk).value == PHONE
    assert Message.objects.get(pk=lies.pk).ended_at is None
    assert say("call").pk == told.pk  # still never told twice
    with clock.at(MORNING + dt.timedelta(days=91)):
        settle()
        assert Message.objects.get(pk=lies.pk).ended_at is not None


hours = st.none() | st.tuples(st.integers(0, 23), st.integers(1, 24)).filter(lambda span: span[0] < span[1])


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    span=hours,
    hour=st.integers(0, 23),
    minute=st.integers(0, 59),
    way=st.sampled_from(["call", "visit", "paper"]),
)
def test_somebody_is_in_the_list_just_in_their_hours(place, span, hour, minute, way):
    own = Hours(*span) if span else None
    event = Event.of("tests.happened", place.team, uuid.uuid4())
    row = actions.notify(event, [Address(Channel(way), PHONE, hours=own)], text="好", by=place.actor("clerk"))
    later = MORNING.replace(hour=hour, minute=minute) + dt.timedelta(days=1)
    with clock.at(later):
        listed = queries.to_be_told(place.actor("clerk"), place.community).filter(pk=row.pk).exists()

    assert listed == (way == "paper" or (own or Hours(8, 20)).hold(later))


def test_who_wants_a_call_after_six_is_in_no_list_at_three(place, say, enter):
    say(Address(Channel.CALL, PHONE, "林小夜", Hours(18, 24)))
    seen = {}
    for hour in (15, 17, 18, 23):
        with clock.at(MORNING.replace(hour=hour)):
            client = enter(place.users["clerk"])
            pages = [client.get(path).content.decode() for path in ("/desk/nanmen/telling/", "/desk/nanmen/")]
            seen[hour] = (PHONE in pages[0], "打电话或送信告诉居民" in pages[1])

    assert seen == {15: (False, False), 17: (False, False), 18: (True, True), 23: (True, True)}


events = st.lists(
    st.tuples(st.sampled_from(["inbox", "call", "paper", "sms"]), st.integers(1, 3), st.sampled_from("ab")),
    max_size=14,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=events)
def test_nothing_is_told_twice_whatever_is_said_how_often(place, said, gateway):
    Delivery.objects.all().delete()
    Message.objects.all().delete()
    who = {"a": place.users["zhou"], "b": place.users["ma"]}
    for way, turn, person in said:
        value = str(who[person].pk) if way == "inbox" else f"1390000600{person}"
        event = Event.of("tests.happened", place.team, turn)
        actions.notify(event, [Address(Channel(way), value)], text="好", by=place.actor("clerk"))

    wanted = set(said)
    assert Delivery.objects.count() + Message.objects.count() == len(wanted)
    assert Message.objects.count() == sum(way == "inbox" for way, _, _ in wanted)


@pytest.mark.parametrize("verbs", [["tell"], ["miss", "miss", "tell"], ["miss", "drop"], ["drop"]])
def test_a_delivery_stands_where_its_last_entry_leads(place, say, verbs):
    row, by = say("call"), place.actor("clerk")
    for verb in verbs:
        more = {"reason": "本人已经知道"} if verb == "drop" else {}
        getattr(actions, verb)(row, by=by, version=row.version, **more)

    trace = list(AuditEntry.objects.filter(subject_id=row.pk).values_list("action", "after"))
    assert [action for action, _after in trace] == [f"notifications.{verb}" for verb in ["notify", *verbs]]
    assert Delivery.objects.get().status == trace[-1][1]


def test_what_waits_about_a_record_is_overtaken_by_what_comes(place, say):
    lying, waiting, told = say(inbox(place.users["zhou"])), say("call"), say("call", turn=2)
    actions.tell(told, by=place.actor("clerk"), version=told.version)
    actions.overtake(place.team, by=place.actor("clerk"))

    assert Message.objects.get(pk=lying.pk).ended_at
    assert Delivery.objects.get(pk=waiting.pk).status == "dropped"
    assert Delivery.objects.get(pk=told.pk).status == "told"
