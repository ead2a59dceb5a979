"""Pages of places: the tree, what is written down and corrected, and what cannot end yet."""

import datetime as dt
import re
import uuid

import pytest

from linli.core import clock
from linli.core.audit import AuditEntry
from linli.organisations import actions as organisations
from linli.places import actions
from linli.places.models import Building, Compound, Dwelling, Entrance, Grid
from linli.residents import actions as residents
from tests.laws.test_naughty import NAUGHTY
from tests.orders.test_pages import queries_of
from tests.people import SINCE

PLACES = "/desk/nanmen/places/"
TODAY = "2026-03-10"


def building(place, name: str = "9栋", **more) -> Building:
    facts = {"compound": None, "grid": place.grids[0], "since": SINCE, "by": place.actor("clerk"), **more}
    return actions.register_building(place.community, name=name, **facts)


def entrance(house: Building, place, name: str = "4单元") -> Entrance:
    return actions.register_entrance(house, name=name, by=place.actor("clerk"))


def dwelling(house: Building, place, room: str = "302", door: Entrance | None = None) -> Dwelling:
    return actions.register_dwelling(house, entrance=door, room=room, since=SINCE, by=place.actor("clerk"))


def seen(client, path: str) -> dict:
    form = client.get(path).context["form"]
    return {field.name: field.value() for field in form if field.value() not in {None, ""}}


def typed(**more) -> dict:
    return {"act_id": str(uuid.uuid4()), "since": TODAY, **more}


def new_building(place, **more) -> dict:
    return typed(name="9栋", grid=place.grids[1].pk, use="office", order="7", **more)


def test_the_tree_shows_compounds_buildings_entrances_and_counts(place, enter):
    house = place.buildings[0]
    for n in (1, 2):
        dwelling(house, place, f"10{n}", entrance(house, place, f"{n}单元"))
    building(place, use="office")
    text = enter(place.users["grid_worker"]).get(PLACES).content.decode()

    for words in ("青云首府", "第1网格", "1栋", "不在小区里", "9栋", "办公", "3 栋"):
        assert words in text, words
    assert re.search(r'data-label="单元">2</td>\s*<td [^>]*data-label="房屋">2</td>', text)
    assert "更正" not in text


def test_each_kind_of_place_is_written_down(place, enter):
    client = enter(place.users["clerk"])
    client.post(f"{PLACES}grids/register", typed(number="7", name="第七网格"))
    client.post(f"{PLACES}compounds/register", typed(name="松间里"))
    compound = Compound.objects.get(name="松间里")
    answer = client.post(f"{PLACES}buildings/register", new_building(place, compound=compound.pk))
    house = Building.objects.get(name="9栋")
    here = f"{PLACES}buildings/{house.pk}"
    client.post(f"{here}/entrances", typed(name="4单元"))
    client.post(
        f"{here}/dwellings", typed(entrance=house.entrances.get().pk, room="302", floor="3", area="88.35")
    )

    assert Grid.objects.get(name="第七网格").code == "350824001003007"
    assert (answer.url, house.compound, house.use, house.order) == (here, compound, "office", 7)
    row = Dwelling.objects.get()
    assert (str(row), row.floor, row.area_dm2) == ("松间里 9栋 4单元 302", 3, 8835)
    assert "88.35" in client.get(here).content.decode()
    assert AuditEntry.objects.filter(action="places.register").count() == 5


def test_a_double_press_is_one_building(place, enter):
    client, form = enter(place.users["clerk"]), new_building(place)
    urls = {client.post(f"{PLACES}buildings/register", form).url for _ in range(2)}

    assert urls == {f"{PLACES}buildings/{Building.objects.get(name='9栋').pk}"}


@pytest.mark.parametrize(
    ("path", "more", "field"),
    [
        ("grids/register", {"number": "1", "name": "新网格"}, "number"),
        ("grids/register", {"number": "1000", "name": "新网格"}, "number"),
        ("compounds/register", {"name": "青云首府"}, "name"),
        ("compounds/register", {"name": ""}, "name"),
        ("buildings/register", {"name": "9栋", "use": "office", "order": "1"}, "grid"),
        (
            "buildings/register",
            {"name": "1栋", "compound": True, "grid": True, "use": "office", "order": "1"},
            "name",
        ),
        ("buildings/register", {"name": "9栋", "grid": True, "use": "office", "order": "40000"}, "order"),
        ("entrances", {"name": "4单元"}, "name"),
        ("dwellings", {"room": "302"}, "room"),
        ("dwellings", {"room": "303", "area": "88.355"}, "area"),
        ("dwellings", {"room": "303", "area": "0"}, "area"),
        ("dwellings", {"room": "303", "floor": "x"}, "floor"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(place, enter, path, more, field):
    house = place.buildings[0]
    entrance(house, place), dwelling(house, place)
    path = f"{PLACES}buildings/{house.pk}/{path}" if "/" not in path else f"{PLACES}{path}"
    real = {"compound": house.compound_id, "grid": place.grids[0].pk}
    more = {name: real[name] if value is True else value for name, value in more.items()}
    answer = enter(place.users["clerk"]).post(path, typed(**more))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


@pytest.mark.parametrize("word", NAUGHTY)
def test_any_words_are_taken_or_refused(place, enter, word):
    client, house = enter(place.users["clerk"]), place.buildings[0]
    words = dict.fromkeys(["number", "name", "compound", "grid", "order", "use", "room", "floor", "area", "entrance", "on", "state"], word)  # fmt: skip
    for path in ("grids/register", "compounds/register", "buildings/register", f"buildings/{house.pk}/dwellings",
                 f"buildings/{house.pk}/amend", f"compounds/{house.compound_id}/end"):  # fmt: skip
        assert client.post(f"{PLACES}{path}", typed(**words)).status_code in {302, 409, 422}
        assert client.get(f"{PLACES}{path}", {"compound": word, "entrance": word}).status_code == 200


def test_corrections_of_each_kind(place, enter):
    client, house = enter(place.users["clerk"]), place.buildings[0]
    door, other = entrance(house, place), entrance(house, place, "5单元")
    room = dwelling(house, place, "302", door)
    for path, more in (
        (f"grids/{place.grids[0].pk}", {"name": "东网格"}),
        (f"compounds/{house.compound_id}", {"name": "青云首府一期"}),
        (
            f"buildings/{house.pk}",
            {"name": "1号楼", "grid": place.grids[0].pk, "order": "5", "use": "office"},
        ),
        (f"entrances/{door.pk}", {"name": "四单元"}),
        (f"dwellings/{room.pk}", {"entrance": other.pk, "area": "90.5"}),
    ):
        form = seen(client, f"{PLACES}{path}/amend") | more
        assert client.post(f"{PLACES}{path}/amend", form).status_code == 302, path

    house.refresh_from_db(), room.refresh_from_db()
    assert (house.name, house.grid, house.order, str(house.compound)) == (
        "1号楼",
        place.grids[0],
        5,
        "青云首府一期",
    )
    assert (room.entrance, room.area_dm2) == (other, 9050)
    notes = set(AuditEntry.objects.filter(action="places.amend").values_list("note", flat=True))
    assert {"name", "entrance, area_dm2"} <= notes


def test_of_two_who_correct_the_second_sees_the_newer_state_and_keeps_the_words(place, enter):
    client, house = enter(place.users["clerk"]), place.buildings[0]
    path = f"{PLACES}buildings/{house.pk}/amend"
    form = seen(client, path)
    enter(place.users["secretary"]).post(path, {**form, "act_id": str(uuid.uuid4()), "name": "甲栋"})
    answer = client.post(path, {**form, "name": "乙栋"})

    assert answer.status_code == 409
    assert "<dd>甲栋</dd>" in answer.content.decode()
    assert 'value="乙栋"' in answer.content.decode()
    again = {field.name: field.value() for field in answer.context["form"] if field.value() not in {None, ""}}
    client.post(path, again)
    assert Building.objects.get(pk=house.pk).name == "乙栋"


def end(client, kind: str, row, on: str = TODAY):
    path = f"{PLACES}{kind}/{row.pk}/end"
    return client.post(path, seen(client, path) | {"on": on})


def test_a_building_ends_with_its_dwellings_and_is_not_deleted(place, enter):
    house, client = place.buildings[0], enter(place.users["clerk"])
    room = dwelling(house, place)
    assert end(client, "buildings", house).status_code == 302

    room.refresh_from_db()
    assert (Building.objects.get(pk=house.pk).valid_to, room.valid_to) == (dt.date(2026, 3, 10),) * 2
    assert "到 2026年3月10日" in client.get(PLACES).content.decode()


def test_a_building_does_not_end_while_an_order_is_open_or_somebody_lives_there(place, enter):
    house, client = place.buildings[0], enter(place.users["clerk"])
    order = place.order("closed", building=house)
    place.order("accepted", building=place.buildings[1])
    residents.enter(
        place.community, name="江晚", dwelling=dwelling(place.buildings[2], place), by=place.actor("clerk")
    )

    assert "1 件工单" in end(client, "buildings", place.buildings[1]).content.decode()
    assert "1 人" in end(client, "buildings", place.buildings[2]).content.decode()
    assert order.building == house
    assert end(client, "buildings", house).status_code == 302


def test_a_compound_ends_after_its_buildings_and_contracts(place, enter):
    compound, client, by = place.buildings[0].compound, enter(place.users["clerk"]), place.actor("clerk")
    assert "3 栋楼" in end(client, "compounds", compound).content.decode()
    for house in place.buildings:
        end(client, "buildings", house)
    company = organisations.register(
        place.community, kind="property_company", name="安和物业", since=SINCE, by=by
    )
    organisations.contract(
        company, compound=compound, since=SINCE, until=clock.today() + dt.timedelta(days=9), by=by
    )

    assert "安和物业" in end(client, "compounds", compound).content.decode()
    assert end(client, "compounds", compound, "2026-03-19").status_code == 302


def test_nothing_ends_before_it_begins(place, enter):
    answer = end(enter(place.users["clerk"]), "buildings", place.buildings[0], "2019-12-31")

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["on"])


PAGES = ["grids/register", "compounds/register", "buildings/register", "buildings/{b}/entrances", "buildings/{b}/dwellings",
         "buildings/{b}/amend", "buildings/{b}/end", "compounds/{c}/amend", "compounds/{c}/end", "grids/{g}/amend"]  # fmt: skip


def paths(place) -> list[str]:
    keys = {"b": place.buildings[0].pk, "c": place.buildings[0].compound_id, "g": place.grids[0].pk}
    return [f"/desk/nanmen/places/{path.format(**keys)}" for path in PAGES]


@pytest.mark.parametrize(
    ("who", "sees", "writes"),
    [("secretary", 200, 200), ("clerk", 200, 200), ("grid_worker", 200, 403), ("zhou", 403, 403)],
)
def test_staff_see_and_the_desk_writes(place, enter, who, sees, writes):
    client = enter(place.users[who])

    assert client.get(PLACES).status_code == sees
    assert client.get(f"{PLACES}buildings/{place.buildings[0].pk}").status_code == sees
    assert {client.get(path).status_code for path in paths(place)} == {writes}


def test_places_of_another_community_are_not_found_and_no_choice(place, other_place, enter):
    client = enter(place.users["clerk"])
    foreign = [path for path in paths(other_place) if "register" not in path]
    assert {client.get(path).status_code for path in foreign} == {404}
    answer = client.post(
        f"{PLACES}buildings/register", new_building(place) | {"grid": other_place.grids[0].pk}
    )

    assert list(answer.context["form"].errors) == ["grid"]


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_tree_asks_four_times_and_the_forms_at_most_six_whatever_their_size(place, enter, count):
    client = enter(place.users["clerk"])
    for n in range(count):
        house = building(place, f"甲{n}", compound=place.buildings[0].compound)
        dwelling(house, place, "101", entrance(house, place, "1单元"))
        dwelling(place.buildings[0], place, f"9{n:02d}", entrance(place.buildings[0], place, f"{n}门"))
    client.get(PLACES)

    asked = [queries_of(lambda path=path: client.get(path)) for path in (PLACES, *paths(place))]
    assert len(asked[0]) <= 4, "\n".join(asked[0])
    assert max(len(some) for some in asked) <= 6
    assert len(queries_of(lambda: client.get(f"{PLACES}buildings/{place.buildings[0].pk}"))) <= 6
