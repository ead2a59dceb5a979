"""Duty of the last and the next weeks: a station, the committee, the mobile office; a gap, a replacement asked for, a note."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from itertools import cycle
from uuid import UUID

from linli.accounts.models import User
from linli.core import clock
from linli.core.outbox import silent
from linli.demo.chronicle import Chronicle, at
from linli.rosters import actions
from linli.rosters.models import Roster, Shift
from linli.rosters.queries import DAY, WEEK, day_begins, monday_of, shifts_between
from linli.rosters.workflow import ShiftStatus
from linli.venues.models import Venue

# The station that is staffed, and where its mobile office stands on Thursdays.
STATIONS = {
    "nanmen": ("青云首府党群服务站", "汽运小区 3 栋楼下凉亭"),
    "suixidonglu": ("左邻右舍党群服务站", "铁路宿舍楼门前空地"),
}
COMMITTEE = {"nanmen"}
HELPERS = ("wangge", "zhou", "qiu", "ma", "shan")
HALVES = ((dt.time(8, 30), dt.time(11, 30)), (dt.time(14, 30), dt.time(17, 30)))
SATURDAY = (dt.time(9), dt.time(11, 30))
OFFICE, EVENING = (dt.time(9), dt.time(11)), (dt.time(18), dt.time(20))
EVENINGS = ("shuji", "zonghe", "shuji", "shuji", "zonghe")
THURSDAY, WORKING_WEEK = 3, range(5)

Line = tuple[int, tuple[dt.time, dt.time], str, str]


def plan_rosters(life: Chronicle) -> None:
    """Put the rosters of a community into its chronicle: two weeks back, this one, and two ahead."""
    if life.slug not in STATIONS:
        return
    venue, office = STATIONS[life.slug]
    first = monday_of(clock.today()) - 2 * WEEK
    station = _plan_roster(life, "station", venue, _station_week(office), first)
    if life.slug in COMMITTEE:
        _plan_roster(
            life, "committee", "", [(day, EVENING, who, "") for day, who in enumerate(EVENINGS)], first
        )
    _plan_changes(life, station, first + 3 * WEEK)


def _station_week(office: str) -> list[Line]:
    who = cycle(HELPERS)
    halves = [(day, half, next(who), "") for day in WORKING_WEEK for half in HALVES]
    return [*halves, (5, SATURDAY, "shan", ""), (THURSDAY, OFFICE, "zonghe", office)]


def _plan_roster(life: Chronicle, kind: str, venue: str, lines: list[Line], first: dt.date) -> str:
    """A roster whose first week is put shift by shift; the others are copied, each in the week before."""
    begun = at(first - 3 * DAY, 10)
    key = life.plan(begun, f"roster/{kind}", "rosters.register", partial(_register, life, kind, venue))
    for place, line in enumerate(lines):
        life.plan(
            begun + dt.timedelta(minutes=5 + place), f"roster/{kind}/{place}", "rosters.schedule",
            partial(_schedule, life, key, line, first),
        )  # fmt: skip
    for number in range(1, 5):
        target = first + number * WEEK
        life.plan(
            _past(at(target - 3 * DAY, 16, 30)), f"roster/{kind}/week/{number}", "rosters.copy_week",
            partial(_copy, life, target), subject=key,
        )  # fmt: skip
    return key


def _past(moment: dt.datetime) -> dt.datetime:
    """No moment of the demo has yet to come."""
    return min(moment, clock.now())


def _register(life: Chronicle, kind: str, venue: str, key: UUID) -> None:
    place = Venue.objects.of(life.pk).get(name=venue) if venue else None
    name = f"{venue}值守" if venue else "两委值班"
    actions.register(
        life.community, name=name, kind=kind, venue=place, since=monday_of(clock.today()), roster_id=key,
        by=life.actor("zonghe"),
    )  # fmt: skip


def _schedule(life: Chronicle, roster: str, line: Line, monday: dt.date, key: UUID) -> None:
    day, (begin, end), who, place = line
    on = monday + day * DAY
    purpose = Shift.Purpose.MOBILE_OFFICE if place else Shift.Purpose.DUTY
    with silent():  # told long ago
        actions.schedule(
            _roster(life, life.subjects[roster]), starts_at=dt.datetime.combine(on, begin, clock.BEIJING),
            ends_at=dt.datetime.combine(on, end, clock.BEIJING), user=User.objects.get(login=f"{who}@{life.slug}"),
            purpose=purpose, place=place, shift_id=key, by=life.actor("zonghe"),
        )  # fmt: skip


def _roster(life: Chronicle, key: UUID) -> Roster:
    return Roster.objects.of(life.pk).select_related("venue").get(pk=key)


def _copy(life: Chronicle, target: dt.date, key: UUID) -> None:
    actions.copy_week(_roster(life, key), source=target - WEEK, target=target, by=life.actor("zonghe"))


def _plan_changes(life: Chronicle, roster: str, monday: dt.date) -> None:
    """In the next week one shift falls out, one is open, and somebody asks to be replaced; yesterday somebody left a note."""
    steps: tuple[tuple[str, str, Callable[..., None]], ...] = (
        ("cancel_shift", "zonghe", _cancel),
        ("assign", "zonghe", _leave_open),
        ("ask_swap", "zhou", _ask),
    )
    for verb, by, act in steps:  # after the weeks ahead are copied, which may be at this very moment
        life.plan(
            clock.now(), f"roster/{verb}", f"rosters.{verb}",
            partial(act, life, roster, monday), by=by,
        )  # fmt: skip
    life.plan(clock.now(), "roster/note", "rosters.leave_note", partial(_leave_note, life, roster))


def _of(life: Chronicle, roster: str, monday: dt.date, number: int, who: str = "") -> Shift:
    """The shift of a number in a week, of those that somebody has."""
    rows = shifts_between(_roster(life, life.subjects[roster]), monday, monday + WEEK - DAY)
    rows = rows.filter(purpose=Shift.Purpose.DUTY, status=ShiftStatus.SCHEDULED).select_related("roster")
    return list(rows.filter(user__login=f"{who}@{life.slug}") if who else rows)[number]


def _cancel(life: Chronicle, roster: str, monday: dt.date, _key: UUID) -> None:
    shift = _of(life, roster, monday, 4)
    why = "下午全站去街道培训，请打社区电话"
    actions.cancel_shift(shift, why=why, by=life.actor("zonghe"), version=shift.version)


def _leave_open(life: Chronicle, roster: str, monday: dt.date, _key: UUID) -> None:
    shift = _of(life, roster, monday, 8)
    actions.assign(shift, user=None, note="另有安排", by=life.actor("zonghe"), version=shift.version)


def _ask(life: Chronicle, roster: str, monday: dt.date, _key: UUID) -> None:
    shift = _of(life, roster, monday, 0, "zhou")
    actions.ask_swap(shift, reason="那天上午要带母亲去复查", by=life.actor("zhou"), version=shift.version)


def _leave_note(life: Chronicle, roster: str, key: UUID) -> None:
    """By who was on duty last, whoever that is."""
    rows = Shift.objects.of(life.pk).filter(
        roster=life.subjects[roster], status=ShiftStatus.SCHEDULED, ends_at__lte=clock.now(),
        starts_at__gte=day_begins(clock.today() - 5 * DAY), user__isnull=False,
    )  # fmt: skip
    shift = rows.select_related("user").order_by("-starts_at").first()
    if shift and shift.user:
        login = shift.user.login.split("@")[0]
        actions.leave_note(
            shift,
            text="血压计放在接待室第二个抽屉，电池换过了。下午有人来取打印的申请表。",
            by=life.actor(login),
            note_id=key,
        )
