"""问卷: what is asked, and what was answered. Nobody who answers is known: no person, no login, no telephone, no device."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core import clock
from linli.core.crypto import EncryptedTextField
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.core.workflow import WorkflowModel
from linli.surveys.workflow import BADGES, SURVEY_WORKFLOW, SurveyStatus

TITLE_LENGTH, PURPOSE_LENGTH, NAME_LENGTH = 60, 500, 200


class Channel(models.TextChoices):
    """渠道: how an answer reached the community."""

    WEB = "web", _("web page")
    PAPER = "paper", _("paper form")
    HELPED = "helped", _("with somebody's help")


class Survey(CommunityModel, WorkflowModel):
    """问卷: a form from an XLSForm workbook. Once published it is frozen."""

    number = models.CharField(_("number"), max_length=12)
    code = models.CharField(_("six-character code"), max_length=6)
    status = models.CharField(_("status"), max_length=12, choices=SurveyStatus.choices, editable=False)
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    purpose = models.TextField(_("why we ask"), max_length=PURPOSE_LENGTH)
    closes_on = models.DateField(_("last day"), null=True, blank=True)
    shows_results = models.BooleanField(_("results for everybody after the end"), default=False)
    form = models.JSONField(_("questions"), editable=False)
    workbook_name = models.CharField(_("file"), max_length=120)
    # What of the workbook is not asked: name, type, reason (a word of workbook.REASONS).
    left_out = models.JSONField(_("what is left out"), default=list, editable=False)
    drafted_at = models.DateTimeField(_("drafted at"))
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)

    workflow = SURVEY_WORKFLOW
    # The verbs that the person at work holds on this survey; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        indexes = [
            models.Index(fields=["community", "-drafted_at", "-id"], name="survey_newest"),
            models.Index(fields=["community", "status", "closes_on"], name="survey_open"),
        ]
        constraints = [
            models.UniqueConstraint(name="survey_number_once", fields=["community", "number"]),
            models.UniqueConstraint(name="survey_code_once", fields=["community", "code"]),
            models.CheckConstraint(
                name="survey_status_is_known", condition=Q(status__in=SurveyStatus.values)
            ),
            models.CheckConstraint(
                name="survey_published_since",
                condition=~Q(status__in=["published", "closed"]) | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="survey_closed_since", condition=~Q(status="closed") | Q(closed_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def badge(self) -> tuple[str, str, Any]:
        """Tone, icon and word of the status; one whose last day has passed says so."""
        if self.status == SurveyStatus.PUBLISHED and not self.is_open:
            return ("mute", "clock", _("Last day passed"))
        return (*BADGES[SurveyStatus(self.status)], self.get_status_display())

    @property
    def is_open(self) -> bool:
        """It takes answers today."""
        day: dt.date | None = self.closes_on
        return self.status == SurveyStatus.PUBLISHED and (day is None or clock.today() <= day)


class Response(CommunityModel):
    """答卷: one filling of a survey. Whose it is nobody knows; `entered_by` is the clerk who typed a paper in."""

    survey = ScopedForeignKey(Survey, on_delete=models.CASCADE, related_name="+", verbose_name=_("survey"))
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    happened_at = models.DateTimeField(_("answered at"))
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name=_("typed in by"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        indexes = [models.Index(fields=["community", "survey", "happened_at"], name="response_of_survey")]
        constraints = [
            models.CheckConstraint(name="response_channel_is_known", condition=Q(channel__in=Channel.values)),
            models.CheckConstraint(
                name="response_typed_in_by_somebody",
                condition=Q(channel="web", entered_by__isnull=True)
                | (~Q(channel="web") & Q(entered_by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Answer(CommunityModel):
    """回答: what was said to one question; of several choices each is a row, and row 0 says that the question was asked.

    `value` is a choice, a number or a day, counted as it stands; free words are in `text`, encrypted.
    """

    response = ScopedForeignKey(
        Response, on_delete=models.CASCADE, related_name="+", verbose_name=_("response")
    )
    question = models.CharField(_("question"), max_length=NAME_LENGTH)
    occurrence = models.CharField(_("which time"), max_length=20, default="0")
    row = models.PositiveSmallIntegerField(_("which choice"), default=0)
    value = models.CharField(_("answer"), max_length=NAME_LENGTH, blank=True)
    text = EncryptedTextField(_("in words"), blank=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(
                name="answer_once", fields=["community", "response", "question", "occurrence", "row"]
            )
        ]

    def __str__(self) -> str:
        return self.question
