"""How shifts stand in public: staff with name and post, who helps as a volunteer; places and times of the mobile office."""

from typing import NamedTuple

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from linli.core import clock
from linli.places.models import Community
from linli.rosters.models import Shift
from linli.rosters.watch import day_words
from linli.venues.words import clock_words

MESSAGE_LENGTH = 300  # of a text for a group of residents (N-1)


class Line(NamedTuple):
    """Who or where, when, and whether it goes on now."""

    what: str
    when: str
    now: bool


def who_in_public(shift: Shift) -> str:
    """Name and post of staff; who helps stands without a name. The row carries `staff_post` (`queries.with_posts`)."""
    post: str | None = getattr(shift, "staff_post", None)
    if post is None or shift.user is None:
        return _("a volunteer")
    return f"{shift.user.name} {post}".strip()


def _times(shift: Shift) -> str:
    return f"{clock_words(shift.starts_at)}—{clock_words(shift.ends_at)}"


def duty_line(shift: Shift) -> Line:
    """何静文 综合岗, 9:00—11:30."""
    return Line(who_in_public(shift), _times(shift), shift.starts_at <= clock.now() < shift.ends_at)


def office_line(shift: Shift) -> Line:
    """3 栋楼下凉亭, 3月17日 周二 9:00—11:00."""
    day = shift.starts_at.astimezone(clock.BEIJING).date()
    return Line(
        shift.place, f"{day_words(day)} {_times(shift)}", shift.starts_at <= clock.now() < shift.ends_at
    )


@translation.override(settings.LANGUAGE_CODE)
def group_message(community: Community, lines: list[Line], address: str) -> str:
    """群消息 of the mobile office, at most 300 characters, one link, nobody named; what does not fit stands behind the link."""
    head = f"【{_('Mobile office')}】{_('We come to you and listen; no appointment is needed.')}"
    phone = _("Telephone %(number)s") % {"number": community.telephone} if community.telephone else ""
    tail = "\n".join(part for part in (phone, address) if part)
    room = MESSAGE_LENGTH - len(head) - len(tail) - 2
    body: list[str] = []
    for line in lines:
        words = f"{line.when} {line.what}"
        if sum(map(len, body)) + len(body) + len(words) > room:
            break
        body.append(words)
    return "\n".join([head, *body, tail])
