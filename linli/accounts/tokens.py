"""接口令牌: what a program shows to the API. 256 random bits need no lock; only a keyed digest is kept."""

import datetime as dt
import secrets
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import Posting, Token
from linli.accounts.queries import TITLE_LENGTH, in_force
from linli.accounts.roles import Role
from linli.core import audit, clock, crypto, keys
from linli.core.errors import DomainError
from linli.core.records import write_down
from linli.core.rights import Actor, Bearer, Office
from linli.places.models import Community
from linli.rulebook import book

# The roles whose holders let programs work for them.
HOLDERS = (Role.SECRETARY, Role.CLERK)
PREFIX = "linli_"  # so that scanners of public code recognise a token that got lost


def new_token() -> str:
    """A token as it is handed out once."""
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return crypto.blind_index(token, "accounts.token")


def bearer_of(token: str, community: Community) -> Bearer | None:
    """Who acts with a token in a community; None where the token, its posting or its user is over, or is of another
    community. That it was used is noted once a day.
    """
    today = clock.today()
    held = Posting.objects.filter(in_force(), community=community)
    good = Token.objects.filter(
        digest=digest_of(token), ended_at__isnull=True, valid_to__gte=today, posting__in=held
    )
    row = good.select_related("posting__user").first()
    if row is None or not row.posting.user.is_active:
        return None
    if row.used_on != today:
        Token.objects.filter(pk=row.pk).update(used_on=today)
    posting = row.posting
    office = Office(posting.role, f"{posting} · {row.name}"[:TITLE_LENGTH], posting.pk, posting.place_id)
    return Bearer(Actor(community.pk, posting.user.name, posting.user_id, (office,)), row.may_write)


def own_postings(actor: Actor) -> QuerySet[Posting]:
    """The own postings for which an actor may make a token."""
    rows = Posting.objects.filter(in_force(), community_id=actor.community_id, role__in=HOLDERS)
    return rows.filter(user=actor.user_id).order_by("valid_from", "id")


def tokens_of(actor: Actor) -> QuerySet[Token]:
    """The own tokens, for a secretary those of the community; the latest first."""
    rows = Token.objects.filter(posting__community_id=actor.community_id).select_related("posting__user")
    rows = rows.order_by("-made_at", "-id")
    return rows if actor.own.everywhere(Role.SECRETARY) else rows.filter(posting__user=actor.user_id)


@transaction.atomic
def make_token(
    posting: Posting, *, name: str, until: dt.date, may_write: bool, by: Actor, token_id: UUID | None = None
) -> str:
    """生成接口令牌: returned once and kept nowhere; good to the end of `until`, at most `accounts.token.days`."""
    today, place = clock.today(), posting.community.code if posting.community else book.COUNTRY
    most = int(book.value("accounts.token.days", on=today, at=place))
    if until < today:
        raise DomainError(_("The last day is today or later."), field="until")
    if (until - today).days > most:
        raise DomainError(_("At most %(most)d days from today."), field="until", most=most)
    token = new_token()
    row = Token(
        id=token_id or keys.uuid7(), posting=posting, name=name, digest=digest_of(token), may_write=may_write,
        made_at=clock.now(), valid_to=until,
    )  # fmt: skip
    write_down(row, "accounts.make_token", by=by)
    return token


@transaction.atomic
def end_token(token: Token, *, by: Actor) -> None:
    """停用接口令牌: it opens nothing from this minute."""
    rows = Token.objects.filter(pk=token.pk, ended_at__isnull=True, valid_to__gte=clock.today())
    if not rows.update(ended_at=clock.now()):
        raise DomainError(_("It has ended already."))
    audit.record(token, "accounts.end_token", by=by)
