"""认领, 放回, 实现: who takes a wish up, and what is done."""

from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from linli.core import clock
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.core.workflow import Overtaken, move, write_fact
from linli.residents.models import Person, phone_index
from linli.wishes.models import MicroWish, WishClaim
from linli.wishes.rights import DESK
from linli.wishes.workflow import WISH_WORKFLOW


def standing_claims(wish: MicroWish) -> QuerySet[WishClaim]:
    """Who has taken the wish up and not given it back, the first first."""
    rows = WishClaim.objects.of(wish.community_id).filter(wish=wish, released_at__isnull=True)
    return rows.select_related("user").order_by("said_at", "id")


@transaction.atomic
def claim(wish: MicroWish, *, by: Actor, organisation: str = "", enough: bool = False) -> WishClaim:
    """认领: one helps, or one more of a group; who takes the last place closes it, and of several who press at once for
    one place exactly one gets it. The desk writes down an organisation, and may say that it is `enough`.
    """
    WISH_WORKFLOW.target("claim", wish.status)
    row = WishClaim(
        community_id=wish.community_id, wish=wish, user_id=_claimer(by, organisation, enough=enough),
        organisation=organisation, said_at=clock.now(),
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as twice:
        raise DomainError(_("You are among those who help already. Thank you.")) from twice
    taken, free = wish.taken + 1, Q(taken=wish.taken) & _not_of(wish, row.user_id)
    try:
        if enough or taken == wish.max_claimers:
            most = taken if enough else wish.max_claimers
            move(wish, "claim", by=by, note=organisation, only=free, taken=taken, max_claimers=most)
        else:
            _join(wish, free, taken)
            write_fact(wish, "claim", by=by, note=organisation)
    except Overtaken:
        if row.user_id:
            refuse_wisher(wish, [row.user_id], _("This is your own wish; somebody else helps."))
        raise
    return row


def _join(wish: MicroWish, free: Q, taken: int) -> None:
    """One more of a group that is not complete: the page of nobody else grows stale by it."""
    rows = MicroWish.objects.of(wish.community_id).filter(free, pk=wish.pk, status=wish.status)
    if not rows.update(taken=taken):
        raise Overtaken
    wish.taken = taken


def _not_of(wish: MicroWish, user_id: UUID | None) -> Q:
    """That the wish is not the user's own, known by the books or by the telephone; asked in the very statement."""
    if user_id is None:
        return Q()
    own = Q(pk=wish.person_id) if wish.person_id else Q()
    if wish.wisher_phone:
        own |= Q(phone_index=phone_index(wish.wisher_phone))
    return ~Q(Exists(Person.objects.of(wish.community_id).filter(own, user=user_id))) if own else Q()


def _claimer(by: Actor, organisation: str, *, enough: bool) -> UUID | None:
    """Whose claim it is; for an organisation the desk alone writes it down."""
    if organisation or enough:
        if not by.everywhere(*DESK):
            raise DomainError(_("The desk writes down which organisation helps."), field="organisation")
        if not organisation:
            raise DomainError(_("Which organisation helps?"), field="organisation")
        return None
    if by.user_id is None:
        raise DomainError(_("Log in to claim a wish, or ring the community."))
    return by.user_id


def refuse_wisher(wish: MicroWish, users: Iterable[UUID], why: object) -> None:
    """Refuse what the wisher must not do: known by the entry in the books, or by the telephone."""
    users = set(users)
    known = wish.person is not None and wish.person.user_id in users
    if not known and wish.wisher_phone:
        same = Person.objects.of(wish.community_id).filter(
            phone_index=phone_index(wish.wisher_phone), user__in=users
        )
        known = same.exists()
    if known:
        raise DomainError(why)


@transaction.atomic
def release(wish: MicroWish, *, by: Actor, note: str = "", claim: WishClaim | None = None) -> None:
    """放回: one gives one's own claim back, or the desk does for another; the place is free on the wall again."""
    rows = WishClaim.objects.of(wish.community_id).filter(wish=wish, released_at__isnull=True)
    own = rows.filter(pk=claim.pk) if claim else rows.filter(user__in=by.hands)
    count = own.update(released_at=clock.now())
    if not count:
        raise DomainError(_("Nobody of these helps any more."), field="claim")
    words = ": ".join(part for part in (str(claim) if claim else "", note) if part)
    left = wish.taken - count
    move(wish, "release", by=by, note=words, only=Q(taken=wish.taken), taken=left)


@transaction.atomic
def fulfil(wish: MicroWish, *, words: str, by: Actor, version: int) -> None:
    """实现: what was done. It is not lit by that: the wisher has the next word (R-25)."""
    if by.user_id is None:
        raise DomainError(_("Somebody of the community says that it is fulfilled."))
    own = _("This is your own wish; somebody else says that it is fulfilled.")
    try:
        _fulfil(wish, words, by, version)
    except Overtaken:
        refuse_wisher(wish, [by.user_id], own)
        raise


def _fulfil(wish: MicroWish, words: str, by: Actor, version: int) -> None:
    move(
        wish, "fulfil", only=_not_of(wish, by.user_id), by=by, version=version, told=words,
        fulfilment=words, fulfilled_at=clock.now(), fulfilled_by_id=by.user_id,
    )  # fmt: skip
