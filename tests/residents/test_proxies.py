"""Proxies (N-5): for chosen matters, until a day, told to the person, and ended at once."""

import datetime as dt

import pytest

from linli.core import clock, personal
from linli.core.audit import AuditEntry
from linli.core.errors import DomainError
from linli.core.workflow import Overtaken
from linli.notifications.models import Delivery
from linli.residents import actions, matters, proxies
from linli.residents.matters import Matter, declare
from linli.residents.models import Person, Proxy
from linli.residents.proxies import proxies_for_phone
from linli.residents.tasks import purge
from tests.residents.test_own import form, said
from tests.residents.test_pages import PHONE, page_of, person

DAUGHTER = "13900007788"
YEAR = dt.date(2027, 3, 10)


@pytest.fixture(autouse=True)
def _matters(monkeypatch):
    """Two matters of a test, whatever the apps have declared."""
    monkeypatch.setattr(matters, "MATTERS", kept := {})
    for module in ("proxies", "forms"):
        monkeypatch.setattr(f"linli.residents.{module}.MATTERS", kept)
    monkeypatch.setattr("linli.residents.views.proxies.MATTERS", kept)
    declare(Matter("errands", "跑腿"))
    declare(Matter("visits", "探访"))


def named(place, row: Person, **more) -> Proxy:
    facts = {"name": "江小晚", "phone": DAUGHTER, "matters": ["errands"], "how": "call_back", "since": clock.today(), "until": YEAR}  # fmt: skip
    return proxies.name_proxy(row, by=place.actor("clerk"), **{**facts, **more})


def standing(place, matter: str = "errands", phone: str = PHONE) -> list[Proxy]:
    return proxies_for_phone(place.community.pk, phone, matter)


def typed(**more) -> dict:
    return form(
        **{"name": "江小晚", "phone": "139 0000 7788", "matters": ["errands"], "how": "paper", "since": "2026-03-10", "until": "2027-03-10", **more}
    )  # fmt: skip


def test_a_proxy_acts_in_the_chosen_matters_alone(place, other_place):
    named(place, person(place, phone=PHONE))

    assert [row.name for row in standing(place)] == ["江小晚"]
    assert standing(place, "visits") == []
    assert standing(place, "unheard_of") == []
    assert standing(place, phone="13900001111") == []
    assert standing(place, phone="") == []
    assert standing(other_place) == []


def test_a_matter_that_no_app_has_any_more_is_none(place):
    named(place, person(place, phone=PHONE))
    del matters.MATTERS["errands"]

    assert standing(place) == []


def test_of_two_who_share_a_telephone_neither_has_a_proxy(place):
    named(place, person(place, phone=PHONE))
    person(place, "柴大年", phone=PHONE)

    assert standing(place) == []


def test_a_proxy_holds_from_the_first_to_the_last_day(place):
    named(place, person(place, phone=PHONE), since=dt.date(2026, 3, 12), until=dt.date(2026, 3, 14))
    held = []
    for day in range(5):
        with clock.at(clock.now() + dt.timedelta(days=day)):
            held.append(len(standing(place)))

    assert held == [0, 0, 1, 1, 1]
    with clock.at(clock.now() + dt.timedelta(days=5)):
        assert standing(place) == []


def test_a_proxy_that_is_ended_ends_at_once_and_the_person_is_told_both_times(place):
    row = person(place, phone=PHONE)
    proxy = named(place, row)
    proxies.end_proxy(proxy, by=place.actor("clerk"))

    assert standing(place) == []
    told = Delivery.objects.of(place.community).filter(code="residents.proxy").order_by("turn")
    assert [(one.turn, one.value) for one in told] == [("ended", PHONE), ("named", PHONE)]
    assert "江小晚" in told[0].text
    assert "到2027年3月10日为止" in told[1].text
    assert "跑腿" in told[1].text
    assert AuditEntry.objects.filter(action="residents.end_proxy").count() == 1
    with pytest.raises(Overtaken):
        proxies.end_proxy(proxy, by=place.actor("clerk"))


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"until": dt.date(2027, 3, 11)}, "until"),
        ({"until": dt.date(2026, 3, 9)}, "until"),
        ({"since": dt.date(2026, 3, 9)}, "since"),
        ({"matters": []}, "matters"),
        ({"matters": ["unheard_of"]}, "matters"),
        ({"phone": PHONE}, "phone"),
    ],
)
def test_what_is_refused_is_said_beside_its_field(place, more, field):
    with pytest.raises(DomainError) as refused:
        named(place, person(place, phone=PHONE), **more)

    assert refused.value.field == field
    assert Proxy.objects.count() == 0


def test_one_telephone_is_one_proxy_and_a_former_one_may_come_back(place):
    row = person(place, phone=PHONE)
    first = named(place, row)
    with pytest.raises(DomainError):
        named(place, row)
    proxies.end_proxy(first, by=place.actor("clerk"))

    assert named(place, row).pk != first.pk


@pytest.mark.parametrize("gone", ["died_on", "erased_at"])
def test_who_died_or_was_erased_has_no_proxy(place, gone):
    row = person(place, phone=PHONE)
    named(place, row)
    value = {"died_on": clock.today()} if gone == "died_on" else {"erased_at": clock.now(), "phone_index": ""}
    Person.objects.filter(pk=row.pk).update(**value)

    assert standing(place) == []
    with pytest.raises(Overtaken):
        named(place, row, phone="13900008899")


def test_the_desk_names_and_ends_a_proxy_on_the_page_and_a_double_press_is_one(place, enter):
    row, client = person(place, phone=PHONE), enter(place.users["clerk"])
    press = typed()
    answers = [client.post(page_of(row, "name_proxy"), press) for _ in range(2)]
    proxy = Proxy.objects.get()
    text = client.get(page_of(row, "proxies")).content.decode()

    assert {answer.url for answer in answers} == {page_of(row, "proxies")}
    assert "江小晚" in text
    assert "139****7788" in text
    assert DAUGHTER not in text
    assert len(said(place, "name_proxy")) == 1

    press = form()
    for _ in range(2):
        assert client.post(page_of(row, f"end_proxy/{proxy.pk}"), press).url == page_of(row, "proxies")
    assert client.post(page_of(row, f"end_proxy/{proxy.pk}"), form()).status_code == 409
    assert len(said(place, "end_proxy")) == 1
    assert "以前" in client.get(page_of(row, "proxies")).content.decode()


def test_a_proxy_of_somebody_else_is_not_ended_from_this_page(place, other_place, enter):
    proxy, other = named(place, person(place, phone=PHONE)), person(place, "柴大年")
    client = enter(place.users["clerk"])

    assert client.post(page_of(other, f"end_proxy/{proxy.pk}"), form()).status_code == 404
    away = enter(other_place.users["clerk"]).post(
        page_of(proxy.person, f"end_proxy/{proxy.pk}").replace("nanmen", "yongxinlu"), form()
    )
    assert away.status_code == 404
    assert len(standing(place)) == 1


def test_without_a_matter_the_page_says_so(place, enter):
    matters.MATTERS.clear()
    text = enter(place.users["clerk"]).get(page_of(person(place), "name_proxy")).content.decode()

    assert "现在还没有可以由别人代办的事" in text


@pytest.mark.parametrize("who", ["grid_worker", "zhou"])
def test_proxies_are_for_the_desk_alone(place, enter, who):
    row = person(place, phone=PHONE)
    proxy, client = named(place, row), enter(place.users[who])

    assert client.post(page_of(row, "name_proxy"), typed()).status_code == 403
    assert client.post(page_of(row, f"end_proxy/{proxy.pk}"), form()).status_code == 403


def test_ended_proxies_go_after_their_days_and_standing_ones_stay(place):
    row = person(place, phone=PHONE)
    proxies.end_proxy(named(place, row), by=place.actor("clerk"))
    named(place, row, phone="13900008899")
    with clock.at(clock.now() + dt.timedelta(days=179)):
        purge()
        assert Proxy.objects.count() == 2
    with clock.at(clock.now() + dt.timedelta(days=181)):
        purge()
        assert [proxy.phone for proxy in Proxy.objects.all()] == ["13900008899"]
    with clock.at(clock.now() + dt.timedelta(days=365 + 182)):
        purge()
        assert Proxy.objects.count() == 0


def test_the_question_of_a_telephone_is_two_queries(place, django_assert_num_queries):
    for number in range(4):
        if not number:
            row = person(place, phone=PHONE)
        named(place, row, phone=f"1390000770{number}")

    with django_assert_num_queries(2):
        assert [proxy.person.name for proxy in standing(place)] == ["江晚"] * 4


def test_the_copy_names_the_proxy_and_erasure_takes_it_along(place):
    row = person(place, phone=PHONE)
    named(place, row)
    (part,) = [part for part in personal.parts_of(row) if part.code == "residents.proxies"]
    assert {fact.value for fact in part.records[0]} >= {"江小晚", DAUGHTER, "跑腿"}

    actions.erase(row, reason="本人要求", by=place.actor("secretary"))
    assert Proxy.objects.count() == 0
