"""Everything that changes which pictures are kept."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from linli.core import audit, clock
from linli.core.errors import DomainError
from linli.core.files import store
from linli.core.files.models import Attachment, File
from linli.core.files.pictures import Picture
from linli.core.rights import Actor
from linli.core.tasks import daily

MOST_OF_A_ROLE = 9
# A picture that nothing shows waits so long for an act that is on its way.
FORGOTTEN = dt.timedelta(days=1)


@transaction.atomic
def attach(subject: Any, role: str, pictures: Sequence[Picture], *, by: Actor) -> int:
    """添加附件: pictures become part of a record; one that it shows already is not shown twice. How many are new."""
    type(subject)._base_manager.select_for_update().get(pk=subject.pk)
    shown = attachments_of(subject).filter(role=role)
    # Rows are held in one order, so that two who add the same pictures do not wait for each other for ever.
    wanted = {picture.digest: picture for picture in pictures}
    kept = {digest: _keep(subject.community_id, wanted[digest]) for digest in sorted(wanted)}
    there = set(shown.values_list("file_id", flat=True))
    new = [kept[digest] for digest in wanted if kept[digest].pk not in there]
    if len(there) + len(new) > MOST_OF_A_ROLE:
        raise DomainError(_("At most %(most)d pictures."), field="pictures", most=MOST_OF_A_ROLE)
    Attachment.objects.bulk_create(
        Attachment(
            community_id=subject.community_id,
            file=file,
            subject_kind=audit.kind_of(subject),
            subject_id=subject.pk,
            role=role,
            added_by_id=by.user_id,
            added_by=by.name,
            added_at=clock.now(),
        )
        for file in new
    )
    if new:
        audit.record(subject, action_of(subject, "attach"), by=by, note=role, count=len(new))
    return len(new)


def _keep(community_id: UUID, picture: Picture) -> File:
    """The row of a picture, held until the transaction ends, so that the sweep at night does not take it away."""
    file, _made = File.objects.select_for_update().get_or_create(
        community_id=community_id,
        digest=picture.digest,
        defaults={
            "width": picture.width,
            "height": picture.height,
            "size": len(picture.data),
            "made_at": clock.now(),
        },
    )
    store.put(community_id, picture.digest, picture.data)
    return file


@transaction.atomic
def detach(subject: Any, attachment: Attachment, *, by: Actor) -> None:
    """撤下附件: the record no longer shows the picture; it is erased at night unless something else shows it."""
    gone, _rows = attachments_of(subject).filter(pk=attachment.pk).delete()
    if gone:
        audit.record(subject, action_of(subject, "detach"), by=by, note=attachment.role)


def action_of(subject: models.Model, verb: str) -> str:
    """The name of what is done with the pictures of a record: orders.attach."""
    return f"{subject._meta.app_label}.{verb}"


def attachments_of(subject: Any) -> models.QuerySet[Attachment]:
    """What a record shows, the oldest first, each with its file."""
    rows = Attachment.objects.of(subject.community_id).filter(
        subject_id=subject.pk, subject_kind=audit.kind_of(subject)
    )
    return rows.select_related("file").order_by("added_at", "id")


@daily("core.sweep_files", at="04:00")
def sweep_files() -> None:
    """Erase pictures that no record shows any more, and files that no row knows."""
    before = clock.now() - FORGOTTEN
    shown = Attachment.objects.filter(
        community_id=models.OuterRef("community_id"), file_id=models.OuterRef("pk")
    )
    for key in list(
        File.objects.filter(~models.Exists(shown), made_at__lt=before).values_list("pk", flat=True)
    ):
        _erase(key)
    for community_id, digest, path in store.everything():
        old = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC) < before
        if old and not File.objects.of(community_id).filter(digest=digest).exists():
            path.unlink(missing_ok=True)


@transaction.atomic
def _erase(key: UUID) -> None:
    file = File.objects.select_for_update().filter(pk=key).first()
    if file is None or file.attachments.exists():
        return
    store.drop(file.community_id, file.digest)
    file.delete()
