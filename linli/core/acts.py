"""Acts happen once: every form and API write carries an act id, and a repeat returns the first outcome."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _

from linli.core import clock, crypto
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.core.tenancy import CommunityModel


class Act(CommunityModel):
    """The key of one act; written first in the act's own transaction. The subject is where a repeat is sent."""

    action = models.CharField(_("action"), max_length=60)
    actor_id = models.UUIDField(_("user"), null=True)
    subject_id = models.UUIDField(_("subject"))
    digest = models.CharField(_("what was typed, as a keyed digest"), max_length=64)
    happened_at = models.DateTimeField(_("happened at"))

    class Meta:
        verbose_name = _("act")
        verbose_name_plural = _("acts")

    def __str__(self) -> str:
        return f"{self.action} {self.pk}"


class AnotherAct(DomainError):
    """The act id was used for something else."""

    message = _("This form was already sent with other words. Is this a second matter? Then press once more.")
    status = 409


@contextmanager
def once(act_id: UUID, action: str, subject_id: UUID, *, by: Actor, typed: str = "") -> Iterator[Act | None]:
    """Do the body once per `act_id`, in one transaction. Yields None the first time, the earlier act on a repeat.
    A repeat says the same (`typed`); the same id with other words is another act and is refused, not swallowed.

    When the body raises, nothing remains, the act id included, so the person can press again.
    """
    act = Act(
        id=act_id,
        community_id=by.community_id,
        action=action,
        actor_id=by.user_id,
        subject_id=subject_id,
        digest=crypto.blind_index(typed, action),
        happened_at=clock.now(),
    )
    with transaction.atomic():
        yield None if _insert(act) else _earlier(act)


def _earlier(act: Act) -> Act:
    first = Act.objects.filter(pk=act.pk, community_id=act.community_id).first()
    if first is None or (first.action, first.actor_id, first.digest) != (
        act.action,
        act.actor_id,
        act.digest,
    ):
        raise AnotherAct
    return first


def _insert(act: models.Model) -> bool:
    """Insert the row unless its key exists: one statement on both databases, no savepoint."""
    fields: list[Any] = list(act._meta.concrete_fields)
    marks = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO core_act ({columns_of(fields)}) VALUES ({marks}) ON CONFLICT DO NOTHING",  # noqa: S608  our own names
            values_of([(field, getattr(act, field.attname)) for field in fields]),
        )
        return cursor.rowcount == 1


def columns_of(fields: list[Any]) -> str:
    """The columns of fields, for an INSERT written by hand."""
    return ", ".join(connection.ops.quote_name(field.column) for field in fields)


def values_of(pairs: list[tuple[Any, Any]]) -> list[Any]:
    """Values of fields as the database takes them, for an INSERT written by hand."""
    return [field.get_db_prep_save(value, connection) for field, value in pairs]
