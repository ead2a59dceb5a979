"""Hours of a day in which somebody may be reached: pure, in the time of Beijing."""

import datetime as dt
from dataclasses import dataclass

from linli.calendars.workdays import next_workday
from linli.core.clock import BEIJING

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Hours:
    """From the beginning of hour `first` to the beginning of hour `last`, both of one day: 18, 24 is the evening."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if not 0 <= self.first < self.last <= 24:  # noqa: PLR2004  the hours of a day
            raise ValueError(f"{self.first} to {self.last} is no span of a day")

    def hold(self, moment: dt.datetime) -> bool:
        """Whether `moment` (aware) lies in these hours."""
        return self.first <= moment.astimezone(BEIJING).hour < self.last

    def begin(self, day: dt.date) -> dt.datetime:
        """When they begin on a day."""
        return dt.datetime.combine(day, dt.time(self.first), BEIJING)

    def next(self, moment: dt.datetime) -> dt.datetime:
        """`moment` itself where it lies in these hours, else when they begin next."""
        if self.hold(moment):
            return moment
        today = moment.astimezone(BEIJING).date()
        begin = self.begin(today)
        return begin if begin > moment else self.begin(today + ONE_DAY)


def again(now: dt.datetime, hours: Hours, *, wait: dt.timedelta) -> dt.datetime:
    """When to try somebody once more who was not reached: after `wait`, while it is still the same day and within the
    person's hours; else on the next working day, when those hours begin.
    """
    later, today = now + wait, now.astimezone(BEIJING).date()
    if later.astimezone(BEIJING).date() == today and hours.hold(later):
        return later
    return hours.begin(next_workday(today + ONE_DAY))
