"""接口令牌: what a program shows to the API. 256 random bits need no lock; only a keyed digest is kept."""

import secrets

from linli.accounts.models import Token
from linli.accounts.queries import in_force
from linli.core import clock, crypto
from linli.core.rights import Actor, Bearer, Office
from linli.places.models import Community

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
    good = Token.objects.filter(
        digest=digest_of(token), ended_at__isnull=True, valid_to__gte=today, posting__community=community
    )
    row = good.select_related("posting__user").first()
    if row is None or not row.posting.user.is_active or not _holds(row):
        return None
    if row.used_on != today:
        Token.objects.filter(pk=row.pk).update(used_on=today)
    posting = row.posting
    office = Office(posting.role, f"{posting} · {row.name}", posting.pk, posting.place_id)
    return Bearer(Actor(community.pk, posting.user.name, posting.user_id, (office,)), row.may_write)


def _holds(row: Token) -> bool:
    return type(row.posting).objects.filter(in_force(), pk=row.posting_id).exists()
