"""封存: the audit is sealed, so that nobody, not even who runs the database, changes it unseen.

A seal takes whatever entries are unsealed (never a watermark of time or key: an entry may be committed late), gives
each a position and keeps its leaf (core.marks); it is a keyed hash over the seal before it and its leaves. What an
entry says is never touched. `linli audit verify` names what does not fit.
"""

import datetime as dt
import itertools
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from linli.core import clock, crypto, doctor
from linli.core.audit import AuditEntry
from linli.core.marks import is_ours, is_unchanged, leaf_of
from linli.core.tasks import every
from linli.core.tenancy import SharedModel

MOST_LEAVES = 2000
CHUNK = 500
FIRST = "0" * 64


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
    known = Exists(Leaf.objects.filter(entry_id=OuterRef("pk")))
    unsealed = AuditEntry.objects.filter(~known, ordinal__isnull=True).order_by("id")
    good = (entry for entry in unsealed.iterator(CHUNK) if is_ours(entry) and is_unchanged(entry))
    entries = list(itertools.islice(good, MOST_LEAVES))
    if not entries:
        return 0
    last = Seal.objects.order_by("-number").first()
    start = Leaf.objects.aggregate(last=models.Max("ordinal"))["last"] or 0
    leaves = [(start + place, entry.pk, leaf_of(entry)) for place, entry in enumerate(entries, 1)]
    made = Seal(
        number=last.number + 1 if last else 1,
        digest=_digest(last.digest if last else FIRST, ((key, digest) for _place, key, digest in leaves)),
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
    _give_positions(made)
    return len(entries)


def _give_positions(made: Seal) -> None:
    """Each entry of a seal learns its position from its leaf."""
    leaf = Leaf.objects.filter(entry_id=OuterRef("pk")).values("ordinal")[:1]
    sealed = AuditEntry.objects.filter(pk__in=made.leaves.values("entry_id"))
    sealed.update(ordinal=Subquery(leaf))


def _digest(previous: str, leaves: Iterable[tuple[UUID, str]]) -> str:
    lines = (f"{key} {digest}" for key, digest in leaves)
    return crypto.blind_index("\n".join([previous, *lines]), "core.seal")


@every("core.seal_audit", minutes=1)
def seal_audit() -> None:
    """Seal what happened since the last minute."""
    seal_everything()


def verify() -> dict[str, Any]:
    """What was done to the audit by hand: entries edited, removed, inserted; records whose status is not what their
    last entry says; how many were checked, and how many have no seal yet.
    """
    found: dict[str, Any] = {"checked": 0, "edited": [], "removed": [], "inserted": []}
    for entry in _with_leaves().order_by("id").iterator(CHUNK):
        found["checked"] += 1
        if what := _fault(entry):
            found[what].append(_named(entry))
    found["removed"] += [{"entry": str(leaf.entry_id), "position": leaf.ordinal} for leaf in _orphans()]
    found["edited"] += [{"seal": number} for number in _broken_seals()]
    found["mismatched"] = [*doctor.mismatches(), *doctor.gaps()]
    found["unsealed"] = AuditEntry.objects.filter(ordinal__isnull=True).count()
    return found


def _with_leaves() -> models.QuerySet[AuditEntry]:
    """Each entry with its leaf, in one query: read apart, what is sealed in between would look edited."""
    leaf = Leaf.objects.filter(entry_id=OuterRef("pk"))
    ordinal, digest = Subquery(leaf.values("ordinal")[:1]), Subquery(leaf.values("digest")[:1])
    return AuditEntry.objects.annotate(leaf_ordinal=ordinal, leaf_digest=digest)


def _fault(entry: Any) -> str:
    """What is wrong with an entry; "" if nothing is."""
    if not is_ours(entry):
        return "inserted"
    if not is_unchanged(entry) or entry.ordinal != entry.leaf_ordinal:
        return "edited"
    return "edited" if entry.leaf_digest not in {None, leaf_of(entry)} else ""


def _named(entry: AuditEntry) -> dict[str, Any]:
    return {
        "entry": str(entry.pk),
        "action": entry.action,
        "subject": f"{entry.subject_kind} {entry.subject_id}",
        "happened_at": _moment(entry.happened_at),
    }


def _moment(happened_at: dt.datetime | None) -> str:
    """A moment here; nothing where somebody wrote what is no moment (SQLite takes anything)."""
    return happened_at.astimezone(clock.BEIJING).isoformat(timespec="seconds") if happened_at else ""


def _orphans() -> models.QuerySet[Leaf]:
    """Leaves whose entry is gone."""
    return Leaf.objects.filter(~Exists(AuditEntry.objects.filter(pk=OuterRef("entry_id"))))


def _broken_seals() -> list[int]:
    """Seals that do not fit the one before, their leaves, or their number."""
    broken, previous = [], FIRST
    for expected, seal in enumerate(Seal.objects.order_by("number").iterator(CHUNK), 1):
        leaves = seal.leaves.order_by("ordinal").values_list("entry_id", "digest")
        if seal.number != expected or not crypto.same(seal.digest, _digest(previous, leaves)):
            broken.append(seal.number)
        previous = seal.digest
    return broken
