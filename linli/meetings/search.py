"""检索 of directed tasks: by what is to be done and who gave it; of meetings: by title and summary."""

from django.utils.translation import gettext_lazy as _

from linli.core.search import index
from linli.meetings.models import DirectedTask, Meeting

TASKS = index.declare(
    index.Kind(
        DirectedTask,
        name=_("Directed tasks"),
        right="meetings.view_tasks",
        text=lambda task: f"{task.title} {task.text} {task.office} {task.document_number} {task.reply}",
        line=lambda task: task.title,
        page=("meetings:task", "pk"),
    )
)
MEETINGS = index.declare(
    index.Kind(
        Meeting,
        name=_("Meetings"),
        right="meetings.view_meetings",
        text=lambda meeting: (
            f"{meeting.number} {meeting.title} {meeting.get_kind_display()} {meeting.summary}"
        ),
        line=str,
        page=("meetings:meeting", "pk"),
    )
)
