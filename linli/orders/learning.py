"""推荐分类, in the product: what is learnt from, which model is asked, and what it says. The model reads words and kinds
alone (M-6); only training loads scikit-learn, and only the worker trains.
"""

from functools import lru_cache
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from linli.core import clock
from linli.core.rights import Actor
from linli.orders import actions, queries
from linli.orders.models import Order, Suggestion, TrainedModel
from linli.orders.suggestions.model import Model
from linli.orders.workflow import OrderStatus
from linli.places.models import Community
from linli.rulebook import book

MOST, RAREST, AT_ONCE = 20_000, 5, 500
# So many more orders than the last time, of a hundred, before it learns anew.
GROWN_PERCENT = 5


def learnable(community: Community) -> list[tuple[str, str, str]]:
    """Subject, words and kind of what has ended well or was taken in with a label from elsewhere; the newest. Kinds with
    too few are left out.
    """
    ended = Q(status__in=[OrderStatus.CONFIRMED, OrderStatus.CLOSED])
    rows = Order.objects.of(community).filter(ended | ~Q(external_number="")).order_by("-submitted_at", "-id")
    found = list(rows.values_list("subject", "text", "category__name")[:MOST])
    count: dict[str, int] = {}
    for _subject, _text, name in found:
        count[name] = count.get(name, 0) + 1
    return [row for row in found if count[row[2]] >= RAREST]


def train(community: Community) -> TrainedModel | None:
    """训练: learn anew, where there is enough that is new. None where there is not."""
    from linli.orders.suggestions import training

    known = learnable(community)
    newest = TrainedModel.objects.of(community).order_by("-version").first()
    if newest and len(known) * 100 < newest.rows * (100 + GROWN_PERCENT):
        return None
    try:
        model = training.train([training.Message(*row) for row in known])
    except training.TooFew:
        return None
    return actions.keep_model(community, model, by=Actor(community.pk, "Linli"))


def suggest_in(community: Community) -> int:
    """推荐分类: say of each new order, once, what kind it most likely is; how many. Whether it is clear enough to be shown
    is judged where it is shown.
    """
    newest = TrainedModel.objects.of(community).order_by("-version").values_list("pk", flat=True).first()
    said = Suggestion.objects.of(community).filter(order=OuterRef("pk"))
    rows = Order.objects.of(community).filter(~Exists(said), status=OrderStatus.SUBMITTED)
    new = list(rows.order_by("submitted_at", "id").values_list("pk", "subject", "text")[:AT_ONCE])
    if newest is None or not new:
        return 0
    model, categories = _loaded(newest), {row.name: row.pk for row in queries.categories(community)}
    found = []
    for order, subject, text in new:
        likely = model.suggest(subject, text)
        found.append(
            Suggestion(
                community=community,
                order_id=order,
                category_id=categories.get(likely.label),
                model_id=newest,
                percent=int(likely.confidence * 100),
                words=likely.reasons,
            )
        )
    return len(Suggestion.objects.bulk_create(found, ignore_conflicts=True))


def suggested(order: Order) -> Suggestion | None:
    """What is suggested for an order, if that is clear enough (orders.suggest.percent). One query."""
    least = int(book.value("orders.suggest.percent", on=clock.today(), at=order.code_of_place))
    rows = order.suggestions.filter(
        percent__gte=least, category__isnull=False, category__valid_to__isnull=True
    )
    return rows.select_related("category").first()


@lru_cache(maxsize=4)
def _loaded(key: UUID) -> Model:
    """The weights of a model; they never change."""
    return Model.load(bytes(TrainedModel.objects.values_list("content", flat=True).get(pk=key)))
