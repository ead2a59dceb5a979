"""Pages of appointments, organisations and contracts: one person, two hats, and one company at a time."""

import datetime as dt
import uuid

import pytest

from linli.core.audit import AuditEntry
from linli.organisations import actions
from linli.organisations.models import Appointment, Organisation, ServiceContract
from linli.places import actions as places
from linli.residents import actions as residents
from linli.residents.models import Person
from tests.laws.test_naughty import NAUGHTY
from tests.orders.test_pages import queries_of
from tests.people import SINCE

POSTS, HOUSES = "/desk/nanmen/appointments/", "/desk/nanmen/organisations/"
TODAY = "2026-03-10"


def person(place, name: str = "江晚", **facts) -> Person:
    return residents.enter(place.community, name=name, by=place.actor("clerk"), **facts)


def leader(place, who: Person | None = None, house: int = 0, since: dt.date = SINCE) -> Appointment:
    return actions.appoint(
        who or person(place), "building_leader", at=place.buildings[house], since=since, by=place.actor("clerk")
    )  # fmt: skip


def company(place, name: str = "安和物业") -> Organisation:
    return actions.register(
        place.community, kind="property_company", name=name, since=SINCE, by=place.actor("clerk")
    )


def serving(place, until: dt.date | None = None) -> ServiceContract:
    return actions.contract(
        company(place), compound=place.buildings[0].compound, since=SINCE, until=until, by=place.actor("clerk")
    )  # fmt: skip


def seen(client, path: str) -> dict:
    form = client.get(path).context["form"]
    return {field.name: field.value() for field in form if field.value() not in {None, ""}}


def typed(**more) -> dict:
    return {"act_id": str(uuid.uuid4()), "since": TODAY, **more}


def test_somebody_new_is_written_down_and_appointed_in_one_press(place, enter):
    client, form = (
        enter(place.users["clerk"]),
        typed(name="江晚", phone="139 0000 6021", grid=place.grids[0].pk),
    )
    urls = {client.post(f"{POSTS}appoint?post=grid_worker", form).url for _ in range(2)}
    row = Appointment.objects.get()

    assert urls == {f"{POSTS}{row.pk}"}
    assert (row.person.phone, row.post, row.grid) == ("13900006021", "grid_worker", place.grids[0])
    assert Person.objects.count() == 1
    text = client.get(f"{POSTS}{row.pk}").content.decode()
    assert "第1网格" in text
    assert "13900006021" in text
    assert f"{POSTS}{row.pk}" in client.get(POSTS).content.decode()


def test_each_post_asks_for_its_own_place(place, enter):
    client = enter(place.users["clerk"])
    door = places.register_entrance(place.buildings[0], name="4单元", by=place.actor("clerk"))
    where = {
        "grid_lead": {"grid": place.grids[0].pk},
        "building_leader": {"building": place.buildings[0].pk},
        "entrance_leader": {"entrance": door.pk},
        "lane_steward": {"lane": "第三巷"},
    }
    for post, spot in where.items():
        assert client.post(f"{POSTS}appoint?post={post}", typed(name=f"某{post}")).status_code == 422
        assert client.post(f"{POSTS}appoint?post={post}", typed(name=f"某{post}", **spot)).status_code == 302

    assert set(Appointment.objects.values_list("post", flat=True)) == set(where)


def test_a_name_of_the_books_is_asked_for_and_one_person_wears_two_hats(place, other_place, enter):
    one, other = person(place, phone="13900006021"), person(place)
    residents.enter(other_place.community, name="江晚", by=other_place.actor("clerk"))
    client, form = enter(place.users["clerk"]), typed(name="江晚", building=place.buildings[0].pk)
    asked = client.post(f"{POSTS}appoint", form)
    keys = [key for key, _ in asked.context["form"].fields["person"].choices]

    assert (asked.status_code, list(asked.context["form"].errors)) == (422, ["person"])
    assert keys == [str(one.pk), str(other.pk), "new"]
    assert "139****6021" in asked.content.decode()
    client.post(f"{POSTS}appoint", {**form, "person": str(one.pk)})
    client.post(
        f"{POSTS}appoint?post=grid_lead", typed(name="江晚", person=str(one.pk), grid=place.grids[0].pk)
    )
    assert [row.person for row in Appointment.objects.all()] == [one, one]
    text = client.get(f"/desk/nanmen/people/{one.pk}").content.decode()
    assert "楼栋长" in text
    assert "网格长" in text


def test_who_is_chosen_on_the_page_of_a_person_is_preselected(place, enter):
    one = person(place)
    first = seen(enter(place.users["clerk"]), f"{POSTS}appoint?person={one.pk}")

    assert (first["name"], first["person"]) == ("江晚", str(one.pk))


def test_the_same_post_at_the_same_place_is_held_once_at_a_time(place, enter):
    one, client = person(place), enter(place.users["clerk"])
    row = leader(place, one)
    form = typed(name="江晚", person=str(one.pk), building=place.buildings[0].pk)
    answer = client.post(f"{POSTS}appoint", form)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["building"])
    actions.end_appointment(row, on=dt.date(2026, 3, 9), by=place.actor("clerk"))
    assert client.post(f"{POSTS}appoint", form).status_code == 302


@pytest.mark.parametrize(
    ("more", "field"),
    [({"name": ""}, "name"), ({"phone": "12"}, "phone"), ({"since": ""}, "since"), ({"building": "x"}, "building"), ({"person": "x"}, "person")],
)  # fmt: skip
def test_a_wrong_appointment_is_told_and_nobody_is_written_down(place, enter, more, field):
    if field == "person":
        person(place)
    before = Person.objects.count()
    form = typed(**{"name": "江晚", "building": place.buildings[0].pk, **more})
    answer = enter(place.users["clerk"]).post(f"{POSTS}appoint", form)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert Person.objects.count() == before


def test_an_appointment_ends_with_its_last_day_and_a_note(place, enter):
    row, client = leader(place), enter(place.users["clerk"])
    path = f"{POSTS}{row.pk}/end"
    form = seen(client, path) | {"on": "2026-03-09", "note": "搬走了"}
    assert {client.post(path, form).url for _ in range(2)} == {f"{POSTS}{row.pk}"}

    row.refresh_from_db()
    assert row.valid_to == dt.date(2026, 3, 9)
    assert AuditEntry.objects.get(action="organisations.end_appointment").note == "搬走了"
    assert "搬走了" in client.get(f"{POSTS}{row.pk}").content.decode()
    assert "江晚" not in client.get(POSTS).content.decode()
    stale = client.post(path, {**form, "act_id": str(uuid.uuid4()), "note": "不当了"})
    assert stale.status_code == 409
    assert "不当了" in stale.content.decode()


def test_nothing_ends_before_it_begins(place, enter):
    client, row, contract = enter(place.users["clerk"]), leader(place), serving(place)
    for path in (f"{POSTS}{row.pk}/end", f"{HOUSES}contracts/{contract.pk}/end"):
        answer = client.post(path, seen(client, path) | {"on": "2019-12-31"})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["on"])


def test_an_organisation_and_its_contract(place, enter):
    client, compound = enter(place.users["clerk"]), place.buildings[0].compound
    form = typed(name="安和物业", phone="0597-4820016", kind="property_company")
    for _ in range(2):
        client.post(f"{HOUSES}register", form)
    row = Organisation.objects.get()
    agreed = typed(compound=compound.pk, until="2027-03-09")
    for _ in range(2):
        assert client.post(f"{HOUSES}{row.pk}/contract", agreed).url == HOUSES

    contract = ServiceContract.objects.get()
    assert (contract.compound, contract.valid_to) == (compound, dt.date(2027, 3, 9))
    text = client.get(HOUSES).content.decode()
    for words in ("安和物业", "05974820016", "青云首府", "2027年3月9日"):
        assert words in text, words


def test_another_company_in_the_same_time_is_named(place, enter):
    contract, client = serving(place), enter(place.users["clerk"])
    other = company(place, "林荫物业")
    form = typed(compound=contract.compound_id)
    answer = client.post(f"{HOUSES}{other.pk}/contract", form)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["compound"])
    assert "安和物业" in answer.content.decode()
    path = f"{HOUSES}contracts/{contract.pk}/end"
    client.post(path, seen(client, path) | {"on": "2026-03-09"})
    assert client.post(f"{HOUSES}{other.pk}/contract", form).status_code == 302
    assert AuditEntry.objects.filter(action="organisations.end_contract").count() == 1


@pytest.mark.parametrize(
    ("path", "more", "field"),
    [("register", {"name": "安和物业", "kind": "local"}, "name"), ("register", {"name": "某社", "kind": "x"}, "kind"), ("contract", {"until": "2020-01-01", "compound": True}, "until")],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field(place, enter, path, more, field):
    row = company(place)
    path = f"{HOUSES}{row.pk}/contract" if path == "contract" else f"{HOUSES}{path}"
    more = {name: place.buildings[0].compound_id if value is True else value for name, value in more.items()}
    answer = enter(place.users["clerk"]).post(path, typed(**more))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


@pytest.mark.parametrize("word", NAUGHTY)
def test_any_words_are_taken_or_refused(place, enter, word):
    client, row, contract = enter(place.users["clerk"]), leader(place), serving(place)
    words = dict.fromkeys(["name", "phone", "person", "building", "since", "until", "kind", "compound", "on", "note", "state"], word)  # fmt: skip
    for path in (
        f"{POSTS}appoint",
        f"{POSTS}{row.pk}/end",
        f"{HOUSES}register",
        f"{HOUSES}contracts/{contract.pk}/end",
    ):
        assert client.post(path, typed(**words)).status_code in {302, 409, 422}
        assert client.get(path, {"post": word, "person": word}).status_code == 200


@pytest.mark.parametrize(
    ("who", "sees", "writes"),
    [("secretary", 200, 200), ("clerk", 200, 200), ("grid_worker", 200, 403), ("zhou", 403, 403)],
)
def test_staff_see_and_the_desk_writes(place, enter, who, sees, writes):
    row, contract, client = leader(place), serving(place), enter(place.users[who])

    assert {client.get(path).status_code for path in (HOUSES, POSTS, f"{POSTS}{row.pk}")} == {sees}
    writing = [f"{POSTS}appoint", f"{POSTS}{row.pk}/end", f"{HOUSES}register", f"{HOUSES}{contract.organisation_id}/contract",
               f"{HOUSES}contracts/{contract.pk}/end"]  # fmt: skip
    assert {client.get(path).status_code for path in writing} == {writes}


def test_rows_of_another_community_are_not_found(place, other_place, enter):
    row, contract, client = leader(other_place), serving(other_place), enter(place.users["clerk"])

    for path in (f"{POSTS}{row.pk}", f"{POSTS}{row.pk}/end", f"{HOUSES}{contract.organisation_id}/contract", f"{HOUSES}contracts/{contract.pk}/end"):  # fmt: skip
        assert client.get(path).status_code == 404
    assert "name" not in seen(client, f"{POSTS}appoint?person={row.person_id}")


def test_the_menu_leads_each_to_what_they_may_see(place, enter):
    desk = enter(place.users["clerk"]).get("/desk/nanmen/").content.decode()
    grid = enter(place.users["grid_worker"]).get(POSTS).content.decode()

    assert ("/desk/nanmen/people/" in desk, POSTS in desk) == (True, False)
    assert ("/desk/nanmen/people/" in grid, "/desk/nanmen/dwellings/" in grid, HOUSES in grid) == (
        False,
        True,
        True,
    )


@pytest.mark.parametrize("count", [1, 3, 30])
def test_pages_ask_at_most_six_times_and_lists_four(place, enter, count):
    client, by = enter(place.users["clerk"]), place.actor("clerk")
    row = leader(place)
    for n in range(count):
        held = company(place, f"物业{n}")
        start = SINCE + dt.timedelta(days=20 * n)
        contract = actions.contract(
            held, compound=place.buildings[0].compound, since=start, until=start + dt.timedelta(days=9), by=by
        )
        leader(place, person(place, f"某{n}"), n % 3)
    client.get(POSTS)

    for path in (HOUSES, f"{POSTS}appoint", f"{POSTS}{row.pk}", f"{POSTS}{row.pk}/end", f"{HOUSES}register",
                 f"{HOUSES}{held.pk}/contract", f"{HOUSES}contracts/{contract.pk}/end"):  # fmt: skip
        asked = queries_of(lambda path=path: client.get(path))
        assert len(asked) <= (4 if path == HOUSES else 6), "\n".join([path, *asked])
