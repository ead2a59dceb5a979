"""What the three rooms share: sending a request form, pressing a verb."""

from typing import Any
from uuid import UUID

from linli.core import keys
from linli.core.files.actions import attach
from linli.core.pages import Outcome, perform
from linli.core.rights import Actor
from linli.orders import actions
from linli.orders.forms import RequestForm
from linli.orders.models import Order
from linli.orders.pictures import ASKED
from linli.orders.verb_forms import VerbForm
from linli.places.models import Community


def send(community: Community, form: RequestForm, by: Actor) -> Order | None:
    """The order that a request form makes, or made when it was pressed before; None when the form is refused."""
    made: list[Order] = []
    order_id = keys.uuid7()
    outcome = perform(
        form,
        "orders.submit",
        order_id,
        by,
        lambda: made.append(_submit(community, form, by, order_id)),
    )
    if outcome.stale:
        form.add_error(None, outcome.stale)
    if not form.is_valid():
        return None
    return Order.objects.of(community).get(pk=outcome.earlier.subject_id) if outcome.earlier else made[0]


def _submit(community: Community, form: RequestForm, by: Actor, order_id: UUID) -> Order:
    order = actions.submit(community, form.asked(), by=by, order_id=order_id)
    if chosen := form.cleaned_data["pictures"]:
        attach(order, ASKED, chosen, by=by)
    return order


def press(form: VerbForm, order: Order, verb: str, by: Actor, **values: Any) -> Outcome:
    """Do a verb of the workflow with what the form holds."""
    act = getattr(actions, verb)
    return perform(
        form,
        f"orders.{verb}",
        order.pk,
        by,
        lambda: act(order, by=by, version=form.seen, **values),
        about=str(order.pk),
    )
