"""代理: somebody acts in another's posting for some days. The audit names for whom; rights over accounts stay behind."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import Delegation, Posting, User
from linli.accounts.queries import not_over
from linli.accounts.roles import STAFF, Role
from linli.core import audit, clock, keys
from linli.core.errors import DomainError
from linli.core.records import write_down
from linli.core.rights import Actor
from linli.places.models import Community
from linli.rulebook import book


def colleagues(community: Community, but: UUID) -> QuerySet[User]:
    """Staff of the community who may act for somebody else."""
    held = Posting.objects.filter(not_over(), community=community, role__in=STAFF)
    return User.objects.filter(is_active=True, pk__in=held.values("user_id")).exclude(pk=but).order_by("name")


def delegations_at(community_id: UUID) -> QuerySet[Delegation]:
    """All delegations of a community, the latest first."""
    rows = Delegation.objects.of(community_id).select_related("posting__user", "to")
    return rows.order_by("-valid_from", "-id")


def delegations_of(actor: Actor) -> QuerySet[Delegation]:
    """Those that an actor may end: of the own postings, those in which the actor acts, for a secretary all."""
    rows = delegations_at(actor.community_id)
    if actor.own.everywhere(Role.SECRETARY):
        return rows
    return rows.filter(Q(posting__user=actor.user_id) | Q(to=actor.user_id))


def lendable(actor: Actor) -> QuerySet[Posting]:
    """The postings that an actor may lend: the own ones of the staff, for a secretary all."""
    rows = Posting.objects.filter(not_over(), community_id=actor.community_id, role__in=STAFF)
    rows = rows.select_related("user").order_by("valid_from", "id")
    return rows if actor.own.everywhere(Role.SECRETARY) else rows.filter(user=actor.user_id)


@transaction.atomic
def delegate(
    posting: Posting,
    *,
    to: User,
    since: dt.date,
    until: dt.date,
    by: Actor,
    delegation_id: UUID | None = None,
) -> Delegation:
    """请人代理: `to` acts in the posting from `since` to `until`, both included."""
    held = Posting.objects.select_for_update(of=("self",)).select_related("community").get(pk=posting.pk)
    _check_days(held, since, until)
    _check_who(held, to, since, until)
    made = Delegation(
        id=delegation_id or keys.uuid7(), community=held.community, posting=held, to=to,
        valid_from=since, valid_to=until,
    )  # fmt: skip
    return write_down(made, "accounts.delegate", by=by)


def _check_days(posting: Posting, since: dt.date, until: dt.date) -> None:
    today, place = clock.today(), posting.community.code if posting.community else book.COUNTRY
    most = int(book.value("accounts.delegation.days", on=today, at=place))
    if since < today:
        raise DomainError(_("It begins today or later."), field="since")
    if until < since:
        raise DomainError(_("The last day comes before the first."), field="until")
    if (until - since).days >= most:
        raise DomainError(_("At most %(most)d days at once."), field="until", most=most)
    over = posting.ended_at or (posting.valid_to and posting.valid_to < until)
    if over or posting.valid_from > since:
        raise DomainError(_("The posting does not hold on all of these days."), field="until")


def _check_who(posting: Posting, to: User, since: dt.date, until: dt.date) -> None:
    if to.pk == posting.user_id:
        raise DomainError(_("Nobody acts for themselves."), field="to")
    if (
        posting.community is None
        or not colleagues(posting.community, posting.user_id).filter(pk=to.pk).exists()
    ):
        raise DomainError(_("They do not work here."), field="to")
    standing = Delegation.objects.of(posting.community_id).filter(posting=posting, ended_at__isnull=True)
    if standing.filter(valid_from__lte=until, valid_to__gte=since).exists():
        raise DomainError(_("On some of these days somebody acts in this posting already."), field="since")


@transaction.atomic
def end_delegation(delegation: Delegation, *, by: Actor) -> None:
    """结束代理: at once; from this minute the other acts in it no more."""
    rows = Delegation.objects.of(delegation.community_id).filter(
        pk=delegation.pk, ended_at__isnull=True, valid_to__gte=clock.today()
    )
    if not rows.update(ended_at=clock.now()):
        raise DomainError(_("It has ended already."))
    audit.record(delegation, "accounts.end_delegation", by=by)
