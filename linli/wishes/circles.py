"""自办自评 of wishes: whether who wished, who did and who confirmed are of one household or one desk. Such a wish counts in no
figure (M-11).
"""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Case, Exists, Q, When

from linli.accounts.models import Posting
from linli.accounts.queries import in_force
from linli.core import spans
from linli.core.rights import NOTHING
from linli.residents.models import Residence, phone_index
from linli.residents.queries import LIVING
from linli.wishes.models import MicroWish
from linli.wishes.rights import DESK


def own_circle(wish: MicroWish, doers: Collection[UUID], confirmer_id: UUID | None) -> Case:
    """One desk wrote it down, did it and confirmed it; or who did it lives where the wisher lives. As an expression, so
    that the confirmation works it out in its own statement.
    """
    return Case(
        When(_one_desk(wish, doers, confirmer_id) | _one_household(wish, doers), then=True), default=False
    )


def _one_desk(wish: MicroWish, doers: Collection[UUID], confirmer_id: UUID | None) -> Q:
    # Without a telephone only who wrote it down, and the receipt, know the code.
    alone = confirmer_id is None and set(doers) == {wish.entered_by_id} and not wish.wisher_phone
    if wish.entered_by_id is None or not doers or (confirmer_id is None and not alone):
        return NOTHING
    held = Posting.objects.filter(in_force(), community=wish.community_id, role__in=DESK)
    found = Q()
    for user in {wish.entered_by_id, *doers} | ({confirmer_id} if confirmer_id else set()):
        found &= Q(Exists(held.filter(user=user)))
    return found


def _one_household(wish: MicroWish, doers: Collection[UUID]) -> Q:
    wisher = Q(person=wish.person_id) if wish.person_id else Q()
    if wish.wisher_phone:
        wisher |= Q(person__phone_index=phone_index(wish.wisher_phone))
    if not wisher or not doers:
        return NOTHING
    today = Residence.objects.of(wish.community_id).filter(spans.in_force(), kind__in=LIVING)
    shared = today.filter(person__user__in=doers, dwelling__in=today.filter(wisher).values("dwelling"))
    return Q(Exists(shared))
