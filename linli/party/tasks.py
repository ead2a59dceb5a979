"""What the worker does for Party members: once a night it pulls the points from confirmed deeds."""

from linli.core.rights import Actor
from linli.core.tasks import daily
from linli.party import actions
from linli.places.models import Community


@daily("party.pull_points", at="03:40")
def pull_points() -> None:
    """归集积分: in every community; twice writes once."""
    for community in Community.objects.all():
        actions.pull_points(community, by=Actor(community.pk, "Linli"))
