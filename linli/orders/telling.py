"""What is told about an order, to whom. The words stand here, the ways in `notifications`.

Each function is called in the transaction of its verb. What was said before and still waits is overtaken by what
happens now. A text to the requester names no person and no door, because anybody may look over a shoulder; what staff
read out carries no code, because who holds code and telephone answers as the requester (M-12).
"""

import datetime as dt
from collections.abc import Iterable
from functools import wraps
from typing import Any, Protocol

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from linli.accounts.models import Delegation, Posting, User
from linli.accounts.queries import in_force
from linli.core import clock
from linli.core.keys import show_code
from linli.core.links import absolute
from linli.core.rights import Actor
from linli.notifications import actions as notifications
from linli.notifications.addresses import Event
from linli.orders.models import Level, Order
from linli.orders.rights import DESK
from linli.orders.workflow import OrderStatus
from linli.residents.ways import addresses
from linli.volunteers.models import TeamMember


class _Telling(Protocol):
    def __call__(self, order: Order, *, by: Actor) -> None: ...


def _instead_of_before(tell: _Telling) -> _Telling:
    """Tell it in the installation's language, in place of everything that still waits about the order."""
    return _in_place(tell, residents=True)


def _among_staff(tell: _Telling) -> _Telling:
    """Tell it in the installation's language, in place of what still waits for staff; the requester's message stays."""
    return _in_place(tell, residents=False)


def _in_place(tell: _Telling, *, residents: bool) -> _Telling:
    @wraps(tell)
    def told(order: Order, *, by: Actor) -> None:
        notifications.overtake(order, by=by, residents=residents)
        with translation.override(settings.LANGUAGE_CODE):
            tell(order, by=by)

    return told


@_among_staff
def of_dispatch(order: Order, *, by: Actor) -> None:
    """派单: whom it was handed to, or each of the team."""
    values = {**_values(order), "team": order.team or ""}
    if order.handler:
        text = _("%(number)s %(subject)s: handed to you, to be done by %(due)s.")
    else:
        text = _(
            "%(number)s %(subject)s: handed to %(team)s, who takes it first has it, to be done by %(due)s."
        )
    event = Event.of("orders.dispatch", order, order.version)
    who = [order.handler] if order.handler else members_of(order)
    notifications.notify_inboxes(event, who, text=text % values, path=_page("serve_detail", order))
    _to_robot(event, _("Order %(number)s (%(category)s) was handed out, to be done by %(due)s."), order, by)


@_among_staff
def of_send_back(order: Order, *, by: Actor) -> None:
    """退单: the desk finds somebody else."""
    event = Event.of("orders.send_back", order, order.version)
    _to_desk(event, _("%(number)s %(subject)s: came back, please find somebody else."), order)
    _to_robot(event, _("Order %(number)s (%(category)s) came back to the desk."), order, by)


def of_take_over(order: Order, former: User) -> None:
    """转派后接单: who passed it on hears that another has it now."""
    with translation.override(settings.LANGUAGE_CODE):
        text = _("%(number)s %(subject)s: somebody else has taken it, it is no longer yours.")
        event = Event.of("orders.take_over", order, order.version)
        notifications.notify_inboxes(
            event,
            [former],
            text=text % _values(order),
            path=reverse("orders:serve", args=[order.community.slug]),
        )


@_instead_of_before
def of_ask(order: Order, *, by: Actor) -> None:
    """问询: the requester is asked; the question itself stands on the page of the matter."""
    text = _(
        "[%(community)s] About what you told us on %(day)s (%(category)s, %(number)s) we have a question. Please answer here: %(link)s (code %(code)s)%(phone)s."
    )
    spoken = _(
        "About what you told %(community)s on %(day)s (%(category)s, %(number)s) there is a question; it stands at the matter. You can answer with your receipt, or tell us now%(phone)s."
    )
    _to_requester(Event.of("orders.ask", order, order.version), order, text, spoken, by)


@_instead_of_before
def of_answer(order: Order, *, by: Actor) -> None:
    """答复: whom it is with goes on."""
    _to_holder(order, "orders.answer", _("%(number)s %(subject)s: the resident has answered, please go on."))


@_instead_of_before
def of_extend(order: Order, *, by: Actor) -> None:
    """延期: the requester hears until when, and reads why on the page of the matter."""
    text = _(
        "[%(community)s] What you told us on %(day)s (%(category)s, %(number)s) takes longer, until %(due)s. Why: %(link)s (code %(code)s)%(phone)s."
    )
    spoken = _(
        "What you told %(community)s on %(day)s (%(category)s, %(number)s) takes longer, until %(due)s. The reason stands at the matter: look it up with your receipt, or ask us%(phone)s."
    )
    _to_requester(Event.of("orders.extend", order, order.version), order, text, spoken, by)


@_among_staff
def of_escalate(order: Order, *, by: Actor) -> None:
    """升级: the desk has it in its inbox; the first page of the township is its inbox."""
    event = Event.of("orders.escalate", order, order.version)
    if order.level == Level.COMMUNITY:
        _to_desk(event, _("%(number)s %(subject)s: carried up to the community, please help."), order)


@_among_staff
def of_hand_down(order: Order, *, by: Actor) -> None:
    """退回: the desk reads what the township decided; who has it, what the desk did."""
    if order.level == Level.COMMUNITY:
        event = Event.of("orders.hand_down", order, order.version)
        _to_desk(event, _("%(number)s %(subject)s: the township has answered, please go on."), order)
        return
    _to_holder(
        order, "orders.hand_down", _("%(number)s %(subject)s: the community has answered, please go on.")
    )


@_instead_of_before
def of_answer_from_above(order: Order, *, by: Actor) -> None:
    """退回并答复: the requester hears that there is an answer, and reads it on the page of the matter."""
    text = _(
        "[%(community)s] There is an answer to what you told us on %(day)s (%(category)s, %(number)s): %(link)s (code %(code)s)%(phone)s."
    )
    spoken = _(
        "There is an answer to what you told %(community)s on %(day)s (%(category)s, %(number)s). It stands at the matter: look it up with your receipt, or ask us%(phone)s."
    )
    _to_requester(Event.of("orders.answer_from_above", order, order.version), order, text, spoken, by)


@_among_staff
def of_chase(order: Order, *, by: Actor) -> None:
    """催办: whom the matter is with, else the desk."""
    text = _("%(number)s %(subject)s: the resident asks how it goes. Please tell them.")
    _to_holder(order, "orders.chase", text, turn=order.chased_at)


@_instead_of_before
def of_reopen(order: Order, *, by: Actor) -> None:
    """没解决: the desk finds somebody else."""
    event = Event.of("orders.reopen", order, order.version)
    _to_desk(
        event,
        _("%(number)s %(subject)s: the resident says it is not solved, please find somebody else."),
        order,
    )
    _to_robot(
        event, _("Order %(number)s (%(category)s) is not solved yet and came back to the desk."), order, by
    )


@_instead_of_before
def of_decline(order: Order, *, by: Actor) -> None:
    """不予受理: the requester reads why, and who can help."""
    text = _(
        "[%(community)s] What you told us on %(day)s (%(category)s, %(number)s) is not for the community to do. Why, and who can help: %(link)s (code %(code)s)%(phone)s."
    )
    spoken = _(
        "What you told %(community)s on %(day)s (%(category)s, %(number)s) is not for the community to do. The answer says why and who can help: look it up with your receipt, or ask us%(phone)s."
    )
    _to_requester(Event.of("orders.decline", order, order.version), order, text, spoken, by)
    _to_all_joined(order, by)


@_instead_of_before
def of_resolve(order: Order, *, by: Actor) -> None:
    """办结: the requester is asked whether it is solved, once, by somebody else than who did the work."""
    text = _(
        "[%(community)s] What you told us on %(day)s (%(category)s, %(number)s) has been dealt with. Is it solved? Please say so: %(link)s (code %(code)s)%(phone)s."
    )
    spoken = _(
        "What you told %(community)s on %(day)s (%(category)s, %(number)s) has been dealt with. Is it solved? You have the word: answer with your receipt, or ask us%(phone)s. If it is not solved, somebody else goes on with it."
    )
    _to_requester(Event.of("orders.resolve", order, order.version), order, text, spoken, by)
    _to_all_joined(order, by)


def _to_all_joined(order: Order, by: Actor) -> None:
    for joined in order.merged.filter(status=OrderStatus.MERGED).select_related("community", "category"):
        _to_joined(order, joined, by)


def _to_joined(order: Order, joined: Order, by: Actor) -> None:
    """Who asked for the same and was joined with it hears that it has ended; only the first is asked whether it is solved."""
    text = _(
        "[%(community)s] What you and others told us (%(category)s, %(number)s) has come to an end. See: %(link)s (code %(code)s)%(phone)s."
    )
    spoken = _(
        "What you and others told %(community)s (%(category)s, %(number)s) has come to an end. If it is not solved for you, please tell us%(phone)s."
    )
    event = Event.of("orders.joined", joined, order.version)
    _to_requester(event, joined, text, spoken, by, done_by=order.accepted_by)


@_instead_of_before
def of_end(order: Order, *, by: Actor) -> None:
    """Answered, closed or withdrawn: there is nothing more to tell."""


def of_time(order: Order, code: str, text: str, who: Iterable[User]) -> None:
    """快到期, 到期: whom it is with; once for each deadline and person. `text` is the English message."""
    with translation.override(settings.LANGUAGE_CODE):
        words = _(text) % _values(order)
    path = _page("serve_detail" if order.holder_id else "desk_detail", order)
    notifications.notify_inboxes(Event.of(code, order, order.due_at), who, text=words, path=path)


def desk_of(order: Order) -> QuerySet[User]:
    """Who works at the desk today, and who acts for them: of the whole community, and of the order's grid."""
    place = (
        Q(place_id__isnull=True) | Q(place_id=order.grid_id) if order.grid_id else Q(place_id__isnull=True)
    )
    held = Posting.objects.filter(in_force(), place, community=order.community_id, role__in=DESK)
    lent = Delegation.objects.of(order.community_id).filter(in_force(), posting__in=held)
    return User.objects.filter(
        Q(pk__in=held.values("user_id")) | Q(pk__in=lent.values("to_id")), is_active=True
    )


def members_of(order: Order) -> QuerySet[User]:
    """The members of the order's team today, but those whom the requester has sent away."""
    day = clock.today()
    current = TeamMember.objects.of(order.community_id).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day), team=order.team_id, valid_from__lte=day
    )
    sent_away = order.exclusions.values("user_id")
    return User.objects.filter(pk__in=current.values("user_id"), is_active=True).exclude(pk__in=sent_away)


def moment(when: dt.datetime) -> str:
    """3月17日 18:00."""
    local = when.astimezone(clock.BEIJING)
    return f"{date_format(local, 'MONTH_DAY_FORMAT')} {local:%H:%M}"


def _values(order: Order) -> dict[str, Any]:
    return {
        "number": order.number,
        "subject": order.subject,
        "category": order.category.name,
        "due": moment(order.due_at),
    }


def _page(view: str, order: Order, key: str = "") -> str:
    return reverse(f"orders:{view}", args=[order.community.slug, key or order.number])


def _to_holder(order: Order, code: str, text: str, *, turn: Any = None) -> None:
    """Who took it or was handed it; else the desk."""
    event = Event.of(code, order, turn or order.version)
    who = None if order.status == OrderStatus.ADMITTED else order.accepted_by or order.handler
    if who is None:
        _to_desk(event, text, order)
        return
    path = _page("serve_detail", order)
    notifications.notify_inboxes(event, [who], text=text % _values(order), path=path)


def _to_desk(event: Event, text: str, order: Order) -> None:
    notifications.notify_inboxes(
        event, desk_of(order), text=text % _values(order), path=_page("desk_detail", order)
    )


def _to_robot(event: Event, text: str, order: Order, by: Actor) -> None:
    notifications.notify_robot(event, text=text % _values(order), by=by)


def _to_requester(
    event: Event, order: Order, text: str, spoken: str, by: Actor, *, done_by: User | None = None
) -> None:
    """By the way that the requester wants; without a telephone there is none, and the page of the order says so."""
    community = order.community
    values = {
        **_values(order),
        "community": community.name,
        "day": date_format(order.submitted_at.astimezone(clock.BEIJING), "MONTH_DAY_FORMAT"),
        "phone": _(", telephone %(number)s") % {"number": community.telephone} if community.telephone else "",
    }
    own = {**values, "code": show_code(order.code), "link": absolute(_page("follow", order, order.code))}
    notifications.notify(
        event,
        addresses(order.community_id, order.contact_phone, order.contact_name),
        text=text % own,
        spoken=spoken % values,
        path=_page("desk_detail", order),
        done_by=done_by or order.accepted_by,
        by=by,
    )
