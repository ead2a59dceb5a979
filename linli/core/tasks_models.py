"""What the background workers remember: who is alive, and what the timetable last enqueued."""

from django.db import models


class TaskWorker(models.Model):
    """A worker process; it renews `seen_at` every few seconds, and is dead when it stops doing so."""

    name = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField()

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        """The name."""
        return self.name


class CronRun(models.Model):
    """The latest due moment for which the timetable enqueued a task."""

    name = models.CharField(max_length=64, primary_key=True)
    due_at = models.DateTimeField()

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        """The task's name."""
        return self.name
