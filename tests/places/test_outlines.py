"""Outlines: what a plan file may hold, how a plan is laid out, and the map that is drawn from it."""

import json
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.core.audit import AuditEntry
from linli.core.errors import DomainError
from linli.places import drawing, planning
from linli.places.models import Building, Outline
from linli.places.outlines import area2, bounds, is_simple, laid_out, read_plan, ring
from tests.people import SINCE

MAP = "/desk/nanmen/places/map"
SQUARE = [[0, 0], [40, 0], [40, 12], [0, 12], [0, 0]]


def feature(shape, kind="Polygon", **properties) -> dict:
    wrapped = [shape] if kind == "Polygon" else shape
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": wrapped}}


def plan_file(*features) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def house(n: int = 1, shape=None) -> dict:
    return feature(shape or SQUARE, building=f"{n}栋", compound="青云首府")


def upload(client, content: bytes, act_id=None):
    file = SimpleUploadedFile("plan.geojson", content)
    return client.post(f"{MAP}/draw", {"act_id": act_id or str(uuid.uuid4()), "file": file})


def propose(client, act_id=None):
    return client.post(f"{MAP}/propose", {"act_id": act_id or str(uuid.uuid4())})


def test_a_plan_is_moved_to_its_own_corner_and_forgets_where_it_lies():
    east = [[x + 500_000, y + 3_400_000] for x, y in SQUARE]
    drawn = read_plan(plan_file(house(shape=east), feature(east[:2], "LineString", lane="第三巷")))

    assert drawn[0].shape == [(0, 0), (400, 0), (400, 120), (0, 120)]
    assert (drawn[1].lane, drawn[1].shape) == ("第三巷", [(0, 0), (400, 0)])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "JSON"),
        (b"[" * 100_000, "JSON"),
        (b'{"features": []}', "FeatureCollection"),
        (plan_file(house(shape=[[0, 0], [40, 12], [40, 0], [0, 12]])), "青云首府 1栋"),
        (plan_file(house(shape=[[0, 0], [40, 0]])), "青云首府 1栋"),
        (plan_file(house(shape=[["a", 0], [40, 0], [3, 3]])), "青云首府 1栋"),
        (plan_file(house(shape=[[x, x * x] for x in range(80)])), "60"),
        (plan_file(house(shape=[[116.1, 39.1], [116.101, 39.1], [116.101, 39.11]])), ""),
        (plan_file(feature(SQUARE)), "1"),
        (plan_file(feature(SQUARE, lane="第三巷")), "LineString"),
        (plan_file("x"), "1"),
        (b'{"features": [{"geometry": {"coordinates": [[[NaN, 1]]]}}]}', "JSON"),
    ],
)
def test_what_is_wrong_with_a_plan_is_said(content, said):
    with pytest.raises(DomainError) as refused:
        read_plan(content)

    assert said in str(refused.value)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(-500, 500), st.integers(-500, 500)), min_size=1, max_size=8))
def test_an_outline_is_simple_and_encloses_something_or_is_refused(points):
    try:
        kept = ring(points)
    except DomainError:
        return

    assert is_simple(kept)
    assert abs(area2(kept)) >= 200
    assert is_simple(kept[::-1])
    assert ring([*kept, kept[0]]) == kept


@given(st.integers(3, 40), st.integers(20, 500))
def test_every_convex_outline_is_taken(corners, step):
    parabola = [(n * step, n * n * step) for n in range(corners)]

    assert ring(parabola) == parabola


@given(st.lists(st.integers(1, 30), min_size=1, max_size=6))
def test_houses_that_are_laid_out_never_overlap(sizes):
    boxes = [bounds([shape]) for group in laid_out(sizes) for shape in group]

    assert len(boxes) == sum(sizes)
    for n, (west, south, east, north) in enumerate(boxes):
        for other in boxes[:n]:
            assert west >= other[2] or east <= other[0] or south >= other[3] or north <= other[1]


def test_a_plan_is_laid_out_once_and_shows_every_building(place, enter):
    client, act_id = enter(place.users["clerk"]), str(uuid.uuid4())
    assert "还没有平面图" in client.get(MAP).content.decode()
    for _ in range(2):
        assert propose(client, act_id).status_code == 302
    page = client.get(MAP).content.decode()

    assert Outline.objects.of(place.community).filter(proposed=True).count() == 3
    assert AuditEntry.objects.get(action="places.propose").count == 3
    assert page.count("<polygon") == 3
    for building in place.buildings:
        assert page.count(f"/desk/nanmen/places/buildings/{building.pk}") == 2  # the shape and the list


def test_a_drawn_plan_replaces_the_whole_and_is_not_thrown_away(place, enter):
    client = enter(place.users["clerk"])
    propose(client)
    content, act_id = (
        plan_file(house(2), feature([[0, 20], [40, 20]], "LineString", lane="第三巷")),
        str(uuid.uuid4()),
    )
    for _ in range(2):
        assert upload(client, content, act_id).status_code == 302
    rows = Outline.objects.of(place.community)
    page = client.get(MAP).content.decode()

    assert {(row.building_id, row.name, row.proposed) for row in rows} == {
        (place.buildings[1].pk, "", False),
        (None, "第三巷", False),
    }
    assert page.count("不在图上") == 2
    assert propose(client).status_code == 409
    assert rows.count() == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"x", "JSON"),
        (plan_file(house(9)), "9栋"),
        (plan_file(house(1), house(1)), "1栋"),
        (plan_file(feature(SQUARE[:2], "LineString", lane="长" * 61)), "60"),
    ],
)
def test_a_wrong_plan_is_told_and_changes_nothing(place, enter, content, said):
    client = enter(place.users["clerk"])
    propose(client)
    answer = upload(client, content)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Outline.objects.filter(proposed=True).count() == 3


def test_the_plan_that_is_given_out_is_taken_in_again_as_it_was(place, enter):
    client = enter(place.users["clerk"])
    propose(client)
    before = {row.building_id: row.shape for row in Outline.objects.all()}
    upload(client, client.get(f"{MAP}.geojson").content)
    after = {row.building_id: row.shape for row in Outline.objects.all()}
    south = min(y for shape in before.values() for _x, y in shape)

    assert after == {pk: [[x, y - south] for x, y in shape] for pk, shape in before.items()}


def test_nothing_is_laid_out_where_no_building_stands(place, enter):
    Building.objects.update(valid_to=SINCE)

    assert propose(enter(place.users["clerk"])).status_code == 409
    assert not Outline.objects.exists()


@pytest.mark.parametrize(
    ("who", "sees", "draws"), [("clerk", 200, 200), ("grid_worker", 200, 403), ("zhou", 403, 403)]
)
def test_staff_see_the_map_and_the_desk_draws_it(place, enter, who, sees, draws):
    client = enter(place.users[who])

    assert client.get(MAP).status_code == client.get(f"{MAP}.geojson").status_code == sees
    assert client.get(f"{MAP}/draw").status_code == draws
    assert (propose(client).status_code == 403) == (draws == 403)


def test_a_map_shows_its_own_community_only(place, other_place):
    for one in (place, other_place):
        planning.propose(one.community, by=one.actor("clerk"))
    shown = drawing.plan(place.community, None, lambda building: "")

    assert {house.building for house in shown.shapes} == set(place.buildings)


@pytest.mark.parametrize(("count", "step"), [(0, 0), (1, 1), (3, 3), (4, 4), (90, 4)])
def test_a_shape_is_filled_by_its_count(place, count, step):
    planning.propose(place.community, by=place.actor("clerk"))
    first = place.buildings[0]
    shown = drawing.plan(place.community, {first.pk: count}, lambda building: "")

    assert {house.building: (house.count, house.step) for house in shown.houses}[first] == (count, step)


def test_a_map_asks_as_much_for_many_buildings_as_for_few(place, enter):
    client, counts = enter(place.users["clerk"]), []
    for more in (0, 40):
        for n in range(more):
            Building.objects.create(
                community=place.community, compound=place.buildings[0].compound, grid=place.grids[0],
                name=f"{n + 4}栋", order=n + 4, valid_from=SINCE,
            )  # fmt: skip
        propose(client)
        with CaptureQueriesContext(connection) as asked:
            client.get(MAP)
        counts.append(len(asked))

    assert counts[0] == counts[1]
    with CaptureQueriesContext(connection) as asked:
        drawing.plan(place.community, {}, lambda building: "")
    assert len(asked) == 2
