"""What the background workers remember: who is alive, and what the timetable last enqueued."""

from django.db import models

from linli.core.tenancy import SharedModel


class TaskWorker(SharedModel):
    """A worker process; it renews `seen_at` every few seconds, and is dead when it stops doing so."""

    id = models.CharField(max_length=64, primary_key=True)  # type: ignore[assignment]  # its name
    seen_at = models.DateTimeField()

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        """The name."""
        return self.id


class CronRun(SharedModel):
    """The latest due moment for which the timetable enqueued a task."""

    id = models.CharField(max_length=64, primary_key=True)  # type: ignore[assignment]  # its name
    due_at = models.DateTimeField()

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        """The task's name."""
        return self.id
