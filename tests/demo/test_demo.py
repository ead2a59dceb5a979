"""The demo: played once, and its accounts kept safe."""

import stat

import pytest
from django.core.management import call_command

from linli.accounts.models import User
from linli.core import tasks
from linli.core.doctor import mismatches, strays
from linli.notifications.models import Delivery, Message
from linli.orders.models import Order


@pytest.fixture
def house(settings, tmp_path, db):
    settings.VAR = tmp_path
    settings.SMS_URL, settings.SMS_SECRET = "https://127.0.0.1:1/nobody", "nobody-listens-here"
    # Five communities of seven people each: a slow hash would only cost time here.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return tmp_path


@pytest.mark.filterwarnings("ignore:.*MD5")
def test_a_second_demo_changes_nothing_and_each_account_opens_with_its_own_password(house, capsys):
    call_command("demo")
    assert set(Delivery.objects.values_list("channel", flat=True)) == {"call"}, "the demo sends nothing"
    assert Delivery.objects.filter(status="waiting").count() == 5 * 5
    assert Message.objects.filter(ended_at__isnull=True).exists()
    orders, users = Order.objects.count(), User.objects.count()
    kept = (house / "demo-accounts.txt").read_text()
    for name in sorted(tasks.jobs()):  # whatever the worker does at night, first of all on the first start
        if name in tasks.TIMETABLE:
            tasks.jobs()[name].function()
    call_command("demo")

    assert (Order.objects.count(), User.objects.count()) == (orders, users)
    assert orders
    assert users
    assert (house / "demo-accounts.txt").read_text() == kept
    assert stat.S_IMODE((house / "demo-accounts.txt").stat().st_mode) == 0o600
    assert len(kept.splitlines()) == users
    assert mismatches() == []
    assert [found for found in strays() if found["rows"]] == []
    lines = [line.split("\t") for line in kept.splitlines()]
    assert len({password for _, password, *_ in lines}) == len(lines)
    login, password, *_ = lines[0]
    assert User.objects.get(login=login).check_password(password)


def test_the_demo_keeps_out_of_a_real_installation(house, place, capsys):
    before = User.objects.count()
    call_command("demo")

    assert "不装演示" in capsys.readouterr().out
    assert User.objects.count() == before
    assert not (house / "demo-accounts.txt").exists()
