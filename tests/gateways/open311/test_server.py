"""What other systems read and write over Open311, in both formats; and what they never learn."""

import datetime as dt
import json
import re
import uuid
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import validate

from linli.core import clock
from linli.core.acts import Act
from linli.core.audit import AuditEntry
from linli.core.files.actions import attachments_of
from linli.orders import actions
from linli.orders.models import Category, Order
from tests.core.files.test_pictures import as_file, photo
from tests.laws.test_api import token_of
from tests.orders.test_pages import queries_of
from tests.people import WAY

V2 = "/nanmen/open311/v2/"


def get(path: str, **query):
    return Client().get(V2 + path, query)


def told(path: str, **query):
    """The same in JSON, after it was compared with the XML."""
    answer = get(f"{path}.json", **query)
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    other = get(f"{path}.xml", **query)
    assert (other.status_code, other["Content-Type"]) == (answer.status_code, "text/xml; charset=utf-8")
    found = answer.json()
    same(ET.fromstring(other.content), found)
    return found


def same(element: ET.Element, content) -> None:
    """The XML says what the JSON says, in the same order."""
    if isinstance(content, list):
        assert len(element) == len(content)
        for child, one in zip(element, content, strict=True):
            same(child, one)
    elif isinstance(content, dict):
        assert [child.tag for child in element] == list(content)
        for child, one in zip(element, content.values(), strict=True):
            same(child, one)
    else:
        wanted = str(content).lower() if isinstance(content, bool) else str(content)
        assert (element.text or "") == wanted


def post(place, ending="json", headers=None, **values):
    """What a client sends in a form body."""
    least = {
        "service_code": str(place.category().pk),
        "address_string": "南门巷口",
        "description": "路灯不亮",
    }
    sent = urlencode(least | values, doseq=True)
    kind = "application/x-www-form-urlencoded"
    return Client().post(f"{V2}requests.{ending}", sent, content_type=kind, headers=headers or {})


@pytest.fixture
def key(place) -> str:
    """A good api_key."""
    return token_of(place, "clerk")


# ---- reading ----


def test_services_are_the_kinds_that_residents_are_asked_for(place):
    found = told("services")
    asked = Category.objects.of(place.community).filter(asked=True, parent__isnull=False)

    assert {one["service_name"] for one in found} == set(asked.values_list("name", flat=True))
    lamp = next(one for one in found if one["service_name"] == "路灯照明")
    assert (lamp["group"], lamp["metadata"], lamp["type"]) == ("公共设施", True, "realtime")
    assert "路灯" in lamp["keywords"]


def test_a_definition_names_the_buildings_and_is_needed_for_a_dispute_alone(place):
    lamp = told(f"services/{place.category().pk}")
    quarrel = told(f"services/{place.category('邻里纠纷').pk}")
    question = told(f"services/{place.category('政策咨询').pk}")

    assert [one["code"] for one in lamp["attributes"]] == ["building", "place"]
    assert lamp["attributes"][0]["values"][0] == {
        "key": str(place.buildings[0].pk),
        "name": "青云首府 1栋",
    }
    assert [one["required"] for one in lamp["attributes"]] == [False, False]
    assert [one["required"] for one in quarrel["attributes"]] == [True, False]
    assert question["attributes"] == []


def test_a_list_shows_what_the_wall_shows(place):
    orders = {
        status: place.order(status, building=place.buildings[0]) for status in WAY if status != "merged"
    }
    found = {one["service_request_id"]: one for one in told("requests")}

    hidden = {"submitted", "declined", "withdrawn"}
    assert set(found) == {str(order.pk) for status, order in orders.items() if status not in hidden}
    lamp = found[str(orders["accepted"].pk)]
    assert (lamp["status"], lamp["status_notes"], lamp["service_name"]) == ("open", "办理中", "路灯照明")
    assert lamp["address"] == "青云首府 1栋，nanmen社区"
    assert lamp["requested_datetime"] == "2026-03-10T09:00:00+08:00"
    assert found[str(orders["closed"].pk)]["status"] == "closed"


def test_who_knows_the_id_learns_how_far_it_is_before_the_desk_has_looked(place):
    order = place.order("submitted", building=place.buildings[0])
    one = told(f"requests/{order.pk}")[0]

    assert (one["status"], one["address"], one["address_id"]) == ("open", "nanmen社区", "")
    assert told("requests", service_request_id=f"{order.pk},{uuid.uuid4()},x") == [one]
    assert told(f"request/{order.pk}") == one
    assert told(f"tokens/{order.pk}") == [{"service_request_id": str(order.pk), "token": str(order.pk)}]


def test_filters_narrow_the_list(place):
    lamp, pipe = place.order("admitted"), place.order("closed", category=place.category("下水管道"))
    with clock.at(clock.now() - dt.timedelta(days=100)):
        old = place.order("admitted")

    def keys(**query):
        return [one["service_request_id"] for one in told("requests", **query)]

    assert set(keys()) == {str(lamp.pk), str(pipe.pk)}
    assert keys(status="open") == [str(lamp.pk)]
    assert keys(status="closed") == [str(pipe.pk)]
    assert set(keys(status="open,closed")) == {str(lamp.pk), str(pipe.pk)}
    assert keys(service_code=str(pipe.category_id)) == [str(pipe.pk)]
    assert keys(service_code="nothing") == []
    assert keys(end_date="2026-02-01T00:00:00Z") == [str(old.pk)]
    assert keys(service_request_id=str(old.pk), status="closed") == [str(old.pk)]
    assert keys(page_size="1", page="1") != keys(page_size="1", page="2")
    assert keys(page_size="1", page="3") == []


def test_lists_ask_the_database_as_often_for_many_as_for_one(place):
    place.order("admitted", building=place.buildings[0])
    get("discovery.json")  # the community is kept for some seconds
    one = [len(queries_of(lambda path=path: get(path))) for path in ("services.json", "requests.json")]
    for _ in range(5):
        place.order("admitted", building=place.buildings[1])
    many = [len(queries_of(lambda path=path: get(path))) for path in ("services.json", "requests.json")]

    assert one == many == [1, 1]


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("services/7", {}, 404),
        ("requests/7", {}, 404),
        ("request/0195a6b0-0000-7000-8000-000000000001", {}, 404),
        ("tokens/7", {}, 404),
        ("nothing", {}, 404),
        ("requests", {"jurisdiction_id": "elsewhere"}, 404),
        ("services", {"jurisdiction_id": "elsewhere"}, 404),
        ("requests", {"start_date": "yesterday"}, 400),
    ],
)
def test_a_refusal_has_the_body_of_the_specification_in_both_formats(place, path, query, status):
    found = told(path, **query)

    assert get(f"{path}.json", **query).status_code == status
    assert found[0]["code"] == status
    assert re.search("[一-龥]", found[0]["description"])
    assert re.search("[a-z]{3}", found[0]["description"])


def test_the_jurisdiction_is_the_slug_and_may_be_left_out_or_empty(place):
    assert (
        told("services") == told("services", jurisdiction_id="nanmen") == told("services", jurisdiction_id="")
    )


def test_an_unknown_community_format_or_method_is_refused(db, place):
    strange = [
        Client().get("/nowhere/open311/v2/services.xml"),
        get("services.txt"),
        Client().delete(V2 + "services.xml"),
    ]

    assert [answer.status_code for answer in strange] == [404, 404, 405]
    assert [ET.fromstring(answer.content)[0].tag for answer in strange] == ["error"] * 3
    assert strange[2]["Allow"] == "GET, HEAD"


def test_discovery_leads_to_the_addresses(place):
    for address in ("/nanmen/open311/discovery", "/nanmen/open311/v2/discovery"):
        found = Client().get(f"{address}.json").json()
        other = ET.fromstring(Client().get(f"{address}.xml").content)
        same(other, found)
    endpoint = found["endpoints"][0]
    assert endpoint["formats"] == ["text/xml", "application/json"]
    assert (
        Client().get(endpoint["url"].removeprefix("http://testserver") + "/services.json").status_code == 200
    )


def test_the_contract_is_openapi_3_1(place):
    document = Client().get(V2 + "openapi.json").json()

    validate(document)
    assert document["servers"] == [{"url": "http://testserver/nanmen/open311/v2"}]


# ---- writing ----


def test_a_report_is_an_order_like_any_other(place, key):
    answer = post(
        place, api_key=key, first_name="小满", last_name="林", phone="138 0000 6021",
        **{"attribute[building]": str(place.buildings[1].pk), "attribute[place]": "东头"},
    )  # fmt: skip
    order = Order.objects.get()

    assert answer.status_code == 200
    assert answer.json()[0]["service_request_id"] == str(order.pk)
    assert order.number in answer.json()[0]["service_notice"]
    assert (order.text, order.place, order.building_id) == (
        "路灯不亮",
        "南门巷口，东头",
        place.buildings[1].pk,
    )
    assert (order.contact_name, order.contact_phone, order.status) == ("林小满", "13800006021", "submitted")
    entry = AuditEntry.objects.get(action="orders.submit")
    assert entry.actor_id == place.users["clerk"].pk
    assert "热线平台" in entry.actor_title


def test_values_may_stand_in_the_address_and_a_body_goes_before_them(place, key):
    query = {"service_code": str(place.category().pk), "lat": "26.64321", "long": "118.17712", "api_key": key}
    one = Client().post(f"{V2}requests.xml?{urlencode(query)}")
    two = Client().post(f"{V2}requests.xml?{urlencode(query)}", {"description": "井盖坏了", "lat": "26.1"})

    assert ET.fromstring(one.content).findtext("request/service_request_id")
    assert (one.status_code, two.status_code) == (200, 200)
    places = Order.objects.order_by("number").values_list("place", "text")
    assert list(places) == [
        ("26.64321, 118.17712 (WGS 84)", "路灯照明"),
        ("26.10000, 118.17712 (WGS 84)", "井盖坏了"),
    ]


def test_pictures_come_along_and_a_link_stays_words(place, key, settings, tmp_path):
    settings.FILES = tmp_path
    sent = {
        "api_key": key, "service_code": str(place.category().pk), "address_string": "巷口",
        "media": SimpleUploadedFile("a.jpg", as_file(photo()), "image/jpeg"),
        "media_url": "http://127.0.0.1:1/a.jpg",
    }  # fmt: skip
    answer = Client().post(f"{V2}requests.json", sent)
    order = Order.objects.get()

    assert answer.status_code == 200
    assert attachments_of(order).count() == 1
    assert order.text.endswith("http://127.0.0.1:1/a.jpg")


@pytest.mark.parametrize("media", [b"no picture", b"x" * 15_000_001])
def test_media_that_cannot_be_kept_is_refused(place, key, media):
    for ending in ("json", "xml"):
        sent = {
            "api_key": key, "service_code": str(place.category().pk), "address_string": "巷口",
            "media": SimpleUploadedFile("a.jpg", media, "image/jpeg"),
        }  # fmt: skip
        answer = Client().post(f"{V2}requests.{ending}", sent)
        assert answer.status_code == 400
        assert b"error" in answer.content if ending == "xml" else answer.json()[0]["code"] == 400
    assert not Order.objects.exists()


def test_a_body_that_is_too_large_is_refused_in_both_formats(place, key):
    for ending in ("json", "xml"):
        answer = post(place, ending, api_key=key, description="长" * 500_000)
        assert answer.status_code == 400
        assert "400" in answer.content.decode()


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"service_code": ""}, 400),
        ({"service_code": "7"}, 404),
        ({"service_code": "0195a6b0-0000-7000-8000-000000000001"}, 404),
        ({"address_string": ""}, 400),
        ({"lat": "26"}, 400),
        ({"lat": "126", "long": "26"}, 400),
        ({"address_id": "0195a6b0-0000-7000-8000-000000000001"}, 400),
        ({"attribute[building]": "x"}, 400),
        ({"attribute[building][]": ["x", "y"]}, 400),
        ({"attribute[colour]": "red"}, 400),
        ({"jurisdiction_id": "elsewhere"}, 404),
        ({"api_key": ""}, 403),
        ({"api_key": "linli_x"}, 403),
    ],
)
def test_a_report_that_is_wrong_leaves_nothing_behind(place, key, values, status):
    for ending in ("json", "xml"):
        assert post(place, ending, **({"api_key": key} | values)).status_code == status
    assert not Order.objects.exists()
    assert not Act.objects.exists()


def test_a_dispute_without_its_building_is_refused(place, key):
    code = str(place.category("邻里纠纷").pk)
    without = post(place, api_key=key, service_code=code)
    with_it = post(place, api_key=key, service_code=code, address_id=str(place.buildings[0].pk))

    assert without.status_code == 400
    assert "attribute[building]" in without.json()[0]["description"]
    assert with_it.status_code == 200


def test_keys_that_are_over_that_only_read_or_are_of_elsewhere_open_nothing(place, other_place):
    keys = [
        token_of(place, "clerk", ended_at=clock.now()),
        token_of(place, "clerk", valid_to=clock.today() - dt.timedelta(days=1)),
        token_of(place, "clerk", may_write=False),
        token_of(place, "zhou"),
        token_of(other_place, "clerk"),
    ]

    assert [post(place, api_key=one).status_code for one in keys] == [403] * 5
    assert not Order.objects.exists()


def test_an_emergency_is_written_down_and_the_number_to_ring_comes_first(place, key):
    notice = post(place, api_key=key, description="有人晕倒在楼下").json()[0]["service_notice"]

    assert notice.startswith("请先拨打 120。")
    assert Order.objects.count() == 1


def test_the_same_report_twice_is_one_order_and_a_key_tells_two_matters_apart(place, key):
    first, again = post(place, api_key=key), post(place, api_key=key)
    other = post(place, api_key=key, description="另一盏也不亮")
    named = [post(place, api_key=key, headers={"idempotency-key": name}) for name in ("a", "a", "b")]
    wrong = post(place, api_key=key, description="别的", headers={"idempotency-key": "a"})

    assert first.json() == again.json() != other.json()
    assert named[0].json() == named[1].json() != named[2].json()
    assert wrong.status_code == 400
    assert Order.objects.count() == 4
    with clock.at(clock.now() + dt.timedelta(days=1)):
        assert post(place, api_key=token_of(place, "clerk")).json() != first.json()


def test_a_telephone_of_elsewhere_is_not_kept_and_the_sender_learns_it(place, key):
    notice = post(place, api_key=key, phone="111111111").json()[0]["service_notice"]

    assert Order.objects.get().contact_phone == ""
    assert "电话" in notice


def test_a_long_place_stands_in_the_text(place, key):
    post(place, api_key=key, address_string="巷" * 300)
    order = Order.objects.get()

    assert order.place == ""
    assert "巷" * 300 in order.text


def test_a_report_asks_the_database_a_fixed_number_of_times(place, key):
    get("discovery.json")
    place.category()
    sent = {"api_key": key, "service_code": str(place.category().pk)}
    post(place, **sent)
    here = str(place.buildings[0].pk)
    asked = [
        len(queries_of(lambda: post(place, **sent, description="又一件"))),
        len(queries_of(lambda: post(place, **sent, **{"attribute[building]": here}))),
    ]

    # The token, the kind, the act, the number, the order, the audit; and the building. One more is the test's own.
    assert asked == [7, 8]


# ---- nobody is named ----

phones = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
people = st.sampled_from(["林小满", "陈不言", "Mary Smith"])
doors = st.from_regex(r"[1-9][0-9]单元[1-9]0[1-9]室", fullmatch=True)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    phone=phones,
    person=people,
    door=doors,
    status=st.sampled_from(["submitted", "accepted", "resolved", "closed", "declined"]),
)
def test_no_answer_names_anybody(place, phone, person, door, status):
    order = place.order(
        status, text=f"{person}住{door}，电话{phone}", place=door, contact_name=person, contact_phone=phone,
        building=place.buildings[0],
    )  # fmt: skip
    paths = ("requests", f"requests/{order.pk}", f"request/{order.pk}", f"tokens/{order.pk}")
    said = "".join(get(f"{path}.{end}").content.decode() for path in paths for end in ("json", "xml"))

    assert str(order.pk) in said
    for secret in (phone, phone[-8:], person, door, order.code, order.number, "装好了"):
        assert secret not in said


def test_words_of_the_desk_for_the_wall_are_the_description(place):
    order = place.order("submitted", text="林小满家门口的灯坏了")
    actions.admit(
        order, category=order.category, building=None, wall_text="巷口路灯不亮",
        by=place.actor("clerk"), version=order.version,
    )  # fmt: skip

    assert told(f"requests/{order.pk}")[0]["description"] == "巷口路灯不亮"
    assert json.dumps(told("requests"), ensure_ascii=False).count("林小满") == 0
