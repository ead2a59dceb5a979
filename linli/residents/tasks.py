"""What the worker erases at night because its time is over."""

import datetime as dt

from django.db import transaction

from linli.core import audit, clock, personal
from linli.core.rights import Actor
from linli.core.tasks import daily
from linli.places.models import Community
from linli.residents.retention import days_of


@daily("residents.purge", at="03:20")
def purge() -> None:
    """到期删除 (PIPL 19): what every app declared with a number of days, in every community. Of each kind one entry
    tells how many were erased, and nothing else. Running twice erases once.
    """
    for community in Community.objects.all():
        for code in personal.purges():
            _purge(community, code)


@transaction.atomic
def _purge(community: Community, code: str) -> None:
    app, erase = personal.purges()[code]
    count = erase(community, clock.now() - dt.timedelta(days=days_of(code, community)))
    if count:
        audit.record(community, f"{app}.purge", by=Actor(community.pk, "Linli"), note=code, count=count)
