"""R-02, R-03, R-04: the vectors, and what must hold whatever the numbers."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.meetings import cadence, voting
from linli.meetings.slots import MONTH, QUARTER, Slot, proposed, slots_of
from tests.vectors.judging import SHARED, agree, vectors, verdict

RULES = ("R-02", "R-03", "R-04")
TOLD = [(rule, one) for rule in RULES for one in [*vectors(rule), *vectors(rule, SHARED)]]
COUNTS = st.integers(0, 60)
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
SITTINGS = st.builds(
    cadence.Sitting,
    on=DAYS,
    kind=st.sampled_from(list(cadence.PERIOD)),
    state=st.sampled_from(["planned", "held", "minuted", "filed", "cancelled"]),
    has_minutes=st.booleans(),
    entitled=st.one_of(st.none(), COUNTS),
    present=st.one_of(st.none(), COUNTS),
)
BRANCH = cadence.Branch(dt.date(2010, 1, 1))


@pytest.mark.parametrize(
    ("rule", "vector"), TOLD, ids=lambda one: one["name"] if isinstance(one, dict) else one
)
def test_vector(rule, vector):
    agree(rule, vector)


@given(COUNTS, COUNTS, COUNTS)
def test_one_more_yes_never_turns_carried_into_lost(entitled, present, yes):
    before = voting.judge_vote(voting.Votes(entitled, present, yes)).result
    after = voting.judge_vote(voting.Votes(entitled, present, yes + 1))

    if before["carried"] and yes < present:
        assert after.result["carried"]


@given(COUNTS, COUNTS, COUNTS)
def test_nothing_is_carried_without_quorum_or_against_the_numbers(entitled, present, yes):
    said = voting.judge_vote(voting.Votes(entitled, present, yes)).result

    if said["carried"]:
        assert yes <= present <= entitled
        assert present * 2 >= entitled
        assert yes * 2 > entitled


@given(
    st.lists(SITTINGS, max_size=8).flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))), DAYS
)
def test_the_cadence_does_not_depend_on_the_order_of_entry(rows, today):
    for kind, months in cadence.PERIOD.items():
        for slot in slots_of(2026, months):
            first, second = (cadence.judge_slot(BRANCH, kind, slot, each, today) for each in rows)
            assert first == second


@given(st.lists(SITTINGS, max_size=8), SITTINGS, DAYS)
def test_one_more_meeting_never_makes_a_slot_missing(rows, more, today):
    slot = Slot.of(more.on, cadence.PERIOD[more.kind])
    before = cadence.judge_slot(BRANCH, more.kind, slot, rows, today).result["status"]
    after = cadence.judge_slot(BRANCH, more.kind, slot, [*rows, more], today).result["status"]

    assert after in {before, "达标"}


@pytest.mark.parametrize(
    ("given_votes", "says"),
    [
        ({"entitled": 40, "present": 20, "yes": 21}, "赞成 21 票，多于到会有表决权的 20 人"),
        ({"entitled": 40, "present": 41, "yes": 1}, "实到 41 人，多于应到 40 人"),
        ({"entitled": 40, "present": 20, "yes": 15, "no": 4, "abstain": 2}, "共 21 票"),
    ],
)
def test_numbers_that_cannot_be_are_refused_with_the_numbers(given_votes, says):
    said = verdict("R-03", {"check": "vote", **given_votes})

    assert said.blocks
    assert says in said.reason


def test_a_slot_is_due_when_its_last_day_has_ended():
    slot = Slot.read("2026-05")

    assert cadence.judge_slot(BRANCH, "支委会", slot, [], dt.date(2026, 5, 31)).result["status"] == "未到期"
    assert cadence.judge_slot(BRANCH, "支委会", slot, [], dt.date(2026, 6, 1)).result["status"] == "缺"


@pytest.mark.parametrize(
    ("branch", "kind", "why"),
    [
        (cadence.Branch(dt.date(2026, 5, 2)), "支委会", "成立"),
        (cadence.Branch(dt.date(2010, 1, 1), has_committee=False), "支委会", "不设支委会"),
        (cadence.Branch(dt.date(2010, 1, 1), has_groups=False), "党小组会", "没有党小组"),
        (cadence.Branch(dt.date(2010, 1, 1), ended=dt.date(2026, 5, 30)), "支委会", "撤销"),
    ],
)
def test_what_is_not_assessed_says_why(branch, kind, why):
    said = cadence.judge_slot(branch, kind, Slot.read("2026-05"), [], dt.date(2026, 7, 1))

    assert said.result["status"] == "不考核"
    assert why in said.reason


def test_a_branch_founded_on_the_first_day_is_assessed():
    branch = cadence.Branch(dt.date(2026, 5, 1))

    assert (
        cadence.judge_slot(branch, "支委会", Slot.read("2026-05"), [], dt.date(2026, 7, 1)).result["status"]
        == "缺"
    )


def test_a_documented_reason_stands_in_place_of_a_meeting():
    said = cadence.judge_slot(
        BRANCH, "支委会", Slot.read("2026-02"), [], dt.date(2026, 7, 1), excuse="防汛值守"
    )

    assert (said.level, said.result["status"]) == ("INFO", "已说明")
    assert "防汛值守" in said.reason


def test_a_slot_and_its_kind_must_fit():
    from linli.rulebook.fields import BadInput

    with pytest.raises(BadInput):
        verdict("R-02", {"check": "slot", "org": {"founded": "2010-01-01"}, "kind": "支委会", "slot": "2026-Q1",
                         "today": "2026-04-10", "meetings": []})  # fmt: skip


@given(DAYS, st.sampled_from([MONTH, QUARTER]))
def test_every_day_lies_in_the_slot_of_its_name(day, months):
    slot = Slot.of(day, months)

    assert slot.holds(day)
    assert Slot.read(slot.name) == slot


@given(DAYS, DAYS, st.sampled_from([MONTH, QUARTER]), st.one_of(st.none(), st.integers(1, 31)))
def test_a_proposed_day_lies_in_the_slot_and_not_in_the_past(day, today, months, usual):
    slot = Slot.of(day, months)
    found = proposed(slot, today, usual, notice=3)

    if today > slot.last:
        assert found is None
    else:
        assert slot.holds(found)
        assert found >= today


def test_the_usual_day_of_the_month_is_proposed():
    assert proposed(Slot.read("2026-02"), dt.date(2026, 1, 20), 31, 3) == dt.date(2026, 2, 28)
    assert proposed(Slot.read("2026-Q2"), dt.date(2026, 4, 20), 15, 3) == dt.date(2026, 5, 15)


def test_themes_of_two_years_are_compared_over_the_turn():
    days = [{"month": "2026-01", "theme": "护 河"}, {"month": "2025-12", "theme": "护河"}]
    said = verdict("R-02", {"check": "themes", "theme_days": days})

    assert said.result["repeated_months"] == ["2026-01"]


GIVEN = st.builds(
    cadence.Given,
    on=st.dates(dt.date(2025, 12, 1), dt.date(2027, 1, 31)),
    lecturer=st.sampled_from(["唐若溪", "唐若溪书记", "贺听澜", "", "退伍老兵"]),
    state=st.sampled_from(["planned", "held", "filed", "cancelled"]),
    has_minutes=st.booleans(),
)


@given(st.lists(GIVEN, max_size=8), GIVEN, DAYS)
def test_one_more_lecture_never_takes_away_the_secretarys(rows, more, today):
    names = ["唐若溪"]
    before = cadence.judge_secretary(2026, rows, names, today).result
    after = cadence.judge_secretary(2026, [*rows, more], names, today).result

    assert after["counted"] >= before["counted"]
    assert after["status"] in {before["status"], "达标"}
    assert cadence.judge_secretary(2026, [more, *rows[::-1]], names, today).result == after


@pytest.mark.parametrize(
    ("today", "lecturer", "status"),
    [
        ("2026-12-31", "", "未到期"),
        ("2027-01-01", "贺听澜", "缺"),
        ("2027-01-01", "唐若溪书记", "达标"),
    ],
)
def test_the_secretary_gives_a_lecture_in_the_year(today, lecturer, status):
    lectures = [{"date": "2026-07-01", "lecturer": lecturer}]
    told = {
        "check": "secretary_lecture",
        "year": 2026,
        "today": today,
        "secretaries": ["唐若溪"],
        "lectures": lectures,
    }
    said = verdict("R-02", told)

    assert said.result["status"] == status
    assert said.arithmetic[-1].endswith("要 1 次")


def test_without_a_secretary_nothing_is_asked():
    said = cadence.judge_secretary(2026, [], [], dt.date(2027, 1, 1))

    assert said.result["status"] == "不考核"
