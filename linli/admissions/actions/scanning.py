"""扫描件: the papers of a step. What was added stays; a wrong one is withdrawn with a reason and can still be looked at for a while."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.admissions.models import Admission, AdmissionScan, AdmissionStep
from linli.core import clock, keys
from linli.core.errors import DomainError
from linli.core.files.actions import attach
from linli.core.files.pictures import Picture
from linli.core.rights import Actor
from linli.core.workflow import Overtaken, write_fact

# The role of the pictures of a scan.
PAGE = "page"


@transaction.atomic
def add_scan(
    row: Admission, entry: AdmissionStep, *, title: str, pictures: Sequence[Picture], by: Actor,
    scan_id: UUID | None = None,
) -> AdmissionScan:  # fmt: skip
    """添加扫描件: the pages of one paper of a step that is done. Raises DomainError without a page, ValidationError."""
    if entry.admission_id != row.pk:
        raise DomainError(_("This step is not written down yet."))
    if not pictures:
        raise DomainError(_("Choose a picture or a PDF."), field="pictures")
    write_fact(row, "add_scan", by=by, note=str(entry.number))
    made = AdmissionScan(
        id=scan_id or keys.uuid7(), community=row.community, entry=entry, title=title, added_on=clock.today()
    )
    made.full_clean(exclude=["community", "entry"])
    made.save(force_insert=True)
    attach(made, PAGE, pictures, by=by)
    return made


@transaction.atomic
def withdraw_scan(row: Admission, scan: AdmissionScan, *, reason: str, by: Actor) -> None:
    """撤回扫描件: it counts no more, and says when and why. Raises Overtaken where somebody else was faster."""
    write_fact(row, "withdraw_scan", by=by, note=f"{scan.entry.number}: {scan.title}")
    changed = AdmissionScan.objects.of(row.community_id).filter(
        pk=scan.pk, entry__admission=row, withdrawn_on=None
    )
    scan.withdrawn_on, scan.withdrawal = clock.today(), reason
    scan.full_clean(exclude=["community", "entry"])
    if not reason:
        raise DomainError(_("Say why."), field="reason")
    if not changed.update(withdrawn_on=scan.withdrawn_on, withdrawal=reason):
        raise Overtaken
