"""Programmes: a name over ordinary records of any app."""

import uuid

import pytest

from linli.core.errors import DomainError
from linli.core.search import index
from linli.organisations import actions
from linli.organisations.models import Programme, Strand, StrandLabel
from tests.orders.test_pages import queries_of
from tests.people import SINCE

HOME = "/desk/nanmen/programmes/"


def programme(place, *strands: str) -> Programme:
    return actions.begin_programme(
        place.community,
        name="五心",
        strands=strands or ("同心", "爱心"),
        since=SINCE,
        by=place.actor("secretary"),
    )


def test_strands_are_typed_one_on_each_line(place, enter):
    client = enter(place.users["clerk"])
    form = {
        "act_id": str(uuid.uuid4()),
        "name": "4+4",
        "kind": "four_and_four",
        "text": "",
        "strands": "微心愿\n\n微平台\n",
        "since": "2026-03-10",
    }
    page = client.post(f"{HOME}begin", form)
    assert page.status_code == 302
    assert list(Strand.objects.order_by("order").values_list("name", flat=True)) == ["微心愿", "微平台"]


@pytest.mark.parametrize("strands", [[], ["同心", "同心"]])
def test_a_programme_has_strands_of_different_names(place, strands):
    with pytest.raises(DomainError) as refusal:
        actions.begin_programme(
            place.community, name="五心", strands=strands, since=SINCE, by=place.actor("secretary")
        )
    assert refusal.value.field == "strands"


def test_a_record_is_found_by_its_words_and_put_under_a_strand_once(place, enter):
    order = place.order("admitted")
    index.sweep()
    strand = programme(place).strands.first()
    client = enter(place.users["clerk"])
    shown = client.get(f"{HOME}strands/{strand.pk}?q=路灯").context["offered"]
    assert [key for _kind, key, _line in shown] == [str(order.pk)]
    for _ in range(2):
        client.post(
            f"{HOME}strands/{strand.pk}/label",
            {"act_id": str(uuid.uuid4()), "record": f"orders.order:{order.pk}"},
        )
    label = StrandLabel.objects.get()
    assert order.number in label.line
    assert client.get(f"{HOME}strands/{strand.pk}?q=路灯").context["offered"] == []
    assert client.get(f"{HOME}{strand.programme_id}").context["strands"][0][1] == 1
    client.post(f"{HOME}labels/{label.pk}/unlabel", {"act_id": str(uuid.uuid4())})
    assert not StrandLabel.objects.exists()
    order.refresh_from_db()


@pytest.mark.parametrize("record", ["orders.order:nonsense", "nothing:1", "residents.person:{key}", "\x00"])
def test_what_is_no_record_that_one_may_see_is_not_found(place, enter, record):
    strand = programme(place).strands.first()
    client = enter(place.users["clerk"])
    form = {"act_id": str(uuid.uuid4()), "record": record.format(key=uuid.uuid4())}
    assert client.post(f"{HOME}strands/{strand.pk}/label", form).status_code == 404
    assert not StrandLabel.objects.exists()


def test_a_record_of_another_community_is_not_found(place, other_place, enter):
    order = other_place.order("admitted")
    strand = programme(place).strands.first()
    client = enter(place.users["clerk"])
    form = {"act_id": str(uuid.uuid4()), "record": f"orders.order:{order.pk}"}
    assert client.post(f"{HOME}strands/{strand.pk}/label", form).status_code == 404


@pytest.mark.parametrize("amount", [2, 9])
def test_pages_ask_the_same_however_many_strands_there_are(place, enter, amount):
    row = programme(place, *(f"第{n}项" for n in range(amount)))
    client = enter(place.users["clerk"])
    assert len(queries_of(lambda: client.get(HOME))) <= 4
    assert len(queries_of(lambda: client.get(f"{HOME}{row.pk}"))) <= 6
    assert len(queries_of(lambda: client.get(f"{HOME}strands/{row.strands.first().pk}"))) <= 6
