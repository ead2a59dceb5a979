"""认领, 放回, 实现: who takes a wish up, and what is done."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from linli.core import clock
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.core.workflow import move, write_fact
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
    that place exactly one gets it. The desk writes down an organisation, and may say that it is `enough`.
    """
    held = _held(wish)
    WISH_WORKFLOW.target("claim", held.status)
    user_id = _claimer(held, by, organisation, enough)
    row = WishClaim(
        community_id=held.community_id, wish=held, user_id=user_id, organisation=organisation,
        said_at=clock.now(),
    )  # fmt: skip
    row.save(force_insert=True)
    taken = held.taken + 1
    if enough or taken == held.max_claimers:
        most = taken if enough else held.max_claimers
        move(held, "claim", by=by, note=organisation, taken=taken, max_claimers=most)
    else:
        MicroWish.objects.of(held.community_id).filter(pk=held.pk).update(taken=taken)
        write_fact(held, "claim", by=by, note=organisation)
    wish.refresh_from_db(fields=["status", "version", "taken", "max_claimers"])
    return row


def _held(wish: MicroWish) -> MicroWish:
    """The wish as it stands, held until the transaction ends."""
    rows = MicroWish.objects.of(wish.community_id).select_for_update(of=("self",))
    return rows.select_related("community", "person").get(pk=wish.pk)


def _claimer(wish: MicroWish, by: Actor, organisation: str, enough: bool) -> UUID | None:
    """Whose claim it is; refused to the wisher, to who has one, and to all but the desk for an organisation."""
    if organisation or enough:
        if not by.everywhere(*DESK):
            raise DomainError(_("The desk writes down which organisation helps."), field="organisation")
        if not organisation:
            raise DomainError(_("Which organisation helps?"), field="organisation")
        return None
    if by.user_id is None:
        raise DomainError(_("Log in to claim a wish, or ring the community."))
    refuse_wisher(wish, [by.user_id], _("This is your own wish; somebody else helps."))
    if standing_claims(wish).filter(user=by.user_id).exists():
        raise DomainError(_("You are among those who help already. Thank you."))
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
    held = _held(wish)
    rows = standing_claims(held)
    own = rows.filter(pk=claim.pk) if claim else rows.filter(user__in=by.hands)
    freed = WishClaim.objects.of(held.community_id).filter(pk__in=list(own.values_list("pk", flat=True)))
    count = freed.update(released_at=clock.now())
    if not count:
        raise DomainError(_("Nobody of these helps any more."), field="claim")
    words = ": ".join(part for part in (str(claim) if claim else "", note) if part)
    move(held, "release", by=by, note=words, taken=held.taken - count)
    wish.refresh_from_db(fields=["status", "version", "taken"])


@transaction.atomic
def fulfil(wish: MicroWish, *, words: str, by: Actor, version: int) -> None:
    """实现: what was done. It is not lit by that: the wisher has the next word (R-25)."""
    if by.user_id is None:
        raise DomainError(_("Somebody of the community says that it is fulfilled."))
    refuse_wisher(wish, [by.user_id], _("This is your own wish; somebody else says that it is fulfilled."))
    move(
        wish, "fulfil", by=by, version=version, told=words,
        fulfilment=words, fulfilled_at=clock.now(), fulfilled_by_id=by.user_id,
    )  # fmt: skip
