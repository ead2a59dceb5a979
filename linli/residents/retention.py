"""保存期限: the days of the rulebook, as numbers and in words. `core.personal` names the rows, the rulebook has them."""

from django.utils.translation import ngettext

from linli.core import clock
from linli.core.personal import Kept
from linli.places.models import Community
from linli.rulebook import book


def days_of(code: str, community: Community) -> int:
    """How many days a row of the rulebook gives in a community today."""
    return int(book.value(code, on=clock.today(), at=community.code))


def in_words(kept: Kept, community: Community) -> str:
    """Until when something is kept: in words, or so many days and from when they run."""
    if not kept.code:
        return str(kept.until)
    days = days_of(kept.code, community)
    told = ngettext("%(count)d day %(since)s", "%(count)d days %(since)s", days)
    return told % {"count": days, "since": kept.until}
