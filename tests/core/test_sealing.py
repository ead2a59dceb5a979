"""`linli audit verify` names what was done to the audit by hand."""

import json
import uuid

import pytest
from django.core.management import call_command
from django.db import DataError, connection, transaction

from linli.core import audit, clock, sealing
from linli.core.audit import AuditEntry
from linli.core.marks import is_unchanged, text_digest
from linli.core.sealing import Leaf, Seal
from linli.orders.models import Order
from linli.residents.actions import reveal
from linli.residents.models import Person

HEALTHY = {"edited": [], "removed": [], "inserted": [], "mismatched": []}


def verify(capsys) -> dict:
    """What the command prints; it fails if and only if it names something."""
    code = 0
    try:
        call_command("audit", "verify", "--json")
    except SystemExit as ended:
        code = ended.code
    found = json.loads(capsys.readouterr().out)
    assert code == int(any(found[name] for name in HEALTHY))
    return found


def by_hand(sql: str, *values) -> None:
    """What somebody does who has the database open."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def key(entry_id) -> str:
    return AuditEntry._meta.pk.get_db_prep_value(entry_id, connection)


@pytest.fixture
def entries(place) -> list[AuditEntry]:
    """The five entries of an order that was resolved, sealed in two seals."""
    order = place.order("accepted")
    sealing.seal_everything()
    place.take(order, "resolve")
    sealing.seal_everything()
    return list(AuditEntry.objects.filter(subject_id=order.pk).order_by("id"))


def test_a_healthy_audit(entries, place, capsys):
    place.order()

    assert verify(capsys) == HEALTHY | {"checked": 6, "unsealed": 1}
    assert [entry.ordinal for entry in entries] == [1, 2, 3, 4, 5]
    assert Seal.objects.count() == 2


def test_sealing_again_changes_nothing(entries, capsys):
    before = list(Seal.objects.values_list("digest", flat=True))

    assert sealing.seal_everything() == 0
    assert list(Seal.objects.values_list("digest", flat=True)) == before


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("action", "orders.close"),
        ("after", "closed"),
        ("note", "somebody else did it"),
        ("actor_name", "别人"),
        ("happened_at", "2020-01-01 00:00:00+00:00"),
        ("ordinal", 99),
        ("mark", ""),
        ("mark", "封"),
        ("text_digest", "封"),
        ("salt", ""),
    ],
)
def test_an_edited_entry_is_named(entries, capsys, column, value):
    by_hand(f"UPDATE core_auditentry SET {column} = %s WHERE id = %s", value, key(entries[1].pk))

    found = verify(capsys)
    name = "inserted" if column == "mark" else "edited"
    assert [one.get("entry") for one in found[name]] == [str(entries[1].pk)]


def test_a_moment_that_is_none_is_refused_by_the_database_or_named(entries, capsys):
    change = "UPDATE core_auditentry SET happened_at = %s WHERE id = %s"
    if connection.vendor == "postgresql":
        with pytest.raises(DataError), transaction.atomic():
            by_hand(change, "never", key(entries[1].pk))
        return
    by_hand(change, "never", key(entries[1].pk))

    assert [one["happened_at"] for one in verify(capsys)["edited"]] == [""]


def test_what_is_sealed_while_it_looks_is_no_edit(place):
    place.order("admitted")
    seen = []

    def meanwhile(execute, sql, *rest):
        seen.append(sql)
        if len(seen) == 2:
            sealing.seal_everything()
        return execute(sql, *rest)

    with connection.execute_wrapper(meanwhile):
        found = sealing.verify()

    assert Leaf.objects.count() == 2
    assert found["edited"] == found["removed"] == found["inserted"] == []


def test_a_leaf_made_to_speak_of_another_entry_breaks_its_seal(entries, capsys):
    Leaf.objects.filter(entry_id=entries[4].pk).update(entry_id=uuid.uuid4())

    assert {"seal": 2} in verify(capsys)["edited"]


def test_a_seal_written_by_hand_is_named(entries, capsys):
    Seal.objects.filter(number=2).update(digest="封")

    assert verify(capsys)["edited"] == [{"seal": 2}]


def test_inserted_entries_however_many_do_not_stop_the_sealing(place, monkeypatch):
    monkeypatch.setattr(sealing, "MOST_LEAVES", 2)
    order = place.order("dispatched")
    entry = AuditEntry.objects.filter(subject_id=order.pk).first()
    for number in range(5):
        entry.pk = uuid.UUID(int=number)
        entry.save(force_insert=True)

    assert sealing.seal_everything() == 3


def test_an_entry_whose_position_was_erased_is_named_and_does_not_stop_the_sealing(entries, place, capsys):
    AuditEntry.objects.filter(pk=entries[1].pk).update(ordinal=None)
    place.order()

    assert sealing.seal_everything() == 1
    assert [one["entry"] for one in verify(capsys)["edited"]] == [str(entries[1].pk)]


def test_an_entry_reads_back_as_it_was_marked(place):
    """Whatever the database makes of it: moments, emptiness, text outside the basic plane."""
    person = Person.objects.create(community=place.community, name="某居民")
    with clock.at(clock.now().replace(microsecond=123456, tzinfo=clock.BEIJING)):
        reveal(person, reason='𠮷田 é e\u0301 \\ " \n\t 打电话', by=place.actor("clerk"))
    entry = AuditEntry.objects.get(subject_id=person.pk)

    assert entry.text_digest == text_digest(entry)
    assert is_unchanged(entry)


def test_an_edited_entry_is_named_before_it_is_sealed(place, capsys):
    order = place.order("admitted")
    entry = AuditEntry.objects.filter(subject_id=order.pk).last()
    by_hand("UPDATE core_auditentry SET note = %s WHERE id = %s", "x", key(entry.pk))
    sealing.seal_everything()

    assert [one["entry"] for one in verify(capsys)["edited"]] == [str(entry.pk)]


def test_a_removed_entry_is_named_and_the_record_that_misses_it(entries, capsys):
    by_hand("DELETE FROM core_auditentry WHERE id = %s", key(entries[2].pk))

    found = verify(capsys)
    assert found["removed"] == [{"entry": str(entries[2].pk), "position": 3}]
    assert [(one["version"], one["moves"]) for one in found["mismatched"]] == [(5, 4)]


def test_an_entry_removed_before_it_was_sealed_leaves_a_gap(place, capsys):
    order = place.order("dispatched")
    second = AuditEntry.objects.filter(subject_id=order.pk).order_by("id")[1]
    by_hand("DELETE FROM core_auditentry WHERE id = %s", key(second.pk))

    assert [one["pk"] for one in verify(capsys)["mismatched"]] == [str(order.pk)]


def test_an_entry_removed_with_its_leaf_breaks_its_seal(entries, capsys):
    by_hand("DELETE FROM core_leaf WHERE entry_id = %s", key(entries[4].pk))
    by_hand("DELETE FROM core_auditentry WHERE id = %s", key(entries[4].pk))

    assert {"seal": 2} in verify(capsys)["edited"]


def test_a_removed_seal_breaks_the_chain(entries, capsys):
    Leaf.objects.filter(seal__number=1).update(seal=Seal.objects.get(number=2))
    Seal.objects.filter(number=1).delete()

    assert verify(capsys)["edited"] == [{"seal": 2}]


@pytest.mark.parametrize("copied", [True, False])
def test_an_inserted_entry_is_named(entries, capsys, copied):
    entry = entries[-1]
    entry.pk, entry.ordinal = uuid.uuid4(), None
    entry.mark = entry.mark if copied else ""
    entry.save(force_insert=True)
    sealing.seal_everything()

    found = verify(capsys)
    assert [one["entry"] for one in found["inserted"]] == [str(entry.pk)]
    assert found["unsealed"] == 1


def test_an_order_whose_status_was_changed_by_hand_is_named(entries, capsys):
    Order.objects.filter(pk=entries[0].subject_id).update(**{"status": "accepted"})

    assert [(one["status"], one["said"]) for one in verify(capsys)["mismatched"]] == [
        ("accepted", "resolved")
    ]


def test_erased_words_are_no_edit(entries, capsys):
    assert audit.erase_text(AuditEntry.objects.filter(pk=entries[3].pk)) == 1

    assert verify(capsys) == HEALTHY | {"checked": 5, "unsealed": 0}
    assert AuditEntry.objects.get(pk=entries[3].pk).actor_name == ""


def test_one_erased_word_alone_is_an_edit(place, capsys):
    person = Person.objects.create(community=place.community, name="某居民")
    reveal(person, reason="打电话给本人", by=place.actor("clerk"))
    AuditEntry.objects.update(note="")

    assert len(verify(capsys)["edited"]) == 1


def test_an_entry_committed_late_is_sealed_all_the_same(place, capsys):
    first = place.order()
    place.order()
    entry = AuditEntry.objects.get(subject_id=first.pk)
    AuditEntry.objects.filter(subject_id=first.pk).delete()
    sealing.seal_everything()
    entry.save(force_insert=True)

    assert sealing.seal_everything() == 1
    assert AuditEntry.objects.get(pk=entry.pk).ordinal == 2
    assert verify(capsys)["unsealed"] == 0
