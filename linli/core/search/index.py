"""检索索引: which records are found by words, how the index is filled, and what it finds.

    search.declare(search.Kind(Order, right="orders.desk", text=..., alike=...))     beside the model's ledger
    rows.filter(pk__in=list(search.found(community, Order, "路灯")))

The worker fills it: each minute what acts of the last minutes touched (their audit names it), each night what is missing
or has gone. So a new record is found by its words after a minute at most, and by its number at once.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from linli.core import clock, keys, tasks
from linli.core.audit import AuditEntry, kind_of
from linli.core.personal import impersonal
from linli.core.search.models import SearchEntry, Wanted, in_community
from linli.core.search.words import SKETCH, asked_of, kept_of, sketch_of

impersonal(
    SearchEntry, "words", why="pairs of characters, without their order, of texts that name no requester"
)
BATCH = 1000
# Longer than any transaction lasts: an act is seen by the sweep after its commit, whenever that comes.
LATELY = dt.timedelta(minutes=10)
# A search looks at so many of the newest records that hold its words.
MOST = 500
# So many of the newest in partly the same words are compared word by word.
ALIKE = 200


@dataclass(frozen=True)
class Kind:
    """检索类别: records that are found: which, by what `name` people know them, who may see them, their words, the words by
    which two are compared, what of a query names one of them (found at once), the line that stands for one where it is
    found, and the view and attribute that lead to its page.
    """

    model: type[models.Model]
    name: Any
    right: str
    text: Callable[[Any], str]
    line: Callable[[Any], str]
    page: tuple[str, str]
    alike: Callable[[Any], str] = lambda row: ""
    exact: Callable[[str], Q | None] = lambda query: None
    related: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """As the audit names such records."""
        return kind_of(self.model)

    def entry(self, row: Any) -> SearchEntry:
        """What is kept of a record."""
        words = kept_of(row.community_id, self.text(row), alike=self.alike(row))
        digest = hashlib.blake2b(words.encode(), digest_size=8).hexdigest()
        return SearchEntry(
            community_id=row.community_id, kind=self.code, subject_id=row.pk, digest=digest, words=words
        )


KINDS: dict[str, Kind] = {}


def declare(kind: Kind) -> Kind:
    """Enter a kind of record. Its text names no person: the index is not erased with a person."""
    if kind.code in KINDS:
        raise ValueError(f"{kind.code} is searched already")
    KINDS[kind.code] = kind
    return kind


def found(community: UUID, model: type[models.Model], query: str) -> QuerySet:
    """The keys of the newest records (MOST at most) of a community that hold every word of a query."""
    return _of_kind(community, model, _asked(community, query))[:MOST]


def newest(community: UUID, kinds: Iterable[str], query: str, most: int) -> dict[str, list[UUID]]:
    """The keys of the newest records of several kinds that hold every word of a query, by kind. One query."""
    rows = _entries(community, kinds, _asked(community, query))
    keys_by_kind: dict[str, list[UUID]] = {}
    for kind, key in rows.values_list("kind", "subject_id")[:most]:
        keys_by_kind.setdefault(kind, []).append(key)
    return keys_by_kind


def _asked(community: UUID, query: str) -> Wanted | None:
    """What an entry must hold; None where a query says nothing."""
    whole, begins = asked_of(query)
    return Wanted(in_community(community), whole, begins) if whole or begins else None


def alike(community: UUID, model: type[models.Model], text: str) -> QuerySet | None:
    """The keys of the newest records in partly the same words as a text, to be compared; None where it says too little."""
    sketch = sketch_of(text)
    if not sketch:
        return None
    some = [SKETCH + pair for pair in sketch]
    return _of_kind(community, model, Wanted(in_community(community), some=some))[:ALIKE]


def _of_kind(community: UUID, model: type[models.Model], wanted: Wanted | None) -> QuerySet:
    """Keys rise with time, and the entries of a kind stand by them in an index."""
    rows = _entries(community, [kind_of(model)], wanted).order_by("-subject_id")
    return rows.values_list("subject_id", flat=True)


def _entries(community: UUID, kinds: Iterable[str], wanted: Wanted | None) -> QuerySet:
    if wanted is None:
        return SearchEntry.objects.none()
    rows = SearchEntry.objects.filter(community_id=community, kind__in=list(kinds), words__holds=wanted)
    return rows.order_by("-id")


@tasks.every("core.search", minutes=1)
def sweep() -> None:
    """Keep what the acts of the last minutes said; done again it changes nothing."""
    since = keys.key_at(clock.now() - LATELY)
    touched = AuditEntry.objects.filter(pk__gte=since, subject_kind__in=KINDS, subject_id__isnull=False)
    by_kind: dict[str, set[UUID]] = {}
    for name, key in touched.values_list("subject_kind", "subject_id"):
        by_kind.setdefault(name, set()).add(key)
    for name, subjects in by_kind.items():
        kind = KINDS[name]
        for some in _batches(sorted(subjects)):
            _keep(kind, kind.model._default_manager.filter(pk__in=some))


@tasks.daily("core.search_all", at="02:05")
def fill() -> None:
    """Keep what is missing, whatever wrote it, and leave out what has gone."""
    for kind in KINDS.values():
        kept = SearchEntry.objects.filter(
            community_id=OuterRef("community_id"), kind=kind.code, subject_id=OuterRef("pk")
        )
        missing = kind.model._default_manager.filter(~Exists(kept)).order_by("pk")
        for some in _batches(missing.values_list("pk", flat=True).iterator()):
            _keep(kind, kind.model._default_manager.filter(pk__in=some))
        there = kind.model._default_manager.filter(pk=OuterRef("subject_id"))
        SearchEntry.objects.filter(~Exists(there), kind=kind.code).delete()


def rebuild() -> dict[str, int]:
    """重建: the whole index anew, from the records; of how many of each kind."""
    SearchEntry.objects.all().delete()
    fill()
    return {name: SearchEntry.objects.filter(kind=name).count() for name in sorted(KINDS)}


def _batches(subjects: Iterable[UUID]) -> Iterator[list[UUID]]:
    rest = iter(subjects)
    while some := list(islice(rest, BATCH)):
        yield some


def _keep(kind: Kind, rows: QuerySet) -> None:
    """Write the entries of these records that are new or say something else now."""
    made = [kind.entry(row) for row in rows.select_related(*kind.related).order_by("pk")]
    known = _digests(kind, made)
    new = [entry for entry in made if known.get(entry.subject_id) != entry.digest]
    SearchEntry.objects.bulk_create(
        new,
        update_conflicts=True,
        unique_fields=["community", "kind", "subject_id"],
        update_fields=["digest", "words"],
    )


def _digests(kind: Kind, entries: Iterable[SearchEntry]) -> dict[UUID, str]:
    subjects = [entry.subject_id for entry in entries]
    communities = {entry.community_id for entry in entries}
    rows = SearchEntry.objects.filter(community_id__in=communities, kind=kind.code, subject_id__in=subjects)
    return dict(rows.values_list("subject_id", "digest"))
