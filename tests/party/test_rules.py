"""R-08, R-09, R-10: the vectors, and what must hold of every input."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.calendars import months
from linli.calendars.months import add_months
from linli.party import dues, floating, standing
from linli.rulebook.book import book
from tests.vectors import judging

ON = judging.TODAY
SCALE = dues.Scale(
    dues.brackets(book().value("party.dues.working", on=ON)),
    dues.brackets(book().value("party.dues.retired", on=ON)),
    Decimal(book().value("party.dues.fixed", on=ON)),
)
TABLE = standing.eras(book().value("party.probation.eras", on=ON))
MONTH = dt.date(2026, 3, 1)
days = st.dates(dt.date(1957, 1, 1), dt.date(2060, 12, 31))
near = st.dates(dt.date(2026, 1, 1), dt.date(2026, 6, 30))
fen = st.integers(0, 10_000_000).map(lambda n: Decimal(n) / 100)
firsts = st.integers(0, 40).map(lambda n: add_months(dt.date(2024, 1, 1), n))


@pytest.mark.parametrize("number", ["R-08", "R-09", "R-10"])
def test_the_vectors_agree(number):
    found = [*judging.vectors(number), *judging.vectors(number, judging.SHARED)]
    assert len(found) > 4
    for vector in found:
        judging.agree(number, vector)


@given(fen, fen)
def test_who_has_more_never_pays_less(one, other):
    low, high = sorted((one, other))
    for kind in (dues.WORKING, dues.RETIRED):
        assert dues.dues(kind, low, SCALE).amount <= dues.dues(kind, high, SCALE).amount


@given(fen, st.sampled_from(sorted(set(dues.KINDS.values()))))
def test_dues_are_whole_cents_and_within_two_percent(base, kind):
    found = dues.dues(kind, base, SCALE)

    assert found.amount == found.amount.quantize(Decimal("0.01"))
    assert (found.rate is None) == (found.amount == SCALE.fixed and kind not in dues.BY_INCOME)
    assert found.amount <= max(base * 2 / 100 + Decimal("0.01"), SCALE.fixed)


@given(st.integers(-10_000, -1), st.sampled_from(sorted(dues.KINDS.values())))
def test_a_base_below_zero_is_refused_for_every_kind(base, kind):
    with pytest.raises(ValueError, match="below zero"):
        dues.dues(kind, Decimal(base) / 100, SCALE)
    assert dues.judge_dues(kind, Decimal(base) / 100, SCALE).blocks


@given(st.lists(st.tuples(st.sampled_from("abcde"), near), max_size=12), st.permutations(range(12)))
def test_coverage_does_not_depend_on_the_order_of_entry_or_on_repeats(met, order):
    away = [floating.Away(name, dt.date(2026, 1, 1)) for name in "abc"]
    contacts = [floating.Contact(*one) for one in met]
    mixed = [contacts[n] for n in order if n < len(contacts)]

    assert floating.coverage(MONTH, away, contacts) == floating.coverage(MONTH, away, mixed + contacts)


@given(st.lists(st.tuples(st.sampled_from("abcde"), near), max_size=12), st.sampled_from("abc"))
def test_one_more_contact_never_lowers_the_coverage(met, name):
    away = [floating.Away(one, dt.date(2026, 1, 1)) for one in "abc"]
    contacts = [floating.Contact(*one) for one in met]

    before = floating.coverage(MONTH, away, contacts)
    after = floating.coverage(MONTH, away, [*contacts, floating.Contact(name, MONTH)])

    assert before.reached <= after.reached
    assert after.reached <= after.floating


@given(near, near, st.integers(1, 12))
def test_without_a_fixed_place_no_relation_need_move(out, back, after):
    told = {"months": after, "today": back}
    assert not floating.due_for_transfer(out, back, fixed_place=False, **told)
    if floating.due_for_transfer(out, back, fixed_place=True, **told):
        later = back + dt.timedelta(days=1)
        assert floating.due_for_transfer(out, later, fixed_place=True, **told)


@given(days)
def test_the_medal_comes_on_the_first_first_of_july_with_fifty_years(joined):
    since = standing.count_from(joined, TABLE)
    medal = standing.first_medal(since, years=50, leap_birthday="0228")

    assert standing.medal_years(since, medal.year, leap_birthday="0228") >= 50
    assert standing.medal_years(since, medal.year - 1, leap_birthday="0228") < 50


@given(days)
def test_every_day_since_the_table_begins_lies_in_one_era(joined):
    held = [era for era in TABLE if era.first <= joined and (era.last is None or joined <= era.last)]

    assert held == [standing.era_of(joined, TABLE)]


def test_29_february_falls_where_the_place_says():
    leap = dt.date(2000, 2, 29)
    on = [dt.date(2025, 2, 28), dt.date(2025, 3, 1)]

    assert [months.full_years(leap, day, leap_birthday="0228") for day in on] == [25, 25]
    assert [months.full_years(leap, day, leap_birthday="0301") for day in on] == [24, 25]
    assert months.full_years(leap, dt.date(2028, 2, 29), leap_birthday="0301") == 28


@given(st.sets(firsts), st.sets(firsts), firsts)
def test_a_reason_never_makes_a_run_longer(missing, excused, as_of):
    run = standing.run_until(as_of, missing)
    kept = standing.run_until(as_of, missing, excused)

    assert kept <= run
    assert all(add_months(as_of, -n) in missing for n in range(run))
    assert add_months(as_of, -run) not in missing


@given(st.sets(firsts), firsts)
def test_nothing_ever_changes_what_a_member_is(missing, as_of):
    said = standing.judge_lapse(as_of, {"dues": missing}, {}, warn_months=[3, 5], months=6)

    assert said.result["status_changed"] is False
    assert not said.blocks


@pytest.mark.parametrize(
    ("number", "given", "where"),
    [
        ("R-08", {"kind": "富人", "base": "1"}, "kind"),
        ("R-08", {"kind": "在职", "base": "NaN"}, "base"),
        ("R-09", {"check": "coverage", "month": "2026-13", "members": [], "contacts": []}, "month"),
        (
            "R-09",
            {"check": "transfer", "out": "2026-02-01", "back": "2026-01-01", "fixed_place": True},
            "back",
        ),
        ("R-10", {"check": "lapse", "as_of": "2026", "missing": {}}, "as_of"),
        ("R-10", {"check": "medal", "count_from": "1973-05-01", "year": 99999}, "year"),
    ],
)
def test_what_cannot_be_read_names_its_place(number, given, where):
    from linli.rulebook.fields import BadInput

    with pytest.raises(BadInput) as wrong:
        judging.verdict(number, given)
    assert where in wrong.value.where
