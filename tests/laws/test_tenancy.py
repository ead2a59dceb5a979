"""One community never sees another's rows, whatever the model."""

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from linli.core.checks import _errors
from linli.core.tenancy import CommunityModel, ScopedForeignKey, community_models
from linli.orders.models import Order
from linli.places.models import Building

# Rows of the installation. Adding one is a decision: write it into docs/structure.md too.
SHARED = {
    "accounts.Invitation",
    "accounts.Token",
    "accounts.Posting",
    "accounts.User",
    "core.Leaf",
    "core.Seal",
    "core.AuditEntry",
    "core.CronRun",
    "core.TaskWorker",
    "places.Community",
    "places.Division",
}


def test_the_list_of_shared_models_is_closed():
    from django.apps import apps

    ours = {model._meta.label for model in apps.get_models() if model.__module__.startswith("linli.")}

    assert ours - {model._meta.label for model in community_models()} == SHARED


@pytest.mark.parametrize("model", community_models(), ids=lambda model: model._meta.label)
def test_every_model_keeps_the_law(model):
    assert _errors(model) == []


def test_a_model_that_forgets_the_community_does_not_start():
    class Loose(CommunityModel):
        building = models.ForeignKey(Building, on_delete=models.CASCADE)
        code = models.CharField(max_length=5, unique=True)

        class Meta:
            app_label = "tests"
            constraints = [models.UniqueConstraint(name="loose", fields=["building"])]

    assert [error.id for error in _errors(Loose)] == ["linli.E002", "linli.E003", "linli.E003"]


def test_joins_carry_the_community(place):
    sql = str(Order.objects.of(place.community).select_related("building").query)

    assert '"orders_order"."community_id" = "places_building"."community_id"' in sql


def test_a_parent_of_another_community_is_not_found(place, other_place):
    order = place.order(building=place.buildings[0])
    Order.objects.filter(pk=order.pk).update(building_id=other_place.buildings[0].pk)

    with pytest.raises(Building.DoesNotExist):
        _ = Order.objects.get(pk=order.pk).building


def test_validation_refuses_a_parent_of_another_community(place, other_place):
    order = place.order()
    order.building = other_place.buildings[0]

    with pytest.raises(ValidationError) as refusal:
        order.full_clean()

    assert list(refusal.value.error_dict) == ["building"]


def test_every_key_between_business_rows_is_scoped():
    loose = [
        f"{model._meta.label}.{key.name}"
        for model in community_models()
        for key in model._meta.local_fields
        if isinstance(key, models.ForeignKey)
        and issubclass(key.remote_field.model, CommunityModel)
        and not isinstance(key, ScopedForeignKey)
    ]

    assert loose == []
