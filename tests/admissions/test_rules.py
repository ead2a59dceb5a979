"""The 25 steps as data, and what is due: laws that hold for any file."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.admissions import steps
from linli.admissions.judging import File, Numbers, Receipt, dues, judge_step
from linli.admissions.numbers import numbers
from linli.admissions.steps import BY_KEY, BY_NUMBER, RESTS_ON, STEPS, judge_order, open_steps
from linli.admissions.words import DUES, PHASES, WHO
from linli.admissions.words import STEPS as WORDS

TOLD = Numbers(1, 1, 2, 3, 24, 1, 3, 6, 1, (6, 12), 6, 18, "0228")
DAY = dt.timedelta(days=1)
FIRST, LAST = dt.date(2015, 1, 1), dt.date(2030, 12, 31)
days = st.dates(FIRST, LAST)
some_step = st.sampled_from(STEPS)
some_done = st.dictionaries(st.integers(1, 25), days)


def test_there_are_twenty_five_steps_in_five_phases():
    assert [step.number for step in STEPS] == list(range(1, 26))
    assert len(BY_KEY) == 25
    assert WORDS.keys() == BY_NUMBER.keys()
    assert [step.phase for step in STEPS] == sorted((step.phase for step in STEPS), key=list(PHASES).index)
    assert {step.who for step in STEPS} == set(WHO)
    assert len(set(PHASES)) == 5


def test_a_step_rests_on_earlier_ones_and_all_lead_from_the_application_to_the_archive():
    assert all(one < step.number for step in STEPS for one in step.after)
    leads = {one for step in STEPS for one in step.after}
    assert leads == set(range(1, 25))
    assert [step.number for step in STEPS if not step.after] == [1]


def test_the_numbers_are_those_of_the_rulebook():
    assert numbers("CN", dt.date(2026, 3, 10)) == TOLD
    assert numbers("CN", dt.date(1999, 3, 10)) == TOLD  # older than the rulebook


@given(st.randoms(use_true_random=False))
def test_whoever_takes_open_steps_alone_comes_through_all_and_skips_none(chance):
    done = {}
    while open_now := open_steps(done):
        step = chance.choice(open_now)
        assert not judge_order(step, LAST, done).blocks
        assert all(one in done for one in step.after)
        done[step.number] = LAST
    assert len(done) == 25


@given(some_step, days, some_done)
def test_a_step_passes_only_with_all_it_rests_on_and_not_before_them(step, day, done):
    verdict = judge_order(step, day, done)
    fits = step.number not in done and all(one in done and done[one] <= day for one in RESTS_ON[step.number])

    assert verdict.blocks != fits
    assert (step in open_steps(done)) == (
        step.number not in done and all(one in done for one in RESTS_ON[step.number])
    )


@given(some_step, days, some_done, some_done, st.lists(days, max_size=4), st.lists(days, max_size=4))
def test_later_evidence_never_unblocks_an_earlier_day(step, day, done, later, reviews, later_reviews):
    file = File(done=done, reviews=tuple(reviews))
    more = File(
        done={**{n: on for n, on in later.items() if on > day and n != step.number}, **done},
        reviews=(*reviews, *(on for on in later_reviews if on > day)),
    )

    if any(verdict.blocks for verdict in judge_step(step, day, file, TOLD)):
        assert any(verdict.blocks for verdict in judge_step(step, day, more, TOLD))


@given(days, days)
def test_a_target_waits_a_year_whatever_the_days(activist_on, day):
    file = File(done=dict.fromkeys(range(1, 7), activist_on))
    blocks = any(one.blocks for one in judge_step(BY_NUMBER[7], day, file, TOLD))

    assert blocks == (day < steps_anniversary(activist_on))


def steps_anniversary(day):
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


@given(days, st.sampled_from([(), (6,), (12,), (9,)]), st.integers(0, 900))
def test_conversion_waits_for_the_end_of_probation(passed, extensions, after):
    done = dict.fromkeys(range(1, 23), passed)
    file, day = File(done=done, extensions=extensions), passed + after * DAY
    verdict = judge_step(BY_NUMBER[23], day, file, TOLD)[-1]

    assert verdict.blocks == (day < verdict.result["probation_ends"])
    assert verdict.result["probation_ends"] >= passed + 365 * DAY


@given(some_done, st.lists(days, max_size=4))
def test_what_is_due_has_words_and_comes_by_its_day(done, reviews):
    ordered = {}
    for step in STEPS:
        if step.number in done and all(one in ordered for one in step.after):
            ordered[step.number] = done[step.number]
    found = dues(File(done=ordered, reviews=tuple(reviews)), TOLD)

    assert [due.on for due in found] == sorted(due.on for due in found)
    assert {due.kind for due in found} <= set(DUES)
    assert len({due.kind for due in found}) == len(found)


APPLIED, NAMED = dt.date(2026, 1, 31), dt.date(2025, 8, 31)


@pytest.mark.parametrize(
    ("file", "kind", "on"),
    [
        (File({1: APPLIED}), "talk", dt.date(2026, 2, 28)),
        (File({1: APPLIED, 3: NAMED}), "review", dt.date(2026, 2, 28)),
        (File({3: NAMED}, reviews=(dt.date(2025, 12, 1),)), "review", dt.date(2026, 6, 1)),
        (File({13: NAMED}), "assembly", dt.date(2025, 9, 30)),
        (File({15: NAMED}), "receipt", NAMED),
        (File({15: NAMED}, receipts={15: Receipt(NAMED)}), "approval", dt.date(2025, 11, 30)),
        (File({15: NAMED}, receipts={15: Receipt(NAMED, special=True)}), "approval", dt.date(2026, 2, 28)),
        (File({15: NAMED, 17: NAMED}), "conversion", dt.date(2026, 8, 31)),
        (File({15: NAMED, 17: NAMED}, extensions=(6,)), "conversion", dt.date(2027, 2, 28)),
        (File({23: NAMED}, receipts={23: Receipt(NAMED)}), "conversion_approval", dt.date(2025, 11, 30)),
    ],
)
def test_alarms_by_their_arithmetic(file, kind, on):
    found = {due.kind: due for due in dues(file, TOLD)}

    assert found[kind].on == on
    assert kind == "receipt" or str(on) in found[kind].arithmetic
    assert found[kind].is_over(on + DAY)
    assert not found[kind].is_over(on)
    assert found[kind].is_near(on - 30 * DAY)
    assert not found[kind].is_near(on - 31 * DAY)


def test_what_is_done_is_due_no_more():
    everything = dict.fromkeys(range(1, 26), NAMED)

    assert dues(File(everything), TOLD) == []


@pytest.mark.parametrize(
    ("number", "done", "late", "in_time"),
    [
        (2, {1: NAMED}, dt.date(2025, 10, 1), dt.date(2025, 9, 30)),
        (15, dict.fromkeys(range(1, 15), NAMED), dt.date(2025, 10, 1), dt.date(2025, 9, 30)),
    ],
)
def test_deadlines_warn_and_stop_nothing(number, done, late, in_time):
    for day, warns in ((late, True), (in_time, False)):
        said = judge_step(BY_NUMBER[number], day, File(done), TOLD)
        assert not any(one.blocks for one in said)
        assert any(one.level == "WARN" for one in said) == warns


def test_a_special_case_has_six_months():
    file = File(dict.fromkeys(range(1, 17), NAMED), receipts={15: Receipt(NAMED, special=True)})
    day = dt.date(2026, 2, 28)

    assert judge_step(BY_NUMBER[steps.ADMITTED], day, file, TOLD)[-1].level == "PASS"
    usual = replace(file, receipts={15: Receipt(NAMED)})
    assert judge_step(BY_NUMBER[steps.ADMITTED], day, usual, TOLD)[-1].level == "WARN"
