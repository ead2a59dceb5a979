"""One community (社区) never sees another's rows: two kinds of model, and foreign keys that carry the community.

Every business row is a `CommunityModel`; the few rows of the whole installation are `SharedModel`.
The same models run on SQLite, on PostgreSQL and, sharded by community, on Citus.
"""

import time
from functools import cache
from typing import Any, Self
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from linli.core.keys import uuid7


@cache
def _labels(field: models.Field) -> dict[Any, Any]:
    return dict(field.flatchoices)


class Labelled(models.Model):
    """Says the word of a chosen value without translating all the others first, as Django does for each row."""

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: models.Field) -> str:
        value = getattr(self, field.attname)
        return str(_labels(field).get(value, value))


class SharedModel(Labelled):
    """A row of the installation: user, division, community, posting ... (a closed list, see docs/structure.md)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)

    class Meta:
        abstract = True


class CommunityQuerySet(models.QuerySet):
    """Every query of business rows starts with `of(community)`."""

    def of(self, community: Any) -> Self:
        """The rows of one community (the row or its id)."""
        return self.filter(community_id=community if isinstance(community, UUID) else community.pk)


class CommunityModel(Labelled):
    """A row that belongs to exactly one community."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    community = models.ForeignKey(
        settings.COMMUNITY_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("community"),
    )
    objects = CommunityQuerySet.as_manager()

    class Meta:
        abstract = True


class ScopedForeignKey(models.ForeignKey):
    """A foreign key inside one community: joins, `obj.parent` and validation all carry the community."""

    def get_joining_fields(self, reverse_join: bool = False) -> Any:
        pairs = super().get_joining_fields(reverse_join)
        here, there = self._communities()
        return (*pairs, (there, here) if reverse_join else (here, there))

    def get_extra_descriptor_filter(self, instance: models.Model) -> dict[str, Any]:
        return {"community_id": instance.community_id}  # type: ignore[attr-defined]

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if value is None or model_instance is None:
            return
        target = self.remote_field.model._base_manager.filter(pk=value)
        if not target.filter(community_id=model_instance.community_id).exists():  # type: ignore[attr-defined]
            raise ValidationError(_("This belongs to another community."), code="other_community")

    def _communities(self) -> tuple[models.Field, models.Field]:
        here, there = (
            self.model._meta.get_field("community"),
            self.remote_field.model._meta.get_field("community"),
        )
        return here, there  # type: ignore[return-value]


def community_models() -> list[type[CommunityModel]]:
    """All business models, for laws, the doctor and the backup."""
    return [model for model in apps.get_models() if issubclass(model, CommunityModel)]


FRESH_SECONDS = 10
_communities: dict[str, tuple[float, Any]] = {}


def community_or_404(slug: str) -> Any:
    """The community of an address; every address names its own. Kept for ten seconds: every page asks for it."""
    kept_at, community = _communities.get(slug, (0.0, None))
    if community is None or time.monotonic() - kept_at > FRESH_SECONDS:
        community = get_object_or_404(apps.get_model(settings.COMMUNITY_MODEL), slug=slug)
        _communities[slug] = (time.monotonic(), community)
    return community


def forget_communities() -> None:
    """Read them anew: after a change, and between tests."""
    _communities.clear()
