"""个人信息 in surveys: nobody who answers is known; free words may name somebody, so they are sealed and erased."""

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext_lazy

from linli.core import clock
from linli.core.personal import STANDING, Basis, Kept, Sensitivity, Subject, declare, impersonal
from linli.places.models import Community
from linli.surveys.models import Answer, Response, Survey


def erase_texts(community: Community, before: dt.datetime) -> int:
    """Erase the free words of surveys that closed, or whose last day was, before a moment; how many answers."""
    day = before.astimezone(clock.BEIJING).date()
    over = Survey.objects.of(community).filter(
        Q(closed_at__lt=before) | Q(closed_at__isnull=True, status="published", closes_on__lt=day)
    )
    said = Answer.objects.of(community).filter(response__survey__in=over).exclude(text=b"")
    return said.update(text=b"")


declare(
    Answer, "text",
    purpose=gettext_lazy("to learn what residents need; nobody is asked who they are"),
    basis=Basis.CONSENT, sensitivity=Sensitivity.ORDINARY, subject=Subject.NAMED,
    kept=Kept(gettext_lazy("after the survey closed"), "surveys.text.days", erase_texts),
)  # fmt: skip
declare(
    Response, "entered_by",
    what=gettext_lazy("who typed a paper in"),
    purpose=gettext_lazy("to ask back about a paper that was typed in"),
    basis=Basis.CONTRACT, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF, kept=STANDING,
)  # fmt: skip
impersonal(
    Survey, "title", "purpose", "workbook_name", why="words of the desk for everybody; they name a matter"
)
