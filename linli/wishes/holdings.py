"""What somebody holds of wishes and deeds: wishes claimed and not fulfilled, deeds that go on (交接)."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.holdings import Holding, declare
from linli.core.rights import Actor
from linli.wishes import actions
from linli.wishes.models import PracticalDeed, WishClaim
from linli.wishes.workflow import DeedStatus, WishStatus

OPEN = (WishStatus.PUBLISHED, WishStatus.CLAIMED)


def open_claims(posting: Any) -> QuerySet[WishClaim]:
    """The wishes that would be left without who helps."""
    rows = WishClaim.objects.of(posting.community_id).filter(
        user=posting.user_id, released_at__isnull=True, wish__status__in=OPEN
    )
    return rows.select_related("wish__community").order_by("said_at", "id")


def give_back(claim: WishClaim, posting: Any, *, taker: User, by: Actor, note: str) -> None:
    """Back to the wall: a claim is a promise of one's own, nobody inherits it."""
    actions.release(claim.wish, claim=claim, note=note, by=by)


def open_deeds(posting: Any) -> QuerySet[PracticalDeed]:
    """The deeds that would be without owner, the first due first."""
    rows = PracticalDeed.objects.of(posting.community_id)
    return rows.filter(status=DeedStatus.IN_PROGRESS, owner=posting.user_id).order_by("due_on", "id")


def pass_on(deed: PracticalDeed, posting: Any, *, taker: User, by: Actor, note: str) -> None:
    """To the successor."""
    actions.hand_on(deed, owner=taker, note=note, by=by, version=deed.version)


declare(
    Holding(
        "wishes.claims",
        _("Wishes claimed"),
        _("go back to the wall"),
        open_claims,
        give_back,
        words=lambda claim: str(claim.wish),
    )
)
declare(Holding("wishes.deeds", _("Practical deeds"), _("go to the successor"), open_deeds, pass_on))
