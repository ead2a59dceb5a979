"""Everything that changes programmes: begun with their strands, and records put under a strand or taken out again."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.core import audit, clock, keys
from linli.core.audit import kind_of
from linli.core.errors import DomainError
from linli.core.records import write_down
from linli.core.rights import Actor
from linli.core.spans import not_over
from linli.organisations.actions.ending import end
from linli.organisations.models import Programme, Strand, StrandLabel
from linli.places.models import Community

LINE_LENGTH = 200


@transaction.atomic
def begin_programme(
    community: Community,
    *,
    name: str,
    strands: Iterable[str],
    since: dt.date,
    text: str = "",
    kind: str = Programme.Kind.ORDINARY,
    by: Actor,
    programme_id: UUID | None = None,
) -> Programme:
    """设立品牌 with its strands (子项), each of which has a name of its own."""
    if Programme.objects.of(community).filter(not_over(since), name=name).exists():
        raise DomainError(_("There is a programme of this name already."), field="name")
    named = list(strands)
    if not named:
        raise DomainError(_("A programme has at least one strand."), field="strands")
    if len(set(named)) < len(named):
        raise DomainError(_("Two strands have the same name."), field="strands")
    programme = Programme(
        id=programme_id or keys.uuid7(),
        community=community,
        name=name,
        text=text,
        kind=kind,
        valid_from=since,
    )
    write_down(programme, "organisations.begin_programme", by=by)
    for order, strand in enumerate(named, 1):
        _strand(programme, strand, order, since)
    return programme


def _strand(programme: Programme, name: str, order: int, since: dt.date) -> Strand:
    strand = Strand(
        id=keys.uuid7(),
        community_id=programme.community_id,
        programme=programme,
        name=name,
        order=order,
        valid_from=since,
    )
    strand.full_clean()
    strand.save(force_insert=True)
    return strand


@transaction.atomic
def add_strand(programme: Programme, *, name: str, since: dt.date, by: Actor) -> Strand:
    """增设子项."""
    strands = Strand.objects.of(programme.community_id).filter(programme=programme)
    if strands.filter(not_over(since), name=name).exists():
        raise DomainError(_("Two strands have the same name."), field="name")
    strand = _strand(programme, name, strands.count() + 1, since)
    audit.record(programme, "organisations.add_strand", by=by, note=name)
    return strand


@transaction.atomic
def end_programme(programme: Programme, *, on: dt.date, by: Actor, note: str = "", seen: str) -> None:
    """结束: the last day of a programme; what was put under it stays there. Raises Overtaken."""
    end(programme, "organisations.end_programme", on=on, by=by, note=note, seen=seen)


@transaction.atomic
def label(strand: Strand, subject: Any, *, line: str, by: Actor) -> bool:
    """归入子项: put a record of any app under a strand; whether it was not there before."""
    _label, new = StrandLabel.objects.get_or_create(
        community_id=strand.community_id,
        strand=strand,
        subject_kind=kind_of(type(subject)),
        subject_id=subject.pk,
        defaults={"line": line[:LINE_LENGTH], "labelled_on": clock.today()},
    )
    if new:
        audit.record(subject, "organisations.label", by=by, after=str(strand))
    return new


@transaction.atomic
def unlabel(one: StrandLabel, *, by: Actor) -> None:
    """移出子项: the record itself stays as it is."""
    audit.record(one.strand.programme, "organisations.unlabel", by=by, before=one.line)
    one.delete()
