"""Background tasks: registered by name, queued in the business transaction, tried again, kept to a timetable.

    @tasks.task("orders.remind")                        `tasks.enqueue("orders.remind", order=str(pk))`
    @tasks.every("orders.chase", minutes=10)            a task that the timetable enqueues
    @tasks.daily("orders.close_confirmed", at="03:10")  the same, once a day at a local time

Every task is idempotent: after a crash it runs again. Values are plain (text, numbers, lists, dictionaries).
The queue is django-tasks-db; what is ours and why is docs/adr/0005-background-tasks.md.
"""

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from django_tasks import TaskResultStatus
from django_tasks import task as queued
from django_tasks_db.models import DBTaskResult, DBTaskResultQuerySet, get_date_max

from linli.core import clock
from linli.core.tasks_models import CronRun, TaskWorker

logger = logging.getLogger("linli.tasks")

Function = TypeVar("Function", bound=Callable[..., Any])
ATTEMPTS = 5
FIRST_WAIT = dt.timedelta(seconds=10)
LONGEST_WAIT = dt.timedelta(hours=2)
NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
# A failure which nobody took up again for this long belonged to a worker that died at that very moment.
FORGOTTEN = dt.timedelta(minutes=1)


@dataclass(frozen=True)
class Job:
    """A registered task: its function, how often it is tried, how long it first waits between two tries."""

    name: str
    function: Callable[..., Any]
    attempts: int = ATTEMPTS
    wait: dt.timedelta = FIRST_WAIT

    def wait_after(self, attempt: int) -> dt.timedelta:
        """How long to wait after try number `attempt`: 10 s, 1 min, 6 min, 36 min, at most 2 h."""
        return min(self.wait * 6 ** (attempt - 1), LONGEST_WAIT)


@dataclass(frozen=True)
class Timing:
    """A line of the timetable: every so often, or (`at`) once a day at a local time."""

    name: str
    step: dt.timedelta
    at: dt.time | None = None

    def last_due(self, now: dt.datetime) -> dt.datetime:
        """The latest moment, not after `now`, at which the task was due."""
        if self.at is None:
            return now - (now - NEVER) % self.step
        local = timezone.localtime(now)
        due = local.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        return due if due <= local else due - dt.timedelta(days=1)


JOBS: dict[str, Job] = {}
TIMETABLE: dict[str, Timing] = {}


def task(
    name: str, *, attempts: int = ATTEMPTS, wait: dt.timedelta = FIRST_WAIT
) -> Callable[[Function], Function]:
    """Register a function as the task `name`; it stays an ordinary function."""

    def register(function: Function) -> Function:
        if name in JOBS:
            raise ValueError(f"two tasks are called {name}")
        JOBS[name] = Job(name, function, attempts, wait)
        return function

    return register


def every(
    name: str, *, hours: int = 0, minutes: int = 0, attempts: int = ATTEMPTS
) -> Callable[[Function], Function]:
    """Register a task that the timetable enqueues every so many hours and minutes."""
    step = dt.timedelta(hours=hours, minutes=minutes)
    if not step:
        raise ValueError(f"{name}: every how many minutes?")
    TIMETABLE[name] = Timing(name, step)
    return task(name, attempts=attempts)


def daily(name: str, *, at: str, attempts: int = ATTEMPTS) -> Callable[[Function], Function]:
    """Register a task that the timetable enqueues once a day at a local time such as 03:10."""
    TIMETABLE[name] = Timing(name, dt.timedelta(days=1), dt.time.fromisoformat(at))
    return task(name, attempts=attempts)


def jobs() -> dict[str, Job]:
    """Every registered task; the first call imports each app's tasks.py."""
    discover()
    return JOBS


@cache
def discover() -> None:
    """Import each app's tasks.py."""
    autodiscover_modules("tasks")


def enqueue(name: str, /, **values: Any) -> None:
    """Queue the task `name`: it runs when the surrounding transaction has committed, not if it rolls back."""
    if name not in jobs():
        raise LookupError(f"no task is called {name}")
    perform.enqueue(name, values)


@queued
def perform(name: str, values: dict[str, Any]) -> None:
    """The one task the queue knows: it looks up ours by name, so that code may move while tasks wait."""
    jobs()[name].function(**values)


def queue() -> DBTaskResultQuerySet:
    """The rows of our tasks in the queue."""
    return DBTaskResult.objects.filter(task_path=perform.module_path)


def job_of(row: DBTaskResult) -> Job:
    """The task a row asks for; an unknown name (older or newer code) is tried as often as any other."""
    name = row.args_kwargs["args"][0]
    return jobs().get(name) or Job(name, perform.func)


def try_again(row: DBTaskResult) -> None:
    """Queue a failed task once more after a wait, unless it had all its tries."""
    job, attempt = job_of(row), len(row.worker_ids)
    if attempt >= job.attempts:
        logger.error("task %s %s gave up after %s tries", job.name, row.pk, attempt)
        return
    moment = clock.now() + job.wait_after(attempt)
    waiting = queue().filter(pk=row.pk, status=TaskResultStatus.FAILED)
    waiting.update(status=TaskResultStatus.READY, run_after=moment, finished_at=None)


@transaction.atomic
def take_back(row: DBTaskResult) -> None:
    """Make a task of a dead worker READY for another; after the last of its tries it has failed."""
    held = queue().select_for_update().filter(pk=row.pk, status=TaskResultStatus.RUNNING)
    if not held.filter(worker_ids=row.worker_ids).exists():
        return
    logger.warning("task %s %s: its worker lost it", job_of(row).name, row.pk)
    if len(row.worker_ids) >= job_of(row).attempts:
        row.set_failed(RuntimeError("the worker died in every try"))
        return
    held.update(status=TaskResultStatus.READY, run_after=get_date_max(), started_at=None)


def take_back_all(lost: Callable[[str], bool]) -> None:
    """Take back every running task whose worker is lost."""
    for row in queue().filter(status=TaskResultStatus.RUNNING):
        if lost(row.worker_ids[-1]):
            take_back(row)


def reap(silence: dt.timedelta) -> None:
    """Free the tasks of workers that are gone or silent for so long, and retries that died with a worker."""
    now = clock.now()
    TaskWorker.objects.filter(seen_at__lt=now - silence).delete()
    alive = set(TaskWorker.objects.values_list("pk", flat=True))
    take_back_all(lambda worker: worker not in alive)
    failed = Q(status=TaskResultStatus.FAILED, finished_at__lt=now - FORGOTTEN)
    for row in queue().filter(failed, finished_at__gt=now - 60 * FORGOTTEN):
        if len(row.worker_ids) < job_of(row).attempts:
            try_again(row)


def keep_timetable() -> None:
    """Enqueue each task of the timetable that has come due; of many workers exactly one does it."""
    jobs()
    now = clock.now()
    for timing in TIMETABLE.values():
        due = timing.last_due(now)
        CronRun.objects.get_or_create(pk=timing.name, defaults={"due_at": NEVER})
        with transaction.atomic():
            if CronRun.objects.filter(pk=timing.name, due_at__lt=due).update(due_at=due):
                enqueue(timing.name)


@daily("core.forget_sessions", at="03:30")
def forget_sessions() -> None:
    """Delete expired sessions. Act ids stay: one that is forgotten no longer keeps its act from happening twice."""
    Session.objects.filter(expire_date__lt=clock.now()).delete()


@daily("core.prune_tasks", at="03:40")
def prune() -> None:
    """Forget tasks done two days ago and failures of thirty days ago."""
    now = clock.now()
    DBTaskResult.objects.successful().filter(finished_at__lt=now - dt.timedelta(days=2)).delete()
    DBTaskResult.objects.failed().filter(finished_at__lt=now - dt.timedelta(days=30)).delete()
