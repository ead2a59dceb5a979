"""What members are told of an appraisal (民主评议党员), each in the own inbox and nowhere else (M-7). The worker tells it."""

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from linli.accounts.models import User
from linli.core import outbox
from linli.core.audit import AuditEntry
from linli.core.rights import Actor
from linli.notifications import actions as notifications
from linli.notifications.addresses import Event
from linli.party import appraisals, rolls
from linli.party.models import AppraisalRound

# A round that is only opened has nothing to do or to read on the own page yet; nobody is told of it before.
TOLD = {
    "party.ask_self_reviews": gettext_noop(
        "Appraisal of members %(year)s, %(branch)s: you can write your self-review."
    ),
    "party.close_appraisal": gettext_noop(
        "Appraisal of members %(year)s, %(branch)s: your grade can be read."
    ),
}


@outbox.after("party.ask_self_reviews", "party.close_appraisal", "party.call_off_appraisal")
def of_appraisal(entry: AuditEntry) -> None:
    """开始自评, 结束: each member of the branch with a login is told once, with the way to the own page. What was told before
    is overtaken, and of what was called off nobody is told.
    """
    rows = AppraisalRound.objects.of(entry.community_id).select_related("community", "branch")
    row = rows.get(pk=entry.subject_id)
    notifications.overtake(row, by=Actor(row.community_id, "Linli"), said_until=entry.happened_at)
    if entry.action not in TOLD or outbox.later(entry):
        return
    with translation.override(settings.LANGUAGE_CODE):
        text = _(TOLD[entry.action]) % {"year": row.year, "branch": row.branch.name}
    path = reverse("party:own_appraisal", args=[row.community.slug])
    notifications.notify_inboxes(Event.of(entry.action, row, entry.pk), members_of(row), text=text, path=path)


def members_of(row: AppraisalRound) -> QuerySet[User]:
    """The members of the branch on the day that counts who have a login."""
    persons = rolls.memberships(row.branch, appraisals.day_of(row)).order_by().values("member__person__user")
    return User.objects.filter(pk__in=persons, is_active=True)
