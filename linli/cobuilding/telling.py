"""What is told after which act: who sees to a project hears that it is theirs. The worker tells it (core.outbox)."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from linli.cobuilding.models import Project
from linli.cobuilding.workflow import ALIVE
from linli.core import outbox
from linli.core.audit import AuditEntry
from linli.notifications import actions as notifications
from linli.notifications.addresses import Event


@outbox.after("cobuilding.begin", "cobuilding.hand_on")
def of_owner(entry: AuditEntry) -> None:
    """立项, 转交: who sees to a project is told, unless they wrote it down themselves."""
    rows = Project.objects.of(entry.community_id).select_related("community", "owner")
    project = rows.get(pk=entry.subject_id)
    if project.status not in ALIVE or project.owner_id == entry.actor_id or outbox.later(entry):
        return
    with translation.override(settings.LANGUAGE_CODE):
        text = _("%(number)s %(title)s: you see to this project, due on %(due)s.") % {
            "number": project.number, "title": project.title,
            "due": date_format(project.due_on, "MONTH_DAY_FORMAT"),
        }  # fmt: skip
    path = reverse("cobuilding:project", args=[project.community.slug, project.pk])
    notifications.notify_inboxes(
        Event.of(entry.action, project, entry.pk), [project.owner], text=text, path=path
    )
