"""The audit: one entry per act, appended and never changed (网络安全法: kept at least six months)."""

import hashlib
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core import clock, outbox
from linli.core.marks import FREE_TEXT, set_marks
from linli.core.rights import Actor
from linli.core.tenancy import SharedModel


class AuditEntry(SharedModel):
    """Who did what to what, as which posting, for whom, from which status to which. Plain values, no foreign keys,
    so that a subject may be erased while the fact that something happened stays.
    """

    community_id = models.UUIDField(_("community"), null=True)
    subject_kind = models.CharField(_("kind of subject"), max_length=50)
    subject_id = models.UUIDField(_("subject"))
    action = models.CharField(_("action"), max_length=60)
    before = models.CharField(_("status before"), max_length=20, blank=True)
    after = models.CharField(_("status after"), max_length=20, blank=True)
    actor_id = models.UUIDField(_("user"), null=True)
    actor_name = models.CharField(_("name"), max_length=80, blank=True)
    actor_title = models.CharField(_("office"), max_length=80, blank=True)
    posting_id = models.UUIDField(_("posting"), null=True)
    on_behalf_of = models.CharField(_("on behalf of"), max_length=80, blank=True)
    note = models.TextField(_("internal note"), blank=True)
    told = models.TextField(_("what was told"), blank=True)
    count = models.PositiveIntegerField(_("how many rows"), default=1)
    digest = models.CharField(_("SHA-256 of the rows"), max_length=64, blank=True)
    happened_at = models.DateTimeField(_("happened at"))
    recorded_at = models.DateTimeField(_("recorded at"))
    salt = models.CharField(max_length=32, blank=True, editable=False)
    text_digest = models.CharField(max_length=64, blank=True, editable=False)
    mark = models.CharField(max_length=64, blank=True, editable=False)
    # Given once, by the sealing (core.sealing); no part of what the entry says.
    ordinal = models.PositiveBigIntegerField(_("position in the seals"), null=True, editable=False)
    # Off while something is still to follow the act (core.outbox); no part of what the entry says either.
    followed = models.BooleanField(_("what follows it is on its way"), default=True, editable=False)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["happened_at", "id"]
        indexes = [
            models.Index(fields=["community_id", "subject_id", "happened_at"], name="audit_subject"),
            models.Index(fields=["community_id", "actor_id", "happened_at"], name="audit_actor"),
            models.Index(fields=["id"], name="audit_unsealed", condition=models.Q(ordinal__isnull=True)),
            models.Index(fields=["id"], name="audit_to_follow", condition=models.Q(followed=False)),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_id}"


def kind_of(model: type[models.Model] | models.Model) -> str:
    """The word by which the audit, acts and origins name a model: "orders.order"."""
    return model._meta.label_lower


def record(
    subject: Any,
    action: str,
    *,
    by: Actor,
    before: str = "",
    after: str = "",
    note: str = "",
    told: str = "",
    count: int = 1,
    digest: str = "",
) -> AuditEntry:
    """Append the entry of one act on `subject`, in the transaction of the act. An act on many rows is one entry:
    its subject is what they came from, with their count and the SHA-256 of what was written (`digest_of`).
    """
    office = by.office_for(action, subject)
    entry = AuditEntry(
        community_id=by.community_id,
        subject_kind=kind_of(subject),
        subject_id=subject.pk,
        action=action,
        before=before,
        after=after,
        actor_id=by.user_id,
        actor_name=by.name,
        actor_title=office.label if office else "",
        posting_id=office.posting_id if office else None,
        on_behalf_of=by.on_behalf_of or (office.lent_by if office else ""),
        note=note,
        told=told,
        count=count,
        digest=digest,
        happened_at=clock.now(),
        recorded_at=clock.now(),
        followed=not outbox.waits(action),
    )
    set_marks(entry)
    entry.save(force_insert=True)
    return entry


def erase_text(entries: models.QuerySet[AuditEntry]) -> int:
    """Erase names and words of entries for good (PIPL 47): that something happened stays, and stays provable."""
    return entries.update(salt="", **dict.fromkeys(FREE_TEXT, ""))


def digest_of(lines: Iterable[str]) -> str:
    """SHA-256 (FIPS 180-4) over the lines of a bulk act, in hexadecimal."""
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()


def history(
    community_id: UUID, subject: models.Model, origin: UUID | None = None
) -> models.QuerySet[AuditEntry]:
    """Everything that was done to `subject`, oldest first; `origin` is the bulk act it came from, if any."""
    rows = AuditEntry.objects.filter(community_id=community_id)
    own = models.Q(subject_id=subject.pk)
    if origin is None:
        return rows.filter(own)
    return rows.filter(own | models.Q(subject_id=origin, action__startswith=f"{subject._meta.app_label}."))
