"""Plain records: written down with their entry, amended only as they were seen."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from linli.core.audit import AuditEntry
from linli.core.records import amend, state_of, write_down
from linli.core.workflow import Overtaken
from linli.places.models import Compound
from linli.residents.models import Person
from tests.people import SINCE


def written(place, **facts) -> Person:
    return write_down(
        Person(community=place.community, name="江晚", **facts), "residents.enter", by=place.actor("clerk")
    )


def test_a_record_and_its_entry_come_together_or_not_at_all(place):
    written(place)
    with pytest.raises(ValidationError):
        write_down(
            Compound(community=place.community, name="青云首府", valid_from=SINCE),
            "places.register",
            by=place.actor("clerk"),
        )

    assert [entry.action for entry in AuditEntry.objects.all()] == ["residents.enter"]


def test_an_amendment_names_the_fields_and_never_the_values(place):
    person = written(place, phone="13900001111")
    amend(
        person,
        "residents.amend",
        by=place.actor("clerk"),
        seen=state_of(person),
        phone="13900002222",
        name="江晚",
    )

    entry = AuditEntry.objects.get(action="residents.amend")
    assert (entry.note, Person.objects.get().phone) == ("phone", "13900002222")


def test_who_saw_an_older_state_changes_nothing(place):
    person = written(place)
    seen, other = state_of(person), Person.objects.get()
    amend(other, "residents.amend", by=place.actor("clerk"), seen=seen, name="江晚晴")

    with pytest.raises(Overtaken):
        amend(person, "residents.amend", by=place.actor("secretary"), seen=seen, name="江晚亭")
    assert Person.objects.get().name == "江晚晴"


def test_an_amendment_that_changes_nothing_leaves_no_entry(place):
    person = written(place)
    amend(person, "residents.amend", by=place.actor("clerk"), seen=state_of(person), name="江晚")

    assert not AuditEntry.objects.filter(action="residents.amend").exists()


def test_the_state_is_the_same_before_and_after_the_database(place):
    person = written(place, phone="13900001111", born_on=SINCE)
    order = place.order("accepted")

    assert state_of(person) == state_of(Person.objects.get())
    assert state_of(order) == state_of(type(order).objects.get())


@given(st.text(max_size=20), st.text(max_size=20))
def test_states_are_as_different_as_what_they_hold(one, other):
    left, right = Person(name=one), Person(name=other)
    right.pk = left.pk

    assert (state_of(left) == state_of(right)) == (one == other)
