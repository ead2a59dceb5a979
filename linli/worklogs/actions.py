"""What a worker does with the own log: add to it, hand it in, take it back."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from linli.core import audit, clock
from linli.core.errors import DomainError
from linli.core.records import state_of
from linli.core.rights import Actor
from linli.core.workflow import Overtaken
from linli.places.models import Community
from linli.worklogs.lines import compose
from linli.worklogs.models import WorkLog
from linli.worklogs.queries import first_day


class HandedIn(DomainError):
    """It lies with the secretary."""

    message = _("It is handed in. Take it back first, then change it.")


class NotOfToday(DomainError):
    """What was handed in on an earlier day stays as it was read."""

    message = _("It was handed in on an earlier day and stays as it is.")


@transaction.atomic
def write_log(community: Community, *, day: dt.date, sentence: str, by: Actor, seen: str = "") -> WorkLog:
    """补一句: add a sentence to the own day, or change it. `seen` is the state of the log as it was shown, "" of none."""
    log = _open(community, day, by, seen)
    log.sentence = sentence
    return _keep(log, "worklogs.write_log", by)


@transaction.atomic
def hand_in(community: Community, *, day: dt.date, sentence: str, by: Actor, seen: str = "") -> WorkLog:
    """交给书记: the day as the records say it now, with the worker's sentence; the secretary reads this copy."""
    log = _open(community, day, by, seen)
    log.sentence, log.handed_in_at = sentence, clock.now()
    with translation.override(settings.LANGUAGE_CODE):
        log.freeze(compose(log.community_id, log.user_id, day))
    return _keep(log, "worklogs.hand_in", by)


@transaction.atomic
def take_back_log(community: Community, *, day: dt.date, by: Actor, seen: str) -> WorkLog:
    """取回日志: on the day on which it was handed in; then nobody else sees it any more."""
    log = _own(community, day, by)
    if log is None or state_of(log) != seen or log.handed_in_at is None:
        raise Overtaken
    if log.handed_in_at.astimezone(clock.BEIJING).date() != clock.today():
        raise NotOfToday
    log.handed_in_at, log.lines = None, ""
    return _keep(log, "worklogs.take_back_log", by)


def _own(community: Community, day: dt.date, by: Actor) -> WorkLog | None:
    rows = WorkLog.objects.of(community).select_for_update().filter(user=by.user_id, day=day)
    return rows.first()


def _open(community: Community, day: dt.date, by: Actor, seen: str) -> WorkLog:
    """The own log of a day that may be changed: the one that was seen, or a new one where none was."""
    if not first_day(community) <= day <= clock.today():
        raise DomainError(_("There is no log of this day."), field="day")
    log = _own(community, day, by)
    if (state_of(log) if log else "") != seen:
        raise Overtaken
    if log and log.is_handed_in:
        raise HandedIn
    if by.user_id is None:
        raise DomainError(_("There is no log of this day."))
    return log or WorkLog(community=community, user_id=by.user_id, day=day)


def _keep(log: WorkLog, action: str, by: Actor) -> WorkLog:
    """Write the log and say so. Of two first sentences in one moment one wins."""
    log.clean_fields(exclude=["community", "user"])
    new: Any = {"force_insert": True} if log._state.adding else {}
    try:
        with transaction.atomic():
            log.save(**new)
    except IntegrityError as same:
        raise Overtaken from same
    audit.record(log, action, by=by.own)
    return log
