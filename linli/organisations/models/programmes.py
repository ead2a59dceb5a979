"""品牌与项目 (programmes with strands): a label over records of any app, by which figures and accounts are arranged.

A strand says nothing of its own: 五心, 4+4, 家文化 and their like are names under which ordinary records are put.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.organisations.models.party import NAME_LENGTH, TEXT_LENGTH


class Programme(CommunityModel):
    """品牌: its name, and what it stands for."""

    class Kind(models.TextChoices):
        """Programmes that figures ask for by what they are (F10, F81), whatever they are called."""

        ORDINARY = "ordinary", pgettext_lazy("of a programme", "ordinary")
        FAMILY_CULTURE = "family_culture", _("family culture")
        FOUR_AND_FOUR = "four_and_four", _("four classrooms and four micro methods")

    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    text = models.TextField(_("what it stands for"), max_length=TEXT_LENGTH, blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices, default=Kind.ORDINARY)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                name="programme_name_once", fields=["community", "name"], condition=Q(valid_to__isnull=True)
            ),
            models.CheckConstraint(
                name="programme_kind_is_known",
                condition=Q(kind__in=["ordinary", "family_culture", "four_and_four"]),
            ),
            models.CheckConstraint(
                name="programme_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Strand(CommunityModel):
    """子项: one part of a programme."""

    programme = ScopedForeignKey(
        Programme, on_delete=models.PROTECT, related_name="strands", verbose_name=_("programme")
    )
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    order = models.PositiveSmallIntegerField(_("order"))
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    class Meta:
        verbose_name = _("strand")
        verbose_name_plural = _("strands")
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(
                name="strand_name_once",
                fields=["community", "programme", "name"],
                condition=Q(valid_to__isnull=True),
            ),
            models.CheckConstraint(
                name="strand_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StrandLabel(CommunityModel):
    """归入: a record of any app is put under a strand, named without being imported: its kind, its key, its words."""

    strand = ScopedForeignKey(
        Strand, on_delete=models.PROTECT, related_name="labels", verbose_name=_("strand")
    )
    subject_kind = models.CharField(max_length=50, editable=False)
    subject_id = models.UUIDField(editable=False)
    line = models.CharField(_("record"), max_length=200)
    labelled_on = models.DateField(_("labelled on"))

    class Meta:
        verbose_name = _("label of a strand")
        verbose_name_plural = _("labels of strands")
        indexes = [models.Index(fields=["community", "subject_kind", "subject_id"], name="strand_label_of")]
        constraints = [
            models.UniqueConstraint(
                name="under_a_strand_once", fields=["community", "strand", "subject_kind", "subject_id"]
            )
        ]

    def __str__(self) -> str:
        return self.line
