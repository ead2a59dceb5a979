"""Questions of the printing room. Nothing here writes."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from linli.core import clock, keys
from linli.core.rights import REGISTER, Actor
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


def access_sheet(actor: Actor, code: str) -> SignInSheet:
    """The one way to a sign-in sheet, for who may work in the printing room."""
    if not REGISTER["papers.print"].held_by(actor):
        raise PermissionDenied
    rows = SignInSheet.objects.of(actor.community_id).select_related("community")
    return get_object_or_404(rows, code=keys.read_code(code))


def by_walk(jobs: list[PrintJob]) -> list[PrintJob]:
    """Jobs as one walks: by paper, then by house; what is bound to no house comes last."""
    return sorted(
        jobs, key=lambda job: (job.paper, not job.place_order, job.place_order, job.title, str(job.pk))
    )
