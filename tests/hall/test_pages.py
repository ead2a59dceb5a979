"""Pages of the hall: what they show, to whom, how often they ask, and that one press is one act."""

import datetime as dt
import io

import pypdf
import pytest
from django.test import Client

from linli.core import clock
from linli.core.keys import uuid7
from linli.core.records import state_of
from linli.hall import actions, papers, queries
from linli.hall.models import HallAppointment, PaperReceipt, QueueTicket, SealUse, ServiceItem, Transaction
from linli.hall.planting import plant_services
from linli.residents import actions as residents
from tests.hall.hall import began, do, finished, number, service, stamped
from tests.orders.test_pages import queries_of

HALL, DESK = "/nanmen/hall/", "/desk/nanmen/hall/"


def words_of(made):
    """The words of a PDF, without blanks."""
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    return "".join(page.extract_text() for page in pages).replace("\n", "").replace(" ", "")


def typed(row=None, **more):
    version = {"version": row.version} if row is not None and hasattr(row, "version") else {}
    return {"act_id": str(uuid7()), **version, **more}


def page(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def tx(row, name=""):
    return f"{DESK}transactions/{row.number}" + (f"/{name}" if name else "")


# Who comes


def test_the_catalogue_finds_services_and_tells_where_to_go_instead(place):
    plant_services(place.community)

    assert "老年优待证" in page(Client(), HALL)
    found = page(Client(), f"{HALL}?q=低保")
    assert "老年优待证" not in found
    road = page(Client(), f"{HALL}?q=健在证明")
    assert "社保经办机构" in road


def test_a_service_shows_its_papers_on_page_and_on_paper(place):
    item = service(place, words="先打电话问一声。")
    shown = page(Client(), f"{HALL}items/{item.code}")
    for words in ("居民身份证", "核对身份", "住房保障窗口", "先打电话问一声。"):
        assert words in shown

    printed = words_of(Client().get(f"{HALL}items/{item.code}.pdf").content)
    assert "居民身份证" in printed
    assert page(Client(), f"{HALL}items/none", 404)


def test_a_number_is_taken_on_the_phone_once_and_without_a_name(place):
    client = Client()
    number(place)
    data = typed(letter="A")
    first, second = (client.post(f"{HALL}number", data) for _ in range(2))

    ticket = QueueTicket.objects.get(self_taken=True)
    assert first["Location"] == second["Location"] == f"{HALL}numbers/{ticket.pk}"
    assert client.get(f"{HALL}number")["Location"] == first["Location"]
    assert "A002" in page(client, first["Location"])
    with clock.at(clock.now() + dt.timedelta(days=1)):
        assert page(client, first["Location"], 404)


def test_the_screen_shows_numbers_and_counters_and_nothing_else(place):
    began(place)
    do(place, number(place), "call", counter="3")
    number(place)

    shown = page(Client(), "/screen/nanmen/hall/")
    part = Client().get("/screen/nanmen/hall/", headers={"HX-Request": "true"}).content.decode()
    for words in (shown, part):
        assert "A001" in words
        assert "3" in words
        assert "A002" not in words
        assert "江晚" not in words
    assert "<html" not in part


def test_who_came_follows_with_code_and_digits_and_reads_no_names(place):
    row = do(place, began(place), "admit", missing=["户口簿"])
    client = Client()
    assert "户口簿" not in page(client, f"{HALL}t/{row.code}")
    assert client.post(f"{HALL}t/", {"code": row.code, "digits": "0000"}).status_code == 422

    answer = client.post(f"{HALL}t/", {"code": row.code, "digits": "6021"})

    shown = page(client, answer["Location"])
    assert "户口簿" in shown
    assert "clerk" not in shown
    assert "户口簿" in words_of(client.get(f"{HALL}t/{row.code}/notice.pdf").content)
    assert page(Client(), f"{HALL}t/{row.code}/notice.pdf", 404)


def test_after_too_many_wrong_digits_the_right_ones_wait(place):
    row, client = began(place), Client()
    for _ in range(10):
        client.post(f"{HALL}t/", {"code": row.code, "digits": "0000"})

    assert client.post(f"{HALL}t/", {"code": row.code, "digits": "6021"}).status_code == 422


# The desk


def test_calling_at_the_counter_is_one_call_for_one_form(place, enter):
    number(place), number(place)
    client, data = enter(place.users["clerk"]), typed(letter="A", counter="2")
    for _ in range(2):
        client.post(f"{DESK}call_next", data)

    assert list(QueueTicket.objects.filter(status="called").values_list("counter", flat=True)) == ["2"]
    shown = page(client, DESK)
    assert '<option value="2" selected' in shown


def test_a_number_given_at_the_counter_is_printed(place, enter):
    client = enter(place.users["clerk"])
    answer = client.post(f"{DESK}take", typed(letter="B"))

    ticket = QueueTicket.objects.get()
    assert answer["Location"] == f"{DESK}?slip={ticket.pk}"
    assert f"numbers/{ticket.pk}/slip.pdf" in page(client, answer["Location"])
    assert "B001" in words_of(client.get(f"{DESK}numbers/{ticket.pk}/slip.pdf").content)


def test_numbers_are_served_skipped_and_called_again(place, enter):
    client, ticket = enter(place.users["clerk"]), number(place)
    do(place, ticket, "call", counter="1")
    client.post(f"{DESK}numbers/{ticket.pk}/skip", typed(ticket))
    ticket.refresh_from_db()
    client.post(f"{DESK}numbers/{ticket.pk}/call", typed(ticket, counter="4"))
    ticket.refresh_from_db()
    client.post(f"{DESK}numbers/{ticket.pk}/serve", typed(ticket))

    ticket.refresh_from_db()
    assert (ticket.status, ticket.counter) == ("served", "4")


def test_a_resident_of_the_books_is_filled_in(place, enter):
    item, by = service(place), place.actor("clerk")
    person = residents.enter(place.community, name="江晚", phone="13900006021", by=by)
    client = enter(place.users["clerk"])
    assert f"?person={person.pk}" in page(client, f"{DESK}transactions/begin?q=江")
    shown = page(client, f"{DESK}transactions/begin?person={person.pk}")
    assert 'value="13900006021"' in shown
    assert f"transactions/begin?person={person.pk}" in page(client, f"/desk/nanmen/people/{person.pk}")

    data = typed(item=str(item.pk), channel="counter", contact_name="江晚", contact_phone="13900006021")
    answers = [client.post(f"{DESK}transactions/begin?person={person.pk}", data) for _ in range(2)]

    row = Transaction.objects.get()
    assert row.person_id == person.pk
    assert client.get(answers[0]["Location"])["Location"] == tx(row)
    assert answers[0]["Location"] == answers[1]["Location"]


def test_a_transaction_goes_its_way_on_the_pages(place, enter):
    client, row = enter(place.users["clerk"]), began(place)
    steps = {
        "admit": {"here": ["居民身份证", "婚姻证件"]},
        "supply": {},
        "refer": {"office": "街道", "handed_over": "申请表一份"},
        "finish": {"result": "已通过", "result_paper": "通知书"},
        "hand_out": {"collected_by": "江晚"},
    }
    for verb, filled in steps.items():
        row.refresh_from_db()
        assert client.get(tx(row, verb)).status_code == 200
        assert client.post(tx(row, verb), typed(row, **filled))["Location"] == tx(row)
        if verb == "admit":
            assert "户口簿" in words_of(client.get(tx(row, "notice.pdf")).content)

    row.refresh_from_db()
    assert (row.status, row.missing) == ("handed_out", [])
    assert client.get(tx(row, "admit"))["Location"] == tx(row)


def test_who_is_overtaken_sees_the_newer_state_with_what_was_typed(place, enter):
    client, row = enter(place.users["clerk"]), began(place)
    old = typed(row, result="请到派出所")
    do(place, row, "admit")

    answer = client.post(tx(row, "decline"), old)

    assert answer.status_code == 409
    assert "请到派出所" in answer.content.decode()


def test_papers_are_taken_named_on_a_receipt_and_given_back(place, enter):
    client, row = enter(place.users["clerk"]), began(place)
    wrong = client.post(tx(row, "take_papers"), typed(what="户口簿", kind="original", copies="1"))
    assert wrong.status_code == 422
    client.post(
        tx(row, "take_papers"), typed(what="户口簿", kind="original", copies="1", due_back_on="2026-03-12")
    )
    paper = PaperReceipt.objects.get()

    printed = words_of(client.get(tx(row, "papers.pdf")).content)
    assert "户口簿" in printed
    assert "2026年3月12日" in printed
    client.post(tx(row, f"papers/{paper.pk}/return"), typed(returned_to="江晚"))

    assert "江晚" in page(client, tx(row))
    paper.refresh_from_db()
    assert paper.returned_at == clock.now()


def test_the_prefilled_form_has_the_address_and_never_the_identity_number(place, enter):
    by, house = place.actor("clerk"), place.buildings[0]
    from linli.places import actions as places
    from tests.people import SINCE

    home = places.register_dwelling(house, entrance=None, room="302", since=SINCE, by=by)
    person = residents.enter(
        place.community, name="江晚", identity_number="11010519491231002X", dwelling=home, since=SINCE, by=by
    )
    row = began(place, person=person)

    printed = words_of(enter(place.users["clerk"]).get(tx(row, "form.pdf")).content)

    assert "青云首府" in printed
    assert "302" in printed
    assert "0519491231" not in printed


def test_the_seal_is_written_down_and_refused_with_the_office_beside_the_field(place, enter):
    item = service(place, "居住事实证明", kind="certificate", handling="here", legal_basis="某条例第八条")
    client = enter(place.users["clerk"])
    filled = {
        "item": str(item.pk), "paper": "健在证明", "for_whom": "江晚", "copies": "1", "stamped_on": "2026-03-10",
        "approved_by": str(place.users["secretary"].pk),
    }  # fmt: skip
    refused = client.post(f"{DESK}seals/stamp", typed(**filled))
    assert refused.status_code == 422
    assert "社保经办机构" in refused.content.decode()

    client.post(f"{DESK}seals/stamp", typed(**{**filled, "paper": "居住事实证明"}))

    row = SealUse.objects.get()
    assert row.legal_basis == "某条例第八条"
    assert "YY2026-0001" in page(client, f"{DESK}seals/")
    month = words_of(client.get(f"{DESK}seals/month.pdf?month=2026-03").content)
    for words in ("YY2026-0001", "某条例第八条", "江晚", "secretary"):
        assert words in month
    assert "YY2026-0001" not in words_of(client.get(f"{DESK}seals/month.pdf?month=2026-04").content)
    assert client.get(f"{DESK}seals/export.xlsx").status_code == 200


def test_the_catalogue_is_kept_at_the_desk(place, enter):
    client = enter(place.users["clerk"])
    filled = {
        "code": "juzhu", "name": "死亡证明", "kind": "certificate", "handling": "here", "office": "社区", "fee_fen": "0",
        "legal_basis": "某法", "materials": "居民身份证 | 原件 1",
    }  # fmt: skip
    refused = client.post(f"{DESK}items/add", typed(**filled))
    assert refused.status_code == 422
    assert "110" in refused.content.decode()

    client.post(f"{DESK}items/add", typed(**{**filled, "name": "居住事实证明"}))
    item = ServiceItem.objects.get()
    here = f"{DESK}items/{item.pk}"
    assert "居民身份证 | 原件 1" in page(client, here)
    changed = {
        **filled,
        "name": "居住事实证明",
        "office": "居民委员会",
        "materials": "户口簿",
        "state": state_of(item),
    }
    client.post(here, typed(**changed))
    item.refresh_from_db()
    assert [str(one) for one in item.materials.all()] == ["户口簿"]
    assert client.post(here, typed(**changed)).status_code == 409
    client.post(f"{here}/end", typed(last_day="2026-03-10", state=state_of(item)))
    item.refresh_from_db()
    assert item.valid_to == clock.today()


def at_ten(day=11):
    return dt.datetime(2026, 3, day, 10, tzinfo=clock.BEIJING)


def booked(place, **more):
    filled = {
        "item": str(service(place).pk), "starts_at": f"{at_ten():%Y-%m-%dT%H:%M}", "contact_name": "江晚",
        "contact_phone": "13900006021",
    }  # fmt: skip
    return {**typed(), **filled, **more}


def test_a_time_is_booked_once_opened_by_its_digits_and_cancelled_without_a_reason(place, enter):
    plant_services(place.community)
    client, data = Client(), booked(place)
    first, second = (client.post(f"{HALL}book", data) for _ in range(2))

    row = HallAppointment.objects.get()
    assert first["Location"] == second["Location"] == f"{HALL}bookings/{row.code}"
    assert row.starts_at == at_ten()
    other = Client()
    assert "公租房" not in page(other, first["Location"])
    other.post(first["Location"], {"code": row.code, "digits": "6021"})
    assert "公租房" in page(other, first["Location"])
    desk = enter(place.users["clerk"])
    assert "江晚" in page(desk, f"{DESK}appointments/?day=2026-03-11")
    other.post(f"{first['Location']}/cancel", typed(row))
    row.refresh_from_db()
    assert row.status == "cancelled"


def test_a_half_hour_is_given_away_as_often_as_it_has_places(place):
    plant_services(place.community)
    data = booked(place)
    for _ in range(2):
        assert Client().post(f"{HALL}book", {**data, **typed()}).status_code == 302
    assert Client().post(f"{HALL}book", {**data, **typed()}).status_code == 422

    row = HallAppointment.objects.first()
    actions.cancel(row, by=place.actor("clerk"), version=row.version)
    assert Client().post(f"{HALL}book", {**data, **typed()}).status_code == 302


def test_nobody_books_at_night_on_a_holiday_or_at_home_without_a_building(place):
    plant_services(place.community)
    free = {start for start, _places in queries.free_half_hours(place.community)}
    assert at_ten() in free
    assert at_ten(14) not in free
    assert at_ten() + dt.timedelta(hours=12) not in free

    refused = Client().post(f"{HALL}book", booked(place, at_home="on"))
    assert refused.status_code == 422
    assert not HallAppointment.objects.exists()


def test_appointments_are_kept_at_the_desk(place, enter):
    plant_services(place.community)
    client = enter(place.users["clerk"])
    client.post(f"{DESK}appointments/book", booked(place, at_home="on", building=str(place.buildings[0].pk)))
    row = HallAppointment.objects.get()
    client.post(f"{DESK}appointments/{row.pk}/keep", typed(row))

    row.refresh_from_db()
    assert row.status == "kept"


# Who may, and how often it asks


@pytest.mark.parametrize("who", ["zhou", "grid_worker"])
def test_the_hall_is_the_desk_s(place, enter, who):
    row = began(place)

    for path in (
        DESK,
        tx(row),
        f"{DESK}seals/",
        f"{DESK}items/",
        f"{DESK}transactions/",
        f"{DESK}appointments/",
    ):
        assert enter(place.users[who]).get(path).status_code == 403


def test_nobody_sees_across(place, other_place, enter):
    row = began(place)
    ticket = number(place)
    client = enter(other_place.users["clerk"])

    assert client.get(f"/desk/yongxinlu/hall/transactions/{row.number}").status_code == 404
    assert client.get(f"/desk/yongxinlu/hall/numbers/{ticket.pk}/slip.pdf").status_code == 404
    assert Client().get(f"/yongxinlu/hall/numbers/{ticket.pk}").status_code == 404


LISTS = [HALL, f"{HALL}number", "/screen/nanmen/hall/", DESK, f"{DESK}transactions/", f"{DESK}seals/", f"{DESK}items/",
         f"{DESK}appointments/?day=2026-03-11"]  # fmt: skip


@pytest.mark.parametrize("path", LISTS)
def test_a_list_asks_four_times_at_most_however_long_it_is(place, enter, path):
    client, asked = enter(place.users["clerk"]), []
    plant_services(place.community)
    for _ in range(2):
        for _ in range(3):
            item = service(place)
            began(place, item)
            do(place, number(place), "call", counter="1")
            stamped(place, item)
            number(place)
        client.get(path)
        asked.append(len(queries_of(lambda: client.get(path))))

    assert asked[0] == asked[1] <= 4


def presses(place):
    """Each press with the record it is about: address, what is filled in, how often it may ask."""
    item, row, open_row = service(place), began(place), began(place)
    ticket = do(place, number(place), "call", counter="1")
    number(place)
    return {
        "begin": (f"{DESK}transactions/begin", typed(item=str(item.pk), channel="phone", contact_name="江晚")),
        "admit": (tx(row, "admit"), typed(row, here=["居民身份证"])),
        "finish": (tx(done := do(place, open_row, "admit"), "finish"), typed(done, result="好了")),
        "hand_out": (tx(done := finished(place), "hand_out"), typed(done, collected_by="江晚")),
        "take_papers": (tx(row, "take_papers"), typed(what="表", kind="copy", copies="1")),
        "take": (f"{DESK}take", typed(letter="A")),
        "call_next": (f"{DESK}call_next", typed(letter="A", counter="1")),
        "serve": (f"{DESK}numbers/{ticket.pk}/serve", typed(ticket)),
        "stamp": (f"{DESK}seals/stamp", typed(
            item=str(item.pk), paper="申请表", legal_basis="某办法", for_whom="江晚", copies="1", stamped_on="2026-03-10",
            approved_by=str(place.users["secretary"].pk),
        )),
    }  # fmt: skip


VERBS = ("begin", "admit", "finish", "hand_out", "take_papers", "take", "call_next", "serve", "stamp")


@pytest.mark.parametrize("verb", VERBS)
def test_a_press_asks_six_times_at_most(place, enter, verb):
    client = enter(place.users["clerk"])
    path, data = presses(place)[verb]
    client.get(HALL)

    asked = queries_of(lambda: client.post(path, data))

    assert len(asked) <= 6, "\n".join(asked)


def test_one_transaction_asks_six_times_at_most(place, enter):
    client, row = enter(place.users["clerk"]), do(place, began(place), "admit")
    client.get(tx(row))

    assert len(queries_of(lambda: client.get(tx(row)))) <= 6


# Personal data


def test_names_are_erased_some_days_after_the_end(place):
    from linli.hall.personal import erase_contacts

    row = do(place, finished(place), "hand_out", collected_by="江晚")
    still_open = began(place)

    assert erase_contacts(place.community, clock.now() + dt.timedelta(days=1)) == 1

    row.refresh_from_db()
    still_open.refresh_from_db()
    assert (row.contact_name, row.contact_phone, row.collected_by, row.person_id) == ("", "", "", None)
    assert still_open.contact_name == "江晚"


def test_a_person_gets_a_copy_and_is_not_erased_while_something_is_open(place):
    from linli.core.personal import parts_of, reasons_to_stay

    person = residents.enter(place.community, name="江晚", phone="13900006021", by=place.actor("clerk"))
    row = began(place, person=person)

    (part,) = [part for part in parts_of(person) if part.code == "hall"]
    assert any(fact.value == row.number for fact in part.records[0])
    assert any(row.number in why for why in reasons_to_stay(person))


def test_what_it_costs_and_how_long_is_said_in_words(place):
    assert papers.fee_words(service(place, fee_fen=1050)) != papers.fee_words(service(place, "另一项"))
