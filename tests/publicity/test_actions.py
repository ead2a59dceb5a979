"""Two people at least, R-13: put forward, examined, approved, made known; channels and boards."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.core import clock
from linli.core.audit import AuditEntry
from linli.core.errors import DomainError
from linli.core.workflow import Overtaken, TransitionError
from linli.disclosure.party_affairs import NEVER
from linli.publicity import actions, queries
from linli.publicity.models import Audience, BoardVersion, Outlet, Publication, Topic
from linli.publicity.workflow import PUBLICATION_WORKFLOW
from tests.publicity.publishing import board, channel, drafted, examined, proposed, published, worker

TODAY = dt.date(2026, 3, 10)


def test_a_publication_goes_through_two_people_and_the_secretary(place):
    row = published(place)

    row.refresh_from_db()
    assert (row.author_name, row.examiner_name) == (worker(place).name, place.actor("clerk").name)
    assert (row.examined_on, row.published_on) == (TODAY, TODAY)
    acts = AuditEntry.objects.filter(subject_id=row.pk).order_by("id").values_list("action", flat=True)
    assert list(acts) == [f"publicity.{verb}" for verb in ("draft", "propose", "examine", "publish")]


def test_who_wrote_it_does_not_examine_it(place):
    row = proposed(place)

    with pytest.raises(DomainError, match="R-13"):
        actions.examine(row, by=worker(place), version=row.version)
    row.refresh_from_db()
    assert (row.status, row.examiner_id) == ("proposed", None)


def test_who_changed_the_words_has_written_them(place):
    row = drafted(place)
    actions.rewrite(
        row, topic=Topic.DECISION, audience=Audience.SOCIETY, title="改过", text="改过的话", by=place.actor("clerk"),
        version=row.version,
    )  # fmt: skip
    actions.propose(row, by=worker(place), version=row.version)

    with pytest.raises(DomainError, match="R-13"):
        actions.examine(row, by=place.actor("clerk"), version=row.version)
    actions.examine(row, by=worker(place), version=row.version)


def test_the_database_itself_refuses_an_examiner_who_wrote_it(place):
    row = examined(place)
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.filter(pk=row.pk).update(examiner_id=row.author_id)


@pytest.mark.parametrize("words", NEVER)
@pytest.mark.parametrize("audience", Audience.values)
def test_what_is_never_made_known_is_not_even_put_forward(place, words, audience):
    row = drafted(place, audience=audience, text=f"三月情况\n附：{words}如下")

    with pytest.raises(DomainError, match="R-13"):
        actions.propose(row, by=worker(place), version=row.version)
    row.refresh_from_db()
    assert (row.status, row.text) == ("drafted", f"三月情况\n附：{words}如下")


def test_sent_back_it_needs_a_new_signature(place):
    row = examined(place)
    actions.send_back(row, reason="第二段没有说清", by=place.actor("secretary"), version=row.version)

    assert (row.status, row.examiner_id, row.examined_on) == ("drafted", None, None)
    with pytest.raises(TransitionError):
        actions.publish(row, by=place.actor("secretary"), version=row.version)


def test_of_two_who_examine_at_once_one_is_told(place):
    row = proposed(place)
    other = Publication.objects.get(pk=row.pk)
    actions.examine(row, by=place.actor("clerk"), version=row.version)

    with pytest.raises((Overtaken, TransitionError)):
        actions.examine(other, by=place.actor("secretary"), version=other.version)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    presses=st.lists(
        st.tuples(st.sampled_from(sorted(PUBLICATION_WORKFLOW.moves)), st.booleans()), max_size=10
    )
)
def test_whatever_is_pressed_nothing_is_known_that_a_second_person_has_not_signed(place, presses):
    row = drafted(place)
    people = [worker(place), place.actor("clerk")]
    for verb, second in presses:
        if verb in {"draft", "rewrite"}:
            continue
        more = {"reason": "改一改"} if verb in {"send_back", "take_down"} else {}
        try:
            getattr(actions, verb)(row, by=people[second], version=row.version, **more)
        except (TransitionError, DomainError):
            row.refresh_from_db()
        known = queries.for_everybody(place.community).filter(pk=row.pk).exists()
        assert known == (row.status == "published")
        if known:
            assert row.examiner_id is not None
            assert row.examiner_id != row.author_id


def test_it_goes_out_on_a_channel_once_a_day_and_only_where_everybody_may_read(place):
    row, where, by = published(place), channel(place), worker(place)
    actions.send_out(row, channel=where, out_on=TODAY, by=by)

    with pytest.raises(DomainError) as again:
        actions.send_out(row, channel=where, out_on=TODAY, by=by)
    with pytest.raises(DomainError) as early:
        actions.send_out(row, channel=where, out_on=TODAY - dt.timedelta(days=1), by=by)
    inner = published(place, title="党内的事", audience=Audience.MEMBERS)
    with pytest.raises(DomainError) as inside:
        actions.send_out(inner, channel=where, out_on=TODAY, by=by)
    assert (again.value.field, early.value.field, inside.value.field) == ("channel", "out_on", "channel")
    assert Outlet.objects.count() == 1


def test_a_channel_that_ended_takes_nothing_any_more(place):
    from linli.core.records import state_of

    row, where = published(place), channel(place)
    actions.end_channel(where, on=TODAY - dt.timedelta(days=1), by=place.actor("clerk"), seen=state_of(where))
    with pytest.raises(DomainError):
        actions.send_out(row, channel=where, out_on=TODAY, by=worker(place))
    with pytest.raises(ValidationError):
        actions.open_channel(
            place.community, kind="post", name="x", keeper="x", valid_from=TODAY, by=place.actor("clerk")
        )


class TestBoards:
    def test_a_new_version_ends_the_one_before(self, place):
        row, by = board(place), place.actor("clerk")
        first = actions.put_up(row, title="二月公示", put_up_on=dt.date(2026, 3, 2), by=by)
        second = actions.put_up(row, title="三月公示", publication=published(place), put_up_on=TODAY, by=by)

        first.refresh_from_db()
        assert (first.taken_down_on, second.taken_down_on) == (TODAY, None)
        assert [one.title for one in queries.versions_of(row)] == ["三月公示", "二月公示"]

    @pytest.mark.parametrize("day", [dt.date(2026, 2, 28), TODAY + dt.timedelta(days=1)])
    def test_not_before_the_board_stood_there_and_not_tomorrow(self, place, day):
        with pytest.raises(DomainError) as refused:
            actions.put_up(board(place), title="x", put_up_on=day, by=place.actor("clerk"))
        assert refused.value.field == "put_up_on"

    def test_nothing_hangs_there_that_not_everybody_may_read(self, place):
        row = board(place)
        for one in (examined(place), published(place, title="党内", audience=Audience.MEMBERS)):
            with pytest.raises(DomainError) as refused:
                actions.put_up(row, title="x", publication=one, put_up_on=TODAY, by=place.actor("clerk"))
            assert refused.value.field == "publication"
        assert not BoardVersion.objects.exists()

    def test_of_two_who_put_up_at_once_one_version_hangs(self, place):
        row, by = board(place), place.actor("clerk")
        actions.put_up(row, title="一", put_up_on=TODAY, by=by)
        actions.put_up(row, title="二", put_up_on=TODAY, by=by)
        assert BoardVersion.objects.filter(taken_down_on__isnull=True).count() == 1

    def test_a_board_ends_with_what_hangs_on_it(self, place):
        from linli.core.records import state_of

        row, by = board(place), place.actor("clerk")
        version = actions.put_up(row, title="一", put_up_on=dt.date(2026, 3, 2), by=by)
        actions.end_board(row, on=TODAY, by=by, seen=state_of(row))
        version.refresh_from_db()
        assert (row.valid_to, version.taken_down_on) == (TODAY, TODAY)
        with clock.at(dt.datetime(2026, 3, 11, 9, tzinfo=clock.BEIJING)):
            assert list(queries.boards(by)) == []


def test_a_quarter_counts_party_affairs_and_not_culture(place):
    published(place, topic=Topic.CULTURE, title="家风故事")
    quarters, rows = queries.by_quarter(worker(place))
    (_organisation, verdicts) = rows[0]
    assert quarters[0] == dt.date(2026, 1, 1)
    assert (verdicts[0].result["status"], verdicts[1].result["status"]) == ("未到期", "缺")

    published(place)
    _quarters, rows = queries.by_quarter(worker(place))
    assert rows[0][1][0].result == {"status": "达标", "counted": 1}
