"""System checks: a model that would break tenancy does not start."""

from typing import Any

from django.apps import apps
from django.core.checks import Error, Tags, register
from django.db import models

from linli.core.tenancy import CommunityModel, ScopedForeignKey, SharedModel


def ours(model: type[models.Model]) -> bool:
    """Whether a model is the product's own."""
    return model.__module__.startswith("linli.")


@register(Tags.models)
def check_tenancy(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Refuse models outside the two kinds, foreign keys without the community and constraints that forget it."""
    return [error for model in apps.get_models() if ours(model) for error in _errors(model)]


def _errors(model: type[models.Model]) -> list[Error]:
    if issubclass(model, CommunityModel):
        return [*_loose_keys(model), *_loose_constraints(model)]
    if issubclass(model, SharedModel):
        return []
    return [
        Error(
            f"{model._meta.label} is neither a CommunityModel nor a SharedModel.", obj=model, id="linli.E001"
        )
    ]


def _loose_keys(model: type[models.Model]) -> list[Error]:
    return [
        Error(f"{field} must be a ScopedForeignKey.", obj=model, id="linli.E002")
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
        and issubclass(field.remote_field.model, CommunityModel)
        and not isinstance(field, ScopedForeignKey)
    ]


def _loose_constraints(model: type[models.Model]) -> list[Error]:
    return [
        Error(f"{constraint.name} must begin with the community.", obj=model, id="linli.E003")
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields[:1] != ("community",)
    ] + [
        Error(f"{field} may be unique only together with the community.", obj=model, id="linli.E003")
        for field in model._meta.local_fields
        if field.unique and not field.primary_key
    ]
