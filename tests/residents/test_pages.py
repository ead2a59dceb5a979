"""Pages of residents: written down once, corrected as seen, moved without overlap, and whole numbers for a reason."""

import datetime as dt
import itertools
import uuid

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.core import clock
from linli.core.audit import AuditEntry
from linli.core.errors import DomainError
from linli.core.records import state_of
from linli.places import actions as places
from linli.places.models import Dwelling
from linli.residents import actions
from linli.residents.identity import check_digit
from linli.residents.models import Person, Residence
from linli.residents.queries import residences_of, state_of_residences
from tests.laws.test_naughty import NAUGHTY
from tests.orders.test_pages import queries_of
from tests.people import SINCE

PEOPLE = "/desk/nanmen/people/"
PHONE = "13900006021"
DAY = dt.timedelta(days=1)


def number_of(born: str = "19800229", serial: str = "123") -> str:
    first = f"110105{born}{serial}"
    return first + check_digit(first)


NUMBER = number_of()


def room(place, name: str = "302", door: str = "4单元", building: int = 1) -> Dwelling:
    by, house = place.actor("clerk"), place.buildings[building]
    entrance = house.entrances.filter(name=door).first() or places.register_entrance(house, name=door, by=by)
    return places.register_dwelling(house, entrance=entrance, room=name, since=SINCE, by=by)


def person(place, name: str = "江晚", **facts) -> Person:
    return actions.enter(place.community, name=name, by=place.actor("clerk"), **facts)


def typed(**more) -> dict:
    asked = {"name": "江晚", "kind": "actual", "since": clock.today().isoformat()}
    return {"act_id": str(uuid.uuid4()), **asked, **more}


def seen(client, path: str) -> dict:
    """The hidden fields and first values of a form as the page gives them."""
    form = client.get(path).context["form"]
    return {field.name: field.value() for field in form if field.value() not in {None, False}}


def page_of(row: Person, verb: str = "") -> str:
    return f"{PEOPLE}{row.pk}{'/' * bool(verb)}{verb}"


def test_a_person_is_written_down_with_number_birth_and_dwelling(place, enter):
    home = room(place)
    form = typed(
        phone="139 0000 6021", identity_number=NUMBER.lower(), building=place.buildings[1].pk, entrance="4", room="３０２室"
    )  # fmt: skip
    answer = enter(place.users["clerk"]).post(f"{PEOPLE}enter", form)
    row = Person.objects.get()

    assert answer.url == page_of(row)
    assert (row.phone, row.identity_number, row.born_on) == (PHONE, NUMBER, dt.date(1980, 2, 29))
    assert [(one.dwelling, one.kind) for one in residences_of(row)] == [(home, "actual")]


def test_a_double_press_is_one_person(place, enter):
    client, form = enter(place.users["clerk"]), typed(identity_number=NUMBER)
    answers = [client.post(f"{PEOPLE}enter", form) for _ in range(2)]

    assert {answer.url for answer in answers} == {page_of(Person.objects.get())}
    assert AuditEntry.objects.filter(action="residents.enter").count() == 1


def test_who_has_the_same_number_is_offered_and_not_written_twice(place, other_place, enter):
    first = person(place, "江晚晴", identity_number=NUMBER)
    actions.enter(other_place.community, name="外人", identity_number=NUMBER, by=other_place.actor("clerk"))
    answer = enter(place.users["clerk"]).post(f"{PEOPLE}enter", typed(identity_number=NUMBER))

    assert answer.status_code == 422
    assert page_of(first) in answer.content.decode()
    assert "外人" not in answer.content.decode()
    assert Person.objects.of(place.community).count() == 1


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("name", {"name": " "}),
        ("phone", {"phone": "1390000"}),
        ("identity_number", {"identity_number": NUMBER[:-1] + ("1" if NUMBER[-1] != "1" else "2")}),
        ("born_on", {"identity_number": NUMBER, "born_on": "1981-01-01"}),
        ("born_on", {"born_on": "2099-01-01"}),
        ("room", {"building": 1}),
        ("room", {"building": 1, "room": "999"}),
        ("building", {"room": "302"}),
        ("entrance", {"building": 1, "room": "302"}),
        ("kind", {"kind": "guest"}),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(place, enter, field, more):
    room(place), room(place, door="5单元")
    if "building" in more:
        more = {**more, "building": place.buildings[1].pk}
    answer = enter(place.users["clerk"]).post(f"{PEOPLE}enter", typed(**{"phone": PHONE, **more}))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert ("江晚" in answer.content.decode()) == ("name" not in more)
    assert not Person.objects.exists()


@pytest.mark.parametrize("word", NAUGHTY)
@pytest.mark.parametrize("verb", ["enter", "amend", "move", "reveal"])
def test_any_words_are_taken_or_refused(place, enter, word, verb):
    row, client = person(place), enter(place.users["clerk"])
    path = f"{PEOPLE}enter" if verb == "enter" else page_of(row, verb)
    words = dict.fromkeys(
        ["name", "phone", "identity_number", "born_on", "building", "entrance", "room", "kind", "since", "state", "words"], word
    )  # fmt: skip

    assert client.post(path, {"act_id": str(uuid.uuid4()), **words}).status_code in {200, 302, 409, 422}
    assert client.post(path, typed(**words | {"act_id": word})).status_code == 422


def test_the_page_of_a_person_masks_the_numbers(place, enter):
    row = person(place, phone=PHONE, identity_number=NUMBER, dwelling=room(place), kind="tenant")
    client = enter(place.users["clerk"])

    for path in (page_of(row), PEOPLE, page_of(row, "amend"), page_of(row, "move"), page_of(row, "reveal")):
        text = client.get(path).content.decode()
        assert PHONE not in text
        assert NUMBER not in text
    text = client.get(page_of(row)).content.decode()
    for words in ("139****6021", f"110105********{NUMBER[-4:]}", "1980 年，46 岁", "租住", "2栋 4单元 302"):
        assert words in text
    assert page_of(row) in client.get(PEOPLE).content.decode()


def test_a_correction_changes_what_was_typed_and_leaves_the_numbers(place, enter):
    row, client = person(place, phone=PHONE, identity_number=NUMBER), enter(place.users["clerk"])
    form = seen(client, page_of(row, "amend"))
    assert not {"phone", "identity_number"} & set(form)
    assert client.post(page_of(row, "amend"), {**form, "name": "江晚晴"}).url == page_of(row)

    row.refresh_from_db()
    assert (row.name, row.phone, row.identity_number) == ("江晚晴", PHONE, NUMBER)
    entry = AuditEntry.objects.get(action="residents.amend")
    assert entry.note == "name"


def test_a_new_number_and_no_telephone(place, enter):
    row, client = person(place, phone=PHONE), enter(place.users["clerk"])
    form = seen(client, page_of(row, "amend")) | {"identity_number": NUMBER, "no_phone": "on"}
    client.post(page_of(row, "amend"), form)

    row = Person.objects.get()
    assert (row.phone, row.identity_number, row.born_on) == ("", NUMBER, dt.date(1980, 2, 29))
    assert NUMBER not in repr(list(AuditEntry.objects.values()))


def test_a_number_of_somebody_else_is_refused_in_a_correction(place, enter):
    person(place, "江晚晴", identity_number=NUMBER)
    row, client = person(place), enter(place.users["clerk"])
    answer = client.post(
        page_of(row, "amend"), seen(client, page_of(row, "amend")) | {"identity_number": NUMBER}
    )

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["identity_number"])


def test_of_two_who_correct_the_second_sees_the_newer_state_and_keeps_the_words(place, enter):
    row, client = person(place), enter(place.users["clerk"])
    form = seen(client, page_of(row, "amend"))
    enter(place.users["secretary"]).post(
        page_of(row, "amend"), {**form, "act_id": str(uuid.uuid4()), "name": "江晚亭"}
    )
    answer = client.post(page_of(row, "amend"), {**form, "name": "江晚晴"})
    text = answer.content.decode()

    assert (answer.status_code, Person.objects.get().name) == (409, "江晚亭")
    assert "<dd>江晚亭</dd>" in text
    assert 'value="江晚晴"' in text
    again = {field.name: field.value() for field in answer.context["form"] if field.value()}
    assert client.post(page_of(row, "amend"), again).status_code == 302
    assert Person.objects.get().name == "江晚晴"


def test_a_move_ends_the_former_residence_the_day_before(place, enter):
    old, new = room(place), room(place, "501")
    row = person(place, dwelling=old, since=SINCE)
    client, path = enter(place.users["clerk"]), page_of(row, "move")
    form = seen(client, path) | {
        "kind": "actual", "since": "2026-03-01", "building": place.buildings[1].pk, "entrance": "4单元", "room": "501"
    }  # fmt: skip
    assert {client.post(path, form).url for _ in range(2)} == {page_of(row)}

    assert [(one.dwelling, one.valid_from, one.valid_to) for one in residences_of(row)] == [
        (new, dt.date(2026, 3, 1), None),
        (old, SINCE, dt.date(2026, 2, 28)),
    ]
    assert AuditEntry.objects.filter(action="residents.move").count() == 1


def test_who_moves_away_lives_nowhere_here(place, enter):
    row, client = person(place, dwelling=room(place), since=SINCE), enter(place.users["clerk"])
    path = page_of(row, "move")
    client.post(path, seen(client, path) | {"kind": "actual", "since": "2026-03-01"})

    assert [one.valid_to for one in residences_of(row)] == [dt.date(2026, 2, 28)]
    assert "以前的" in client.get(page_of(row)).content.decode()


def test_of_two_who_write_down_a_move_the_second_is_told(place, enter):
    row, client = person(place, dwelling=room(place), since=SINCE), enter(place.users["clerk"])
    path = page_of(row, "move")
    form = seen(client, path) | {"kind": "actual", "since": "2026-03-01"}
    client.post(path, form)
    answer = client.post(path, {**form, "act_id": str(uuid.uuid4()), "since": "2026-03-02"})

    assert answer.status_code == 409
    assert "2026-02-28" in answer.content.decode()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"since": "2099-01-01"}, "since"),
        ({"since": "2019-12-31"}, "since"),
        ({"kind": "tenant"}, "kind"),
        ({"building": 1, "entrance": "4", "room": "302"}, "room"),
    ],
)
def test_a_move_that_cannot_be_is_told(place, enter, more, field):
    row, client = person(place, dwelling=room(place), since=SINCE), enter(place.users["clerk"])
    if "building" in more:
        more = {**more, "building": place.buildings[1].pk}
    form = seen(client, page_of(row, "move")) | {"kind": "actual", "since": "2026-03-01", **more}
    answer = client.post(page_of(row, "move"), form)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert [one.valid_to for one in residences_of(row)] == [None]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(Residence.Kind.values), st.integers(0, 2), st.integers(0, 12)), max_size=12
    )
)
def test_residences_of_a_kind_never_overlap_whatever_the_order_of_moves(place, moves):
    rooms = list(Dwelling.objects.of(place.community)) or [room(place), room(place, "501")]
    row, first = person(place, f"某{Person.objects.count()}"), clock.today() - 12 * DAY
    for kind, where, day in moves:
        before = state_of_residences(residences_of(row))
        try:
            actions.move(
                row, kind=kind, to=[*rooms, None][where], since=first + day * DAY, by=place.actor("clerk"), seen=before
            )  # fmt: skip
        except DomainError:
            assert state_of_residences(residences_of(row)) == before

    for kind in Residence.Kind.values:
        held = sorted(
            (one.valid_from, one.valid_to or dt.date.max) for one in residences_of(row) if one.kind == kind
        )
        assert all(start <= end for start, end in held)
        assert all(end < start for (_, end), (start, _) in itertools.pairwise(held))


def test_whole_numbers_are_shown_once_for_a_reason_that_is_kept(place, enter):
    row, client = person(place, phone=PHONE, identity_number=NUMBER), enter(place.users["clerk"])
    form = {"act_id": str(uuid.uuid4()), "common": "compare", "words": "来窗口办事"}
    answer = client.post(page_of(row, "reveal"), form)
    text = answer.content.decode()

    assert PHONE in text and NUMBER in text  # noqa: PT018  both on one page
    assert "no-store" in answer["Cache-Control"]
    entry = AuditEntry.objects.get(action="residents.reveal")
    assert (entry.subject_id, entry.note) == (row.pk, "核对证件 · 来窗口办事")
    assert NUMBER not in repr(list(AuditEntry.objects.values()))
    assert client.post(page_of(row, "reveal"), form).status_code == 200
    assert AuditEntry.objects.filter(action="residents.reveal").count() == 1
    with clock.at(clock.now() + dt.timedelta(minutes=2)):
        later = client.post(page_of(row, "reveal"), form)
    assert (later.status_code, NUMBER in later.content.decode()) == (422, False)


@pytest.mark.parametrize("words", ["", "看看", "   看 ", f"号码{NUMBER}"])
def test_without_a_reason_nothing_is_shown(place, enter, words):
    row = person(place, phone=PHONE, identity_number=NUMBER)
    answer = enter(place.users["clerk"]).post(
        page_of(row, "reveal"), {"act_id": str(uuid.uuid4()), "common": "other", "words": words}
    )

    assert answer.status_code == 422
    assert PHONE not in answer.content.decode()
    assert not AuditEntry.objects.filter(action="residents.reveal").exists()


def test_a_reason_must_be_chosen(place, enter):
    answer = enter(place.users["clerk"]).post(
        page_of(person(place), "reveal"), {"act_id": str(uuid.uuid4()), "words": "来窗口办事"}
    )

    assert list(answer.context["form"].errors) == ["common"]
    assert "还没填：为什么要看。" in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("secretary", 200), ("clerk", 200), ("grid_worker", 403), ("zhou", 403)]
)
def test_residents_open_to_the_desk_alone(place, enter, who, status):
    row, client = person(place), enter(place.users[who])

    for path in (f"{PEOPLE}enter", *(page_of(row, verb) for verb in ("", "amend", "move", "reveal"))):
        assert client.get(path).status_code == status


def test_residents_of_another_community_are_not_found(place, other_place, enter):
    row, client = person(other_place), enter(place.users["clerk"])

    for verb in ("", "amend", "move", "reveal"):
        assert client.get(page_of(row, verb)).status_code == 404
        assert client.post(page_of(row, verb), typed(state=state_of(row))).status_code in {404, 405}
    assert Client().get(page_of(row)).status_code == 302


def test_a_dwelling_of_another_community_is_no_choice(place, other_place, enter):
    foreign = room(other_place)
    answer = enter(place.users["clerk"]).post(
        f"{PEOPLE}enter", typed(building=foreign.building_id, room="302")
    )

    assert list(answer.context["form"].errors) == ["building"]


@pytest.mark.parametrize("count", [1, 3, 30])
def test_pages_of_a_person_ask_at_most_six_times(place, enter, count):
    row, client = person(place), enter(place.users["clerk"])
    for n in range(count):
        actions.move(
            row, kind="actual", to=room(place, str(100 + n)), since=clock.today() - (count - n) * DAY, by=place.actor("clerk"),
            seen=state_of_residences(residences_of(row)),
        )  # fmt: skip
    client.get(PEOPLE)

    for path in (f"{PEOPLE}enter", *(page_of(row, verb) for verb in ("", "amend", "move", "reveal"))):
        asked = queries_of(lambda path=path: client.get(path))
        assert len(asked) <= 6, "\n".join([path, *asked])
