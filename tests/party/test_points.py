"""积分 (R-11): what gives points, to whom, once and only once; what is taken back; and that nothing depends on them."""

import ast
import datetime as dt
import random
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core import clock
from linli.core.audit import AuditEntry
from linli.core.errors import DomainError
from linli.core.workflow import Overtaken
from linli.party import actions, balances, point_sources, points
from linli.party.models import PointAppeal, PointEntry, PointRule
from linli.party.tasks import pull_points as nightly
from linli.pledges.models import PledgeItem
from linli.volunteers import actions as volunteers
from linli.volunteers.models import ServiceRecord
from tests.party.pointed import Pointed

TODAY = dt.date(2026, 3, 10)
DAY = dt.timedelta(days=1)


@pytest.fixture
def pointed(party):
    """A member who takes part, and a rule of one point an hour."""
    return Pointed(party)


def test_a_rule_is_written_for_a_confirmed_deed_as_the_vector_says(pointed):
    assert pointed.rule.event == "volunteer_hours_confirmed"
    assert (pointed.rule.amount, pointed.rule.per) == (Decimal(1), "hour")
    assert AuditEntry.objects.filter(subject_id=pointed.rule.pk, action="party.write_point_rule").exists()


@pytest.mark.parametrize(
    ("event", "per", "field"),
    [
        ("login_daily", "time", "event"),
        ("article_shared", "time", "event"),
        ("online_minutes", "hour", "event"),
        ("vote_click", "time", "event"),
        ("app_install", "time", "event"),
        ("location_track", "time", "event"),
        ("", "time", "event"),
        ("nobody_knows_it", "time", "event"),
        ("meeting_attended_minuted", "hour", "per"),
        ("volunteer_hours_confirmed", "hour", "event"),
    ],
)
def test_a_rule_for_anything_else_is_refused_beside_its_field(pointed, event, per, field):
    with pytest.raises(DomainError) as refused:
        pointed.write(event, per=per)

    assert refused.value.field == field
    assert PointRule.objects.count() == 1


def test_the_sources_are_confirmed_deeds_and_none_that_is_forbidden():
    assert set(point_sources.REGISTER) == {
        "volunteer_hours_confirmed",
        "meeting_attended_minuted",
        "pledge_item_delivered",
    }
    for event in point_sources.REGISTER:
        assert not points.judge_source(event).blocks
    with pytest.raises(ValueError, match="R-11"):
        point_sources.declare(point_sources.Source("login_daily", "", ("time",), None, None))


def test_confirmed_service_gives_points_once_and_proposed_service_none(pointed):
    pointed.serve(90)
    pointed.serve(20, confirmed=False)

    assert actions.pull_points(pointed.community, by=pointed.by) == 1
    assert actions.pull_points(pointed.community, by=pointed.by) == 0
    nightly()

    entry = PointEntry.objects.get()
    assert (entry.quantity, entry.points, entry.happened_on) == (Decimal("1.50"), Decimal("1.50"), TODAY)
    assert balances.balance_of(pointed.member) == Decimal("1.50")


def test_nothing_from_before_one_joined_in_and_nothing_after_one_left(pointed):
    with clock.at(clock.now() - 5 * DAY):
        pointed.serve(60)
    actions.leave_points(pointed.member, by=pointed.own)
    with clock.at(clock.now() + 2 * DAY):
        pointed.serve(60)

        assert actions.pull_points(pointed.community, by=pointed.by) == 0


def test_who_never_said_yes_has_no_points(pointed):
    other = pointed.party.member("未参加试", user=pointed.party.place.users["ma"])
    pointed.serve(60, user="ma")

    assert actions.pull_points(pointed.community, by=pointed.by) == 0
    assert balances.balance_of(other) == 0


def test_one_says_yes_once_and_no_more_once(pointed):
    with pytest.raises(DomainError):
        actions.join_points(pointed.member, by=pointed.own)
    actions.leave_points(pointed.member, by=pointed.own)
    with pytest.raises(Overtaken):
        actions.leave_points(pointed.member, by=pointed.own)
    actions.join_points(pointed.member, by=pointed.own)

    assert balances.participation_of(pointed.member).valid_from == TODAY


def test_who_left_and_came_back_keeps_what_was_written(pointed):
    pointed.serve(60)
    actions.pull_points(pointed.community, by=pointed.by)
    actions.leave_points(pointed.member, by=pointed.own)

    assert actions.pull_points(pointed.community, by=pointed.by) == 0
    assert balances.balance_of(pointed.member) == 1


def test_a_meeting_counts_when_it_is_minuted_and_one_was_there(pointed):
    pointed.write("meeting_attended_minuted", per="time", amount="2")
    meeting = pointed.meeting()

    assert actions.pull_points(pointed.community, by=pointed.by) == 0
    pointed.minute(meeting)
    assert actions.pull_points(pointed.community, by=pointed.by) == 1
    assert balances.balance_of(pointed.member) == 2


def test_a_meeting_that_did_not_take_place_after_all_is_taken_back_by_a_counter_entry(pointed):
    pointed.write("meeting_attended_minuted", per="time", amount="2")
    meeting = pointed.minute(pointed.meeting())
    actions.pull_points(pointed.community, by=pointed.by)

    pointed.cancel(meeting)

    assert actions.pull_points(pointed.community, by=pointed.by) == 1
    assert actions.pull_points(pointed.community, by=pointed.by) == 0
    first, against = PointEntry.objects.order_by("id")
    assert (against.reverses, against.points, bool(against.reason)) == (first, -first.points, True)
    assert balances.balance_of(pointed.member) == 0


def test_a_delivered_thing_of_a_pledge_gives_points_until_the_pledge_is_withdrawn(pointed):
    pointed.write("pledge_item_delivered", per="time", amount="3")
    row = pointed.delivered()

    assert actions.pull_points(pointed.community, by=pointed.by) == 1
    assert balances.balance_of(pointed.member) == 3
    assert PledgeItem.objects.filter(pk=PointEntry.objects.get().deed_id).exists()

    pointed.withdraw(row)
    actions.pull_points(pointed.community, by=pointed.by)
    assert balances.balance_of(pointed.member) == 0


def test_two_rules_for_two_spans_give_each_its_own(pointed):
    pointed.serve(60)
    actions.end_point_rule(pointed.rule, on=TODAY, by=pointed.by)
    with clock.at(clock.now() + DAY):
        pointed.write("volunteer_hours_confirmed", per="time", amount="5", since=TODAY + DAY)
        pointed.serve(60)
        actions.pull_points(pointed.community, by=pointed.by)

    assert balances.balance_of(pointed.member) == 6
    with pytest.raises(Overtaken):
        actions.end_point_rule(pointed.rule, on=TODAY, by=pointed.by)


def test_an_ended_membership_gathers_no_more(pointed):
    pointed.party.by = pointed.by
    from linli.core.records import state_of

    actions.end(pointed.member, ending="left", on=TODAY, by=pointed.by, seen=state_of(pointed.member))
    with clock.at(clock.now() + DAY):
        pointed.serve(60)
        assert actions.pull_points(pointed.community, by=pointed.by) == 0


def test_an_appeal_is_answered_by_words_or_by_a_counter_entry_that_no_pull_undoes(pointed):
    pointed.serve(60)
    actions.pull_points(pointed.community, by=pointed.by)
    entry = PointEntry.objects.get()
    asked = actions.appeal_points(pointed.member, words="那天是邻居去的。", entry=entry, by=pointed.own)
    with pytest.raises(DomainError):
        actions.appeal_points(pointed.member, words="再问一次。", entry=entry, by=pointed.own)

    actions.answer_points(asked, answer="查过，记错了人。", take_back=True, by=pointed.by)

    with pytest.raises(Overtaken):
        actions.answer_points(asked, answer="又答一次。", by=pointed.by)
    assert PointEntry.objects.get(reverses=entry).reason == "查过，记错了人。"
    assert balances.balance_of(pointed.member) == 0
    assert actions.pull_points(pointed.community, by=pointed.by) == 0
    missing = actions.appeal_points(pointed.member, words="少了一次。", by=pointed.own)
    with pytest.raises(DomainError) as refused:
        actions.answer_points(missing, answer="请先确认服务。", take_back=True, by=pointed.by)
    assert refused.value.field == "take_back"
    actions.answer_points(missing, answer="服务还没有确认，确认后会自动记上。", by=pointed.by)
    assert PointAppeal.objects.filter(answered_on__isnull=True).count() == 0


def test_nobody_appeals_about_the_entry_of_another(pointed):
    pointed.serve(60)
    actions.pull_points(pointed.community, by=pointed.by)
    other = pointed.party.member("别人试")

    with pytest.raises(DomainError):
        actions.appeal_points(other, words="不对。", entry=PointEntry.objects.get(), by=pointed.own)


@pytest.mark.parametrize("seed", range(4))
def test_the_balance_is_the_sum_of_the_entries_whatever_the_order_of_pulls(pointed, seed):
    dice = random.Random(seed)
    confirmed, waiting = 0, []
    for _ in range(12):
        what = dice.choice(["serve", "propose", "confirm", "pull", "pull"])
        minutes = dice.randrange(5, 50)
        if what == "serve":
            pointed.serve(minutes)
            confirmed += minutes
        elif what == "propose":
            waiting.append(pointed.serve(minutes, confirmed=False))
        elif what == "confirm" and waiting:
            record = waiting.pop()
            volunteers.confirm_service(record, by=pointed.by, version=record.version)
            confirmed += record.minutes
        else:
            actions.pull_points(pointed.community, by=pointed.by)
    actions.pull_points(pointed.community, by=pointed.by)

    entries = list(PointEntry.objects.values_list("points", flat=True))
    assert balances.balance_of(pointed.member) == sum(entries)
    assert len(entries) == ServiceRecord.objects.filter(status="confirmed").count()
    # Each entry is rounded for itself, by less than half a hundredth.
    assert abs(sum(entries) - Decimal(confirmed) / 60) <= Decimal("0.005") * len(entries)


# The pure part, whatever comes.

MEMBER, PERSON, RULE = UUID(int=1), UUID(int=2), UUID(int=3)
DEEDS = st.builds(
    points.Deed,
    person=st.sampled_from([PERSON, UUID(int=9)]),
    kind=st.sampled_from(["a.b", "c.d"]),
    key=st.integers(0, 12).map(lambda n: UUID(int=100 + n)),
    day=st.integers(-20, 20).map(lambda n: TODAY + n * DAY),
    words=st.just(""),
    minutes=st.integers(0, 1440),
)
RULE_OF = points.Rule(RULE, Decimal("1.5"), "hour", points.Span(TODAY - 10 * DAY, TODAY + 10 * DAY))
PARTNER = points.Partner(MEMBER, PERSON, (points.Span(TODAY - 5 * DAY, TODAY - DAY), points.Span(TODAY)))


@given(st.lists(DEEDS, max_size=12), st.integers(1, 4), st.randoms())
def test_pulling_in_parts_writes_what_pulling_once_writes(deeds, parts, dice):
    deeds = list({(deed.kind, deed.key): deed for deed in deeds}.values())
    once = points.settle(RULE_OF, [PARTNER], deeds, written=set())
    shuffled, written, made = dice.sample(deeds, len(deeds)), set(), []
    for part in range(parts):
        due = points.settle(
            RULE_OF, [PARTNER], shuffled[: len(shuffled) * (part + 1) // parts], written=written
        )
        made += due
        written |= {(one.member, one.deed.kind, one.deed.key) for one in due}

    assert sorted(made, key=str) == sorted(once, key=str)
    assert points.settle(RULE_OF, [PARTNER], deeds, written=written) == []
    assert sum(one.points for one in made) == sum(one.points for one in once)


@given(st.lists(DEEDS, max_size=12))
def test_nothing_comes_from_outside_of_the_days_or_of_another(deeds):
    for one in points.settle(RULE_OF, [PARTNER], deeds, written=set()):
        assert one.deed.person == PERSON
        assert RULE_OF.span.holds(one.deed.day)
        assert any(span.holds(one.deed.day) for span in PARTNER.spans)
        assert one.points >= 0


@given(st.lists(st.decimals("0", "300", places=2), max_size=40))
def test_the_bands_hold_everybody_once(found):
    assert sum(points.bands(found, balances.EDGES)) == len(found)


def test_a_third_of_an_hour_is_rounded_half_up():
    deed = points.Deed(PERSON, "a.b", uuid4(), TODAY, "", 20)

    assert points.reckon(deed, RULE_OF) == (Decimal("0.33"), Decimal("0.50"))


# N4: nothing depends on points.

SOURCES = [path for path in Path("linli").rglob("*.py") if "migrations" not in path.parts]
MAY_KNOW = {"linli/pledges/points.py", "linli/pledges/apps.py"}
WORDS = {
    "PointEntry", "PointRule", "PointAppeal", "PointsParticipation", "balances", "point_sources", "points",
    "linli.party.points", "linli.party.balances", "linli.party.point_sources", "linli.party.models.points",
}  # fmt: skip


def imported(path):
    """The modules and names that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
            if (node.module or "").startswith("linli.party"):
                yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_no_other_app_knows_points():
    elsewhere = [
        path for path in SOURCES if path.parts[1] not in {"party", "demo"} and path.as_posix() not in MAY_KNOW
    ]

    assert len(elsewhere) > 100
    assert [str(path) for path in elsewhere if WORDS & set(imported(path))] == []


def test_within_the_app_only_points_know_points():
    """Dues, warnings, medals, appraisals, rolls and development ask nothing of points."""
    knowing = {path.name for path in Path("linli/party").rglob("*.py") if WORDS & set(imported(path))}

    assert not knowing & {
        "appraisal.py", "appraisals.py", "standing.py", "dues.py", "collecting.py", "development.py", "rolls.py",
        "members.py", "figures.py", "ledger.py", "imports.py",
    }  # fmt: skip


def test_an_entry_leads_to_nothing_that_one_could_be_given():
    pointing = {field.name for field in PointEntry._meta.get_fields() if field.many_to_one}

    assert pointing == {"community", "member", "rule", "reverses"}


def test_no_address_ranks_or_exports(pointed, enter):
    client = enter(pointed.party.place.users["secretary"])

    for rest in (
        "top",
        "top10",
        "top/10",
        "ranking",
        "members",
        "export",
        "export.xlsx",
        "points.xlsx",
        "points.pdf",
    ):
        for start in ("/desk/nanmen/party/points/", "/serve/nanmen/party/points/", "/nanmen/points/"):
            assert client.get(f"{start}{rest}").status_code == 404, rest


def test_the_worker_pulls_every_community(pointed, other_place):
    pointed.serve(60)

    nightly()

    assert PointEntry.objects.count() == 1
    assert AuditEntry.objects.filter(action="party.pull_points").count() == 1
