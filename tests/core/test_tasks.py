"""Background tasks: queued with the act, tried again, kept to a timetable, never lost with their worker."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from linli.core import clock, tasks, worker
from linli.core.tasks_models import TaskWorker
from tests.core import task_samples


@pytest.fixture(autouse=True)
def _morning():
    """The queue of the library lives in real time, so these tests do too."""
    return


ROOT = Path(__file__).resolve().parents[2]


def rows(name):
    """What the queue holds of a task."""
    return [row for row in DBTaskResult.objects.all() if row.args_kwargs["args"][0] == name]


@pytest.mark.django_db
class TestQueue:
    def test_a_task_runs_with_its_values(self, tmp_path):
        tasks.enqueue("samples.write", path=str(tmp_path / "word"), word="路灯")
        worker.drain()
        assert (tmp_path / "word").read_text() == "路灯"
        assert [row.status for row in rows("samples.write")] == ["SUCCESSFUL"]

    def test_it_is_gone_when_the_act_is_rolled_back(self):
        with transaction.atomic():
            tasks.enqueue("samples.tick")
            transaction.set_rollback(True)
        assert rows("samples.tick") == []

    def test_an_unknown_name_is_refused_at_once(self):
        with pytest.raises(LookupError, match=r"samples\.nothing"):
            tasks.enqueue("samples.nothing")

    def test_values_are_plain(self):
        with pytest.raises(TypeError):
            tasks.enqueue("samples.write", path=uuid.uuid4(), word="x")

    def test_a_name_belongs_to_one_task(self):
        with pytest.raises(ValueError, match=r"samples\.fail"):
            tasks.task("samples.fail")(task_samples.fail)

    def test_old_results_are_forgotten(self):
        tasks.enqueue("samples.tick")
        worker.drain()
        with clock.at(clock.now() + dt.timedelta(days=3)):
            tasks.prune()
        assert rows("samples.tick") == []


@pytest.mark.django_db
class TestTries:
    def test_a_failure_waits_and_is_tried_again_then_given_up(self):
        tasks.enqueue("samples.fail")
        worker.drain()
        (row,) = rows("samples.fail")
        assert row.status == "READY"
        assert dt.timedelta(seconds=5) < row.run_after - clock.now() <= tasks.FIRST_WAIT
        DBTaskResult.objects.update(run_after=clock.now())
        worker.drain()
        (row,) = rows("samples.fail")
        assert (row.status, len(row.worker_ids)) == ("FAILED", 2)
        assert "no luck" in row.traceback

    def test_the_waits_grow_to_two_hours(self):
        job = tasks.Job("x", print)
        assert [job.wait_after(n).total_seconds() for n in (1, 2, 3, 4, 5)] == [10, 60, 360, 2160, 7200]

    def test_a_retry_that_died_with_its_worker_is_made_up(self):
        tasks.enqueue("samples.fail")
        row = DBTaskResult.objects.get()
        row.claim("gone")
        row.set_failed(ValueError("no luck"))
        with clock.at(clock.now() + dt.timedelta(minutes=2)):
            tasks.reap(dt.timedelta(minutes=1))
        row.refresh_from_db()
        assert row.status == "READY"


@pytest.mark.django_db
class TestReaper:
    def test_the_task_of_a_living_worker_is_left_alone(self):
        TaskWorker.objects.create(pk="busy", seen_at=clock.now())
        tasks.enqueue("samples.tick")
        DBTaskResult.objects.get().claim("busy")
        tasks.reap(dt.timedelta(minutes=1))
        assert rows("samples.tick")[0].status == "RUNNING"

    def test_the_task_of_a_silent_worker_is_free_again(self):
        TaskWorker.objects.create(pk="dead", seen_at=clock.now() - dt.timedelta(minutes=2))
        tasks.enqueue("samples.tick")
        DBTaskResult.objects.get().claim("dead")
        tasks.reap(dt.timedelta(minutes=1))
        assert rows("samples.tick")[0].status == "READY"
        assert not TaskWorker.objects.exists()

    def test_a_task_that_kills_every_worker_is_given_up(self):
        tasks.enqueue("samples.fail")
        row = DBTaskResult.objects.get()
        row.claim("first")
        row.claim("second")
        tasks.reap(dt.timedelta(minutes=1))
        row.refresh_from_db()
        assert row.status == "FAILED"
        assert "died" in row.traceback


@pytest.mark.django_db(transaction=True)
def test_a_worker_goes_on_when_the_database_comes_back(monkeypatch, tmp_path):
    kept = DBTaskResult.set_successful

    def away(self, value):
        monkeypatch.setattr(DBTaskResult, "set_successful", kept)
        monkeypatch.setattr(DBTaskResult, "set_failed", away)
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(DBTaskResult, "set_successful", away)
    tasks.enqueue("samples.write", path=str(tmp_path / "word"), word="路灯")
    one = worker.Worker(interval=0)
    one.batch = True
    one.run()
    (row,) = rows("samples.write")
    assert (row.status, len(row.worker_ids)) == ("SUCCESSFUL", 2)


class TestTimetable:
    def test_every_ten_minutes(self):
        timing = tasks.TIMETABLE["samples.tick"]
        assert timing.last_due(moment("2026-03-01 08:09:59")) == moment("2026-03-01 08:00:00")
        assert timing.last_due(moment("2026-03-01 08:10:00")) == moment("2026-03-01 08:10:00")

    def test_daily_is_local_time(self):
        timing = tasks.TIMETABLE["core.prune_tasks"]
        assert timing.last_due(moment("2026-03-01 03:39:00")) == moment("2026-02-28 03:40:00")
        assert timing.last_due(moment("2026-03-01 03:40:00")) == moment("2026-03-01 03:40:00")

    @pytest.mark.django_db
    def test_each_due_moment_is_enqueued_once(self):
        for text in ("2026-03-01 08:01:00", "2026-03-01 08:09:00", "2026-03-01 08:31:00"):
            with clock.at(moment(text)):
                tasks.keep_timetable()
                tasks.keep_timetable()
        assert len(rows("samples.tick")) == 2


def moment(text):
    """A moment on the wall clock of Shanghai."""
    return timezone.make_aware(dt.datetime.fromisoformat(text))


def wait_for(happened, what):
    """Wait at most a minute for something to be true."""
    limit = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < limit, f"waited in vain: {what}"
        time.sleep(0.05)


@pytest.fixture
def start_worker():
    """Starts worker processes on the test database; whatever still runs at the end is killed."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(ROOT),
        "TEST_DATABASE": str(connection.settings_dict["NAME"]),
    }
    started = []

    def start():
        command = [sys.executable, str(Path(task_samples.__file__))]
        started.append(subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.server
@pytest.mark.django_db(transaction=True)
class TestProcesses:
    def test_a_task_survives_kill_9(self, start_worker, tmp_path):
        tasks.enqueue("samples.hold", folder=str(tmp_path))
        first = start_worker()
        wait_for((tmp_path / "began").exists, "the first worker begins")
        first.kill()
        first.wait()
        (tmp_path / "go").touch()
        start_worker()
        wait_for((tmp_path / "done").exists, "the second worker does it")
        wait_for(lambda: rows("samples.hold")[0].status == "SUCCESSFUL", "the row says so")
        assert len((tmp_path / "began").read_text().split()) == 2

    def test_the_task_in_hand_is_finished_on_sigterm(self, start_worker, tmp_path):
        tasks.enqueue("samples.hold", folder=str(tmp_path))
        process = start_worker()
        wait_for((tmp_path / "began").exists, "the worker begins")
        process.send_signal(signal.SIGTERM)
        time.sleep(0.2)
        (tmp_path / "go").touch()
        _, said = process.communicate(timeout=60)
        assert (tmp_path / "done").exists()
        assert process.returncode == 0
        assert "Traceback" not in said
        assert not TaskWorker.objects.exists()

    @pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
    def test_an_idle_worker_ends_quietly(self, start_worker, sign):
        process = start_worker()
        wait_for(TaskWorker.objects.exists, "the worker signs on")
        time.sleep(0.3)
        process.send_signal(sign)
        _, said = process.communicate(timeout=60)
        assert process.returncode == 0
        assert "Traceback" not in said
