"""`linli keys rotate`: everything is sealed anew, and everything still opens."""

import json

import pytest
from django.core.management import call_command

from linli.core import crypto, rotation
from linli.core.files import store
from linli.orders.models import Order
from linli.residents.models import Person
from linli.residents.queries import person_of
from tests.core.test_crypto import raw

NUMBER = "11010119900307803X"


@pytest.fixture
def ring(settings, tmp_path):
    """A ring in a file of its own, with one key."""
    settings.DATA_KEY, settings.DATA_KEY_FILE = "", tmp_path / "linli_data_key"
    settings.FILES = tmp_path / "files"
    settings.DATA_KEY_FILE.write_text("the first key")
    settings.DATA_KEY_FILE.chmod(0o600)
    crypto.forget_keys()
    yield settings.DATA_KEY_FILE
    crypto.forget_keys()


def rotate(capsys, what="rotate") -> dict:
    call_command("keys", what, "--json")
    return json.loads(capsys.readouterr().out)


def test_everything_is_sealed_anew_and_opens(ring, place, capsys):
    order = place.submit(contact_phone="13900006021")
    place.submit()
    person = Person.objects.create(community=place.community, name="某居民", identity_number=NUMBER)
    store.put(place.community.pk, "a" * 64, b"a picture")
    before = raw(order)

    told = rotate(capsys)

    assert told["key"] == 2
    assert told["resealed"]["orders.order.contact_phone"] == 1
    assert told["resealed"]["residents.person.identity_number"] == 1
    assert told["resealed"]["files"] == 1
    assert raw(order) != before
    assert raw(order)[0] == 2
    assert Order.objects.get(pk=order.pk).contact_phone == "13900006021"
    assert person_of(place.community.pk, NUMBER) == person
    assert store.get(place.community.pk, "a" * 64) == b"a picture"
    assert ring.stat().st_mode & 0o777 == 0o600


def test_going_on_after_an_interruption_makes_no_third_key(ring, place, capsys):
    place.submit(contact_phone="13900006021")
    rotate(capsys)

    assert rotate(capsys, "reseal")["key"] == 2
    assert set(rotate(capsys, "reseal")["resealed"].values()) == {0}


def test_two_who_add_a_key_at_once_keep_both(ring):
    assert crypto.newest() == 1
    ring.write_text("the first key\nthe key of the other")

    assert rotation.add_key() == 3
    assert ring.read_text().splitlines()[:2] == ["the first key", "the key of the other"]


def test_a_change_of_keys_that_was_interrupted_is_told_and_nothing_is_overwritten(ring, capsys):
    draft = ring.with_suffix(".new")
    draft.write_text("half of")
    with pytest.raises(SystemExit) as ended:
        rotate(capsys)

    told = json.loads(capsys.readouterr().out)["error"]
    assert (ended.value.code, told["code"], told["where"]) == (2, "in_change", str(draft))
    assert ring.read_text() == "the first key"


def test_who_read_the_keys_before_reads_them_after(ring, capsys, db):
    ring.chmod(0o640)
    rotate(capsys)

    assert ring.stat().st_mode & 0o777 == 0o640


def test_more_rows_than_are_read_at_once_are_sealed_anew(ring, place, capsys, monkeypatch):
    monkeypatch.setattr(rotation, "CHUNK", 2)
    for _n in range(5):
        place.submit(contact_phone="13900006021")

    assert rotate(capsys)["resealed"]["orders.order.contact_phone"] == 5


def test_a_process_that_began_before_reads_what_the_new_key_sealed(ring, place):
    sealed_before = crypto.seal("text", "place")
    ring.write_text("the first key\nthe second key")
    crypto.forget_keys()
    sealed_after = crypto.seal("text", "place")
    ring.write_text("the first key")
    crypto.forget_keys()
    assert crypto.newest() == 1
    ring.write_text("the first key\nthe second key")

    assert crypto.unseal(sealed_after, "place") == crypto.unseal(sealed_before, "place") == "text"


def test_keys_in_the_environment_are_not_changed_by_a_command(settings, capsys):
    settings.DATA_KEY, settings.DATA_KEY_FILE = "one", None
    crypto.forget_keys()
    with pytest.raises(SystemExit) as ended:
        rotate(capsys)

    assert ended.value.code == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "keys_in_environment"
    crypto.forget_keys()
