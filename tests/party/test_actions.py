"""Members, those away, dues and honours through the actions."""

import datetime as dt

import pytest
from django.db import connection

from linli.core import clock
from linli.core.errors import DomainError
from linli.core.records import state_of
from linli.core.workflow import Overtaken
from linli.meetings import actions as meetings
from linli.organisations.rolls import Body, roll_of
from linli.party import actions, queries
from linli.party.actions import Reduced
from linli.party.collecting import assessed, yuan
from linli.party.models import BranchMembership, DuesPayment, PartyMember
from linli.party.reminders import reminders

TODAY = dt.date(2026, 3, 10)
MARCH = dt.date(2026, 3, 1)
DAY = dt.timedelta(days=1)


def test_nobody_stands_twice_in_the_register(party):
    member = party.member()

    with pytest.raises(DomainError) as refused:
        actions.enter(member.person, branch=party.other, joined_on=TODAY, by=party.by)
    assert refused.value.field == "name"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"joined_on": TODAY + DAY, "full_on": None}, "joined_on"),
        ({"full_on": dt.date(2005, 5, 31)}, "full_on"),
    ],
)
def test_days_that_cannot_be_are_refused_beside_their_field(party, wrong, field):
    with pytest.raises(DomainError) as refused:
        party.member(**wrong)
    assert refused.value.field == field
    assert not PartyMember.objects.exists()


def test_a_member_belongs_to_a_branch_and_to_a_group_of_it(party):
    with pytest.raises(DomainError):
        party.member(branch=party.groups[0])
    with pytest.raises(DomainError):
        party.member(branch=party.other, group=party.groups[0])

    assert party.member(group=party.groups[0]).memberships.get().group == party.groups[0]


def test_who_moves_to_another_branch_is_on_its_roll_from_that_day(party):
    member = party.member(group=party.groups[0])

    actions.change_branch(member, branch=party.other, since=TODAY, by=party.by)

    assert [one.name for one in roll_of(Body.ASSEMBLY, party.branch, TODAY - DAY)] == ["钱试一"]
    assert roll_of(Body.ASSEMBLY, party.branch, TODAY) == []
    assert [one.name for one in roll_of(Body.ASSEMBLY, party.other, TODAY)] == ["钱试一"]
    with pytest.raises(DomainError):
        actions.change_branch(member, branch=party.other, since=TODAY, by=party.by)
    assert BranchMembership.objects.count() == 2


def test_a_group_is_changed_within_the_branch(party):
    member = party.member(group=party.groups[0])

    actions.change_group(member, group=party.groups[1], since=TODAY, by=party.by)

    now = member.memberships.get(valid_to__isnull=True)
    assert (now.branch, now.group) == (party.branch, party.groups[1])
    with pytest.raises(DomainError):
        actions.change_group(member, group=party.groups[1], since=TODAY, by=party.by)


def test_who_is_barred_is_on_the_roll_without_a_vote(party):
    member = party.member()

    actions.bar_from_voting(member, reason="留党察看", since=TODAY, until=TODAY + DAY, by=party.by)

    votes = [roll_of(Body.ASSEMBLY, party.branch, TODAY + n * DAY)[0].may_vote for n in (-1, 0, 1, 2)]
    assert votes == [True, False, False, True]
    with pytest.raises(DomainError):
        actions.bar_from_voting(member, reason="再一次", since=TODAY, by=party.by)


def test_a_vote_is_given_back_by_an_act_of_people(party):
    member = party.member()
    bar = actions.bar_from_voting(member, reason="留党察看", since=TODAY, by=party.by)
    with pytest.raises(DomainError):
        actions.restore_vote(member, on=TODAY - DAY, by=party.by)

    actions.restore_vote(member, on=TODAY, by=party.by)

    bar.refresh_from_db()
    assert bar.valid_to == TODAY
    assert [roll_of(Body.ASSEMBLY, party.branch, TODAY + n * DAY)[0].may_vote for n in (0, 1)] == [
        False,
        True,
    ]
    with clock.at(dt.datetime(2026, 3, 11, 9, tzinfo=clock.BEIJING)), pytest.raises(Overtaken):
        actions.restore_vote(member, on=TODAY, by=party.by)


def test_a_relation_that_goes_elsewhere_ends_membership_and_branch_together(party):
    member = party.member()
    seen = state_of(member)

    actions.transfer_out(member, went_to="城南街道党工委", on=TODAY, by=party.by, seen=seen)

    member.refresh_from_db()
    assert (member.ended_on, member.ending, member.went_to) == (TODAY, "transferred", "城南街道党工委")
    assert member.memberships.get().valid_to == TODAY
    with pytest.raises(Overtaken):
        actions.end(member, ending="left", on=TODAY, by=party.by, seen=seen)


def test_what_was_written_wrong_is_put_right_by_who_saw_it(party):
    member = party.member()
    seen = state_of(member)

    actions.amend(
        member, joined_on=dt.date(2004, 6, 1), full_on=member.full_on, came_from="", by=party.by, seen=seen
    )

    assert PartyMember.objects.get().joined_on == dt.date(2004, 6, 1)
    with pytest.raises(Overtaken):
        actions.amend(member, joined_on=TODAY, full_on=None, came_from="", by=party.by, seen=seen)


def test_the_same_contact_twice_is_once_and_who_is_back_is_reached_till_the_day_of_return(party):
    member, other = party.member(), party.member("孙试二")
    away = actions.note_leaving(member, out_on=dt.date(2026, 1, 10), whereabouts="郑州", by=party.by)
    actions.note_leaving(other, out_on=dt.date(2026, 2, 1), by=party.by)
    first = actions.note_contact(member, how="call", met_on=TODAY, by=party.by)

    assert actions.note_contact(member, how="call", met_on=TODAY, by=party.by) == first
    told = queries.away_in(party.by, MARCH, "CN")
    assert [one.absence.member for one in told.missing] == [other]
    assert told.percent == "50.0"
    with pytest.raises(DomainError):
        actions.note_leaving(member, out_on=TODAY, by=party.by)
    with pytest.raises(DomainError):
        actions.note_return(away, back_on=dt.date(2026, 1, 9), by=party.by)
    actions.note_return(away, back_on=MARCH, by=party.by)
    with pytest.raises(Overtaken):
        actions.note_return(away, back_on=TODAY, by=party.by)
    assert len(queries.away_in(party.by, MARCH, "CN").reached) == 1
    assert queries.away_in(party.by, dt.date(2025, 12, 1), "CN").percent is None


def test_the_relation_should_move_after_six_months_at_a_fixed_place(party):
    for name, out, fixed in (
        ("甲试", "2025-09-10", True),
        ("乙试", "2025-09-11", True),
        ("丙试", "2025-01-01", False),
    ):
        actions.note_leaving(
            party.member(name), out_on=dt.date.fromisoformat(out), fixed_place=fixed, by=party.by
        )

    told = queries.away_in(party.by, MARCH, "CN")

    assert {one.absence.member.person.name: one.transfer_due for one in told.missing} == {
        "甲试": True, "乙试": False, "丙试": False,
    }  # fmt: skip


def test_dues_are_counted_by_the_rule_and_shared_out_to_the_cent(party):
    member = party.member()
    party.pays(member)

    rows = party.paid(member, (1, 2, 3), fen=9050)

    assert [row.amount_fen for row in rows] == [3000, 3000, 3050]
    assert len({row.receipt for row in rows}) == 1
    lines = assessed(member, [dt.date(2026, n, 1) for n in (1, 2, 3, 4)])
    assert [(one.due, one.paid, one.left, one.extra) for one in lines.values()] == [
        (3000, 3000, 0, 0), (3000, 3000, 0, 0), (3000, 3050, 0, 50), (3000, 0, 3000, 0),
    ]  # fmt: skip


def test_a_wrong_receipt_is_taken_back_once_by_entries_against_it(party):
    member = party.member()
    party.pays(member)
    rows = party.paid(member, (1, 2), fen=6000)

    against = actions.reverse_dues(rows[0], reason="记错了人", by=party.by)

    assert sum(DuesPayment.objects.values_list("amount_fen", flat=True)) == 0
    assert {row.reverses for row in against} == {rows[0].receipt}
    with pytest.raises(Overtaken):
        actions.reverse_dues(rows[1], reason="又一次", by=party.by)
    with pytest.raises(DomainError):
        actions.reverse_dues(against[0], reason="冲正冲正", by=party.by)


def test_a_reduction_lowers_what_is_owed_and_needs_its_two_steps(party):
    member = party.member()
    party.pays(member)
    decided = {
        "first_month": MARCH, "last_month": MARCH, "pays_fen": 500, "reason": "住院", "studied_on": TODAY,
        "office": "平川街道党工委", "approved_on": TODAY, "document_number": "平党〔2026〕3号",
    }  # fmt: skip

    with pytest.raises(DomainError):
        actions.reduce_dues(member, Reduced(**{**decided, "approved_on": TODAY - DAY}), by=party.by)
    actions.reduce_dues(member, Reduced(**decided), by=party.by)

    lines = assessed(member, [MARCH, dt.date(2026, 4, 1)])
    assert [(one.due, one.reduced, one.left) for one in lines.values()] == [
        (3000, 2500, 500),
        (3000, 0, 3000),
    ]


def test_a_base_below_zero_is_refused_with_rule_and_number(party):
    with pytest.raises(DomainError, match=r"-5.*|R-08") as refused:
        party.pays(party.member(), base="-5")
    assert "R-08" in str(refused.value)
    assert "-5" in str(refused.value)


def test_who_joined_later_or_has_no_basis_owes_nothing_yet(party):
    new, unknown = party.member(joined_on=TODAY, full_on=None), party.member("孙试二")
    party.pays(new)

    assert [one.due for one in assessed(new, [dt.date(2026, 2, 1), MARCH]).values()] == [0, 3000]
    assert not assessed(unknown, [MARCH])[MARCH].known


def test_kind_and_base_lie_sealed_in_the_database(party):
    member = party.member()
    party.pays(member, base="8765.43", kind="minimum_living")

    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, base FROM party_duesbasis")
        told = b"".join(bytes(one) for one in cursor.fetchone())
    assert b"8765" not in told
    assert b"minimum" not in told


def test_the_month_adds_up_to_the_cent(party):
    members = [party.member(f"试{n}", branch=party.other if n in "一三" else None) for n in "一二三四"]
    for n, member in enumerate(members):
        party.pays(member, base=f"{1000 + 777 * n}.11")
    party.paid(members[0], fen=501)
    party.paid(members[1], fen=1)

    told = queries.dues_of_month(party.by, dt.date(2026, 1, 1), "CN")

    total = told.total
    assert total.due - total.reduced - total.paid == sum(one.line.owing for one in told.rows)
    assert total.paid == 502
    assert sum(line.due for _name, _count, line in told.by_branch()) == total.due
    assert (yuan(-5), yuan(1250)) == ("-0.05", "12.50")


def test_months_without_dues_are_a_fact_and_a_reason_stops_the_count(party):
    member = party.member()
    party.pays(member, since=dt.date(2025, 1, 1))
    actions.take_dues(
        member, months=[dt.date(2025, 11, 1)], amount_fen=3000, paid_on=dt.date(2025, 11, 9), by=party.by
    )

    warned = reminders(party.by, 2026, "CN").dues

    assert [(one.run, one.stage, one.case_file) for one in warned] == [(3, 3, False)]
    member.refresh_from_db()
    assert member.ended_on is None
    actions.note_reason(
        member,
        duty="dues",
        first_month=dt.date(2026, 1, 1),
        last_month=dt.date(2026, 1, 1),
        reason="住院",
        by=party.by,
    )
    assert reminders(party.by, 2026, "CN").dues == []


def absent(party, member, months, presence=("absent", "")):
    """The branch met in each of the months, and the member was not there."""
    for month in months:
        with clock.at(dt.datetime(2025 if month > 3 else 2026, month, 5, 9, tzinfo=clock.BEIJING)):
            row = meetings.convene(
                meetings.Convened(
                    kind="theme_day", organisation=party.branch, title=f"{month}月主题党日", starts_at=clock.now(),
                    place="活动室", host="书记", agenda=("学习",),
                ),
                by=party.by,
            )  # fmt: skip
            meetings.hold(
                row,
                presences={member.person_id: presence},
                recorder="记录人",
                by=party.by,
                version=row.version,
            )
            said = {item.pk: "都发了言。" for item in row.items.all()}
            meetings.minute(row, said=said, by=party.by, version=row.version)


def test_months_without_a_meeting_attended_are_a_fact_and_an_excuse_stops_the_count(party):
    member = party.member()
    party.member("到会试")
    absent(party, member, (12, 1, 2))

    assert [(one.row.member, one.run, one.case_file) for one in reminders(party.by, 2026, "CN").life] == [
        (member, 3, False)
    ]
    actions.note_reason(
        member, duty="organisational_life", first_month=dt.date(2026, 1, 1), last_month=dt.date(2026, 1, 1),
        reason="住院", by=party.by,
    )  # fmt: skip
    assert reminders(party.by, 2026, "CN").life == []


def test_who_was_excused_or_is_away_for_long_is_not_told(party):
    excused, away = party.member("请假试"), party.member("外出试")
    absent(party, excused, (12, 1, 2), presence=("excused", "private"))
    absent(party, away, (12, 1, 2))
    actions.note_leaving(away, out_on=dt.date(2025, 12, 1), by=party.by)

    assert reminders(party.by, 2026, "CN").life == []


def test_a_medal_is_written_down_when_fifty_years_are_full_and_once(party):
    early = party.member(joined_on=dt.date(1976, 8, 1), full_on=dt.date(1976, 8, 1))
    due = party.member("孙试二", joined_on=dt.date(1975, 8, 1), full_on=None)
    medal = {"kind": "medal_50", "year": 2026, "office": "街道党工委", "decided_on": TODAY, "by": party.by}

    assert [one.row.member for one in reminders(party.by, 2026, "CN").candidates] == [due]
    with pytest.raises(DomainError) as refused:
        actions.honour(early, **medal)
    assert "49" in str(refused.value)
    actions.honour(due, **medal)
    with pytest.raises(DomainError):
        actions.honour(due, **{**medal, "year": 2027})
    assert [one.given for one in reminders(party.by, 2026, "CN").candidates] == [True]
    assert reminders(party.by, 2027, "CN").candidates[0].row.member == early


def test_a_duty_post_ends_and_a_reporting_too(party):
    member = party.member()
    post = actions.give_post(member, name="楼道安全岗", since=TODAY, by=party.by)
    person = party.member("孙试二").person
    reporting = actions.report_in(person, unit="县医院党支部", reported_on=TODAY, by=party.by)

    with pytest.raises(DomainError):
        actions.report_in(person, unit="县医院党支部", reported_on=TODAY, by=party.by)
    for act, row in ((actions.end_post, post), (actions.end_reporting, reporting)):
        with pytest.raises(DomainError):
            act(row, on=TODAY - DAY, by=party.by)
        act(row, on=TODAY, by=party.by)
        with pytest.raises(Overtaken):
            act(row, on=TODAY, by=party.by)
