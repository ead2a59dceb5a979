"""封存: the audit is sealed, so that nobody, not even who runs the database, changes it unseen.

A seal takes whatever entries are unsealed (never a watermark of time or key: an entry may be committed late), gives
each a position and keeps its leaf (core.marks); it is a keyed hash over the seal before it and its leaves. What an
entry says is never touched. `linli audit verify` names what does not fit.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from linli.core import clock, crypto, doctor
from linli.core.audit import AuditEntry
from linli.core.marks import is_ours, is_unchanged, leaf_of
from linli.core.tasks import every
from linli.core.tenancy import SharedModel

MOST_LEAVES = 2000
CHUNK = 500
FIRST = "0" * 64

Row = TypeVar("Row")


class Seal(SharedModel):
    """封存: a link of the chain over the audit."""

    number = models.PositiveBigIntegerField(_("number"), unique=True)
    digest = models.CharField(_("keyed hash over the seal before and the leaves"), max_length=64)
    sealed_at = models.DateTimeField(_("sealed at"))

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        ordering = ["number"]

    def __str__(self) -> str:
        return str(self.number)


class Leaf(SharedModel):
    """封存叶: what a sealed entry said, as a hash; it stays when the entry is removed."""

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="leaves", verbose_name=_("seal"))
    ordinal = models.PositiveBigIntegerField(_("position"), unique=True)
    entry_id = models.UUIDField(_("audit entry"), unique=True)
    digest = models.CharField(_("hash of what it said"), max_length=64)

    class Meta:
        verbose_name = _("leaf of a seal")
        verbose_name_plural = _("leaves of seals")
        ordering = ["ordinal"]

    def __str__(self) -> str:
        return str(self.ordinal)


def seal_everything() -> int:
    """封存 whatever is unsealed; how many entries that was."""
    sealed = 0
    while taken := seal():
        sealed += taken
    return sealed


@transaction.atomic
def seal() -> int:
    """One seal over the oldest unsealed entries, at most `MOST_LEAVES`; how many. Another worker may be at it: then
    the number is taken, and nothing happens here.
    """
    unsealed = AuditEntry.objects.filter(ordinal__isnull=True).order_by("id")[:MOST_LEAVES]
    entries = [entry for entry in unsealed if is_ours(entry) and is_unchanged(entry)]
    if not entries:
        return 0
    last = Seal.objects.order_by("-number").first()
    start = Leaf.objects.aggregate(last=models.Max("ordinal"))["last"] or 0
    leaves = [(start + place, entry.pk, leaf_of(entry)) for place, entry in enumerate(entries, 1)]
    made = Seal(
        number=last.number + 1 if last else 1,
        digest=_digest(last.digest if last else FIRST, (digest for _place, _key, digest in leaves)),
        sealed_at=clock.now(),
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            Leaf.objects.bulk_create(
                (
                    Leaf(seal=made, ordinal=place, entry_id=key, digest=digest)
                    for place, key, digest in leaves
                ),
                batch_size=CHUNK,
            )
    except IntegrityError:
        return 0
    _give_positions()
    return len(entries)


def _give_positions() -> None:
    """Each entry learns its position from its leaf."""
    leaf = Leaf.objects.filter(entry_id=OuterRef("pk")).values("ordinal")[:1]
    sealed = AuditEntry.objects.filter(ordinal__isnull=True, pk__in=Leaf.objects.values("entry_id"))
    sealed.update(ordinal=Subquery(leaf))


def _digest(previous: str, leaves: Iterable[str]) -> str:
    return crypto.blind_index("\n".join([previous, *leaves]), "core.seal")


@every("core.seal_audit", minutes=1)
def seal_audit() -> None:
    """Seal what happened since the last minute."""
    seal_everything()


def verify() -> dict[str, Any]:
    """What was done to the audit by hand: entries edited, removed, inserted; records whose status is not what their
    last entry says; how many were checked, and how many have no seal yet.
    """
    found: dict[str, Any] = {"checked": 0, "edited": [], "removed": [], "inserted": []}
    for entries in _chunks(AuditEntry.objects.order_by("id").iterator(CHUNK)):
        found["checked"] += len(entries)
        leaves = Leaf.objects.filter(entry_id__in=[entry.pk for entry in entries])
        sealed = {leaf.entry_id: leaf for leaf in leaves}
        for entry in entries:
            if what := _fault(entry, sealed.get(entry.pk)):
                found[what].append(_named(entry))
    found["removed"] += [{"entry": str(leaf.entry_id), "position": leaf.ordinal} for leaf in _orphans()]
    found["edited"] += [{"seal": number} for number in _broken_seals()]
    found["mismatched"] = [*doctor.mismatches(), *doctor.gaps()]
    found["unsealed"] = AuditEntry.objects.filter(ordinal__isnull=True).count()
    return found


def _chunks(rows: Iterable[Row]) -> Iterator[Sequence[Row]]:
    row = iter(rows)
    while chunk := list(itertools.islice(row, CHUNK)):
        yield chunk


def _fault(entry: AuditEntry, leaf: Leaf | None) -> str:
    """What is wrong with an entry; "" if nothing is."""
    if not is_ours(entry):
        return "inserted"
    if not is_unchanged(entry) or entry.ordinal != (leaf.ordinal if leaf else None):
        return "edited"
    return "edited" if leaf and leaf.digest != leaf_of(entry) else ""


def _named(entry: AuditEntry) -> dict[str, Any]:
    return {
        "entry": str(entry.pk),
        "action": entry.action,
        "subject": f"{entry.subject_kind} {entry.subject_id}",
        "happened_at": entry.happened_at.astimezone(clock.BEIJING).isoformat(timespec="seconds"),
    }


def _orphans() -> models.QuerySet[Leaf]:
    """Leaves whose entry is gone."""
    return Leaf.objects.exclude(entry_id__in=AuditEntry.objects.values("pk"))


def _broken_seals() -> list[int]:
    """Seals that do not fit the one before, their leaves, or their number."""
    broken, previous = [], FIRST
    for expected, seal in enumerate(Seal.objects.order_by("number").iterator(CHUNK), 1):
        leaves = seal.leaves.order_by("ordinal").values_list("digest", flat=True)
        if seal.number != expected or not crypto.same(seal.digest, _digest(previous, leaves)):
            broken.append(seal.number)
        previous = seal.digest
    return broken
