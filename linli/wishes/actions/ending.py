"""点亮, 没实现, 撤回, 感谢: what the wisher says in the end. Lit is only what the wisher confirmed (R-25)."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.core import clock
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.core.workflow import move, write_fact
from linli.wishes.actions.doing import refuse_wisher, standing_claims
from linli.wishes.actions.intake import names_nobody
from linli.wishes.circles import own_circle
from linli.wishes.models import MicroWish, Way, WishClaim


@transaction.atomic
def light(wish: MicroWish, *, by: Actor, version: int, way: str = Way.PAGE, note: str = "") -> None:
    """点亮: the wisher says that it is fulfilled, on the page, to somebody who rings and did nothing of it, or on paper."""
    doers = _doers(wish)
    _not_by_doers(wish, doers, by, way)
    move(
        wish, "light", by=by, version=version, note=note or _how(way),
        lit_at=(now := clock.now()), ended_at=now, lit_in_call=way != Way.PAGE,
        own_circle=own_circle(wish, doers, by.user_id),
    )  # fmt: skip


@transaction.atomic
def reopen(wish: MicroWish, *, by: Actor, version: int, told: str = "", way: str = Way.PAGE) -> None:
    """没实现: the wisher says no; the wish goes back to the wall, and its places are free."""
    _free_all(wish)
    move(
        wish, "reopen", by=by, version=version, told=told, note=_how(way),
        taken=0, fulfilment="", fulfilled_at=None, fulfilled_by=None,
    )  # fmt: skip


@transaction.atomic
def withdraw(wish: MicroWish, *, by: Actor, version: int, told: str = "") -> None:
    """撤回: the wisher wishes it no longer; who had claimed it is free."""
    _free_all(wish)
    move(wish, "withdraw", by=by, version=version, told=told, taken=0, ended_at=clock.now())


@transaction.atomic
def thank(wish: MicroWish, *, by: Actor, thanks: str = "", story: str = "", consent: bool = False) -> None:
    """感谢: a note and a story, shown on the wall without the name only if the wisher agrees to that; said anew, the new
    words and the new answer hold.
    """
    if consent:
        for field, words in (("thanks", thanks), ("story", story)):
            names_nobody(words, wish.community, field, also=wish.wisher_name)
    write_fact(wish, "thank", by=by)
    wish.thanks, wish.story = thanks, story
    wish.story_consent_at = clock.now() if consent and (thanks or story) else None
    wish.save(update_fields=["thanks", "story", "story_consent_at"])


def _doers(wish: MicroWish) -> set[UUID]:
    """The users who claimed it, and who said that it is fulfilled."""
    users = set(standing_claims(wish).filter(user__isnull=False).values_list("user_id", flat=True))
    return users | ({wish.fulfilled_by_id} if wish.fulfilled_by_id else set())


def _not_by_doers(wish: MicroWish, doers: set[UUID], by: Actor, way: str) -> None:
    """R-25: never by who claimed or fulfilled it, logged in or not, nor by who acts for them."""
    if doers & set(by.hands):
        raise DomainError(_("Who fulfilled a wish does not say for the wisher that it is fulfilled."))
    if way == Way.PAGE:  # who holds the code may be somebody who did it, without a login
        refuse_wisher(
            wish, doers, _("Who fulfilled a wish does not say for the wisher that it is fulfilled.")
        )
    elif by.user_id is None:
        raise DomainError(_("Somebody of the community asks the wisher."))


def _how(way: str) -> str:
    return "" if way == Way.PAGE else str(Way(way).label)


def _free_all(wish: MicroWish) -> None:
    rows = WishClaim.objects.of(wish.community_id).filter(wish=wish, released_at__isnull=True)
    rows.update(released_at=clock.now())
