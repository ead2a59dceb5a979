"""What is told about an order, to whom. The words stand here, the ways in `notifications`.

The worker tells it after the verb (core.outbox), in place of what was said before and still waits; what the matter
has gone on from meanwhile is not told. A text to the requester names no person and no door, because anybody may look
over a shoulder; what staff read out carries no code, because who holds code and telephone answers as the requester (M-12).
"""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from linli.accounts.models import Delegation, Posting, User
from linli.accounts.queries import in_force
from linli.core import clock, outbox, spans
from linli.core.audit import AuditEntry
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

Telling = Callable[[Order, AuditEntry], str | None]
# What these say concerns staff alone: the requester's message stays.
AMONG_STAFF = {
    f"orders.{verb}" for verb in ("dispatch", "transfer", "accept", "send_back", "escalate", "chase")
}
# With these a matter ends for those, too, who were joined with it.
ENDING = {"orders.decline", "orders.resolve"}


def _after(*verbs: str) -> Callable[[Telling], Telling]:
    """What is told after a verb, in the installation's language. The text that comes back is for the robot of the staff
    group, where there is one.
    """

    def register(tell: Telling) -> Telling:
        @outbox.after(*(f"orders.{verb}" for verb in verbs))
        def follow(entry: AuditEntry) -> None:
            rows = Order.objects.of(entry.community_id).filter(pk=entry.subject_id)
            order = rows.select_related("community", "category", "team", "handler", "accepted_by").first()
            if order:
                with translation.override(settings.LANGUAGE_CODE):
                    _follow(order, entry, tell)

        return tell

    return register


def _follow(order: Order, entry: AuditEntry, tell: Telling) -> None:
    by = _machine(order)
    if not _is_overtaken(entry):
        robot = notifications.overtake(
            order,
            by=by,
            residents=_concerns_residents(entry.action, entry.told),
            said_until=entry.happened_at,
        )
        if text := tell(order, entry):
            notifications.notify_robot(robot, _event(order, entry), text=text % _values(order), by=by)
    if entry.action in ENDING and not order.is_open:
        for joined in order.merged.filter(status=OrderStatus.MERGED).select_related("community", "category"):
            _to_joined(order, joined, entry)


def _is_overtaken(entry: AuditEntry) -> bool:
    """Whether the matter has gone on meanwhile to where something else is told."""
    later = outbox.later(entry)
    if not _concerns_residents(entry.action, entry.told):
        return bool(later)
    return any(_concerns_residents(action, told) for action, told in later)


def _concerns_residents(action: str, told: str) -> bool:
    """Whether an act takes the place of what the requester was to be told; what is handed down does with an answer."""
    return bool(told) if action == "orders.hand_down" else action not in AMONG_STAFF


def _event(order: Order, entry: AuditEntry) -> Event:
    """What is told after an act: its entry makes it this event and no other."""
    return Event.of(entry.action, order, entry.pk)


def _machine(order: Order) -> Actor:
    return Actor(order.community_id, "Linli")


@_after("dispatch", "transfer")
def of_dispatch(order: Order, entry: AuditEntry) -> str:
    """派单, 转派: whom it was handed to, or each of the team."""
    values = {**_values(order), "team": order.team or ""}
    if order.handler:
        text = _("%(number)s %(subject)s: handed to you, to be done by %(due)s.")
    else:
        text = _(
            "%(number)s %(subject)s: handed to %(team)s, who takes it first has it, to be done by %(due)s."
        )
    who = [order.handler] if order.handler else members_of(order)
    path = _page("serve_detail", order)
    notifications.notify_inboxes(_event(order, entry), who, text=text % values, path=path)
    return _("Order %(number)s (%(category)s) was handed out, to be done by %(due)s.")


@_after("send_back")
def of_send_back(order: Order, entry: AuditEntry) -> str:
    """退单: the desk finds somebody else."""
    _to_desk(order, entry, _("%(number)s %(subject)s: came back, please find somebody else."))
    return _("Order %(number)s (%(category)s) came back to the desk.")


@_after("accept")
def of_accept(order: Order, entry: AuditEntry) -> None:
    """接单: nobody else need look at it any more; who had passed it on hears that another has it now."""
    rows = AuditEntry.objects.filter(community_id=order.community_id, subject_id=order.pk, id__lt=entry.pk)
    before = rows.filter(action__in=["orders.accept", "orders.transfer"]).order_by("-id").first()
    if before is None or before.action == "orders.accept" or before.actor_id == entry.actor_id:
        return
    text = _("%(number)s %(subject)s: somebody else has taken it, it is no longer yours.") % _values(order)
    path = reverse("orders:serve", args=[order.community.slug])
    former = User.objects.filter(pk__in=[before.actor_id])
    notifications.notify_inboxes(_event(order, entry), former, text=text, path=path)


@_after("ask")
def of_ask(order: Order, entry: AuditEntry) -> None:
    """问询: the requester is asked; the question itself stands on the page of the matter."""
    text = _(
        "[%(community)s] About what you told us on %(day)s (%(category)s, %(number)s) we have a question. Please answer here: %(link)s (code %(code)s)%(phone)s."
    )
    spoken = _(
        "About what you told %(community)s on %(day)s (%(category)s, %(number)s) there is a question; it stands at the matter. You can answer with your receipt, or tell us now%(phone)s."
    )
    _to_requester(_event(order, entry), order, text, spoken)


@_after("answer")
def of_answer(order: Order, entry: AuditEntry) -> None:
    """答复: whom it is with goes on."""
    _to_holder(order, entry, _("%(number)s %(subject)s: the resident has answered, please go on."))


@_after("extend")
def of_extend(order: Order, entry: AuditEntry) -> None:
    """延期: the requester hears until when, and reads why on the page of the matter."""
    text = _(
        "[%(community)s] What you told us on %(day)s (%(category)s, %(number)s) takes longer, until %(due)s. Why: %(link)s (code %(code)s)%(phone)s."
    )
    spoken = _(
        "What you told %(community)s on %(day)s (%(category)s, %(number)s) takes longer, until %(due)s. The reason stands at the matter: look it up with your receipt, or ask us%(phone)s."
    )
    _to_requester(_event(order, entry), order, text, spoken)


@_after("escalate")
def of_escalate(order: Order, entry: AuditEntry) -> None:
    """升级: the desk has it in its inbox; the first page of the township is its inbox."""
    if order.level == Level.COMMUNITY:
        _to_desk(order, entry, _("%(number)s %(subject)s: carried up to the community, please help."))


@_after("hand_down")
def of_hand_down(order: Order, entry: AuditEntry) -> None:
    """退回: the desk reads what the township decided; who has it, what the desk did; the requester, that there is an
    answer, where there is one.
    """
    if entry.told:
        _of_answer_from_above(order, entry)
    if order.level == Level.COMMUNITY:
        _to_desk(order, entry, _("%(number)s %(subject)s: the township has answered, please go on."))
    else:
        _to_holder(order, entry, _("%(number)s %(subject)s: the community has answered, please go on."))


def _of_answer_from_above(order: Order, entry: AuditEntry) -> None:
    text = _(
        "[%(community)s] There is an answer to what you told us on %(day)s (%(category)s, %(number)s): %(link)s (code %(code)s)%(phone)s."
    )
    spoken = _(
        "There is an answer to what you told %(community)s on %(day)s (%(category)s, %(number)s). It stands at the matter: look it up with your receipt, or ask us%(phone)s."
    )
    _to_requester(_event(order, entry), order, text, spoken)


@_after("chase")
def of_chase(order: Order, entry: AuditEntry) -> None:
    """催办: whom the matter is with, else the desk."""
    _to_holder(order, entry, _("%(number)s %(subject)s: the resident asks how it goes. Please tell them."))


@_after("reopen")
def of_reopen(order: Order, entry: AuditEntry) -> str:
    """没解决: the desk finds somebody else."""
    _to_desk(
        order,
        entry,
        _("%(number)s %(subject)s: the resident says it is not solved, please find somebody else."),
    )
    return _("Order %(number)s (%(category)s) is not solved yet and came back to the desk.")


@_after("decline")
def of_decline(order: Order, entry: AuditEntry) -> None:
    """不予受理: the requester reads why, and who can help."""
    text = _(
        "[%(community)s] What you told us on %(day)s (%(category)s, %(number)s) is not for the community to do. Why, and who can help: %(link)s (code %(code)s)%(phone)s."
    )
    spoken = _(
        "What you told %(community)s on %(day)s (%(category)s, %(number)s) is not for the community to do. The answer says why and who can help: look it up with your receipt, or ask us%(phone)s."
    )
    _to_requester(_event(order, entry), order, text, spoken)


@_after("resolve")
def of_resolve(order: Order, entry: AuditEntry) -> None:
    """办结: the requester is asked whether it is solved, once, by somebody else than who did the work."""
    text = _(
        "[%(community)s] What you told us on %(day)s (%(category)s, %(number)s) has been dealt with. Is it solved? Please say so: %(link)s (code %(code)s)%(phone)s."
    )
    spoken = _(
        "What you told %(community)s on %(day)s (%(category)s, %(number)s) has been dealt with. Is it solved? You have the word: answer with your receipt, or ask us%(phone)s. If it is not solved, somebody else goes on with it."
    )
    _to_requester(_event(order, entry), order, text, spoken)


def _to_joined(order: Order, joined: Order, entry: AuditEntry) -> None:
    """Who asked for the same and was joined with it hears that it has ended; only the first is asked whether it is solved."""
    text = _(
        "[%(community)s] What you and others told us (%(category)s, %(number)s) has come to an end. See: %(link)s (code %(code)s)%(phone)s."
    )
    spoken = _(
        "What you and others told %(community)s (%(category)s, %(number)s) has come to an end. If it is not solved for you, please tell us%(phone)s."
    )
    event = Event.of("orders.joined", joined, entry.pk)
    _to_requester(event, joined, text, spoken, done_by=order.accepted_by)


@_after("confirm", "close", "withdraw", "merge", "mark_unreached")
def of_end(order: Order, entry: AuditEntry) -> None:
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
    current = TeamMember.objects.of(order.community_id).filter(spans.in_force(), team=order.team_id)
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


def _to_holder(order: Order, entry: AuditEntry, text: str) -> None:
    """Who took it or was handed it; else the desk."""
    who = None if order.status == OrderStatus.ADMITTED else order.accepted_by or order.handler
    if who is None:
        _to_desk(order, entry, text)
        return
    path = _page("serve_detail", order)
    notifications.notify_inboxes(_event(order, entry), [who], text=text % _values(order), path=path)


def _to_desk(order: Order, entry: AuditEntry, text: str) -> None:
    path = _page("desk_detail", order)
    notifications.notify_inboxes(_event(order, entry), desk_of(order), text=text % _values(order), path=path)


def _to_requester(event: Event, order: Order, text: str, spoken: str, *, done_by: User | None = None) -> None:
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
        by=_machine(order),
    )
