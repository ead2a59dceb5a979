"""What the worker forgets for papers at night."""

import datetime as dt

from linli.core import clock
from linli.core.tasks import daily
from linli.papers import actions
from linli.papers.printing.models import PrintJob

KEPT = dt.timedelta(days=30)


@daily("papers.erase_printed", at="03:20")
def erase_printed() -> None:
    """Erase what stood on sheets that were printed thirty days ago; that something was printed stays known. What
    nobody has printed in thirty days goes altogether.
    """
    PrintJob.objects.filter(printed_at__lt=clock.now() - KEPT).exclude(values=b"").update(values=b"")
    PrintJob.objects.filter(printed_at__isnull=True, wanted_on__lt=clock.today() - KEPT).delete()


@daily("papers.forget_imports", at="03:50")
def forget_imports() -> None:
    """Erase what imported files held, seven days after they were read in (M-1)."""
    actions.forget(clock.now())
