"""微党课: a short lecture that was published to a channel; 学习笔记: what somebody wrote for themselves. Nobody is asked to
prove that anything was read or written.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core.crypto import EncryptedTextField
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.meetings.kinds import Classroom, LectureChannel
from linli.meetings.models.meetings import REASON_LENGTH, SAID_LENGTH, WHO_LENGTH, Meeting
from linli.meetings.models.tasks import TITLE_LENGTH
from linli.organisations.models import PartyOrganisation
from linli.residents.models import Person

NOTE_LENGTH = 4000


class MicroLecture(CommunityModel):
    """微党课: title, words or link, who speaks, on which channel, on which day. One publication is one row."""

    organisation = ScopedForeignKey(
        PartyOrganisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("Party organisation")
    )
    title = models.CharField(_("title of the lecture"), max_length=TITLE_LENGTH)
    text = models.TextField(_("words of the lecture"), max_length=SAID_LENGTH, blank=True)
    link = models.URLField(_("link"), max_length=300, blank=True)
    lecturer = models.CharField(_("lecturer"), max_length=WHO_LENGTH, blank=True)
    channel = models.CharField(_("channel"), max_length=10, choices=LectureChannel.choices)
    classroom = models.CharField(
        pgettext_lazy("of study", "classroom"), max_length=12, choices=Classroom.choices, blank=True
    )
    published_on = models.DateField(_("published on"))
    withdrawn_on = models.DateField(_("taken off on"), null=True, blank=True, editable=False)
    withdrawal = models.CharField(_("why it was taken off"), max_length=REASON_LENGTH, blank=True)

    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("micro-lecture")
        verbose_name_plural = _("micro-lectures")
        indexes = [models.Index(fields=["community", "-published_on", "-id"], name="lecture_newest")]
        constraints = [
            models.CheckConstraint(name="lecture_channel_is_known", condition=Q(channel__in=LectureChannel.values)),
            models.CheckConstraint(name="lecture_classroom_is_known", condition=Q(classroom__in=["", *Classroom.values])),
            models.CheckConstraint(name="lecture_has_words_or_link", condition=~Q(text="") | ~Q(link="")),
            models.CheckConstraint(
                name="lecture_taken_off_says_why",
                condition=Q(withdrawn_on__isnull=True) | (~Q(withdrawal="") & Q(withdrawn_on__gte=F("published_on"))),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class StudyNote(CommunityModel):
    """学习笔记: of one person, for nobody else, until that person shares it with those invited to the same meeting (自愿分享).

    The words are sealed, so that nobody reads them in the database either; they stand in no search and no count.
    """

    person = ScopedForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    meeting = ScopedForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("meeting")
    )
    title = EncryptedTextField(_("title of the note"))
    text = EncryptedTextField(_("words of the note"))
    written_at = models.DateTimeField(_("written at"), editable=False)
    shared_at = models.DateTimeField(_("shared at"), null=True, editable=False)

    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("study note")
        verbose_name_plural = _("study notes")
        indexes = [
            models.Index(fields=["community", "person", "-written_at"], name="study_note_of_person"),
            models.Index(fields=["community", "meeting", "-written_at"], name="study_note_of_meeting"),
        ]
        constraints = [
            models.CheckConstraint(
                name="shared_with_those_of_a_meeting",
                condition=Q(shared_at__isnull=True) | Q(meeting__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title
