"""回访, 评价, 结案: what the requester says in the end, and how an order is closed."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core import clock
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.core.workflow import move, write_fact
from linli.orders.circles import own_circle
from linli.orders.models import CallBack, Degree, Exclusion, Order, Rating, Way
from linli.orders.terms import failed_calls
from linli.orders.workflow import OrderStatus
from linli.rulebook import book


@transaction.atomic
def confirm(order: Order, *, by: Actor, version: int, **said: str) -> None:
    """确认解决: the requester says on the page that it is solved; `said` may be satisfied, attitude, speed."""
    _confirm(order, by=by, version=version)
    _answered(order, Way.PAGE, Degree.YES, **said)


def _confirm(order: Order, *, by: Actor, version: int, call: bool = False) -> None:
    move(
        order, "confirm", by=by, version=version,
        confirmed_at=clock.now(), confirmed_in_call=call, own_circle=own_circle(order, by.user_id),
    )  # fmt: skip


def _answered(order: Order, way: str, solved: str, **said: str) -> None:
    """What the requester said; satisfied, attitude and speed may be missing."""
    Rating.objects.create(
        community_id=order.community_id, order=order, way=way, solved=solved, given_at=clock.now(), **said
    )


@transaction.atomic
def reopen(order: Order, *, told: str = "", by: Actor, version: int) -> None:
    """重办: not solved; the order goes back to the desk and then to somebody else."""
    _reopen(order, told=told, by=by, version=version)
    _answered(order, Way.PAGE, Degree.NO)


def _reopen(order: Order, *, told: str, by: Actor, version: int) -> None:
    former = order.accepted_by_id
    move(
        order, "reopen", by=by, version=version, told=told,
        handler=None, team=None, accepted_by=None, accepted_at=None,
        resolved_at=None, confirmed_at=None, confirmed_in_call=False, own_circle=False,
        unreached_at=None, answer="",
    )  # fmt: skip
    if former:  # perhaps sent away before
        row = Exclusion(community_id=order.community_id, order=order, user_id=former, happened_at=clock.now())
        Exclusion.objects.bulk_create([row], ignore_conflicts=True)


@transaction.atomic
def rate(order: Order, *, by: Actor, satisfied: str, attitude: str = "", speed: str = "") -> None:
    """评价: once the matter is solved the requester may say how it was, once. Nothing of it enters the audit (M-12)."""
    last = order.ratings.filter(given_at__gte=order.resolved_at).order_by("-given_at", "-id").first()
    if last is None or last.satisfied or not order.confirmed_at:
        raise DomainError(_("You have said already how it was. Thank you."))
    write_fact(order, "rate", by=by)
    last.satisfied, last.attitude, last.speed = satisfied, attitude, speed
    last.save(update_fields=["satisfied", "attitude", "speed"])


@transaction.atomic
def call_back(
    order: Order,
    *,
    way: str,
    answered: bool,
    by: Actor,
    version: int,
    solved: str = "",
    told: str = "",
    note: str = "",
    **said: str,
) -> None:
    """回访: somebody who did not do the work asked the requester. An answer is an answer as on the page: solved (or
    mostly) confirms, not solved reopens; no answer is kept as a failed call-back.
    """
    if way == Way.PAPER and not answered:
        raise DomainError(_("A sheet that has not come back is no call-back."), field="answered")
    if answered and not solved:
        raise DomainError(_("Is it solved? Please say what the resident said."), field="solved")
    write_fact(order, "call_back", by=by, note=note)
    CallBack.objects.create(
        community_id=order.community_id,
        order=order,
        by_id=_caller(by),
        way=way,
        answered=answered,
        happened_at=clock.now(),
    )
    if not answered:
        return
    if solved == Degree.NO:
        _reopen(order, told=told, by=by, version=version)
    else:
        _confirm(order, by=by, version=version, call=True)
    _answered(order, way, solved, **said)


def _caller(by: Actor) -> UUID:
    """Who called is somebody: a machine calls nobody back."""
    if by.user_id is None:
        raise DomainError(_("Somebody of the community calls back."))
    return by.user_id


@transaction.atomic
def mark_unreached(order: Order, *, by: Actor, version: int) -> None:
    """未回访到: after so many failed call-backs on so many days (R-25) it counts neither as satisfied nor as not."""
    calls = failed_calls(order)
    if not calls.enough:
        raise DomainError(
            _(
                "Not yet: %(failed)d of %(min_failed)d calls without an answer, on %(days)d of %(min_days)d days."
            ),
            **calls._asdict(),
        )
    move(order, "mark_unreached", by=by, version=version, unreached_at=clock.now())


@transaction.atomic
def close(order: Order, *, by: Actor, version: int) -> None:
    """结案: formally ended after the requester's confirmation, or after nobody could be reached."""
    move(order, "close", by=by, version=version, ended_at=clock.now())


@transaction.atomic
def withdraw(order: Order, *, told: str = "", by: Actor, version: int) -> None:
    """撤回: the requester no longer needs it; where neighbours were joined with it, it goes on for them."""
    if order.merged.filter(status=OrderStatus.MERGED).exists():
        raise DomainError(
            _("Neighbours have joined in this matter, so it goes on for them. You need do nothing.")
        )
    move(order, "withdraw", by=by, version=version, told=told, paused_at=None, ended_at=clock.now())


@transaction.atomic
def chase(order: Order, *, by: Actor) -> None:
    """催办: the requester asks how it goes; whom the matter is with hears of it, at most once in so many hours."""
    now = clock.now()
    hours = int(book.value("orders.chase.hours", on=clock.today(), at=order.community.code))
    before = now - dt.timedelta(hours=hours)
    write_fact(order, "chase", by=by)
    long_ago = Q(chased_at__isnull=True) | Q(chased_at__lte=before)
    if not Order.objects.of(order.community_id).filter(long_ago, pk=order.pk).update(chased_at=now):
        raise DomainError(
            _("You asked a while ago, and it was passed on. You can ask again every %(hours)d hours."),
            hours=hours,
        )
