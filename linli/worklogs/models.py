"""民情日志: what a worker added to a day, and what was handed in. A day of which nothing was said or handed in has no row."""

import json
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.crypto import EncryptedTextField
from linli.core.tenancy import CommunityModel
from linli.worklogs.lines import Line

SENTENCE_LENGTH = 1000


class WorkLog(CommunityModel):
    """民情日志 of one user and one day. The lines are kept only as they were handed in, so that who reads them sees what was
    given; before that they are composed anew each time. It has no status that ends: it may be taken back the same day.
    """

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("whose day it is")
    )
    day = models.DateField(_("day"))
    sentence = EncryptedTextField(_("what the worker added"), blank=True)
    lines = EncryptedTextField(_("the lines as they were handed in"), blank=True, editable=False)
    handed_in_at = models.DateTimeField(_("handed in at"), null=True, blank=True, editable=False)
    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("work log")
        verbose_name_plural = _("work logs")
        indexes = [
            models.Index(
                fields=["community", "-day", "-id"],
                name="worklog_handed_in",
                condition=Q(handed_in_at__isnull=False),
            )
        ]
        constraints = [
            models.UniqueConstraint(name="worklog_once_a_day", fields=["community", "user", "day"])
        ]

    def __str__(self) -> str:
        return self.day.isoformat()

    @property
    def is_handed_in(self) -> bool:
        """Whether the secretary reads it."""
        return self.handed_in_at is not None

    def freeze(self, lines: list[Line]) -> None:
        """Keep the lines as they are now."""
        self.lines = json.dumps(lines, ensure_ascii=False)

    @property
    def frozen(self) -> list[Line]:
        """The lines as they were handed in."""
        kept: list[Any] = json.loads(self.lines or "[]")
        return [Line(*line) for line in kept]
