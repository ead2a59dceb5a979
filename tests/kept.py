"""Places that are settled once per test process and put back, row by row, for every further test.

To settle a place through the actions costs half a test; its rows are the same every time. They are found by comparing
all tables before and after, so nothing that settling may write one day is forgotten.
"""

import pickle
from dataclasses import dataclass

from django.apps import apps
from django.db import transaction
from django.db.models import Model

from linli.places.models import Division
from tests.people import Place, settle

_kept: dict[str, "Kept"] = {}


@dataclass(frozen=True)
class Kept:
    """What settling a place wrote, pickled: every test gets objects of its own."""

    rows: bytes
    place: bytes

    def put_back(self) -> Place:
        """The same rows in this test's database."""
        with transaction.atomic():  # keys are judged at its end, so the order of the tables is free
            for model, rows in pickle.loads(self.rows):
                model._base_manager.bulk_create(rows)
        return pickle.loads(self.place)


def settled(slug: str, code: str) -> Place:
    """A place as `tests.people.settle` makes it, wherever its township is not there yet."""
    if Division.objects.filter(code__startswith=code[:9]).exists():
        return settle(slug, code)
    if slug in _kept:
        return _kept[slug].put_back()
    before = {model: _keys(model) for model in _models()}
    place = settle(slug, code)
    rows = [
        (model, list(model._base_manager.exclude(pk__in=keys)))
        for model, keys in before.items()
        if _keys(model) != keys
    ]
    _kept[slug] = Kept(pickle.dumps(rows), pickle.dumps(place))
    return place


def _models() -> list[type[Model]]:
    """Everything that has a table of its own."""
    return [model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy]


def _keys(model: type[Model]) -> set[object]:
    return set(model._base_manager.values_list("pk", flat=True))
