"""体检: what the database should never hold, counted. The laws prevent it; the doctor looks all the same."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce

from linli.core.audit import AuditEntry, kind_of
from linli.core.tenancy import ScopedForeignKey, community_models
from linli.core.workflow import WorkflowModel


def strays() -> Iterator[dict[str, Any]]:
    """Rows that point to a row of another community: for each key how many (0 is health)."""
    for model in community_models():
        for key in model._meta.local_fields:
            if isinstance(key, ScopedForeignKey):
                yield {"key": f"{model._meta.label}.{key.name}", "rows": _stray_rows(model, key)}


def _stray_rows(model: type[models.Model], key: ScopedForeignKey) -> int:
    """Without the scoped join, which would never find them: compare with the community of the row pointed to."""
    target: Any = key.related_model
    pointed = target._base_manager.filter(pk=models.OuterRef(key.attname))
    there = models.Subquery(pointed.values("community_id")[:1])
    rows = model._base_manager.exclude(**{f"{key.attname}__isnull": True}).annotate(there=there)
    return rows.exclude(there=F("community_id")).count()


def mismatches(limit: int = 100) -> list[dict[str, Any]]:
    """Records whose status is not the target of their last audit entry (the first `limit`)."""
    return [found for model in _living() for found in _differing(model, limit)][:limit]


def gaps(limit: int = 100) -> list[dict[str, Any]]:
    """Records with more or fewer moves in the audit than their version counts (the first `limit`): an entry is gone, or
    somebody set the version by hand.
    """
    return [found for model in _living() for found in _uneven(model, limit)][:limit]


def _living() -> list[Any]:
    return [model for model in apps.get_models() if issubclass(model, WorkflowModel)]


def _has_origin(model: Any) -> bool:
    return any(field.name == "origin_id" for field in model._meta.concrete_fields)


def _moves(model: Any) -> models.QuerySet[AuditEntry]:
    """The entries of a record's own acts that led to a status; not those of what it brought in another app."""
    own = AuditEntry.objects.filter(community_id=models.OuterRef("community_id"), subject_kind=kind_of(model))
    acts = own.filter(subject_id=models.OuterRef("pk"), action__startswith=f"{model._meta.app_label}.")
    return acts.exclude(after="")


def _differing(model: Any, limit: int) -> list[dict[str, Any]]:
    """A record that came with many others has, until its first own act, the entry of the act that brought them."""
    sources = [_last(_moves(model))]
    if _has_origin(model):
        sources.append(_last(_brought(model)))
    said = Coalesce(*sources, models.Value(""))
    rows = model._base_manager.annotate(said=said).exclude(status=F("said")).values("pk", "status", "said")
    return [{"kind": kind_of(model), **row, "pk": str(row["pk"])} for row in rows[:limit]]


def _brought(model: Any) -> models.QuerySet[AuditEntry]:
    """The entry of an act of the own app that brought many records, written on what they came from. What only stems from
    a record of another app has its own first entry.
    """
    return AuditEntry.objects.filter(
        community_id=models.OuterRef("community_id"),
        subject_id=models.OuterRef("origin_id"),
        action__startswith=f"{model._meta.app_label}.",
    ).exclude(after="")


def _last(entries: models.QuerySet) -> models.Subquery:
    return models.Subquery(entries.exclude(after="").order_by("-happened_at", "-id").values("after")[:1])


def _uneven(model: Any, limit: int) -> list[dict[str, Any]]:
    counted = _moves(model).order_by().values("subject_id").annotate(n=models.Count("pk")).values("n")
    moves: Any = Coalesce(models.Subquery(counted), 0)
    if _has_origin(model):
        came_with_many = models.Case(models.When(models.Exists(_brought(model)), then=1), default=0)
        moves = moves + came_with_many
    rows = (
        model._base_manager.annotate(moves=moves).exclude(version=F("moves")).values("pk", "version", "moves")
    )
    return [{"kind": kind_of(model), **row, "pk": str(row["pk"])} for row in rows[:limit]]
