"""The life of an import: read in, matched, written in one go, undone as a whole, forgotten in time."""

import datetime as dt
import threading

import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.core import clock
from linli.core.audit import AuditEntry, history
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.core.workflow import Overtaken, TransitionError
from linli.orders import actions as orders
from linli.orders.models import Order
from linli.orders.timeline import for_staff
from linli.papers import actions
from linli.papers.actions import Outdated
from linli.papers.imports.importing import importers
from linli.papers.imports.models import ImportedRow, ImportMapping, ImportRun
from linli.papers.purging import forget_imports
from linli.places.models import Building, Dwelling
from linli.residents.actions import enter
from linli.residents.models import Household, Person, Residence, identity_index
from linli.residents.tasks import purge
from tests.conftest import MORNING
from tests.papers.taking import (
    DWELLINGS,
    MESSAGES,
    ROSTER,
    again,
    answer,
    books,
    identity,
    read_in,
    reasons,
    taken,
    undo,
    verdicts,
    write,
)
from tests.papers.workbooks import messages, residents_two_row_header, workbook
from tests.people import SINCE

WANG = ["王试一", identity(11), "13900000001", "1栋", "1单元", "302"]
LIN = ["林试二", "", "13900000002", "3栋", "", "101"]
ORDER = ["1000", "路灯不亮", "2026-01-05 08:00", "三号楼前的路灯不亮", "路灯"]


def awkward():
    """A head of two rows, titles above, a total below, every kind of number."""
    return residents_two_row_header()


@pytest.mark.parametrize("data", [workbook(ROSTER, WANG, LIN), awkward()], ids=["simple", "awkward"])
def test_a_roster_is_read_in_matched_written_and_undone(place, data):
    before = books()
    run = read_in(place, "residents", data=data)
    assert (run.status, run.read, run.rejected) == ("uploaded", len(run.verdicts), 0)
    assert books() == before

    run = write(place, answer(place, run))
    assert (run.status, run.sheet, run.applied_at) == ("applied", "", clock.now())
    assert Person.objects.count() == Residence.objects.count() == run.inserted == run.read

    run = undo(place, run)
    assert (run.status, run.records.count()) == ("undone", 0)
    assert books() == before


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("residents", workbook(ROSTER, WANG, LIN)),
        ("residents", awkward()),
        ("residents", workbook(["姓名", "电话"], ["王试一", "13900000001"])),
        ("orders", messages(12)),
        (
            "dwellings",
            workbook(DWELLINGS, ["青云首府", 3, 1, 302, "", 88.35], ["新苑", "A座", "/", 101, 1, ""]),
        ),
        ("appointments", workbook(["姓名", "职务", "楼栋"], ["王试一", "楼栋长", "1栋"])),
    ],
)
def test_the_same_file_a_second_time_changes_nothing(place, kind, data):
    first = taken(place, kind, data=data)
    before = books()

    second = write(place, read_in(place, kind, data=data))

    assert first.inserted
    assert (second.inserted, second.changed, second.rejected) == (0, 0, 0)
    assert second.unchanged == first.inserted
    assert books() == before


def test_two_rows_of_one_name_in_one_dwelling_stay_two_people(place):
    rows = [
        ROSTER,
        ["王试一", "", "13900000001", 1, 1, 302],
        ["王试一", identity(11), "13900000002", 1, 1, 302],
    ]
    first = taken(place, "residents", *rows)
    second = read_in(place, "residents", *rows)

    assert verdicts(first) == ["inserted", "inserted"]
    assert verdicts(second) == ["unchanged", "unchanged"]


def test_two_rows_that_mean_one_person_of_the_books_are_one(place):
    taken(place, "residents", ROSTER, ["王试一", "", "", 1, 1, 302])

    run = read_in(
        place,
        "residents",
        ROSTER,
        ["王试一", identity(11), "", 1, 1, 302],
        ["王试一", "", "13900000001", 1, 1, 302],
    )

    assert verdicts(run) == ["changed", "repeated"]


def test_a_row_that_stands_twice_is_taken_once(place):
    run = taken(place, "residents", ROSTER, WANG, WANG)

    assert verdicts(run) == ["inserted", "repeated"]
    assert reasons(run) == [(3, "姓名", "与第 2 行是同一人")]
    assert Person.objects.count() == 1


def test_the_same_head_is_understood_as_the_last_time(place):
    rows = [["姓名", "电话", "手机"], ["王试一", "0597-4820016", "13900000001"]]
    run = read_in(place, "residents", *rows)
    assert run.mapping["tel"] == 1
    actions.match_columns(
        run,
        mapping={"name": 0, "tel": 2},
        answers={"compound": "-"},
        by=place.actor("clerk"),
        version=run.version,
    )
    actions.match_columns(
        again(run),
        mapping={"name": 0, "tel": 2},
        answers={"compound": "-"},
        by=place.actor("clerk"),
        version=2,
    )

    run = read_in(place, "residents", rows[0], ["林试二", "0597-4820017", "13900000002"])

    assert (run.mapping, run.answers) == ({"name": 0, "tel": 2}, {"compound": "-"})
    assert run.verdicts[0].values["tel"] == "13900000002"
    assert ImportMapping.objects.count() == 1
    other = read_in(place, "residents", [*rows[0], "备注"], ["林试二", "", "13900000002", ""])
    assert other.mapping["tel"] == 1


def test_nobody_else_s_mapping_is_used(place, other_place):
    rows = [["姓名", "电话", "手机"], ["王试一", "", "13900000001"]]
    run = read_in(place, "residents", *rows)
    actions.match_columns(run, mapping={"name": 0}, answers={}, by=place.actor("clerk"), version=run.version)

    assert read_in(other_place, "residents", *rows).mapping != {"name": 0}


def test_a_row_that_fails_in_the_database_leaves_nothing(place):
    """The second row breaks a constraint that no verdict foresees: a number of the books that was sealed by hand."""
    run = read_in(place, "residents", ROSTER, WANG, ["林试二", identity(12), "", 1, 1, 303])
    person = enter(place.community, name="别人", by=place.actor("clerk"))
    before = books()
    importer = importers()["residents"]

    class Blind(importer):
        """Does not see what stands in the books."""

        people = {}

    Person.objects.filter(pk=person.pk).update(identity_index=identity_index(identity(12)))
    before = books()
    importers()["residents"] = Blind
    try:
        with pytest.raises(Outdated):
            write(place, run)
    finally:
        importers()["residents"] = importer

    assert books() == before
    assert (again(run).status, again(run).version) == ("uploaded", 1)
    assert again(run).sheet
    assert not ImportedRow.objects.exists()


def test_who_saw_an_older_version_writes_nothing(place):
    run = read_in(place, "residents", ROSTER, WANG)
    answer(place, run)
    before = books()
    for verb in (actions.apply, actions.discard):
        with pytest.raises(Overtaken):
            verb(again(run), by=place.actor("clerk"), version=1)

    assert books() == before
    done = write(place, again(run))
    with pytest.raises(Overtaken):
        actions.undo(done, by=place.actor("clerk"), version=done.version - 1)
    assert Person.objects.count() == 1


def test_when_the_books_have_changed_meanwhile_nothing_is_written(place):
    rows = [ROSTER, WANG, LIN]
    run, rival = read_in(place, "residents", *rows), read_in(place, "residents", *rows)
    write(place, rival)
    before = books()

    with pytest.raises(Outdated):
        write(place, run)

    assert books() == before
    assert again(run).status == "uploaded"
    assert write(place, answer(place, again(run))).unchanged == 2


def test_a_change_over_another_old_value_must_be_seen_first(place):
    taken(place, "dwellings", DWELLINGS, ["", 1, 1, 302, 3, "88.35"])
    run = read_in(place, "dwellings", DWELLINGS, ["", 1, 1, 302, 3, "90.00"])
    dwelling = Dwelling.objects.get()
    dwelling.area_dm2 = 8900
    dwelling.save()

    with pytest.raises(Outdated):
        write(place, run)


def test_a_person_keeps_single_rows_as_they_stand(place):
    taken(place, "residents", ROSTER, WANG, LIN)
    new = [ROSTER, [*WANG[:2], "13900000008", *WANG[3:]], [*LIN[:2], "13900000009", *LIN[3:]]]
    run = read_in(place, "residents", *new)
    assert verdicts(run) == ["changed", "changed"]

    run = write(place, run, keep=[2])

    assert (run.changed, run.unchanged) == (1, 1)
    assert {person.phone for person in Person.objects.all()} == {"13900000001", "13900000009"}


def test_undo_brings_back_what_was_sealed_and_how_it_is_found(place):
    taken(place, "residents", ROSTER, ["王试一", "", "13900000001", 1, 1, 302])
    before, known = books(), Person.objects.get()
    run = taken(place, "residents", ROSTER, ["王试一", identity(11), "13900000009", 1, 1, 302])
    person = Person.objects.get()
    assert (person.pk, person.phone, person.identity_index) == (
        known.pk,
        "13900000009",
        identity_index(identity(11)),
    )

    undo(place, run)

    assert books() == before
    person = Person.objects.get()
    assert (person.phone, person.identity_number, person.identity_index) == ("13900000001", "", "")


def test_undo_of_a_move_lets_the_former_residence_hold_again(place):
    taken(place, "residents", ROSTER, WANG)
    before = books()
    with clock.at(MORNING + dt.timedelta(days=3)):
        run = taken(place, "residents", ROSTER, [*WANG[:3], "2栋", "1单元", "101"])
        assert Residence.objects.filter(valid_to__isnull=True).count() == 1
        undo(place, run)

    assert books() == before


def test_an_import_that_was_undone_may_be_read_in_again(place):
    data = workbook(["姓名", "楼栋", "单元", "房号", "户编号"], ["王试一", "新一栋", 1, 302, "000012"])
    undo(place, taken(place, "residents", data=data))
    run = taken(place, "residents", data=data)

    assert run.inserted == 1
    assert (Household.objects.get().number, Dwelling.objects.count()) == ("000012", 1)


def touch_order(place, run):
    order = Order.objects.get()
    place.take(order, "admit")
    place.take(order, "dispatch")


def touch_building(place, run):
    place.submit(building=Building.objects.get(name="9栋"))


def touch_person(place, run):
    person = Person.objects.get()
    person.phone = "13900000099"
    person.save()


def touch_dwelling(place, run):
    visitor = enter(place.community, name="来客", by=place.actor("clerk"))
    Residence.objects.create(
        community=place.community,
        person=visitor,
        dwelling=Dwelling.objects.get(),
        kind="actual",
        valid_from=SINCE,
    )


@pytest.mark.parametrize(
    ("kind", "rows", "touch", "says"),
    [
        ("orders", [MESSAGES, ORDER], touch_order, "第 2"),
        ("residents", [ROSTER, [*WANG[:3], "9栋", "1单元", "302"]], touch_building, "依|靠|关联|撤"),
        ("residents", [ROSTER, WANG], touch_person, "第 2"),
        ("residents", [ROSTER, WANG], touch_dwelling, "依|靠|关联|撤"),
        ("dwellings", [DWELLINGS, ["", "9栋", "", 1, "", ""]], touch_building, "依|靠|关联|撤"),
    ],
)
def test_what_somebody_has_built_upon_is_not_undone_and_nothing_of_it(place, kind, rows, touch, says):
    run = taken(place, kind, *rows)
    touch(place, run)
    before = books()

    with pytest.raises(DomainError, match=says):
        undo(place, run)

    assert books() == before
    assert again(run).status == "applied"
    assert again(run).records.exists()


def test_an_import_that_a_later_one_changed_waits_for_the_later_one(place):
    first = taken(place, "residents", ROSTER, WANG)
    second = taken(place, "residents", ROSTER, [*WANG[:2], "13900000008", *WANG[3:]])
    with pytest.raises(DomainError):
        undo(place, first)

    undo(place, second)
    undo(place, first)

    assert not Person.objects.exists()


def test_an_import_is_undone_once(place):
    run = undo(place, taken(place, "residents", ROSTER, WANG))

    with pytest.raises(TransitionError):
        undo(place, run)
    with pytest.raises(TransitionError):
        write(place, run)


def test_what_is_not_written_is_forgotten_at_once(place):
    run = read_in(place, "residents", ROSTER, WANG)
    actions.discard(run, by=place.actor("clerk"), version=run.version)

    run = again(run)
    assert (run.status, run.sheet, run.report, run.verdicts, run.table) == ("discarded", "", "", [], None)
    with pytest.raises(TransitionError):
        write(place, run)


def test_after_seven_days_nothing_of_what_files_held_is_left(place):
    waits, done = read_in(place, "residents", ROSTER, LIN), taken(place, "residents", ROSTER, WANG)
    with clock.at(MORNING + dt.timedelta(days=6, hours=23)):
        purge()
        assert again(waits).table
        assert again(done).verdicts
    with clock.at(MORNING + dt.timedelta(days=7, minutes=1)):
        fresh = read_in(place, "residents", ROSTER, LIN)
        purge()
        assert forget_imports(place.community, clock.now() - dt.timedelta(days=7)) == 0
        assert again(fresh).table

        for run in (again(waits), again(done)):
            assert (bytes(run.__dict__["sheet"]), bytes(run.__dict__["report"])) == (b"", b"")
        with pytest.raises(DomainError, match="重新"):
            write(place, again(waits))
        assert undo(place, again(done)).status == "undone"


@pytest.mark.parametrize(
    ("kind", "data", "bulk"),
    [
        ("orders", messages(7), {"orders.submit": 6}),
        ("dwellings", workbook(DWELLINGS, ["新苑", 9, 1, 302, "", ""]), {"places.register": 4}),
        ("residents", workbook(ROSTER, WANG, LIN), {"places.register": 3, "residents.enter": 2}),
    ],
)
def test_the_audit_holds_one_entry_for_all_rows_with_count_and_digest(place, kind, data, bulk):
    run = taken(place, kind, data=data)

    entries = AuditEntry.objects.filter(subject_id=run.pk).exclude(action__startswith="papers.")
    assert {entry.action: entry.count for entry in entries} == bulk
    assert all(len(entry.digest) == 64 for entry in entries)
    assert len(entries) == len(bulk)
    assert [entry.action for entry in AuditEntry.objects.filter(action__startswith="papers.")] == [
        "papers.upload", "papers.apply",
    ]  # fmt: skip


def test_the_history_of_an_order_from_a_file_tells_its_submission_once_and_nothing_of_the_import(place):
    answer(place, read_in(place, "orders", MESSAGES, ORDER))
    run = taken(place, "orders", MESSAGES, ORDER, ["1001", *ORDER[1:]])
    order = Order.objects.get(external_number="1000")
    place.take(order, "admit")
    undone = history(order.community_id, order, order.origin_id)

    assert [entry.action for entry in undone] == ["orders.submit", "orders.admit"]
    assert order.origin_id == run.pk
    assert len(for_staff(undone)) == 2


def test_numbers_go_on_without_a_gap(place):
    place.order()
    taken(place, "orders", data=messages(6))
    place.order()

    numbers = Order.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [f"2026-{n:04}" for n in range(1, 8)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sizes=st.lists(st.integers(0, 7), min_size=1, max_size=6))
def test_many_at_once_and_one_by_one_share_one_row_of_numbers(place, sizes):
    Order.objects.all().delete()
    start = place.submit().number
    asked = orders.Request(text="路灯不亮", category=place.category())
    by = Actor(place.community.pk, "")
    for size in sizes:
        origin = ImportRun(community=place.community)
        made = orders.submit_many(place.community, [asked] * size, origin=origin, by=by)
        assert len(made) == size
        place.submit()

    running = sorted(int(number[5:]) for number in Order.objects.values_list("number", flat=True))
    assert running == list(range(int(start[5:]), int(start[5:]) + 1 + sum(sizes) + len(sizes)))


def test_requests_of_the_last_second_of_a_year_carry_the_number_of_one_year(place):
    moments = iter([dt.datetime(2026, 12, 31, 23, 59, 59, tzinfo=clock.BEIJING)])
    with clock.at(next(moments)):
        origin = ImportRun(community=place.community)
        asked = orders.Request(text="路灯不亮", category=place.category())
        made = orders.submit_many(
            place.community, [asked] * 3, origin=origin, by=Actor(place.community.pk, "")
        )

    assert [order.number for order in made] == ["2026-0001", "2026-0002", "2026-0003"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_write_the_same_file_at_once_one_writes(place):
    runs = [read_in(place, "orders", data=messages(6)) for _ in range(2)]
    start, ends = threading.Barrier(2), []

    def press(run):
        start.wait()
        try:
            with clock.at(MORNING):
                write(place, run)
            ends.append("written")
        except Outdated:
            ends.append("outdated")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=(run,)) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(ends) == ["outdated", "written"]
    numbers = Order.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [f"2026-{n:04}" for n in range(1, 6)]


@pytest.mark.django_db(transaction=True)
def test_two_who_submit_at_once_leave_no_gap_and_no_double(place):
    start, asked = threading.Barrier(2), orders.Request(text="路灯不亮", category=place.category())

    def press():
        start.wait()
        origin = ImportRun(community=place.community)
        with clock.at(MORNING):
            for _ in range(3):
                orders.submit_many(
                    place.community, [asked] * 5, origin=origin, by=Actor(place.community.pk, "")
                )
        connections.close_all()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    numbers = Order.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [f"2026-{n:04}" for n in range(1, 31)]


NAMES = st.sampled_from(["王试一", "林试二", "艾尼·试三", "𠮷试四", "", "/", "=1+1", "试" * 61])
NUMBERS = st.sampled_from(["", identity(11), identity(12), identity(11)[:-1] + "Y", 3.5e17, "无"])
PLACES = st.sampled_from([1, "3栋", "九栋", "A座", "", "/", "2-1"])
ROOMS = st.sampled_from([302, "1101", "B1", "", "—", dt.date(2026, 3, 2)])
LINES = st.tuples(
    NAMES,
    NUMBERS,
    st.sampled_from(["13900000001", "", 1, "x"]),
    PLACES,
    st.sampled_from([1, "", "乙"]),
    ROOMS,
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(lines=st.lists(LINES, min_size=1, max_size=8), later=st.lists(LINES, max_size=4))
def test_every_row_has_one_verdict_and_an_undo_leaves_the_books_as_they_were(place, lines, later):
    Residence.objects.all().delete()
    Person.objects.all().delete()
    if later:
        taken(place, "residents", ROSTER, *map(list, later))
    before, people = books(), Person.objects.count()
    run = read_in(place, "residents", ROSTER, *map(list, lines))
    blank = [line for line in lines if not any(line)]

    judged = run.verdicts
    assert len({row.row for row in judged}) == len(judged) == run.read == len(lines) - len(blank)
    assert run.read == run.inserted + run.changed + run.unchanged + run.repeated + run.rejected
    assert all(row.findings for row in judged if row.verdict in {"rejected", "repeated"})
    assert books() == before

    run = write(place, run)
    assert Person.objects.count() - people == run.inserted
    assert read_in(place, "residents", ROSTER, *map(list, lines)).inserted == 0

    undo(place, run)
    assert books() == before
