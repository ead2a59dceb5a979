"""Pages of messages: one's own inbox, what has to be told to residents, the robot of the staff group."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.core import clock, keys
from linli.core.forms import ActForm
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, find, form_page, perform
from linli.core.rights import REGISTER
from linli.notifications import actions, forms, queries
from linli.notifications.channels.robots import DINGTALK, FEISHU, WECOM, kind_of
from linli.notifications.models import Robot

DONE = {
    "tell": gettext_lazy("Written down: told."),
    "miss": gettext_lazy("It comes back later, in the person's hours."),
    "lay": gettext_lazy("The letter waits in the printing room."),
}
MAKERS = {
    WECOM: pgettext_lazy("maker of a robot", "WeCom"),
    DINGTALK: pgettext_lazy("maker of a robot", "DingTalk"),
    FEISHU: pgettext_lazy("maker of a robot", "Feishu"),
}


def _telling(request: ActorRequest) -> str:
    return reverse("notifications:telling", args=[request.community.slug])


@right("notifications.view")
@require_GET
def telling(request: ActorRequest) -> HttpResponse:
    """要告诉居民的事: whom to ring, where to go, which letter to put where, in this hour."""
    return _telling_page(request)


def _telling_page(request: ActorRequest, *, stale: str = "") -> HttpResponse:
    rows = list(queries.to_be_told(request.actor, request.community)[: queries.SHOWN + 1])
    shown = [(row, ActForm(initial={"version": row.version})) for row in rows[: queries.SHOWN]]
    context = {
        "shown": shown,
        "more": len(rows) > queries.SHOWN,
        "stale": stale,
        "may_set_robot": REGISTER["notifications.set_robot"].held_by(request.actor),
    }
    answer = render(request, "notifications/telling.html", context, status=409 if stale else 200)
    add_never_cache_headers(answer)  # telephones are shown as long as they are needed
    return answer


def _verb(verb: str) -> Any:
    """One press beside one line: told, not reached, print the letter."""

    @right(f"notifications.{verb}")
    @require_POST
    def view(request: ActorRequest, delivery: UUID) -> HttpResponse:
        action = f"notifications.{verb}"
        row = find(
            request, action, request.actor, lambda: queries.access_delivery(request.actor, delivery, verb)
        )
        if row is None:
            return HttpResponseRedirect(_telling(request))
        form = ActForm(request.POST)
        act = getattr(actions, verb)
        if form.is_valid():
            press = lambda: act(row, by=request.actor, version=form.seen)  # noqa: E731  done once
            outcome = perform(form, action, row.pk, request.actor, press, about=str(row.pk))
            if outcome.stale:
                return _telling_page(request, stale=outcome.stale)
        if not form.is_valid():
            return _telling_page(request, stale=_("Please look once more."))
        messages.success(request, DONE[verb])
        return HttpResponseRedirect(_telling(request))

    view.__name__ = verb
    return view


tell, miss, lay = _verb("tell"), _verb("miss"), _verb("lay")


@right("notifications.drop")
@require_http_methods(["GET", "POST"])
def drop(request: ActorRequest, delivery: UUID) -> HttpResponse:
    """不用告诉了, with a reason."""
    back = _telling(request)
    row = queries.access_delivery(request.actor, delivery, "drop")
    form = forms.DropForm(request.POST or None, initial={"version": row.version})
    page = FormPage(
        _("Need not be told"),
        _("Take it off the list"),
        ((_("To be told"), back),),
        lede=_("Then nobody rings any more. The person can still look it up with the receipt."),
        more={"before": "notifications/one.html", "row": row},
    )
    act = lambda: actions.drop(row, reason=form.words, by=request.actor, version=form.seen)  # noqa: E731  done once
    return form_page(request, page, form, "notifications.drop", row.pk, act=act, to=lambda made: back)


def _inbox_address(request: ActorRequest) -> str:
    room = "desk" if request.path.startswith("/desk/") else "serve"
    return reverse(f"notifications:{room}_inbox", args=[request.community.slug])


@right("notifications.read")
@require_GET
def inbox(request: ActorRequest) -> HttpResponse:
    """消息: one's own, the newest first."""
    here = _inbox_address(request)
    found = queries.INBOX.page(
        queries.inbox_of(request.actor),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "rows": found.rows,
        "until": clock.now().isoformat(),
        "newer": f"{here}?before={found.newer}".replace("+", "%2B") if found.newer else "",
        "older": f"{here}?after={found.older}".replace("+", "%2B") if found.older else "",
        "skeleton": "core/desk.html" if "/desk/" in here else "core/serve.html",
        "clear": f"{here}clear",
    }
    return render(request, "notifications/inbox.html", context)


@right("notifications.read")
@require_POST
def clear(request: ActorRequest) -> HttpResponse:
    """清掉 one message or all."""
    form = forms.ClearForm(request.POST)
    if form.is_valid() and any(form.cleaned_data.values()):
        actions.clear(request.actor, **form.cleaned_data)
    return HttpResponseRedirect(_inbox_address(request))


@right("notifications.set_robot")
@require_http_methods(["GET", "POST"])
def robot(request: ActorRequest) -> HttpResponse:
    """群机器人: connect it. The address is a key and is not shown again."""
    standing = Robot.objects.of(request.community).first()
    form = forms.RobotForm(request.POST or None)
    page = FormPage(
        _("Robot of the staff group"),
        _("Connect the robot"),
        ((_("To be told"), _telling(request)),),
        lede=_(
            "It tells the staff group which matter was handed out or came back: number and kind, no person."
        ),
        more={
            "before": "notifications/robot.html",
            "standing": standing,
            "maker": MAKERS.get(kind_of(standing.url), "") if standing else "",
            "remove": ActForm(),
        },
    )
    here = reverse("notifications:robot", args=[request.community.slug])
    act = lambda: actions.set_robot(request.community, by=request.actor, **form.values())  # noqa: E731  done once
    return form_page(
        request, page, form, "notifications.set_robot", keys.uuid7(), act=act, to=lambda made: here
    )


@right("notifications.remove_robot")
@require_POST
def remove_robot(request: ActorRequest) -> HttpResponse:
    """断开机器人."""
    standing, form = Robot.objects.of(request.community).first(), ActForm(request.POST)
    if standing and form.is_valid():
        press = lambda: actions.remove_robot(standing, by=request.actor)  # noqa: E731  done once
        perform(form, "notifications.remove_robot", standing.pk, request.actor, press)
    return HttpResponseRedirect(reverse("notifications:robot", args=[request.community.slug]))
