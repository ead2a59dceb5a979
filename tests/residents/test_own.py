"""What a resident may ask for: to be reached as wished, to agree and to take it back, a copy, and to be erased."""

import datetime as dt
import io
import json
import uuid

import pypdf
import pytest

from linli.accounts.models import Posting
from linli.core import clock
from linli.core.audit import AuditEntry
from linli.core.crypto import unseal
from linli.core.errors import DomainError
from linli.core.workflow import Overtaken
from linli.orders.models import Order
from linli.organisations import actions as organisations
from linli.organisations.queries import people_called
from linli.papers.imports.models import ImportedRow
from linli.residents import actions, purposes
from linli.residents.mentions import mentions_in
from linli.residents.models import Consent, Person, Reach, Residence
from linli.residents.purposes import PUBLIC_NAME, Purpose
from linli.residents.queries import consents, has_consented, occupancy, people, reach_of, reach_of_phone
from tests.orders.test_pages import queries_of
from tests.people import SINCE
from tests.residents.test_pages import DAY, NUMBER, PHONE, page_of, person, room, seen

REACH = {"channel": "call", "from_hour": "18", "to_hour": "21", "language": "客家话", "do_not_visit": "on"}


def form(**more) -> dict:
    return {"act_id": str(uuid.uuid4()), **more}


def said(place, action: str) -> list[str]:
    rows = AuditEntry.objects.filter(community_id=place.community.pk, action=f"residents.{action}")
    return [entry.note for entry in rows]


# How to be reached (N-18)


def test_how_somebody_wants_to_be_reached_is_written_down_and_shown(place, enter):
    row, client = person(place, phone=PHONE), enter(place.users["clerk"])
    answer = client.post(page_of(row, "set_reach"), form(**REACH))
    shown = client.get(answer.url).content.decode()

    assert answer.url == page_of(row)
    assert all(words in shown for words in ("打电话", "18:00 到 21:00", "讲客家话", "请不要上门"))
    assert reach_of_phone(place.community.pk, PHONE).to_hour == 21


def test_a_double_press_writes_the_wish_down_once(place, enter):
    row, client, press = person(place), enter(place.users["clerk"]), form(**REACH)
    answers = [client.post(page_of(row, "set_reach"), press) for _ in range(2)]

    assert {answer.url for answer in answers} == {page_of(row)}
    assert (Reach.objects.count(), len(said(place, "set_reach"))) == (1, 1)


def test_a_wish_is_corrected_as_it_was_seen(place, enter):
    row, client = person(place), enter(place.users["clerk"])
    client.post(page_of(row, "set_reach"), form(**REACH))
    first = seen(client, page_of(row, "set_reach"))
    assert {name: str(first[name]) for name in ("channel", "from_hour", "language")} == {
        "channel": "call", "from_hour": "18", "language": "客家话",
    }  # fmt: skip

    client.post(page_of(row, "set_reach"), {**first, "channel": "paper"})
    late = client.post(page_of(row, "set_reach"), {**first, **form(), "channel": "text"})

    assert late.status_code == 409
    assert reach_of(row).channel == "paper"


def test_two_who_write_down_the_first_wish_at_once_do_not_overwrite_each_other(place):
    row, by = person(place), place.actor("clerk")
    actions.set_reach(row, by=by, seen="", channel="call")

    with pytest.raises(Overtaken):
        actions.set_reach(row, by=by, seen="", channel="text")
    assert reach_of(row).channel == "call"


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("to_hour", {"from_hour": "18", "to_hour": ""}),
        ("to_hour", {"from_hour": "", "to_hour": "9"}),
        ("to_hour", {"from_hour": "18", "to_hour": "18"}),
        ("from_hour", {"from_hour": "24"}),
        ("do_not_visit", {"channel": "visit"}),
        ("channel", {"channel": "pigeon"}),
        ("language", {"language": "话" * 41}),
    ],
)
def test_a_wish_that_cannot_be_kept_is_refused_beside_its_field(place, enter, field, more):
    answer = enter(place.users["clerk"]).post(page_of(person(place), "set_reach"), form(**{**REACH, **more}))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Reach.objects.exists()


# Consent


def agree(client, row, verb: str = "consent", **more):
    return client.post(
        f"{page_of(row, verb)}/residents.public_name", form(**{"channel": "in_person", **more})
    )


def test_to_take_back_is_one_press_like_to_agree(place, enter):
    row, client = person(place), enter(place.users["clerk"])
    page = client.get(page_of(row)).content.decode()
    assert (page.count(f"{page_of(row, 'consent')}/{PUBLIC_NAME.code}"), page.count("withdraw_consent/")) == (
        1,
        0,
    )

    assert agree(client, row).url == page_of(row)
    assert has_consented(row, PUBLIC_NAME)
    page = client.get(page_of(row)).content.decode()
    assert (page.count(f"{page_of(row, 'consent')}/{PUBLIC_NAME.code}"), page.count("withdraw_consent/")) == (
        0,
        1,
    )

    assert agree(client, row, "withdraw_consent", channel="telephone").url == page_of(row)
    assert not has_consented(row, PUBLIC_NAME)
    (row_kept,) = consents(row, PUBLIC_NAME)
    assert row_kept.withdrawn_at == clock.now()
    assert said(place, "consent") == ["residents.public_name 1 in_person"]
    assert said(place, "withdraw_consent") == ["residents.public_name telephone"]


def test_the_page_says_that_refusing_stops_no_service(place, enter):
    assert "不同意也照样办事" in enter(place.users["clerk"]).get(page_of(person(place))).content.decode()


def test_a_double_press_is_one_consent(place, enter):
    row, client = person(place), enter(place.users["clerk"])
    press = form(channel="paper")
    for _ in range(2):
        client.post(f"{page_of(row, 'consent')}/residents.public_name", press)
    agree(client, row)  # another press of another page: the words stand already

    assert Consent.objects.count() == len(said(place, "consent")) == 1


def test_what_was_not_agreed_to_can_be_taken_back_and_nothing_happens(place):
    row = person(place)
    actions.withdraw_consent(row, purpose=PUBLIC_NAME, channel="in_person", by=place.actor("clerk"))

    assert said(place, "withdraw_consent") == []


def test_new_words_ask_anew(place, enter, monkeypatch):
    row, client, by = person(place), enter(place.users["clerk"]), place.actor("clerk")
    actions.consent(row, purpose=PUBLIC_NAME, channel="in_person", by=by)
    newer = Purpose(PUBLIC_NAME.code, PUBLIC_NAME.label, "名字和照片", 2)
    monkeypatch.setitem(purposes.PURPOSES, newer.code, newer)

    assert not has_consented(row, newer)
    assert "文字改了，请重新问" in client.get(page_of(row)).content.decode()

    actions.consent(row, purpose=newer, channel="in_person", by=by)
    assert has_consented(row, newer)
    assert not has_consented(row, PUBLIC_NAME)


def test_for_a_child_a_guardian_agrees(place, enter):
    client = enter(place.users["clerk"])
    today = clock.today()
    child = person(place, "江小晚", born_on=today.replace(year=today.year - 14) + DAY)
    grown = person(place, "江晚", born_on=today.replace(year=today.year - 14))

    answer = agree(client, child)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["guardian"])
    assert agree(client, child, guardian="江晚晴").status_code == 302
    assert agree(client, grown).status_code == 302

    assert [consents(row)[0].guardian for row in (child, grown)] == ["江晚晴", ""]


def test_a_purpose_that_nobody_has_is_not_found(place, enter):
    client, row = enter(place.users["clerk"]), person(place)

    assert client.get(f"{page_of(row, 'consent')}/residents.newsletter").status_code == 404
    assert client.get(f"{page_of(row, 'withdraw_consent')}/residents.newsletter").status_code == 404


def test_who_agreed_may_be_named_in_announcements_and_nobody_else(place, other_place):
    row = person(place, "江晚晴")
    text = "感谢江晚晴打扫楼道"
    assert [mention.words for mention in mentions_in(text, place.community)] == ["江晚晴"]

    actions.consent(row, purpose=PUBLIC_NAME, channel="in_person", by=place.actor("clerk"))
    assert mentions_in(text, place.community) == []

    namesake = person(place, "江晚晴")
    assert [mention.words for mention in mentions_in(text, place.community)] == ["江晚晴"]
    actions.consent(namesake, purpose=PUBLIC_NAME, channel="in_person", by=place.actor("clerk"))
    actions.withdraw_consent(row, purpose=PUBLIC_NAME, channel="in_person", by=place.actor("clerk"))
    assert [mention.words for mention in mentions_in(text, place.community)] == ["江晚晴"]


# A copy of one's own data (PIPL 45)


def held(place, **more) -> Person:
    """Somebody of whom the books hold much."""
    row = person(place, phone=PHONE, identity_number=NUMBER, dwelling=room(place), **more)
    by = place.actor("clerk")
    actions.set_reach(row, by=by, seen="", channel="text", language="手语")
    actions.consent(row, purpose=PUBLIC_NAME, channel="paper", by=by)
    Person.objects.filter(pk=row.pk).update(user=place.users["ma"])
    organisations.appoint(row, "building_leader", at=place.buildings[0], since=SINCE, by=by)
    return Person.objects.get(pk=row.pk)


def copy(client, row, sheet: str = "file", **more):
    return client.post(page_of(row, "export_own"), form(**{"common": "card", "sheet": sheet, **more}))


def test_the_copy_holds_everything_unmasked_and_is_recorded(place, enter):
    row = held(place)
    answer = copy(enter(place.users["clerk"]), row)
    parts = {part["code"]: part["records"] for part in json.loads(answer.content)["parts"]}
    values = {code: {fact["field"]: fact["value"] for fact in records[0]} for code, records in parts.items()}

    assert next(iter(parts)) == "residents"
    assert values["residents"] == {
        "name": "江晚",
        "phone": PHONE,
        "identity_number": NUMBER,
        "born_on": "1980-02-29",
    }
    assert values["residents.residences"]["dwelling"].endswith("302")
    assert values["residents.reach"]["language"] == "手语"
    assert values["residents.consents"]["purpose"].startswith("公告里写我的名字")
    assert values["residents.consents"]["given_at"] == "2026-03-10 09:00"
    assert values["organisations"]["post"] == "楼栋长"
    assert values["accounts"]["login"] == place.users["ma"].login
    assert values["volunteers"]["team"] == "水电维修队"
    assert {fact["label"] for fact in parts["residents"][0]} >= {"姓名", "电话"}
    assert answer["Cache-Control"].count("no-store")
    assert said(place, "export_own") == ["出示了身份证"]


def test_the_copy_on_paper_says_the_same(place, enter):
    answer = copy(enter(place.users["clerk"]), held(place), "paper")
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    words = "".join(page.extract_text() for page in pages).replace("\n", "").replace(" ", "")

    assert answer["Content-Type"] == "application/pdf"
    assert all(word in words for word in ("江晚", PHONE, NUMBER, "手语", "302"))


def test_no_copy_without_saying_how_one_knows(place, enter):
    client, row = enter(place.users["clerk"]), held(place)
    for wrong in ({"common": ""}, {"common": "other"}, {"words": "身份证 110105198002291231"}):
        assert copy(client, row, **wrong).status_code == 422

    assert said(place, "export_own") == []


def test_a_later_press_of_the_same_form_is_a_copy_of_its_own(place, enter):
    client, row, press = enter(place.users["clerk"]), held(place), form(common="card", sheet="file")
    assert [client.post(page_of(row, "export_own"), press).status_code for _ in range(2)] == [200, 200]
    with clock.at(clock.now() + dt.timedelta(minutes=5)):
        assert client.post(page_of(row, "export_own"), press).status_code == 422

    assert len(said(place, "export_own")) == 1


# To be erased (PIPL 47)


def leave(place, row: Person) -> Person:
    """The person has moved away, holds no post and no login here."""
    from linli.residents.queries import residences_of, state_of_residences

    for residence in residences_of(row):
        actions.move(row, kind=residence.kind, to=None, since=clock.today(), by=place.actor("clerk"),
                     seen=state_of_residences(residences_of(row)))  # fmt: skip
    row.appointments.update(valid_to=clock.today() - DAY)
    Posting.objects.filter(user=row.user_id).update(valid_to=clock.today() - DAY)
    return Person.objects.get(pk=row.pk)


def gone(client, row, **more):
    return client.post(page_of(row, "erase"), form(**{"common": "asked", **more}))


@pytest.fixture
def away(place) -> Person:
    """Somebody who lived here until yesterday."""
    early = dt.date(2026, 3, 1)
    row = held(place, since=early)
    return leave(place, row)


def test_who_lives_here_has_a_post_or_an_open_matter_is_not_erased_and_reads_why(place, enter):
    row = held(place)
    order = place.order("accepted", contact_phone=PHONE, contact_name="江晚")
    answer = gone(enter(place.users["secretary"]), row)
    told = str(answer.context["form"].errors)

    assert answer.status_code == 422
    assert all(words in told for words in ("请先登记搬走", "还在任职", "还有在用的工作账号", order.number))
    assert Person.objects.get(pk=row.pk).phone == PHONE
    assert said(place, "erase") == []


@pytest.mark.parametrize(
    ("contact", "stays"),
    [
        ({"contact_name": "江晚"}, True),
        ({"contact_phone": PHONE}, True),
        ({"contact_name": "江晚", "contact_phone": "13900000009"}, False),
        ({"contact_name": "别人"}, False),
        ({}, False),
    ],
)
def test_a_matter_names_a_person_by_telephone_or_else_by_name(place, away, contact, stays):
    place.order("resolved", **contact)
    by = place.actor("secretary")
    if stays:
        with pytest.raises(DomainError, match="还没办结"):
            actions.erase(away, reason="本人要求", by=by)
    else:
        actions.erase(away, reason="本人要求", by=by)

    assert (Person.objects.get(pk=away.pk).erased_at is None) == stays


def test_what_is_erased_is_gone_for_good(place, away, enter):
    client = enter(place.users["secretary"])
    order = place.order("withdrawn", contact_name="江晚", contact_phone=PHONE)
    ImportedRow.objects.create(
        community=place.community, subject_kind="residents.person", subject_id=away.pk, row=1, before='{"name": "江晚"}',
        after="", run=run_of(place),
    )  # fmt: skip
    answer = gone(client, away)
    row, order = Person.objects.get(pk=away.pk), Order.objects.get(pk=order.pk)

    assert answer.url == "/desk/nanmen/people/"
    assert (row.name, row.phone, row.identity_number, row.born_on, row.user) == (
        "（姓名已删除）",
        "",
        "",
        None,
        None,
    )
    assert (row.phone_index, row.identity_index) == ("", "")
    assert (Reach.objects.count(), Consent.objects.count(), ImportedRow.objects.count()) == (0, 0, 0)
    assert (order.contact_name, order.contact_phone) == ("", "")
    assert said(place, "erase") == ["本人要求"]
    for verb in ("", "amend", "move", "reveal", "set_reach", "export_own", "erase"):
        assert client.get(page_of(row, verb)).status_code == 404
    assert (
        client.post(f"{page_of(row, 'consent')}/residents.public_name", form(channel="paper")).status_code
        == 404
    )
    assert list(people(place.actor("secretary"))) == []
    assert people_called(place.community.pk, row.name) == []
    assert mentions_in("（姓名已删除）江晚", place.community) == []


def run_of(place):
    from linli.papers.imports.models import ImportRun

    return ImportRun.objects.create(
        community=place.community, kind="residents", file_name="x", status="applied", uploaded_by="", uploaded_at=clock.now()
    )  # fmt: skip


def test_what_was_written_about_an_erased_person_in_the_audit_is_gone_but_that_it_happened_stays(place, away):
    by = place.actor("secretary")
    actions.reveal(away, reason="江晚的女儿来电核对", by=by)
    actions.erase(away, reason="本人要求", by=by)

    assert (said(place, "reveal"), said(place, "erase")) == ([""], ["本人要求"])


def test_a_double_press_erases_once_and_ends_on_the_list(place, away, enter):
    client, press = enter(place.users["secretary"]), form(common="asked")
    answers = [client.post(page_of(away, "erase"), press) for _ in range(2)]

    assert {answer.url for answer in answers} == {"/desk/nanmen/people/"}
    assert len(said(place, "erase")) == 1


def test_what_was_counted_of_earlier_days_is_counted_the_same(place, away):
    from linli.core.figures import REGISTER

    day, leaders = dt.date(2026, 3, 5), REGISTER["F14"]
    before = (occupancy(place.community, day, by="grid"), leaders.value(place.community, None, day))
    actions.erase(away, reason="本人要求", by=place.actor("secretary"))

    assert (occupancy(place.community, day, by="grid"), leaders.value(place.community, None, day)) == before
    assert sum(row.residents for row in before[0]) == 1
    assert before[1] == 1
    assert Residence.objects.get().household is None


def test_the_history_of_a_post_stays_without_the_name(place, away, enter):
    actions.erase(away, reason="本人要求", by=place.actor("secretary"))
    page = enter(place.users["clerk"]).get("/desk/nanmen/appointments/?state=all").content.decode()

    assert "江晚" not in page
    assert away.appointments.get().person_id == away.pk


def test_only_the_secretary_erases_and_only_with_a_reason(place, away, enter):
    assert gone(enter(place.users["clerk"]), away).status_code == 403
    assert gone(enter(place.users["secretary"]), away, common="other").status_code == 422
    with pytest.raises(DomainError):
        actions.erase(away, reason="x", by=place.actor("secretary"))
    assert Person.objects.get(pk=away.pk).phone == PHONE


def test_the_bytes_in_the_database_are_gone(place, away):
    from django.db import connection

    def raw():
        with connection.cursor() as cursor:
            cursor.execute("SELECT phone, identity_number, name FROM residents_person")
            return cursor.fetchone()

    assert unseal(bytes(raw()[0]), f"residents.person.phone:{away.pk}") == PHONE
    actions.erase(away, reason="本人要求", by=place.actor("secretary"))

    assert [bytes(raw()[0]), bytes(raw()[1])] == [b"", b""]


def test_who_was_erased_meanwhile_is_not_written_to(place, away):
    by = place.actor("secretary")
    actions.erase(Person.objects.get(pk=away.pk), reason="本人要求", by=by)

    with pytest.raises(Overtaken):
        actions.set_reach(away, by=by, seen="", channel="call")
    with pytest.raises(Overtaken):
        actions.consent(away, purpose=PUBLIC_NAME, channel="paper", by=by)
    with pytest.raises(Overtaken):
        actions.erase(away, reason="本人要求", by=by)


# Who, and how many questions


@pytest.mark.parametrize(
    "verb", ["set_reach", "consent/residents.public_name", "withdraw_consent/residents.public_name", "export_own", "erase"]
)  # fmt: skip
def test_another_community_does_not_find_the_person(place, other_place, enter, verb):
    path = page_of(person(place), verb)
    strange = path.replace("/nanmen/", "/yongxinlu/")

    assert enter(other_place.users["secretary"]).get(path).status_code == 404
    assert enter(other_place.users["secretary"]).get(strange).status_code == 404
    assert enter(place.users["secretary"]).get(path).status_code == 200


def test_the_page_asks_as_much_for_one_of_whom_much_is_known(place, enter):
    client, little, much = enter(place.users["clerk"]), person(place), held(place, name="欧阳知秋")
    client.get(page_of(little))

    few, many = (len(queries_of(lambda row=row: client.get(page_of(row)))) for row in (little, much))
    assert few == many <= 6
