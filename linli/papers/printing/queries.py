"""Questions of the printing room. Nothing here writes."""

import datetime as dt

from django.db.models import QuerySet

from linli.core import clock
from linli.core.tenancy import CommunityModel
from linli.papers.printing.models import PrintJob, SignInSheet

SHOWN = 150
PRINTED_DAYS = 3


WALK = ("place_order", "title", "id")


def waiting(community: CommunityModel) -> QuerySet[PrintJob]:
    """What waits to be printed today, by paper and then as one walks through the houses (`by_walk` sorts it finally)."""
    rows = PrintJob.objects.of(community).filter(printed_at__isnull=True, wanted_on__lte=clock.today())
    return rows.defer("values").order_by("paper", *WALK)[:SHOWN]


def printed(community: CommunityModel) -> QuerySet[PrintJob]:
    """What was printed in the last days and may be printed again, the newest first."""
    since = clock.now() - dt.timedelta(days=PRINTED_DAYS)
    rows = PrintJob.objects.of(community).filter(printed_at__gte=since)
    return rows.defer("values").order_by("-printed_at", *WALK)[:SHOWN]


def open_sheets(community: CommunityModel) -> QuerySet[SignInSheet]:
    """Sign-in sheets, the latest event first."""
    return SignInSheet.objects.of(community).order_by("-happens_at", "-id")[:20]


def by_walk(jobs: list[PrintJob]) -> list[PrintJob]:
    """Jobs as one walks: by paper, then by house; what is bound to no house comes last."""
    return sorted(
        jobs, key=lambda job: (job.paper, not job.place_order, job.place_order, job.title, str(job.pk))
    )
