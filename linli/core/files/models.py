"""附件: which pictures are kept, and what they belong to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.tenancy import CommunityModel, ScopedForeignKey


class File(CommunityModel):
    """文件: a picture that lies outside the database, known by its hash; the same picture lies there once."""

    digest = models.CharField(_("SHA-256"), max_length=64)
    width = models.PositiveIntegerField(_("width in pixels"))
    height = models.PositiveIntegerField(_("height in pixels"))
    size = models.PositiveIntegerField(_("size in bytes"))
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        constraints = [models.UniqueConstraint(name="file_once", fields=["community", "digest"])]

    def __str__(self) -> str:
        return self.digest[:12]


class Attachment(CommunityModel):
    """附件: a picture belongs to a record, in a role. Who may see the record may see it; it has no address of its own."""

    file = ScopedForeignKey(
        File, on_delete=models.PROTECT, related_name="attachments", verbose_name=_("file")
    )
    subject_kind = models.CharField(_("kind of subject"), max_length=50)
    subject_id = models.UUIDField(_("subject"))
    role = models.CharField(_("what it shows"), max_length=20)
    added_by_id = models.UUIDField(_("user"), null=True)
    added_by = models.CharField(_("added by"), max_length=80, blank=True)
    added_at = models.DateTimeField(_("added at"))

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        indexes = [models.Index(fields=["community", "subject_id", "id"], name="attachment_subject")]
        constraints = [
            models.UniqueConstraint(
                name="attachment_once", fields=["community", "subject_id", "role", "file"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.subject_kind}"
