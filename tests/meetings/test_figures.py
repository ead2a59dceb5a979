"""F33, F34: one record less is one less; near misses change nothing."""

import datetime as dt

import pytest

from linli.core import clock
from linli.core.figures import REGISTER
from linli.meetings import actions
from linli.meetings.models import Meeting, MicroLecture
from linli.organisations.models import Level
from tests.meetings.meeting import branch, take, until

pytestmark = pytest.mark.django_db


def value(place, figure):
    return REGISTER[figure].value(place.community, None, clock.today())


def test_study_sessions_of_the_community_are_counted(place):
    top = branch(place, "社区党总支")
    type(top).objects.filter(pk=top.pk).update(level=Level.GENERAL_BRANCH)
    top.refresh_from_db()
    for n, kind in enumerate(("theory_study", "seminar", "lecture", "theme_day")):
        until(place, "minuted" if n % 2 else "filed", organisation=top, kind=kind, title=kind)
    until(place, "held", organisation=top, kind="lecture", title="还没有记录")
    until(place, "filed", organisation=top, kind="committee_meeting", title="支委会")
    until(place, "filed", organisation=branch(place, "第一支部"), kind="lecture", title="支部党课")

    assert value(place, "F33") == 4
    row = Meeting.objects.get(title="seminar")
    take(place, row, "cancel_meeting", note="记错了")
    assert value(place, "F33") == 3


def lecture(place, organisation, title, **more):
    told = {"channel": "wechat", "published_on": clock.today(), "text": "讲一讲。", **more}
    return actions.publish_lecture(
        organisation, actions.Published(title=title, **told), by=place.actor("secretary")
    )


def test_micro_lectures_are_counted_once_each_and_not_when_taken_off(place, other_place):
    organisation = branch(place)
    rows = [lecture(place, organisation, f"第{n}讲") for n in (1, 2, 3)]
    lecture(other_place, branch(other_place), "别处的")
    assert value(place, "F34") == 3
    actions.withdraw_lecture(rows[0], reason="重复", by=place.actor("secretary"))
    assert value(place, "F34") == 2
    assert MicroLecture.objects.count() == 4


def test_a_day_later_is_not_counted_before(place):
    lecture(place, branch(place), "今天的")

    assert REGISTER["F34"].value(place.community, None, clock.today() - dt.timedelta(days=1)) == 0
