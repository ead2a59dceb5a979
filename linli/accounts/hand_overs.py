"""交接 (N-19): a posting goes to a successor; nothing is left without owner, and its holder sees nothing from that minute."""

import datetime as dt
import json
from collections.abc import Collection
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.accounts.actions import end_posting
from linli.accounts.models import HandOver, Posting, User
from linli.accounts.queries import in_force, takers
from linli.accounts.roles import STAFF, Role
from linli.core import audit, clock
from linli.core import keys as new_keys
from linli.core.errors import DomainError
from linli.core.holdings import Held, held_in, settled
from linli.core.records import write_down
from linli.core.rights import REGISTER, Actor
from linli.places.models import Community


def successors(posting: Posting) -> QuerySet[User]:
    """Who may take over: for a post of the staff other staff, for a member's place anybody with a posting here."""
    if posting.community is None:
        return User.objects.none()
    rows = takers(posting.community).exclude(pk=posting.user_id)
    if posting.role == Role.MEMBER:
        return rows
    held = Posting.objects.filter(in_force(), community=posting.community, role__in=STAFF)
    return rows.filter(pk__in=held.values("user_id"))


def hand_overs_for(actor: Actor) -> QuerySet[HandOver]:
    """Those that an actor may read: the ones taken over, for a secretary all; the latest first."""
    rows = HandOver.objects.of(actor.community_id).select_related("posting", "giver", "taker", "community")
    rows = rows.order_by("-handed_at", "-id")
    return rows if actor.own.everywhere(Role.SECRETARY) else rows.filter(taker=actor.user_id)


def access_hand_over(actor: Actor, code: str, verb: str = "read_hand_over") -> HandOver:
    """The one way to a hand-over: 404 for who may not read it, 403 where the verb is not theirs."""
    row = get_object_or_404(hand_overs_for(actor), code=new_keys.read_code(code))
    if not REGISTER[f"accounts.{verb}"].held_by(actor):
        raise PermissionDenied(REGISTER[f"accounts.{verb}"].label)
    return row


@transaction.atomic
def hand_over(
    posting: Posting,
    *,
    taker: User,
    by: Actor,
    keys: str = "",
    promises: str = "",
    routines: str = "",
    also: Collection[str] = (),
    hand_over_id: UUID | None = None,
) -> HandOver:
    """交接: what is held goes to the successor or ends, the posting ends this minute, and a record says what there was.
    `also` names what is only ended if asked. A community keeps a secretary who can log in.
    """
    Community.objects.select_for_update().get(pk=by.community_id)
    now = Posting.objects.select_related("user", "community").get(pk=posting.pk)
    if not Posting.objects.filter(in_force(), pk=now.pk).exists():
        raise DomainError(gettext_lazy("This posting does not hold now."))
    if not successors(now).filter(pk=taker.pk).exists():
        raise DomainError(
            gettext_lazy("They cannot take this over. First give them a posting."), field="taker"
        )
    made = HandOver(
        id=hand_over_id or new_keys.uuid7(), community=now.community, code=new_keys.new_code(), posting=now,
        giver=now.user, taker=taker, keys=keys, promises=promises, routines=routines, handed_at=clock.now(),
    )  # fmt: skip
    held = [one for one in held_in(now) if settled(one, also)]
    made.held = json.dumps([_written(one) for one in held], ensure_ascii=False)
    note = _("Hand-over %(code)s") % {"code": new_keys.show_code(made.code)}
    for one in held:
        for thing in one.things:
            one.holding.settle(thing, now, taker=taker, by=by, note=note)
    end_posting(now, last_day=clock.today(), at_once=True, by=by)
    return write_down(made, "accounts.hand_over", by=by)


def _written(held: Held) -> dict[str, object]:
    """What is kept of one kind."""
    return {
        "label": str(held.holding.label),
        "fate": str(held.holding.fate),
        "words": held.words,
        "ids": [str(thing.pk) for thing in held.things],
    }


@transaction.atomic
def return_hand_over(row: HandOver, *, signed_on: dt.date, by: Actor) -> None:
    """交接单交回: the paper came back with both signatures."""
    if not row.handed_at.astimezone(clock.BEIJING).date() <= signed_on <= clock.today():
        raise DomainError(gettext_lazy("The day lies between the hand-over and today."), field="signed_on")
    rows = HandOver.objects.of(row.community_id).filter(pk=row.pk, signed_on__isnull=True)
    if not rows.update(signed_on=signed_on):
        raise DomainError(gettext_lazy("It is noted already that it came back."))
    audit.record(row, "accounts.return_hand_over", by=by, after=signed_on.isoformat())
