"""What holds on a day, by its first and last day."""

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.core import spans
from linli.volunteers.models import Team, TeamMember

DAY = dt.date(2026, 3, 10)  # the day of the tests
NEAR = st.integers(-2, 2).map(lambda n: DAY + dt.timedelta(days=n))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=NEAR, days=st.none() | st.integers(0, 3), on=st.none() | NEAR)
def test_a_row_holds_from_its_first_to_its_last_day(place, first, days, on):
    last = None if days is None else first + dt.timedelta(days=days)
    rows = TeamMember.objects.of(place.community)
    rows.all().delete()
    rows.create(
        community=place.community,
        team=place.team,
        user=place.users["qiu"],
        valid_from=first,
        valid_to=last,
    )
    day = on or DAY

    assert rows.filter(spans.in_force(on)).exists() == (first <= day and (last is None or day <= last))
    assert rows.filter(spans.not_over(on)).exists() == (last is None or day <= last)
    assert rows.filter(spans.beyond(day)).exists() == (last is None or day < last)
    through = Team.objects.of(place.community).filter(spans.in_force(on, of="members"))
    assert through.exists() == rows.filter(spans.in_force(on)).exists()
