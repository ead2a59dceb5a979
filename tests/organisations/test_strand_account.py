"""账目按子项: every declared figure, counted over the records under each strand, and the same figure of the community."""

import datetime as dt
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.core import clock
from linli.core.audit import AuditEntry
from linli.core.counting import Distinct, Happened, Total
from linli.core.figures import REGISTER, Figure
from linli.orders.models import Order
from linli.organisations import actions, strand_account
from linli.organisations.models import Programme, StrandLabel
from linli.organisations.strand_account import account_of, years_of
from tests.orders.test_pages import queries_of
from tests.organisations.test_programmes import HOME, programme
from tests.party.party import organisation
from tests.people import person

WINDOW, TODAY = (dt.date(2026, 1, 1), dt.date(2026, 12, 31)), dt.date(2026, 3, 10)


def put(place, strand, *records):
    for record in records:
        actions.label(strand, record, line=str(record)[:80], by=place.actor("secretary"))


def told(place, row, who="secretary", year=2026):
    return account_of(place.actor(who), Programme.objects.select_related("community").get(pk=row.pk), year)


def column(account, key, values=None):
    """The numbers of a figure, strand after strand."""
    place = [figure.id for figure in account.figures].index(key)
    rows = values or [*(line.values for line in account.lines), account.together.values, account.community]
    return [row[place] for row in rows]


@pytest.fixture
def counted(place):
    """Three orders that count in F82, and one that does not."""
    solved = [place.order("confirmed") for _ in range(3)]
    Order.objects.filter(pk__in=[order.pk for order in solved]).update(pressing=True)
    return solved, place.order("admitted")


def expected(place, figure, keys):
    """The slow way: the figure's own rows, those of the keys."""
    return sum(
        len({row.pk for row in part.rows(place.community, WINDOW, TODAY)} & set(keys))
        for part in figure.parts
    )


def test_each_strand_counts_its_records_all_together_once_and_the_community_all(place, counted):
    solved, admitted = counted
    row = programme(place)
    first, second = row.strands.order_by("order")
    put(place, first, solved[0], admitted)
    put(place, second, solved[0], solved[1])
    account = told(place, row)
    kind = strand_account.kind_name("orders.order")
    assert [line.records for line in account.lines] == [[(kind, 2)], [(kind, 2)]]
    assert account.together.records == [(kind, 3)]
    assert column(account, "F82") == [1, 2, 2, 3]
    assert not {figure.id for figure in account.figures} & {"F83", "F33", "F89"}


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    labels=st.lists(st.tuples(st.integers(0, 1), st.integers(0, 3)), max_size=8, unique=True),
    years=st.lists(st.sampled_from([2025, 2026]), min_size=4, max_size=4),
    pressing=st.lists(st.booleans(), min_size=4, max_size=4),
)
def test_every_figure_agrees_with_its_own_declaration(place, counted, labels, years, pressing):
    """Whatever is put where: each row of the account is the figure's own rows among the records of the row."""
    orders = [*counted[0], counted[1]]
    for order, year, tag in zip(orders, years, pressing, strict=True):
        moment = dt.datetime(year, 2, 3, 8, tzinfo=clock.BEIJING) if order.status == "confirmed" else None
        Order.objects.filter(pk=order.pk).update(confirmed_at=moment, pressing=tag)
    row = Programme.objects.first() or programme(place)
    StrandLabel.objects.all().delete()
    strands = list(row.strands.order_by("order"))
    for strand, order in labels:
        put(place, strands[strand], orders[order])
    account = told(place, row)
    under = [{orders[o].pk for s, o in labels if s == n} for n in (0, 1)]
    assert bool(account.figures) == bool(labels)
    for figure in account.figures:
        wanted = [expected(place, figure, keys) for keys in (*under, under[0] | under[1])]
        assert column(account, figure.id) == [*wanted, figure.value(place.community, WINDOW, TODAY)]


def test_things_that_count_once_and_amounts_that_add_up(place, counted, monkeypatch):
    solved, admitted = counted
    made = {
        "unit": REGISTER["F82"].unit,
        "model": Order,
        "period": Happened("confirmed_at"),
        "leaves_out": "",
    }
    figures = [
        Figure(id="T1", name="categories", counts=Distinct("category"), right="orders.desk", **made),
        Figure(id="T2", name="versions", counts=Total("version", Decimal, ""), right="orders.desk", **made),
    ]
    monkeypatch.setattr(strand_account, "all_figures", lambda: figures)
    row = programme(place)
    first, second = row.strands.order_by("order")
    put(place, first, solved[0], solved[1], admitted)
    put(place, second, solved[1])
    versions = [Decimal(Order.objects.get(pk=order.pk).version) for order in solved]
    account = told(place, row)
    assert column(account, "T1") == [1, 1, 1, 1]
    assert column(account, "T2") == [
        versions[0] + versions[1],
        versions[1],
        versions[0] + versions[1],
        sum(versions),
    ]


def test_one_figure_alone_is_told_as_well(place, counted, monkeypatch):
    monkeypatch.setattr(strand_account, "all_figures", lambda: [REGISTER["F45"]])
    row = programme(place)
    put(place, row.strands.order_by("order").first(), place.buildings[0])
    assert column(told(place, row), "F45") == [1, 0, 1, 3]


def test_records_stand_in_the_year_of_their_label_and_figures_in_their_own(place, counted):
    row = programme(place)
    strand = row.strands.order_by("order").first()
    put(place, strand, *counted[0])
    StrandLabel.objects.update(labelled_on=dt.date(2025, 5, 1))
    now, before = told(place, row), told(place, row, year=2025)
    assert (now.lines[0].amount, column(now, "F82")[0]) == (0, 3)
    assert (before.lines[0].amount, column(before, "F82")[0]) == (3, 0)


def test_several_kinds_stand_beside_each_other(place, counted):
    row = programme(place)
    first, second = row.strands.order_by("order")
    put(place, first, counted[0][0], *place.buildings[:2])
    put(place, second, *place.buildings[1:], place.buildings[0].compound)
    account = told(place, row)
    assert column(account, "F45") == [2, 2, 3, 3]
    assert column(account, "F43") == [0, 1, 1, 1]
    assert column(account, "F82") == [1, 0, 1, 3]


def test_a_figure_is_shown_to_who_sees_every_record_of_it(place, counted):
    person(place, "worker", "party_worker")
    branch = organisation(place, "青云首府党支部")
    person(place, "branch_worker", "party_worker", place_id=branch.pk)
    row = programme(place)
    put(place, row.strands.first(), counted[0][0])
    for who in ("secretary", "clerk"):
        assert "F82" in {figure.id for figure in told(place, row, who).figures}
    for who in ("worker", "branch_worker"):
        account = told(place, row, who)
        assert (account.figures, account.community, account.lines[0].amount) == ([], [], 1)


def test_records_of_another_community_count_nowhere(place, other_place, counted):
    row = programme(place)
    foreign = other_place.order("confirmed")
    Order.objects.filter(pk=foreign.pk).update(pressing=True)
    put(place, row.strands.first(), counted[0][0])
    assert column(told(place, row), "F82")[-1] == 3


def test_years_go_from_the_beginning_to_today(place):
    assert years_of(programme(place)) == [2026, 2025, 2024, 2023, 2022, 2021, 2020]


@pytest.mark.parametrize("asked", ["2025", "2026", "1999", "nonsense", "\x00", "²"])
def test_whatever_year_is_asked_for(place, enter, counted, asked):
    row = programme(place)
    put(place, row.strands.first(), *counted[0])
    page = enter(place.users["clerk"]).get(f"{HOME}{row.pk}/account", {"year": asked})
    assert page.context["account"].year == (2025 if asked == "2025" else 2026)


def test_grid_workers_do_not_see_it(place, enter):
    row = programme(place)
    client = enter(place.users["grid_worker"])
    for ending in ("account", "account.pdf", "account.xlsx"):
        assert client.get(f"{HOME}{row.pk}/{ending}").status_code == 403


def test_paper_and_workbook_say_what_the_page_says(place, enter, counted):
    row = programme(place)
    first, second = row.strands.order_by("order")
    put(place, first, *counted[0])
    put(place, second, counted[0][0])
    client = enter(place.users["clerk"])
    assert client.get(f"{HOME}{row.pk}/account.pdf").content.startswith(b"%PDF")
    answer = client.get(f"{HOME}{row.pk}/account.xlsx?year=2026")
    lines = list(openpyxl.load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    account = told(place, row, "clerk")
    strands = [line[3:] for line in lines if line[0] in {"同心", "爱心"}]
    assert strands == [tuple(line.values) for line in account.lines]
    assert lines[-1][3:] == tuple(account.community)
    assert AuditEntry.objects.filter(action="ledgers.export", subject_id=row.pk).count() == 1


@pytest.mark.parametrize("amount", [0, 2, 9])
def test_the_account_asks_the_same_however_much_there_is(place, enter, counted, amount):
    row = programme(place, *(f"第{n}项" for n in range(max(amount, 1))))
    for strand in row.strands.all() if amount else []:
        put(place, strand, *counted[0], counted[1], *place.buildings, place.buildings[0].compound)
    client = enter(place.users["clerk"])
    client.get(HOME)  # the community is kept from here on
    assert len(queries_of(lambda: client.get(f"{HOME}{row.pk}/account"))) <= 6
