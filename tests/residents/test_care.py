"""Care lists: who agreed is rung first, for a year; who did not, has moved or has died stands on none."""

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linli.core import clock
from linli.residents import actions
from linli.residents.care import counted, on_list
from linli.residents.consenting import offers
from linli.residents.expiry import earliest, last_day
from linli.residents.models import Consent, Person, Reach
from linli.residents.purposes import CARE_POWER, CARE_STAIRS
from linli.residents.queries import has_consented
from tests.orders.test_pages import queries_of
from tests.residents.test_own import form, said
from tests.residents.test_pages import PHONE, page_of, person, room

PAGE = "/desk/nanmen/care/"


def days(count: int):
    return clock.at(clock.now() + dt.timedelta(days=count))


def cared(place, name: str = "江晚", home: tuple = ("302", "4单元", 1), purpose=CARE_POWER) -> Person:
    """Somebody with a home who agreed to stand on a list."""
    row = person(place, name, phone=PHONE, dwelling=room(place, *home))
    actions.consent(row, purpose=purpose, channel="telephone", guardian="", by=place.actor("clerk"))
    return row


def names(place, purpose=CARE_POWER, buildings=()) -> list[str]:
    return [called.person.name for called in on_list(place.community, purpose.code, buildings)]


def test_who_agreed_stands_on_the_list_with_home_telephone_hours_and_last_day(place):
    row = cared(place)
    Reach.objects.create(community=place.community, person=row, channel="call", from_hour=18, to_hour=21)
    (called,) = on_list(place.community, CARE_POWER.code)

    assert (called.home, called.phone, called.building_id) == (
        "青云首府 2栋 4单元 302", PHONE, place.buildings[1].pk,
    )  # fmt: skip
    assert (called.hours.first, called.hours.last) == (18, 21)
    assert called.until == dt.date(2027, 3, 10)
    assert names(place, CARE_STAIRS) == []


def test_the_list_goes_as_one_walks(place):
    for name, home in (
        ("戊", ("101", "1单元", 2)), ("丁", ("1201", "10单元", 0)), ("丙", ("302", "2单元", 0)), ("乙", ("201", "2单元", 0)),
    ):  # fmt: skip
        cared(place, name, home)

    assert names(place) == ["乙", "丙", "丁", "戊"]
    assert names(place, buildings=[place.buildings[2]]) == ["戊"]


def test_a_consent_of_a_year_ago_is_none_anywhere(place):
    row = cared(place)

    with days(365):
        assert names(place) == ["江晚"]
        assert has_consented(row, CARE_POWER)
    with days(366):
        assert names(place) == []
        assert not has_consented(row, CARE_POWER)
        offer = next(one for one in offers(row) if one.purpose == CARE_POWER)
        assert (offer.expired, offer.stands, offer.outdated) == (True, False, False)
        actions.consent(row, purpose=CARE_POWER, channel="telephone", by=place.actor("clerk"))
        assert names(place) == ["江晚"]


def test_who_is_asked_anew_in_time_begins_a_new_year_and_twice_on_a_day_is_once(place):
    row, by = cared(place), place.actor("clerk")

    with days(330):
        for _ in range(2):
            actions.consent(row, purpose=CARE_POWER, channel="telephone", by=by)
        (called,) = on_list(place.community, CARE_POWER.code)
        assert called.until == dt.date(2028, 2, 3)
    assert Consent.objects.count() == 2
    assert len(said(place, "consent")) == 2


@pytest.mark.parametrize("left", ["withdrawn", "moved", "died", "erased", "other words"])
def test_who_is_no_longer_to_be_called_is_on_no_list(place, left, monkeypatch):
    row, by = cared(place), place.actor("clerk")
    if left == "withdrawn":
        actions.withdraw_consent(row, purpose=CARE_POWER, channel="telephone", by=by)
    elif left == "moved":
        row.residences.update(
            valid_from=clock.today() - dt.timedelta(days=9), valid_to=clock.today() - dt.timedelta(days=1)
        )
    elif left == "other words":
        Consent.objects.update(version=CARE_POWER.version + 1)
    else:
        Person.objects.filter(pk=row.pk).update(
            **{"died": {"died_on": clock.today()}, "erased": {"erased_at": clock.now(), "phone_index": ""}}[
                left
            ]
        )

    assert names(place) == []


def test_lists_stay_in_their_community(place, other_place):
    cared(place)

    assert names(other_place) == []


def test_questions_are_constant_in_the_number_of_people(place, enter):
    client = enter(place.users["clerk"])
    cared(place)
    client.get(PAGE)
    first = len(queries_of(lambda: client.get(PAGE)))
    for number in range(5):
        cared(place, f"江{number}", (f"10{number}", "1单元", 0))

    assert len(queries_of(lambda: client.get(PAGE))) == first <= 4


def test_the_page_says_whom_to_ring_and_whom_to_ask_anew_first(place, enter):
    client = enter(place.users["clerk"])
    with days(-320):
        cared(place, "谢晚", ("901", "9单元", 2))
    with days(-400):
        cared(place, "过期", ("902", "9单元", 2))
    cared(place)
    text = client.get(PAGE).content.decode()

    assert text.index("谢晚") < text.index("江晚") < text.index("过期")
    assert text.count("快到期了，请重新问") == 1
    assert f"tel:{PHONE}" in text
    assert "2027年3月10日" in text


def test_the_page_of_the_person_says_when_it_expired(place, enter):
    with days(-400):
        row = cared(place)
    client = enter(place.users["clerk"])
    text = client.get(page_of(row)).content.decode()
    assert "已于2026年2月3日到期，请重新问" in text

    press = form(channel="telephone")
    for _ in range(2):
        client.post(page_of(row, f"consent/{CARE_POWER.code}"), press)
    text = client.get(page_of(row)).content.decode()
    assert "有效期到 2027年3月10日" in text
    assert names(place) == ["江晚"]


@pytest.mark.parametrize(
    ("who", "status"), [("secretary", 200), ("clerk", 200), ("grid_worker", 403), ("zhou", 403)]
)
def test_lists_are_for_the_desk_alone(place, enter, who, status):
    cared(place)

    assert enter(place.users[who]).get(PAGE).status_code == status


@given(st.dates(dt.date(2001, 1, 1), dt.date(2099, 12, 31)), st.integers(-70, 2500), st.integers(1, 36))
@example(dt.date(2028, 2, 29), 365, 12)
@example(dt.date(2027, 2, 28), 31, 1)
def test_the_earliest_day_is_exactly_that_from_which_a_consent_still_holds(day, later, months):
    today = day + dt.timedelta(days=later)

    assert (day >= earliest(today, months)) == (last_day(day, months) >= today)


def test_names_are_sorted_as_people_count():
    assert sorted(["10单元", "2单元", "A座", "1单元"], key=counted) == ["A座", "1单元", "2单元", "10单元"]
