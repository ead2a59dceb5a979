"""Addresses of directed tasks at the desk."""

from django.urls import path, register_converter

from linli.ledgers.pages import pages
from linli.meetings import views
from linli.meetings.ledger import TASKS


class MonthConverter:
    """A month of the year, 01 to 12."""

    regex = "0[1-9]|1[0-2]"

    def to_python(self, value: str) -> int:
        """As a number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """With two digits."""
        return f"{value:02d}"


class YearConverter:
    """A year of ours."""

    regex = "20[0-9]{2}"

    def to_python(self, value: str) -> int:
        """As a number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """With four digits."""
        return str(value)


register_converter(MonthConverter, "task_month")
register_converter(YearConverter, "task_year")

app_name = "meetings"
DESK = "desk/<slug:slug>/tasks/"
urlpatterns = [
    path(DESK, views.tasks, name="tasks"),
    path(f"{DESK}give", views.give, name="give"),
    *pages(TASKS, f"{DESK}all/", "ledger"),
    path(f"{DESK}<task_year:year>-<task_month:month>.pdf", views.month_pdf, name="month_pdf"),
    path(f"{DESK}<uuid:pk>", views.task, name="task"),
    *[
        path(f"{DESK}<uuid:pk>/{verb}", getattr(views, verb), name=verb)
        for verb in ("finish", "await_reply", "resume", "extend", "hand_on", "call_off")
    ],
]
