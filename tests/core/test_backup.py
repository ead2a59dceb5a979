"""A backup comes back whole, on either database, or not at all."""

import json
import shutil
import zipfile

import pytest
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection
from django.test import override_settings

from linli.core import crypto
from linli.core.backup import backup, kept_models, restore
from linli.core.documents import BadInput
from linli.core.files import store
from linli.core.files.actions import attach, attachments_of
from linli.core.files.pictures import read_picture
from linli.core.sealing import seal_everything, verify
from linli.orders.models import Order
from tests.core.files.test_pictures import as_file, photo
from tests.core.test_crypto import raw

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kept(place, settings, tmp_path):
    """A community with an order, a telephone, a picture and a sealed audit, and its backup."""
    settings.FILES = tmp_path / "files"
    order = place.order("resolved", contact_phone="13900006021", building=place.buildings[0])
    attach(order, "asked", [read_picture(as_file(photo()))], by=place.actor("clerk"))
    seal_everything()
    return order, tmp_path / "linli.backup"


def everything() -> dict[str, list]:
    """All rows of all models that a backup keeps."""
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in kept_models()}


def empty() -> None:
    """Empty the database, as a new machine has it."""
    tables = [model._meta.db_table for model in kept_models()]
    statements = connection.ops.sql_flush(no_style(), tables, allow_cascade=True)
    connection.ops.execute_sql_flush(statements)


def test_it_comes_back_whole(kept, settings):
    order, path = kept
    before, sealed = everything(), raw(order)
    told = backup(path)
    empty()
    shutil.rmtree(settings.FILES)

    assert restore(path) == told
    assert everything() == before
    assert raw(order) == sealed
    back = Order.objects.get(pk=order.pk)
    assert back.contact_phone == "13900006021"
    file = attachments_of(back).get().file
    assert store.get(file.community_id, file.digest) == read_picture(as_file(photo())).data
    found = verify()
    assert not any(found[name] for name in ("edited", "removed", "inserted", "mismatched"))
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_keys_and_the_telephone_are_not_in_it(kept):
    _order, path = kept
    backup(path)
    with zipfile.ZipFile(path) as archive:
        inside = b"".join(archive.read(name) for name in archive.namelist())

    assert b"13900006021" not in inside
    assert not any(key.encode() in inside for key in crypto.ring())


def refused(path) -> str:
    with pytest.raises(BadInput) as problem:
        restore(path)
    return problem.value.code


def test_it_is_not_read_into_what_is_not_empty(kept):
    _order, path = kept
    backup(path)

    assert refused(path) == "not_empty"


def test_other_keys_are_refused_before_anything_is_written(kept):
    _order, path = kept
    backup(path)
    empty()
    with override_settings(DATA_KEY="another", DATA_KEY_FILE=None):
        crypto.forget_keys()
        code = refused(path)
    crypto.forget_keys()
    assert code == "keys"
    assert not Order.objects.exists()


def changed(path, name: str, data: bytes):
    """A copy of the backup in which one member was changed."""
    other = path.with_suffix(".changed")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for member in old.namelist():
            new.writestr(member, data if member == name else old.read(member))
    return other


def test_a_damaged_backup_writes_nothing(kept):
    _order, path = kept
    backup(path)
    empty()

    assert refused(changed(path, "rows/orders.order.jsonl", b"")) == "damaged"
    assert refused(changed(path, "manifest.json", b"{}")) == "broken"
    path.write_bytes(path.read_bytes()[:2000])
    assert refused(path) == "broken"
    assert not Order.objects.exists()


def test_a_backup_of_another_version_is_refused(kept):
    _order, path = kept
    backup(path)
    empty()
    with zipfile.ZipFile(path) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    manifest["migrations"].append("orders.9999_future")

    assert refused(changed(path, "manifest.json", json.dumps(manifest).encode())) == "version"


def test_nothing_is_written_over(kept, capsys):
    _order, path = kept
    path.write_text("something else")
    with pytest.raises(SystemExit) as ended:
        call_command("backup", str(path), "--json")

    assert ended.value.code == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "exists"
    assert path.read_text() == "something else"


@pytest.mark.parametrize("part", range(8))
def test_one_wrong_bit_anywhere_is_refused_or_does_not_matter(kept, part):
    """Never an error, never half of it."""
    _order, path = kept
    backup(path)
    before, whole = everything(), path.read_bytes()
    empty()
    for place in range(part * 101 % 997, len(whole), max(1, len(whole) // 12)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :])
        try:
            restore(path)
        except BadInput:
            assert not Order.objects.exists()
        else:
            assert everything() == before
            empty()


def test_a_picture_that_the_sweep_takes_meanwhile_is_left_out(kept, settings):
    _order, path = kept
    gone = next(settings.FILES.glob("*/*/*")).with_name("f" * 64)
    gone.symlink_to(gone.with_name("nowhere"))

    assert backup(path)["files"] == 1
