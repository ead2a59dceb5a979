"""按钮: for each verb the page where it is done, at the desk and at the serving page. Only what one may do is a button."""

from collections.abc import Collection
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.orders.models import Order
from linli.orders.workflow import ORDER_WORKFLOW, OrderStatus


class Button(NamedTuple):
    """One button: where it leads, its icon and words; the first few stand open, the others under “more”."""

    verb: str
    url: str
    icon: str
    label: Any
    first: bool


ICONS = {
    "admit": "check", "decline": "cross", "dispatch": "arrow-right", "call_back": "phone",
    "mark_unreached": "phone", "close": "check-circle", "accept": "person-circle", "resolve": "person-circle",
    "answer": "pencil", "extend": "clock", "escalate": "arrow-up", "hand_down": "undo", "split": "split",
    "merge": "merge", "send_back": "undo", "ask": "question", "transfer": "transfer",
}  # fmt: skip
FIRST = {"admit", "decline", "dispatch", "call_back", "close", "accept", "resolve", "hand_down"}
# At the desk these are done on the serving page, by who takes or has the order.
OWN = {"accept", "resolve", "ask", "transfer"}
PAGES = {"send_back": "desk_send_back"}


def at_desk(order: Order, verbs: Collection[str], user_id: Any) -> list[Button]:
    """The buttons of the desk."""
    mine = order.accepted_by_id == user_id
    shown = [verb for verb in verbs if verb in ICONS and not (verb == "send_back" and mine)]
    return [_button(order, verb) for verb in shown]


def _button(order: Order, verb: str) -> Button:
    page = "serve_detail" if verb in OWN else PAGES.get(verb, verb)
    url = reverse(f"orders:{page}", args=[order.community.slug, order.number])
    return Button(verb, url, ICONS[verb], _label(order, verb), verb in FIRST)


def _label(order: Order, verb: str) -> Any:
    if verb == "dispatch":
        fresh = order.status == OrderStatus.ADMITTED
        return _("Hand it to…") if fresh else _("Hand it to somebody else")
    own = {
        "accept": _("Take it myself"),
        "resolve": _("Report what I did"),
        "send_back": _("Take it back to the desk"),
    }
    return own.get(verb) or ORDER_WORKFLOW.verbs[verb].label


# What a press does, said before it is done, where its name and its form do not say it.
MEANING = {
    "send_back": gettext_lazy("It comes back to the desk, which finds somebody else. The clock runs on."),
    "answer": gettext_lazy("It stands in the matter as the resident's answer, and the clock goes on."),
    "transfer": gettext_lazy("You stay responsible until the other has taken it."),
    "extend": gettext_lazy(
        "The resident is told until when, and reads why. More time is given only before the time is over."
    ),
    "decline": gettext_lazy("The matter ends here. The resident is told, and reads why and who can help."),
    "close": gettext_lazy("The resident has answered, or could not be reached. Closing ends the matter."),
    "mark_unreached": gettext_lazy(
        "It counts neither as satisfied nor as not. The resident may still say that it is not solved."
    ),
    "escalate": gettext_lazy("One level up. Who has it keeps it, and the clock runs on."),
    "merge": gettext_lazy("It goes on there. Who asked here is told when it is done, and keeps the code."),
    "split": gettext_lazy("The second matter gets a number of its own and comes to the desk as a new one."),
    "call_back": gettext_lazy(
        "Ask as it stands here, without a word about who did the work. An answer counts as on the page."
    ),
}
