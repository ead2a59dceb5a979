"""会议: a meeting of a Party organisation or of a work group, who came, what was said, and what was added after filing.

What is filed (备案) is sealed: nothing of it changes, an error is put right by an addition beside it (`Correction`).
"""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.accounts.models import User
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.core.workflow import WorkflowModel
from linli.meetings.kinds import Classroom, Excuse, Kind, Presence, StudyForm
from linli.meetings.models.tasks import TITLE_LENGTH
from linli.meetings.workflow import MEETING_BADGES, MEETING_WORKFLOW, MeetingStatus
from linli.organisations.models import PartyOrganisation, WorkGroup
from linli.residents.models import Person

PLACE_LENGTH, WHO_LENGTH, REASON_LENGTH, SAID_LENGTH, SUMMARY_LENGTH = 80, 60, 200, 4000, 4000


class Meeting(CommunityModel, WorkflowModel):
    """会议. Exactly one of organisation and work group holds it. `entitled` and `present` are of those who have a vote."""

    number = models.CharField(_("number"), max_length=14)
    status = models.CharField(_("status"), max_length=10, choices=MeetingStatus.choices, editable=False)
    kind = models.CharField(_("kind of meeting"), max_length=20, choices=Kind.choices)
    organisation = ScopedForeignKey(
        PartyOrganisation, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings",
        verbose_name=_("Party organisation"),
    )  # fmt: skip
    work_group = ScopedForeignKey(
        WorkGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings",
        verbose_name=_("work group"),
    )  # fmt: skip
    title = models.CharField(_("theme or title"), max_length=TITLE_LENGTH)
    starts_at = models.DateTimeField(_("starts at"))
    place = models.CharField(_("place of the meeting"), max_length=PLACE_LENGTH)
    host = models.CharField(_("chaired by"), max_length=WHO_LENGTH)
    recorder = models.CharField(_("minutes by"), max_length=WHO_LENGTH, blank=True)
    guests = models.CharField(_("guests without a vote"), max_length=REASON_LENGTH, blank=True)
    form = models.CharField(_("form of study"), max_length=12, choices=StudyForm.choices, blank=True)
    classroom = models.CharField(
        pgettext_lazy("of study", "classroom"), max_length=12, choices=Classroom.choices, blank=True
    )
    lecturer = models.CharField(_("lecturer"), max_length=WHO_LENGTH, blank=True)
    entitled = models.PositiveSmallIntegerField(_("entitled to vote"), null=True, editable=False)
    present = models.PositiveSmallIntegerField(_("present of those entitled"), null=True, editable=False)
    # 会议纪要: the edited outcome, which may be sent out; what was said stands with the items of the agenda.
    summary = models.TextField(_("summary of the meeting"), max_length=SUMMARY_LENGTH, blank=True)
    minuted_at = models.DateTimeField(_("minuted at"), null=True, editable=False)
    filed_at = models.DateTimeField(_("filed at"), null=True, editable=False)

    workflow = MEETING_WORKFLOW
    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        indexes = [
            models.Index(fields=["community", "-starts_at", "-id"], name="meeting_newest"),
            models.Index(
                fields=["community", "organisation", "kind", "starts_at"], name="meeting_of_organisation"
            ),
        ]
        constraints = [
            models.UniqueConstraint(name="meeting_number_once", fields=["community", "number"]),
            models.CheckConstraint(name="meeting_status_is_known", condition=Q(status__in=MeetingStatus.values)),
            models.CheckConstraint(name="meeting_kind_is_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="meeting_form_is_known", condition=Q(form__in=["", *StudyForm.values])),
            models.CheckConstraint(name="meeting_classroom_is_known", condition=Q(classroom__in=["", *Classroom.values])),
            models.CheckConstraint(
                name="meeting_of_one_body",
                condition=Q(organisation__isnull=False, work_group__isnull=True)
                | Q(organisation__isnull=True, work_group__isnull=False),
            ),
            models.CheckConstraint(
                name="meeting_minuted_says_when",
                condition=~Q(status__in=["minuted", "filed"]) | Q(minuted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="meeting_filed_says_when", condition=~Q(status="filed") | Q(filed_at__isnull=False)
            ),
            models.CheckConstraint(
                name="meeting_counts_fit",
                condition=Q(entitled__isnull=True, present__isnull=True) | Q(present__lte=F("entitled")),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def badge(self) -> tuple[str, str, Any]:
        """Tone, icon and word of the status."""
        return (*MEETING_BADGES[MeetingStatus(self.status)], self.get_status_display())

    @property
    def body(self) -> PartyOrganisation | WorkGroup:
        """Who holds it."""
        return self.organisation or self.work_group


class AgendaItem(CommunityModel):
    """议程: an item of the agenda, and what was said about it (会议记录)."""

    meeting = ScopedForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="items", verbose_name=_("meeting")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    title = models.CharField(_("item of the agenda"), max_length=TITLE_LENGTH)
    said = models.TextField(_("what was said"), max_length=SAID_LENGTH, blank=True)

    class Meta:
        verbose_name = _("item of an agenda")
        verbose_name_plural = _("items of agendas")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(name="agenda_order_once", fields=["community", "meeting", "order"])
        ]

    def __str__(self) -> str:
        return self.title


class Attendance(CommunityModel):
    """到会: one person of the roll of a meeting, as the roll stood on its day."""

    meeting = ScopedForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="attendances", verbose_name=_("meeting")
    )
    person = ScopedForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    may_vote = models.BooleanField(_("has a vote"))
    presence = models.CharField(
        _("attendance"), max_length=8, choices=Presence.choices, default=Presence.INVITED
    )
    reason = models.CharField(_("why excused"), max_length=8, choices=Excuse.choices, blank=True)
    # As what somebody comes, or why they have no vote, in the words of the roll.
    part = models.CharField(_("as what"), max_length=WHO_LENGTH, blank=True)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        indexes = [models.Index(fields=["community", "person"], name="attendance_of_person")]
        constraints = [
            models.UniqueConstraint(name="attendance_once", fields=["community", "meeting", "person"]),
            models.CheckConstraint(name="presence_is_known", condition=Q(presence__in=Presence.values)),
            models.CheckConstraint(
                name="excused_says_why",
                condition=Q(presence="excused", reason__in=Excuse.values)
                | (~Q(presence="excused") & Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_presence_display()}"


class Correction(CommunityModel):
    """更正补记: what was found wrong or missing after filing; the filed words stay as they are."""

    meeting = ScopedForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="corrections", verbose_name=_("meeting")
    )
    text = models.TextField(_("what is right"), max_length=SAID_LENGTH)
    written_at = models.DateTimeField(_("written at"))
    written_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("written by")
    )

    class Meta:
        verbose_name = _("correction of minutes")
        verbose_name_plural = _("corrections of minutes")
        ordering = ["written_at", "id"]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.written_at:%Y-%m-%d}"


class SlotExcuse(CommunityModel):
    """写明原因备案: why an organisation held no meeting of a kind in a month or quarter."""

    organisation = ScopedForeignKey(
        PartyOrganisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("Party organisation")
    )
    kind = models.CharField(_("kind of meeting"), max_length=20, choices=Kind.choices)
    # 2026-05 or 2026-Q2.
    slot = models.CharField(_("month or quarter"), max_length=7)
    reason = models.CharField(_("why there was none"), max_length=REASON_LENGTH)
    document_number = models.CharField(_("number of the paper"), max_length=40, blank=True)
    written_on = models.DateField(_("written on"))

    class Meta:
        verbose_name = _("documented reason")
        verbose_name_plural = _("documented reasons")
        constraints = [
            models.UniqueConstraint(name="excuse_once", fields=["community", "organisation", "kind", "slot"]),
            models.CheckConstraint(name="excuse_kind_is_known", condition=Q(kind__in=Kind.values)),
        ]

    def __str__(self) -> str:
        return f"{self.slot} {self.get_kind_display()}"
