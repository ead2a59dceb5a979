"""派单, 接单, 办结: who does an order, and what happens while it is done."""

from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core import clock
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.core.workflow import Overtaken, move, write_fact
from linli.orders.models import Exclusion, Level, Order
from linli.orders.terms import extended_due, may_extend, resumed_due
from linli.orders.workflow import OrderStatus
from linli.volunteers.actions import propose
from linli.volunteers.models import Team

UP = {Level.GRID: Level.COMMUNITY, Level.COMMUNITY: Level.TOWNSHIP}
RELEASED: dict[str, Any] = {"accepted_by": None, "accepted_at": None}
DOWN = {above: below for below, above in UP.items()}


@transaction.atomic
def dispatch(
    order: Order,
    *,
    handler: User | None = None,
    team: Team | None = None,
    by: Actor,
    version: int,
    note: str = "",
    release: bool = False,
) -> None:
    """下单(派单): the desk hands the order to one person or one team."""
    _hand(order, "dispatch", handler, team, by=by, version=version, note=note, release=release)


@transaction.atomic
def transfer(
    order: Order,
    *,
    handler: User | None = None,
    team: Team | None = None,
    by: Actor,
    version: int,
    note: str = "",
) -> None:
    """转派: who took it passes it on, and stays responsible until another accepts (首接负责制)."""
    if handler and handler.pk == order.accepted_by_id:
        raise DomainError(_("Choose somebody else than who has it."), field="to")
    _hand(order, "transfer", handler, team, by=by, version=version, note=note)


def _hand(
    order: Order,
    verb: str,
    handler: User | None,
    team: Team | None,
    *,
    by: Actor,
    version: int,
    note: str,
    release: bool = False,
) -> None:
    if (handler is None) == (team is None):
        raise DomainError(_("Choose one person or one team."), field="to")
    to = handler.name if handler else str(team)
    try:
        move(
            order, verb, by=by, version=version, note=f"{to}: {note}" if note else to,
            only=_not_sent_away(handler), handler=handler, team=team, **(RELEASED if release else {}),
        )  # fmt: skip
    except Overtaken:
        if handler and order.exclusions.filter(user=handler).exists():
            why = _("The resident said that their work did not solve it. Choose somebody else.")
            raise DomainError(why, field="to") from None
        raise


def _not_sent_away(handler: User | None) -> Q | None:
    """Who is offered for an order was not sent away by the requester; here it holds in the very moment."""
    if handler is None:
        return None
    return ~Q(Exists(Exclusion.objects.filter(order=OuterRef("pk"), user=handler)))


@transaction.atomic
def accept(order: Order, *, by: Actor, version: int) -> None:
    """接单: one takes responsibility; of several who press at once exactly one wins. Who had passed it on is free."""
    move(order, "accept", by=by, version=version, accepted_by_id=by.user_id, accepted_at=clock.now())


@transaction.atomic
def send_back(order: Order, *, note: str, by: Actor, version: int, release: bool = False) -> None:
    """退单: back to the desk, with the reason. What was passed on and not taken stays with who passed it on; `release`
    says that this person, too, has it no more.
    """
    passed_on = order.status == OrderStatus.DISPATCHED and order.accepted_by_id not in {None, by.user_id}
    left: dict[str, Any] = {} if passed_on and not release else RELEASED
    due_at = resumed_due(order)
    move(
        order, "send_back", by=by, version=version, note=note,
        handler=None, team=None, paused_at=None, due_at=due_at, **left,
    )  # fmt: skip


@transaction.atomic
def ask(order: Order, *, question: str, by: Actor, version: int) -> None:
    """问询: the requester is asked something, and the clock stands still until the answer."""
    now = clock.now()
    move(
        order, "ask", by=by, version=version, told=question,
        paused_at=now, contacted_at=order.contacted_at or now,
    )  # fmt: skip


@transaction.atomic
def answer(order: Order, *, words: str, by: Actor, version: int) -> None:
    """答复: the requester, or somebody who spoke to the requester, answers; the clock goes on where it stood."""
    move(order, "answer", by=by, version=version, told=words, due_at=resumed_due(order), paused_at=None)


@transaction.atomic
def escalate(order: Order, *, note: str, by: Actor, version: int) -> None:
    """升级: one level up; who has it keeps it, and the clock runs on."""
    if order.level not in UP:
        raise DomainError(_("It is with the township already."))
    move(order, "escalate", by=by, version=version, note=note, level=UP[Level(order.level)])


@transaction.atomic
def hand_down(order: Order, *, note: str = "", told: str = "", by: Actor, version: int) -> None:
    """退回: one level down, with an answer for the requester (`told`) or with a word for who goes on (`note`)."""
    if order.level not in DOWN:
        raise DomainError(_("There is no level below the grid."))
    if not (note or told):
        raise DomainError(_("Say what was decided, or why it goes back."), field="note")
    move(
        order, "hand_down", by=by, version=version, note=note, told=told,
        level=DOWN[Level(order.level)],
    )  # fmt: skip


@transaction.atomic
def extend(order: Order, *, reason: str, by: Actor, version: int) -> None:
    """延期: more time, as often as the rulebook allows; it counts because the requester is told why (R-25)."""
    if order.is_late:
        raise DomainError(_("Its time is over; more time is given before that."))
    if not may_extend(order):
        raise DomainError(_("It has been given more time already; the rulebook allows no more."))
    move(
        order, "extend", by=by, version=version, told=reason,
        due_at=extended_due(order), extended=order.extended + 1,
        contacted_at=order.contacted_at or clock.now(),
    )  # fmt: skip


def contact(order: Order, *, by: Actor) -> None:
    """首次联系: somebody has spoken to the requester; the first time counts for the response rate (R-26)."""
    write_fact(order, "contact", by=by)
    rows = Order.objects.of(order.community_id).filter(pk=order.pk, contacted_at__isnull=True)
    rows.update(contacted_at=clock.now())


@transaction.atomic
def resolve(
    order: Order, *, answer: str, by: Actor, version: int, note: str = "", minutes: int | None = None
) -> None:
    """办结: the handler says the work is done, and what was done; the requester has the next word. `minutes` are
    proposed as service of the handler (服务记录), for another to confirm.
    """
    move(
        order,
        "resolve",
        by=by,
        version=version,
        note=note,
        told=answer,
        answer=answer,
        resolved_at=clock.now(),
        contacted_at=order.contacted_at or clock.now(),
    )
    if minutes and order.accepted_by:
        propose(
            order.accepted_by,
            day=clock.today(),
            minutes=minutes,
            what=order.category.name,
            origin=order,
            by=by,
        )
