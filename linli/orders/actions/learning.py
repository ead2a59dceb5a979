"""推荐: keep what was learnt. Done by the worker, never by a person."""

from django.db import transaction
from django.db.models import Max

from linli.core import audit, clock
from linli.core.rights import Actor
from linli.orders.models import TrainedModel
from linli.orders.suggestions.model import Model
from linli.places.models import Community


@transaction.atomic
def keep_model(community: Community, model: Model, *, by: Actor) -> TrainedModel:
    """新版推荐模型: the newest is asked from now on; the older ones keep their figures and lose their weights."""
    rows = TrainedModel.objects.of(community)
    newest = rows.aggregate(newest=Max("version"))["newest"] or 0
    trial = model.trial
    kept = TrainedModel(
        community=community,
        version=newest + 1,
        trained_at=clock.now(),
        rows=trial.rows,
        folds=trial.folds,
        first=trial.first,
        third=trial.third,
        content=model.dump(),
    )
    kept.save(force_insert=True)
    rows.exclude(pk=kept.pk).update(content=b"")
    audit.record(kept, "orders.train", by=by, count=trial.rows)
    return kept
