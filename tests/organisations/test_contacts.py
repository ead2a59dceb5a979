"""Who looks after a building: what everybody may know of it, and the cards to be cut out."""

import io
import uuid

import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.core.audit import AuditEntry
from linli.organisations import actions
from linli.organisations.contacts import cards
from linli.organisations.models import Appointment
from linli.papers.printing.models import PrintJob
from linli.places.actions import register_building
from linli.places.models import Building
from linli.places.planning import propose
from linli.places.profile import CommunityProfile
from linli.places.queries import buildings
from linli.residents import actions as residents
from linli.residents.purposes import PUBLIC_NAME
from tests.people import SINCE

CARDS, NUMBER, OWN = "/desk/nanmen/places/contact-cards", "05974820021", "13900006021"


@pytest.fixture
def rung(place):
    """The community has a telephone."""
    place.community.look = CommunityProfile(phone="0597-4820016").stored()
    place.community.save()
    return place


def worker(place, *, phone: str = NUMBER, agrees: bool = True) -> Appointment:
    clerk = place.actor("clerk")
    who = residents.enter(place.community, name="江晚", phone=OWN, by=clerk)
    if agrees:
        residents.consent(who, purpose=PUBLIC_NAME, channel="paper", guardian="江晚晴", by=clerk)
    return actions.appoint(
        who, "grid_worker", at=place.buildings[0].grid, since=SINCE, public_phone=phone, by=clerk
    )


def page(place, building: int = 0) -> str:
    return Client().get(f"/nanmen/contacts/{place.buildings[building].pk}").content.decode()


@pytest.mark.parametrize(
    ("phone", "agrees", "number", "named"),
    [
        (NUMBER, True, True, True),
        (NUMBER, False, True, False),
        ("", True, False, False),
        ("", False, False, False),
    ],
)
def test_a_number_stands_only_if_given_and_a_name_only_if_agreed(rung, phone, agrees, number, named):
    worker(rung, phone=phone, agrees=agrees)
    shown = page(rung)

    assert (NUMBER in shown, "江晚" in shown) == (number, named)
    assert OWN not in shown
    assert "0597-4820016" in shown
    assert "网格员" in shown
    assert all(f"tel:{urgent}" in shown for urgent in ("110", "119", "120"))


def test_a_post_that_ended_and_a_consent_taken_back_stand_no_more(rung):
    row = worker(rung)
    residents.withdraw_consent(row.person, purpose=PUBLIC_NAME, channel="phone", by=rung.actor("clerk"))
    assert ("江晚" in page(rung), NUMBER in page(rung)) == (False, True)

    actions.end_appointment(row, on=SINCE, by=rung.actor("clerk"))
    assert NUMBER not in page(rung)


def test_another_grid_has_another_worker(rung):
    worker(rung)

    assert NUMBER in page(rung, 2)
    assert NUMBER not in page(rung, 1)


def test_the_property_company_of_the_compound_is_named(rung):
    firm = actions.register(
        rung.community,
        kind="property_company",
        name="安和物业",
        phone="05974820099",
        since=SINCE,
        by=rung.actor("clerk"),
    )
    actions.contract(firm, compound=rung.buildings[0].compound, since=SINCE, by=rung.actor("clerk"))
    shown = page(rung)

    assert "安和物业" in shown
    assert "tel:05974820099" in shown


def test_everybody_chooses_the_building_on_the_map_or_in_the_list(rung):
    propose(rung.community, by=rung.actor("clerk"))
    client = Client()
    shown = client.get("/nanmen/contacts/").content.decode()

    for building in rung.buildings:
        assert shown.count(f"/nanmen/contacts/{building.pk}") == 2
    client.cookies["elder"] = "1"
    assert "<polygon" not in client.get("/nanmen/contacts/").content.decode()
    assert "/nanmen/contacts/" in client.get("/nanmen/").content.decode()


def test_buildings_of_others_and_those_that_are_gone_are_not_found(place, other_place, enter):
    Building.objects.filter(pk=place.buildings[2].pk).update(valid_to=SINCE)
    client = enter(place.users["clerk"])
    for building in (other_place.buildings[0], place.buildings[2]):
        assert client.get(f"/nanmen/contacts/{building.pk}").status_code == 404
        assert client.get(f"{CARDS}.pdf?building={building.pk}").status_code == 404
    assert client.get(f"{CARDS}.pdf?building=x").status_code == 404


def text_of(answer) -> list[str]:
    return [
        page.extract_text().replace(" ", "") for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages
    ]


def test_eight_cards_to_a_sheet(rung, enter):
    worker(rung)
    for n in range(4, 18):
        register_building(
            rung.community, compound=rung.buildings[0].compound, grid=rung.grids[0], name=f"{n}栋", order=n, since=SINCE,
            by=rung.actor("clerk"),
        )  # fmt: skip
    pages = text_of(enter(rung.users["clerk"]).get(f"{CARDS}.pdf"))

    assert [one.count("有事找我") for one in pages] == [8, 8, 1]
    assert all("119" in one and "0597-4820016" in one for one in pages)


def test_the_cards_of_chosen_buildings(rung, enter):
    worker(rung)
    client, chosen = enter(rung.users["clerk"]), rung.buildings[0]
    answer = client.post(
        CARDS, {"act_id": str(uuid.uuid4()), "building": [chosen.pk], "copies": 1, "pdf": 1}, follow=True
    )
    (only,) = text_of(answer)

    assert only.count("有事找我") == 1
    assert "青云首府1栋" in only
    assert NUMBER in only


def test_cards_are_laid_into_the_printing_room_once(rung, enter):
    client = enter(rung.users["clerk"])
    form = {"act_id": str(uuid.uuid4()), "building": [rung.buildings[0].pk], "copies": 3, "print": 1}
    for _ in range(2):
        assert client.post(CARDS, form).status_code == 302

    assert list(PrintJob.objects.values_list("kind", "copies")) == [("organisations.contact_cards", 3)]
    assert client.post(CARDS, {**form, "building": ["x"]}).status_code == 422


@pytest.mark.parametrize(
    ("who", "sees", "lays"), [("clerk", 200, 302), ("grid_worker", 200, 403), ("zhou", 403, 403)]
)
def test_who_sees_the_cards_and_who_prints_them(place, enter, who, sees, lays):
    client = enter(place.users[who])

    assert client.get(CARDS).status_code == client.get(f"{CARDS}.pdf").status_code == sees
    assert client.post(CARDS, {"act_id": str(uuid.uuid4()), "copies": 1, "print": 1}).status_code == lays


def test_a_public_telephone_is_said_once_and_not_by_who_is_late(rung, enter):
    row, client = worker(rung, phone=""), enter(rung.users["clerk"])
    path = f"/desk/nanmen/appointments/{row.pk}/publish_phone"
    state = client.get(path).context["form"]["state"].value()
    form = {"act_id": str(uuid.uuid4()), "state": state, "phone": "0597 482 0021"}
    for _ in range(2):
        assert client.post(path, form).status_code == 302
    late = client.post(path, {**form, "act_id": str(uuid.uuid4()), "phone": ""})
    row.refresh_from_db()

    assert (row.public_phone, late.status_code) == (NUMBER, 409)
    assert AuditEntry.objects.filter(action="organisations.publish_phone").count() == 1
    assert enter(rung.users["grid_worker"]).get(path).status_code == 403


def test_who_is_erased_leaves_no_number(rung):
    row = worker(rung)
    actions.end_appointment(row, on=SINCE, by=rung.actor("clerk"))
    residents.withdraw_consent(row.person, purpose=PUBLIC_NAME, channel="phone", by=rung.actor("clerk"))
    residents.erase(row.person, by=rung.actor("secretary"), reason="本人要求")
    row.refresh_from_db()

    assert row.public_phone == ""


def test_cards_ask_as_much_for_many_buildings_as_for_one(rung):
    worker(rung)
    for chosen in (rung.buildings[:1], list(buildings(rung.community))):
        with CaptureQueriesContext(connection) as asked:
            cards(rung.community, chosen)
        assert len(asked) == 3
