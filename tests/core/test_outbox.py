"""What follows an act: once it is committed, in the order of the acts, once, and again where it failed."""

import pytest
from django.db import transaction

from linli.core import audit, outbox, worker
from linli.core.audit import AuditEntry
from linli.core.rights import REGISTER
from linli.core.sealing import seal_everything, verify


@pytest.fixture
def seen(monkeypatch):
    """What followed «samples.act», by the notes of its entries."""
    notes = []
    monkeypatch.setitem(outbox.FOLLOWING, "samples.act", lambda entry: notes.append(entry.note))
    return notes


def act(place, note, action="samples.act"):
    return audit.record(place.team, action, by=place.actor("clerk"), note=note)


def waiting():
    return AuditEntry.objects.filter(followed=False).count()


def test_what_follows_is_done_by_the_worker_in_the_order_of_the_acts(place, seen):
    for note in "一二三":
        act(place, note)
    assert (seen, waiting()) == ([], 3)

    worker.drain()
    worker.drain()
    assert (seen, waiting()) == (["一", "二", "三"], 0)


def test_an_act_that_nothing_follows_leaves_nothing_waiting(place, seen):
    act(place, "一", action="samples.quiet")

    assert waiting() == 0


def test_what_was_rolled_back_has_no_following(place, seen):
    with transaction.atomic():
        act(place, "一")
        transaction.set_rollback(True)
    worker.drain()

    assert seen == []


def test_nothing_follows_acts_of_the_past(place, seen):
    with outbox.silent():
        act(place, "一")
    act(place, "二")
    outbox.follow_at_once()
    worker.drain()

    assert seen == ["二"]


def test_what_failed_is_tried_again_and_does_not_hold_up_the_rest(place, seen, monkeypatch):
    fails = [True, True, False]

    def follow(entry):
        if fails.pop(0):
            raise OSError("away")
        seen.append(entry.note)

    monkeypatch.setitem(outbox.FOLLOWING, "samples.fail", follow)
    act(place, "一", action="samples.fail")
    act(place, "二")
    worker.drain()

    assert (sorted(seen), fails) == (["一", "二"], [])


def test_what_is_half_done_when_it_fails_is_undone(place, seen, monkeypatch):
    def fail(entry):
        act(place, "half")
        raise OSError("away")

    monkeypatch.setitem(outbox.FOLLOWING, "samples.fail", fail)
    act(place, "一", action="samples.fail")
    worker.drain()

    assert not AuditEntry.objects.filter(note="half").exists()


def test_later_acts_on_the_same_record_are_known(place, seen):
    first, other = act(place, "一"), audit.record(place.grids[0], "samples.act", by=place.actor("clerk"))
    act(place, "二", action="samples.quiet")
    assert outbox.later(first) == []

    act(place, "三")
    assert outbox.later(first) == [("samples.act", "")]
    assert outbox.later(other) == []


def test_that_something_followed_is_no_change_of_the_entry(place, seen):
    act(place, "一")
    worker.drain()
    seal_everything()
    AuditEntry.objects.update(followed=False)

    found = verify()
    assert (found["edited"], found["inserted"], found["removed"]) == ([], [], [])


def test_one_thing_follows_an_action(seen):
    with pytest.raises(ValueError, match=r"samples\.act"):
        outbox.after("samples.act")(print)


def test_what_has_a_following_is_an_act_of_the_product():
    """A misspelt action would never be followed, and nobody would notice."""
    assert outbox.FOLLOWING.keys() <= REGISTER.keys()
    assert {"orders.resolve", "meetings.give"} <= outbox.FOLLOWING.keys()
