"""自办自评: whether who asked, who did and who confirmed are of one household or one desk. Such an order counts in no
figure (M-11), whatever its status says.
"""

from functools import reduce
from operator import and_
from uuid import UUID

from django.db.models import Case, Exists, Q, When

from linli.accounts.models import Posting
from linli.accounts.queries import in_force
from linli.core import spans
from linli.core.rights import NOTHING
from linli.orders.models import Order
from linli.orders.rights import DESK
from linli.residents.models import Residence, phone_index
from linli.residents.queries import LIVING


def own_circle(order: Order, confirmer_id: UUID | None) -> Case:
    """One desk wrote it down, did it and confirmed it; or the taker lives where the telephone of the requester lives. As
    an expression, so that the confirmation works it out in its own statement.
    """
    return Case(When(_one_desk(order, confirmer_id) | _one_household(order), then=True), default=False)


def _one_desk(order: Order, confirmer_id: UUID | None) -> Q:
    wrote, did = order.entered_by_id, order.accepted_by_id
    # Without a telephone only who wrote it down, and the receipt, know the code.
    alone = confirmer_id is None and wrote == did and not order.contact_phone
    users = {wrote, did} if alone else {wrote, did, confirmer_id}
    if None in users:
        return NOTHING
    held = Posting.objects.filter(in_force(), community=order.community_id, role__in=DESK)
    return reduce(and_, (Q(Exists(held.filter(user=user))) for user in users))


def _one_household(order: Order) -> Q:
    if not order.contact_phone or order.accepted_by_id is None:
        return NOTHING
    today = Residence.objects.of(order.community_id).filter(spans.in_force(), kind__in=LIVING)
    askers = today.filter(person__phone_index=phone_index(order.contact_phone))
    shared = today.filter(person__user=order.accepted_by_id, dwelling__in=askers.values("dwelling"))
    return Q(Exists(shared))
