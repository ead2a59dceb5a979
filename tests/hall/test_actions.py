"""办件, 事项, 号票, 用印: what each act changes, and when it is refused."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from linli.core import clock
from linli.core.audit import AuditEntry
from linli.core.errors import DomainError
from linli.core.records import state_of
from linli.core.workflow import Overtaken, TransitionError
from linli.hall import actions, queries
from linli.hall.actions.catalogue import Described
from linli.hall.materials import Material, as_lines, read_lines
from linli.hall.models import PaperReceipt, SealUse, ServiceItem, Transaction
from linli.hall.planting import lines, plant_services
from linli.hall.terms import due_of
from linli.hall.workflow import TRANSACTION_WORKFLOW
from tests.hall.hall import began, do, finished, number, service, stamped

ENDS = ("decline", "withdraw", "hand_out")


def described(name, **more):
    return Described(**{"name": name, "kind": "certificate", "handling": "here", "office": "社区", **more})


def add(place, name, **more):
    return actions.add_item(place.community, "x", described(name, **more), by=place.actor("clerk"))


def test_materials_are_read_as_they_are_typed():
    typed = "居民身份证｜原件 1｜复印件２份｜核对身份\n\n户口簿 | 可免"

    found = read_lines(typed)

    assert found == [Material("居民身份证", 1, 2, "核对身份"), Material("户口簿", if_unknown=True)]
    assert read_lines(as_lines(found)) == found


@pytest.mark.parametrize("wrong", ["| 原件 1", "户口簿\n户口簿 | 原件 1"])
def test_a_paper_without_a_name_or_named_twice_is_refused(wrong):
    with pytest.raises(ValueError, match="原件 1"):
        read_lines(wrong)


def test_what_is_planted_stands_by_the_law_and_is_planted_once(place):
    plant_services(place.community)
    plant_services(place.community)

    rows = ServiceItem.objects.of(place.community)
    assert rows.count() == len(lines()) >= 15
    assert not rows.filter(checked=True).exists()
    for row in rows:
        row.full_clean()
    assert len(queries.hours_of(place.community)) == 10


@pytest.mark.parametrize(
    ("name", "basis", "field", "words"),
    [
        ("健 在 证明", "某法", "name", "社保经办机构"),
        ("单身证明", "某法", "name", "婚姻登记处"),
        ("居住事实证明", " ", "legal_basis", "依据"),
    ],
)
def test_a_certificate_that_the_law_forbids_does_not_enter_the_catalogue(place, name, basis, field, words):
    with pytest.raises(ValidationError) as refused:
        add(place, name, legal_basis=basis)

    assert list(refused.value.message_dict) == [field]
    assert words in refused.value.message_dict[field][0]
    assert add(place, "居住事实证明", legal_basis="某条例第八条").kind == "certificate"


def test_a_forbidden_certificate_is_not_helped_by_another_kind_but_may_be_explained(place):
    with pytest.raises(ValidationError):
        add(place, "健在证明", kind="service")

    assert add(place, "健在证明", kind="query", handling="explained").name == "健在证明"


def test_the_database_itself_holds_a_certificate_to_its_basis(place):
    item = service(place, "居住事实证明", kind="certificate", legal_basis="某条例第八条")

    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceItem.objects.of(place.community).filter(pk=item.pk).update(legal_basis="")


def test_a_service_is_corrected_with_its_papers_by_one_of_two(place):
    item, by = service(place), place.actor("clerk")
    seen = state_of(item)

    new = described("公租房申请", kind="service", materials=[Material("身份证", originals=1)])
    actions.amend_item(item, new, by=by, seen=seen)

    assert [str(one) for one in item.materials.all()] == ["身份证"]
    with pytest.raises(Overtaken):
        actions.amend_item(item, new, by=by, seen=seen)


def test_a_service_that_has_ended_is_begun_no_more(place):
    item = service(place)
    yesterday = clock.today()
    actions.end_item(item, last_day=yesterday, by=place.actor("clerk"), seen=state_of(item))
    with clock.at(clock.now() + dt.timedelta(days=1)), pytest.raises(DomainError):
        began(place, item)

    assert began(place, item).number == "BJ2026-0001"


def test_a_transaction_goes_from_the_counter_to_its_result(place):
    row = began(place)
    do(place, row, "admit")
    do(place, row, "refer", office="街道住房保障窗口", handed_over="申请表一份")
    do(place, row, "finish", result="已通过", result_paper="通知书")
    do(place, row, "hand_out", collected_by="江晚")

    row = Transaction.objects.get()
    assert (row.status, row.collected_by, row.ended_at) == ("handed_out", "江晚", clock.now())
    said = [entry.action.split(".")[1] for entry in AuditEntry.objects.filter(subject_id=row.pk)]
    assert said == ["begin", "admit", "refer", "finish", "hand_out"]


def test_what_is_missing_is_told_once_and_the_time_runs_from_the_complete_papers(place):
    row = do(place, began(place), "admit", missing=["户口簿", "婚姻证件"])
    assert (row.due_at, row.missing) == (None, ["户口簿", "婚姻证件"])
    for verb, words in (("refer", {"office": "街道", "handed_over": "表"}), ("finish", {"result": "好了"})):
        with pytest.raises(DomainError, match="户口簿"):
            do(place, row, verb, **words)

    with clock.at(clock.now() + dt.timedelta(days=1)):
        do(place, row, "supply")

    assert row.due_at == dt.datetime(2026, 3, 18, 18, tzinfo=clock.BEIJING)
    with pytest.raises(DomainError):
        do(place, row, "supply")


@pytest.mark.parametrize(
    ("limit", "since", "due"),
    [
        (5, dt.datetime(2026, 3, 10, 9), dt.datetime(2026, 3, 17, 18)),
        (1, dt.datetime(2026, 2, 14, 9), dt.datetime(2026, 2, 24, 18)),
        (0, dt.datetime(2026, 3, 10, 9), dt.datetime(2026, 3, 10, 18)),
        (0, dt.datetime(2026, 3, 10, 19), dt.datetime(2026, 3, 11, 18)),
        (0, dt.datetime(2026, 3, 14, 9), dt.datetime(2026, 3, 16, 18)),
        (None, dt.datetime(2026, 3, 10, 9), None),
    ],
)
def test_the_time_is_counted_in_working_days(limit, since, due):
    found = due_of(limit, since.replace(tzinfo=clock.BEIJING), at="350824001003")

    assert found == (due and due.replace(tzinfo=clock.BEIJING))


def test_a_result_without_a_paper_has_ended_and_is_not_handed_out(place):
    row = finished(place, paper="")

    assert row.ended_at == clock.now()
    with pytest.raises(DomainError):
        do(place, row, "hand_out", collected_by="江晚")


WORDS = {
    "admit": {}, "supply": {}, "refer": {"office": "街道", "handed_over": "表"}, "finish": {"result": "好了"},
    "hand_out": {"collected_by": "江晚"}, "decline": {"result": "请到派出所"}, "withdraw": {},
}  # fmt: skip


@pytest.mark.parametrize("verb", WORDS)
@pytest.mark.parametrize("end", ENDS)
def test_an_ended_transaction_stays_as_it_is(place, verb, end):
    row = finished(place) if end == "hand_out" else began(place)
    do(place, row, end, **WORDS[end])

    with pytest.raises((TransitionError, DomainError)):
        do(place, row, verb, **WORDS[verb])


def test_of_two_who_act_on_what_they_saw_one_is_overtaken(place):
    row = began(place)
    other = Transaction.objects.select_related("item", "community").get(pk=row.pk)
    do(place, row, "admit")

    with pytest.raises(Overtaken):
        do(place, other, "withdraw")


def test_every_verb_of_the_table_is_tried_here():
    assert {*WORDS, "begin"} == set(TRANSACTION_WORKFLOW.verbs)


def test_a_paper_is_taken_with_a_day_and_goes_back_once(place):
    row, by = began(place), place.actor("clerk")
    with pytest.raises(DomainError) as refused:
        actions.take_papers(row, what="户口簿", kind="original", by=by)
    assert refused.value.field == "due_back_on"

    paper = actions.take_papers(row, what="户口簿", kind="original", due_back_on=clock.today(), by=by)
    actions.return_papers(paper, returned_to="江晚", by=by)

    assert PaperReceipt.objects.get().returned_to == "江晚"
    with pytest.raises(Overtaken):
        actions.return_papers(paper, returned_to="别人", by=by)


def test_names_are_sealed(place):
    row = finished(place)
    do(place, row, "hand_out", collected_by="江晚晴")
    stamped(place, for_whom="江晚晴")

    for table in ("hall_transaction", "hall_sealuse"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")
            assert "江晚".encode() not in b"".join(
                v for v in cursor.fetchone() if isinstance(v, bytes | memoryview)
            )


# Numbers


def test_numbers_of_a_day_run_without_a_gap_in_each_queue(place):
    assert [number(place, letter).label for letter in "AABA"] == ["A001", "A002", "B001", "A003"]
    with clock.at(clock.now() + dt.timedelta(days=1)):
        assert number(place).label == "A001"


def test_two_clerks_who_call_at_once_get_two_numbers(place, monkeypatch):
    """The second saw the same queue as the first before either had called."""
    first, second = number(place), number(place)
    seen = [list(queries.waiting(place.community, "A")) for _clerk in range(2)]
    monkeypatch.setattr(queries, "waiting", lambda _community, _letter: seen.pop() if seen else [])
    calls = [
        actions.call_next(place.community, letter="A", counter=counter, by=place.actor(who))
        for counter, who in (("1", "clerk"), ("2", "secretary"))
    ]

    assert [(one.label, one.counter) for one in calls] == [(first.label, "1"), (second.label, "2")]
    with pytest.raises(DomainError):
        actions.call_next(place.community, letter="A", counter="1", by=place.actor("clerk"))


def test_who_does_not_come_may_be_called_again_the_same_day(place):
    ticket = number(place)
    do(place, ticket, "call", counter="1")
    do(place, ticket, "skip")
    do(place, ticket, "call", counter="2")
    do(place, ticket, "serve")
    assert ticket.status == "served"

    other = number(place)
    with clock.at(clock.now() + dt.timedelta(days=1)), pytest.raises(DomainError):
        do(place, other, "call", counter="1")


def test_how_many_wait_before_a_number(place):
    rows = [number(place) for _ in range(3)]
    number(place, "B")
    do(place, rows[0], "call", counter="1")

    assert [queries.before(row) for row in rows] == [0, 0, 1]


# The seal


def test_a_use_of_the_seal_has_its_service_basis_and_two_people(place):
    row = stamped(place)

    assert (row.number, row.for_whom, row.approved_by.name) == ("YY2026-0001", "江晚", "secretary")
    with pytest.raises(DomainError) as refused:
        stamped(place, row.item, approver="clerk")
    assert refused.value.field == "approved_by"


@pytest.mark.parametrize(
    ("paper", "basis", "field"),
    [("死亡证明", "某法", "paper"), ("无犯罪记录", "某法", "paper"), ("居住事实证明", "  ", "legal_basis")],
)
def test_the_seal_is_refused_where_the_law_forbids_it(place, paper, basis, field):
    with pytest.raises(ValidationError) as refused:
        stamped(place, paper=paper, legal_basis=basis)

    assert list(refused.value.message_dict) == [field]
    assert not SealUse.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"legal_basis": ""}, {"item": None}, {"copies": 0}, {"approver": "stamper"}],
    ids=lambda one: next(iter(one)),
)
def test_the_database_itself_refuses_a_seal_without_item_or_basis(place, wrong):
    row = stamped(place)
    if "approver" in wrong:
        wrong = {"approved_by": row.stamped_by}

    with pytest.raises(IntegrityError), transaction.atomic():
        SealUse.objects.of(place.community).filter(pk=row.pk).update(**wrong)
