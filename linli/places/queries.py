"""Questions about places."""

from django.db.models import QuerySet

from linli.places.models import Building, Community


def buildings(community: Community) -> QuerySet[Building]:
    """The buildings of a community with their compound, in the order people know them by."""
    return (
        Building.objects.of(community).select_related("compound").order_by("compound__name", "order", "name")
    )
