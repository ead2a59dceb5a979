"""日历订阅: the page on which an address is made, and the address itself, which a calendar asks by itself."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.accounts.models import User
from linli.calendars.icalendar import Event, write
from linli.core import clock, keys
from linli.core.forms import ActForm, plain
from linli.core.guards import ActorRequest, CommunityRequest, public, right
from linli.core.pages import perform
from linli.meetings import actions, queries
from linli.meetings.models import Meeting
from linli.meetings.workflow import MeetingStatus

# Nobody says beforehand when a meeting ends; a calendar wants to know.
LASTS = dt.timedelta(hours=1)


@right("meetings.subscribe_own")
@require_http_methods(["GET", "POST"])
def subscribe_own(request: ActorRequest) -> HttpResponse:
    """订阅我的会议."""
    user = get_object_or_404(User, pk=request.actor.user_id)
    return _page(request, "meetings/feed_own.html", {"user": user}, {})


@right("meetings.subscribe")
@require_http_methods(["GET", "POST"])
def subscribe(request: ActorRequest, pk: UUID) -> HttpResponse:
    """订阅一个党组织的会议."""
    row = queries.access_for_feed(request.actor, pk)
    return _page(request, "meetings/feed.html", {"organisation": row}, {"organisation": row})


def _page(
    request: ActorRequest, template: str, whose: dict[str, Any], context: dict[str, Any]
) -> HttpResponse:
    """The state of the subscription; after a press its address, which is shown this once."""
    owner = {"user_id": whose["user"].pk} if "user" in whose else whose
    row = actions.open_feeds(request.community, **owner).first()
    form, new_id, made = ActForm(request.POST or None), keys.uuid7(), ""
    if form.is_valid():
        ends = plain(request.POST.get("press", "")) == "end"
        told: list[str] = []

        def act() -> None:
            if not ends:
                told.append(actions.subscribe(request.community, **whose, by=request.actor, feed_id=new_id))
            elif row is not None:
                actions.unsubscribe(row, by=request.actor)

        verb = "unsubscribe" if ends else "subscribe"
        perform(form, f"meetings.{verb}", new_id, request.actor, act, about=request.path)
        made = _address(request, told[0]) if told else ""
        row = actions.open_feeds(request.community, **owner).first()
        form = ActForm()
    context |= {"form": form, "feed": row, "made": made, "webcal": made.replace("https:", "webcal:", 1)}
    return render(request, template, context)


def _address(request: ActorRequest, secret: str) -> str:
    return request.build_absolute_uri(reverse("meetings:feed", args=[request.community.slug, secret]))


@public("whoever holds the secret address, as calendars cannot log in")
@require_GET
def feed(request: CommunityRequest, secret: str) -> HttpResponse:
    """日历: the meetings as a file that a calendar reads. An address that was ended is not found."""
    row = queries.feed_by_digest(request.community, actions.digest_of(secret))
    if row is None:
        raise Http404
    name = str(row.organisation) if row.organisation else _("My organisation life")
    body = write(name, [_event(one) for one in queries.meetings_of_feed(row)], stamp=clock.now())
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = "inline; filename=linli.ics"
    answer["Cache-Control"] = "private, max-age=600"
    return answer


def _event(meeting: Meeting) -> Event:
    """Title, place and kind; nobody who is invited, and nothing of what was said."""
    return Event(
        uid=f"{meeting.pk}@linli", starts_at=meeting.starts_at, lasts=LASTS, title=meeting.title, place=meeting.place,
        text=f"{meeting.get_kind_display()} · {meeting.body}", changes=meeting.version,
        cancelled=meeting.status == MeetingStatus.CANCELLED,
    )  # fmt: skip
