"""Questions about rosters and shifts. Nothing here writes."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext

from linli.accounts import queries as accounts
from linli.accounts.models import Posting, User
from linli.accounts.roles import STAFF
from linli.core import clock
from linli.core.rights import Actor, access, visible_to
from linli.core.spans import beyond, not_over
from linli.places.models import Community, Compound
from linli.rosters import rights
from linli.rosters.models import Roster, Shift, ShiftNote
from linli.rosters.workflow import ShiftStatus
from linli.venues.models import Venue

DAY, WEEK = dt.timedelta(days=1), dt.timedelta(days=7)
# So far ahead residents read where the mobile office will be, and so many shifts one is offered to take over.
AHEAD = 2 * WEEK
SHOWN, DONE_SHOWN, OFFERED = 60, 5, 30


def day_begins(day: dt.date) -> dt.datetime:
    """The first moment of a day."""
    return dt.datetime.combine(day, dt.time.min, clock.BEIJING)


def monday_of(day: dt.date) -> dt.date:
    """The Monday of the week of a day."""
    return day - dt.timedelta(days=day.weekday())


def moment_words(shift: Shift) -> str:
    """3月17日 8:00—12:00; with the day of its end where that is another."""
    begin, end = (moment.astimezone(clock.BEIJING) for moment in (shift.starts_at, shift.ends_at))
    until = f"{end.hour}:{end.minute:02d}"
    if end.date() > begin.date() and end != day_begins(begin.date() + DAY):
        until = gettext("%(time)s on the next day") % {"time": until}
    return f"{date_format(begin, 'MONTH_DAY_FORMAT')} {begin.hour}:{begin.minute:02d}—{until}"


def may_serve(community_id: UUID) -> QuerySet[User]:
    """Who may be on duty: who works or helps here today."""
    held = Posting.objects.filter(accounts.in_force(), community=community_id)
    return User.objects.filter(is_active=True, pk__in=held.values("user_id")).order_by("name")


def rosters(actor: Actor) -> QuerySet[Roster]:
    """The rosters that an actor sees and that have not ended."""
    rows = visible_to(Roster.objects.of(actor.community_id), actor, "rosters.view").filter(not_over())
    return rows.select_related("venue", "compound").order_by("kind", "name")


def access_roster(actor: Actor, pk: UUID, verb: str = "view") -> Roster:
    """The only way at the desk to one roster."""
    rows = Roster.objects.of(actor.community_id).select_related("venue", "compound", "community")
    return access(rows, actor, f"rosters.{verb}", among=rights.ROSTER_VERBS, pk=pk)


def access_shift(actor: Actor, pk: UUID, verb: str = "view") -> Shift:
    """The only way at the desk to one shift."""
    rows = Shift.objects.of(actor.community_id).select_related("roster__venue", "user", "former")
    return access(rows, actor, f"rosters.{verb}", among=rights.DESK_VERBS, pk=pk)


def access_own(actor: Actor, pk: UUID, verb: str = "own") -> Shift:
    """The only way to a shift of one's own, or one that may be taken over."""
    rows = Shift.objects.of(actor.community_id).select_related("roster")
    return access(rows, actor, f"rosters.{verb}", see="own", among=rights.OWN_VERBS, pk=pk)


def access_note(actor: Actor, pk: UUID) -> ShiftNote:
    """The only way to a note that one is to take note of."""
    rows = ShiftNote.objects.of(actor.community_id)
    return access(rows, actor, "rosters.take_note", see="take_note", among=("take_note",), pk=pk)


def shifts_between(roster: Roster, first: dt.date, last: dt.date) -> QuerySet[Shift]:
    """The shifts of a roster that begin from a day to a last day, cancelled ones too."""
    rows = Shift.objects.of(roster.community_id).filter(
        roster=roster, starts_at__gte=day_begins(first), starts_at__lt=day_begins(last + DAY)
    )
    return rows.select_related("user").order_by("starts_at", "ends_at", "id")


def shifts_of_week(roster: Roster, monday: dt.date) -> QuerySet[Shift]:
    """The shifts of a week."""
    return shifts_between(roster, monday, monday + WEEK - DAY)


def shifts_around(community_id: UUID, monday: dt.date) -> QuerySet[Shift]:
    """All that is scheduled in a week, and in the day before and after it: rests reach beyond a week."""
    rows = Shift.objects.of(community_id).filter(
        starts_at__lt=day_begins(monday + WEEK + DAY), ends_at__gt=day_begins(monday - DAY)
    )
    return rows.select_related("user").order_by("starts_at", "ends_at", "id")


def notes_of_week(roster: Roster, monday: dt.date) -> QuerySet[ShiftNote]:
    """What the shifts of a week left for the next, the newest first."""
    rows = ShiftNote.objects.of(roster.community_id).filter(
        shift__roster=roster,
        shift__starts_at__gte=day_begins(monday),
        shift__starts_at__lt=day_begins(monday + WEEK),
    )
    return rows.select_related("written_by", "noted_by").order_by("-written_at")


def _scheduled(community: Community | UUID) -> QuerySet[Shift]:
    rows = Shift.objects.of(community).filter(status=ShiftStatus.SCHEDULED)
    return rows.select_related("roster__venue", "user").order_by("starts_at", "id")


def on_duty(community: Community, moment: dt.datetime) -> QuerySet[Shift]:
    """Who is on duty at a moment: shifts with somebody, with roster, venue and user. One query."""
    return _scheduled(community).filter(user__isnull=False, starts_at__lte=moment, ends_at__gt=moment)


def today(community: Community) -> QuerySet[Shift]:
    """The shifts of today, those without anybody, too, with roster, venue and user. One query."""
    begin = day_begins(clock.today())
    return _scheduled(community).filter(starts_at__lt=begin + DAY, ends_at__gt=begin)


def with_posts(rows: QuerySet[Shift]) -> QuerySet[Shift]:
    """Each with `.staff_post`, the post in words of who is on duty where that is staff, else None: in public staff stand
    with name and post, who helps stands as a volunteer without a name.
    """
    held = Posting.objects.filter(
        accounts.in_force(), role__in=STAFF, user=OuterRef("user_id"), community=OuterRef("community_id")
    )
    return rows.annotate(staff_post=Subquery(held.order_by("valid_from", "id").values("title")[:1]))


def mobile_offices(community: Community | UUID, venue: Venue | None = None) -> QuerySet[Shift]:
    """流动办公 that is not over, of two weeks from today."""
    rows = _scheduled(community).filter(
        purpose=Shift.Purpose.MOBILE_OFFICE,
        ends_at__gt=clock.now(),
        starts_at__lt=day_begins(clock.today()) + AHEAD,
    )
    return rows.filter(roster__venue=venue) if venue else rows


def told_at(venue: Venue) -> QuerySet[Shift]:
    """What residents read of a venue: duty that goes on today, and mobile office of two weeks. One query."""
    begin = day_begins(clock.today())
    rows = _scheduled(venue.community_id).filter(roster__venue=venue, ends_at__gt=clock.now())
    duty = Q(purpose=Shift.Purpose.DUTY, starts_at__lt=begin + DAY, user__isnull=False)
    office = Q(purpose=Shift.Purpose.MOBILE_OFFICE, starts_at__lt=begin + AHEAD)
    return with_posts(rows.filter(duty | office))


def own_shifts(actor: Actor) -> QuerySet[Shift]:
    """One's own shifts that are not over, the next first."""
    rows = _scheduled(actor.community_id).filter(user=actor.user_id, ends_at__gt=clock.now())
    return rows[:SHOWN]


def own_done(actor: Actor) -> QuerySet[Shift]:
    """One's own latest shifts that are over, for the note that was forgotten; of two days."""
    rows = _scheduled(actor.community_id).filter(
        user=actor.user_id, ends_at__lte=clock.now(), ends_at__gt=clock.now() - 2 * DAY
    )
    return rows.order_by("-starts_at")[:DONE_SHOWN]


def to_take_over(actor: Actor) -> QuerySet[Shift]:
    """Shifts that somebody is wanted for, the next first."""
    rows = _scheduled(actor.community_id)
    return visible_to(rows, actor, "rosters.take_over")[:OFFERED]


def notes_for(actor: Actor) -> QuerySet[ShiftNote]:
    """What the shift before one's own left, and one has not taken note of."""
    rows = visible_to(ShiftNote.objects.of(actor.community_id), actor, "rosters.take_note")
    return rows.select_related("shift__roster", "written_by").order_by("written_at")


def held_by_roster(place: Any, on: dt.date) -> str:
    """Why a venue or a compound cannot end: a roster is made for it after that day; "" where none is."""
    if not isinstance(place, Venue | Compound):
        return ""
    here = Q(venue=place) if isinstance(place, Venue) else Q(compound=place)
    roster = Roster.objects.of(place.community_id).filter(beyond(on), here).first()
    if roster is None:
        return ""
    told = gettext("The roster “%(name)s” goes on after that day; end it first.")
    return told % {"name": roster.name}
