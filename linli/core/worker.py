"""A worker process: the library's worker with a loop of ours, retries, a pulse that shows it is alive, the timetable."""

import datetime as dt
import logging
import os
import signal
import socket
import threading
import uuid

from django.db import DatabaseError, InterfaceError, OperationalError, close_old_connections, connection
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as LibraryWorker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from linli.core import clock, outbox, tasks
from linli.core.tasks_models import TaskWorker

logger = logging.getLogger("linli.tasks")


class Worker(LibraryWorker):
    """Runs queued tasks one after the other; a failed one is queued again."""

    def __init__(self, *, interval: float) -> None:
        """It looks at an empty queue every `interval` seconds."""
        super().__init__(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=interval,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"{socket.gethostname()[:32]}:{os.getpid()}:{uuid.uuid4().hex[:8]}",
        )

    def run(self) -> None:
        """Run until told to stop; a database that is away for a while is waited for.

        Whatever this worker still holds when the loop begins again is what it lost with the connection.
        """
        while self.running:
            try:
                tasks.take_back_all(lambda worker: worker == self.worker_id)
                while self.running:
                    close_old_connections()
                    if self.work():
                        continue
                    if self.batch:
                        return
                    threading.Event().wait(self.interval)
            except (OperationalError, InterfaceError) as error:
                logger.warning("the database is away: %s", error)
                connection.close()
                threading.Event().wait(self.interval)

    def work(self) -> bool:
        """Look once: what acts have left to follow goes into the queue, and its next task is run. False if there is none."""
        outbox.hand_on()
        row = self.claim()
        if row:
            self.run_task(row)
        return row is not None

    def claim(self) -> DBTaskResult | None:
        """Take the next waiting task, if there is one."""
        with exclusive_transaction():
            row = tasks.queue().ready().get_locked()
            if row:
                row.claim(self.worker_id)
        return row

    def run_task(self, db_task_result: DBTaskResult) -> None:
        """Run one task and, if it failed, queue it again."""
        super().run_task(db_task_result)
        if db_task_result.status == TaskResultStatus.FAILED:
            tasks.try_again(db_task_result)


class Pulse(threading.Thread):
    """Beside the worker, every `beat`: says «alive», keeps the timetable, frees the tasks of dead workers."""

    def __init__(self, worker_id: str, beat: float) -> None:
        """A worker silent for six beats is dead."""
        super().__init__(name="pulse", daemon=True)
        self.worker_id, self.beat = worker_id, beat
        self.ended = threading.Event()

    def once(self) -> None:
        """One beat."""
        TaskWorker.objects.update_or_create(pk=self.worker_id, defaults={"seen_at": clock.now()})
        tasks.keep_timetable()
        tasks.reap(dt.timedelta(seconds=6 * self.beat))

    def run(self) -> None:
        """Beat until ended; if the pulse stops for any other reason, so does the worker."""
        try:
            while not self.ended.wait(self.beat):
                try:
                    close_old_connections()
                    self.once()
                except (DatabaseError, InterfaceError) as error:
                    logger.warning("the pulse missed a beat: %s", error)
        finally:
            connection.close()
            if not self.ended.is_set():
                os.kill(os.getpid(), signal.SIGTERM)

    def end(self) -> None:
        """Stop beating and sign off."""
        self.ended.set()
        self.join()
        TaskWorker.objects.filter(pk=self.worker_id).delete()


def serve(*, interval: float, beat: float) -> None:
    """Work until SIGTERM or Ctrl-C; the task in hand is finished first, a second signal breaks it off."""
    worker = Worker(interval=interval)
    pulse = Pulse(worker.worker_id, beat)
    worker.configure_signals()
    pulse.once()
    pulse.start()
    try:
        worker.run()
    finally:
        pulse.end()


def drain() -> None:
    """Run everything that is waiting now, in this process; also inside a transaction, as tests do."""
    worker = Worker(interval=0)
    while worker.work():
        pass
