"""Questions about wishes and practical deeds. Nothing here writes."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from linli.accounts.models import User
from linli.accounts.queries import takers
from linli.core import clock, keys
from linli.core.audit import kind_of
from linli.core.rights import Actor, access, visible_to
from linli.ledgers.keyset import Keyset
from linli.orders.models import Order
from linli.places.models import Community
from linli.wishes.models import Kind, MicroWish, PracticalDeed, WishClaim
from linli.wishes.rights import DEED_VERBS, WISH_VERBS
from linli.wishes.workflow import ON_THE_WALL, DeedStatus, WishStatus

# The wall stands by the day a wish was put on it, and by nothing that people do with it.
WALL = Keyset(MicroWish, "-published_at")
BOARD = 100


def wishes_for(actor: Actor, right: str = "wishes.desk") -> QuerySet[MicroWish]:
    """The wishes on which the actor holds a right."""
    return visible_to(MicroWish.objects.of(actor.community_id), actor, right)


def access_wish(actor: Actor, number: str, verb: str = "view") -> MicroWish:
    """The only way for staff and helpers to one wish: 404 if unseen, 403 if the verb is not theirs."""
    rows = MicroWish.objects.of(actor.community_id).select_related("community", "person", "entered_by")
    return access(rows, actor, f"wishes.{verb}", among=WISH_VERBS, number=number)


def access_wished(actor: Actor, code: str, verb: str = "view") -> MicroWish:
    """The only way for the wisher to the own wish."""
    rows = MicroWish.objects.of(actor.community_id).select_related("community", "person")
    return access(rows, actor, f"wishes.{verb}", among=WISH_VERBS, code=code)


def wish_by_code(community: Community, typed: str) -> MicroWish | None:
    """The wish of a code as typed; what it shows is decided by the four digits."""
    code = keys.read_code(typed)
    return MicroWish.objects.of(community).filter(code=code).first() if code else None


def wall(community: Any, chosen: str = "") -> QuerySet[MicroWish]:
    """What hangs on the wall, without the fields that hold anything of a person. `chosen` is a kind, or "waiting"."""
    rows = MicroWish.objects.of(community).filter(status__in=ON_THE_WALL)
    if chosen == "waiting":
        rows = rows.filter(status=WishStatus.PUBLISHED)
    elif chosen in Kind.values:
        rows = rows.filter(kind=chosen)
    return rows.only(
        "community", "number", "status", "title", "kind", "value_fen", "max_claimers", "taken", "published_at",
        "due_on", "lit_at", "thanks", "story", "story_consent_at", "version",
    )  # fmt: skip


def lamps(community: Community) -> dict[str, int]:
    """How many were lit this year, and how many wait for somebody: one query."""
    rows = MicroWish.objects.of(community).filter(status__in=ON_THE_WALL)
    return rows.aggregate(
        lit=Count("pk", filter=Q(status=WishStatus.LIT, lit_at__year=clock.today().year)),
        waiting=Count("pk", filter=Q(status=WishStatus.PUBLISHED)),
    )


def to_claim(actor: Actor) -> list[MicroWish]:
    """The wishes that wait for somebody, in the order of the wall, without those that the actor has claimed."""
    rows = visible_to(wall(actor.community_id), actor, "wishes.claim").filter(status=WishStatus.PUBLISHED)
    mine = WishClaim.objects.of(actor.community_id).filter(user=actor.user_id, released_at__isnull=True)
    return list(WALL.sorted(rows.exclude(pk__in=mine.values("wish_id")))[:BOARD])


def claimed_by(actor: Actor) -> list[MicroWish]:
    """What the actor has claimed and not given back, the newest first; the page folds away what is lit."""
    mine = WishClaim.objects.of(actor.community_id).filter(user=actor.user_id, released_at__isnull=True)
    rows = MicroWish.objects.of(actor.community_id).filter(pk__in=mine.values("wish_id"))
    return list(rows.order_by("-published_at", "-id")[:BOARD])


def states() -> dict[str, Q]:
    """Where wishes stand, for the chips of the ledger."""
    now = {status.value: Q(status=status) for status in WishStatus}
    return {**now, "ended": Q(status__in=[WishStatus.DECLINED, WishStatus.WITHDRAWN])}


def deeds_for(actor: Actor) -> QuerySet[PracticalDeed]:
    """The practical deeds that the actor sees, with what a line shows."""
    rows = visible_to(PracticalDeed.objects.of(actor.community_id), actor, "wishes.view_deeds")
    return rows.select_related("owner", "community")


def access_deed(actor: Actor, number: str, verb: str = "view_deeds") -> PracticalDeed:
    """The only way to one deed: 404 if unseen, 403 if the verb is not theirs."""
    rows = PracticalDeed.objects.of(actor.community_id).select_related("owner", "community")
    return access(rows, actor, f"wishes.{verb}", see="view_deeds", among=DEED_VERBS, number=number)


def access_deed_by_key(actor: Actor, key: UUID) -> PracticalDeed:
    """The same by its key."""
    rows = PracticalDeed.objects.of(actor.community_id).select_related("owner", "community")
    return access(rows, actor, "wishes.view_deeds", see="view_deeds", among=DEED_VERBS, pk=key)


def own_deeds(actor: Actor) -> list[PracticalDeed]:
    """What the actor has to do for residents, the first due first."""
    rows = PracticalDeed.objects.of(actor.community_id).filter(owner=actor.user_id)
    return list(rows.filter(status=DeedStatus.IN_PROGRESS).order_by("due_on", "id")[:BOARD])


def board(actor: Actor) -> dict[str, list[PracticalDeed]]:
    """The board: late, going on, done and not confirmed, confirmed lately. One query."""
    rows = deeds_for(actor).exclude(status=DeedStatus.DROPPED).order_by("due_on", "id")
    groups: dict[str, list[PracticalDeed]] = {
        name: [] for name in ("late", "in_progress", "done", "confirmed")
    }
    recent = rows.exclude(status=DeedStatus.CONFIRMED) | rows.filter(
        status=DeedStatus.CONFIRMED, confirmed_at__year=clock.today().year
    )
    for deed in recent[: 3 * BOARD]:
        groups["late" if deed.is_late else deed.status].append(deed)
    return groups


def deed_states() -> dict[str, Q]:
    """Where deeds stand; what is late depends on the day."""
    now = {status.value: Q(status=status) for status in DeedStatus}
    return {**now, "late": Q(status=DeedStatus.IN_PROGRESS, due_on__lt=clock.today())}


def order_behind(deed: PracticalDeed) -> Order | None:
    """The order that a deed stems from, if it does."""
    if deed.origin_kind != kind_of(Order):
        return None
    return Order.objects.of(deed.community_id).filter(pk=deed.origin_id).first()


def public_deeds(community: Community) -> QuerySet[PracticalDeed]:
    """What everybody may see: what is going on, done or confirmed; no owner, no name."""
    rows = PracticalDeed.objects.of(community).exclude(status=DeedStatus.DROPPED)
    return rows.only("community", "number", "status", "title", "category", "due_on", "begun_at", "done_at")


DEEDS_NEWEST = Keyset(PracticalDeed, "-begun_at")


def owners(community: Community) -> QuerySet[User]:
    """Those who may own a deed: who works or helps here today."""
    return takers(community)
